"""A short document for each node type and what every edition must say of it, and a long one."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from pipeline.document import Document, Note
from pipeline.nodes import (
    Abbreviation,
    Attributes,
    BulletList,
    Cell,
    Code,
    CodeBlock,
    Definition,
    DefinitionList,
    Division,
    Emphasis,
    Figure,
    Heading,
    Isolate,
    LineBreak,
    Link,
    ListItem,
    NoteCall,
    OrderedList,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Span,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)
from tests import samples
from tests.samples import p, t


@dataclass(frozen=True)
class Piece:
    """A document's blocks and notes, and the reading that is due: see `editions.edition.Reading`."""

    content: tuple[Any, ...]
    blocks: tuple[str, ...]
    notes: tuple[Note, ...] = ()
    outline: tuple[tuple[int, str], ...] = ()
    said: tuple[str, ...] = ()
    alts: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    metadata: dict[str, Any] = field(default_factory=dict)

    def document(self) -> Document:
        return samples.short(*self.content, notes=self.notes, **self.metadata)


def line(*content: Any) -> tuple[Paragraph]:
    return (Paragraph((Text("Before "), *content, Text(" after."))),)


def items(*texts: str) -> tuple[ListItem, ...]:
    return tuple(ListItem((p(text),)) for text in texts)


LONG_NOTE = Note(1, (p("See the record."), BulletList(items("one", "two")), p("And more.")), 2)

OTHER_TERM = Definition(t("Other"), ((p("Four."),),))
LINKED_PICTURE = Link("https://example.org/", (Picture("chart.png", "Chart", width="40mm"),))

EACH: dict[type[Any], Piece] = {
    Heading: Piece(
        tuple(Heading(level, t(f"Level {level}"), Attributes(id=f"h{level}")) for level in range(1, 7)),
        tuple(f"Level {level}" for level in range(1, 7)),
        outline=tuple((level, f"Level {level}") for level in range(1, 7)),
    ),
    Paragraph: Piece((p("One."), p("Two.")), ("One.", "Two.")),
    Quote: Piece((Quote((p("Quoted."), p("Again."))),), ("Quoted.", "Again.")),
    BulletList: Piece(
        (BulletList((ListItem((p("one"), BulletList(items("deep")), p("still one"))), *items("two"))),),
        ("one", "deep", "still one", "two"),
    ),
    OrderedList: Piece((OrderedList(items("three", "four"), 3, False, ")"),), ("three", "four")),
    DefinitionList: Piece(
        (DefinitionList((Definition(t("Term"), ((p("One."),), (p("Two."), p("Three.")))), OTHER_TERM)),),
        ("Term", "One.", "Two.", "Three.", "Other", "Four."),
    ),
    CodeBlock: Piece((CodeBlock("if a < b:\n    c &= d\n\nend\n", "text"),), ("if a < b: c &= d end",)),
    Rule: Piece((p("Above."), Rule(), p("Below.")), ("Above.", "Below.")),
    Table: Piece(
        (
            Table(
                (Cell(t("Name")), Cell(t("Sum"), "right")),
                ((Cell(t("A")), Cell(t("1"), "right")), (Cell(()), Cell((Strong(t("2")),), "center"))),
                t("Sums"),
            ),
        ),
        ("Sums", "Name", "Sum", "A", "1", "2"),
    ),
    Figure: Piece((Figure(Picture("chart.png", "A chart"), t("Figure 1")),), ("Figure 1",), alts=("A chart",)),
    Division: Piece(
        tuple(Division(role, (p(f"In {role}."),)) for role in ("preamble", "operative", "signatures", "annex", "note")),
        ("In preamble.", "In operative.", "In signatures.", "In annex.", "In note."),
    ),
    Text: Piece((p("Plain & <words>, \"quoted\", {{ braces }}, back\\slash, 100 %."),),
                ("Plain & <words>, \"quoted\", {{ braces }}, back\\slash, 100 %.",)),
    Emphasis: Piece(line(Emphasis(t("stress"))), ("Before stress after.",)),
    Strong: Piece(line(Strong((Text("bold and "), Emphasis(t("both"))))), ("Before bold and both after.",)),
    Code: Piece(line(Code("x <  y")), ("Before x < y after.",)),
    Superscript: Piece(line(Text("1"), Superscript(t("st"))), ("Before 1st after.",)),
    Subscript: Piece(line(Text("H"), Subscript(t("2")), Text("O")), ("Before H2O after.",)),
    Abbreviation: Piece(line(Abbreviation(t("UN"), "United Nations")), ("Before UN after.",)),
    Isolate: Piece(line(Isolate(t("S/2011/1"), "ltr")), ("Before S/2011/1 after.",)),
    Span: Piece(line(Span(t("en français"), Attributes(language="fr"))), ("Before en français after.",)),
    LineBreak: Piece(line(LineBreak()), ("Before after.",)),
    Link: Piece(
        (
            Heading(1, t("Scope"), Attributes(id="scope")),
            *line(Link("https://example.org/?a=1&b=2", (Emphasis(t("outer")),), "Title"), Link("#scope", t(" inner"))),
            *line(Link("mailto:press@example.org", t("mail"))),
        ),
        ("Scope", "Before outer inner after.", "Before mail after."),
        outline=((1, "Scope"),),
        links=("https://example.org/?a=1&b=2", "#scope", "mailto:press@example.org"),
    ),
    Picture: Piece(
        line(Picture("arms.svg", "Small arms", width="16"), Text(" and "), LINKED_PICTURE),
        ("Before and after.",),
        alts=("Small arms", "Chart"),
        links=("https://example.org/",),
    ),
    NoteCall: Piece(
        (
            Heading(1, (Text("Called"), NoteCall(1)), Attributes(id="called")),
            *line(Text("again"), NoteCall(1, 2)),
            BulletList((ListItem((Paragraph((Text("in a list"), NoteCall(2), Text("."))),)),)),
            Table((Cell(t("Head")),), ((Cell((Text("in a cell"), NoteCall(3))),),)),
            Quote((Paragraph((Text("in a quotation"), NoteCall(4))),)),
        ),
        ("Called", "Before again after.", "in a list.", "Head", "in a cell", "in a quotation"),
        notes=(LONG_NOTE, Note(2, (p("Two."),)), Note(3, (p("Three."),)), Note(4, (p("Four."),))),
        outline=((1, "Called"),),
        said=("See the record. one two And more.", "Two.", "Three.", "Four."),
    ),
}  # fmt: skip

