"""The DOCX edition read back: what Word would count, show and lead to, and files that are none."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.agreement.compare import differences
from pipeline.conformance import gate
from pipeline.document import Document, Note
from pipeline.editions.docx import Docx
from pipeline.editions.docx.bookmarks import names_of
from pipeline.editions.edition import Reading, Said
from pipeline.house import House
from pipeline.nodes import (
    Abbreviation,
    Attributes,
    BulletList,
    Cell,
    CodeBlock,
    Definition,
    DefinitionList,
    Division,
    Heading,
    Link,
    ListItem,
    NoteCall,
    OrderedList,
    Paragraph,
    Picture,
    Quote,
    Span,
    Table,
    Text,
)  # fmt: skip
from tests import pieces, samples
from tests.pieces import items
from tests.samples import p, t

HOUSE, EDITION = House(), Docx()
XML = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))
SPACED = st.text(st.sampled_from("a\t\n\r \u00ad\u2028\"'&<>]{}%\\"), min_size=1)
MAIN, NUMBERING, STYLES = "word/document.xml", "word/numbering.xml", "word/styles.xml"


@pytest.fixture(scope="module")
def everything() -> bytes:
    return EDITION.write(samples.everything(), HOUSE)


def read(*blocks: Any, notes: tuple[Note, ...] = (), **values: Any) -> Reading:
    """The reading of a document, which agrees with it and passes the gate."""
    document = samples.short(*blocks, notes=notes, **values)
    data = EDITION.write(document, HOUSE)
    reading = EDITION.read(data)
    assert [str(problem) for problem in differences(document, "docx", reading, House())] == []
    assert [found for found in gate.check("docx", data) if found.rule != "empty-paragraph"] == []
    return reading


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(content: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return out.getvalue()


def altered(data: bytes, part: str, pattern: str, new: str) -> bytes:
    """A file whose part has something else in one place."""
    content = parts(data)
    text, count = re.subn(pattern, new, content[part].decode(), count=1, flags=re.DOTALL)
    assert count == 1, pattern
    return packed({**content, part: text.encode()})


# ------------------------------------------------------------------ what is said


def test_a_whole_document(everything: bytes) -> None:
    reading = EDITION.read(everything)
    assert reading.metadata == samples.full_metadata()
    front = tuple(line.text for line in reading.front)
    assert front[0] == "Embargoed until Friday, 23 September 2011, 15:00 (UTC)"
    assert front[3] == "![Arms of Examples]"
    assert front[-4:] == (
        samples.full_metadata().title, "A fictional sample & nothing more", "Corrects: SAMPLE/2010/8",
        "Friday, 23 September 2011, Hall of Samples, New York",
    )  # fmt: skip
    assert reading.contents is None
    assert reading.blocks[0] == Said(
        "paragraph", "Recalling nothing in particular,", styles=(("emphasis", "Recalling"),)
    )
    line = reading.blocks[2]
    assert line.text.endswith("![Small arms] and a note[^1] and another[^2] and the first again[^1].")
    assert line.links == (
        ("https://example.org/?a=1&b=2", "an outer", "A title"), ("#scope", "an inner link", ""),
    )  # fmt: skip
    assert line.languages == (("fr", "en français"), ("ar", "عربي"))
    assert line.expansions == (("UN", "United Nations"),)
    assert reading.blocks[3] == Said("paragraph", "A numbered paragraph.", "1.")
    assert Said("cell", "", place=(3, 2)) in reading.blocks
    assert Said("picture", "A blue chart") in reading.blocks
    assert reading.blocks[-1].languages == (("fr", "Un paragraphe en français."),)
    assert [len(note) for note in reading.notes] == [1, 2]
    assert reading.notes[0][0].links == (("https://example.org/note", "the record", ""),)
    assert reading.unsaid == frozenset()


def test_what_is_stated_is_what_stands_in_the_parts(everything: bytes) -> None:
    stated = EDITION.read(everything).stated
    assert stated["docx", "core:created"] == ("2011-09-23T00:00:00Z",)
    assert stated["docx", "app:Company"] == ("The Fictional Press",)
    assert stated["record", "subjects"] == ("fiction, mostly", "samples")
    changed = altered(everything, "docProps/custom.xml", "Minister of Samples", "Minister of Others")
    assert "Minister of Others" in EDITION.read(changed).stated["docx", "custom:Parties"][0]
    without = altered(everything, "docProps/core.xml", "<cp:version>.*?</cp:version>", "")
    assert EDITION.read(without).stated["docx", "core:version"] == ()


@settings(max_examples=60, deadline=None)
@given(title=XML.filter(str.strip) | SPACED.filter(str.strip), text=XML | SPACED)
def test_any_text_survives(title: str, text: str) -> None:
    reading = EDITION.read(EDITION.write(samples.short(p(text), CodeBlock(text), title=title), HOUSE))
    assert reading.metadata.title == title
    text = " ".join(text.split())
    assert [(said.kind, said.text) for said in reading.blocks] == [("paragraph", text), ("code", text)] * bool(text)


def test_items_know_their_number_and_depth_wherever_a_list_stands() -> None:
    quoted = Quote((OrderedList(items("first quoted", "second quoted"), 5),))
    described = DefinitionList((Definition(t("Term"), ((p("What."), BulletList(items("in it"))),)),))
    boxed = Division("note", (p("boxed"), BulletList(items("in the box"))))
    entries = (ListItem((p("one"), quoted)), ListItem((p("two"), described)), ListItem((p("three"), boxed)))
    reading = read(OrderedList((*entries, ListItem(())), 0, delimiter=")"), OrderedList(items("anew")))
    assert [(said.kind, said.level, said.label, said.text) for said in reading.blocks] == [
        ("item", 1, "0)", "one"), ("item", 1, "5.", "first quoted"), ("item", 1, "6.", "second quoted"),
        ("item", 1, "1)", "two"), ("term", 0, "", "Term"), ("definition", 0, "", "What."), ("item", 2, "•", "in it"),
        ("item", 1, "2)", "three"), ("continued", 0, "", "boxed"), ("item", 2, "•", "in the box"),
        ("item", 1, "3)", ""), ("item", 1, "1.", "anew"),
    ]  # fmt: skip


def test_lists_deeper_than_word_counts() -> None:
    block: Any = p("deepest")
    for number in range(21):
        block = (OrderedList if number % 2 else BulletList)((ListItem((block,)),))
    assert [said.level for said in read(block).blocks] == list(range(1, 22))


def test_numbered_paragraphs_show_their_numbers() -> None:
    numbers = ("1.", "2.", "A1", "3.", "7.", "8.", "1.")
    blocks = [Paragraph(t("Text."), number=number) for number in numbers]
    assert tuple(said.label for said in read(*blocks, OrderedList(items("x"))).blocks) == (*numbers, "1.")


def test_a_division_belongs_to_what_it_stands_in() -> None:
    inner = Division("preamble", (p("words"), Division("note", (p("more"),))))
    blocks = (Quote((inner, p("after"))), BulletList((ListItem((p("item"), inner, p("last"))),)), inner)
    kinds = [said.kind for said in read(*blocks).blocks]
    assert kinds == ["quote"] * 3 + ["item"] + ["continued"] * 3 + ["paragraph"] * 2


def test_a_long_title_of_a_link_is_whole_in_the_record() -> None:
    titles = ("short", "long " * 60, "long " * 60 + "and another", "said")
    links = tuple(Link("https://example.org/", t("said"), title) for title in titles)
    reading = read(Paragraph(links))
    assert [title for _, _, title in reading.blocks[0].links] == [*map(str.strip, titles[:3]), ""]


def test_expansions_stand_in_the_order_of_the_text() -> None:
    inner = Abbreviation(t("DR"), "Democratic Republic")
    outer = Abbreviation((inner, Text(" Congo")), "Democratic Republic of the Congo")
    blocks = (Heading(1, (Abbreviation(t("UN"), "United Nations"),)), Paragraph((outer, NoteCall(1))))
    reading = read(*blocks, notes=(Note(1, (Paragraph((inner,)),)),))
    assert reading.blocks[1].expansions == (
        ("DR Congo", "Democratic Republic of the Congo"), ("DR", "Democratic Republic"),
    )  # fmt: skip
    assert reading.notes[0][0].expansions == (("DR", "Democratic Republic"),)


def test_bookmarks_are_legal_and_lead_back_to_their_ids() -> None:
    ids = ["part-1", "part_1", "PART-1", "1st", "x" * 60, "x" * 60 + "y", "كلمة", "a b"]
    spans = tuple(Span(t("x"), Attributes(id=name)) for name in ids)
    document = samples.short(Paragraph(spans + tuple(Link(f"#{name}", t("to")) for name in ids)))
    names = names_of(document)
    assert len({name.casefold() for name in names.values()}) == len(ids)
    assert all(len(name) <= 40 and name.isidentifier() for name in names.values())
    (said,) = EDITION.read(EDITION.write(document, HOUSE)).blocks
    assert said.links == tuple((f"#{name}", "to", "") for name in ids)


def test_contents_of_a_long_document() -> None:
    document = pieces.long_document()
    reading = EDITION.read(EDITION.write(document, HOUSE))
    assert reading.contents is not None
    assert reading.contents[:2] == ((1, "Section 1 on the efficient office"), (2, "Part 1.1"))
    assert len(reading.contents) == 16
    assert not {text for _, text in reading.contents} & {said.text for said in reading.blocks if said.kind != "heading"}


def test_pictures_that_are_links_and_pictures_in_headings() -> None:
    linked = Link("https://example.org/", (Picture("chart.png", "Chart", width="40mm"),))
    reading = read(Heading(1, (Text("With "), Picture("arms.svg", "arms"))), Paragraph((linked,)))
    assert reading.blocks[1].links == (("https://example.org/", "![Chart]", ""),)


def test_a_long_table_is_read() -> None:
    rows = tuple((Cell(t(f"Row {number}")), Cell(())) for number in range(5_000))
    assert read(Table((Cell(t("A")), Cell(t("B"))), rows)).blocks[-1] == Said("cell", "", place=(5_001, 2))


def test_a_document_of_no_text_is_read() -> None:
    document = Document("none", samples.short().metadata, ())
    assert EDITION.read(EDITION.write(document, HOUSE)).blocks == ()


# ------------------------------------------------------------------ what is changed shows

CHANGES: dict[str, tuple[str, str, str]] = {
    "a start": (NUMBERING, '<w:startOverride w:val="3"/>', '<w:startOverride w:val="4"/>'),
    "a pattern": (NUMBERING, r'w:lvlText w:val="%1\)"', 'w:lvlText w:val="%1."'),
    "a format": (NUMBERING, 'w:numFmt w:val="decimal"', 'w:numFmt w:val="upperRoman"'),
    "a level": (MAIN, '<w:ilvl w:val="1"/>', '<w:ilvl w:val="0"/>'),
    "another list": (MAIN, '<w:numId w:val="3"/>', '<w:numId w:val="2"/>'),
    "a style": (MAIN, 'w:val="Quote"', 'w:val="BodyText"'),
    "a rank": (STYLES, '<w:outlineLvl w:val="1"/>', '<w:outlineLvl w:val="2"/>'),
    "a head": (MAIN, "<w:tblHeader/>", ""),
    "an alternative text": (MAIN, 'descr="A blue chart"', 'descr="A red chart"'),
    "a language": (MAIN, '<w:lang w:val="fr"', '<w:lang w:val="de"'),
    "the language": (STYLES, '<w:lang w:val="en"', '<w:lang w:val="de"'),
    "a target": (f"{MAIN[:5]}_rels/document.xml.rels", "https://example.org/", "https://example.net/"),
    "an anchor": (MAIN, 'w:anchor="scope"', 'w:anchor="first"'),
    "a lost anchor": (MAIN, 'w:name="scope"', 'w:name="other"'),
    "a title": (MAIN, 'w:tooltip="A title"', 'w:tooltip="Another"'),
    "an expansion": ("customXml/item1.xml", "United Nations", "United Notions"),
    "what is abbreviated": (MAIN, 'w:name="_Expansion1"', 'w:name="_Expansion2"'),
    "a number shown": (MAIN, r"(NOTEREF.*?<w:t>)1", r"\g<1>2"),
    "a number meant": (MAIN, "NOTEREF _RefNote1", "NOTEREF _RefNote2"),
    "a note": ("word/footnotes.xml", "Second note", "Third note"),
    "notes in another order": (MAIN, '<w:footnoteReference w:id="1"/>(.*)<w:footnoteReference w:id="2"/>',
                               r'<w:footnoteReference w:id="2"/>\1<w:footnoteReference w:id="1"/>'),
    "the title shown": (MAIN, "On &#34;Quotes&#34;", "On Quotes"),
    "a property": ("docProps/core.xml", "SAMPLE/2011/1", "SAMPLE/2011/2"),
    "a field": ("customXml/item1.xml", ">New York<", ">Geneva<"),
}  # fmt: skip


@pytest.mark.parametrize(("part", "old", "new"), CHANGES.values(), ids=CHANGES)
def test_a_change_is_found(everything: bytes, part: str, old: str, new: str) -> None:
    reading = EDITION.read(altered(everything, part, old, new))
    assert differences(samples.everything(), "docx", reading, House()) != ()
