"""Which unit of the old side is which of the new one: the steps from one text to the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from pipeline.changes.matching import Pairs, between, matched
from pipeline.changes.similar import SURE, Similar, Words, counted
from pipeline.changes.units import Unit
from pipeline.changes.words import renumbered

UNDIVIDED = ("head", "cell", "code", "rule", "picture", "note", "value")
"""Kinds that are not looked at as parts of another block."""
PART = 0.7
"""Share of the words of a part that the whole must have held."""
LONG = 6
"""Words from which a block that was also changed is known again in another place."""

Keys = Sequence[Hashable]


class Sort(Enum):
    """What became of a unit. LEFT and ARRIVED are the two ends of a move."""

    SAME = "unchanged"
    RENUMBERED = "renumbered"
    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"
    LEFT = "moved away"
    ARRIVED = "moved here"


@dataclass(frozen=True, slots=True)
class Step:
    """One step in reading order: what stands at these places of the old text stands at those of the new one.

    A block that was split has several new places, one that was joined several old ones. Of LEFT only the old places
    are stepped over, of ARRIVED only the new ones: the others say where it went and came from.
    """

    sort: Sort
    old: tuple[int, ...] = ()
    new: tuple[int, ...] = ()


def steps(old: Sequence[Unit], new: Sequence[Unit], calls: Mapping[str, str]) -> tuple[Step, ...]:
    """All steps: the old places of all but ARRIVED are the old text in order, the new ones of all but LEFT the new.

    `calls`: old call of a note -> the new call of the same note.
    """
    keys = [unit.key(calls) for unit in old], [unit.key({}) for unit in new]
    similar = Similar([(unit.kind, renumbered(unit.text, calls)) for unit in old], [(u.kind, u.text) for u in new])
    aligned = _Aligned(old, new, keys, similar)
    left = aligned.moves()
    arrived = {j: i for i, j in left.items()}
    result: list[Step] = []
    for was, now in aligned.groups():
        if was and now:
            same = len(was) == len(now) == 1 and keys[0][was[0]] == keys[1][now[0]]
            alike = same and old[was[0]].label == new[now[0]].label
            result.append(Step(Sort.SAME if alike else Sort.RENUMBERED if same else Sort.CHANGED, was, now))
        elif was:
            result.append(Step(Sort.LEFT, was, (left[was[0]],)) if was[0] in left else Step(Sort.REMOVED, was))
        else:
            result.append(
                Step(Sort.ARRIVED, (arrived[now[0]],), now) if now[0] in arrived else Step(Sort.ADDED, (), now)
            )
    return tuple(result)


Group = tuple[tuple[int, ...], tuple[int, ...]]
"""Old and new places that belong together."""


class _Aligned:
    """Pairs of units, what they took in beside them, and what is left on either side."""

    def __init__(self, old: Sequence[Unit], new: Sequence[Unit], keys: tuple[Keys, Keys], similar: Similar) -> None:
        self.units, self.keys, self.similar = (old, new), keys, similar
        equal = matched(*keys)
        pairs = list(equal)
        for region in between(equal, (0, len(old), 0, len(new))):
            pairs += similar.pairs(region)
        self.pairs = self._grown(sorted(pairs))

    def groups(self) -> Iterator[Group]:
        """Old and new places in reading order; one of the two is empty for what stands on one side."""
        i1 = j1 = 0
        ends: Group = (len(self.units[0]),), (len(self.units[1]),)
        for i, j in [*self.pairs, ends]:
            yield from (((at,), ()) for at in range(i1, i[0]))
            yield from (((), (at,)) for at in range(j1, j[0]))
            if (i, j) != ends:
                yield i, j
            i1, j1 = i[-1] + 1, j[-1] + 1

    def _grown(self, pairs: Pairs) -> list[Group]:
        """Every pair with the neighbours, alone so far, that were split off from it or joined with it."""
        taken = ({i for i, _ in pairs}, {j for _, j in pairs})
        result: list[Group] = []
        for i, j in pairs:
            old: tuple[int, ...] = (i,)
            new: tuple[int, ...] = (j,)
            if self.keys[0][i] != self.keys[1][j]:
                new = self._parts(self.similar.words(0, i), 1, j, taken[1])
                if len(new) == 1:
                    old = self._parts(self.similar.words(1, j), 0, i, taken[0])
            result.append((old, new))
        return result

    def _parts(self, whole: Words, side: int, at: int, taken: set[int]) -> tuple[int, ...]:
        """A place of a side with those around it whose words are parts of the whole too."""
        units = self.units[side]
        left = counted(whole) - counted(self.similar.words(side, at))
        first, last = at, at
        for step in (1, -1):
            place = at + step
            while 0 <= place < len(units) and place not in taken and units[place].kind not in UNDIVIDED:
                part = counted(self.similar.words(side, place))
                if part.total() < 3 or (part & left).total() < PART * part.total():
                    break
                left -= part
                taken.add(place)
                first, last = min(first, place), max(last, place)
                place += step
        return tuple(range(first, last + 1))

    def moves(self) -> dict[int, int]:
        """Old -> new of the units that stand elsewhere now: unchanged ones, then very similar ones."""
        gone = _rest(len(self.units[0]), (group for group, _ in self.pairs))
        come = _rest(len(self.units[1]), (group for _, group in self.pairs))
        before, after = self.keys
        here, there = Counter(before[i] for i in gone), Counter(after[j] for j in come)
        places = {after[j]: j for j in come}
        once = [i for i in gone if here[before[i]] == there[before[i]] == 1 and self.similar.words(0, i)]
        found = {i: places[before[i]] for i in once}
        gone = [i for i in gone if i not in found and len(self.similar.words(0, i)) >= LONG]
        arrived = set(found.values())
        found.update(self.similar.voted(gone, [j for j in come if j not in arrived], SURE))
        return found


def _rest(length: int, groups: Iterable[tuple[int, ...]]) -> list[int]:
    """The places that are in no group."""
    return sorted(set(range(length)).difference(*groups))
