"""Kinds of document: what one needs, how its first page and its end are arranged. Each is one file of the house."""

from pipeline.kinds.kind import BODIES, HEADINGS, SIGNATURES, SIGNING, SLOTS, TITLE_BLOCK, Kind, named
from pipeline.kinds.reading import read_kind

__all__ = [
    "BODIES", "HEADINGS", "SIGNATURES", "SIGNING", "SLOTS", "TITLE_BLOCK", "Kind", "named", "read_kind",
]  # fmt: skip
