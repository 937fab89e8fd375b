"""From the structure tree to blocks: what a PDF says, heading by heading, item by item, note by note."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.editions.edition import Said
from pipeline.editions.pdf.characters import Characters, Piece, is_same
from pipeline.editions.pdf.line import Line, clean
from pipeline.editions.pdf.structure import Annotated, Closed, Element, Event, Marked, Opened

HEADINGS = {f"H{level + 1}": level for level in range(7)}
"""H1 is the title's, above level 1."""
INLINES = frozenset(("Span", "Link", "Code", "Reference", "Number"))
BULLET = "•"


@dataclass(slots=True)
class _Place:
    """What the paragraphs here are. `is_begun`: whether the item has its first block."""

    kind: str = "paragraph"
    depth: int = 0
    label: str = ""
    is_begun: bool = True


@dataclass(slots=True)
class _Frame:
    """An element that is open. `start`: the part of the line where it begins; `cell`: row and column so far.

    `kind`: of the block that it is. `seen`: what its annotations have said. `label`: the printed one of an item.
    """

    element: Element
    place: _Place
    start: int = 0
    kind: str = ""
    cell: tuple[int, int] = (0, 0)
    seen: list[tuple[str, str]] = field(default_factory=list)
    label: str = ""
    is_replaced: bool = False
    expansion: int = 0


@dataclass(slots=True)
class _Told:
    """Where blocks are gathered: the body, or one note."""

    blocks: list[Said] = field(default_factory=list)
    number: str = ""
    heads: dict[int, Piece] = field(default_factory=dict)
    """Where headings begin on their pages, by their number among the blocks."""


