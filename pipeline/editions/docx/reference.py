"""What reference.docx gives an edition: its styles, theme and page, read with python-docx.

Styles are asked for by the name that a designer sees in Word, never by their id: Word in another language
saves other ids.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.scripts import classes, direction, is_complex

TWIPS = 635
"""English Metric Units in a twentieth of a point."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a paragraph or character style says of its letters, by itself or by the styles it is based on."""

    id: str
    family: str = ""
    bold: bool = False
    italic: bool = False
    left: int = 0
    spaced: bool = False
    right: int = 0
    border: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """`looks`: the styles by name in lower case; `theme`: the theme part; `section`: page size and margins as XML.

    `family` and `complex_family` set what no style says otherwise; widths and heights are in twips.
    """

    looks: Mapping[str, Look]
    styles: bytes
    theme: bytes
    section: str
    width: int
    height: int
    family: str
    complex_family: str

    def look(self, name: str) -> Look:
        """The style of that name. Raises LookupError where reference.docx lacks it."""
        try:
            return self.looks[name.casefold()]
        except KeyError:
            raise LookupError(f"docx/reference.docx has no style {name!r}") from None

    def style(self, name: str) -> str:
        """The id of the style of that name."""
        return self.look(name).id

    def left(self, name: str) -> int:
        """How far the style indents its paragraphs, in twips."""
        return self.look(name).left


def _inherited(style: Any, read: Any) -> Any:
    while style is not None:
        value = read(style)
        if value is not None:
            return value
        style = style.base_style
    return None


def _look(style: Any) -> Look:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn

    if style.type not in (WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER):
        return Look(style.style_id)
    is_paragraph = style.type == WD_STYLE_TYPE.PARAGRAPH
    left = _inherited(style, lambda s: s.paragraph_format.left_indent) if is_paragraph else None
    right = style.paragraph_format.right_indent if is_paragraph else None
    border = style.element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}") if is_paragraph else None
    return Look(
        style.style_id,
        _inherited(style, lambda s: s.font.name) or "",
        bool(_inherited(style, lambda s: s.font.bold)),
        bool(_inherited(style, lambda s: s.font.italic)),
        int(left or 0) // TWIPS,
        style.element.find(f"{qn('w:rPr')}/{qn('w:spacing')}") is not None,
        int(right or 0) // TWIPS,
        "" if border is None else _bare(border),
    )


@cache
def load(data: bytes) -> Reference:
    """The reference of a .docx file's bytes."""
    import docx
    from docx.oxml.ns import qn

    document = docx.Document(io.BytesIO(data))
    section: Any = document.sections[0]  # python-docx types each length as one that may be missing
    styles = document.styles
    fonts = styles.element.find(f"{qn('w:docDefaults')}//{qn('w:rFonts')}")
    kept = [child for child in section._sectPr if child.tag in (qn("w:pgSz"), qn("w:pgMar"), qn("w:cols"))]
    parts = {str(part.partname): part for part in document.part.package.iter_parts()}
    theme = next((part for name, part in parts.items() if name.startswith("/word/theme/")), None)
    if theme is None:
        raise LookupError("docx/reference.docx has no theme")
    return Reference(
        {style.name.casefold(): _look(style) for style in styles if style.name},
        document.part._styles_part.blob,
        theme.blob,
        "".join(map(_bare, kept)),
        (section.page_width - section.left_margin - section.right_margin) // TWIPS,
        (section.page_height - section.top_margin - section.bottom_margin) // TWIPS,
        fonts.get(qn("w:ascii")),
        fonts.get(qn("w:cs")),
    )


def _bare(element: Any) -> str:
    """An element as XML that declares only the namespaces it uses."""
    from copy import deepcopy

    from lxml import etree

    alone = deepcopy(element)
    etree.cleanup_namespaces(alone)
    return str(etree.tostring(alone, encoding="unicode", with_tail=False))


def mirrored(border: str) -> str:
    """Borders of paragraphs from right to left: their sides are those of the page (17.3.1.17), not of the line."""
    sides = {"left": "right", "right": "left"}
    return re.sub(r"(?<=w:)(?:left|right)(?=[ />])", lambda match: sides[match[0]], border)


def _undo(style: Any, classes: tuple[str, ...]) -> None:
    """Take out of a style what the script of a document does not do; stress is bold where there are no italics."""
    from docx.oxml.ns import qn
    from lxml import etree

    names = [
        name for holds, name in (("uncased", "w:caps"), ("upright", "w:i"), ("upright", "w:iCs")) if holds in classes
    ]
    for properties in style.iter(qn("w:rPr")):
        for name in names:
            for node in properties.findall(qn(name)):
                if style.get(qn("w:styleId")) == "Emphasis" and name == "w:i":
                    node.addprevious(etree.Element(qn("w:b")))
                    node.addprevious(etree.Element(qn("w:bCs")))
                properties.remove(node)
        for node in properties.findall(qn("w:spacing")) if "joined" in classes else ():
            properties.remove(node)


def _turn(style: Any, classes: tuple[str, ...]) -> None:
    """Set the lines of a style as its script does: not stretched where letters join, or no spaces part them."""
    from docx.oxml.ns import qn
    from lxml import etree

    rtl = "rtl" in classes
    if rtl or ("ragged" in classes and "han" not in classes):
        for node in style.iter(qn("w:jc")):
            if node.get(qn("w:val")) == "both":
                node.set(qn("w:val"), "start")
    for border in list(style.iter(qn("w:pBdr"))) if rtl else ():
        border.getparent().replace(border, etree.fromstring(mirrored(_bare(border))))


@cache
def styles_in(styles: bytes, language: str, family: str) -> bytes:
    """The styles part with the document's language as its default (ECMA-376-1, 17.3.2.20 `lang`).

    `family`: what sets its ideographs. What its script does not do is taken out of the styles: see `scripts.classes`.
    """
    from docx.oxml.ns import qn
    from lxml import etree

    root = etree.fromstring(styles, etree.XMLParser(resolve_entities=False, no_network=True))
    lang: Any = root.find(f"{qn('w:docDefaults')}//{qn('w:lang')}")
    found = (*classes(language), direction(language))
    lang.set(qn("w:val"), language)
    lang.set(qn("w:eastAsia"), language if "han" in found else "zh-CN")
    lang.set(qn("w:bidi"), language if is_complex(language) else "ar-SA")
    if family:
        fonts: Any = root.find(f"{qn('w:docDefaults')}//{qn('w:rFonts')}")
        fonts.set(qn("w:eastAsia"), family)
    for style in root.iter(qn("w:style")):
        _undo(style, found)
        _turn(style, found)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
