"""Differences in words: what was found, and what should stand instead of it."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from pipeline.editions.edition import Said


def told(where: str, due: Said | None, found: Said | None) -> str:
    """One difference in words."""
    if due is None and found is not None:
        return f"says in {where} what the source does not: {found.kind} {shown(found.text)}"
    if found is None and due is not None:
        return f"leaves out of {where}: {due.kind} {shown(due.text)}"
    assert due is not None and found is not None  # noqa: PT018  one of them stands
    parts = []
    for part in fields(Said):
        one, other = getattr(due, part.name), getattr(found, part.name)
        if one != other:
            name = "" if part.name == "text" else f"{part.name} "
            parts.append(f"{name}{shown(*excerpts(other, one))}")
    return f"says in {where} " + "; ".join(parts)


def excerpts(found: Any, due: Any) -> tuple[Any, ...]:
    """Two texts cut to where they begin to differ."""
    if not (isinstance(found, str) and isinstance(due, str)):
        return found, due
    at = next((n for n, (one, other) in enumerate(zip(found, due, strict=False)) if one != other), None)
    start = max((min(len(found), len(due)) if at is None else at) - 30, 0)
    return tuple(("…" if start else "") + text[start : start + 90] for text in (found, due))


def shown(value: Any, instead: Any = None) -> str:
    """A value for people, and what should stand instead of it."""
    if instead is not None:
        return f"{shown(value)}, not {shown(instead)}"
    if value in ((), "", None):
        return "nothing"
    if isinstance(value, tuple) and len(value) == 1:
        return shown(value[0])
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = text if len(text) <= 160 else text[:159] + "…"
    return f"“{text}”" if isinstance(value, str) else text
