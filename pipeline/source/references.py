"""What inner links lead to, and what those without text say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from pipeline.nodes import (
    Attributes,
    Division,
    Figure,
    Heading,
    Inline,
    Link,
    Position,
    Table,
    plain,
    walk,
)
from pipeline.source.context import Body
from pipeline.source.findings import quoted
from pipeline.words import inlines


def labels(blocks: Any, references: Mapping[str, str]) -> dict[str, tuple[Inline, ...]]:
    """For every id, what a reference to it says: what cites it, the heading, the caption; empty if it has none."""
    found: dict[str, tuple[Inline, ...]] = {}
    for node in walk(blocks):
        attributes = getattr(node, "attributes", None)
        if isinstance(attributes, Attributes) and attributes.id:
            said = references.get(attributes.id)
            found[attributes.id] = inlines(said) if said else _label(node)
    return found


def _label(node: Any) -> tuple[Inline, ...]:
    if isinstance(node, Heading):
        return inlines(plain(node.content) or node.label)
    if isinstance(node, Table | Figure):
        return node.caption
    if isinstance(node, Division):
        first = next((inner for inner in walk(node.blocks) if isinstance(inner, Heading)), None)
        return _label(first) if first else ()
    return ()


def check_links(body: Body, known: Mapping[str, tuple[Inline, ...]]) -> None:
    """Every inner link leads to an id that exists, and one without text to something that has one to give."""
    import difflib

    for name, at, empty in body.links:
        if name not in known and not body.findings.full:
            close = difflib.get_close_matches(name, known, 1, 0.6)
            fix = f"write #{close[0]}" if close else "write the id of a heading, or give the target one with {#id}"
            body.findings.add("T16", f"there is no {quoted('#' + name)} in this document", fix, at)
        elif empty and not known.get(name, True):
            message = f"{quoted('#' + name)} has neither a number nor a heading to show"
            body.findings.add("T25", message, f"write [the text](#{name})", at)


def filled(value: Any, known: Mapping[str, tuple[Inline, ...]]) -> Any:
    """The same nodes, with every empty inner link saying what its target is called."""
    if isinstance(value, tuple):
        return tuple([filled(item, known) for item in value])
    if isinstance(value, Link) and not value.content and value.target.startswith("#"):
        return replace(value, content=known.get(value.target[1:], ()))
    if not is_dataclass(value) or isinstance(value, Position | Attributes | type):
        return value
    changes = {}
    for part in fields(value):
        child = getattr(value, part.name)
        if isinstance(child, tuple):
            changes[part.name] = filled(child, known)
    return replace(value, **changes) if changes else value
