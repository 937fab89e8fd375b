"""The nodes of a text: what paragraphs, lists, tables and runs of characters say, free of any format.

Frozen values. The positions they keep are for messages to people and never count when two nodes are compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a source file: line and column, both counted from 1; 0 means not known."""

    line: int = 0
    column: int = 0


NOWHERE = Position()


@dataclass(frozen=True, slots=True)
class Attributes:
    """What `{#id .class lang=fr dir=rtl}` says of a node. Empty strings mean: not given."""

    id: str = ""
    classes: tuple[str, ...] = ()
    language: str = ""
    direction: str = ""


PLAIN = Attributes()


def _position() -> Any:
    return field(default=NOWHERE, compare=False, repr=False)


# ------------------------------------------------------------------ inline nodes


@dataclass(frozen=True, slots=True)
class Text:
    """Characters as they were typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stress or a title: italics where the script has them."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Strong importance: bold."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Literal characters, set in a fixed pitch."""

    text: str


@dataclass(frozen=True, slots=True)
class Superscript:
    """Raised text."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Subscript:
    """Lowered text."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation; `expansion` is what it stands for (may be empty)."""

    content: tuple[Inline, ...]
    expansion: str = ""


@dataclass(frozen=True, slots=True)
class Isolate:
    """Text whose direction does not reach its neighbours (HTML bdi). `direction`: ltr, rtl or empty (auto)."""

    content: tuple[Inline, ...]
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A run in another language, of another direction, or with an id or classes of its own."""

    content: tuple[Inline, ...]
    attributes: Attributes = PLAIN


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced line break inside a block."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link. `target` is an absolute URL, a mailto: address, or `#id` for a place in this document."""

    target: str
    content: tuple[Inline, ...]
    title: str = ""
    position: Position = _position()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a line of text. `source` is the key of an `Asset` of the document."""

    source: str
    alt: str
    title: str = ""
    width: str = ""
    position: Position = _position()


@dataclass(frozen=True, slots=True)
class NoteCall:
    """The call of a footnote. `number` is the note's; `occurrence` counts the calls of the same note from 1."""

    number: int
    occurrence: int = 1
    position: Position = _position()


Inline: TypeAlias = (
    Text
    | Emphasis
    | Strong
    | Code
    | Superscript
    | Subscript
    | Abbreviation
    | Isolate
    | Span
    | LineBreak
    | Link
    | Picture
    | NoteCall
)

# ------------------------------------------------------------------ block nodes


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the body. `level` is 1 to 6; the document's title stands above level 1.

    `label` is what is printed before its text ("Article 3"); with one, the text may be empty.
    """

    level: int
    content: tuple[Inline, ...]
    attributes: Attributes = PLAIN
    position: Position = _position()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `number` is its printed number ("12.") where the document numbers its paragraphs."""

    content: tuple[Inline, ...]
    number: str = ""
    attributes: Attributes = PLAIN
    position: Position = _position()


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation."""

    blocks: tuple[Block, ...]
    attributes: Attributes = PLAIN
    position: Position = _position()


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list."""

    blocks: tuple[Block, ...]
    attributes: Attributes = PLAIN
    position: Position = _position()


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list without numbers. `tight`: no space between its items."""

    items: tuple[ListItem, ...]
    tight: bool = True
    attributes: Attributes = PLAIN
    position: Position = _position()


@dataclass(frozen=True, slots=True)
class OrderedList:
    """A numbered list. `start`: the first number; `delimiter`: what stands behind it (`.`, `)`), or around it (`()`).

    `style`: how it counts, one of `numerals.STYLES`.
    """

    items: tuple[ListItem, ...]
    start: int = 1
    tight: bool = True
    delimiter: str = "."
    attributes: Attributes = PLAIN
    position: Position = _position()
    style: str = "decimal"


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what is said of it: one or more descriptions of one or more blocks."""

    term: tuple[Inline, ...]
    descriptions: tuple[tuple[Block, ...], ...]
    position: Position = _position()


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """Terms and their definitions."""

    items: tuple[Definition, ...]
    attributes: Attributes = PLAIN
    position: Position = _position()


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines set as they are. `language` is the first word after the fence (may be empty)."""

    text: str
    language: str = ""
    attributes: Attributes = PLAIN
    position: Position = _position()


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""

    position: Position = _position()


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell. `align`: left, center, right or empty (as the language runs)."""

    content: tuple[Inline, ...]
    align: str = ""


Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one row of column heads. Every row has as many cells as `head`."""

    head: Row
    rows: tuple[Row, ...]
    caption: tuple[Inline, ...] = ()
    attributes: Attributes = PLAIN
    position: Position = _position()


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture that stands alone, with its caption (may be empty)."""

    picture: Picture
    caption: tuple[Inline, ...] = ()
    attributes: Attributes = PLAIN
    position: Position = _position()


