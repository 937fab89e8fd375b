"""Reading a PDF edition back: the structure tree by pikepdf, the characters by PDFium, the metadata by lxml.

Nothing here is shared with the modules that write, and nothing is believed: whatever is damaged or no edition at all
is a ValueError, after a time and with a memory that grow no faster than the file.
"""

from __future__ import annotations

import ctypes
import io
import zlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pipeline.crosswalk import read_back
from pipeline.editions.edition import Reading, Said, emblems_together, entries
from pipeline.editions.pdf import catalog
from pipeline.editions.pdf.blocks import Listener
from pipeline.editions.pdf.characters import Characters, Piece
from pipeline.editions.pdf.structure import Structure


def read(data: bytes) -> Reading:
    """The reading of a PDF edition. Raises ValueError for what is none: damaged, untagged, without our XMP."""
    import pikepdf

    damage = (
        pikepdf.PikepdfError, ctypes.ArgumentError, zlib.error, ValueError, TypeError, AttributeError, LookupError,
        RuntimeError, ArithmeticError, NotImplementedError,
    )  # fmt: skip
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return _reading(pdf, data)
    except damage as error:
        raise ValueError(f"not a readable PDF edition: {error}") from error


def _reading(pdf: Any, data: bytes) -> Reading:
    find = {"xmp": catalog.packet(pdf), "info": catalog.information(pdf)}
    stated: dict[tuple[str, str], tuple[str, ...]] = {}
    for column, at_address in find.items():
        stated |= {(column, at.path): at_address(at) for at in catalog.addresses(column)}
    metadata = read_back("xmp", find["xmp"])
    structure, characters = Structure(pdf), Characters(data)
    leads = catalog.destinations(pdf)
    front, body, imprint = (Listener(characters, structure.language, leads) for _ in range(3))
    parts = structure.parts()
    articles = [number for number, part in enumerate(parts) if part.role == "Art"]
    if len(articles) != 1:
        raise ValueError("its structure tree has no article" if not articles else "it has several articles")
    for part in parts[: articles[0]]:
        if part.role != "TOC":
            front.hear(structure.walk(part))
    body.hear(structure.walk(parts[articles[0]]))
    for part in parts[articles[0] + 1 :]:
        imprint.hear(structure.walk(part))
    marks = catalog.bookmarks(pdf, metadata.title)
    near = {name: _near(point, body.heads) for name, point in leads.items()}
    return Reading(
        metadata,
        stated,
        emblems_together(front.blocks),
        tuple((depth, text) for depth, text, _ in marks),
        body.blocks,
        _in_order(body.notes),
        catalog.files(pdf),
        frozenset(("capitals", "places", "styles")),
        tuple(map(_unmarked, entries(imprint.blocks))),
        places={name: number for name, number in near.items() if number >= 0},
        leads=tuple(_near(point, body.heads) for _, _, point in marks),
    )


ABOVE = 24.0
"""How far above its letters a heading may begin, in points: less than from one heading to the next."""


def _near(point: catalog.Point, heads: Mapping[int, Piece]) -> int:
    """The number of the heading that begins at a point of a page; -1 where none does."""
    page, top = point
    return next(
        (number for number, piece in heads.items() if piece.page == page and -3 <= top - piece.top <= ABOVE), -1
    )


def _unmarked(said: Said) -> Said:
    """An entry without the isolates (FSI and PDI, UAX #9) that hold its direction in a line from right to left."""
    if not (said.text.startswith("\u2068") and said.text.endswith("\u2069")):
        return said
    links = tuple((target, text.strip("\u2068\u2069"), title) for target, text, title in said.links)
    return replace(said, text=said.text[1:-1], links=links)


def _in_order(notes: list[tuple[str, tuple[Said, ...]]]) -> tuple[tuple[Said, ...], ...]:
    """The notes by their numbers, which have to be 1 to the number of notes."""
    lost = next((number for number, (shown, _) in enumerate(notes, 1) if not shown), 0)
    if lost:  # called, but not drawn on any page
        raise ValueError(f"footnote {lost} is on none of its pages")
    numbered = {int(number.rstrip(".")): blocks for number, blocks in notes}
    if sorted(numbered) != list(range(1, len(notes) + 1)):
        raise ValueError("its notes are not numbered in order: " + ", ".join(number for number, _ in notes))
    return tuple(numbered[number] for number in sorted(numbered))
