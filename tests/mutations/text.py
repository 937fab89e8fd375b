"""Documents of which one thing in the text is otherwise: changed, dropped, doubled or swapped, for every node type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pipeline.document import Document, Note
from pipeline.nodes import (
    NODES,
    Cell,
    Definition,
    Heading,
    LineBreak,
    ListItem,
    NoteCall,
    OrderedList,
    Rule,
    Span,
    Table,
)
from tests.mutations.trees import (
    Path,
    at,
    copied,
    has_words,
    is_linked_to,
    lines_of,
    numbered,
    put,
    sets_language,
    settled,
    splice,
    spots,
    without_calls,
)
from tests.mutations.variations import KINDS, needs_of, variations
from tests.nested import PIECES

OPERATIONS = ("changed", "dropped", "doubled", "swapped")
SUBJECTS: tuple[type[Any], ...] = (*NODES, ListItem, Definition, Cell, Note)
IMPOSSIBLE = {
    (Rule, "changed"): "it has no words",
    (LineBreak, "changed"): "it has no words",
    (LineBreak, "doubled"): "two breaks are white space as one is",
}
"""What cannot be done to a node, or changes nothing that is said."""

PLENTY = frozenset(("Text", "Paragraph"))
"""What stands everywhere: its words are changed everywhere, it is itself dropped, doubled, moved in its own piece."""
HARD = frozenset(("white space",))
"""Pieces in which much may change and nothing be said otherwise."""


@dataclass(frozen=True)
class Mutation:
    """A document and what an edition says instead. `places`: (lines, what is wrong there); one of the lines has to be
    named for each.

    `needs`: what the format has to be able to say for that (see `Reading.unsaid`): a kind of block or `expansions`.
    """

    about: str
    original: Document
    mutated: Document
    places: tuple[tuple[frozenset[int], str], ...]
    needs: str = ""


@dataclass(frozen=True)
class Change:
    """One thing in one document: another node in a place."""

    path: Path
    new: Any
    lines: frozenset[int]


@cache
def originals() -> dict[str, Document]:
    """The documents that are mutated, every block on a line of its own."""
    return {name: numbered(piece.document()) for name, piece in PIECES.items() if name not in HARD}


@cache
def mutations(subject: type[Any], operation: str) -> tuple[Mutation, ...]:
    """Every mutation of a node type."""
    return tuple(
        mutation
        for name, document in originals().items()
        for mutation in (*_within(name, document, subject, operation), *_around(name, document, subject, operation))
    )


def _spots(document: Document, subject: type[Any]) -> Iterator[tuple[Path, Any]]:
    return ((path, node) for path, node in spots(document) if type(node) is subject and has_words(node))


# ------------------------------------------------------------------ the same nodes, saying something else


def _within(name: str, document: Document, subject: type[Any], operation: str) -> Iterator[Mutation]:
    """Words, numbers, levels, targets and languages. Those on different lines are changed in one document."""
    rounds: dict[str, list[list[Change]]] = {}
    for path, node in _spots(document, subject):
        for about, new in variations(node, operation):
            if about == "language" and not sets_language(document, path, operation):
                continue
            if about == "words" and name != subject.__name__ and subject in NODES:
                continue  # of texts inside others, those in their own piece: each text is changed itself as well
            change = Change(path, new, lines_of(document, path))
            batches = rounds.setdefault(needs_of(subject, about), [])
            free = next((batch for batch in batches if not any(change.lines & other.lines for other in batch)), None)
            if free is None:
                batches.append([change])
            else:
                free.append(change)
    for needs, batches in rounds.items():
        for batch in batches:
            mutated = document
            for change in batch:
                mutated = put(mutated, change.path, change.new)
            places = tuple((change.lines, str(change.new)) for change in batch)
            yield Mutation(f"{subject.__name__} {operation} in {name}", document, settled(mutated), places, needs)


# ------------------------------------------------------------------ other nodes


def _around(name: str, document: Document, subject: type[Any], operation: str) -> Iterator[Mutation]:
    """Nodes that are gone, there twice, in each other's place, or of another type."""
    if (subject, operation) in IMPOSSIBLE or (subject.__name__ in PLENTY and name != subject.__name__):
        return
    how = {"changed": _retyped, "dropped": _dropped, "doubled": _doubled, "swapped": _swapped}[operation]
    for path, node in _spots(document, subject):
        if operation == "dropped" and is_linked_to(document, node):
            continue
        for about, mutated in how(document, path, node):
            lines = lines_of(document, path) | _moved(document, path, node, operation)
            said = f"{subject.__name__} {operation} ({about}) in {name}"
            yield Mutation(said, document, settled(mutated), ((lines, str(node)),), needs_of(subject, about))


