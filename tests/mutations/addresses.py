"""What may be wrong at one address of a finished edition: changed, dropped, doubled, or swapped with another."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import partial
from typing import Any

from tests.mutations.finished import addresses, altered, fields_at
from tests.mutations.variations import words

Made = Iterator[tuple[str, bytes, frozenset[str]]]
"""(what is wrong, the edition, the fields of which one has to be named)."""


def mutations(data: bytes, column: str, path: str, operation: str) -> Made:
    """An edition with something wrong at an address, in every way of this sort."""
    held = _held(data, column, path)
    named = fields_at(column, path)
    for new in _instead(held, operation, is_json=column == "jsonld"):
        yield f"{new} for {held}", altered(data, column, path, partial(_put, new)), named
    if operation == "doubled" and column == "xmp" and len(held) == 1:
        yield "the property stands twice", altered(data, column, path, lambda value: value * 2, whole=True), named
    if operation == "dropped" and column == "xmp":
        yield "the property is gone", altered(data, column, path, lambda _: [], whole=True), named
    if operation == "swapped":
        other, theirs = _another(data, column, path, held)
        once = altered(data, column, path, lambda _: theirs)
        yield f"swapped with {other}", altered(once, column, other, lambda _: held), named | fields_at(column, other)


def _put(new: list[Any], _: list[Any]) -> list[Any]:
    return new


def _held(data: bytes, column: str, path: str) -> list[Any]:
    """What stands at an address."""
    found: list[Any] = []

    def look(values: list[Any]) -> list[Any]:
        found.extend(copy.deepcopy(values))
        return values

    altered(data, column, path, look)
    return found


def _another(data: bytes, column: str, path: str, held: list[Any]) -> tuple[str, list[Any]]:
    """The next address of the column that holds something else."""
    paths = [other for other_column, other in addresses() if other_column == column]
    start = paths.index(path)
    for other in (*paths[start + 1 :], *paths[:start]):
        theirs = _held(data, column, other)
        if theirs != held:
            return other, theirs
    raise AssertionError(f"everything is the same in {column}")


def _instead(held: list[Any], operation: str, is_json: bool) -> Iterator[list[Any]]:
    """Other contents than those that stand there."""
    first, *rest = held
    if operation == "changed":
        yield from ([other, *rest] for other in _changed(first))
    elif operation == "dropped":
        yield []
        if rest:
            yield rest
            yield held[:-1]
        yield from ([less] for less in _less(first))
    elif operation == "doubled":
        if is_json:
            yield [[first[0], *first] if isinstance(first, list) else [first, first]]
        else:
            yield [first, *held]
    elif rest:
        yield [*rest, first]
    elif isinstance(first, list) and len(first) > 1:
        yield [first[::-1]]


def _changed(value: Any) -> Iterator[Any]:
    """A string with one letter changed; a JSON value with one letter changed in one of its strings, for each."""
    if isinstance(value, str):
        yield from words(value, "changed")
    elif isinstance(value, list):
        for place, member in enumerate(value):
            yield from ([*value[:place], other, *value[place + 1 :]] for other in _changed(member))
    else:
        for key, member in value.items():
            yield from ({**value, key: other} for other in _changed(member))


def _less(value: Any) -> Iterator[Any]:
    """A JSON value without one of its parts, for each."""
    if isinstance(value, list):
        for place, member in enumerate(value):
            if len(value) > 1:
                yield value[:place] + value[place + 1 :]
            yield from ([*value[:place], less, *value[place + 1 :]] for less in _less(member))
    elif isinstance(value, dict):
        for key, member in value.items():
            yield {name: part for name, part in value.items() if name != key}
            yield from ({**value, key: less} for less in _less(member))
