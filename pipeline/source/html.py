"""The little HTML that every edition can carry (br sub sup abbr bdi span), and advice for all other."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

from pipeline.nodes import (
    Abbreviation,
    Attributes,
    Inline,
    Isolate,
    Position,
    Span,
    Subscript,
    Superscript,
)  # fmt: skip
from pipeline.source.context import Body
from pipeline.source.findings import quoted
from pipeline.source.syntax import INLINE_TAGS

ALLOWED: dict[str, tuple[str, ...]] = {
    "br": (), "sub": (), "sup": (), "abbr": ("title",), "bdi": ("dir",), "span": ("lang", "dir"),
}  # fmt: skip
assert tuple(ALLOWED) == INLINE_TAGS

INSTEAD = {
    "b": "write **…**", "strong": "write **…**", "i": "write *…*", "em": "write *…*", "a": "write [text](address)",
    "img": "write ![alternative text](file)", "code": "write `…`", "hr": "write ---", "blockquote": "write > …",
    "ul": "write a list with - …", "ol": "write a list with 1. …", "li": "write a list with - …",
    "table": "write a table with | … |", "p": "leave an empty line", "pre": "indent the lines or put ``` round them",
    "div": "write ::: note (preamble, operative, signatures, annex) and ::: below it",
    "u": "write *…*: underlining means a link", "ins": "write the text as it is now",
    "del": "write the text as it is now", "s": "write the text as it is now",
    "font": "leave it to the templates", "center": "leave it to the templates", "style": "leave it to the templates",
    "script": "take it out: no edition runs programs", "iframe": "write [text](address)",
}  # fmt: skip
INSTEAD |= {f"h{level}": f"write {'#' * level} …" for level in range(1, 7)}

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*?)\s*/?>", re.DOTALL)
_ATTRIBUTE = re.compile(r"([A-Za-z_:][\w:.-]*)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of the allowlist, with the attributes that were written."""

    name: str
    closing: bool
    attributes: dict[str, str]


def parse(written: str) -> Tag | None:
    """The tag that a piece of HTML is; None when it is anything but a tag of the allowlist."""
    match = _TAG.fullmatch(written)
    if match is None or match[2].lower() not in ALLOWED:
        return None
    attributes = {found[1].lower(): unescape((found[2] or "").strip("\"'")) for found in _ATTRIBUTE.finditer(match[3])}
    return Tag(match[2].lower(), bool(match[1]), attributes)


def no_attributes(tag: Tag, body: Body, at: Position) -> None:
    """Notes the attributes that this tag may not have."""
    for name in tag.attributes:
        if name not in ALLOWED[tag.name]:
            may = ", ".join(ALLOWED[tag.name]) or "none"
            body.findings.add("T06", f"<{tag.name}> takes no attribute {name}", f"allowed: {may}", at)


def maker(tag: Tag, body: Body, at: Position) -> Callable[[tuple[Inline, ...]], tuple[Inline, ...]]:
    """What the content of an element becomes."""
    no_attributes(tag, body, at)
    direction = tag.attributes.get("dir", "").lower()
    if direction not in ("", "ltr", "rtl", "auto"):
        body.findings.add("T13", f"{quoted(direction)} is not a direction", "write ltr, rtl or auto", at)
    direction = direction if direction in ("ltr", "rtl") else ""
    if tag.name == "span":
        language = tag.attributes.get("lang", "")
        if language and not body.attributes.language(language, at):
            language = ""
        attributes = Attributes(language=language, direction=direction)
        return lambda content: (Span(content, attributes),)
    if tag.name == "abbr":
        return lambda content: (Abbreviation(content, tag.attributes.get("title", "")),)
    if tag.name == "bdi":
        return lambda content: (Isolate(content, direction),)
    return lambda content: (Subscript(content) if tag.name == "sub" else Superscript(content),)


def refuse(written: str, body: Body, at: Position) -> None:
    """Notes HTML that is not taken; the closing tag of an element that is noted already says nothing new."""
    name = re.match(r"\s*<(/?)([A-Za-z][A-Za-z0-9-]*)", written)
    if name and name[1] and name[2].lower() in body.foreign:
        return
    if name is None:
        comment = written.lstrip().startswith("<!--")
        fix = "delete it: a comment is no part of the text" if comment else "delete it, or write &lt; for <"
    else:
        body.foreign.add(name[2].lower())
        fix = INSTEAD.get(name[2].lower(), "write it in Markdown, or write &lt; for <")
    what = "an HTML comment" if name is None and written.lstrip().startswith("<!--") else "HTML"
    body.findings.add("T06", f"{what} is not taken: {quoted(written, 40)}", fix, at)
