"""Documents made by hand for tests: `everything()` holds every node type at least once."""

from __future__ import annotations

import struct
import zlib
from datetime import UTC, date, datetime
from typing import Any

from pipeline.crosswalk import FIELDS, metadata
from pipeline.document import Asset, Correction, Document, Emblem, Metadata, Note, Party, Sibling
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
)  # fmt: skip


def png(width: int = 8, height: int = 8, colour: tuple[int, int, int] = (0, 60, 120)) -> bytes:
    """A PNG of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes(colour) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40" width="60" height="40">'
    b'<rect width="60" height="40" fill="#036"/><circle cx="30" cy="20" r="10" fill="#fff"/></svg>'
)


def assets() -> dict[str, Asset]:
    """A PNG and an SVG."""
    return {
        "chart.png": Asset("chart.png", "image/png", png(120, 60), 120, 60),
        "arms.svg": Asset("arms.svg", "image/svg+xml", SVG, 60, 40),
    }


def full_metadata(**values: Any) -> Metadata:
    """Every field has a value."""
    full: dict[str, Any] = {
        "title": 'On "Quotes", <Angles> & {{ jinja }}',
        "subtitle": "A fictional sample & nothing more",
        "type": "joint-statement",
        "date": date(2011, 9, 23),
        "language": "en",
        "identifier": "SAMPLE/2011/1",
        "place": "New York",
        "event": "A meeting that never took place",
        "parties": (
            Party("H.E. Ms. A. Sample", "co-host", "Minister of Samples", "", "Republic of Examples"),
            Party("H.E. Mr. B. Specimen", "co-host", "Minister of Specimens", "Ministry", "Kingdom of Tests"),
            Party("Institute for Fictional Texts", "in-association-with"),
        ),
        "publisher": "The Fictional Press",
        "contact": "press@example.org",
        "subjects": ("fiction, mostly", "samples"),
        "description": "A document that holds one of each thing.",
        "rights": "Free to use.",
        "license": "https://creativecommons.org/publicdomain/zero/1.0/",
        "version": "1.10",
        "status": "embargoed",
        "embargo": datetime(2011, 9, 23, 15, tzinfo=UTC),
        "authentic_languages": ("en", "fr"),
        "translation_of": "SAMPLE/2011/0",
        "translations": (
            Sibling("ar", 'عن "الاقتباس"', "sample.ar"),
            Sibling("fr", "Des « citations » & <autres>", "sample.fr"),
        ),
        "replaces": "SAMPLE/2010/9",
        "corrects": "SAMPLE/2010/8",
        "corrected_by": (
            Correction("SAMPLE/2011/1/Corr.1", "2011-10-04", ("para-1", "article-3-para-2")),
            Correction("SAMPLE/2011/1/Corr.2"),
        ),
        "venue": "Hall of Samples",
        "original_language": "fr",
        "delivery": "as-delivered",
        "emblems": (Emblem("arms.svg", "Arms of Examples"),),
        "numbering": "none",
        "order": "given",
    }
    # A row that is new has a value too: its own name, where its codec takes a text.
    for row in FIELDS:
        full.setdefault(row.name, (row.name,) if row.many else row.name)
    return metadata({**full, **values})


def t(text: str) -> tuple[Text]:
    return (Text(text),)


def p(text: str) -> Paragraph:
    return Paragraph(t(text))


def body() -> tuple[Any, ...]:
    """Blocks of every type, with inline nodes of every type."""
    inlines = (
        Text("Plain & <escaped> text with "), Emphasis((Text("emphasis and "), Strong(t("strong in it")))), Text(", "),
        Code("x < y"), Text(", H"), Subscript(t("2")), Text("O, 1"), Superscript(t("st")), Text(", "),
        Abbreviation(t("UN"), "United Nations"), Text(", "), Isolate(t("isolated"), "ltr"), Text(", "),
        Span(t("en français"), Attributes(language="fr")), Text(", "),
        Span(t("\u0639\u0631\u0628\u064a"), Attributes(language="ar", direction="rtl")), Text(","), LineBreak(),
        Text("after a break, "), Link("https://example.org/?a=1&b=2", (Text("an "), Emphasis(t("outer"))), "A title"),
        Text(", "), Link("#scope", t("an inner link")), Text(", "), Picture("arms.svg", "Small arms", width="16"),
        Text(" and a note"), NoteCall(1), Text(" and another"), NoteCall(2), Text(" and the first again"),
        NoteCall(1, 2), Text("."),
    )  # fmt: skip
    nested = BulletList((ListItem((p("deep one"),)), ListItem((p("deep two"),))))
    return (
        Division("preamble", (Paragraph((Emphasis(t("Recalling")), Text(" nothing in particular,"))),)),
        Heading(1, t("Scope & purpose"), Attributes(id="scope")),
        Paragraph(inlines, attributes=Attributes(id="first", classes=("lead",))),
        Paragraph(t("A numbered paragraph."), number="1.", attributes=Attributes(id="para-1")),
        Heading(2, (Text("A heading with "), Emphasis(t("stress"))), Attributes(id="stress")),
        Quote((p("Quoted words."), p("In two paragraphs."))),
        BulletList((ListItem((p("first"), nested)), ListItem((p("second"), p("more of the second")))), tight=False),
        OrderedList((ListItem((p("three"),)), ListItem((p("four"), OrderedList((ListItem((p("inner one"),)),)))),), 3),
        OrderedList((ListItem((p("restarts at one"),)),), 1, False, ")"),
        DefinitionList((Definition(t("Term"), ((p("What it means."),), (p("And also."),))),)),
        CodeBlock("line <1>\n  line 2\n", "text"),
        Rule(),
        Table(
            (Cell(t("Country")), Cell(t("Amount"), "right")),
            ((Cell(t("Examples")), Cell(t("1.10"), "right")), (Cell((Strong(t("Tests")),)), Cell((), "right"))),
            t("Pledges"),
            Attributes(id="pledges"),
        ),
        Figure(Picture("chart.png", "A blue chart"), t("Figure 1. The chart"), Attributes(id="chart")),
        Division("annex", (Heading(1, t("Annex"), Attributes(id="annex")), p("Annexed words.")), Attributes(id="a")),
        Division("note", (p("A remark."),)),
        Division("operative", (p("Decides to end."),)),
        Division("signatures", (p("For the Republic of Examples"),)),
        Paragraph(t("Un paragraphe en français."), attributes=Attributes(language="fr")),
    )  # fmt: skip


NOTES = (
    Note(1, (Paragraph((Text("See "), Link("https://example.org/note", t("the record")), Text("."))),), 2),
    Note(2, (p("Second note."), p("Its second paragraph."))),
)


def everything(**values: Any) -> Document:
    """A document with all metadata, every node type, notes and pictures; `values` replace metadata."""
    return Document("sample", full_metadata(**values), body(), NOTES, assets(), "source/sample/sample.en.md", b"x")


def short(*blocks: Any, notes: tuple[Note, ...] = (), **values: Any) -> Document:
    """A document of the least metadata and the given blocks."""
    least = {
        "title": "A title",
        "type": "statement",
        "date": date(2011, 9, 23),
        "language": "en",
        "identifier": "S/1",
    }
    return Document("short", metadata({**least, **values}), blocks, notes, assets(), "source/short/text.en.md", b"x")
