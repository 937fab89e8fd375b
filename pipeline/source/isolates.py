"""Addresses, symbols and numbers keep their own direction in text from right to left.

Signs at the edges of such a run, and between its numbers, take the direction of the letters around (UAX #9, 3.3.5): the
last slash of an address comes to stand before it, `+31 70` is shown as `70 31+`, `-5` as `5-`. Nobody who types them
sees that, so they are isolated from left to right when a source is read, as if it said `<bdi dir="ltr">`. For numbers,
that is how CLDR writes them in Arabic, Persian, Hebrew and Urdu: signs and percent come with left-to-right marks where
digits are 0 to 9. Digits of other scripts, dates, and ranges of years (`2015-2030` is read from the right) stay as they
are, and so does whatever its author gave a direction.

An item of a list that is in another language as a whole begins at the side where that language begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from pipeline.nodes import Attributes, Cell, Inline, Isolate, ListItem, Paragraph, Position, Span, Text, plain
from pipeline.scripts import direction

_NUMBER = r"[0-9](?:[0-9.,\u066b\u066c]{0,40}[0-9])?"
_SIGN = r"[-+\u2212\u00b1]"
# Repeats are bounded: a long row of such signs must not be tried anew from each of them.
_RUN = re.compile(
    r"(?<![A-Za-z0-9@/])(?:"
    r"(?P<address>(?:[A-Za-z][A-Za-z0-9+.-]{0,20}://|mailto:|www\.)[!#-;=?-~]+)"
    r"|(?P<mail>[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8})"
    r"|(?P<symbol>(?=[0-9./()-]{0,40}[A-Za-z])[A-Za-z0-9][A-Za-z0-9.()-]{0,40}(?:/[A-Za-z0-9.()-]{1,40}){1,12}/?)"
    r"|(?P<phone>(?:\+[0-9]|\(?0[0-9])[0-9()]{0,20}(?:[ \u00a0\u202f\u2011-]?[0-9()]{1,20}){2,8})"
    rf"|(?P<signed>(?:(?<!\w)-|[+\u2212\u00b1]){_NUMBER}[%\u2030]?|{_NUMBER}[%\u2030])(?![0-9A-Za-z])"
    r")"
)
_MONEY = "$\u20ac\u00a3\u00a5"
_CELL = re.compile(
    rf"\s*[<>\u2264\u2265~]?{_SIGN}?\s?(?:[{_MONEY}]\s?)?{_NUMBER}(?:[ \u00a0\u202f]{_NUMBER}){{0,12}}"
    rf"\s?(?:[%\u2030{_MONEY}]|[A-Z]{{3}})?\s*"
)
_DATE = re.compile(r"[0-9]{1,2}[ \u2011-][0-9]{1,2}[ \u2011-][0-9]{4}")
_ENDS = ".,;:!?'\""
_DIGITS = 7
"""Fewer digits than this make no telephone number."""


def isolated(value: Any, language: str) -> Any:
    """Blocks of a document in this language (or notes), with an `Isolate` around every such run in text from right
    to left, at whatever depth. The characters stay what they were."""
    return _within(value, direction(language) == "rtl")


def _within(value: Any, rtl: bool) -> Any:
    if isinstance(value, tuple):
        return tuple([part for item in value for part in (_parts(item.text) if rtl and isinstance(item, Text)
                      else (_within(item, rtl),))])  # fmt: skip
    if not is_dataclass(value) or isinstance(value, Position | Attributes | type):
        return value
    if isinstance(value, ListItem):
        value = _whole(value)
    rtl = _runs(value, rtl)
    if isinstance(value, Cell) and rtl and _CELL.fullmatch(plain(value.content)):
        return replace(value, content=(Isolate(value.content, "ltr"),))
    changes = {}
    for part in fields(value):
        child = getattr(value, part.name)
        if isinstance(child, tuple) and child:
            changed = _within(child, rtl)
            if changed != child:
                changes[part.name] = changed
    return replace(value, **changes) if changes else value


def _whole(item: ListItem) -> ListItem:
    """An item that is nothing but one span in another language or direction is in it itself, and so is its marker."""
    first = item.blocks[0] if len(item.blocks) == 1 else None
    span = first.content[0] if isinstance(first, Paragraph) and len(first.content) == 1 else None
    if not isinstance(first, Paragraph) or not isinstance(span, Span):
        return item
    own = Attributes(language=span.attributes.language, direction=span.attributes.direction)
    if span.attributes != own or item.attributes.language or item.attributes.direction:
        return item
    attributes = replace(item.attributes, language=own.language, direction=own.direction)
    return replace(item, blocks=(replace(first, content=span.content),), attributes=attributes)


def _runs(node: Any, rtl: bool) -> bool:
    """Whether what is in a node runs from right to left; an isolate without a direction is its author's affair."""
    if isinstance(node, Isolate):
        return node.direction == "rtl"
    attributes = getattr(node, "attributes", None)
    if not isinstance(attributes, Attributes) or not (attributes.direction or attributes.language):
        return rtl
    return (attributes.direction or direction(attributes.language)) == "rtl"


def _parts(text: str) -> Iterator[Inline]:
    """A text, cut where a run begins and ends."""
    done = 0
    for match in _RUN.finditer(text):
        found = _settled(match)
        if found:
            if match.start() > done:
                yield Text(text[done : match.start()])
            yield Isolate((Text(found),), "ltr")
            done = match.start() + len(found)
    if done < len(text) or not text:
        yield Text(text[done:])


def _settled(match: re.Match[str]) -> str:
    """The run without the punctuation of the sentence around it; nothing where it is none."""
    found = match[0]
    if match["phone"]:
        found = found.rstrip("(")
        found = found[:-1] if found.count(")") > found.count("(") else found
        return found if len(re.findall("[0-9]", found)) >= _DIGITS and not _DATE.fullmatch(found) else ""
    if match["signed"]:
        return found
    while found and (found[-1] in _ENDS or (found[-1] in ")]" and _is_open(found))):
        found = found[:-1]
    return found


def _is_open(text: str) -> bool:
    """Whether the bracket at the end closes one that stands before the text."""
    return text.count(text[-1]) > text.count({")": "(", "]": "["}[text[-1]])
