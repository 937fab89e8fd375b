"""Two sequences side by side at the least cost (Needleman and Wunsch, 1970), in a band where they are long."""

from __future__ import annotations

import math
from collections.abc import Callable

GAP = 1.0
"""What it costs to leave one alone."""
EVEN = 1e-9
"""Sums that differ by no more are the same, added up in another order."""
BAND = 80
"""How far long sequences may run apart beyond what their lengths differ by."""
_BOTH, _LEFT, _RIGHT = 0, 1, 2

Places = list[tuple[int | None, int | None]]


def matched(left: int, right: int, cost: Callable[[int, int], float]) -> Places:
    """The places of two sequences of these lengths, in order: (i, j) for a pair, (i, None) and (None, j) for one alone.

    `cost(i, j)` of a pair is from 0 to 2 (two alone) or infinite. Of equal ways the one that pairs early is taken.
    """
    band = abs(left - right) + BAND
    before = [GAP * j for j in range(right + 1)]
    steps: list[tuple[int, bytearray]] = [(0, bytearray([_RIGHT]) * (right + 1))]
    for i in range(1, left + 1):
        middle = i * right // left
        low, high = max(0, middle - band), min(right, middle + band)
        now = [math.inf] * (right + 1)
        ways = bytearray(high - low + 1)
        for j in range(low, high + 1):
            pair = before[j - 1] + cost(i - 1, j - 1) if j else math.inf
            alone, other = before[j] + GAP, now[j - 1] + GAP if j else math.inf
            best = min(pair, alone, other)
            now[j] = best
            ways[j - low] = _LEFT if alone <= best + EVEN else _RIGHT if other <= best + EVEN else _BOTH
        before = now
        steps.append((low, ways))
    return _back(steps, left, right)


def _back(steps: list[tuple[int, bytearray]], i: int, j: int) -> Places:
    """The way that was found, from its end to its beginning, turned round."""
    found: Places = []
    while i or j:
        low, ways = steps[i]
        way = ways[j - low] if i and j else _LEFT if i else _RIGHT
        i, j = i - (way != _RIGHT), j - (way != _LEFT)
        found.append((None if way == _RIGHT else i, None if way == _LEFT else j))
    return found[::-1]
