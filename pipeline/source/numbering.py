"""What needs the whole body: paragraph numbers, ids of headings, and what inner links lead to and say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from pipeline.nodes import (
    Attributes,
    Block,
    BulletList,
    Definition,
    DefinitionList,
    Division,
    Figure,
    Heading,
    Inline,
    Link,
    OrderedList,
    Paragraph,
    Position,
    Quote,
    Table,
    Text,
    plain,
    walk,
)  # fmt: skip
from pipeline.source.attributes import slug
from pipeline.source.context import Body
from pipeline.source.findings import quoted

Blocks = tuple[Block, ...]


class Numberer:
    """Numbers paragraphs and names headings, in reading order.

    `mode` is the field numbering. Numbers go to paragraphs of the top level and of operative divisions
    (paragraphs), or of operative divisions only (operative); never to preambles, signatures, annexes, notes,
    lists and quotations.
    """

    def __init__(self, mode: str, taken: set[str]) -> None:
        self.mode = mode
        self.taken = taken
        self.count = 0
        self.last: dict[str, int] = {}

    def blocks(self, blocks: Blocks, where: str = "") -> Blocks:
        """The blocks with numbers and ids. `where`: "" at the top, operative, or any other place."""
        return tuple([self._block(block, where) for block in blocks])

    def _block(self, block: Block, where: str) -> Block:
        if isinstance(block, Paragraph):
            return self._paragraph(block, where)
        if isinstance(block, Heading):
            return self._heading(block)
        if isinstance(block, Division):
            inside = "operative" if block.role == "operative" and where in ("", "operative") else "other"
            return replace(block, blocks=self.blocks(block.blocks, inside))
        return self._container(block)

    def _container(self, block: Block) -> Block:
        if isinstance(block, Quote):
            return replace(block, blocks=self.blocks(block.blocks, "other"))
        if isinstance(block, BulletList | OrderedList):
            items = [replace(item, blocks=self.blocks(item.blocks, "other")) for item in block.items]
            return replace(block, items=tuple(items))
        if isinstance(block, DefinitionList):
            return replace(block, items=tuple([self._definition(item) for item in block.items]))
        return block

    def _definition(self, item: Definition) -> Definition:
        return replace(item, descriptions=tuple([self.blocks(one, "other") for one in item.descriptions]))

    def _paragraph(self, block: Paragraph, where: str) -> Paragraph:
        numbered = (self.mode == "paragraphs" and where == "") or (self.mode != "none" and where == "operative")
        if not numbered:
            return block
        self.count += 1
        attributes = block.attributes
        if not attributes.id:
            attributes = replace(attributes, id=self._unique(f"para-{self.count}"))
        return replace(block, number=f"{self.count}.", attributes=attributes)

    def _heading(self, block: Heading) -> Heading:
        if block.attributes.id:
            return block
        name = self._unique(slug(plain(block.content)))
        return replace(block, attributes=replace(block.attributes, id=name))

    def _unique(self, name: str) -> str:
        unique, count = name, self.last.get(name, 1)
        while unique in self.taken:
            count += 1
            unique = f"{name}-{count}"
        self.last[name] = count
        self.taken.add(unique)
        return unique


def labels(blocks: Any) -> dict[str, tuple[Inline, ...]]:
    """For every id, what a reference to it says: the number, the heading, the caption; empty if it has none."""
    found: dict[str, tuple[Inline, ...]] = {}
    for node in walk(blocks):
        attributes = getattr(node, "attributes", None)
        if isinstance(attributes, Attributes) and attributes.id:
            found[attributes.id] = _label(node)
    return found


def _label(node: Any) -> tuple[Inline, ...]:
    if isinstance(node, Paragraph):
        return (Text(node.number.rstrip(".")),) if node.number else ()
    if isinstance(node, Heading):
        return (Text(plain(node.content)),)
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
