"""Directions: which way the letters of a line run, and in what order its parts stand (UAX #9)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TypeVar
from unicodedata import bidirectional

_STRONG = {"L": False, "R": True, "AL": True, "AN": True}
Part = TypeVar("Part")


def directions(text: str, base: bool) -> list[bool]:
    """Whether each character runs from right to left; what has no direction takes its neighbours', or the base.

    After the rules N1 and N2 of the Unicode Bidirectional Algorithm (UAX #9, 3.3.5).
    """
    strong = [_STRONG.get(bidirectional(char)) for char in text]
    following: list[bool] = []  # for each character the next direction behind it, the base at the end
    after = base
    for value in reversed(strong):
        following.append(after)
        after = after if value is None else value
    following.reverse()
    result: list[bool] = []
    before = base
    for value, group in groupby(strong):
        length = len(list(group))
        if value is None:
            after = following[len(result) + length - 1]
            result += [before if before == after else base] * length
        else:
            before = value
            result += [value] * length
    return result


def visual(parts: Iterable[tuple[Part, bool]], base: bool) -> list[Part]:
    """Parts of a line, each with whether it runs from right to left, in the order in which they stand from the left.

    After the rule L2 (3.4), for a line of two levels: what runs against the base is turned round as one.
    """
    groups = []
    for rtl, group in groupby(parts, key=lambda pair: pair[1]):
        found = [part for part, _ in group]
        groups.append(found[::-1] if rtl else found)
    return [part for group in (groups[::-1] if base else groups) for part in group]
