"""The structure tree of the PDF edition, node type by node type (ISO 32000-1, 14.8; ISO 14289-1, 7)."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from pipeline.document import Note
from pipeline.editions.pdf import Pdf
from pipeline.house import House
from pipeline.nodes import (
    NODES,
    Abbreviation,
    Attributes,
    BulletList,
    Cell,
    Code,
    CodeBlock,
    DefinitionList,
    Division,
    Emphasis,
    Figure,
    Heading,
    Isolate,
    LineBreak,
    Link,
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
from tests import pieces, samples
from tests.pieces import EACH
from tests.structure import Element, Opened

HOUSE = House()
PDF = Pdf()

NOTE = ("Note", "Lbl", "P")
ITEM = ("LI", "Lbl", "LBody")
SHAPES: dict[type[Any], tuple[Any, ...]] = {
    Heading: ("H2", "H3", "H4", "H5", "H6", "H7"),
    Paragraph: ("P", "P"),
    Quote: (("BlockQuote", "P", "P"),),
    BulletList: (("L", ("LI", "Lbl", ("LBody", ("L", ITEM))), ITEM),),
    OrderedList: (("L", ("LI", "Lbl", ("LBody", "P")), ("LI", "Lbl", ("LBody", "P"))),),
    DefinitionList: (("L", ("LI", "Lbl", "LBody", ("LBody", "P", "P")), ITEM),),
    CodeBlock: (("CodeBlock", "Code"),),
    Rule: ("P", "Rule", "P"),
    Table: (
        ("Table", "Caption", ("THead", ("TR", "TH", "TH")), ("TBody", ("TR", "TD", "TD"), ("TR", "TD", "TD"))),
    ),
    Figure: (("Figure", "Caption"),),
    Division: (("Div", "P"),) * 5,
    Text: ("P",),
    Emphasis: ("P",),
    Strong: ("P",),
    Code: (("P", "Code"),),
    Superscript: ("P",),
    Subscript: ("P",),
    Abbreviation: (("P", "Span"),),
    Isolate: ("P",),
    Span: (("P", "Span"),),
    LineBreak: ("P",),
    Link: ("H2", ("P", "Link", "Link"), ("P", "Link")),
    Picture: (("P", "Span", "Figure", "Span", ("Link", "Figure"), "Span"),),
    NoteCall: (
        ("H2", "Reference", ("Note", "Lbl", "P", ("L", ITEM, ITEM), "P")),
        ("P", ("Reference", ("Link", "Span"))),
        ("L", ("LI", "Lbl", ("LBody", "Reference", NOTE))),
        ("Table", ("THead", ("TR", "TH")), ("TBody", ("TR", ("TD", "Reference", NOTE)))),
        ("BlockQuote", ("P", "Reference", NOTE)),
    ),
}  # fmt: skip


@cache
def opened(node: type[Any]) -> Opened:
    return Opened(PDF.write(EACH[node].document(), HOUSE))


def article(document: Opened) -> Element:
    (found,) = document.tree.find("Art")
    return found


def parts(node: type[Any], role: str) -> list[Element]:
    return article(opened(node)).find(role)


@pytest.mark.parametrize("node", NODES, ids=lambda node: node.__name__)
def test_the_shape_of_each_node(node: type[Any]) -> None:
    assert article(opened(node)).shape() == ("Art", *SHAPES[node])


def test_heads_have_a_scope() -> None:
    assert [str(head.get("/A").Scope) for head in parts(Table, "TH")] == ["/Column", "/Column"]


def test_an_empty_cell_is_there_and_empty() -> None:
    cells = parts(Table, "TD")
    assert [opened(Table).said(cell).strip() for cell in cells] == ["A", "1", "", "2"]


@pytest.mark.parametrize(
    ("node", "numbering"), [(BulletList, "/Disc"), (OrderedList, "/Decimal"), (DefinitionList, "/None")]
)
def test_a_list_says_how_it_is_numbered(node: type[Any], numbering: str) -> None:
    assert {str(found.get("/A").ListNumbering) for found in parts(node, "L")} == {numbering}


def test_a_list_starts_where_it_was_told_to() -> None:
    assert [opened(OrderedList).said(label).strip() for label in parts(OrderedList, "Lbl")] == ["3)", "4)"]


def test_notes_have_ids_and_numbers() -> None:
    notes = parts(NoteCall, "Note")
    identifiers = [note.get("/ID") for note in notes]
    assert len(set(identifiers)) == len(notes) == 4
    names = opened(NoteCall).pdf.Root.StructTreeRoot.IDTree.Names
    assert [str(name) for name in list(names)[::2]] == sorted(identifiers)
    assert [opened(NoteCall).said(note.kids[0]).strip() for note in notes] == ["1.", "2.", "3.", "4."]


def test_pictures_have_alternative_texts() -> None:
    assert [found.get("/Alt") for found in parts(Picture, "Figure")] == ["Small arms", "Chart"]
    assert [found.get("/Alt") for found in parts(Figure, "Figure")] == ["A chart"]


def test_links_say_where_they_lead() -> None:
    found = [(link, note) for link in parts(Link, "Link") for note in link.annotations]
    assert [str(note.Contents) for _, note in found] == ["Title", "inner", "mail"]
    for _, note in found:
        assert isinstance(note.StructParent, int)
        assert int(note.F) & 4, "it is printed"


def test_languages_and_abbreviations_are_said() -> None:
    assert [span.get("/Lang") for span in parts(Span, "Span")] == ["fr"]
    assert [span.get("/E") for span in parts(Abbreviation, "Span")] == ["United Nations"]


@pytest.mark.parametrize(
    ("node", "ours", "standard"), [(Heading, "H7", "H6"), (CodeBlock, "CodeBlock", "P"), (Rule, "Rule", "NonStruct")]
)
def test_a_type_of_our_own_stands_for_a_standard_one(node: type[Any], ours: str, standard: str) -> None:
    assert {str(key): str(value) for key, value in opened(node).pdf.Root.StructTreeRoot.RoleMap.items()} == {
        f"/{ours}": f"/{standard}"
    }


def test_a_printed_number_is_told_from_its_paragraph() -> None:
    document = Opened(PDF.write(samples.short(Paragraph(samples.t("Decides."), number="12.")), HOUSE))
    (number,) = article(document).find("Number")
    assert document.said(number).strip() == "12."
    assert str(document.pdf.Root.StructTreeRoot.RoleMap.Number) == "/Span"


def test_a_picture_that_stands_alone_is_told_from_one_in_a_line() -> None:
    assert [str(found.get("/A").Placement) for found in parts(Figure, "Figure")] == ["/Block"]
    assert [found.get("/A") for found in parts(Picture, "Figure")] == [None, None]


def test_a_note_is_in_the_language_of_the_document() -> None:
    call = Paragraph((Text("Appel"), NoteCall(1)), attributes=Attributes(language="fr"))
    document = Opened(PDF.write(samples.short(call, notes=(Note(1, (samples.p("A note."),)),)), HOUSE))
    (note,) = article(document).find("Note")
    assert note.get("/Lang") == "en"


def test_a_row_of_empty_cells_is_there() -> None:
    empty = (Cell(()), Cell(()))
    document = Opened(PDF.write(samples.short(Table((Cell(samples.t("A")), Cell(())), (empty, empty))), HOUSE))
    assert [len(row.kids) for row in article(document).find("TR")] == [2, 2, 2]


# ------------------------------------------------------------------ the whole


@pytest.fixture(scope="module")
def long() -> Opened:
    return Opened(PDF.write(pieces.long_document(), HOUSE))


@pytest.fixture(scope="module")
def everything() -> Opened:
    return Opened(PDF.write(samples.everything(), HOUSE))


def test_contents_are_a_list_of_references(long: Opened) -> None:
    (outer, *inner) = long.tree.find("TOC")
    assert outer.kids[0].role == "Caption"
    assert {kid.role for toc in inner for kid in toc.kids} == {"TOCI"}
    entries = outer.find("TOCI")
    assert len(entries) == 16
    assert all(entry.kids[0].shape() == ("Reference", "Link") for entry in entries)
    assert all(len(entry.kids[0].kids[0].annotations) == 1 for entry in entries)


def test_all_text_is_content_or_artifact(long: Opened, everything: Opened) -> None:
    for document in (long, everything):
        held = {mark for element in document.tree.walk() for mark in element.marks}
        for number in range(len(document.pages)):
            for text, mcid, artifact in document.text_objects(number):
                assert artifact != (mcid >= 0), text
                assert artifact or (number, mcid) in held, text


def test_every_mark_knows_its_element(long: Opened) -> None:
    numbers = list(long.pdf.Root.StructTreeRoot.ParentTree.Nums)
    parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    for element in long.tree.walk():
        for page, mcid in element.marks:
            assert parents[int(long.pdf.pages[page].StructParents)][mcid].objgen == element.raw.objgen
        for annotation in element.annotations:
            assert parents[int(annotation.StructParent)].objgen == element.raw.objgen


def test_running_heads_and_feet_are_no_content(long: Opened) -> None:
    for number in range(1, len(long.pages)):
        artifacts = "".join(text for text, _, artifact in long.text_objects(number) if artifact)
        for words in ("Statement", "A title", "S/1", f"Page {number + 1} of {len(long.pages)}"):
            assert words in artifacts
    assert "Page 2 of" not in long.said(long.tree)
    assert long.said(long.tree).count("A title") == 1


def test_the_head_of_a_table_is_content_once(long: Opened) -> None:
    heads = [
        (number, artifact)
        for number in range(len(long.pages))
        for text, _, artifact in long.text_objects(number)
        if "HeadA" in text
    ]
    assert len(heads) >= 2, "the table is long enough to go on"
    assert [artifact for _, artifact in heads] == [False] + [True] * (len(heads) - 1)
    assert len(article(long).find("TH")) == 3


def test_right_to_left_text_says_what_it_reads() -> None:
    arabic = (
        "\u0627\u0644\u0628\u0646\u062f \u0627\u0644\u0623\u0648\u0644: 12 \u0641\u064a \u0627\u0644\u0645\u0626\u0629."
    )
    document = Opened(PDF.write(samples.short(samples.p(arabic), language="ar"), HOUSE))
    (paragraph,) = article(document).find("P")
    assert [span.get("/ActualText") for span in paragraph.kids] == [arabic]
    assert str(document.pdf.Root.Lang) == "ar"


def test_plain_text_needs_no_actual_text(long: Opened) -> None:
    assert not [element for element in long.tree.walk() if "/ActualText" in element.raw]
