"""What stands side by side in the DOCX edition: names, blocks to sign, the document symbol; and what boxes it."""

from __future__ import annotations

import io
import zipfile
from itertools import pairwise
from typing import Any

import pytest
from lxml import etree

from pipeline.agreement.compare import differences
from pipeline.conformance.gate.docx import check
from pipeline.document import Document, Note
from pipeline.editions.docx import Docx
from pipeline.editions.docx.reference import mirrored
from pipeline.editions.docx.sections import columns, rows, settled
from pipeline.editions.docx.widths import APART, FRAME, Measure
from pipeline.house import House
from pipeline.nodes import (
    Attributes,
    BulletList,
    Cell,
    Division,
    Heading,
    ListItem,
    NoteCall,
    OrderedList,
    Paragraph,
    Table,
    Text,
)  # fmt: skip
from tests import samples
from tests.samples import p, t

HOUSE, EDITION = House(), Docx()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
NAMES = BulletList(tuple(ListItem((p(f"State {number}"),)) for number in range(6)))
TABLE = Table((Cell(t("Head")),), ((Cell(t("Cell")),),))


def tree(data: bytes, part: str = "word/document.xml") -> Any:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(part))


def signature(number: int) -> Division:
    return Division("signature", (p(f"For {number}"), p(f"Person {number}")))


def made(*blocks: Any, notes: tuple[Note, ...] = (), **values: Any) -> Any:
    """The main part; the edition says what its source says, and passes the gate."""
    document: Document = samples.short(*blocks, notes=notes, **values)
    data = EDITION.write(document, HOUSE)
    assert differences(document, "docx", EDITION.read(data), HOUSE) == ()
    assert check(data) == ()
    return tree(data)


def sections(root: Any) -> list[tuple[int, str]]:
    """The columns of each section, and its text."""
    found, text = [], ""
    for paragraph in root.iter(f"{W}p"):
        text += "".join(node.text or "" for node in paragraph.iter(f"{W}t")) + "|"
        for section in paragraph.iter(f"{W}sectPr"):
            found.append((number_of(section), text))
            text = ""
    return [*found, (number_of(root.find(f"{W}body/{W}sectPr")), text)]


def number_of(section: Any) -> int:
    return int(section.find(f"{W}cols").get(f"{W}num", "1"))


def test_a_text_without_names_is_one_section() -> None:
    root = made(p("Text."), NAMES)
    assert [number for number, _ in sections(root)] == [1]


@pytest.mark.parametrize("role", ["parties", "late"])
def test_a_list_of_names_stands_in_columns_below_its_heading(role: str) -> None:
    root = made(p("Text."), Division(role, (Heading(1, t("Endorsed by")), NAMES)), p("The end."))
    found = sections(root)
    assert [number for number, _ in found] == [1, 2, 1]
    assert found[0][1].endswith("Endorsed by|")
    assert found[1][1] == "State 0|State 1|State 2|State 3|State 4|State 5|"
    assert found[2][1].startswith("The end.|")


def test_a_short_list_of_names_and_one_in_a_note_stand_in_one_column() -> None:
    few = BulletList(NAMES.items[:3])
    assert len(sections(made(Division("parties", (Heading(1, t("Endorsed by")), few))))) == 1
    called = Paragraph((Text("Text"), NoteCall(1)))
    assert len(sections(made(called, notes=(Note(1, (Division("parties", (NAMES,)),)),)))) == 1


def test_only_the_first_section_has_the_head_of_the_first_page_and_no_later_one_starts_a_page() -> None:
    root = made(p("Text."), Division("parties", (Heading(1, t("Endorsed by")), NAMES)))
    first, *later = root.iter(f"{W}sectPr")
    assert len(list(first.iter(f"{W}headerReference"))) == 2
    assert first.find(f"{W}titlePg") is not None
    assert later
    for section in later:
        assert section.find(f"{W}type").get(f"{W}val") == "continuous"
        assert section.find(f"{W}titlePg") is None
        assert not list(section.iter(f"{W}headerReference"))  # those of the section before count (17.10.5)
        assert section.find(f"{W}pgSz") is not None


