"""Whether corrections fit the text that they correct: the paragraph is there, and in it the words to be replaced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.document import Metadata, Note
from pipeline.nodes import (
    Attributes,
    Block,
    Heading,
    NoteCall,
    Paragraph,
    Position,
    said,
    walk,
)
from pipeline.problems import Problem
from pipeline.source.findings import Findings, quoted
from pipeline.source.front_matter import Values, place
from pipeline.source.replacements import Replacement

CODE = "M33"
CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Side:
    """A text of either side, as far as it matters here: the text that is corrected, or its corrigendum."""

    file: str
    metadata: Metadata
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    values: Values
    replacements: tuple[Replacement, ...] = ()

    @property
    def language(self) -> str:
        return self.metadata.language.lower()


def unknown_paragraphs(data: Metadata, blocks: tuple[Block, ...], values: Values, findings: Findings) -> None:
    """The paragraphs that a text says are corrected are in it; once it is corrected itself, one may be gone."""
    ids = {node.attributes.id for node in walk(blocks) if isinstance(getattr(node, "attributes", None), Attributes)}
    for number, one in enumerate(data.corrected_by if data.status != CORRECTED else ()):
        for name in one.paragraphs:
            if name not in ids:
                key = f"corrected_by.{number}.paragraphs"
                message = f"there is no {quoted(name)} in this document"
                findings.add(CODE, message, "write the number of a paragraph that is there", place(values, key), key)


def misfits(corrigendum: Side, texts: Sequence[Side]) -> Iterator[Problem]:
    """What is wrong with the corrections of a corrigendum, held against the language versions of what it corrects."""
    own = corrigendum.language
    for one in corrigendum.replacements:
        languages = tuple(map(str.lower, one.languages)) or (own,)
        for text in texts:
            if text.language in languages:
                spoken = text.language == own or (own not in languages and len(languages) == 1)
                yield from _misfit(corrigendum, one, text, spoken)


def _misfit(corrigendum: Side, one: Replacement, text: Side, spoken: bool) -> Iterator[Problem]:
    """`spoken`: the words of the correction are in the language of the text."""
    leaves_out = "read" not in one.words
    found = _found(text, one.of)
    if found is None:
        if not (leaves_out and text.metadata.status == CORRECTED):
            message = f"there is no {quoted(one.of)} in {text.file}"
            fix = "write the id of a paragraph, article or item that is there: docs/source-format.md, Citing"
            yield Problem(CODE, message, corrigendum.file, one.position.line, one.position.column, fix=fix)
        return
    words, at = found
    part = "for" if "for" in one.words else "after"
    due, new = one.words.get(part, ""), one.words.get("read", "")
    done = part == "for" and (new in words if new else text.metadata.status == CORRECTED)
    if spoken and due not in words and not done:
        where = f"{text.file}:{at.line}" if at.line else text.file
        message = f"{quoted(due)} does not stand in {where}"
        fix = f"write the words as they stand there: {quoted(words, 200)}"
        line = one.places[part]
        yield Problem(CODE, message, corrigendum.file, line.line, line.column, fix=fix)


def _found(text: Side, name: str) -> tuple[str, Position] | None:
    """The words of what has an id, with its notes, and where they stand; of no id all words; None where it is not."""
    if not name:
        data = text.metadata
        words = said((text.blocks, *(note.blocks for note in text.notes)))
        return f"{data.title} {data.subtitle or ''} {words}", Position()
    nodes = _with_id(text.blocks, name)
    if not nodes:
        return None
    called = {node.number for node in walk(nodes) if isinstance(node, NoteCall)}
    notes = tuple(note.blocks for note in text.notes if note.number in called)
    return said((nodes, notes)), getattr(nodes[0], "position", Position())


def _with_id(value: Any, name: str) -> tuple[Any, ...]:
    """The node of an id, and what belongs to it: to a paragraph the lists behind it, to a heading all down to the next
    one of its rank."""
    for holder in (value, *(getattr(node, "blocks", ()) for node in walk(value))):
        for number, node in enumerate(holder):
            if getattr(getattr(node, "attributes", None), "id", "") == name:
                rest = holder[number + 1 :]
                end = next((count for count, other in enumerate(rest) if _ends(node, other)), len(rest))
                return (node, *rest[:end])
    return tuple(node for node in walk(value) if getattr(getattr(node, "attributes", None), "id", "") == name)[:1]


def _ends(node: Any, other: Any) -> bool:
    """Whether what belongs to a node ends before another that follows it."""
    if isinstance(node, Heading):
        return isinstance(other, Heading) and other.level <= node.level
    return not isinstance(node, Paragraph) or isinstance(other, Paragraph | Heading) or hasattr(other, "role")


def unnamed(corrigendum: Side, text: Side) -> Iterator[Problem]:
    """Where a text names the paragraphs that a corrigendum corrects, they are those that it does correct."""
    symbol = corrigendum.metadata.identifier
    number, entry = next(
        ((number, one) for number, one in enumerate(text.metadata.corrected_by) if one.identifier == symbol), (0, None)
    )
    made = [
        one
        for one in corrigendum.replacements
        if one.of and (not one.languages or text.language in map(str.lower, one.languages))
    ]
    if entry is None or not entry.paragraphs or not corrigendum.replacements:
        return
    key = f"corrected_by.{number}.paragraphs"
    at = place(text.values, key)
    for name in entry.paragraphs:
        if not any(_is_in(one.of, name) for one in made):
            message = f"{quoted(name)} is corrected nowhere in {corrigendum.file}"
            yield Problem(CODE, message, text.file, at.line, at.column, key, "take it out, or correct it there")
    for one in made:
        if not any(_is_in(one.of, name) for name in entry.paragraphs):
            message = f"{corrigendum.file}:{one.position.line} corrects {quoted(one.of)}, which is not named here"
            yield Problem(CODE, message, text.file, at.line, at.column, key, f"add {one.of}")


def _is_in(name: str, outer: str) -> bool:
    return name == outer or name.startswith(f"{outer}-")
