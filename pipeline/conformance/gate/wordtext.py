"""Rules over the text of a DOCX: the order of elements, empty paragraphs, bookmarks and what leads to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pipeline.conformance.finding import Finding
from pipeline.conformance.gate.wordml import FIRST, LAST, ORDER, Story, Styles, w

_VISIBLE = frozenset(
    w(name)
    for name in "drawing pict object sym footnoteRef footnoteReference separator continuationSeparator fldChar"
    " fldSimple tab sectPr numPr".split()
)
_TEXT = w("t")
_MARKS = frozenset(w(name) for name in ("bookmarkStart", "bookmarkEnd"))
_FIELD = re.compile(r"\s*(?:REF|NOTEREF|PAGEREF)\s+(\S+)")


def broken_order(story: Story) -> Iterator[Finding]:
    """Elements that do not stand where the schema wants them; Word calls such a file damaged."""
    for element, ranks in ((element, ranks) for tag, ranks in ORDER.items() for element in story.elements[tag]):
        order = [ranks.get(child.tag, -1) for child in element]
        if -1 in order or order != sorted(set(order)):
            names = " ".join(child.tag.rpartition("}")[2] for child in element)
            yield story.found("order", f"{element.tag.rpartition('}')[2]} holds {names}", element)
    for element, first in ((element, first) for tag, first in FIRST.items() for element in story.elements[tag]):
        order = [first.index(child.tag) if child.tag in first else len(first) for child in element]
        if order != sorted(order):
            said = f"the properties of {element.tag.rpartition('}')[2]} do not come first"
            yield story.found("order", said, element)
    for tag, last in LAST.items():
        for element in story.elements[tag]:
            if not len(element) or element[-1].tag != last:
                yield story.found("order", f"{tag.rpartition('}')[2]} does not end as it has to", element)


def empty(story: Story, styles: Styles) -> Iterator[Finding]:
    """Paragraphs that show nothing, but for those that the format asks for, and rules drawn by a border."""
    for paragraph in story.elements[w("p")]:
        if _shows(paragraph):
            continue
        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        if (style is not None and style.get(w("val")) in styles.lined) or _is_due(paragraph):
            continue
        yield story.found("empty-paragraph", f"an empty paragraph, {_after(paragraph)}", paragraph)


def _shows(paragraph: Any) -> bool:
    return any(
        node.tag in _VISIBLE or (node.tag == _TEXT and (node.text or "").strip()) for node in paragraph.iter("*")
    )


def _is_due(paragraph: Any) -> bool:
    """A part, a cell and a note hold at least one paragraph, and one stands after a table (17.4.65, 17.4.37)."""
    before, after = _beside(paragraph, -1), _beside(paragraph, 1)
    if before is None:
        return after is None or after.tag == w("tcPr")
    if before.tag == w("tcPr"):
        return after is None
    return bool(before.tag == w("tbl") and (after is None or after.tag in (w("tbl"), w("sectPr"))))


def _beside(paragraph: Any, step: int) -> Any:
    """The neighbour of a paragraph; bookmarks do not count."""
    node = paragraph.getprevious() if step < 0 else paragraph.getnext()
    while node is not None and node.tag in _MARKS:
        node = node.getprevious() if step < 0 else node.getnext()
    return node


def _after(paragraph: Any) -> str:
    before = _beside(paragraph, -1)
    text = "" if before is None else "".join(node.text or "" for node in before.iter(w("t")))
    return f"after “{text[:60]}”" if text.strip() else "at the beginning"


def references(stories: list[Story]) -> Iterator[Finding]:
    """Bookmarks, and the links and fields that lead to them (17.13.6, 17.16.22, 17.16.5)."""
    names: set[str] = set()
    numbers: set[str] = set()
    for story in stories:
        ends = Counter(node.get(w("id")) for node in story.elements[w("bookmarkEnd")])
        for node in story.elements[w("bookmarkStart")]:
            name, number = node.get(w("name"), ""), node.get(w("id"), "")
            if name.casefold() in names or not name or number in numbers:
                yield story.found("bookmark", f"the bookmark {name!r} (number {number}) stands more than once", node)
            if ends[number] != 1:
                yield story.found("bookmark", f"the bookmark {name!r} is closed {ends[number]} times", node)
            names.add(name.casefold())
            numbers.add(number)
    for story in stories:
        for node in story.elements[w("hyperlink")]:
            anchor = node.get(w("anchor"))
            if anchor is not None and anchor.casefold() not in names:
                yield story.found("bookmark", f"a link leads to {anchor!r}, which is nowhere", node)
        for node in story.elements[w("instrText")]:
            named = _FIELD.match(node.text or "")
            if named and named[1].casefold() not in names:
                yield story.found("bookmark", f"a field refers to {named[1]!r}, which is nowhere", node)