def test_columns_run_from_right_to_left_in_arabic() -> None:
    root = made(p("Text."), Division("parties", (NAMES,)), language="ar")
    assert all(section.find(f"{W}bidi") is not None for section in root.iter(f"{W}sectPr"))


@pytest.mark.parametrize(("count", "due"), [(1, [1]), (2, [1, 2, 1]), (3, [1, 2, 1]), (4, [1, 2, 2, 1])])
def test_blocks_to_sign_stand_two_in_a_row_and_one_that_is_alone_keeps_the_width(count: int, due: list[int]) -> None:
    root = made(p("Text."), Division("signatures", tuple(map(signature, range(count)))))
    found = sections(root)
    assert [number for number, _ in found] == due
    if count > 1:
        assert found[1][1] == "For 0|Person 0|For 1|Person 1|"
    alone = [node for node in root.iter(f"{W}ind") if node.get(f"{W}right")]
    assert len(alone) == (2 if count % 2 else 0)
    blocks = [node for node in root.iter(f"{W}p") if node.find(f"{W}pPr/{W}pStyle[@{W}val='Signature']") is not None]
    assert len(blocks) == 2 * count
    for paragraph in blocks:  # nothing parts a block
        first = "".join(paragraph.itertext()).startswith("For")
        assert paragraph.find(f"{W}pPr/{W}keepLines") is not None
        assert (paragraph.find(f"{W}pPr/{W}keepNext") is not None) == first


def test_a_table_before_columns_gets_a_paragraph_to_carry_its_section() -> None:
    root = made(p("Text."), TABLE, Division("parties", (NAMES,)))
    carrier = next(root.iter(f"{W}sectPr")).getparent().getparent()
    assert carrier.getprevious().tag == f"{W}tbl"
    assert not list(carrier.iter(f"{W}t"))


def test_marks_that_change_nothing_make_no_section() -> None:
    last = '<w:sectPr><w:pgSz/><w:cols w:space="720"/><w:titlePg/></w:sectPr>'
    text = "<w:body><w:p><w:pPr></w:pPr>a</w:p>{}\n{}" + last + "</w:body>"
    assert settled(text.format("", "")) == text.format("", "")
    assert settled(text.format(columns(1), "")).count("<w:sectPr>") == 1
    assert settled(text.format(columns(2), columns(1))).count("<w:sectPr>") == 2


def test_rows_keep_the_order_of_the_blocks() -> None:
    blocks = (p("By"), signature(1), signature(2), signature(3), p("Done"))
    assert [(signs, len(row)) for signs, row in rows(blocks)] == [
        (False, 1), (True, 2), (True, 1), (False, 1),
    ]  # fmt: skip
    assert tuple(block for _, row in rows(blocks) for block in row) == blocks


# ------------------------------------------------------------------ the head of the document


@pytest.mark.parametrize(("language", "side"), [("en", "right"), ("ar", "left")])
def test_the_symbol_stands_beside_the_session(language: str, side: str) -> None:
    root = made(p("Text."), session="Tenth session", distribution="General", language=language)
    frames = list(root.iter(f"{W}framePr"))
    assert frames
    assert {frame.get(f"{W}xAlign") for frame in frames} == {side}
    session = frames[-1].getparent().getparent().getnext()
    assert "Tenth session" in "".join(session.itertext())
    assert int(session.find(f"{W}pPr/{W}spacing").get(f"{W}after")) > APART


