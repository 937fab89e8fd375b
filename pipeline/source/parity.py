"""Whether two language versions are built alike: their blocks side by side, and where one has what the other has not.

`aligned` finds the pairs: first the headings, then what stands between them, by kind, length, numbers and footnotes;
never by words. The parallel edition is set by the same pairs.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pipeline.nodes import Block, Division, Heading, NoteCall, Paragraph, plain, walk
from pipeline.source.sequences import matched

OWN = "own-structure"
"""The class of a division whose inside may be built otherwise in each language."""


@dataclass(frozen=True)
class Piece:
    """A block (or an item of a list) of one version, and the divisions around it, the outermost first."""

    node: Any
    divisions: tuple[Division, ...] = ()
    behind: list[Piece] = field(default_factory=list, compare=False, repr=False)
    """Of a heading: what stands between it and the next one."""

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(division.role for division in self.divisions)

    @cached_property
    def length(self) -> int:
        """Letters; an ideograph says about as much as three."""
        return sum(3 if unicodedata.east_asian_width(char) in "WF" else 1 for char in plain(self.node))

    @cached_property
    def section(self) -> int:
        return sum(piece.length for piece in self.behind)

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The numbers that the text names, in whatever digits."""
        text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain(self.node))
        return frozenset(map(int, re.findall(r"[0-9]{1,9}", text)))

    @cached_property
    def calls(self) -> int:
        return sum(isinstance(node, NoteCall) for node in walk(self.node))


Pair = tuple[Piece | None, Piece | None]


def pieces(blocks: tuple[Block, ...], divisions: tuple[Division, ...] = ()) -> list[Piece]:
    """The blocks in reading order. A division stands before what it holds."""
    found: list[Piece] = []
    for block in blocks:
        found.append(Piece(block, divisions))
        if isinstance(block, Division):
            found += pieces(block.blocks, (*divisions, block))
    return found


def aligned(left: Sequence[Piece], right: Sequence[Piece]) -> list[Pair]:
    """Every piece of both sides, once, in order: beside its counterpart, or alone."""
    ratio = _ratio(left, right)
    sections = _sections(left), _sections(right)
    heads = [[section[0] for section in side[1:]] for side in sections]
    anchors = matched(len(heads[0]), len(heads[1]), lambda i, j: _cost(heads[0][i], heads[1][j], ratio))
    result: list[Pair] = []
    waiting = ([*sections[0][0]], [*sections[1][0]])
    for i, j in anchors:
        if i is not None and j is not None:
            result += _between(*waiting, ratio)
            result.append((heads[0][i], heads[1][j]))
            waiting = (sections[0][i + 1][1:], sections[1][j + 1][1:])
        else:  # a heading without a counterpart is a block like others
            for side, number in enumerate((i, j)):
                if number is not None:
                    waiting[side].extend(sections[side][number + 1])
    return result + _between(*waiting, ratio)


def _sections(side: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces before the first heading, and each heading with what follows it."""
    result: list[list[Piece]] = [[]]
    for piece in side:
        if isinstance(piece.node, Heading):
            result.append([piece])
        else:
            result[-1].append(piece)
    for section in result[1:]:
        section[0].behind[:] = [piece for piece in section[1:] if not isinstance(piece.node, Division)]
    return result


def _between(left: Sequence[Piece], right: Sequence[Piece], ratio: float) -> list[Pair]:
    found = matched(len(left), len(right), lambda i, j: _cost(left[i], right[j], ratio))
    return [(None if i is None else left[i], None if j is None else right[j]) for i, j in found]


def _ratio(left: Sequence[Piece], right: Sequence[Piece]) -> float:
    """How long the right side is for each letter of the left one. Of a short text little can be told: nearly 1."""
    sums = [sum(piece.length for piece in side if not isinstance(piece.node, Division)) for side in (left, right)]
    return (sums[1] + SHORT) / (sums[0] + SHORT)


SHORT = 1000
"""Letters that a text must well exceed before its length says how its language runs."""
MOST = 1.9
"""The cost of the least likely pair; leaving two pieces alone costs 2."""


def _cost(left: Piece, right: Piece, ratio: float) -> float:
    """How unlikely it is that two pieces say the same: 0 to MOST; infinite for what cannot be."""
    one, other = left.node, right.node
    if type(one) is not type(other):
        lists = type(one).__name__.endswith("List") and type(other).__name__.endswith("List")
        texts = isinstance(one, Paragraph | Heading) and isinstance(other, Paragraph | Heading)
        return 1.5 if texts or lists else math.inf
    if isinstance(one, Division):
        return 0.0 if one.role == other.role else math.inf
    cost = 0.6 * _apart(left.length, right.length, ratio)
    if isinstance(one, Heading):
        cost = cost / 2 + 0.4 * _apart(left.section, right.section, ratio) + 0.5 * (one.level != other.level)
        cost += 0.2 * ([type(p.node) for p in left.behind] != [type(p.node) for p in right.behind])
    if left.numbers or right.numbers:  # a language may write one of them as a word
        apart = 1 - len(left.numbers & right.numbers) / len(left.numbers | right.numbers)
        cost += apart * (0.8 if left.numbers and right.numbers else 0.2)
    cost += 0.3 * (left.calls != right.calls) + 0.3 * (left.roles != right.roles)
    return min(cost, MOST)


def _apart(left: int, right: int, ratio: float) -> float:
    """How far two lengths are from what the languages as a whole make of each other; 0 to 1.5."""
    return min(abs(math.log((right + 8) / (ratio * left + 8))), 1.5)


def rows(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Pairs in the order in which a reader of both meets them: divisions are left out."""
    for left, right in pairs:
        pair = tuple(None if one is None or isinstance(one.node, Division) else one for one in (left, right))
        if any(pair):
            yield pair[0], pair[1]
