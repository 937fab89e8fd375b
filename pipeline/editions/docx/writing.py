"""Writing: templates rendered part by part, and put into the package."""

from __future__ import annotations

from typing import Any

from pipeline.crosswalk import NAMESPACE
from pipeline.document import Document
from pipeline.editions.docx import embedding
from pipeline.editions.docx.package import PACKAGE, Package
from pipeline.editions.docx.place import NUMBER, STEP
from pipeline.editions.docx.properties import item_id, properties, record, renamed
from pipeline.editions.docx.reference import load, styles_in
from pipeline.editions.docx.runs import whole
from pipeline.editions.docx.sections import columns, half, is_long, is_names, rows, settled
from pipeline.editions.docx.typesetter import MAIN, Typesetter, contents_mark, filled, shortened
from pipeline.editions.docx.widths import FRAME
from pipeline.fonts import leading
from pipeline.house import House
from pipeline.scripts import classes
from pipeline.templating import Renderer, context

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OFFICE = "application/vnd.openxmlformats-officedocument."
# Parts that a template of the same name makes: (part, template, media type, relationship of the main part).
_PARTS = (
    ("word/footnotes.xml", "footnotes.xml.j2", "footnotes+xml", "footnotes"),
    ("word/header1.xml", "header.xml.j2", "header+xml", "header"),
    ("word/header2.xml", "header_first.xml.j2", "header+xml", "header"),
    ("word/footer1.xml", "footer.xml.j2", "footer+xml", "footer"),
    ("word/numbering.xml", "numbering.xml.j2", "numbering+xml", "numbering"),
    ("word/settings.xml", "settings.xml.j2", "settings+xml", "settings"),
)


def write(document: Document, house: House) -> bytes:
    """The DOCX file of a document. Raises LookupError where reference.docx lacks a style that is used."""
    reference = load(house.read("docx/reference.docx"))
    package = Package()
    press = Typesetter(document, house, reference, package)
    page = Renderer(house, ("docx/blocks.xml.j2",), _variables(document, house, press)).page
    package.relate("", "officeDocument", MAIN)
    relations = {name: package.relate(MAIN, kind, name) for name, _, _, kind in _PARTS}
    # The text comes first: it says which notes, numbers and faces the other parts must have.
    text = settled(page("docx/document.xml.j2", relations=relations))
    package.add(MAIN, text.encode(), f"{_WORD}document.main+xml")
    for name, template, kind, _ in _PARTS:
        package.add(name, page(f"docx/{template}", part=name).encode(), _WORD + kind)
    _add_styles(package, document, press, house)
    fonts = embedding.embed(package, house.faces(), press.typecase.used)
    package.relate(MAIN, "fontTable", embedding.PART)
    package.add(embedding.PART, page("docx/fonts.xml.j2", fonts=fonts).encode(), f"{_WORD}fontTable+xml")
    _add_metadata(package, document, page)
    return package.pack(page)


def _variables(document: Document, house: House, press: Typesetter) -> dict[str, Any]:
    """What the templates may speak of beside the context that all editions share."""
    variables = context(document, house)
    return {
        **variables,
        "press": press,
        "section": press.reference.section,
        "eastern": "han" in classes(document.metadata.language),
        "contents_mark": contents_mark,
        "filled": filled,
        "shortened": shortened,
        "whole": whole,
        "columns": columns,
        "half": half,
        "is_long": is_long,
        "is_names": is_names,
        "rows": rows,
        "frame": FRAME,
        "step": STEP,
        "number_width": NUMBER,
    }


def _add_styles(package: Package, document: Document, press: Typesetter, house: House) -> None:
    language = document.metadata.language
    reference = press.reference
    styles = styles_in(reference.styles, language, leading(house.faces(), language))
    package.add("word/styles.xml", styles, f"{_WORD}styles+xml")
    package.add("word/theme/theme1.xml", reference.theme, f"{_OFFICE}theme+xml")
    package.relate(MAIN, "styles", "word/styles.xml")
    package.relate(MAIN, "theme", "word/theme/theme1.xml")


def _add_metadata(package: Package, document: Document, page: Any) -> None:
    data = document.metadata
    parts = (
        ("docProps/core.xml", "core.xml.j2", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("docProps/app.xml", "app.xml.j2", f"{_OFFICE}extended-properties+xml"),
        ("docProps/custom.xml", "custom.xml.j2", f"{_OFFICE}custom-properties+xml"),
        ("customXml/itemProps1.xml", "item_properties.xml.j2", f"{_OFFICE}customXmlProperties+xml"),
        ("customXml/item1.xml", "record.xml.j2", "application/xml"),
    )
    held = {
        "properties": properties(data),
        "record": list(record(data)),
        "bookmarks": renamed(document),
        "namespace": NAMESPACE,
        "item_id": item_id(),
    }
    for name, template, media_type in parts:
        package.add(name, page(f"docx/{template}", **held).encode(), media_type)
    package.relate("", f"{PACKAGE}core-properties", "docProps/core.xml")
    package.relate("", "extended-properties", "docProps/app.xml")
    package.relate("", "custom-properties", "docProps/custom.xml")
    package.relate(MAIN, "customXml", "customXml/item1.xml")
    package.relate("customXml/item1.xml", "customXmlProps", "customXml/itemProps1.xml")
