"""A short document for each node type and what every edition must say of it, by hand; and a long document."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from pipeline.document import Document, Note
from pipeline.editions.edition import Said
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
    """A document's blocks and notes, and what is due of them: see `editions.edition.Reading`."""

    content: tuple[Any, ...]
    said: tuple[Said, ...]
    notes: tuple[Note, ...] = ()
    said_in_notes: tuple[tuple[Said, ...], ...] = ()
    contents: tuple[tuple[int, str], ...] = ()
    metadata: dict[str, Any] = field(default_factory=dict)

    def document(self) -> Document:
        return samples.short(*self.content, notes=self.notes, **self.metadata)


def line(*content: Any) -> tuple[Paragraph]:
    return (Paragraph((Text("Before "), *content, Text(" after."))),)


def items(*texts: str) -> tuple[ListItem, ...]:
    return tuple(ListItem((p(text),)) for text in texts)


def says(text: str, **parts: Any) -> Said:
    """A paragraph that is due."""
    return Said("paragraph", text, **parts)


def bullet(text: str, level: int = 1, **parts: Any) -> Said:
    """An item of a list without numbers that is due."""
    return Said("item", text, "•", level, **parts)


LONG_NOTE = Note(1, (p("See the record."), BulletList(items("one", "two")), p("And more.")), 2)

OTHER_TERM = Definition(t("Other"), ((p("Four."),),))
LINKED_PICTURE = Link("https://example.org/", (Picture("chart.png", "Chart", width="40mm"),))
ROLES = ("preamble", "operative", "signatures", "annex", "note")

