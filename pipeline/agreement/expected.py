"""What every edition of a document has to say: the blocks of a reading, from the nodes of the text alone.

One function for each block node, of its name; no template and no edition is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.document import Document, headings
from pipeline.editions.edition import Said, joined, styled
from pipeline.nodes import (
    NOWHERE,
    Abbreviation,
    Block,
    BulletList,
    Code,
    CodeBlock,
    Definition,
    DefinitionList,
    Division,
    Emphasis,
    Figure,
    Heading,
    Inline,
    LineBreak,
    Link,
    ListItem,
    NoteCall,
    OrderedList,
    Paragraph,
    Picture,
    Position,
    Quote,
    Rule,
    Span,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    label,
    plain,
)  # fmt: skip
from pipeline.numerals import numeral

BULLET = "•"


@dataclass(frozen=True, slots=True)
class Due:
    """A block that is due, where the source says it, and the ids of what begins at it or stands in it."""

    said: Said
    position: Position = NOWHERE
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a block stands: the kind its paragraphs are of, the depth of its list, its language.

    `language`: empty means the document's. `label`: the number of the item that the next paragraph opens.
    """

    kind: str = "paragraph"
    depth: int = 0
    language: str = ""
    label: str = ""
    position: Position = NOWHERE


def blocks(document: Document) -> tuple[Due, ...]:
    """The blocks of the body."""
    return tuple(_blocks(document.blocks, _Place(), document.metadata.language))


def notes(document: Document) -> tuple[tuple[Due, ...], ...]:
    """The blocks of each footnote."""
    own = document.metadata.language
    return tuple(tuple(_blocks(note.blocks, _Place(position=note.position), own)) for note in document.notes)


def contents(document: Document) -> tuple[tuple[int, str], ...]:
    """(depth, text) of every heading, as a table of contents nests them: under the nearest one of a higher rank."""
    result: list[tuple[int, str]] = []
    above: list[int] = []
    for heading in headings(document):
        while above and above[-1] >= heading.level:
            above.pop()
        above.append(heading.level)
        result.append((len(above), clean(f"{heading.label} {plain(label(heading.content))}")))
    return tuple(result)


def clean(text: str) -> str:
    """White space as a reader sees it."""
    return " ".join(text.split())


# ------------------------------------------------------------------ blocks


def _blocks(content: tuple[Block, ...], place: _Place, own: str) -> Iterator[Due]:
    for block in content:
        language = getattr(getattr(block, "attributes", None), "language", "")
        position = getattr(block, "position", NOWHERE)
        inside = replace(
            place, language=language or place.language, position=position if position.line else place.position
        )
        yield from _identified(_OF[type(block)](block, inside, own), block)


def _identified(dues: Iterator[Due], node: Any) -> Iterator[Due]:
    """The blocks of a node, the first of them with its id."""
    identifier = getattr(getattr(node, "attributes", None), "id", "")
    for due in dues:
        yield replace(due, ids=(identifier, *due.ids)) if identifier else due
        identifier = ""


def _due(content: tuple[Inline, ...], place: _Place, own: str, said: Said) -> Iterator[Due]:
    """A block with this content; one that says nothing is none, but for items and cells."""
    line = _Line()
    line.add(content, place.language or own)
    done = replace(
        said,
        text=line.text(),
        links=tuple(line.links),
        languages=joined(line.runs, own),
        expansions=tuple(line.expansions),
        styles=joined(line.styles, ""),
    )
    if done.text or done.kind in ("item", "head", "cell") or (done.label and done.kind == "heading"):
        yield Due(done, place.position, tuple(line.ids))


def _heading(node: Heading, place: _Place, own: str) -> Iterator[Due]:
    yield from _due(node.content, place, own, Said("heading", "", clean(node.label), node.level))


def _paragraph(node: Paragraph, place: _Place, own: str) -> Iterator[Due]:
    number = clean(node.number)
    if place.kind == "item":
        # The number of a paragraph in a list is plain text: the item has a number of its own.
        content = (Text(f"{number} "), *node.content) if number else node.content
        yield from _due(content, place, own, Said("item", "", place.label, place.depth))
    else:
        yield from _due(node.content, place, own, Said(place.kind, "", number))


def _quote(node: Quote, place: _Place, own: str) -> Iterator[Due]:
    yield from _blocks(node.blocks, replace(place, kind="quote", depth=0), own)


def _bullet_list(node: BulletList, place: _Place, own: str) -> Iterator[Due]:
    for item in node.items:
        yield from _identified(_item(item, replace(place, label=BULLET, depth=place.depth + 1), own), item)


def _ordered_list(node: OrderedList, place: _Place, own: str) -> Iterator[Due]:
    after, *more = reversed(node.delimiter)
    before = "".join(more)
    for number, item in enumerate(node.items, node.start):
        shown = f"{before}{_counted(number, node.style)}{after}"
        yield from _identified(_item(item, replace(place, label=shown, depth=place.depth + 1), own), item)


