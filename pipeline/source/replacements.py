"""`::: correction {of="para-12"}`: what a corrigendum says is to be read, put in or left out, and where.

    ::: correction {of="para-12" at="second sentence" languages="en"}
    ::: for
    the words to be replaced
    :::
    ::: read
    the words to be read instead
    :::
    :::

`for` alone leaves words out, `after` and `read` put words in, `read` alone adds them at the end. It becomes a division
of a heading and paragraphs or quotations, in the words of the language: so every edition says it, as it says the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.languages import listed
from pipeline.nodes import (
    NOWHERE,
    Attributes,
    Block,
    Division,
    Emphasis,
    Heading,
    Inline,
    Paragraph,
    Position,
    Quote,
    Span,
    Text,
    plain,
    said,
)  # fmt: skip
from pipeline.source.findings import quoted
from pipeline.source.parity import OWN

if TYPE_CHECKING:
    from pipeline.source.context import Body

PARTS = ("for", "after", "read")
"""The divisions in a correction: what is replaced or left out, what something is put behind, what is read."""
SHORT = 300
"""Letters up to which all that is said stands in one line, as in "For ten read twelve"."""

_SORTS: Mapping[frozenset[str], str] = {
    frozenset({"for", "read"}): "replace",
    frozenset({"for"}): "delete",
    frozenset({"after", "read"}): "insert",
    frozenset({"read"}): "add",
}
_SLOTS = {"old": "for", "after": "after", "new": "read"}
_ENDS = re.compile(r"([\s”»]*)(.*?)([\s“«]*)", re.DOTALL)
"""A piece of a pattern: the words that are stressed, and what parts them from the words of the texts."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """A correction as it was written. `of`: the id that it is about; `languages`: of the texts that it is about, where
    it says so; `words` and `places`: of each part."""

    of: str
    languages: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Position] = field(default_factory=dict)
    position: Position = NOWHERE


def correction(made: Division, given: Mapping[str, str], level: int, body: Body) -> Division:
    """The division that a correction becomes, with a heading of that level; it is kept in `body.replacements` too.

    `made` holds the divisions of PARTS. What is wrong is noted; then it stays as it is.
    """
    parts = _parts(made, body)
    sort = _SORTS.get(frozenset(parts))
    if sort is None:
        message = "this correction does not say what is to be read, or what is to be left out"
        fix = "put ::: for and ::: read into it, ::: for alone, ::: after and ::: read, or ::: read alone"
        body.findings.add("T27", message, fix, made.position)
    of, at = given.get("of", "").removeprefix("#"), given.get("at", "")
    place = body.wording.cited(of, at)
    if not place:
        what = f"{quoted(of)} is no number that can be cited" if of else "this correction does not say where"
        fix = 'add at="…", words for the place' if of else 'write {of="para-12"}, at="…" for a place without a number'
        body.findings.add("T27", what, fix, made.position)
    languages = tuple(given.get("languages", "").split())
    if not all(body.attributes.language(tag, made.position) for tag in languages) or sort is None or not place:
        return made
    if languages:
        names = listed(languages, body.wording.language)
        place = body.wording.corrections["languages"].format(place=place, languages=names)
        made = replace(made, attributes=replace(made.attributes, classes=(*made.attributes.classes, OWN)))
    words = {name: said(part.blocks) for name, part in parts.items()}
    places = {name: part.position for name, part in parts.items()}
    body.replacements.append(Replacement(of, languages, words, places, made.position))
    heading = Heading(level, (Text(place[:1].upper() + place[1:]),), position=made.position)
    return replace(made, blocks=(heading, *_worded(body.wording.corrections[sort], parts)))


def _parts(made: Division, body: Body) -> dict[str, Division]:
    """The parts by their role; what is something else, twice or empty is noted."""
    parts: dict[str, Division] = {}
    for block in made.blocks:
        if not isinstance(block, Division) or block.role not in PARTS:
            at = getattr(block, "position", made.position)
            fix = "put it into ::: for or ::: read, or outside the correction"
            body.findings.add("T27", "this stands in a correction, and in no part of it", fix, at)
        elif block.role in parts:
            fix = "write one correction for each replacement"
            body.findings.add("T27", f"{quoted('::: ' + block.role)} stands twice in a correction", fix, block.position)
        else:
            if not plain(block).strip():
                fix = "write the words, or take it out"
                body.findings.add("T27", f"{quoted('::: ' + block.role)} holds no words", fix, block.position)
            parts[block.role] = block
    return parts


def _worded(pattern: str, parts: Mapping[str, Division]) -> Iterator[Block]:
    """A pattern like `For {old} read {new}` with the parts in its slots: one paragraph, or quotations with words before
    each."""
    pieces = re.split(r"\{(\w+)\}", pattern)  # literal, slot, literal, slot, literal
    if _is_short(parts):
        content: list[Inline] = []
        for number, piece in enumerate(pieces):
            content += _stressed(piece) if number % 2 == 0 else _inline(parts[_SLOTS[piece]])
        yield Paragraph(tuple(content))
        return
    for number, piece in enumerate(pieces):
        if number % 2:
            part = parts[_SLOTS[piece]]
            yield Quote(part.blocks, Attributes(language=part.attributes.language), part.position)
        elif words := piece.strip(" “”«»:："):
            yield Paragraph((Emphasis((Text(words),)),))


def _is_short(parts: Mapping[str, Division]) -> bool:
    one = all(len(part.blocks) == 1 and isinstance(part.blocks[0], Paragraph) for part in parts.values())
    return one and len(plain(tuple(part.blocks for part in parts.values()))) <= SHORT


def _stressed(piece: str) -> Iterator[Inline]:
    found = _ENDS.fullmatch(piece)
    assert found is not None
    before, words, after = found.groups()
    yield from (Text(before),) if before else ()
    yield from (Emphasis((Text(words),)),) if words else ()
    yield from (Text(after),) if after else ()


def _inline(part: Division) -> tuple[Inline, ...]:
    """The words of a part in a line; those in another language say so."""
    block = part.blocks[0]
    assert isinstance(block, Paragraph)
    language = block.attributes.language or part.attributes.language
    return (Span(block.content, Attributes(language=language)),) if language else block.content
