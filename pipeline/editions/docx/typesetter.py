"""What the templates of the DOCX edition may ask for: formats of paragraphs and runs, numbers, pictures, widths.

One typesetter serves one document; the collections it keeps (bookmarks, numbering, pictures, faces) grow while
the templates are rendered, in reading order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from string import Formatter
from typing import Any
from unicodedata import bidirectional

from pipeline.document import Document, Emblem
from pipeline.editions.docx.bookmarks import Bookmarks
from pipeline.editions.docx.boxes import Boxes
from pipeline.editions.docx.formats import Format
from pipeline.editions.docx.numbering import Numbering
from pipeline.editions.docx.package import Package
from pipeline.editions.docx.pictures import Drawing, Pictures
from pipeline.editions.docx.place import NUMBER, STEP, Place
from pipeline.editions.docx.reference import Reference
from pipeline.editions.docx.runs import Piece, Typecase
from pipeline.editions.docx.watermark import Watermark
from pipeline.editions.docx.widths import Measure
from pipeline.fonts import ordered
from pipeline.house import House
from pipeline.nodes import (
    Attributes,
    BulletList,
    Heading,
    Inline,
    Isolate,
    Link,
    NoteCall,
    OrderedList,
    Paragraph,
    Picture,
    Table,
    label,
    plain,
    walk,
)  # fmt: skip
from pipeline.numerals import item_label
from pipeline.scripts import direction
from pipeline.words import Words, inlines, spoken

MAIN = "word/document.xml"
_OTHER = {"left": "right", "right": "left"}
AFTER_TABLE = 240
"""Space before what follows a table, in twips: a table has no space of its own."""


class Typesetter:
    """See the module."""

    def __init__(self, document: Document, house: House, reference: Reference, package: Package) -> None:
        self.reference = reference
        self.package = package
        self.bookmarks = Bookmarks(document)
        self.numbering = Numbering()
        self.typecase = Typecase(reference, house.faces(), document.metadata.language)
        self.pictures = Pictures(document, house, package)
        self.rtl = direction(document.metadata.language) == "rtl"
        self.measure = Measure(ordered(house.faces(), document.metadata.language))
        self.boxes = Boxes(reference, self.rtl)
        self.language = document.metadata.language
        self._calls = {note.number: note.calls for note in document.notes}
        self._first_in_note = {
            note.number: [call.number for call in walk(note.blocks) if _is_first(call)] for note in document.notes
        }
        self._page_break = False
        self._air = 0
        self._note_sign = False
        self._headings = 0
        self._numbered = False

    # -------------------------------------------------------------- places

    def place(self, style: str = "Body Text", part: str = MAIN, run: str = "") -> Place:
        """A place outside all blocks, in the document's own direction."""
        return Place(style=style, part=part, run=run, bidi=self.rtl, rtl=self.rtl)

    def enter(self, node: Any, place: Place) -> Place:
        """The place inside a block: its language and direction; its bookmark waits for the next paragraph."""
        attributes: Attributes = node.attributes
        self.bookmarks.wait(attributes)
        language, way = attributes.language, attributes.direction
        if not language and not way:
            return place
        rtl = (way or direction(language)) == "rtl"
        align = _OTHER.get(place.align, place.align) if rtl != place.bidi else place.align  # names begin where lines do
        return place.but(language=language or place.language, bidi=rtl, rtl=rtl, align=align)

    def inside(self, attributes: Attributes, place: Place) -> Place:
        """The place inside a span: its language, and its direction where it says one."""
        way = attributes.direction
        return place.but(language=attributes.language or place.language, rtl=way == "rtl" if way else place.rtl)

    def isolated(self, node: Isolate, place: Place) -> Place:
        """The place inside an isolate: its direction, or that of its first letter that has one."""
        if node.direction:
            return place.but(rtl=node.direction == "rtl")
        strong = next((char for char in map(bidirectional, plain(node.content)) if char in ("L", "R", "AL")), "")
        return place.but(rtl=strong != "L") if strong else place

    def held(self, place: Place) -> Place:
        """The place for a block that is indented as a whole: at the edge of the text that it stands in."""
        style = "Footnote Text" if place.part != MAIN else "Body Text"
        return place.but(style=style, left=self.edge(place), level=-1, above=self.depth(place), number=0, tight=False)

    @staticmethod
    def depth(place: Place) -> int:
        """How many lists stand around a block there."""
        return place.above + place.level + 1

    @staticmethod
    def holder(place: Place) -> str:
        """What holds the paragraphs of a place, as a reading names it, where the style of a division hides it."""
        named = {"Quote": "quote", "Definition": "definition"}
        return "continued" if place.level >= 0 else named.get(place.style, "")

    def listed(self, node: BulletList | OrderedList, place: Place, style: str) -> Place:
        """The place of a list's items; a list in an item, or after a numbered paragraph, goes on further in."""
        inside = self.enter(node, place)
        left = place.left if place.level >= 0 else self.edge(place) + (NUMBER if self._numbered else 0)
        return inside.but(style=style, left=left, tight=node.tight)

    def numbers(self, node: OrderedList, item: Place) -> tuple[int, ...]:
        """For each item of a numbered list what prints its number, in the family that has its letters."""
        pieces = self.typecase.pieces("".join(item_label(node, n) for n in range(len(node.items))), item)
        return self.numbering.ordered(node, item, max((piece.family for piece in pieces), default=""))

    def edge(self, place: Place) -> int:
        """Where the text of what holds a block starts, in twips."""
        return place.left + ((place.level + 1) * STEP if place.level >= 0 else self.reference.left(place.style))

    def room(self, place: Place) -> int:
        """How much of the line is left there."""
        return max(1000, self.reference.width - self.edge(place))

    @staticmethod
    def is_paragraph(node: Any) -> bool:
        """Whether a block can open the item of a list."""
        return isinstance(node, Paragraph)

    @staticmethod
    def contents(found: tuple[Heading, ...]) -> list[tuple[str, int, tuple[Inline, ...]]]:
        """The entries of the contents, three levels deep: (bookmark, level, content)."""
        return [
            (contents_mark(number), node.level, (*_label(node), *label(node.content)))
            for number, node in enumerate(found, 1)
            if node.level <= 3
        ]

    # -------------------------------------------------------------- paragraphs

    def format(self, place: Place, style: str, number: int = 0, level: int = 0) -> Format:
        """The properties of a paragraph in a style: what waited for it (a new page, space) comes with it."""
        own = self.reference.left(style)
        in_list = style.startswith("List ")
        left, hanging = (place.left + own if place.left else 0), 0
        if in_list and (place.left or style == "List Continue"):
            left = place.left + (place.level + 1) * STEP
            hanging = STEP if number else 0
        elif number and place.left:
            left, hanging = place.left + STEP, STEP
        page_break, self._page_break = self._page_break, False
        self._numbered = style == "Numbered Paragraph" or (self._numbered and in_list)
        before, self._air = (0 if page_break else self._air), 0
        return Format(
            style=self.reference.style(style), keep=place.keep, page_break=page_break, number=number, level=level,
            bidi=place.bidi, before=before, left=left, hanging=hanging, align=self._side(place, style),
            tight=in_list and place.tight and not place.end, whole=place.whole,
            ruled=self.boxes.rule() if place.ruled else "",
            right=place.right or self.boxes.right(place, style), border=self.boxes.border(place, style),
            framed=place.framed, after=place.after,
        )  # fmt: skip

    def _side(self, place: Place, style: str) -> str:
        """`left` is the side where lines begin once a paragraph runs from right to left (17.18.44, as Word does).

        LibreOffice turns only what the paragraph says itself, not its style.
        """
        if place.bidi and place.align in _OTHER:
            return _OTHER[place.align]
        return "left" if place.bidi and not self.rtl and style.startswith(("List", "Body")) else place.align

    def start(self) -> str:
        """The side where the lines of the document begin."""
        return "right" if self.rtl else "left"

    def new_page(self) -> None:
        """The next paragraph starts a page."""
        self._page_break = True

    def distance(self, twips: int = AFTER_TABLE) -> None:
        """The next paragraph keeps its distance from what stands before."""
        self._air = twips

    def touches_table(self) -> bool:
        """Whether nothing stands between here and the table before: two tables that touch become one."""
        return self._air > 0

    def note_sign(self) -> bool:
        """Whether this paragraph opens a footnote and shows its number; it is asked once a paragraph."""
        sign, self._note_sign = self._note_sign, False
        return sign

    def open_note(self) -> None:
        """The next paragraph opens a footnote."""
        self._note_sign = True

    def note_is_empty(self) -> bool:
        """Whether the footnote that was opened has no paragraph yet."""
        return self._note_sign

    def heading_mark(self) -> str:
        """The bookmark of the next heading, counted in reading order; the contents link to the same names."""
        self._headings += 1
        return contents_mark(self._headings)

    def heading_style(self, node: Heading) -> str:
        """`Annex` for the first-level heading that opens an annex (it waits for a new page), else `Heading n`."""
        if self._page_break and node.level == 1:
            self._page_break = False
            return "Annex"
        return f"Heading {node.level}"

    # -------------------------------------------------------------- runs

    def pieces(self, text: str, place: Place) -> Iterator[Piece]:
        """The runs that a text makes at a place."""
        return self.typecase.pieces(text, place)

    def link(self, node: Link, place: Place) -> str:
        """The relationship of a link to the outside."""
        return self.package.relate(place.part, "hyperlink", address(node.target), external=True)

    def anchor(self, target: str) -> str:
        """The bookmark that `#id` points to."""
        return self.bookmarks.names.get(target[1:], "_top")

    def is_called_again(self, number: int) -> bool:
        """Whether a note has several calls: the later ones refer to the first."""
        return self._calls[number] > 1

    def called_inside(self, number: int) -> list[int]:
        """The notes that are first called by this note: Word has no notes on notes, the text must call them."""
        return self._first_in_note[number]

    def picture(self, node: Picture, place: Place) -> Drawing:
        """A picture in the text, never wider than the line nor higher than most of the page."""
        room = (self.room(place), self.reference.height * 4 // 5)
        return self.pictures.picture(place.part, node, room)

    def emblems(self, emblems: Iterable[Emblem], place: Place) -> list[list[Drawing]]:
        """The emblems of the letterhead, in rows that fit into a line."""
        return self.pictures.emblems(place.part, emblems, self.reference.width)

    def watermark(self, text: str) -> Watermark:
        """A word behind the text of every page."""
        return Watermark.of(text, self.typecase, self.reference, self.place("Header"))

    def widths(self, table: Table, place: Place) -> list[int]:
        """The widths of a table's columns, in twips."""
        return self.measure.columns(table, self.reference.width - self.held(place).left)


def _label(node: Heading) -> tuple[Inline, ...]:
    return inlines(node.label + " " if node.label and node.content else node.label)


def _is_first(node: Any) -> bool:
    return isinstance(node, NoteCall) and node.occurrence == 1


def contents_mark(number: int) -> str:
    """The bookmark of a heading for the contents, named as Word names its own."""
    return f"_Toc{number:09}"


def address(target: str) -> str:
    """An address without the characters that no URI may hold (RFC 3986, 2): Word calls such a file damaged."""
    return re.sub(r"[\x00-\x20\"<>\\^`{|}\x7f]", lambda char: f"%{ord(char[0]):02X}", target)


def filled(pattern: str) -> list[tuple[str, str]]:
    """`Page {page} of {pages}` as (text, field) pairs: the text before each field, and the field's name or ''."""
    return [(Words([(spoken(pattern), text)]), field or "") for text, field, _, _ in Formatter().parse(pattern)]


def shortened(text: str, limit: int = 70) -> str:
    """A title for the running head: cut at a word, with an ellipsis, where it is long."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    cut = text[:limit].rpartition(" ")[0]
    return (cut if len(cut) > limit // 2 else text[: limit - 1]).rstrip(" ,;:–—-") + "…"