EACH: dict[type[Any], Piece] = {
    Heading: Piece(
        tuple(Heading(level, t(f"Level {level}"), Attributes(id=f"h{level}")) for level in range(1, 7)),
        tuple(Said("heading", f"Level {level}", level=level) for level in range(1, 7)),
        contents=tuple((level, f"Level {level}") for level in range(1, 7)),
    ),
    Paragraph: Piece((p("One."), p("Two.")), (says("One."), says("Two."))),
    Quote: Piece((Quote((p("Quoted."), p("Again."))),), (Said("quote", "Quoted."), Said("quote", "Again."))),
    BulletList: Piece(
        (BulletList((ListItem((p("one"), BulletList(items("deep")), p("still one"))), *items("two"))),),
        (bullet("one"), bullet("deep", 2), Said("continued", "still one"), bullet("two")),
    ),
    OrderedList: Piece(
        (OrderedList(items("three", "four"), 3, False, ")"),),
        (Said("item", "three", "3)", 1), Said("item", "four", "4)", 1)),
    ),
    DefinitionList: Piece(
        (DefinitionList((Definition(t("Term"), ((p("One."),), (p("Two."), p("Three.")))), OTHER_TERM)),),
        (
            Said("term", "Term"), Said("definition", "One."), Said("definition", "Two."), Said("definition", "Three."),
            Said("term", "Other"), Said("definition", "Four."),
        ),
    ),
    CodeBlock: Piece(
        (CodeBlock("if a < b:\n    c &= d\n\nend\n", "text"),), (Said("code", "if a < b: c &= d end"),)
    ),
    Rule: Piece((p("Above."), Rule(), p("Below.")), (says("Above."), Said("rule", ""), says("Below."))),
    Table: Piece(
        (
            Table(
                (Cell(t("Name")), Cell(t("Sum"), "right")),
                ((Cell(t("A")), Cell(t("1"), "right")), (Cell(()), Cell((Strong(t("2")),), "center"))),
                t("Sums"),
            ),
        ),
        (
            Said("caption", "Sums"), Said("head", "Name", place=(1, 1)), Said("head", "Sum", place=(1, 2)),
            Said("cell", "A", place=(2, 1)), Said("cell", "1", place=(2, 2)),
            Said("cell", "", place=(3, 1)), Said("cell", "2", place=(3, 2), styles=(("strong", "2"),)),
        ),
    ),
    Figure: Piece(
        (Figure(Picture("chart.png", "A chart"), t("Figure 1")),),
        (Said("picture", "A chart"), Said("caption", "Figure 1")),
    ),
    Division: Piece(
        tuple(Division(role, (p(f"In {role}."),)) for role in ROLES), tuple(says(f"In {role}.") for role in ROLES)
    ),
    Text: Piece((p("Plain & <words>, \"quoted\", {{ braces }}, back\\slash, 100 %."),),
                (says("Plain & <words>, \"quoted\", {{ braces }}, back\\slash, 100 %."),)),
    Emphasis: Piece(line(Emphasis(t("stress"))), (says("Before stress after.", styles=(("emphasis", "stress"),)),)),
    Strong: Piece(
        line(Strong((Text("bold and "), Emphasis(t("both"))))),
        (says("Before bold and both after.", styles=(("strong", "bold and"), ("emphasis strong", "both"))),),
    ),
    Code: Piece(line(Code("x <  y")), (says("Before x < y after.", styles=(("code", "x < y"),)),)),
    Superscript: Piece(line(Text("1"), Superscript(t("st"))), (says("Before 1st after.", styles=(("raised", "st"),)),)),
    Subscript: Piece(
        line(Text("H"), Subscript(t("2")), Text("O")), (says("Before H2O after.", styles=(("lowered", "2"),)),),
    ),
    Abbreviation: Piece(
        line(Abbreviation(t("UN"), "United Nations")),
        (says("Before UN after.", expansions=(("UN", "United Nations"),)),),
    ),
    Isolate: Piece(line(Isolate(t("S/2011/1"), "ltr")), (says("Before S/2011/1 after."),)),
    Span: Piece(
        line(Span(t("en français"), Attributes(language="fr"))),
        (says("Before en français after.", languages=(("fr", "en français"),)),),
    ),
    LineBreak: Piece((Paragraph((Text("Before"), LineBreak(), Text("after."))),), (says("Before after."),)),
    Link: Piece(
        (
            Heading(1, t("Scope"), Attributes(id="scope")),
            *line(Link("https://example.org/?a=1&b=2", (Emphasis(t("outer")),), "Title"), Link("#scope", t(" inner"))),
            *line(Link("mailto:press@example.org", t("mail"))),
        ),
        (
            Said("heading", "Scope", level=1),
            says(
                "Before outer inner after.",
                links=(("https://example.org/?a=1&b=2", "outer", "Title"), ("#scope", "inner", "")),
                styles=(("emphasis", "outer"),),
            ),
            says("Before mail after.", links=(("mailto:press@example.org", "mail", ""),)),
        ),
        contents=((1, "Scope"),),
    ),
    Picture: Piece(
        line(Picture("arms.svg", "Small arms", width="16"), Text(" and "), LINKED_PICTURE),
        (says("Before ![Small arms] and ![Chart] after.", links=(("https://example.org/", "![Chart]", ""),)),),
    ),
    NoteCall: Piece(
        (
            Heading(1, (Text("Called"), NoteCall(1)), Attributes(id="called")),
            *line(Text("again"), NoteCall(1, 2)),
            BulletList((ListItem((Paragraph((Text("in a list"), NoteCall(2), Text("."))),)),)),
            Table((Cell(t("Head")),), ((Cell((Text("in a cell"), NoteCall(3))),),)),
            Quote((Paragraph((Text("in a quotation"), NoteCall(4))),)),
        ),
        (
            Said("heading", "Called[^1]", level=1), says("Before again[^1] after."), bullet("in a list[^2]."),
            Said("head", "Head", place=(1, 1)), Said("cell", "in a cell[^3]", place=(2, 1)),
            Said("quote", "in a quotation[^4]"),
        ),
        notes=(LONG_NOTE, Note(2, (p("Two."),)), Note(3, (p("Three."),)), Note(4, (p("Four."),))),
        said_in_notes=(
            (says("See the record."), bullet("one"), bullet("two"), says("And more.")),
            (says("Two."),), (says("Three."),), (says("Four."),),
        ),
        contents=((1, "Called"),),
    ),
}  # fmt: skip

ARABIC = (Text(" "), Span(samples.t("\u0639\u0631\u0628\u064a"), Attributes(language="ar")), Text(" S/2011/1, 12."))
"""Arabic in a line that runs from left to right, and what stands after it."""

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
