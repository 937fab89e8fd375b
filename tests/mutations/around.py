"""What stands around the text of finished editions, altered line by line: the title block and the imprint.

Several lines are altered in one edition, since each has to be found for itself. A PDF is set anew from the altered
page: its characters are glyphs, which cannot be exchanged in the file.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from pipeline.document import Document, Emblem, Party
from pipeline.editions.edition import Edition
from pipeline.editions.pdf.edition import laid_out, page
from pipeline.house import House
from tests import samples
from tests.mutations.finished import altered_page, altered_part
from tests.mutations.trees import numbered
from tests.mutations.variations import words

HOUSE = House()
TITLE_BLOCK, IMPRINT, VERSIONS = "title block", "imprint", "versions"
PLACES = {TITLE_BLOCK: "A05", IMPRINT: "A09", VERSIONS: "A09"}
"""Where lines stand, and the code of what is wrong there. The versions stand apart from the imprint in HTML alone."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_HEAD_STYLES = frozenset(
    ("Letterhead", "LetterheadAssociates", "Status", "Notice", "Symbol", "Session", "Addressee", "Kind", "Title",
     "Subtitle", "Event", "DateandPlace")
)  # fmt: skip
_LEAVES = frozenset(("p", "h1", "h2", "dt", "dd"))

Element = Any
Row = tuple[Element, ...]
"""The elements of one line: one paragraph, or a label and what stands beside it."""


@cache
def originals() -> dict[str, Document]:
    """Documents that show every slot of a title block, with several of what there may be several of."""
    parties = (
        Party("Ms A. Sample", "host", "Minister of Samples", "", "Republic of Examples"),
        Party("Ministry of Specimens", "co-host"),
        Party("Institute for Fictional Texts", "in-association-with"),
        Party("Academy of Tests", "in-association-with"),
        Party("Mr B. Specimen", "delivered-by", "Permanent Representative", "Mission of Tests"),
        Party("Ms C. Example", "delivered-by", "Envoy"),
    )
    emblems = (Emblem("arms.svg", "Arms of Examples"), Emblem("chart.png", "Arms of some Tests"))
    more = {"parties": parties, "emblems": emblems, "session": "Tenth session", "agenda_item": "Item 14 (b)"}
    letter = {"addressee": ("Ministry of Samples", "Old Square 1"), "authentic_languages": ()}
    noon = datetime(2011, 9, 23, 12, tzinfo=UTC)
    return {
        "statement": _short(type="statement", distribution="General", authentic_languages=("fr", "es"), **more),
        "draft": _short(type="statement", status="draft", embargo=noon, delivery="check-against-delivery", **more),
        "corrected": _short(type="resolution", status="corrected", **more),
        "withdrawn": _short(type="note-verbale", status="withdrawn", embargo=None, **letter),
    }


def _short(**values: Any) -> Document:
    return numbered(replace(samples.everything(**values), blocks=(samples.p("One paragraph."),), notes=()))


# ------------------------------------------------------------------ lines


def _rows(tree: Element, place: str) -> list[Row]:
    """The lines of a page, or of the main part of a DOCX, in order."""
    styles = [(node.get(f"{_WORD}val"), node.getparent().getparent()) for node in tree.iter(f"{_WORD}pStyle")]
    if styles:
        of_place = _HEAD_STYLES if place == TITLE_BLOCK else {"Imprint"}
        return [(paragraph,) for style, paragraph in styles if style in of_place]
    if place == TITLE_BLOCK:
        blocks = [node for node in tree.iter() if "title-block" in node.get("class", "").split()]
        return [(node,) for block in blocks for node in block.iter() if _tag(node) in _LEAVES]
    if place == VERSIONS:
        navs = [node for node in tree.iter() if _tag(node) == "nav" and node.get("class") == "languages"]
        return [(node,) for nav in navs for node in nav.iter() if _tag(node) in ("p", "li")]
    (listing,) = [node for node in tree.iter() if _tag(node) == "dl" and node.get("class") == "imprint"]
    title = next(node for node in listing.itersiblings(preceding=True) if _tag(node) in ("h1", "h2", "p"))
    return [(title,), *zip(listing[::2], listing[1::2], strict=True)]


def _tag(node: Element) -> str:
    return str(node.tag).rpartition("}")[2] if isinstance(node.tag, str) else ""


@dataclass(frozen=True)
class _Slot:
    """A place of words in a line: the text of an element, what follows it, or an alternative text."""

    node: Element
    name: str

    def get(self) -> str:
        return str((self.node.get(self.name) if self.name in ("alt", "descr") else getattr(self.node, self.name)) or "")

    def set(self, text: str) -> None:
        if self.name in ("alt", "descr"):
            self.node.set(self.name, text)
        else:
            setattr(self.node, self.name, text)


