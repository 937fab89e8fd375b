"""A parallel edition against its two documents: what each column has to say, row by row, and around the text.

The rows are told once more from the documents: their two sides, put together, have to be the whole of each text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from pipeline.agreement import expected, furniture
from pipeline.agreement.compare import FIX, MOST, pairs
from pipeline.agreement.expected import Due
from pipeline.agreement.wording import told
from pipeline.document import Document, Note
from pipeline.editions.edition import Said
from pipeline.house import House
from pipeline.nodes import NOWHERE, Attributes, Block, Division, Heading, ListItem, OrderedList, Text
from pipeline.parallel.edition import Parallel
from pipeline.parallel.reading import READ
from pipeline.parallel.rows import of, prefixed
from pipeline.problems import Problem


def differences(parallel: Parallel, edition: str, data: bytes, house: House) -> tuple[Problem, ...]:
    """All that one file of a parallel edition (`html` or `pdf`) says otherwise than its documents; else nothing.

    Raises ValueError for bytes that are no such file.
    """
    compared = _Comparison(parallel, edition, house)
    read = READ[edition](data, parallel)
    return tuple(
        problem
        for where, due, found in (
            ("the title blocks", compared.front(), read.front),
            ("the text", compared.text(), read.text),
            ("the imprints", compared.imprint(), read.imprint),
        )
        for problem in compared.problems(where, due, found)
    )


class _Comparison:
    """What is due of one parallel edition in one format."""

    def __init__(self, parallel: Parallel, edition: str, house: House) -> None:
        self.sides, self.edition, self.house = (parallel.left, parallel.right), edition, house

    def problems(self, where: str, due: Sequence[Due], found: Sequence[Said]) -> Iterator[Problem]:
        wanted = [(self._sayable(one.said), one.position) for one in due]
        for number, (pair, at) in enumerate(pairs(wanted, [self._sayable(one) for one in found], NOWHERE)):
            if number < MOST:
                said = f"the parallel {self.edition} edition {told(where, *pair)}"
                yield Problem("A02", said, self.sides[0].file, at.line, fix=FIX)

    def _sayable(self, said: Said) -> Said:
        return replace(said, styles=()) if self.edition == "pdf" else said

    def text(self) -> tuple[Due, ...]:
        """The rows, and below them the notes, in the order in which they are read."""
        left, right = self.sides
        rows = of(left, right)
        for side, document in ((0, left), (1, right)):
            whole = tuple(block for row in rows for block in (row.left, row.right)[side])
            if _said(replace(document, blocks=whole)) != _said(document):
                raise ValueError("the rows are not the whole text")  # a fault of ours: never published
        blocks = [block for row in rows for block in self._pair(row.left, row.right)]
        return expected.blocks(replace(left, blocks=(*blocks, *self._notes()), notes=()))

    def _pair(self, left: tuple[Block, ...], right: tuple[Block, ...]) -> Iterator[Block]:
        """The blocks of a row: those of the right side in its language."""
        one, other = (document.metadata.language for document in self.sides)
        yield from prefixed(left, one)
        if right:
            yield Division("note", prefixed(right, other), Attributes(language=other))

    def _notes(self) -> Iterator[Block]:
        left, right = (document.notes for document in self.sides)
        if left or right:
            titles = (self.house.strings(document.metadata.language)["notes"] for document in self.sides)
            yield from self._pair(*((Heading(1, (Text(title),)),) for title in titles))
        for pair in zip_longest(left, right):
            yield from self._pair(*map(_listed, pair))

    def front(self) -> tuple[Due, ...]:
        """The title blocks; the page has one heading of the first level, and that is the left one."""
        return tuple(
            _line(one.said.text) for document in self.sides for one in furniture.title_block(document, self.house)
        )

    def imprint(self) -> tuple[Due, ...]:
        return tuple(
            _line(text)
            for document in self.sides
            for one in furniture.imprint(document, self.house, versions=True)
            for text in (one.said.label, one.said.text)
            if text
        )


def _listed(note: Note | None) -> tuple[Block, ...]:
    """A note as an item of a list."""
    return (OrderedList((ListItem(note.blocks, position=note.position),), note.number),) if note else ()


def _line(text: str) -> Due:
    return Due(Said("paragraph", text.casefold()))


def _said(document: Document) -> list[Said]:
    return [one.said for one in expected.blocks(document)]
