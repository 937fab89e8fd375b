"""Which changed block is which: the most similar ones belong together, in order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from pipeline.changes.matching import Pairs, Region, between, increasing
from pipeline.changes.units import CELLS
from pipeline.changes.words import is_word, tokens

ENOUGH = 0.5
"""Share of words in common from which two blocks are versions of each other."""
SURE = 0.75
"""The same for two blocks that stand in different places."""
MOST = 10_000
"""Comparisons of a region that are made one by one."""

Words = frozenset[tuple[str, int]]
"""The words of a block, each with the number of its occurrence."""


class Similar:
    """The blocks of two sides by their words. `old` and `new`: (kind, text), calls of notes numbered alike.

    Only blocks that are asked for are taken apart: most of a text is not, since it did not change.
    """

    def __init__(self, old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> None:
        self._blocks = (old, new)
        self._lists: dict[tuple[int, int], list[str]] = {}
        self._words: dict[tuple[int, int], Words] = {}

    def words(self, side: int, at: int) -> Words:
        """The words of a block; `side`: 0 the old one, 1 the new one."""
        if (side, at) not in self._words:
            self._words[side, at] = _words(self._listed(side, at))
        return self._words[side, at]

    def _listed(self, side: int, at: int) -> list[str]:
        if (side, at) not in self._lists:
            found = tokens(self._blocks[side][at][1])
            self._lists[side, at] = [token.lower() for token in found if is_word(token)]
        return self._lists[side, at]

    def _alike(self, i: int, j: int) -> bool:
        """Whether two blocks are of one kind."""
        return self._blocks[0][i][0] == self._blocks[1][j][0]

    def ratio(self, i: int, j: int) -> float:
        """The share of words that two blocks have in common: 0 to 1 (Dice). A row is never any other block."""
        if (self._blocks[0][i][0] in CELLS) != (self._blocks[1][j][0] in CELLS):
            return 0.0
        one, other = self.words(0, i), self.words(1, j)
        total = len(one) + len(other)
        if not total:
            return float(self._alike(i, j))
        if 4 * min(len(one), len(other)) < total:  # they cannot come to ENOUGH
            return 0.0
        return 2 * len(one & other) / total

    def pairs(self, region: Region) -> Pairs:
        """The blocks of a region that are versions of each other, in order on both sides."""
        anchors: Pairs = []
        if (region[1] - region[0]) * (region[3] - region[2]) > MOST // 25:
            anchors = increasing(self.voted(range(*region[:2]), range(*region[2:]), ENOUGH))
        result = list(anchors)
        for part in between(anchors, region):
            found = self._best(part)
            result += found
            for rest in between(found, part):
                result += self._single(rest)
        return sorted(result)

    def voted(self, old: Iterable[int], new: Iterable[int], least: float) -> Pairs:
        """(old, new) for every old block, with the new one that shares most of its rare sequences of three words."""
        places = self._shingles(1, new)
        votes: dict[int, Counter[int]] = defaultdict(Counter)
        for shingle, i in self._shingles(0, old).items():
            if shingle in places:
                votes[i][places[shingle]] += 1
        best: dict[int, tuple[int, int]] = {}
        for i in sorted(votes):
            j, number = max(votes[i].items(), key=lambda vote: (vote[1], -vote[0]))
            if self.ratio(i, j) >= least and (j not in best or number > best[j][0]):
                best[j] = (number, i)
        return sorted((i, j) for j, (_, i) in best.items())

    def _shingles(self, side: int, blocks: Iterable[int]) -> dict[tuple[str, ...], int]:
        """Sequences of three words that stand in one of the blocks alone -> that block."""
        found: dict[tuple[str, ...], int] = {}
        for block in blocks:
            words = self._listed(side, block)
            for at in range(len(words) - 2):
                shingle = tuple(words[at : at + 3])
                found[shingle] = block if found.get(shingle, block) == block else -1
        return {shingle: block for shingle, block in found.items() if block >= 0}

    def _best(self, region: Region) -> Pairs:
        """The pairs with the most in common on the whole: dynamic programming, in regions that are small enough."""
        i1, i2, j1, j2 = region
        if (i2 - i1) * (j2 - j1) > MOST:
            return self._ends(region)
        width = j2 - j1 + 1
        best = [[0.0] * width for _ in range(i2 - i1 + 1)]
        score: dict[tuple[int, int], float] = {}
        for i in range(i2 - 1, i1 - 1, -1):
            row, below = best[i - i1], best[i - i1 + 1]
            for j in range(j2 - 1, j1 - 1, -1):
                ratio = self.ratio(i, j)
                row[j - j1] = max(below[j - j1], row[j - j1 + 1])
                if ratio >= ENOUGH:
                    score[i, j] = value = ratio + self._alike(i, j) / 4
                    row[j - j1] = max(row[j - j1], value + below[j - j1 + 1])
        return _traced(best, score, region)

    def _ends(self, region: Region) -> Pairs:
        """What is alike from the beginning of a region on, and from its end back."""
        i1, i2, j1, j2 = region
        first = 0
        while first < min(i2 - i1, j2 - j1) and self.ratio(i1 + first, j1 + first) >= ENOUGH:
            first += 1
        last = 0
        while last < min(i2 - i1, j2 - j1) - first and self.ratio(i2 - 1 - last, j2 - 1 - last) >= ENOUGH:
            last += 1
        head, tail = range(first), range(last, 0, -1)
        return [(i1 + n, j1 + n) for n in head] + [(i2 - n, j2 - n) for n in tail]

    def _single(self, region: Region) -> Pairs:
        """A short block (a heading, a caption) alone in the place of one of its kind is that one, renamed."""
        i1, i2, j1, j2 = region
        if i2 - i1 != 1 or j2 - j1 != 1 or not self._alike(i1, j1):
            return []
        short = self._blocks[0][i1][0] in ("heading", "caption", "picture", "term", "head")
        return [(i1, j1)] if short else []


def _traced(best: list[list[float]], score: dict[tuple[int, int], float], region: Region) -> Pairs:
    """The pairs on the best way through the table."""
    i, i2, j, j2 = region
    i1, j1 = i, j
    result: Pairs = []
    while i < i2 and j < j2:
        here = best[i - i1][j - j1]
        if (i, j) in score and here == score[i, j] + best[i - i1 + 1][j - j1 + 1]:
            result.append((i, j))
            i, j = i + 1, j + 1
        elif here == best[i - i1 + 1][j - j1]:
            i += 1
        else:
            j += 1
    return result


def _words(listed: list[str]) -> Words:
    seen: Counter[str] = Counter()
    result = []
    for word in listed:
        result.append((word, seen[word]))
        seen[word] += 1
    return frozenset(result)


def counted(words: Words) -> Counter[str]:
    """How often each word stands in a block."""
    return Counter(word for word, _ in words)