def _slots(row: Row) -> list[_Slot]:
    found = []
    for top in row:
        for node in top.iter():
            if node.tag in (f"{_WORD}t", _DRAWING) or not node.tag.startswith(_WORD[:-1]):
                found.append(_Slot(node, "descr" if node.tag == _DRAWING else "alt" if _tag(node) == "img" else "text"))
            if node is not top and not str(node.tag).startswith(_WORD[:5]):
                found.append(_Slot(node, "tail"))
    return [slot for slot in found if any(map(str.isalnum, slot.get()))]


# ------------------------------------------------------------------ what is altered

Change = Callable[[Element], int]
"""Alters a tree; how many lines are otherwise then."""


def changes(edition: Edition, name: str, place: str, operation: str) -> Iterator[tuple[str, int, bytes]]:
    """(what is wrong, in how many lines, the edition) for words of every line, and for whole lines."""
    most = max((len(_slots(row)) for row in _rows(_tree(edition, name, place), place)), default=0)
    made: list[tuple[str, Change]] = [
        (f"words {number}", lambda tree, n=number: _reword(_rows(tree, place), n, operation)) for number in range(most)
    ]
    if operation != "changed":
        made += [
            (f"lines from {first}", lambda tree, n=first: _move(_rows(tree, place), n, operation)) for first in (0, 1)
        ]
    for about, change in made:
        count, data = _altered(edition, name, place, change)
        if count:  # the other versions are one entry
            yield about, 1 if place == VERSIONS else count, data


def _reword(rows: list[Row], number: int, operation: str) -> int:
    count = 0
    for row in rows:
        slots = _slots(row)
        if number < len(slots):
            slot = slots[number]
            for other in words(slot.get(), operation):
                slot.set(other)
                count += 1
    return count


def _move(rows: list[Row], first: int, operation: str) -> int:
    """Every second line is dropped or doubled, or changes places with the next one."""
    count = 0
    for row, after in zip(rows[first::2], [*rows[first + 1 :: 2], ()], strict=False):
        if operation == "dropped":
            for node in row:
                node.getparent().remove(node)
        elif operation == "doubled":
            last = row[-1]
            for node in reversed([copy.deepcopy(node) for node in row]):
                last.addnext(node)
        elif len(row) == len(after):
            _exchange(row, after)
        else:
            continue
        count += 1
    return count


def _exchange(row: Row, after: Row) -> None:
    for one, other in zip(row, after, strict=True):
        here, there = (node.getparent().makeelement("place") for node in (one, other))
        one.getparent().replace(one, here)
        other.getparent().replace(other, there)
        here.getparent().replace(here, other)
        there.getparent().replace(there, one)


# ------------------------------------------------------------------ heads and feet


def running(data: bytes, part: str, number: int, operation: str) -> bytes | None:
    """A DOCX with the nth text, field or word behind the text of a header otherwise; None where it has none."""
    done: list[bool] = []

    def change(tree: Element) -> None:
        nodes = [node for node in tree.iter() if _tag(node) in ("t", "instrText", "textpath")]
        nodes = [node for node in nodes if (node.get("string") or node.text or "").strip()]
        if number < len(nodes):
            node, done[:] = nodes[number], [True]
            if operation == "dropped":
                node.getparent().remove(node)
            elif node.get("string"):
                node.set("string", next(words(node.get("string"), operation)))
            else:
                node.text = next(words(node.text, operation))

    altered = altered_part(data, part, change)
    return altered if done else None


# ------------------------------------------------------------------ editions


@cache
def written(edition: Edition, name: str) -> bytes:
    return edition.write(originals()[name], HOUSE)


def _part(edition: Edition, place: str) -> str:
    if edition.name == "docx":
        return "word/document.xml"
    return "EPUB/imprint.xhtml" if place == IMPRINT else "EPUB/text.xhtml"


def _tree(edition: Edition, name: str, place: str) -> Element:
    found: list[Element] = []

    def look(tree: Element) -> int:
        found.append(tree)
        return 0

    _altered(edition, name, place, look)
    return found[0]


def _altered(edition: Edition, name: str, place: str, change: Change) -> tuple[int, bytes]:
    from lxml import etree

    counts: list[int] = []

    def counted(tree: Element) -> None:
        counts.append(change(tree))

    if edition.name == "pdf":
        document = originals()[name]
        tree = etree.fromstring(page(document, HOUSE))
        counted(tree)
        if not counts[0]:
            return 0, b""
        return counts[0], laid_out(etree.tostring(tree, encoding="unicode"), document, HOUSE, document.stem)
    if edition.name == "html":
        data = altered_page(written(edition, name), counted)
    else:
        data = altered_part(written(edition, name), _part(edition, place), counted)
    return counts[0], data
