"""What needs the whole body: the numbers of paragraphs, the labels of headings, and ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from pipeline.kinds import HEADINGS
from pipeline.nodes import (
    PLAIN,
    Attributes,
    Block,
    BulletList,
    Definition,
    DefinitionList,
    Division,
    Heading,
    OrderedList,
    Paragraph,
    Position,
    Quote,
    Text,
    plain,
)  # fmt: skip
from pipeline.numerals import item_id, item_label
from pipeline.source.attributes import slug
from pipeline.source.typed import Number, named
from pipeline.source.wording import Typed, Wording

Blocks = tuple[Block, ...]

UNNUMBERED = "unnumbered"
"""The class of what carries no number, and does not count."""


@dataclass(slots=True)
class _Target:
    """Something that can be cited: its id, what a reference to it says, the heading level it was opened with, and how
    many were before it."""

    id: str = ""
    said: str = ""
    level: int = 0
    place: int = 0

    @property
    def prefix(self) -> str:
        """What the ids of all in it begin with."""
        return f"{self.id}-" if self.id else ""


@dataclass(slots=True)
class _Scope:
    """Where numbers begin anew: the body, or an annex. `path`: the parts that are open, by their type; `silent`: the
    level of the heading without numbers whose section is open, or 0."""

    whole: _Target = field(default_factory=_Target)
    counts: Counter[str] = field(default_factory=Counter)
    path: dict[str, _Target] = field(default_factory=dict)
    silent: int = 0

    @property
    def series(self) -> _Target:
        """What paragraphs are counted in: the article, or all of it."""
        return self.path.get("article", self.whole)


class Numberer:
    """Numbers paragraphs, headings and annexes, and names them, in reading order; `references` says how to cite them.

    `mode` is the field numbering. Paragraphs of operative divisions carry numbers in each mode but `none`, those of the
    top level where paragraphs are numbered, or in articles; never those of preambles, signatures, notes, lists and
    quotations. A series of one has no number. Ids are made of numbers, and of nothing that stands elsewhere.
    """

    def __init__(self, mode: str, given: Iterable[str], wording: Wording) -> None:
        self.mode, self.wording, self.given = mode, wording, frozenset(given)
        self.reserved: set[str] = set()
        self.unread: dict[Position, str] = {}  # headings that begin like an article's, with a number that is none
        self.sizes: Mapping[int, int] | None = None  # of every series of paragraphs, by the place of what it is in
        self.last_annex = 0
        self._begin()

    def number(self, blocks: Blocks) -> Blocks:
        """The blocks of the body with labels, numbers and ids. They are walked twice: how long a series is, says its
        last paragraph."""
        if self.mode != "none":
            self.blocks(blocks)
            self.sizes, self.last_annex = self.paragraphs, self.annexes
            self._begin()
        result = self.blocks(blocks)
        if self.reserved:  # a heading's text made an id that belongs to a number
            self._begin()
            result = self.blocks(blocks)
        return result

    def _begin(self) -> None:
        self.scope, self.annexes, self.places = _Scope(), 0, 0
        self.paragraphs: Counter[int] = Counter()
        self.cited: _Target | None = None  # what the next list belongs to
        self.taken, self.last = set(self.given), dict[str, int]()
        self.references: dict[str, str] = {}

    def blocks(self, blocks: Blocks, where: str = "") -> Blocks:
        """The blocks with numbers and ids. `where`: "" at the top, operative, or any other place."""
        return tuple([self._block(block, where) for block in blocks])

    def _block(self, block: Block, where: str) -> Block:
        if isinstance(block, Paragraph):
            return self._paragraph(block, where)
        if isinstance(block, Heading):
            return self._heading(block, where)
        if isinstance(block, Division):
            return self._division(block, where)
        if isinstance(block, OrderedList) and self.cited and where != "other":
            return self._cited_list(block, self.cited)
        return self._container(block)

    # -------------------------------------------------------------- what holds others

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

    def _cited_list(self, block: OrderedList, outer: _Target) -> OrderedList:
        """A list below something that can be cited: so can its items, and theirs."""
        items = []
        for index, item in enumerate(block.items):
            said = self.wording.item(outer.said, item_label(block, index))
            name = self._named(f"{outer.prefix}{item_id(block.start + index, block.style)}", said)
            inner = _Target(name, said)
            blocks = [self._cited_list(one, inner) if isinstance(one, OrderedList) else self._block(one, "other")
                      for one in item.blocks]  # fmt: skip
            items.append(replace(item, blocks=tuple(blocks), attributes=replace(item.attributes, id=name)))
        return replace(block, items=tuple(items))

    def _division(self, block: Division, where: str) -> Division:
        before, self.cited = self.cited, None
        if where == "other" or UNNUMBERED in block.attributes.classes:
            result = replace(block, blocks=self.blocks(block.blocks, "other"))
        elif block.role == "annex" and self.mode != "none":
            result = self._annex(block)
        else:
            inside, silent = "operative" if block.role == "operative" else "other", self.scope.silent
            result = replace(block, blocks=self.blocks(block.blocks, inside))
            self.scope.silent = silent
        self.cited = before if block.role == "note" else self.cited
        return result

    def _annex(self, block: Division) -> Division:
        """An annex: its label stands before its heading, unless one is typed there; what is in it counts anew."""
        self.annexes += 1
        count: Number = "only" if self.last_annex == 1 else self.annexes
        first, rest = Heading(1, (), position=block.position), block.blocks
        if rest and isinstance(rest[0], Heading) and not self._kind(rest[0])[0]:
            first, rest = rest[0], rest[1:]
        typed = self.wording.typed("annex", plain(first.content))
        count, made = (typed and typed.number) or count, self.wording.label("annex", count)
        said = self.wording.reference("annex", count)
        name = self._named("annex" if count == "only" else f"annex-{_shown(count)}", said, block.attributes)
        title = first.attributes.id or self._unique(f"{name}-title")
        if typed:
            self.references[title] = plain(first.content)
        if UNNUMBERED not in first.attributes.classes:
            first = _parted(first, typed) if typed else replace(first, label=made)
        first = replace(first, attributes=replace(first.attributes, id=title))
        outer, self.scope = self.scope, _Scope(_Target(name, said, 0, self._place()))
        inner = (first, *self.blocks(rest))
        self.scope, self.cited = outer, None
        return replace(block, blocks=inner, attributes=replace(block.attributes, id=name))

    # -------------------------------------------------------------- paragraphs

    def _paragraph(self, block: Paragraph, where: str) -> Paragraph:
        if where == "other":
            return block
        at_top = where == "" and (self.mode == "paragraphs" or "article" in self.scope.path)
        series, self.cited = self.scope.series, None
        out = UNNUMBERED in block.attributes.classes or self.scope.silent or self.mode == "none"
        if out or not (at_top or where == "operative"):
            return block
        self.paragraphs[series.place] += 1
        number = self.paragraphs[series.place]
        if self.sizes is None or self.sizes[series.place] == 1:
            self.cited = series if series.id else None
            return block
        said = self.wording.reference("paragraph", number, series.said)
        name = self._named(f"{series.prefix}para-{number}", said, block.attributes)
        self.cited = _Target(name, said)
        return replace(block, number=f"{number}.", attributes=replace(block.attributes, id=name))

    # -------------------------------------------------------------- headings

    def _heading(self, block: Heading, where: str) -> Heading:
        kind, number = self._kind(block) if where != "other" else ("", None)
        if where != "other":
            self.cited = None
        if kind:
            return self._labelled(block, kind, number)
        if where != "other":  # it ends what began with a heading of its level, or of a lower one
            opened = self.scope.path
            self.scope.path = {name: one for name, one in opened.items() if one.level < block.level}
            self._silence(block)
        if block.attributes.id:
            return block
        return replace(block, attributes=replace(block.attributes, id=self._of_text(block)))

    def _silence(self, block: Heading) -> None:
        """Where paragraphs are numbered through all sections, a heading without numbers takes its section out."""
        if block.level <= self.scope.silent:
            self.scope.silent = 0
        if UNNUMBERED in block.attributes.classes and self.mode != "articles" and not self.scope.silent:
            self.scope.silent = block.level

    def _kind(self, block: Heading) -> tuple[str, Typed | None]:
        """What a heading is (of HEADINGS, or nothing), and the label that is typed in it."""
        classes = block.attributes.classes
        if self.mode != "articles" or UNNUMBERED in classes:
            return "", None
        text = plain(block.content)
        typed = {kind: found for kind in HEADINGS if (found := self.wording.typed(kind, text))}
        kind = next((kind for kind in HEADINGS if kind in classes), "")
        kind = kind or next(iter(typed), self.wording.headings.get(block.level, ""))
        is_title = "article" in classes and len(text.split()) == 1  # an article on the word
        if kind in ("", "article") and not typed and not is_title and self.wording.is_like("article", text):
            self.unread[block.position] = text
        return kind, typed.get(kind)

    def _labelled(self, block: Heading, kind: str, typed: Typed | None) -> Heading:
        scope = self.scope
        for name in HEADINGS[HEADINGS.index(kind) :]:
            scope.path.pop(name, None)
        above = [scope.path[name] for name in HEADINGS[: HEADINGS.index(kind)] if name in scope.path]
        outer = scope.whole if kind == "article" or not above else above[-1]
        key = kind if kind == "article" else f"{outer.id} {kind}"  # articles go on through all parts
        number: Number = typed.number if typed else scope.counts[key] + 1
        if isinstance(number, int):
            scope.counts[key] = number
        said = self.wording.reference(kind, number, outer.said)
        name = self._named(f"{outer.prefix}{kind}-{_shown(number)}", said, block.attributes)
        scope.path[kind] = self.cited = _Target(name, said, block.level, self._place())
        block = _parted(block, typed) if typed else replace(block, label=self.wording.label(kind, number))
        return replace(block, attributes=replace(block.attributes, id=name))

    def _place(self) -> int:
        self.places += 1
        return self.places

    # -------------------------------------------------------------- ids

    def _named(self, name: str, said: str, attributes: Attributes = PLAIN) -> str:
        """The id of something that can be cited: the one that it was given, else the name; noted with what cites it."""
        if not attributes.id:
            wanted, name = name, self._unique(name)
            if name != wanted and wanted not in self.given and wanted not in self.references and self.sizes is not None:
                self.reserved.add(wanted)
        self.references[attributes.id or name] = said
        return attributes.id or name

    def _of_text(self, block: Heading) -> str:
        """The id of a heading that its text makes: never one that belongs to a number."""
        name = slug(plain(block.content))
        return self._unique(f"{name}-text" if name in self.reserved else name)

    def _unique(self, name: str) -> str:
        unique, count = name, self.last.get(name, 1)
        while unique in self.taken:
            count += 1
            unique = f"{name}-{count}"
        self.last[name] = count
        self.taken.add(unique)
        return unique


def _parted(block: Heading, typed: Typed) -> Heading:
    """A heading whose label is typed, the label apart from the title, as where the press makes it. Its words stay; so
    does a label that is stressed or linked, or that a bare "Annex" only begins ("Annex on samples")."""
    first, rest = block.content[0], block.content[1:]
    if not isinstance(first, Text) or len(first.text) < typed.end:
        return block
    label, title = first.text[: typed.end].strip(), first.text[typed.end :].strip()
    if typed.number == 0 and title and label[-1].isalpha():
        return block
    return replace(block, label=label, content=(Text(title), *rest) if title else rest)


def _shown(number: Number) -> str:
    """A number as ids have it: 3, 2a, 19-bis, l-2-1, a."""
    return slug(f"a{named(number)}")[1:]
