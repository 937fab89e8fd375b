"""How many mutations were made and found, counted over the whole run of the tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

PROPERTY = "mutations"
"""The property of a test's report that holds (edition, made, found): it comes home from other processes too."""


def summary(properties: Iterable[tuple[str, object]]) -> str:
    """`mutations: 812 made, 812 found: html 203, pdf 203`; empty where none were made."""
    made, found = 0, Counter[str]()
    for name, value in properties:
        if name == PROPERTY and isinstance(value, tuple | list):
            edition, tried, seen = value
            made += tried
            found[edition] += seen
    return f"mutations: {made} made, {found.total()} found: {_each(found)}" if made else ""


def _each(found: Mapping[str, int]) -> str:
    return ", ".join(f"{edition} {count}" for edition, count in sorted(found.items()))
