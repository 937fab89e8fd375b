"""Addresses, symbols and numbers in text from right to left: isolated when read, and in their own order everywhere."""

from __future__ import annotations

import io
import re
import zipfile

import pypdfium2
import pytest
from lxml import etree

from pipeline.agreement.compare import differences
from pipeline.document import Document
from pipeline.editions import EDITIONS
from pipeline.editions.edition import Edition
from pipeline.house import House
from pipeline.nodes import (
    Attributes,
    BulletList,
    Cell,
    Division,
    Isolate,
    ListItem,
    Paragraph,
    Span,
    Table,
    Text,
    plain,
    walk,
)
from pipeline.source.isolates import isolated
from tests import samples

HOUSE = House()
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def found(text: str, language: str = "ar") -> list[str]:
    """What of a text is isolated, with its characters left as they were."""
    made = isolated((samples.p(text),), language)
    assert plain(made) == text
    return [plain(node.content) for node in walk(made) if isinstance(node, Isolate) and node.direction == "ltr"]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("انظر https://example.org/ ثم", ["https://example.org/"]),
        ("(انظر https://example.org/a_(b)/c).", ["https://example.org/a_(b)/c"]),
        ("انظر (https://example.org/).", ["https://example.org/"]),
        ("www.example.org/x/، ثم", ["www.example.org/x/"]),
        ("إلى press@example.org.", ["press@example.org"]),
        ("القرار A/RES/70/1.", ["A/RES/70/1"]),
        ("A/C.3/75/L.1/Rev.2 و2004/58/EC", ["A/C.3/75/L.1/Rev.2", "2004/58/EC"]),
        ("الهاتف +31 (0)70 000-0000 ثم", ["+31 (0)70 000-0000"]),
        ("הטלפון 02-000-0000", ["02-000-0000"]),
        ("الميزانية -5% و+3.5% و12%", ["-5%", "+3.5%", "12%"]),
        ("−1,234.5 ثم ±2", ["−1,234.5", "±2"]),
    ],
)
def test_what_has_a_direction_of_its_own(text: str, due: list[str]) -> None:
    assert found(text) == due


@pytest.mark.parametrize(
    "text",
    [
        "2015-2030",  # read from the right
        "في 2011/9/23 و01-02-2015 و12.5",
        "+٣٫٥ و٢٠١٥",  # in Arabic digits, signs stand as typed
        "ב-5 ימים",  # a prefix and its hyphen
        "المادة 5 (أ)",
        "منظمة UNESCO",
    ],
)
def test_what_stays_as_the_text_has_it(text: str) -> None:
    assert found(text) == []


def test_only_in_text_from_right_to_left() -> None:
    assert found("See https://example.org/ and -5%", "en") == []
    quoted = Paragraph((Text("See "), Span((Text("انظر A/RES/70/1"),), Attributes(language="ar"))))
    assert [plain(node) for node in walk(isolated((quoted,), "en")) if isinstance(node, Isolate)] == ["A/RES/70/1"]
    english = Paragraph((Span((Text("See A/RES/70/1"),), Attributes(direction="ltr")),))
    assert isolated((english,), "ar") == (english,)


def test_what_its_author_marked_stays() -> None:
    marked = Paragraph((Isolate((Text("-5%"),)), Text(" "), Isolate((Text("+3"),), "ltr")))
    assert isolated((marked,), "ar") == (marked,)


def test_a_cell_that_is_a_number_is_isolated_whole() -> None:
    cells = tuple(Cell((Text(text),)) for text in ("-5", "1 234,5", "12 %", "$ 3", "2015-2030", "خمسة"))
    (table,) = isolated((Table(cells, ()),), "he")
    assert [isinstance(cell.content[0], Isolate) for cell in table.head] == [True, True, True, True, False, False]


