"""The language versions of one publication: what they must say alike, and whether they are built alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from pipeline.crosswalk import BY_NAME
from pipeline.document import Document
from pipeline.nodes import (
    CORRECTION,
    NOWHERE,
    Block,
    BulletList,
    CodeBlock,
    DefinitionList,
    Division,
    Figure,
    Heading,
    ListItem,
    OrderedList,
    Paragraph,
    Picture,
    Position,
    Quote,
    Rule,
    Table,
    plain,
    walk,
)  # fmt: skip
from pipeline.problems import Problem
from pipeline.source.findings import Findings, quoted
from pipeline.source.parity import OWN, Pair, Piece, aligned, pieces

ALIKE = ("identifier", "type", "date", "numbering", "authentic_languages")
"""What one publication says once, in whatever language."""
UNFINISHED = "draft"


@dataclass(frozen=True, slots=True)
class Version:
    """A document that was read, and the places of the values in its front matter."""

    document: Document
    places: Mapping[str, Position]

    @property
    def file(self) -> str:
        return PurePosixPath(self.document.file).name


def check(versions: Sequence[Version]) -> list[Problem]:
    """All that sets the versions apart from the one that most of them are built like, by file and line.

    Differences of structure are warnings: real texts differ here and there. Metadata have to agree, but for a version
    in draft, or held against a draft: its translator is still at work.
    """
    if len({version.document.metadata.language for version in versions}) < len(versions):
        return []  # two files in one language: that is told first
    base = _base(versions)
    problems: list[Problem] = []
    for version in versions:
        if version is not base:
            findings = Findings(version.document.file)
            draft = UNFINISHED in (base.document.metadata.status, version.document.metadata.status)
            _Check(base, version, findings, draft).all()
            problems += findings.sorted()
    return problems


def _base(versions: Sequence[Version]) -> Version:
    """The version that the others are held against: built like most; of several such, an authentic one, the first."""
    shapes = {id(version): tuple(_shape(version.document.blocks)) for version in versions}
    often = Counter(shapes.values())

    def rank(version: Version) -> tuple[bool, int, int, str]:
        data = version.document.metadata
        order = data.authentic_languages
        place = order.index(data.language) if data.language in order else len(order)
        return data.status == UNFINISHED, -often[shapes[id(version)]], place, data.language

    return min(versions, key=rank)


def _shape(blocks: tuple[Block, ...]) -> Iterator[Any]:
    for piece in pieces(blocks):
        items = getattr(piece.node, "items", getattr(piece.node, "rows", ()))
        yield type(piece.node), getattr(piece.node, "level", 0), len(items), piece.calls, piece.roles


class _Check:
    """One version held against another."""

    def __init__(self, base: Version, version: Version, findings: Findings, draft: bool) -> None:
        self.base, self.version, self.findings, self.draft = base, version, findings, draft
        self.here = self.there = NOWHERE
        self.free: set[int] = set()
        roles = [[one.node.role for one in pieces(side.document.blocks) if isinstance(one.node, Division)]
                 for side in (base, version)]  # fmt: skip
        self.divided_alike = roles[0] == roles[1]  # else the division that is missing is told, not all it would hold

    def all(self) -> None:
        self._metadata()
        one, other = self.base.document, self.version.document
        self._pairs(aligned(_common(one.blocks), _common(other.blocks)))
        if len(one.notes) == len(other.notes):  # else their calls were told
            for note, counterpart in zip(one.notes, other.notes, strict=True):
                self.here, self.there = counterpart.position, note.position
                self._pairs(aligned(pieces(note.blocks), pieces(counterpart.blocks)))

    def _is_free(self, piece: Piece) -> bool:
        """Whether a piece stands in a division that may be built otherwise, as either version says of it."""
        return any(id(one) in self.free or OWN in one.attributes.classes for one in piece.divisions)

    def _at(self, position: Position) -> str:
        return f"{self.base.file}:{position.line}" if position.line else self.base.file

    # -------------------------------------------------------------- metadata

    def _metadata(self) -> None:
        for name in (*ALIKE, "version"):
            here, there = (set(_strings(one.document, name)) for one in (self.version, self.base))
            if here != there:
                said, due = (quoted(", ".join(sorted(one))) if one else "nothing" for one in (here, there))
                where = self._at(self.base.places.get(name, NOWHERE))
                message = f"is {said}, and in {where} it is {due}"
                at = self.version.places.get(name, Position(1))
                if name == "version":
                    fix = "write the same version where the texts belong together"
                    self.findings.add("L02", message, fix, at, name, warning=True)
                else:
                    fix = "write the same in all language versions"
                    self.findings.add("L01", message, fix, at, name, warning=self.draft)

    # -------------------------------------------------------------- blocks

    def _pairs(self, pairs: Sequence[Pair]) -> None:
        """Tells pieces without a counterpart, each run of them once, and compares the others."""
        number = 0
        while number < len(pairs):
            left, right = pairs[number]
            end = number + 1
            if left is not None and right is not None:
                self._compare(left, right)
            elif left is not None:
                while end < len(pairs) and pairs[end][1] is None:
                    end += 1
                self._missing([one for one, _ in pairs[number:end] if one is not None and not self._is_free(one)])
            else:
                while end < len(pairs) and pairs[end][0] is None:
                    end += 1
                self._extra([one for _, one in pairs[number:end] if one is not None and not self._is_free(one)])
            number = end

    def _missing(self, run: list[Piece]) -> None:
        if run:
            at = _line(run[0].node, self.there)
            message = f"after this line, {_named(run)} of {self._at(at)} has no counterpart"
            self._tell("L03", message, "add it, or take it out there", self.here)

    def _extra(self, run: list[Piece]) -> None:
        if run:
            where = f"after {self._at(self.there)}" if self.there.line else f"in {self.base.file}"
            message = f"{_named(run)} has no counterpart {where}"
            self.here = _line(run[0].node, self.here)
            self._tell("L04", message, "take it out, or add it there", self.here)

    def _tell(self, code: str, message: str, fix: str, at: Position) -> None:
        self.findings.add(code, message, fix, at if at.line else Position(1), warning=True)

    def _compare(self, left: Piece, right: Piece) -> None:
        self.there, self.here = _line(left.node, self.there), _line(right.node, self.here)
        one, other = left.node, right.node
        if isinstance(one, Division) and (
            one.role == CORRECTION or OWN in (*one.attributes.classes, *other.attributes.classes)
        ):
            self.free |= {id(one), id(other)}
        if self._is_free(left) or self._is_free(right):
            return
        for here, there in zip(self._facts(right), self._facts(left), strict=False):
            if here != there:
                message = f"{_text(other)}{here}; its counterpart in {self._at(self.there)} {there}"
                self._tell("L05", message, "build both alike", self.here)
                return
        for inside, counterpart in zip(_inside(one), _inside(other), strict=False):
            self._pairs(aligned(inside, counterpart))

    def _facts(self, piece: Piece) -> Iterator[str]:
        """What two counterparts have in common, in words, the gravest first."""
        node = piece.node
        level = f" of level {node.level}" if isinstance(node, Heading) else ""
        yield f"is {_name(node)}{level}"
        if self.divided_alike:
            yield f"stands in a division ({', '.join(piece.roles)})" if piece.roles else "stands in no division"
        if isinstance(node, Table):
            yield f"has {_count(len(node.rows) + 1, 'row')} and {_count(len(node.head), 'column')}"
            yield "has a caption" if node.caption else "has no caption"
        if not isinstance(node, BulletList | OrderedList | ListItem | Quote | Division):
            yield f"calls {_count(piece.calls, 'footnote')}"
            yield f"holds {_count(sum(isinstance(one, Picture) for one in walk(node)), 'picture')}"
        if isinstance(node, DefinitionList):
            yield f"explains {_count(len(node.items), 'term')}"


def _common(blocks: tuple[Block, ...]) -> list[Piece]:
    """The pieces of a text that other versions have too: all but the corrections that name their languages."""
    return [
        piece
        for piece in pieces(blocks)
        if not any(
            isinstance(one, Division) and one.role == CORRECTION and OWN in one.attributes.classes
            for one in (piece.node, *piece.divisions)
        )
    ]


def _strings(document: Document, name: str) -> tuple[str, ...]:
    value = document.metadata[name]
    return BY_NAME[name].encode(value)


def _text(node: Any) -> str:
    """The first words of a block, quoted; of a division nothing, of a table its caption."""
    words = "" if isinstance(node, Division) else plain(node.caption if isinstance(node, Table) else node)
    return f"{quoted(words, 40)} " if words.strip() else ""


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}" + ("" if number == 1 else "s")


def _line(node: Any, before: Position) -> Position:
    position: Position = getattr(node, "position", NOWHERE)
    return position if position.line else before


_NAMES: dict[type[Any], str] = {
    Heading: "a heading", Paragraph: "a paragraph", Quote: "a quotation", BulletList: "a list",
    OrderedList: "a numbered list", DefinitionList: "a list of terms", CodeBlock: "a block of code",
    Rule: "a thematic break", Table: "a table", Figure: "a picture", ListItem: "an item",
}  # fmt: skip


def _name(node: Any) -> str:
    return f"a division ({node.role})" if isinstance(node, Division) else _NAMES[type(node)]


def _named(run: list[Piece]) -> str:
    """`a paragraph, "Whereas …",`, with how many more follow it."""
    first = run[0].node
    more = f" (and {_count(len(run) - 1, 'block')} after it)" if len(run) > 1 else ""
    return f"{_name(first)} {_text(first)}".rstrip() + more


def _inside(node: Any) -> Iterator[list[Piece]]:
    """What a block holds: the items of a list, the blocks of an item or a quotation."""
    if isinstance(node, BulletList | OrderedList):
        yield [Piece(item) for item in node.items]
    elif isinstance(node, ListItem | Quote):
        yield pieces(node.blocks)
    elif isinstance(node, DefinitionList):
        yield from (pieces(blocks) for item in node.items for blocks in item.descriptions)