def _moved(document: Document, path: Path, node: Any, operation: str) -> frozenset[int]:
    """The lines of what moves with a node: all of a list that is numbered anew, and of the notes; what it changes
    places with; where it stands twice, what comes next, since both may begin alike.
    """
    place, holder = path[-1], path[:-1]
    if isinstance(node, Note) or (isinstance(node, NoteCall) and operation in ("changed", "swapped")):
        calls = (
            path for path, call in spots(document.blocks, ("blocks",)) if getattr(call, "number", 0) == node.number
        )
        return _lines(document, *(("notes", n) for n in range(len(document.notes))), *calls)
    if isinstance(node, ListItem) and isinstance(at(document, holder[:-1]), OrderedList):
        return lines_of(document, holder[:-1])
    if isinstance(place, int) and operation in ("doubled", "swapped"):
        after = place + 1 < len(at(document, holder))
        return _lines(document, *([(*holder, place + 1)] if after else [(*holder, place - 1)] if place else []))
    return frozenset()


def _lines(document: Document, *paths: Path) -> frozenset[int]:
    return frozenset().union(*(lines_of(document, path) for path in paths))


Made = Iterator[tuple[str, Document]]


def _retyped(document: Document, path: Path, node: Any) -> Made:
    if isinstance(path[-1], int):
        if type(node) in KINDS and (not isinstance(node, Span) or sets_language(document, path, "dropped")):
            yield "another type", splice(document, path, KINDS[type(node)](node))
        if isinstance(node, ListItem) and path[-1] > 0:
            yield "a level deeper", _deeper(document, path, node)
    if isinstance(node, NoteCall):
        for note in document.notes:
            if note.number != node.number:
                yield "another note", put(document, (*path, "number"), note.number)
    if isinstance(node, Table):
        yield "row by row", put(document, path, replace(node, head=node.rows[0], rows=(node.head, *node.rows[1:])))


def _deeper(document: Document, path: Path, node: ListItem) -> Document:
    place = path[-1]
    assert isinstance(place, int)
    holder = at(document, path[:-2])
    before = holder.items[place - 1]
    nested = replace(before, blocks=(*before.blocks, replace(holder, items=(node,))))
    return splice(document, (*path[:-1], place - 1), (nested,), 2)  # type: ignore[no-any-return]


MAY_BE_EMPTY = frozenset((("Cell", "content"), ("Table", "caption"), ("Table", "rows"), ("Figure", "caption")))


def _dropped(document: Document, path: Path, node: Any) -> Made:
    if isinstance(node, Cell):
        yield "emptied", put(document, path, replace(node, content=()))
    elif isinstance(node, Note):
        yield "with its calls", without_calls(document, node.number)
    else:
        yield "whole", _without(document, path)
    if isinstance(node, Table) and len(node.head) > 1:
        yield "a column", put(document, path, replace(node, head=node.head[1:], rows=tuple(r[1:] for r in node.rows)))
        yield "a row", put(document, path, replace(node, rows=node.rows[1:]))


def _without(document: Document, path: Path) -> Document:
    """The document without a node; what would be left empty goes with it."""
    holder, place = path[:-1], path[-1]
    if isinstance(place, str):
        return _without(document, holder)
    if len(at(document, holder)) > 1:
        return splice(document, path, ())  # type: ignore[no-any-return]
    if isinstance(holder[-1], int):
        return _without(document, holder)
    parent = at(document, holder[:-1])
    if isinstance(parent, Note):
        return without_calls(document, parent.number)
    if isinstance(parent, Document) or (type(parent).__name__, holder[-1]) in MAY_BE_EMPTY:
        return splice(document, path, ())  # type: ignore[no-any-return]
    return _without(document, holder[:-1])


def _doubled(document: Document, path: Path, node: Any) -> Made:
    place, holder = path[-1], at(document, path[:-1])
    if isinstance(node, Cell | Note):
        other = next((n for n, member in enumerate(holder) if member != node), None)
        if other is not None:
            same = (
                replace(holder[other], content=node.content)
                if isinstance(node, Cell)
                else replace(holder[other], blocks=node.blocks)
            )
            yield "in another's place", put(document, (*path[:-1], other), same)
    elif isinstance(place, int):
        yield "whole", splice(document, path, (node, copied(node)))
    if isinstance(node, Table):
        columns = replace(node, head=(node.head[0], *node.head), rows=tuple((row[0], *row) for row in node.rows))
        yield "a column", put(document, path, columns)
        yield "a row", put(document, path, replace(node, rows=(node.rows[0], *node.rows)))


def _swapped(document: Document, path: Path, node: Any) -> Made:
    place, holder = path[-1], at(document, path[:-1])
    if isinstance(place, int) and len(holder) > 1:
        first = place if place + 1 < len(holder) else place - 1
        one, other = holder[first : first + 2]
        if isinstance(node, Note):
            one, other = replace(other, number=one.number), replace(one, number=other.number)
            yield "with its neighbour", splice(document, (*path[:-1], first), (one, other), 2)
        else:
            yield "with its neighbour", splice(document, (*path[:-1], first), (other, one), 2)
        if isinstance(node, Heading | Table) and place + 2 < len(holder):
            yield "to the end", put(document, path[:-1], (*holder[:place], *holder[place + 1 :], node))
    if isinstance(node, Table) and len(node.head) > 1:
        rows = tuple(row[::-1] for row in node.rows)
        yield "columns", put(document, path, replace(node, head=node.head[::-1], rows=rows))
    if isinstance(node, Table) and len(node.rows) > 1:
        yield "rows", put(document, path, replace(node, rows=node.rows[::-1]))
