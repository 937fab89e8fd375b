"""Files that are no DOCX edition, or were one: each is refused in the same way, and soon."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.editions.container import LARGEST
from tests.test_docx import EDITION, everything, parts
from tests.test_docx_reading import MAIN, NUMBERING, STYLES, packed

__all__ = ["everything"]


def with_text(text: bytes) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    """Puts something at the beginning of the body."""
    return lambda content: {**content, MAIN: content[MAIN].replace(b"<w:body>", b"<w:body>" + text, 1)}


def put(part: str, data: bytes) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    """Another part of that name."""
    return lambda content: {**content, part: data}


def without(part: str) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    return lambda content: {name: data for name, data in content.items() if name != part}


DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "' + b"x" * 99 + b'">]><x>&a;</x>'
NUMBERED = b'<w:p><w:pPr><w:numPr><w:ilvl w:val="%s"/><w:numId w:val="%s"/></w:numPr></w:pPr></w:p>'
BROKEN: dict[str, Callable[[dict[str, bytes]], dict[str, bytes]]] = {
    **{f"without {part}": without(part) for part in (MAIN, STYLES, "[Content_Types].xml", "customXml/item1.xml",
                                                     "_rels/.rels", "word/footnotes.xml", NUMBERING)},
    "not closed": put(MAIN, b"<w:document"),
    "another record": put("customXml/item1.xml", b"<record/>"),
    "broken notes": put("word/footnotes.xml", b"<broken"),
    "a note without its sign": lambda content: {
        **content, "word/footnotes.xml": content["word/footnotes.xml"].replace(b"<w:footnoteRef/>", b"", 1)
    },
    "no notes": put("word/footnotes.xml", b"<x/>"),
    "entities": put("customXml/item1.xml", DOCTYPE),
    "nested deep": with_text(b"<w:sdt><w:sdtContent>" * 50_000 + b"</w:sdtContent></w:sdt>" * 50_000),
    "too many tags": with_text(b"<w:p/>" * 4_000_000),
    "a bomb": put("word/theme/theme1.xml", bytes(LARGEST)),
    "a list that is not there": with_text(NUMBERED % (b"0", b"999")),
    "a level that is not there": with_text(NUMBERED % (b"9" * 5000, b"1")),
}  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_damaged_files_are_refused(everything: bytes, broken: Callable[[dict[str, bytes]], dict[str, bytes]]) -> None:
    with pytest.raises(ValueError, match="not a readable DOCX edition"):
        EDITION.read(packed(broken(parts(everything))))


@pytest.mark.parametrize("cut", [0, 10, 1000, 50_000])
def test_half_a_file_is_refused(everything: bytes, cut: int) -> None:
    with pytest.raises(ValueError, match="not a readable DOCX edition"):
        EDITION.read(everything[:cut])


def test_a_flipped_bit_in_a_part_is_refused(everything: bytes) -> None:
    flipped = bytearray(everything)
    flipped[everything.index(b"word/document.xml") + 200] ^= 0xFF
    with pytest.raises(ValueError, match="not a readable DOCX edition"):
        EDITION.read(bytes(flipped))
