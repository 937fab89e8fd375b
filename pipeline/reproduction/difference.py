"""The first difference between two files, and how its two sides are shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

AROUND = 30
"""Characters of a text that are shown on both sides of the place where it differs."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two files first differ, and what stands there: in the one before, in the one that was made anew.

    `place` runs from the outside inwards: (`word/document.xml`, `line 2, column 841`).
    """

    place: tuple[str, ...]
    before: str
    after: str

    def within(self, *outer: str) -> Difference:
        """The same difference, seen from further outside."""
        return replace(self, place=(*outer, *self.place))

    def where(self) -> str:
        """The place in one line."""
        return ", ".join(self.place)


def offset(before: bytes | str, after: bytes | str) -> int | None:
    """The index of the first byte or character that differs; None where there is none."""
    if before == after:
        return None
    low, high = 0, min(len(before), len(after))
    while low < high:  # the longest common beginning, by halves: comparing slices is quick
        middle = (low + high + 1) // 2
        if before[low:middle] == after[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def in_bytes(before: bytes, after: bytes) -> Difference | None:
    """The first byte that differs, counted from 0, with the next ones in hexadecimal."""
    at = offset(before, after)
    return None if at is None else Difference((f"byte {at:,}",), _hexadecimal(before, at), _hexadecimal(after, at))


def _hexadecimal(data: bytes, at: int) -> str:
    rest = data[at : at + 8].hex(" ")
    return f"{rest} (of {len(data):,} bytes)" if rest else f"the end, after {len(data):,} bytes"


def in_lists(before: Iterable[str], after: Iterable[str], what: str) -> Difference | None:
    """The first name of two lists without order that only one of them has: `what` (`the member {}`) names it."""
    before, after = set(before), set(after)
    for name in sorted(before ^ after):
        sides = ("there", "missing") if name in before else ("missing", "there")
        return Difference((what.format(name),), *sides)
    return None


def excerpt(text: str, at: int) -> str:
    """The text around a place in one line, control characters written out, in quotation marks."""
    start, end = max(at - AROUND, 0), at + AROUND
    shown = "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text[start:end])
    return f"{'…' if start else ''}“{shown}”{'…' if end < len(text) else ''}"