class Listener:
    """Hears the events of a structure tree and gathers `blocks` and `notes` (number -> blocks)."""

    def __init__(self, characters: Characters, language: str, destinations: Container[str] = ()) -> None:
        self.notes: list[tuple[str, tuple[Said, ...]]] = []
        self._characters, self._own, self._destinations = characters, language, destinations
        self._told, self._line = _Told(), Line()
        self._frames: list[_Frame] = []
        self._outside: list[tuple[_Told, Line]] = []  # what waits while a note is read
        self._calls = 0  # open References: what is drawn below them is the number of a note

    @property
    def blocks(self) -> tuple[Said, ...]:
        """The blocks so far."""
        return tuple(self._told.blocks)

    @property
    def heads(self) -> Mapping[int, Piece]:
        """Where the headings so far begin, by their number among the blocks."""
        return self._told.heads

    def hear(self, events: Iterable[Event]) -> None:
        """Take in what an element says."""
        for event in events:
            if isinstance(event, Marked):
                self._mark(event)
            elif isinstance(event, Opened):
                self._open(event.element)
            elif isinstance(event, Closed):
                self._close(self._frames.pop())
            elif isinstance(event, Annotated):
                self._annotation(event.raw)
        self._flush()

    # -------------------------------------------------------------- elements

    def _open(self, element: Element) -> None:
        role = element.role
        frame = _Frame(element, self._frames[-1].place if self._frames else _Place())
        if role == "Note":
            self._outside.append((self._told, self._line))
            self._told, self._line, frame.place = _Told(), Line(), _Place()
        elif role not in INLINES and not (role == "Figure" and not _is_block(element)):
            self._open_block(frame)
        self._calls += role == "Reference"
        frame.start, frame.expansion = self._line.length, len(self._line.expansions)
        self._frames.append(frame)

    def _open_block(self, frame: _Frame) -> None:
        self._flush()
        role, above = frame.element.role, self._frames[-1] if self._frames else None
        if role == "P" and not frame.place.is_begun:
            frame.place.is_begun, frame.kind = True, "item"
            return
        self._begin(frame.place)
        if role in HEADINGS:
            frame.kind = "heading"
        elif role in _KINDS:
            frame.kind = _KINDS[role]
        elif role == "P":
            frame.kind = "continued" if frame.place.kind == "item" else frame.place.kind
        elif role == "BlockQuote":
            frame.place = _Place("quote")
        elif role == "Figure":
            self._told.blocks.append(Said("picture", clean(frame.element.text("/Alt"))))
        elif role == "Rule":
            self._told.blocks.append(Said("rule", ""))
        if above:
            self._open_in(frame, above)

    def _open_in(self, frame: _Frame, above: _Frame) -> None:
        """What depends on the element above: parts of lists, rows and cells of tables."""
        role, place = frame.element.role, frame.place
        if role == "LI":
            frame.kind = "definition" if _numbering(above.element) == "/None" else "item"
        elif role == "Lbl" and above.element.role == "LI":
            frame.kind = "term" if above.kind == "definition" else "label"
        elif role == "Lbl":
            frame.kind = "number"
        elif role == "LBody" and above.kind == "definition":
            frame.place = _Place("definition", place.depth)
        elif role == "LBody":
            frame.place = _Place("item", place.depth + 1, above.label, is_begun=False)
        elif role == "TR":
            table = next((one for one in reversed(self._frames) if one.element.role == "Table"), above)
            table.cell = frame.cell = (table.cell[0] + 1, 0)
        elif role in ("TH", "TD"):
            above.cell = frame.cell = (above.cell[0], above.cell[1] + 1)

    def _close(self, frame: _Frame) -> None:
        role = frame.element.role
        if role == "Span" and "/ActualText" in frame.element.raw and not frame.is_replaced:  # it draws nothing
            self._line.add(frame.element.text("/ActualText"), frame.element.language, None, is_actual=True)
        if closing := _CLOSING.get(role):
            closing(self, frame)
        if frame.element.raw.get("/E") is not None:
            expansion = (self._line.part(frame.start), clean(frame.element.text("/E")))
            self._line.expansions.insert(frame.expansion, expansion)
        if role in INLINES or (role == "LI" and frame.kind in ("definition", "item")):
            return
        if frame.kind in ("label", "number"):
            self._label(frame)
        elif frame.kind:
            self._say(frame.kind, HEADINGS.get(role, 0), frame.cell, frame.place)
        elif role == "LBody":
            self._flush(frame.place)
            self._begin(frame.place)

    def _label(self, frame: _Frame) -> None:
        """The number or bullet before an item, or the number of a note."""
        text, self._line = self._line.text(), Line()
        if frame.kind == "number":
            self._told.number = text
        else:
            said = text if any(map(str.isalnum, text)) else BULLET if text else ""
            self._frames[-1].label = said

    def _close_note(self, _: _Frame) -> None:
        self._flush()
        self.notes.append((self._told.number, self.blocks))
        self._told, self._line = self._outside.pop()

    def _close_reference(self, frame: _Frame) -> None:
        self._calls -= 1
        self._line.call(frame.start)

    def _close_number(self, frame: _Frame) -> None:
        if self._frames[-1].kind != "item":  # an item has a number of its own: this one is text
            self._line.numbered(frame.start)

    def _close_figure(self, frame: _Frame) -> None:
        if not _is_block(frame.element) and not frame.is_replaced:  # one that draws nothing is there all the same
            self._line.picture(frame.element.text("/Alt"), frame.element.language, None)

    def _close_link(self, frame: _Frame) -> None:
        if self._calls:
            return
        text = self._line.part(frame.start)
        plain = self._line.part(frame.start, pictures=False)
        for target, contents in dict.fromkeys(frame.seen):
            repeats = contents in (text, plain or target)
            self._line.links.append((target, text, "" if repeats and not _is_titled(frame, text) else contents))

    # -------------------------------------------------------------- content

    def _mark(self, mark: Marked) -> None:
        frame = self._frames[-1]
        element = frame.element
        if element.role == "Figure":
            if not _is_block(element) and not frame.is_replaced:
                place = self._characters.picture(mark.page, mark.mcid)
                self._line.picture(element.text("/Alt"), element.language, place)
                frame.is_replaced = True
            return
        pieces = self._characters.at(mark.page, mark.mcid)
        if "/ActualText" in element.raw:  # what glyphs that stand in another order read
            if not frame.is_replaced:
                actual, drawn = element.text("/ActualText"), "".join(piece.text for piece in pieces)
                if not is_same(actual, drawn):
                    raise ValueError(f"page {mark.page + 1} says “{actual}” where it draws “{drawn}”")
                self._line.add(actual, element.language, pieces[0] if pieces else None, is_actual=True)
            frame.is_replaced = True
            return
        for piece in pieces:
            self._line.add(piece.text, element.language, piece)

    def _annotation(self, raw: Any) -> None:
        target = str(raw.A.URI) if "/A" in raw else f"#{raw.Dest}"
        if "/A" not in raw and str(raw.Dest) not in self._destinations:
            target = f"{target}, which is not there"
        self._frames[-1].seen.append((target, clean(str(raw.get("/Contents", "")))))

    # -------------------------------------------------------------- blocks

    def _flush(self, place: _Place | None = None) -> None:
        """Text that stands bare, in an item or a description, ends where a block begins."""
        if self._line.text():
            if place is None and self._frames and self._frames[-1].element.role == "LBody":
                place = self._frames[-1].place
            if place is None:
                raise ValueError("text stands outside of every block")
            kind = "continued" if place.kind == "item" and place.is_begun else place.kind
            place.is_begun = True
            self._say(kind, 0, (0, 0), place)

    def _begin(self, place: _Place) -> None:
        """An item that opens with no paragraph is one all the same."""
        if not place.is_begun:
            place.is_begun = True
            self._say("item", 0, (0, 0), place)

    def _say(self, kind: str, level: int, cell: tuple[int, int], place: _Place) -> None:
        line, self._line = self._line, Line()
        item = kind == "item"
        said = line.said(kind, self._own, place.label if item else "", place.depth if item else level, cell)
        if said.text or kind in ("item", "head", "cell") or (said.label and kind == "heading"):
            if kind == "heading" and line.first:
                self._told.heads[len(self._told.blocks)] = line.first
            self._told.blocks.append(said)


_KINDS = {"CodeBlock": "code", "Caption": "caption", "TH": "head", "TD": "cell"}
_CLOSING: dict[str, Callable[[Listener, _Frame], None]] = {
    "Note": Listener._close_note,
    "Reference": Listener._close_reference,
    "Number": Listener._close_number,
    "Figure": Listener._close_figure,
    "Link": Listener._close_link,
}


def _is_block(figure: Element) -> bool:
    """Whether a picture stands alone (ISO 32000-1, 14.8.5.4.2: Placement is Inline where nothing is said)."""
    layout = figure.raw.get("/A")
    return layout is not None and str(layout.get("/Placement", "")) == "/Block"


def _numbering(items: Element) -> str:
    """How a list numbers its items (ISO 32000-1, 14.8.5.5)."""
    attributes = items.raw.get("/A")
    return "" if attributes is None else str(attributes.get("/ListNumbering", ""))


def _is_titled(link: _Frame, text: str) -> bool:
    """Whether what a link's annotation says is its title, though it might be what the link shows."""
    title = clean(link.element.text("/T"))
    return bool(title) and title != text
