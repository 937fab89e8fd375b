"""Two sides compared: the changes of the metadata, of the text and of the notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.changes.blocks import Sort, Step, steps
from pipeline.changes.remarks import remarks
from pipeline.changes.sides import Side
from pipeline.changes.similar import Similar
from pipeline.changes.units import Unit, notes, units
from pipeline.changes.words import PARAGRAPH, Piece, pieces
from pipeline.crosswalk import FIELDS
from pipeline.crosswalk.views import described
from pipeline.document import Emblem, Party
from pipeline.editions.edition import Said

Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One value of a field: what became of it, and how it changed."""

    sort: Sort
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A metadata field that changed; unchanged items of a list stand in it too."""

    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """The units of both sides, and the steps from one to the other. `calls`: old call of a note -> new one."""

    old: tuple[Unit, ...]
    new: tuple[Unit, ...]
    steps: tuple[Step, ...]
    calls: Mapping[str, str] = field(default_factory=dict)

    def before(self, step: Step) -> tuple[Unit, ...]:
        """The units of the old side that a step speaks of."""
        return tuple(self.old[at] for at in step.old)

    def after(self, step: Step) -> tuple[Unit, ...]:
        """The units of the new side that a step speaks of."""
        return tuple(self.new[at] for at in step.new)

    def cells(self, step: Step) -> list[tuple[Said | None, Said | None, Pieces]]:
        """The blocks of a step beside each other, with their words: the cells of a row, else all as one text."""
        before = [said for unit in self.before(step) for said in unit.said]
        after = [said for unit in self.after(step) for said in unit.said]
        if step.sort in (Sort.REMOVED, Sort.LEFT):
            after = []
        if step.sort is Sort.ADDED:
            before = []
        return [(*pair, self._pieces(*pair)) for pair in _beside(before, after)]

    def words(self, step: Step) -> Pieces:
        """How the text of a step's old units becomes that of its new ones; blocks are parted by `words.PARAGRAPH`."""
        before = PARAGRAPH.join(unit.text for unit in self.before(step))
        after = PARAGRAPH.join(unit.text for unit in self.after(step))
        if step.sort in (Sort.REMOVED, Sort.LEFT):
            return (Piece(before, "", same=False),)
        if step.sort is Sort.ADDED:
            return (Piece("", after, same=False),)
        return pieces(before, after, self.calls)

    def remarks(self, step: Step) -> tuple[str, ...]:
        """What changed besides the words."""
        if step.sort not in (Sort.CHANGED, Sort.ARRIVED):
            return ()
        return remarks(self.before(step), self.after(step))

    def _pieces(self, old: Said | None, new: Said | None) -> Pieces:
        if old is None or new is None:
            return (Piece(old.text if old else "", new.text if new else "", same=False),)
        return pieces(old.text, new.text, self.calls)


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed between two sides."""

    old: Side
    new: Side
    fields: tuple[FieldChange, ...]
    text: Text
    notes: Text

    def count(self, *sorts: Sort) -> int:
        """How many blocks and notes were changed in one of these ways."""
        return sum(step.sort in sorts for part in (self.text, self.notes) for step in part.steps)

    @property
    def is_none(self) -> bool:
        return not self.fields and not self.count(*(set(Sort) - {Sort.SAME}))


def compare(old: Side, new: Side) -> Changes:
    """What changed from the old side to the new one; what one of their formats cannot say is left aside."""
    unsaid = old.unsaid | new.unsaid
    before, after = (notes(_all(side.notes, unsaid), side.note_lines) for side in (old, new))
    of_notes = Text(before, after, steps(before, after, {}))
    calls = _calls(of_notes)
    before, after = (units(*_sayable(side.blocks, side.lines, unsaid)) for side in (old, new))
    of_text = Text(before, after, steps(before, after, calls), calls)
    return Changes(old, new, tuple(_fields(old, new)), of_text, of_notes)


def _calls(of_notes: Text) -> dict[str, str]:
    """The call of every old note -> the call of that note in the new text; a note that is gone has none there."""
    result = {f"[^{unit.number}]": "" for unit in of_notes.old}
    for step in of_notes.steps:
        for i, j in zip(step.old, step.new, strict=False):
            result[f"[^{i + 1}]"] = f"[^{j + 1}]"
    return {call: new or f"[^-{call[2:-1]}]" for call, new in result.items() if call != new}


def _all(found: Sequence[Sequence[Said]], unsaid: frozenset[str]) -> list[tuple[Said, ...]]:
    return [_sayable(blocks, [0] * len(blocks), unsaid)[0] for blocks in found]


def _sayable(
    blocks: Sequence[Said], lines: Sequence[int], unsaid: frozenset[str]
) -> tuple[tuple[Said, ...], list[int]]:
    """The blocks that both formats can say, without what one of them cannot; and their lines."""
    kept = [(said, line) for said, line in zip(blocks, lines, strict=True) if said.kind not in unsaid]
    bare = "expansions" in unsaid
    return tuple(replace(said, expansions=()) if bare else said for said, _ in kept), [line for _, line in kept]


def _beside(old: list[Said], new: list[Said]) -> Iterator[tuple[Said | None, Said | None]]:
    """The cells of two rows: by column where there are as many, else by their texts."""
    if len(old) == len(new) or not old or not new:
        longest = max(len(old), len(new))
        for at in range(longest):
            yield old[at] if at < len(old) else None, new[at] if at < len(new) else None
        return
    one, other = (tuple(Unit((replace(said, place=(0, 0)),)) for said in side) for side in (old, new))
    for step in steps(one, other, {}):
        was = old[step.old[0]] if step.old and step.sort is not Sort.ARRIVED else None
        now = new[step.new[0]] if step.new and step.sort is not Sort.LEFT else None
        yield was, now


# ------------------------------------------------------------------ metadata


def _fields(old: Side, new: Side) -> Iterator[FieldChange]:
    for row in FIELDS:
        if row.name not in old.fields & new.fields:
            continue
        before, after = old.metadata[row.name], new.metadata[row.name]
        if before != after:
            old_shown, new_shown = (tuple(map(shown_value, _values(value, row.encode))) for value in (before, after))
            if old_shown == new_shown:  # what differs is not seen in words: the office of a party, now its organisation
                old_shown, new_shown = row.encode(before), row.encode(after)
            yield FieldChange(row.name, tuple(_items(old_shown, new_shown)))


def _values(value: Any, encode: Any) -> tuple[Any, ...]:
    if isinstance(value, tuple):
        return value
    return tuple(encode(value))


def shown_value(value: Any) -> str:
    """A value as people read it: `A. Sample, Minister of Samples, Republic of Examples (co-host)`."""
    if isinstance(value, Party):
        return described(value) + (f" ({value.role})" if value.role else "")
    if isinstance(value, Emblem):
        return f"{value.alt} ({value.file})"
    return str(value)


def _items(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Item]:
    if len(old) == len(new) == 1:
        yield Item(Sort.CHANGED, value_pieces(old[0], new[0]))
        return
    one, other = (tuple(Unit((Said("value", text),)) for text in side) for side in (old, new))
    for step in steps(one, other, {}):
        text = Text(one, other, ())
        yield Item(step.sort, text.words(step))


def value_pieces(old: str, new: str) -> Pieces:
    """How a value becomes another: word by word where they are alike, else as a whole."""
    if Similar([("", old)], [("", new)]).ratio(0, 0) >= 0.5:
        return pieces(old, new)
    return (Piece(old, new, same=False),)
