"""Marks: stretches of a text for a page, each deleted, inserted or neither, and in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.changes.units import clipped
from pipeline.changes.words import CALL, PARAGRAPH, Piece
from pipeline.editions.edition import Said

AROUND = 40
"""Characters of what is unchanged that an excerpt shows on each side of a change."""
LONGEST = 160
"""Characters of an excerpt."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text. `op`: del, ins or empty; `call`: the number of the note that is called here.

    `quiet`: it is a space that became the end of a paragraph, or was one: no news by itself.
    """

    op: str
    text: str
    language: str = ""
    call: str = ""
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Marker:
    """Turns pieces into marks. `old` and `new`: the languages of the sides, then the blocks the pieces come from."""

    old_language: str
    new_language: str
    old: Sequence[Said] = ()
    new: Sequence[Said] = ()

    def line(self, pieces: Iterable[Piece]) -> tuple[Mark, ...]:
        """All marks in one line; the end of a paragraph is a sign."""
        return tuple(mark for mark in self._marks(pieces) if mark.text)

    def lines(self, pieces: Iterable[Piece], *, whole: bool) -> tuple[tuple[Mark, ...], ...]:
        """The marks of every paragraph. `whole`: all of it came, went or stayed, so that no end of a paragraph did."""
        result: list[list[Mark]] = [[]]
        for mark in self._marks(pieces):
            if PARAGRAPH not in mark.text:
                result[-1].append(mark)
                continue
            for at, text in enumerate(mark.text.split(PARAGRAPH)):
                if at:
                    if mark.op and not whole:
                        result[-1].append(replace(mark, text=PARAGRAPH))
                    if mark.op != "del" or whole:
                        result.append([])
                result[-1].append(replace(mark, text=text))
        return tuple(tuple(mark for mark in line if mark.text) for line in result)

    def _marks(self, pieces: Iterable[Piece]) -> Iterator[Mark]:
        before, after = _Runs(self.old), _Runs(self.new)
        foreign = self.old_language if self.old_language != self.new_language else ""
        for piece in pieces:
            if piece.same:
                before.take(piece.old)
                yield from _called("", after.take(piece.new))
            else:
                gone = [(text, tag or foreign) for text, tag in before.take(piece.old)]
                yield from _called("del", gone, quiet=piece.old == " " and PARAGRAPH in piece.new)
                yield from _called("ins", after.take(piece.new), quiet=piece.new == " " and PARAGRAPH in piece.old)


class _Runs:
    """The languages of a text, taken from its beginning on."""

    def __init__(self, blocks: Sequence[Said]) -> None:
        self._at = 0
        self._spans: list[tuple[int, int, str]] = []
        offset = 0
        for said in blocks:
            start = 0
            for tag, text in said.languages:
                found = said.text.find(text, start)
                if found >= 0:  # a run with the call of a note in it is not to be found: it stays unmarked
                    start = found + len(text)
                    self._spans.append((offset + found, offset + start, tag))
            offset += len(said.text) + 1

    def take(self, text: str) -> list[tuple[str, str]]:
        """(text, language or nothing) of the next characters, which are these."""
        start, end = self._at, self._at + len(text)
        self._at = end
        borders = {start, end, *(at for span in self._spans for at in span[:2] if start < at < end)}
        return [
            (text[one - start : other - start], next((tag for a, b, tag in self._spans if a <= one < b), ""))
            for one, other in pairwise(sorted(borders))
        ]


def _called(op: str, runs: Iterable[tuple[str, str]], *, quiet: bool = False) -> Iterator[Mark]:
    """Marks of runs, the calls of notes by themselves."""
    for text, tag in runs:
        start = 0
        for found in CALL.finditer(text):
            yield Mark(op, text[start : found.start()], tag)
            yield Mark(op, found[0], tag, found[0][2:-1])
            start = found.end()
        yield Mark(op, text[start:], tag, quiet=quiet)


def label_marks(old: str, new: str) -> tuple[Mark, ...]:
    """The number of a block, before and now."""
    marks = (Mark("", new),) if old == new else (Mark("del", old), Mark("ins", new))
    return tuple(mark for mark in marks if mark.text)


def excerpt(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks around the first changes, long ones cut at a word."""
    changed = [at for at, mark in enumerate(marks) if mark.op]
    first, last = (changed[0], changed[-1]) if changed else (0, -1)
    before = 0
    start = first
    while start > 0 and before < AROUND:
        start -= 1
        before += len(marks[start].text)
    result: list[Mark] = [Mark("", "…")] * (start > 0)
    room = LONGEST
    for at in range(start, len(marks)):
        if room <= 0:
            result.append(Mark("", " …"))
            break
        mark = marks[at]
        text = mark.text if mark.op or mark.call else _cut(mark.text, head=at > first, tail=at < last or last < 0)
        result.append(replace(mark, text=clipped(text, LONGEST)))
        room -= len(text)
    return tuple(result)


def _cut(text: str, *, head: bool, tail: bool) -> str:
    """An unchanged text, cut to what stands beside the changes before and after it."""
    if len(text) <= (head + tail) * AROUND + 10:
        return text
    start = text[:AROUND].rsplit(" ", 1)[0] + " " if head else ""
    end = " " + text[-AROUND:].split(" ", 1)[-1] if tail else ""
    return f"{start}…{end}"
