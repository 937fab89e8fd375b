"""A zip container as the checks read it: its table of contents once, and only the files that are asked for."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter


class Archive:
    """`entries` in their order; `names` of the files; `twice`: names that stand more than once.

    Raises ValueError for bytes that are no zip container.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise ValueError(f"it is no zip container: {error}") from error
        self.entries = self._zip.infolist()
        counted = Counter(entry.filename for entry in self.entries if not entry.is_dir())
        self.names = frozenset(counted)
        self.twice = tuple(name for name, count in counted.items() if count > 1)

    def read(self, name: str) -> bytes:
        """A file. Raises KeyError where it is not there, ValueError where it cannot be read."""
        try:
            return self._zip.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise ValueError(f"it cannot be read: {error}") from error
