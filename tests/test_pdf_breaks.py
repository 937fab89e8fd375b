"""What WeasyPrint alone would lose at the end of a page or line: footnotes, heads of tables, spaces, brackets."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest

from pipeline.document import Note
from pipeline.editions.pdf import Pdf
from pipeline.house import House
from pipeline.nodes import (
    Attributes,
    BulletList,
    Cell,
    Division,
    LineBreak,
    ListItem,
    NoteCall,
    Paragraph,
    Picture,
    Span,
    Strong,
    Table,
    Text,
)
from tests import samples
from tests.samples import p, t
from tests.structure import Opened

HOUSE = House()
PDF = Pdf()
SENTENCE = "the parties recall that every State has to protect its populations and to act in time. "


def pages_with(opened: Opened, words: str) -> list[int]:
    return [number for number in range(len(opened.pages)) if re.search(words, opened.text(number))]


def test_a_long_footnote_begins_with_its_call_and_goes_on() -> None:
    note = Note(1, (p(" ".join(f"n{number}x" for number in range(3_000))),))
    call = Paragraph((Text(SENTENCE * 3 + "called"), NoteCall(1), Text(" " + SENTENCE * 3)))
    blocks = (*(p(SENTENCE * 5) for _ in range(4)), call, *(p("after " + SENTENCE * 5) for _ in range(12)))
    data = PDF.write(samples.short(*blocks, notes=(note,)), HOUSE)
    opened = Opened(data)
    (called,) = pages_with(opened, "called")
    assert pages_with(opened, "n0x") == [called]
    on = pages_with(opened, r"n\d+x")
    assert on == list(range(called, called + len(on)))
    assert len(on) > 2
    assert set(on) <= set(pages_with(opened, "State")), "the text goes on above it"
    ((said,),) = PDF.read(data).notes
    assert said.text == note.blocks[0].content[0].text  # type: ignore[attr-defined]


@pytest.mark.parametrize("filler", range(0, 28, 3))
def test_the_note_of_a_head_that_leaves_the_page_leaves_with_it(filler: int) -> None:
    head = Cell((Text("Head"), NoteCall(1)))
    table = Table((head,), (((Cell(t(SENTENCE * 8)),),) * 3))
    note = Note(1, (p("noted " + SENTENCE),))
    data = PDF.write(samples.short(*(p(SENTENCE * 3) for _ in range(filler)), table, notes=(note,)), HOUSE)
    opened = Opened(data)
    assert pages_with(opened, "noted") == pages_with(opened, r"Head\s?1")[:1]


def test_a_row_that_is_higher_than_a_page_keeps_the_head() -> None:
    table = Table((Cell(t("HeadA")), Cell(t("HeadB"))), ((Cell(t("x")), Cell(t(SENTENCE * 120))),))
    data = PDF.write(samples.short(p("Before."), table), HOUSE)
    on = pages_with(Opened(data), "populations")
    assert len(on) > 1
    assert pages_with(Opened(data), "HeadA") == on
    assert [said.kind for said in PDF.read(data).blocks][:5] == ["paragraph", "head", "head", "cell", "cell"]


def test_a_line_that_ends_before_a_space_has_one() -> None:
    """In a narrow column the last word may fit, and the space after it not."""
    rows = tuple(
        (Cell((Text(f"{'i' * number} effective "), Strong(t("implementation")))), Cell(t("wide " * 20)))
        for number in range(1, 60)
    )
    blocks = PDF.read(PDF.write(samples.short(Table((Cell(t("a")), Cell(t("b"))), rows)), HOUSE)).blocks
    texts = [said.text for said in blocks if said.kind == "cell"][::2]
    assert texts == [f"{'i' * number} effective implementation" for number in range(1, 60)]


@pytest.mark.parametrize("gap", ["", " "])
def test_a_line_that_ends_between_pictures_is_read_as_typed(gap: str) -> None:
    pictures = (Picture("arms.svg", "x", width="40"), Text(gap))[: 1 + len(gap)] * 60
    assert PDF.read(PDF.write(samples.short(Paragraph(pictures)), HOUSE)).blocks[0].text == gap.join(["![x]"] * 60)


@pytest.mark.parametrize("gap", ["", " "])
def test_a_line_that_ends_with_a_picture_or_a_call_is_read_as_typed(gap: str) -> None:
    content: list[Any] = []
    for number in range(1, 61):
        call = NoteCall(1, number)
        content += [Text("人民"), Picture("arms.svg", "x", width="16"), Text(f"{gap}战争"), call, Text(f"{gap}and ")]
    document = samples.short(Paragraph(tuple(content)), notes=(Note(1, (p("N."),), 60),))
    assert PDF.read(PDF.write(document, HOUSE)).blocks[0].text == (f"人民![x]{gap}战争[^1]{gap}and " * 60).strip()


def test_a_forced_line_break_between_ideographs_is_a_space() -> None:
    data = PDF.write(samples.short(Paragraph((Text("人民"), LineBreak(), Text("战争")))), HOUSE)
    assert PDF.read(data).blocks[0].text == "人民 战争"


def test_brackets_after_arabic_are_not_turned_round() -> None:
    arabic = Span(t("(أن) كلمة"), Attributes(language="ar"))
    opened = Opened(PDF.write(samples.short(Paragraph((arabic,)), p("and (two) [three]")), HOUSE))
    assert "and (two) [three]" in opened.text(0)


def rows_on_pages(opened: Opened) -> list[int]:
    found = (re.findall(r"row\d+x", opened.text(number)) for number in range(len(opened.pages)))
    return [len(rows) for rows in found if rows]


@pytest.mark.parametrize("filler", range(20, 44, 3))
def test_a_short_table_is_kept_whole(filler: int) -> None:
    table = Table((Cell(t("Head")),), tuple((Cell(t(f"row{number}x")),) for number in range(4)))
    opened = Opened(PDF.write(samples.short(*(p("Line.") for _ in range(filler)), table), HOUSE))
    assert rows_on_pages(opened) == [4]


@pytest.mark.parametrize("count", range(60, 75, 2))
def test_a_long_table_leaves_two_rows_on_every_page_and_begins_at_once(count: int) -> None:
    table = Table((Cell(t("Head")),), tuple((Cell(t(f"row{number}x")),) for number in range(count)))
    for filler in (10, 24, 25, 26, 27):
        opened = Opened(PDF.write(samples.short(*(p("Line.") for _ in range(filler)), table), HOUSE))
        on = rows_on_pages(opened)
        assert sum(on) == count
        assert min(on) >= 2
        assert filler > 10 or "row1x" in opened.text(0)


def test_many_blocks_to_sign_begin_on_the_page_of_the_text_and_stay_whole() -> None:
    signatures = tuple(Division("signature", (p(f"For: State{number}"), p(f"Name{number}"))) for number in range(40))
    opened = Opened(PDF.write(samples.short(p("Text."), Division("signatures", signatures)), HOUSE))
    assert "State3" in opened.text(0)
    for number in range(40):
        assert pages_with(opened, rf"State{number}\b") == pages_with(opened, rf"Name{number}\b")


def test_a_row_that_is_higher_than_a_page_begins_below_the_row_before_it() -> None:
    rows = tuple((Cell(t(name)), Cell(t(text))) for name, text in (("row1x", "x"), ("row2x", SENTENCE * 120)))
    data = PDF.write(samples.short(Table((Cell(t("A")), Cell(t("B"))), rows)), HOUSE)
    assert pages_with(Opened(data), "row1x") == pages_with(Opened(data), "row2x") == [0]


def test_the_lines_of_a_list_in_a_footnote_stand_close() -> None:
    items = BulletList(tuple(ListItem((p(f"item{number}x"),)) for number in range(3)))
    document = samples.short(
        Paragraph((Text("Called"), NoteCall(1), Text("."))), notes=(Note(1, (p("A note:"), items, p("end of it"))),)
    )
    opened = Opened(PDF.write(document, HOUSE))
    places = [opened.place(0, words)[0] for words in ("note:", "item0x", "item1x", "item2x", "end of it")]
    assert all(before - after < 18 for before, after in pairwise(places))


@pytest.mark.parametrize("columns", range(4, 13))
def test_numbers_in_wide_tables_are_whole(columns: int) -> None:
    table = Table(
        tuple(Cell(t(f"Column heading {number}")) for number in range(columns)),
        ((Cell(t("Value of things 1,234,567.89")),) * columns,),
    )
    assert Opened(PDF.write(samples.short(table), HOUSE)).text(0).count("1,234,567.89") == columns
