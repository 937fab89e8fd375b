"""WordprocessingML as the checks read it: a part walked once, the styles, the order of the schema."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from pipeline.conformance.finding import Finding
from pipeline.conformance.gate.xml import quoted

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def w(name: str) -> str:
    """The full name of an element or attribute of WordprocessingML."""
    return W + name


class Story:
    """A part with text: its elements by name in document order; `related`: (relationship id, element)."""

    def __init__(self, name: str, root: Any) -> None:
        self.name = name
        self.root = root
        self.elements: dict[str, list[Any]] = defaultdict(list)
        self.related: list[tuple[str, Any]] = []
        for element in root.iter("*"):
            self.elements[element.tag].append(element)
            for key, value in element.items():
                if key.startswith(_R):
                    self.related.append((value, element))

    def found(self, rule: str, message: str, element: Any) -> Finding:
        """A finding of this part, at the paragraph that an element is in."""
        paragraph = element
        while paragraph.tag != w("p") and paragraph.getparent() is not None:
            paragraph = paragraph.getparent()
        text = "" if paragraph is self.root else quoted(said(paragraph))
        if not text and element.tag == w("tbl"):
            text = quoted(said(element))
        return Finding(rule, message, f"{self.name} {text}".strip())


def said(element: Any) -> str:
    """The text of an element."""
    return "".join(node.text or "" for node in element.iter(w("t")))


class Styles:
    """The styles part: ids; (id, other) that go together; outline levels from 1; colours by name; borders."""

    def __init__(self, root: Any) -> None:
        nodes = {node.get(w("styleId")): node for node in root.iterfind(w("style"))}
        self.ids = frozenset(nodes)
        self.related = [
            (identifier, other.get(w("val")))
            for identifier, node in nodes.items()
            for tag in ("basedOn", "next", "link")
            for other in node.iterfind(w(tag))
        ]
        self.levels: dict[str, int] = {}
        self.lined: set[str] = set()
        self.colours: dict[str, str] = {}
        for identifier, node in nodes.items():
            level = _inherited(nodes, node, f"{w('pPr')}/{w('outlineLvl')}")
            if level is not None and level.get(w("val")) in set("012345678"):
                self.levels[identifier] = int(level.get(w("val"))) + 1
            if _inherited(nodes, node, f"{w('pPr')}/{w('pBdr')}") is not None:
                self.lined.add(identifier)
            colour = _inherited(nodes, node, f"{w('rPr')}/{w('color')}")
            if colour is not None and colour.get(w("val")) != "auto":
                name = node.find(w("name"))
                self.colours["" if name is None else name.get(w("val"), "").casefold()] = colour.get(w("val"), "")
        language = root.find(f"{w('docDefaults')}//{w('lang')}")
        self.language = "" if language is None else language.get(w("val"), "")


def _inherited(nodes: dict[str, Any], node: Any, path: str) -> Any:
    """What a style, or the nearest of those that it is based on, says (ECMA-376-1, 17.7.4.3)."""
    seen: list[Any] = []
    while node is not None and node not in seen:
        found = node.find(path)
        if found is not None:
            return found
        seen.append(node)
        base = node.find(w("basedOn"))
        node = None if base is None else nodes.get(base.get(w("val")))
    return None


def contrast(colour: str) -> float:
    """The contrast of a colour (six hexadecimal digits) on white (WCAG 2.2, contrast ratio); 0 for no colour."""
    try:
        channels = [int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    except ValueError:
        return 0
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def _ranks(names: str) -> dict[str, int]:
    return {w(name): rank for rank, name in enumerate(names.split())}


ORDER: dict[str, dict[str, int]] = {
    w("pPr"): _ranks(
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
        " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd"
        " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
        " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ),
    w("rPr"): _ranks(
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid"
        " vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs"
        " em lang eastAsianLayout specVanish oMath rPrChange"
    ),
    w("tblPr"): _ranks(
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd"
        " tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
    ),
    w("tcPr"): _ranks(
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"
    ),
}
"""The order of what these elements hold: they hold nothing else (ECMA-376-1, annex A.1: CT_PPr and so on)."""

FIRST: dict[str, tuple[str, ...]] = {
    w("p"): (w("pPr"),),
    w("r"): (w("rPr"),),
    w("tbl"): (w("tblPr"), w("tblGrid")),
    w("tr"): (w("tblPrEx"), w("trPr")),
    w("tc"): (w("tcPr"),),
}
"""What comes before everything else in these elements, in this order."""

LAST: dict[str, str] = {w("tc"): w("p"), w("body"): w("sectPr")}
"""What these elements end with."""
