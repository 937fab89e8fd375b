"""The paragraphs of a story, in order, as blocks: their kind by the name of their style, their number as counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Any

from pipeline.editions.docx.reading.lines import Line, Surroundings, clean
from pipeline.editions.docx.reading.numbers import Numbers, Printed
from pipeline.editions.docx.reading.package import WORD, value
from pipeline.editions.docx.reading.styles import Style, Styles
from pipeline.editions.edition import Said

FRONT = frozenset(
    ("letterhead", "letterhead associates", "status", "notice", "symbol", "session", "addressee", "kind", "title",
     "subtitle", "event", "date and place")
)  # fmt: skip
CONTENTS = {f"toc {level}": level for level in range(1, 10)}
IMPRINT = "imprint"
FURNITURE = frozenset((*FRONT, *CONTENTS, "toc heading", IMPRINT))
KINDS = {
    "quote": "quote", "list bullet": "item", "list number": "item", "list continue": "continued",
    "definition term": "term", "definition": "definition", "code": "code", "rule": "rule", "caption": "caption",
    "figure": "picture",
}  # fmt: skip
"""The kind of block by the name of a style; `table head` and `table text` count in tables alone."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a paragraph stands in a table: its row, its column, and whether the row is a head (17.4.49)."""

    row: int
    column: int
    head: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A paragraph, its style, its cell, and what the record says that it belongs to."""

    paragraph: Any
    style: Style
    cell: Cell | None = None
    holder: str = ""


@dataclass(slots=True)
class Story:
    """One story: the text, or the notes. `part`: whose relationships its links name."""

    part: str
    styles: Styles
    numbers: Numbers
    around: Surroundings
    _holders: dict[str, str] = field(default_factory=dict)

    def found(self, container: Any, cell: Cell | None = None) -> Iterator[Found]:
        """The paragraphs of the body, a note or a cell, in order; content controls make no difference."""
        for child in container:
            name = child.tag.removeprefix(WORD)
            if name == "p":
                holder = next(reversed(self._holders.values()), "")
                yield Found(child, self.styles.of(child), cell, holder)
            elif name == "tbl":
                yield from self._table(child)
            elif name == "sdt":
                for content in child.iterchildren(f"{WORD}sdtContent"):
                    yield from self.found(content, cell)
            elif name in ("bookmarkStart", "bookmarkEnd"):
                self._mark(name, child)

    def _table(self, table: Any) -> Iterator[Found]:
        for number, row in enumerate(table.iterchildren(f"{WORD}tr"), 1):
            head = row.find(f"{WORD}trPr/{WORD}tblHeader") is not None
            column = 1
            for cell in row.iterchildren(f"{WORD}tc"):
                yield from self.found(cell, Cell(number, column, head))
                column += int(value(cell.find(f"{WORD}tcPr/{WORD}gridSpan")) or 1)

    def _mark(self, name: str, mark: Any) -> None:
        """A bookmark around blocks: the record may say what holds them."""
        about, text = self.around.remarks.get(value(mark, "name"), ("", ""))
        if name == "bookmarkEnd":
            self._holders.pop(value(mark, "id"), None)
        elif about == "kind":
            self._holders[value(mark, "id")] = text

    def blocks(self, found: Found) -> Iterator[Said]:
        """The block that a paragraph makes; none where it says nothing and only keeps a distance."""
        printed = self.numbers.of(found.paragraph, found.style)
        line = self.line(found)
        said = line.block(_kind(found, printed, line))
        if said.kind == "picture":
            said = replace(said, text=line.plain())
        labelled = bool(printed.label) and said.kind == "heading"
        if said.text or labelled or said.kind in ("item", "head", "cell", "rule", "picture"):
            yield _placed(found, printed, said)

    def entry(self, found: Found) -> Iterator[Said]:
        """What a paragraph of the imprint makes: the runs that open it as a label are the label of an entry."""
        said = self.line(found).block("title")
        opening = takewhile(self.styles.is_label, found.paragraph.iter(f"{WORD}r"))
        label = clean("".join(text.text or "" for run in opening for text in run.iter(f"{WORD}t")))
        if label:
            name = label.rstrip(" :：")
            mine = tuple(
                run for run in said.languages if run[1].rstrip(" :：") != name
            )  # labels of entries are told apart
            said = replace(said, kind="entry", text=said.text.removeprefix(label).strip(), label=name, languages=mine)
        if said.text or label:
            yield said

    def line(self, found: Found) -> Line:
        """What a paragraph says."""
        return Line.of(found.paragraph, self.part, self.around)


def _kind(found: Found, printed: Printed, line: Line) -> str:
    """The kind of block. An item has a sign before it, and a picture stands alone: else they are paragraphs."""
    style = found.style
    if found.cell is not None:
        return "head" if found.cell.head and style.name == "table head" else "cell"
    if style.level or style.name == "title":
        return "heading"
    other = found.holder or "paragraph"
    kind = KINDS.get(style.name, other)
    if kind == "picture" and clean("".join(line.said)) not in (f"![{alt}]" for alt in line.alts.values()):
        return other
    return other if kind == "item" and not printed.label else kind


def _placed(found: Found, printed: Printed, said: Said) -> Said:
    """A block with its label, its level and its place."""
    level = found.style.level if said.kind == "heading" else printed.depth if said.kind == "item" else 0
    place = (0, 0) if found.cell is None else (found.cell.row, found.cell.column)
    return replace(said, label=printed.label, level=level, place=place)


def contents(entries: list[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """(level, text) of the entries of a table of contents, with the depth at which they nest instead of the level."""
    result = []
    above: list[int] = []
    for level, text in entries:
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        result.append((len(above), text))
    return tuple(result)