WORDS = (
    "the responsibility to protect populations from genocide war crimes ethnic cleansing and crimes against humanity "
    "international Affairs efficient office effective affirmative difficult flow fjord recommendations implementation "
    "constitutional multilateral representatives acknowledgement of a in on with States Members Organization shall"
).split()


def long_document(sections: int = 8, after: tuple[Any, ...] = (), **values: Any) -> Document:
    """Many pages of headings, paragraphs, lists, notes, links and a long table; `after` ends every paragraph."""
    chance = random.Random(7)
    blocks: list[Any] = []
    notes: list[Note] = []

    def sentence() -> str:
        return " ".join(chance.choices(WORDS, k=chance.randint(12, 30))).capitalize() + "."

    def paragraph() -> Paragraph:
        return Paragraph((Text(" ".join(sentence() for _ in range(chance.randint(2, 6)))), *after))

    for number in range(1, sections + 1):
        notes.append(Note(number, (p(sentence()),)))
        link = Link(f"https://example.org/{number}", t(sentence()))
        called = Paragraph((Text(sentence() + " Called here"), NoteCall(number), Text(f" and {sentence()} "), link))
        blocks += [
            Heading(1, t(f"Section {number} on the efficient office"), Attributes(id=f"s{number}")),
            *(paragraph() for _ in range(3)),
            called,
            Heading(2, t(f"Part {number}.1"), Attributes(id=f"s{number}-1")),
            BulletList(tuple(ListItem((paragraph(),)) for _ in range(3))),
            paragraph(),
        ]
    head = tuple(Cell(t(name)) for name in ("HeadA", "HeadB", "HeadC"))
    rows = tuple((Cell(t(f"Row{number}")), Cell(t(sentence())), Cell(())) for number in range(50))
    return samples.short(*blocks, Table(head, rows, t("A long table")), paragraph(), notes=tuple(notes), **values)
