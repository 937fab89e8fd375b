"""Equal things in two sequences, matched in order: what stands once on both sides first, then what lies between.

This is the patience method of Bram Cohen: what is unique on both sides is a far better anchor than the longest equal
stretch, which in legal texts is a formula that stands everywhere. No step grows with the square of a long sequence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher

Pairs = list[tuple[int, int]]
Region = tuple[int, int, int, int]
"""From and to in the old sequence, from and to in the new one."""

MOST = 250_000
"""Comparisons that a region without anchors may cost; above, nothing in it is matched."""


def matched(old: Sequence[Hashable], new: Sequence[Hashable]) -> Pairs:
    """(index in old, index in new) of equal ones, both increasing."""
    names: dict[Hashable, int] = {}
    return _matched(*([names.setdefault(one, len(names)) for one in side] for side in (old, new)))


def _matched(old: list[int], new: list[int]) -> Pairs:
    result: Pairs = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        i1, i2, j1, j2 = waiting.pop()
        while i1 < i2 and j1 < j2 and old[i1] == new[j1]:
            result.append((i1, j1))
            i1, j1 = i1 + 1, j1 + 1
        while i1 < i2 and j1 < j2 and old[i2 - 1] == new[j2 - 1]:
            i2, j2 = i2 - 1, j2 - 1
            result.append((i2, j2))
        if i1 == i2 or j1 == j2:
            continue
        anchors = increasing(_unique(old, new, (i1, i2, j1, j2)))
        if anchors:
            result += anchors
            waiting += between(anchors, (i1, i2, j1, j2))
        elif (i2 - i1) * (j2 - j1) <= MOST:
            blocks = SequenceMatcher(None, old[i1:i2], new[j1:j2], autojunk=False).get_matching_blocks()
            result += [(i1 + i + n, j1 + j + n) for i, j, size in blocks for n in range(size)]
    return sorted(result)


def _unique(old: list[int], new: list[int], region: Region) -> Pairs:
    """What stands once in each of the two parts, in the order of the old one."""
    i1, i2, j1, j2 = region
    here, there = Counter(old[i1:i2]), Counter(new[j1:j2])
    places = {new[j]: j for j in range(j1, j2)}
    return [(i, places[old[i]]) for i in range(i1, i2) if here[old[i]] == 1 and there[old[i]] == 1]


def increasing(pairs: Pairs) -> Pairs:
    """The longest choice of pairs, given by rising first index, whose second index rises too (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for at, (_, j) in enumerate(pairs):
        pile = bisect_left(tops, j)
        before.append(piles[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [j]
        piles[pile : pile + 1] = [at]
    result: Pairs = []
    at = piles[-1] if piles else -1
    while at >= 0:
        result.append(pairs[at])
        at = before[at]
    return result[::-1]


def between(pairs: Pairs, region: Region) -> list[Region]:
    """The regions before, between and after pairs in which something is left."""
    i1, i2, j1, j2 = region
    result = []
    for i, j in [*pairs, (i2, j2)]:
        if i > i1 or j > j1:
            result.append((i1, i, j1, j))
        i1, j1 = i + 1, j + 1
    return result
