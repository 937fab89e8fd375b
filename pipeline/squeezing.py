"""How much a page must squeeze a table so that its numbers and short words stay whole."""

from __future__ import annotations

import re

from pipeline.nodes import Table, plain

_SIZES = ((8, 84, 2.8, ""), (14, 104, 1.4, "wide"), (10_000, 142, 1, "very-wide"))
"""Columns at most; letters in a line of it, and of these what parts two columns; the class of the table."""
_UNBROKEN = re.compile(r"[^\s\-/\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2010-\u2015\u2e80-\uffef]+")
_DIVIDED = 12
"""Letters of a word that stand together at most: longer ones are divided."""
_LONG = 30
"""Letters of a word that may be broken anywhere, for no column holds it."""


def table_class(table: Table) -> str:
    """How much a page must squeeze a table, by its columns and what stands in them unbroken.

    `wide`, `very-wide`: in smaller type; `long-words`: words are broken anywhere, for no type is small enough.
    """
    columns = len(table.head)
    rows = [[plain(cell.content) for cell in row] for row in (table.head, *table.rows)]
    need = sum(max(map(_unbroken, column)) for column in zip(*rows, strict=True))
    fitting = [name for most, room, gap, name in _SIZES if columns <= most and need + gap * columns <= room]
    name = fitting[0] if fitting else _SIZES[-1][-1]
    is_long = any(len(word) > _LONG for row in rows for text in row for word in text.split())
    return " ".join(filter(None, (name, "long-words" if is_long or not fitting else "")))


def _unbroken(text: str) -> float:
    """The length of what may not be broken in a cell: of a number all of it, of a word the parts that hyphens leave.

    Points and commas take half the room of letters and digits.
    """
    words = (word for word in _UNBROKEN.findall(text) if len(word) <= _LONG)
    return max((min(len(w), _DIVIDED) if w.isalpha() else sum(map(_room, w)) for w in words), default=0)


def _room(char: str) -> float:
    return 1 if char.isalnum() else 0.5