@dataclass(frozen=True, slots=True)
class Division:
    """A part of the genre: `role` is one of DIVISIONS, or `signature`, one block of signatures that nothing parts."""

    role: str
    blocks: tuple[Block, ...]
    attributes: Attributes = PLAIN
    position: Position = _position()


Block: TypeAlias = (
    Heading
    | Paragraph
    | Quote
    | BulletList
    | OrderedList
    | DefinitionList
    | CodeBlock
    | Rule
    | Table
    | Figure
    | Division
)

INLINES: tuple[type[Any], ...] = Inline.__args__
BLOCKS: tuple[type[Any], ...] = Block.__args__
NODES = (*BLOCKS, *INLINES)
DIVISIONS = (
    "preamble", "operative", "signatures", "annex", "note", "parties", "explanation", "dissociation", "late",
    "correction",
)  # fmt: skip
CORRECTION = "correction"  # where another text is corrected: a heading, and what is replaced by what
POSITIONS = ("explanation", "dissociation")
"""Divisions in which a party says what it thinks of the text: no part of it, nor are those who joined `late`."""


def macro_name(node: type[Any]) -> str:
    """The name of the template macro for a node type: `BulletList` -> `bullet_list`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", node.__name__).lower()


def walk(value: Any) -> Iterator[Any]:
    """Every node below `value` (a node, or tuples of nodes) and itself, in reading order."""
    if isinstance(value, tuple):
        for item in value:
            yield from walk(item)
    elif is_dataclass(value):
        yield value
        if not isinstance(value, Position | Attributes):
            for part in fields(value):
                child = getattr(value, part.name)
                if isinstance(child, tuple) or is_dataclass(child):
                    yield from walk(child)


def plain(content: Any) -> str:
    """The bare text of inline content: a line break becomes a space, a picture its alternative text."""
    parts = []
    for node in walk(content):
        if isinstance(node, Text | Code):
            parts.append(node.text)
        elif isinstance(node, Picture):
            parts.append(node.alt)
        elif isinstance(node, LineBreak):
            parts.append(" ")
    return "".join(parts)


def said(content: Any) -> str:
    """The words of blocks in one line: white space as a reader sees it, a space where a block ends."""
    parts = []
    for node in walk(content):
        if isinstance(node, Paragraph | Heading | Cell):
            parts.append(plain(node.content))
        elif isinstance(node, Definition):
            parts.append(plain(node.term))
        elif isinstance(node, Table | Figure):
            parts.append(plain(node.caption))
        elif isinstance(node, CodeBlock):
            parts.append(node.text)
    return " ".join(" ".join(parts).split())


def label(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Inline content as a table of contents shows it: no note calls, links as their text, no ids of its own."""
    result: list[Inline] = []
    for node in content:
        if isinstance(node, NoteCall):
            continue
        if isinstance(node, Link):
            result += label(node.content)
        elif isinstance(node, Span):
            kept = replace(node.attributes, id="")
            result.append(replace(node, content=label(node.content), attributes=kept))
        elif isinstance(node, LineBreak):
            result.append(Text(" "))
        elif isinstance(node, Emphasis | Strong | Superscript | Subscript | Abbreviation | Isolate):
            result.append(replace(node, content=label(node.content)))
        else:
            result.append(node)
    return tuple(result)
