"""What a node may say instead: for every field of every node type the ways in which it may be otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any

from pipeline.nodes import (
    Abbreviation,
    Attributes,
    BulletList,
    Code,
    CodeBlock,
    DefinitionList,
    Emphasis,
    Figure,
    Heading,
    Link,
    NoteCall,
    OrderedList,
    Paragraph,
    Picture,
    Quote,
    Span,
    Strong,
    Subscript,
    Superscript,
    Text,
    plain,
)
from tests.mutations.trees import at, first_text, put


def words(text: str, operation: str) -> Iterator[str]:
    """The text with one letter changed, one word dropped or doubled, or two neighbours swapped."""
    parts = re.split(r"(\s+)", text)
    places = [place for place, part in enumerate(parts) if part.strip()]
    if not places:
        return
    place = places[len(places) // 2]
    word = parts[place]
    if operation == "changed":
        spot = next((n for n, letter in enumerate(word) if letter.isalnum()), 0)
        other = "8" if word[spot] == "7" else "7" if word[spot].isdigit() else "y" if word[spot] == "z" else "z"
        parts[place] = word[:spot] + other + word[spot + 1 :]
    elif operation == "dropped":
        parts[place] = ""
    elif operation == "doubled":
        parts[place] = f"{word} {word}"
    elif operation == "swapped":
        other_place = next((n for n in places if n > place and parts[n] != word), None)
        other_place = other_place or next((n for n in places if parts[n] != word), None)
        if other_place is None:
            return
        parts[place], parts[other_place] = parts[other_place], word
    yield "".join(parts)


def _level(level: int, operation: str) -> Iterator[int]:
    if operation == "changed":
        yield level - 1 if level > 1 else 2


def _start(start: int, operation: str) -> Iterator[int]:
    if operation == "changed":
        yield start + 1


def _delimiter(delimiter: str, operation: str) -> Iterator[str]:
    if operation == "changed":
        yield ")" if delimiter == "." else "."


def _style(style: str, operation: str) -> Iterator[str]:
    if operation == "changed":
        yield "lower-roman" if style == "decimal" else "decimal"


def _label(label: str, operation: str) -> Iterator[str]:
    """The label of a heading; one that has none may get one."""
    if label:
        yield from words(label, operation)
    elif operation == "changed":
        yield "Article 7"


def _target(target: str, operation: str) -> Iterator[str]:
    if operation == "changed":
        yield "https://example.org/otherwise" if target.startswith("#") else f"{target}7"


def _title(title: str, operation: str) -> Iterator[str]:
    """A link that has no title may get one."""
    if title:
        yield from words(title, operation)
    elif operation == "changed":
        yield "Another title"


def _language(attributes: Attributes, operation: str) -> Iterator[Attributes]:
    if operation == "changed":
        yield replace(attributes, language="nl")
    elif operation == "dropped" and attributes.language:
        yield replace(attributes, language="")


SAID: dict[tuple[type[Any], str], Callable[[Any, str], Iterator[Any]]] = {
    (Text, "text"): words, (Code, "text"): words, (CodeBlock, "text"): words, (Picture, "alt"): words,
    (Abbreviation, "expansion"): words, (Paragraph, "number"): words, (Link, "title"): _title,
    (Link, "target"): _target, (Heading, "level"): _level, (OrderedList, "start"): _start,
    (OrderedList, "delimiter"): _delimiter, (OrderedList, "style"): _style, (Heading, "label"): _label,
}  # fmt: skip
"""The fields of nodes that editions say; `attributes` of all say their language."""

HOLDERS = frozenset("content blocks items term descriptions head rows caption picture".split())
"""The fields that hold other nodes: those are dropped, doubled and swapped themselves."""

UNSAID = {
    "position": "for messages only",
    "tight": "how far items stand apart",
    "align": "how a cell is set",
    "direction": "follows from the language, or from the characters",
    "role": "how a part is set: what it is, its headings say",
    "language": "of code: which one, its lines say",
    "source": "the file of a picture: its bytes are no text",
    "width": "of a picture",
    "title": "of a picture: its alternative text is what every edition says",
    "occurrence": "follows from the order of calls",
    "number": "of a note and its calls: follows from the order of calls",
    "calls": "follows from the order of calls",
}
"""The fields that no edition has to say, and why."""


def variations(node: Any, operation: str) -> Iterator[tuple[str, Any]]:
    """(what is otherwise, the node with that) for every field, and for the first text below a node that holds text."""
    for (kind, name), vary in SAID.items():
        if type(node) is kind:
            if name == "title" and node.title == plain(node.content) and operation == "dropped":
                continue  # a title that repeats the text says nothing
            for value in vary(getattr(node, name), operation):
                yield name, replace(node, **{name: value})
    if hasattr(node, "attributes"):
        for value in _language(node.attributes, operation):
            yield "language", replace(node, attributes=value)
    path = first_text(node)
    if path and operation == "changed":
        for new in words(at(node, path).text, operation):
            yield "words", put(node, (*path, "text"), new)
    if isinstance(node, NoteCall) and operation == "changed":
        yield "words", Text(f" {node.number}")


def needs_of(subject: type[Any], about: str) -> str:
    """What a format has to be able to say for this to be found in it."""
    if subject.__name__ == "Rule":
        return "rule"
    if subject in STYLED and about == "another type":
        return "styles"
    return "expansions" if about == "expansion" or (subject is Abbreviation and about == "another type") else ""


STYLED = (Emphasis, Strong, Code, Superscript, Subscript)
"""Nodes of which the look is all that they say beside their words."""

KINDS: dict[type[Any], Callable[[Any], tuple[Any, ...]]] = {
    Heading: lambda node: (Paragraph(node.content, attributes=node.attributes),),
    Paragraph: lambda node: (Quote((node,)),),
    Quote: lambda node: node.blocks,
    BulletList: lambda node: (OrderedList(node.items),),
    OrderedList: lambda node: (BulletList(node.items),),
    CodeBlock: lambda node: (Paragraph((Text(node.text),)),),
    Figure: lambda node: (Paragraph((node.picture, *node.caption)),),
    DefinitionList: lambda node: tuple(Paragraph(item.term) for item in node.items),
    Link: lambda node: node.content,
    Span: lambda node: node.content,
    Abbreviation: lambda node: node.content,
    Emphasis: lambda node: node.content,
    Strong: lambda node: (Emphasis(node.content),),
    Code: lambda node: (Text(node.text),),
    Superscript: lambda node: (Subscript(node.content),),
    Subscript: lambda node: (Superscript(node.content),),
    Picture: lambda node: (Text(node.alt),),
}
"""The same words as nodes of another type."""


def fields_of(nodes: tuple[type[Any], ...]) -> Iterator[tuple[type[Any], str]]:
    """Every field of every one of these node types."""
    return ((node, part.name) for node in nodes for part in fields(node))