def document() -> Document:
    text = "انظر https://example.org/ والهاتف +31 (0)70 000-0000 والقرار A/RES/70/1 ثم -5% هنا."
    table = Table((Cell((Text("البند"),)),), ((Cell((Text("+3"),)),),))
    return samples.short(*isolated((samples.p(text), table), "ar"), language="ar")


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.name)
def test_every_edition_says_what_was_typed(edition: Edition) -> None:
    assert not differences(document(), edition.name, edition.read(edition.write(document(), HOUSE)), HOUSE)


def test_marks_and_runs() -> None:
    by_name = {edition.name: edition.write(document(), HOUSE) for edition in EDITIONS}
    html = by_name["html"].decode()
    assert '<bdi dir="ltr" class="whole">-5%</bdi>' in html
    assert '<bdi dir="ltr" class="whole">+3</bdi></td>' in html
    tree = etree.fromstring(zipfile.ZipFile(io.BytesIO(by_name["docx"])).read("word/document.xml"))
    runs = {run.findtext(f"{WORD}t"): run.find(f"{WORD}rPr/{WORD}rtl") for run in tree.iter(f"{WORD}r")}
    assert runs["+31 (0)70 000-0000"] is None
    assert runs["https://example.org/"] is None


def test_a_pdf_has_them_from_left_to_right() -> None:
    data = next(edition for edition in EDITIONS if edition.name == "pdf").write(document(), HOUSE)
    page = pypdfium2.PdfDocument(data)[0].get_textpage()
    chars = [(page.get_charbox(at, loose=True), page.get_text_range(at, 1)) for at in range(page.count_chars())]
    lines: dict[int, list[tuple[float, str]]] = {}
    for (left, bottom, _, _), char in chars:
        lines.setdefault(round(bottom), []).append((left, char))
    # PDFium itself turns brackets round in such lines
    shown = ["".join(char for _, char in sorted(line) if char not in " ()") for line in lines.values()]
    for wanted in ("https://example.org/", "+31070000-0000", "A/RES/70/1", "-5%", "+3"):
        assert any(wanted in line for line in shown)


def test_an_item_in_another_language_is_in_it_itself() -> None:
    span = Span((Text("عن جمهورية الأمثلة"),), Attributes(language="ar"))
    (made,) = isolated((BulletList((ListItem((Paragraph((span,)),)), ListItem((samples.p("For"),)))),), "en")
    first, second = made.items
    assert (first.attributes.language, first.blocks[0].content) == ("ar", span.content)
    assert second.attributes == Attributes()
    named = ListItem((Paragraph((Span(span.content, Attributes(id="x", language="ar")),)),))
    assert isolated((BulletList((named,)),), "en") == (BulletList((named,)),)
    document = samples.short(made, Division("parties", (made,)))
    for edition in EDITIONS:
        data = edition.write(document, HOUSE)
        assert not differences(document, edition.name, edition.read(data), HOUSE)
        if edition.name == "html":
            assert '<li lang="ar" dir="rtl">' in data.decode()
        if edition.name == "docx":
            part = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
            sides = re.findall(
                r'<w:bidi/>(?:<w:ind[^>]*>|<w:spacing[^>]*>|<w:contextualSpacing/>)*<w:jc w:val="(\w+)"/>', part
            )
            assert sides == ["left", "left"]  # the side where lines begin (17.18.44)


def test_a_pdf_does_not_part_an_address_before_its_host() -> None:
    """However long the words before it, no line ends with `https://`."""
    pdf = next(edition for edition in EDITIONS if edition.name == "pdf")
    address = "https://documents.example.org/a/long/path/of/a/page/"
    lengths = [samples.p(f"{'نص ' * count}{address} هنا.") for count in range(12, 30)]
    document = samples.short(*isolated(tuple(lengths), "ar"), language="ar")
    data = pdf.write(document, HOUSE)
    assert not differences(document, "pdf", pdf.read(data), HOUSE)
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    begun = [line for line in text.splitlines() if "https" in line]  # in whatever order PDFium tells them
    assert len(begun) == len(lengths)
    assert all("documents" in line for line in begun)
