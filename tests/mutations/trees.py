"""Trees of nodes, taken apart and put together: where a node stands, and the same tree with another one there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import count
from typing import Any

from pipeline.document import Document, Note
from pipeline.nodes import (
    BLOCKS,
    Attributes,
    Code,
    CodeBlock,
    Definition,
    LineBreak,
    Link,
    ListItem,
    NoteCall,
    Position,
    Rule,
    Text,
    walk,
)

Path = tuple[str | int, ...]
"""How a node is reached: names of fields and places in tuples, from the document down."""

WORDLESS = (Rule, LineBreak)
"""Nodes without words: nothing in them can be changed."""
POSITIONED: tuple[type[Any], ...] = (*BLOCKS, ListItem, Definition, Note)


def spots(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Everything below `value` and where it stands: nodes, and the tuples that are themselves members of tuples."""
    if isinstance(value, tuple):
        for place, member in enumerate(value):
            yield (*path, place), member
            yield from spots(member, (*path, place))
    elif is_dataclass(value):
        for part in fields(value):
            child = getattr(value, part.name)
            if part.name in ("position", "attributes", "metadata", "assets", "attachments"):
                continue
            if is_dataclass(child):
                yield (*path, part.name), child
            yield from spots(child, (*path, part.name))


def at(value: Any, path: Path) -> Any:
    """What stands there."""
    for step in path:
        value = value[step] if isinstance(step, int) else getattr(value, step)
    return value


def put(value: Any, path: Path, new: Any) -> Any:
    """The same tree with `new` there."""
    if not path:
        return new
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        return (*value[:step], put(value[step], rest, new), *value[step + 1 :])
    return replace(value, **{step: put(getattr(value, step), rest, new)})


def splice(value: Any, path: Path, new: tuple[Any, ...], length: int = 1) -> Any:
    """The same tree with these members in the place of the one there (or of several from there on)."""
    place = path[-1]
    assert isinstance(place, int)
    holder = at(value, path[:-1])
    return put(value, path[:-1], (*holder[:place], *new, *holder[place + length :]))


def mapped(value: Any, change: Callable[[Any], Any]) -> Any:
    """The same tree with every node changed, in reading order, those that hold others first."""
    if isinstance(value, tuple):
        return tuple(mapped(member, change) for member in value)
    if not is_dataclass(value) or isinstance(value, Position):
        return value
    value = change(value)
    parts = {part.name: getattr(value, part.name) for part in fields(value)}
    held = {name: mapped(part, change) for name, part in parts.items() if isinstance(part, tuple) or is_dataclass(part)}
    return replace(value, **held)


def numbered(document: Document) -> Document:
    """The same document, every block of it on a line of its own."""
    lines = count(1)

    def on_a_line(node: Any) -> Any:
        return replace(node, position=Position(next(lines), 1)) if isinstance(node, POSITIONED) else node

    return replace(
        document, blocks=mapped(document.blocks, on_a_line), notes=mapped(document.notes, on_a_line), file="text.en.md"
    )


def lines_of(document: Document, path: Path) -> frozenset[int]:
    """The lines of what stands there: those of the block that holds it, and of every block below it."""
    found = {node.position.line for node in walk(at(document, path)) if isinstance(node, POSITIONED)}
    for length in range(len(path), 0, -1):
        holder = at(document, path[:length])
        if isinstance(holder, POSITIONED):
            return frozenset({*found, holder.position.line})
    return frozenset(found)


def settled(document: Document) -> Document:
    """The same document as a source would give it: notes in order of their first calls, calls counted."""
    order: dict[int, int] = {}
    calls: dict[int, int] = {}
    for node in walk(document.blocks):
        if isinstance(node, NoteCall):
            order.setdefault(node.number, len(order) + 1)

    def counted(node: Any) -> Any:
        if not isinstance(node, NoteCall):
            return node
        calls[node.number] = calls.get(node.number, 0) + 1
        return replace(node, number=order[node.number], occurrence=calls[node.number])

    blocks = mapped(document.blocks, counted)
    notes = {note.number: note for note in document.notes}
    kept = tuple(replace(notes[old], number=new, calls=calls[old]) for old, new in order.items())
    return replace(document, blocks=blocks, notes=kept)


def copied(node: Any) -> Any:
    """A node once more: its ids are its own."""

    def own(part: Any) -> Any:
        attributes = getattr(part, "attributes", None)
        if attributes is None or not attributes.id:
            return part
        return replace(part, attributes=replace(attributes, id=f"{attributes.id}-again"))

    return mapped(node, own)


def has_words(node: Any) -> bool:
    """Whether there is text in a node, or whether its place alone says something: a rule, a break, a call."""
    return any(
        (getattr(part, "text", "") or getattr(part, "alt", "")).strip() or type(part) in (*WORDLESS, NoteCall)
        for part in walk(node)
    )


def first_text(node: Any) -> Path | None:
    """Where the first text with words stands below a node."""
    return next((path for path, part in spots(node) if isinstance(part, Text) and part.text.strip()), None)


def without_calls(document: Document, number: int) -> Document:
    """The document without the calls of a note, and so, when it is settled, without the note."""

    def is_kept(node: Any) -> bool:
        return not isinstance(node, NoteCall) or node.number != number

    def uncalled(node: Any) -> Any:
        parts = {part.name: getattr(node, part.name) for part in fields(node)}
        held = {name: part for name, part in parts.items() if isinstance(part, tuple)}
        return replace(node, **{name: tuple(filter(is_kept, part)) for name, part in held.items()})

    return replace(document, blocks=mapped(document.blocks, uncalled))


def is_linked_to(document: Document, node: Any) -> bool:
    """Whether a link of the document leads to a node or below it: without it there would be no such document."""
    targets = {part.target for part in walk((document.blocks, document.notes)) if isinstance(part, Link)}
    return any(f"#{part.id}" in targets for part in _attributes(node) if part.id)


def _attributes(node: Any) -> Iterator[Attributes]:
    return (part.attributes for part in walk(node) if hasattr(part, "attributes"))


def sets_language(document: Document, path: Path, operation: str) -> bool:
    """Whether the language of a node counts: words below it take it, and (where it goes) around it is another one."""
    around = document.metadata.language
    for length in range(len(path)):
        around = _language(at(document, path[:length])) or around
    node = at(document, path)
    return _takes_language(node) and (operation != "dropped" or _language(node) != around)


def _language(node: Any) -> str:
    return str(getattr(getattr(node, "attributes", None), "language", ""))


def _takes_language(value: Any) -> bool:
    """Whether there is text in a node outside of parts that have a language of their own."""
    if isinstance(value, tuple):
        return any(_takes_language(member) for member in value if not _language(member))
    if isinstance(value, Text | Code | CodeBlock):
        return bool(value.text.strip())
    if not is_dataclass(value):
        return False
    return any(_takes_language(getattr(value, part.name)) for part in fields(value) if part.name != "attributes")
