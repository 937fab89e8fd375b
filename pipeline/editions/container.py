"""Zip containers (EPUB, DOCX) that come out the same, byte for byte, from the same parts."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

LARGEST = 512 * 1024 * 1024
"""Bytes that the parts of a container may have together: what unpacks to more was made to do harm."""

_ALREADY_PACKED = (".png", ".jpg", ".jpeg")


def pack(parts: Mapping[str, bytes], first: str, stored: tuple[str, ...] = ()) -> bytes:
    """A zip file of the parts: `first` leads, the others follow by name; dates and attributes are fixed.

    `stored` parts are not compressed (EPUB's `mimetype` must not be: OCF 3.3, 4.2.3), nor are pictures.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(parts, key=lambda name: (name != first, name)):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            plain = name in stored or name.lower().endswith(_ALREADY_PACKED)
            entry.compress_type = zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, parts[name], compresslevel=9)
    return out.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """The parts of a zip file by name. Raises ValueError for bytes that are none, damaged, or a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                raise ValueError(f"not a readable zip container: unpacked it has more than {LARGEST:,} bytes")
            return {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise ValueError(f"not a readable zip container: {error}") from error
