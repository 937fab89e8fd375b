"""The first difference between two files of the same edition, said in the terms of its format."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.reproduction import containers, pdfs, texts
from pipeline.reproduction.difference import Difference

WAYS: tuple[tuple[bytes, Callable[[bytes, bytes], Difference | None]], ...] = (
    (b"%PDF-", pdfs.first),
    (b"PK\x03\x04", containers.first),
    (b"", texts.first),
)
"""How files are compared, by the bytes that they begin with: so a new edition is compared without being named here."""


def first(before: bytes, after: bytes) -> Difference | None:
    """The first difference between a file and the one that was made anew; None: they are the same, byte for byte."""
    return next(way for beginning, way in WAYS if after.startswith(beginning))(before, after)
