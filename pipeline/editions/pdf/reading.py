"""Reading a PDF edition back: the structure tree by pikepdf, the characters by PDFium, the metadata by lxml.

Nothing here is shared with the modules that write, and nothing is believed: whatever is damaged or no edition at all
is a ValueError, after a time and with a memory that grow no faster than the file.
"""

from __future__ import annotations

import ctypes
import io
import zlib
from typing import Any

from pipeline.crosswalk import read_back
from pipeline.editions.edition import Reading, Said
from pipeline.editions.pdf import catalog
from pipeline.editions.pdf.blocks import Listener
from pipeline.editions.pdf.characters import Characters
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
    front, body = Listener(characters, structure.language), Listener(characters, structure.language)
    parts = structure.parts()
    articles = [number for number, part in enumerate(parts) if part.role == "Art"]
    if len(articles) != 1:
        raise ValueError("its structure tree has no article" if not articles else "it has several articles")
    for part in parts[: articles[0]]:
        if part.role != "TOC":
            front.hear(structure.walk(part))
    body.hear(structure.walk(parts[articles[0]]))
    return Reading(
        metadata,
        stated,
        tuple(said.text for said in front.blocks),
        catalog.bookmarks(pdf, metadata.title),
        body.blocks,
        _in_order(body.notes),
        catalog.files(pdf),
    )


def _in_order(notes: list[tuple[str, tuple[Said, ...]]]) -> tuple[tuple[Said, ...], ...]:
    """The notes by their numbers, which have to be 1 to the number of notes."""
    lost = next((number for number, (shown, _) in enumerate(notes, 1) if not shown), 0)
    if lost:  # called, but not drawn on any page
        raise ValueError(f"footnote {lost} is on none of its pages")
    numbered = {int(number.rstrip(".")): blocks for number, blocks in notes}
    if sorted(numbered) != list(range(1, len(notes) + 1)):
        raise ValueError("its notes are not numbered in order: " + ", ".join(number for number, _ in notes))
    return tuple(numbered[number] for number in sorted(numbered))
