"""What is compared as one: a block, a row of a table, a footnote."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.changes.words import CALL, PARAGRAPH, renumbered
from pipeline.editions.edition import Said

CELLS = ("head", "cell")
NAMES = {
    "item": "item", "continued": "paragraph of an item", "quote": "quotation", "head": "head of the table",
    "cell": "row of the table", "code": "literal text", "rule": "dividing line",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """One or more blocks of a side. `path`: the headings above; `line`: of the source, 0 where it is not known.

    `number`: of a footnote, of a row in its table, from 1; else 0.
    """

    said: tuple[Said, ...]
    path: tuple[str, ...] = ()
    line: int = 0
    number: int = 0
    is_note: bool = False

    @property
    def is_row(self) -> bool:
        return not self.is_note and self.said[0].kind in CELLS

    @property
    def kind(self) -> str:
        return "note" if self.is_note else self.said[0].kind

    @property
    def text(self) -> str:
        """The text of all blocks, a paragraph separator between two."""
        return PARAGRAPH.join(said.text for said in self.said)

    @property
    def label(self) -> str:
        """What is printed before it."""
        return f"{self.number}" if self.is_note else self.said[0].label

    @property
    def name(self) -> str:
        """`paragraph 12`, `row 3 of the table`, `note 2`, `heading`."""
        if self.is_note:
            return f"note {self.number}"
        if self.kind == "cell":
            return f"row {self.number} of the table"
        label = "" if self.label == "•" else self.label.rstrip(".)")
        return f"{NAMES.get(self.kind, self.kind)} {label}".rstrip()

    @property
    def where(self) -> str:
        """`Part II › paragraph 12`."""
        name = f"heading “{clipped(CALL.sub('', self.text), 60)}”" if self.kind == "heading" else self.name
        return " › ".join((*self.path, name))

    def key(self, calls: Mapping[str, str]) -> Hashable:
        """What two equal units have in common: all that is said, but for numbers that only count."""
        return tuple(
            (said.kind, said.level, renumbered(said.text, calls), said.place[1], said.links, said.languages,
             said.expansions)
            for said in self.said
        )  # fmt: skip


def units(blocks: Sequence[Said], lines: Sequence[int]) -> tuple[Unit, ...]:
    """The units of a text: the cells of a row together, every other block by itself."""
    result: list[Unit] = []
    above: list[tuple[int, str]] = []
    for first, last in _rows(blocks):
        said = blocks[first]
        if said.kind == "heading":
            above = [one for one in above if one[0] < said.level]
        path = tuple(text for _, text in above)
        number = said.place[0] if said.kind in CELLS else 0
        result.append(Unit(tuple(blocks[first:last]), path, lines[first], number))
        if said.kind == "heading":
            above.append((said.level, clipped(CALL.sub("", said.text), 60)))
    return tuple(result)


def notes(blocks: Iterable[Sequence[Said]], lines: Sequence[int]) -> tuple[Unit, ...]:
    """The units of the footnotes: each by itself; one without text holds an empty paragraph."""
    return tuple(
        Unit(tuple(said) or (Said("paragraph", ""),), ("Notes",), lines[number - 1], number, is_note=True)
        for number, said in enumerate(blocks, 1)
    )


def _rows(blocks: Sequence[Said]) -> Iterator[tuple[int, int]]:
    """Where every unit begins and ends."""
    first = 0
    while first < len(blocks):
        last = first + 1
        if blocks[first].kind in CELLS:
            row, column = blocks[first].place
            while last < len(blocks) and blocks[last].kind in CELLS and blocks[last].place[0] == row:
                if blocks[last].place[1] <= column:  # the first row of the next table
                    break
                column, last = blocks[last].place[1], last + 1
        yield first, last
        first = last


def clipped(text: str, limit: int) -> str:
    """A text cut at its end where it is long."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
