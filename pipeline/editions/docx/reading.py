"""Reading a DOCX edition back with python-docx and lxml: what a reader of the file finds in it.

Nothing here knows how the edition was written, but the names of its styles and the record part.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pipeline.crosswalk import FIELDS, NAMESPACE, metadata
from pipeline.document import Metadata
from pipeline.editions.edition import Reading

FURNITURE = frozenset(
    "Letterhead|Letterhead Associates|Status|Kind|Title|Subtitle|Date and Place|TOC Heading|toc 1|toc 2|toc 3"
    "|Imprint".casefold().split("|")
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_TEXTS = {"t": "", "tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


def read(data: bytes) -> Reading:
    """See `editions.edition.Edition.read`."""
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        return _reading(document)
    except Exception as error:  # a damaged file fails in the zip, the package, the XML or the values
        raise ValueError(f"not a readable DOCX edition: {error}") from error


def _reading(document: Any) -> Reading:
    record = _record(document)
    ids = {mark.get("name"): mark.get("id") for mark in record.iter(f"{{{NAMESPACE}}}bookmark")}
    styles = {style.style_id: style for style in document.styles}
    body = [(paragraph, styles.get(_style_id(paragraph))) for paragraph in document.element.body.iter(f"{_WORD}p")]
    text = [(p, style) for p, style in body if style is None or style.name.casefold() not in FURNITURE]
    return Reading(
        _metadata(record),
        tuple((level, words(p)) for p, style in text if (level := _level(style))),
        tuple(found for p, _ in text if (found := words(p))),
        tuple(_notes(document)),
        tuple(shape.get("descr", "") for p, _ in text for shape in p.iter(f"{_DRAWING}docPr")),
        tuple(_target(link, document, ids) for p, _ in text for link in p.iter(f"{_WORD}hyperlink")),
    )


def _related(part: Any, kind: str) -> Iterator[Any]:
    return (rel.target_part for rel in part.rels.values() if rel.reltype == _OFFICE + kind)


def _tree(data: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _record(document: Any) -> Any:
    for part in _related(document.part, "customXml"):
        root = _tree(part.blob)
        if root.tag == f"{{{NAMESPACE}}}record":
            return root
    raise ValueError("it holds no record of its metadata")


def _metadata(record: Any) -> Metadata:
    strings = {
        field.get("name"): tuple(value.text or "" for value in field.iterchildren(f"{{{NAMESPACE}}}value"))
        for field in record.iterchildren(f"{{{NAMESPACE}}}field")
    }
    values = {row.name: row.decode(strings.get(row.name, ())) for row in FIELDS}
    return metadata({row.name: row.default if values[row.name] in (None, ()) else values[row.name] for row in FIELDS})


def _style_id(paragraph: Any) -> str | None:
    style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
    return None if style is None else str(style.get(f"{_WORD}val"))


def _level(style: Any) -> int:
    """The level of a heading style, by its outline level or that of the style it is based on; 0 for the others."""
    while style is not None:
        level = style.element.find(f"{_WORD}pPr/{_WORD}outlineLvl")
        if level is not None:
            return int(level.get(f"{_WORD}val")) + 1
        style = style.base_style
    return 0


def words(paragraph: Any) -> str:
    """The text of a paragraph, white space as a reader sees it; the number of a note called again is no text."""
    parts: list[str] = []
    fields: list[str] = []
    for element in paragraph.iter(f"{_WORD}*"):
        name = element.tag.removeprefix(_WORD)
        if name == "fldChar":
            _step(fields, element.get(f"{_WORD}fldCharType"))
        elif name == "instrText" and fields:
            fields[-1] += element.text or ""
        elif name in _TEXTS and element.getparent().tag == f"{_WORD}r" and not _is_reference(fields):
            parts.append(element.text or "" if name == "t" else _TEXTS[name])
    return " ".join("".join(parts).split())


def _step(fields: list[str], kind: str) -> None:
    if kind == "begin":
        fields.append("")
    elif kind == "end" and fields:
        fields.pop()


def _is_reference(fields: list[str]) -> bool:
    return any(instruction.split()[:1] == ["NOTEREF"] for instruction in fields)


def _notes(document: Any) -> Iterator[str]:
    for part in _related(document.part, "footnotes"):
        for note in _tree(part.blob).iterchildren(f"{_WORD}footnote"):
            if note.get(f"{_WORD}type") in (None, "normal"):
                yield " ".join(found for p in note.iter(f"{_WORD}p") if (found := words(p)))


def _target(link: Any, document: Any, ids: dict[str, str]) -> str:
    from docx.oxml.ns import qn

    relationship = link.get(qn("r:id"))
    if relationship is not None:
        return str(document.part.rels[relationship].target_ref)
    anchor = link.get(f"{_WORD}anchor")
    return f"#{ids.get(anchor, anchor)}"
