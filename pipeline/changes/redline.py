"""Changes as an HTML page: the whole new text, set like a document, with what was deleted and inserted in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

from pipeline.changes.blocks import Sort, Step
from pipeline.changes.compare import Changes, FieldChange, Text
from pipeline.changes.marks import Mark, Marker, excerpt, label_marks
from pipeline.changes.renumbered import renumberings
from pipeline.changes.terminal import summary
from pipeline.changes.units import Unit
from pipeline.crosswalk import BY_NAME
from pipeline.house import House

TEMPLATE = "reports/redline.html.j2"
GROUPS = {
    "item": "list", "continued": "list", "head": "table", "cell": "table", "term": "terms", "definition": "terms",
    "quote": "quote", "note": "notes",
}  # fmt: skip
WORDS = {
    Sort.CHANGED: "changed", Sort.REMOVED: "deleted", Sort.ADDED: "inserted", Sort.LEFT: "moved",
    Sort.ARRIVED: "moved", Sort.RENUMBERED: "renumbered", Sort.SAME: "",
}  # fmt: skip
WHOLE = (Sort.SAME, Sort.RENUMBERED, Sort.REMOVED, Sort.LEFT, Sort.ADDED)
"""What stayed, went or came as a whole: no paragraph of it begins or ends elsewhere now."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: head or cell, and its marks."""

    kind: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A block of the page. `state`: a word of WORDS, empty where nothing changed; `id`: where links to it lead.

    `lines`: the number and the marks of each of its paragraphs. `end`: of a move, here or away; `to`: the id of the
    other end, `whence`: where that is. `note`: the number of a note of the new text.
    """

    kind: str
    state: str
    id: str
    lines: tuple[tuple[tuple[Mark, ...], tuple[Mark, ...]], ...]
    level: int = 0
    cells: tuple[Cell, ...] = ()
    remarks: tuple[str, ...] = ()
    end: str = ""
    to: str = ""
    whence: str = ""
    note: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that are set together: a list, a table with its caption, a block alone. Grows while it is made."""

    kind: str
    blocks: list[Shown]
    caption: Shown | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list of changes."""

    id: str
    word: str
    where: str
    marks: tuple[Mark, ...]
    remarks: tuple[str, ...] = ()


def page(changes: Changes, house: House) -> str:
    """The page, from the templates of the house."""
    from pipeline.templating import environment

    parts = [_Part(changes, changes.text, "b"), _Part(changes, changes.notes, "n")]
    values: dict[str, Any] = {
        "changes": changes,
        "strings": house.strings("en"),
        "summary": summary(changes),
        "groups": _groups(parts[0].blocks()),
        "notes": parts[1].blocks(),
        "entries": [entry for part in parts for entry in part.entries()],
        "renumbered": [
            (name, [(f"{part.prefix}{run.new + 1}", run.shown) for run in runs])
            for part in parts
            for name, runs in renumberings(part.text).items()
        ],
        "fields": [_field(field, changes.new.metadata.language) for field in changes.fields],
    }
    return environment(house).get_template(TEMPLATE).render(values) + "\n"


def _field(change: FieldChange, language: str) -> tuple[str, str, list[tuple[str, tuple[Mark, ...]]]]:
    """The name of a field, the language of its values where they are words of it, and what became of each."""
    marker = Marker("", "")
    shown = [(WORDS[item.sort], marker.line(item.pieces)) for item in change.items]
    in_words = BY_NAME[change.name].codec.name in ("text", "party", "emblem")
    return change.name.replace("_", " "), language if in_words else "", shown


class _Part:
    """The text or the notes on the page. Ids: `b12` is the 12th block of the new text, `bo12` of the old one."""

    def __init__(self, changes: Changes, text: Text, prefix: str) -> None:
        self.text, self.prefix = text, prefix
        self.languages = (changes.old.metadata.language, changes.new.metadata.language)

    def blocks(self) -> list[Shown]:
        """All blocks in the order of the page."""
        return [self._shown(step) for step in self.text.steps]

    def entries(self) -> Iterator[Entry]:
        """The changes in the order of the page; a move once, where the block is now."""
        for step in self.text.steps:
            if step.sort not in (Sort.SAME, Sort.RENUMBERED, Sort.LEFT):
                unit = (self.text.before if step.sort is Sort.REMOVED else self.text.after)(step)[0]
                marker = self._marker(step)
                row: list[Mark] = []
                if unit.is_row:
                    for at, (_, _, pieces) in enumerate(self.text.cells(step)):
                        row += [Mark("", " | ")] if at else []
                        row += marker.line(pieces)
                marks = tuple(row) if unit.is_row else marker.line(self.text.words(step))
                yield Entry(self._id(step), WORDS[step.sort], unit.where, excerpt(marks), self.text.remarks(step))

    def _id(self, step: Step, *, other: bool = False) -> str:
        is_old = (step.sort in (Sort.REMOVED, Sort.LEFT)) != other
        return f"{self.prefix}o{step.old[0] + 1}" if is_old else f"{self.prefix}{step.new[0] + 1}"

    def _marker(self, step: Step) -> Marker:
        before = [said for unit in self.text.before(step) for said in unit.said]
        after = [said for unit in self.text.after(step) for said in unit.said]
        return Marker(*self.languages, before, after)

    def _shown(self, step: Step) -> Shown:
        old, new = self.text.before(step), self.text.after(step)
        gone = step.sort in (Sort.REMOVED, Sort.LEFT)
        unit = (old if gone else new)[0]
        moved = step.sort in (Sort.LEFT, Sort.ARRIVED)
        marker = self._marker(step)
        lines = marker.lines(self.text.words(step), whole=step.sort in WHOLE)
        return Shown(
            unit.kind,
            WORDS[step.sort],
            self._id(step),
            () if unit.is_row else tuple(zip(_labels(step, old, new), lines, strict=False)),
            unit.said[0].level,
            self._cells(step) if unit.is_row else (),
            self.text.remarks(step),
            {Sort.LEFT: "away", Sort.ARRIVED: "here"}.get(step.sort, ""),
            self._id(step, other=True) if moved else "",
            (new if gone else old)[0].where if moved else "",
            unit.number if unit.is_note and not gone else 0,
        )

    def _cells(self, step: Step) -> tuple[Cell, ...]:
        result = []
        for old, new, pieces in self.text.cells(step):
            said = new or old
            marker = Marker(*self.languages, [old] if old else [], [new] if new else [])
            result.append(Cell(said.kind if said else "cell", marker.line(pieces)))
        return tuple(result)


def _labels(step: Step, old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[tuple[Mark, ...]]:
    """The number of every line: what was split off has one of its own."""
    if step.sort in (Sort.REMOVED, Sort.LEFT):
        yield label_marks(old[0].label, "")
    else:
        yield label_marks("" if step.sort in (Sort.ADDED, Sort.ARRIVED) else old[0].label, new[0].label)
        yield from (label_marks("", unit.label) for unit in new[1:])
    yield from repeat(())


def _groups(blocks: Iterable[Shown]) -> list[Group]:
    """Blocks with those that are set together with them; a caption goes with the table below it."""
    result: list[Group] = []
    for block in blocks:
        kind = GROUPS.get(block.kind, block.kind)
        last = result[-1] if result else None
        if kind == "table" and last and last.kind == "caption":
            result[-1] = Group("table", [block], last.blocks[0])
        elif kind in GROUPS.values() and last and last.kind == kind and not _begins_table(block, last):
            last.blocks.append(block)
        else:
            result.append(Group(kind, [block]))
    return result


def _begins_table(block: Shown, group: Group) -> bool:
    """Whether a row is the head of the next table."""
    return block.kind == "head" and group.blocks[-1].kind == "cell"