def test_a_symbol_without_a_session_stands_alone_at_the_same_place() -> None:
    root = made(p("Text."), distribution="General")
    assert not list(root.iter(f"{W}framePr"))
    symbols = [node for node in root.iter(f"{W}p") if node.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Symbol"]
    assert symbols
    grid = tree(EDITION.write(samples.short(p("Text.")), HOUSE)).find(f"{W}body/{W}sectPr")
    size, edge = grid.find(f"{W}pgSz"), grid.find(f"{W}pgMar")
    width = int(size.get(f"{W}w")) - int(edge.get(f"{W}left")) - int(edge.get(f"{W}right"))
    assert {node.find(f"{W}pPr/{W}ind").get(f"{W}left") for node in symbols} == {str(width - FRAME)}


def test_what_stands_beside_a_frame_reaches_below_it() -> None:
    measure = Measure(HOUSE.faces())
    assert measure.overhang(["A/RES/1"], ["First session", "Item 3"]) == 0
    low, high = measure.overhang(["A"] * 4, ["B"]), measure.overhang(["\u0639"] * 4, ["B"])
    assert APART < low < high  # Arabic lines are higher
    assert measure.overhang(["long words " * 9], ["B"]) > measure.overhang(["short"], ["B"])


# ------------------------------------------------------------------ boxes and lists


def position(name: str) -> Division:
    return Division("explanation", (Heading(1, t(name)), p(f"Words of {name}.")))


def test_a_box_has_one_line_from_its_heading_to_its_end_and_the_next_box_another() -> None:
    root = made(p("Text."), position("Ambervale"), position("Belmoor"))
    said = {"".join(node.itertext()): node for node in root.iter(f"{W}p")}
    styles = tree(EDITION.write(samples.short(p("Text.")), HOUSE), "word/styles.xml")
    own = styles.find(f"{W}style[@{W}styleId='NoteBox']/{W}pPr/{W}pBdr/{W}left")
    first, second = said["Ambervale"].find(f".//{W}pBdr/{W}left"), said["Belmoor"].find(f".//{W}pBdr/{W}left")
    assert dict(first.attrib) == dict(own.attrib)
    assert said["Words of Ambervale."].find(f".//{W}pBdr") is None  # the style's
    assert dict(second.attrib) == dict(said["Words of Belmoor."].find(f".//{W}pBdr/{W}left").attrib)
    assert dict(second.attrib) != dict(first.attrib)
    right = [said[text].find(f".//{W}ind").get(f"{W}right") for text in ("Ambervale", "Belmoor", "Words of Belmoor.")]
    assert right == ["284"] * 3


def test_lines_beside_boxes_and_justified_lines_turn_with_the_script() -> None:
    styles = tree(EDITION.write(samples.short(p("Text."), language="ar"), HOUSE), "word/styles.xml")
    box = styles.find(f"{W}style[@{W}styleId='NoteBox']/{W}pPr/{W}pBdr")
    assert [child.tag for child in box] == [f"{W}right"]
    assert "both" not in {node.get(f"{W}val") for node in styles.iter(f"{W}jc")}  # joined letters are not spaced out
    assert mirrored('<w:left w:val="a"/><w:right w:val="b"/>') == '<w:right w:val="a"/><w:left w:val="b"/>'


def test_a_list_stands_below_the_text_of_the_numbered_paragraph_before_it() -> None:
    numbered = Paragraph(t("Decide:"), number="1.", attributes=Attributes(id="para-1"))
    root = made(numbered, NAMES, p("Plain."), OrderedList(NAMES.items))
    left = {
        "".join(node.itertext()): indent.get(f"{W}left")
        for node in root.iter(f"{W}p")
        if (indent := node.find(f"{W}pPr/{W}ind")) is not None
    }
    assert left["State 0"] == str(567 + 425)
    after = [node for node in root.iter(f"{W}p") if "".join(node.itertext()) == "State 0"][1]
    assert after.find(f"{W}pPr/{W}ind") is None


def test_a_column_of_a_table_has_room_for_its_longest_word_in_every_script() -> None:
    measure = Measure(HOUSE.faces())
    table = Table((Cell(t("Word")), Cell(t("\u043f\u0440\u0438\u043d\u0438\u043c\u0430\u044f"))),
                  ((Cell(t("many words " * 20)), Cell(t("1"))),))  # fmt: skip
    assert measure.columns(table, 8500)[1] >= 940 + 216 + 60


def test_blocks_without_a_name_have_each_a_line_to_sign_on() -> None:
    """Word draws one border around neighbours that have the same (ECMA-376-1, 17.3.1.7)."""
    blocks = tuple(Division("signature", (p(f"For {number}"),)) for number in range(3))
    rules = [
        border.attrib
        for border in made(Division("signatures", blocks)).iter(f"{W}bottom")
        if border.get(f"{W}space") == "31"
    ]
    assert len(rules) == 3
    assert all(one != other for one, other in pairwise(rules))
