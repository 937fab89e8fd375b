"""The words of a text as DOCX, OpenDocument and PDF files hold them: the text in its order, then its notes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"

IGNORED = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u061c\u2060\u2066\u2067\u2068\u2069\u202a\u202b\u202c"))
"""Characters that steer lines and directions and are no part of a word."""


def of_docx(path: Path) -> list[str]:
    """The words of a DOCX file. Raises BadZipFile, KeyError, SyntaxError."""
    with ZipFile(path) as package:
        body = _parse(package.read("word/document.xml"))
        parts = [*_docx(body)]
        if "word/footnotes.xml" in package.namelist():
            notes = _parse(package.read("word/footnotes.xml"))
            parts += (part for note in notes if note.get(f"{W}type") is None for part in _docx(note))
    return _words(parts)


def _docx(root: _Element) -> Iterator[str]:
    for element in root.iter():
        if element.tag == f"{W}t":
            yield element.text or ""
        elif element.tag in (f"{W}p", f"{W}tab", f"{W}br", f"{W}cr"):
            yield " "
        elif element.tag == f"{W}noBreakHyphen":
            yield "\u2011"


def of_opendocument(path: Path) -> list[str]:
    """The words of a flat OpenDocument text."""
    root = _parse(path.read_bytes())
    text = root.find(f"{OFFICE}body/{OFFICE}text")
    if text is None:
        raise ValueError("the file holds no text")
    notes: list[_Element] = []
    parts = [*_opendocument(text, notes)]
    for note in notes:
        parts += [" ", *_opendocument(note, [])]
    return _words(parts)


def _opendocument(element: _Element, notes: list[_Element]) -> Iterator[str]:
    for child in element:
        if child.tag == f"{TEXT}note":
            notes += child.findall(f"{TEXT}note-body")
        elif child.tag not in _SILENT:
            if child.tag in _SPACES:
                yield " "
            yield child.text or ""
            yield from _opendocument(child, notes)
        yield child.tail or ""


_SPACES = {f"{TEXT}{name}" for name in ("p", "h", "s", "tab", "line-break")}
_SILENT = {f"{SVG}title", f"{SVG}desc", f"{OFFICE}forms", f"{TEXT}sequence-decls", f"{DRAW}image"}


def of_pdf(path: Path) -> str:
    """The text of all pages."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


def _words(parts: list[str]) -> list[str]:
    return "".join(parts).translate(IGNORED).replace("\u2011", "-").split()


def _parse(data: bytes) -> _Element:
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