def _counted(number: int, style: str) -> str:
    """A number as a list counts; told here once more, so that a fault in the nodes' own way is found."""
    if style == "decimal" or number < 1:
        return str(number)
    if style not in ("lower-alpha", "upper-alpha", "lower-roman", "upper-roman"):
        return numeral(number, style)  # letters of other scripts are data
    if style.endswith("alpha"):
        shown = chr(ord("a") + (number - 1) % 26) * ((number + 25) // 26)
    else:
        places = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
        digits = [places[number // unit % 10].translate(str.maketrans("ivx", signs)) for unit, signs in _ROMAN]
        shown = "m" * (number // 1000) + "".join(digits)
    return shown.upper() if style.startswith("upper") else shown


_ROMAN = ((100, "cdm"), (10, "xlc"), (1, "ivx"))


def _item(item: ListItem, place: _Place, own: str) -> Iterator[Due]:
    position = item.position if item.position.line else place.position
    inside = replace(place, language=item.attributes.language or place.language, position=position)
    first, rest = item.blocks[:1], item.blocks[1:]
    leads = bool(first) and isinstance(first[0], Paragraph)
    if leads:
        yield from _blocks(first, replace(inside, kind="item"), own)
    else:
        yield Due(Said("item", "", place.label, place.depth), position)
    yield from _blocks(rest if leads else item.blocks, replace(inside, kind="continued"), own)


def _definition_list(node: DefinitionList, place: _Place, own: str) -> Iterator[Due]:
    for item in node.items:
        yield from _definition(
            item, replace(place, position=item.position if item.position.line else place.position), own
        )


def _definition(item: Definition, place: _Place, own: str) -> Iterator[Due]:
    yield from _due(item.term, place, own, Said("term", ""))
    for description in item.descriptions:
        yield from _blocks(description, replace(place, kind="definition"), own)


def _code_block(node: CodeBlock, place: _Place, own: str) -> Iterator[Due]:
    yield from _due((Text(node.text),), place, own, Said("code", ""))


def _rule(_: Rule, place: _Place, _own: str) -> Iterator[Due]:
    yield Due(Said("rule", ""), place.position)


def _table(node: Table, place: _Place, own: str) -> Iterator[Due]:
    yield from _due(node.caption, place, own, Said("caption", ""))
    for row, cells in enumerate((node.head, *node.rows), 1):
        for column, cell in enumerate(cells, 1):
            kind = "head" if row == 1 else "cell"
            yield from _due(cell.content, place, own, Said(kind, "", place=(row, column)))


def _figure(node: Figure, place: _Place, own: str) -> Iterator[Due]:
    yield Due(Said("picture", clean(node.picture.alt)), place.position)
    yield from _due(node.caption, place, own, Said("caption", ""))


def _division(node: Division, place: _Place, own: str) -> Iterator[Due]:
    yield from _blocks(node.blocks, place, own)


_OF: dict[type[Any], Callable[[Any, _Place, str], Iterator[Due]]] = {
    Heading: _heading, Paragraph: _paragraph, Quote: _quote, BulletList: _bullet_list, OrderedList: _ordered_list,
    DefinitionList: _definition_list, CodeBlock: _code_block, Rule: _rule, Table: _table, Figure: _figure,
    Division: _division,
}  # fmt: skip


# ------------------------------------------------------------------ a line of text


@dataclass(slots=True)
class _Line:
    """What inline content says, gathered in one walk."""

    parts: list[str] = field(default_factory=list)
    runs: list[tuple[str, str]] = field(default_factory=list)
    styles: list[tuple[str, str]] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    expansions: list[tuple[str, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    def text(self) -> str:
        return clean("".join(self.parts))

    def add(self, content: tuple[Inline, ...], language: str, style: str = "") -> None:
        for node in content:
            if isinstance(node, Text | Code):
                self._words(node.text, language, styled(style, "code") if isinstance(node, Code) else style)
            elif isinstance(node, LineBreak):
                self._words(" ", language, style)
            elif isinstance(node, NoteCall):
                self.parts.append(f"[^{node.number}]")
            elif isinstance(node, Picture):
                self.parts.append(f"![{clean(node.alt)}]")
            elif isinstance(node, Link):
                self.add(node.content, language, style)
                text, title = said(node.content), clean(node.title)
                self.links.append((node.target, text, "" if title == text else title))
            elif isinstance(node, Span):
                self.ids += [node.attributes.id] if node.attributes.id else []
                self.add(node.content, node.attributes.language or language, style)
            else:
                if isinstance(node, Abbreviation) and node.expansion:
                    self.expansions.append((said(node.content), clean(node.expansion)))
                self.add(node.content, language, styled(style, *_STYLES.get(type(node), ())))

    def _words(self, text: str, language: str, style: str) -> None:
        self.parts.append(text)
        self.runs.append((language, text))
        self.styles.append((style, text))


_STYLES: dict[type[Any], tuple[str, ...]] = {
    Emphasis: ("emphasis",), Strong: ("strong",), Superscript: ("raised",), Subscript: ("lowered",)
}  # fmt: skip


def said(content: tuple[Inline, ...]) -> str:
    """The text of inline content as `Said` holds it, without note calls."""
    line = _Line()
    line.add(label(content), "")
    return line.text()
