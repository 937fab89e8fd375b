"""Two documents as rows: what the one says on the left, what the other says for it on the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from pipeline.document import Document
from pipeline.nodes import Attributes, Block, BulletList, Heading, Link, OrderedList, Position, Table
from pipeline.source.parity import Pair, Piece, aligned, pieces, rows


@dataclass(frozen=True, slots=True)
class Row:
    """One row; a side without a counterpart is empty. `role`: the division that it stands in, innermost.

    `stacked`: the two sides stand below each other, over the whole width. `leads`: it keeps with the next row.
    """

    left: tuple[Block, ...]
    right: tuple[Block, ...]
    role: str = ""
    stacked: bool = False
    leads: bool = False


_NAMED = ("parties", "late")
"""Divisions that list names in the order of a language."""


def of(left: Document, right: Document) -> list[Row]:
    """The rows of two documents. Each side, from the first row to the last, is the whole text of its document."""
    return [row for pair in rows(aligned(pieces(left.blocks), pieces(right.blocks))) for row in _rows(pair)]


def _rows(pair: Pair) -> Iterator[Row]:
    roles = next(one.roles for one in pair if one is not None)
    role = roles[-1] if roles else ""
    nodes = tuple(one.node if one is not None else None for one in pair)
    there = [node for node in nodes if node is not None]
    is_named = role in _NAMED  # each language has its own order: the third name here is not the third name there
    if all(isinstance(node, BulletList | OrderedList) for node in there) and not is_named:
        yield from _items(nodes, role)
        return
    left, right = ((node,) if node is not None else () for node in nodes)
    stacked = len(there) == 2 and all(isinstance(node, BulletList if is_named else Table) for node in there)
    yield Row(left, right, role, stacked, any(isinstance(node, Heading) for node in there))


def _items(lists: Sequence[Any], role: str) -> Iterator[Row]:
    """Lists item by item: each a list of its own with the number that it has."""
    sides = [[Piece(item) for item in node.items] if node is not None else [] for node in lists]
    numbers = [{id(item): number for number, item in enumerate(node.items)} if node else {} for node in lists]

    def one(side: int, piece: Piece | None) -> tuple[Block, ...]:
        if piece is None:
            return ()
        node, number = lists[side], numbers[side][id(piece.node)]
        attributes = node.attributes if not number else replace(node.attributes, id="")
        alone = replace(node, items=(piece.node,), attributes=attributes)
        return (replace(alone, start=node.start + number) if isinstance(node, OrderedList) else alone,)

    for left, right in aligned(*sides):
        yield Row(one(0, left), one(1, right), role)


def prefixed(value: Any, prefix: str) -> Any:
    """The same nodes with ids, and links to them, that meet none of another document."""
    if isinstance(value, tuple):
        return tuple([prefixed(item, prefix) for item in value])
    if isinstance(value, Attributes):
        return replace(value, id=f"{prefix}-{value.id}") if value.id else value
    if not is_dataclass(value) or isinstance(value, Position | type):
        return value
    changes = {}
    for part in fields(value):
        child = getattr(value, part.name)
        if isinstance(child, tuple | Attributes):
            changes[part.name] = prefixed(child, prefix)
    if isinstance(value, Link) and value.target.startswith("#"):
        changes["target"] = f"#{prefix}-{value.target[1:]}"
    return replace(value, **changes) if changes else value
