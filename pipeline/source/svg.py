"""SVG pictures: drawings only. What runs, moves or fetches anything is refused (SVG 1.1 and 2, secure static mode)."""

from __future__ import annotations

import base64
import re
from typing import Any

from pipeline.document import Asset
from pipeline.nodes import Position
from pipeline.source.findings import Findings, quoted

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
_ACTIVE = frozenset(
    "script foreignObject animate animateColor animateMotion animateTransform set discard audio video iframe canvas"
    " handler listener".split()
)
_PX = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4}
_MOST_DRAWN = 200_000
_DEEPEST_USE = 250
_INSIDE = re.compile(r"#|data:image/(?:png|jpeg);", re.IGNORECASE)
_URL = re.compile(r"url\(\s*[\"']?\s*([^\"')]*)", re.IGNORECASE)


def is_svg(data: bytes) -> bool:
    """Whether the bytes look like an SVG document (or like any XML: then the parser says what is wrong)."""
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"<") or data.startswith((b"\x1f\x8b", b"\xff\xfe<", b"\xfe\xff\x00<"))


class _Refused(Exception):  # noqa: N818  not an error of ours: what the picture is refused for
    def __init__(self, code: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.code, self.fix = code, fix


def load(source: str, data: bytes, findings: Findings, at: Position, field: str = "") -> Asset | None:
    """The picture; None: it cannot be taken, and `findings` says why."""
    try:
        root = _parse(data)
        _check(root)
        _check_copies(root)
        width, height = _size(root)
    except _Refused as refused:
        findings.add(refused.code, f"{quoted(source)} {refused}", refused.fix, at, field)
        return None
    return Asset(source, "image/svg+xml", data, width, height)


def _parse(data: bytes) -> Any:
    from lxml import etree

    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _Refused("P06", "is SVG in UTF-16", "save it as SVG in UTF-8")
    if data.startswith(b"\x1f\x8b"):
        raise _Refused("P06", "is a compressed SVG", "save it as plain SVG")
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", data.replace(b"\0", b""), re.IGNORECASE):
        raise _Refused("P12", "has a document type or entities", "save it as plain SVG: delete <!DOCTYPE …>")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root: Any = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _Refused("P07", f"is broken: {error.msg}", "save it again") from None
    if root.getroottree().docinfo.doctype:  # in an encoding that hid it from the look at the bytes
        raise _Refused("P12", "has a document type", "save it as plain SVG: delete <!DOCTYPE …>")
    if root.tag != f"{SVG}svg":
        raise _Refused("P06", "is XML, but not SVG", "save it as SVG, PNG or JPEG")
    return root


def _check(root: Any) -> None:
    for sibling in (*root.itersiblings(preceding=True), *root.itersiblings()):
        raise _Refused("P11", f"has a processing instruction {quoted(str(sibling))}", "save it as plain SVG")
    for element in root.iter():
        if not isinstance(element.tag, str):
            raise _Refused("P11", f"has a processing instruction {quoted(str(element))}", "save it as plain SVG")
        name = element.tag.rsplit("}", 1)[-1]
        if name in _ACTIVE:
            raise _Refused("P10", f"holds <{name}>", "save it as plain SVG: shapes and text only")
        for key, value in element.attrib.items():
            _check_attribute(key.rsplit("}", 1)[-1], str(value))
        if name == "style":
            _check_style("".join(element.itertext()))


def _check_copies(root: Any) -> None:
    """`<use>` of a `<use>` of a `<use>` … draws without end what is a few bytes in the file."""
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    drawn: dict[Any, int] = {}

    def count(element: Any, above: frozenset[Any]) -> int:
        if element in above or len(above) > _DEEPEST_USE:
            raise _Refused("P10", "uses its parts in one another", "save it as plain SVG, without clones")
        if element not in drawn:
            inside = above | {element}
            target = named.get((element.get("href") or element.get(f"{XLINK}href") or "").removeprefix("#"))
            total = 1 + sum(count(child, inside) for child in element)
            if element.tag == f"{SVG}use" and target is not None:
                total += count(target, inside)
            drawn[element] = total
        return drawn[element]

    if count(root, frozenset()) > _MOST_DRAWN:
        raise _Refused("P10", "draws too many copies of its parts", "save it as plain SVG, without clones")


def _check_attribute(name: str, value: str) -> None:
    if name.lower().startswith("on"):
        raise _Refused("P10", f"has the event handler {name}", "save it as plain SVG: shapes and text only")
    if name in ("href", "src"):
        _check_target(value.strip())
    if name == "base":
        raise _Refused("P11", "sets another base address", "delete xml:base")
    _check_style(value)


def _check_style(text: str) -> None:
    # CSS writes any character as an escape (CSS Syntax 3, 4.3.7): what needs one here means harm.
    if re.search(r"@import|expression\s*\(|javascript:", text, re.IGNORECASE):
        raise _Refused("P11", "has a style that loads something", "save it as plain SVG")
    if "\\" in text and re.search(r"\\[0-9a-f]", text, re.IGNORECASE):
        raise _Refused("P11", "has a style with escaped characters", "save it as plain SVG")
    for match in _URL.finditer(text):
        _check_target(match[1].strip())


def _check_target(target: str) -> None:
    """A reference leads to a part of the drawing, or is a picture that may stand by itself."""
    from pipeline.source.pictures import embedded

    if not _INSIDE.match(target):
        raise _Refused("P11", f"refers to {quoted(target)}", "embed it, or delete the reference")
    if not target.startswith("#"):
        head, _, content = target.partition(",")
        try:
            wrong = embedded(base64.b64decode(content)) if head.lower().endswith(";base64") else "is not base64"
        except ValueError:
            wrong = "is not base64"
        if wrong:
            raise _Refused("P11", f"holds a picture that cannot be taken: {wrong}", "save that picture again")


def _size(root: Any) -> tuple[float, float]:
    """Width and height in CSS pixels: from the attributes, else from the view box (SVG 2, 8.2)."""
    box = [float(one) for one in re.findall(r"[-+]?(?:\d*\.)?\d+(?:[eE][-+]?\d+)?", root.get("viewBox", ""))]
    width, height = _length(root.get("width", "")), _length(root.get("height", ""))
    if len(box) == 4 and box[2] > 0 and box[3] > 0:
        if width and not height:
            height = width * box[3] / box[2]
        elif height and not width:
            width = height * box[2] / box[3]
        elif not width:
            width, height = box[2], box[3]
    if not width or not height or not (0 < width < 1e6 and 0 < height < 1e6):
        raise _Refused("P13", "has no size", 'add viewBox="0 0 width height" to its first element')
    return width, height


def _length(value: str) -> float | None:
    match = re.fullmatch(r"\s*((?:\d*\.)?\d+)\s*([a-z]*)\s*", value)
    return float(match[1]) * _PX[match[2]] if match and match[2] in _PX else None
