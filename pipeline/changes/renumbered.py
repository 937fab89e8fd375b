"""Blocks of which only the number changed, because something was put in or taken out above: told in runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.changes.blocks import Sort
from pipeline.changes.compare import Text
from pipeline.changes.units import Unit


@dataclass(frozen=True, slots=True)
class Renumbered:
    """Blocks in a row whose numbers shifted alike: the first and the last, before and now; `new`: the first's place."""

    first: tuple[str, str]
    last: tuple[str, str]
    new: int

    @property
    def shown(self) -> str:
        """`12 → 13`, `12–40 → 13–41`."""
        if self.first == self.last:
            return " → ".join(self.first)
        return " → ".join(f"{one}–{other}" for one, other in zip(self.first, self.last, strict=True))


def renumberings(text: Text) -> dict[str, list[Renumbered]]:
    """The runs by the name of what was renumbered: paragraph, item, note."""
    result: dict[str, list[Renumbered]] = {}
    before: dict[str, tuple[int, int] | None] = {}
    for name, was, now, place in _pairs(text):
        runs = result.setdefault(name, [])
        numbers = _numbers(was, now)
        last = before.get(name)
        if runs and numbers and last and numbers == (last[0] + 1, last[1] + 1):
            runs[-1] = Renumbered(runs[-1].first, (was, now), runs[-1].new)
        else:
            runs.append(Renumbered((was, now), (was, now), place))
        before[name] = numbers
    return result


def _pairs(text: Text) -> Iterator[tuple[str, str, str, int]]:
    for step in text.steps:
        if step.sort is Sort.RENUMBERED:
            old, new = text.old[step.old[0]], text.new[step.new[0]]
            yield _name(new), _label(old), _label(new), step.new[0]


def _name(unit: Unit) -> str:
    return "note" if unit.is_note else unit.kind


def _label(unit: Unit) -> str:
    return unit.label.rstrip(".)") or "none"


def _numbers(was: str, now: str) -> tuple[int, int] | None:
    found = [re.fullmatch(r"[0-9]{1,9}", label) for label in (was, now)]
    return (int(was), int(now)) if all(found) else None
