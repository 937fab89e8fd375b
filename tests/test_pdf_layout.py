"""The pages of the PDF edition: notes at the foot of their page, no lone lines, words that can be copied whole."""

from __future__ import annotations

import re
from itertools import pairwise

import pypdfium2
import pytest

from pipeline.document import Document, Note
from pipeline.editions.edition import Said
from pipeline.editions.pdf import Pdf
from pipeline.house import House
from pipeline.nodes import Attributes, Cell, NoteCall, Paragraph, Table, Text
from tests import pieces, samples
from tests.structure import Opened

HOUSE = House()
PDF = Pdf()
FOOT = 26 / 25.4 * 72
"""The margin below the text, in points."""


@pytest.fixture(scope="module")
def long() -> Opened:
    return Opened(PDF.write(pieces.long_document(), HOUSE))


def body(opened: Opened, number: int) -> list[str]:
    """The lines of a page without running head and foot."""
    furniture = ("Statement A title", f"S/1 Page {number + 1} of {len(opened.pages)}")
    return [line for line in opened.lines(number) if line not in furniture]


def marked(count: int) -> Document:
    """Paragraphs of several lines whose lines can be told apart, each with a note now and then."""
    blocks, notes = [], []
    for number in range(count):
        words = " ".join(f"p{number}w{word}" for word in range(60 + number * 7 % 40))
        if number % 3:
            blocks.append(samples.p(words))
        else:
            notes.append(Note(len(notes) + 1, (samples.p(f"note{len(notes) + 1}x is said here."),)))
            blocks.append(Paragraph((Text(words + " call"), NoteCall(len(notes)), Text(" end."))))
    return samples.short(*blocks, notes=tuple(notes))


@pytest.fixture(scope="module")
def paragraphs() -> Opened:
    return Opened(PDF.write(marked(40), HOUSE))


def test_no_page_opens_or_closes_with_a_lone_line(paragraphs: Opened) -> None:
    owners = []  # for each page: the paragraph that each of its lines belongs to
    for number in range(len(paragraphs.pages)):
        found = (re.findall(r"p(\d+)w\d+", line) for line in body(paragraphs, number))
        owners.append([int(words[-1]) for words in found if words])
    assert len(owners) > 4
    for before, after in pairwise(owners):
        if before[-1] == after[0]:
            assert before[-2] == before[-1], "an orphan"
            assert after[1] == after[0], "a widow"


@pytest.mark.parametrize("count", [40, 61])
def test_notes_are_at_the_foot_of_the_page_of_their_call(count: int) -> None:
    opened, seen = Opened(PDF.write(marked(count), HOUSE)), 0
    for number in range(len(opened.pages)):
        text = opened.text(number)
        notes = re.findall(r"note(\d+)x", text)
        assert notes == re.findall(r"call\s?(\d+)", text)
        seen += len(notes)
        if notes:
            last = [line for line in body(opened, number) if re.search(r"p\d+w", line)][-1].split()[0]
            assert opened.place(number, f"note{notes[0]}x")[1] < opened.place(number, last)[0], "below the text"
            assert FOOT - 2 < opened.place(number, f"note{notes[-1]}x")[0] < FOOT + 12, "at the foot"
    assert seen == (count + 2) // 3


def test_notes_longer_than_a_page_end() -> None:
    """The layout comes to an end, with nothing lost, where notes leave no room for their calls."""
    notes = tuple(Note(number, (samples.p(f"note{number}x " + "word " * 900),)) for number in (1, 2, 3))
    blocks = [Paragraph((Text(f"p{n.number} " + "text " * 60), NoteCall(n.number), Text(" end."))) for n in notes]
    reading = PDF.read(PDF.write(samples.short(*blocks, notes=notes), HOUSE))
    said = [note.text.split() for (note,) in reading.notes]
    assert [words[0] for words in said] == ["note1x", "note2x", "note3x"]
    assert all(len(words) == 901 for words in said)


def test_the_head_of_a_table_comes_again(long: Opened) -> None:
    pages = [number for number in range(len(long.pages)) if re.search(r"Row\d", long.text(number))]
    assert len(pages) >= 2
    for number in pages:
        assert any(line.startswith("HeadA") for line in long.lines(number))


def test_a_caption_stays_with_its_table() -> None:
    for lines in range(20, 44, 3):
        table = Table((Cell(samples.t("Head A")),), ((Cell(samples.t("Row 1")),),), samples.t("Its caption"))
        opened = Opened(PDF.write(samples.short(*[samples.p(f"Line {n}") for n in range(lines)], table), HOUSE))
        (page,) = [number for number in range(len(opened.pages)) if "Its caption" in opened.text(number)]
        assert "Row 1" in opened.text(page)


def test_a_heading_stays_with_its_text(long: Opened) -> None:
    for number in range(len(long.pages)):
        assert not re.match(r"(Section|Part) [\d.]+", body(long, number)[-1])


def test_contents_name_the_page(long: Opened) -> None:
    entries = {}
    for number in (0, 1):
        for line in long.lines(number):
            if found := re.fullmatch(r"(Section \d+|Part \d+\.1).*?[ .]+(\d+)", line):
                entries[found[1]] = int(found[2])
    assert len(entries) == 16
    for words, page in entries.items():
        assert any(line.startswith(words) for line in long.lines(page - 1))


WORDS = [
    "Affairs",
    "affairs",
    "efficient",
    "office",
    "effective",
    "affirmative",
    "difficult",
    "flow",
    "fjord",
    "official",
]


@pytest.mark.parametrize("style", ["p", "em", "strong"])
def test_words_with_ligatures_can_be_copied_whole(style: str) -> None:
    from pipeline.nodes import Emphasis, Strong

    text = (Text(" ".join(WORDS)),)
    content = {"p": text, "em": (Emphasis(text),), "strong": (Strong(text),)}[style]
    opened = Opened(PDF.write(samples.short(Paragraph(content)), HOUSE))
    assert " ".join(WORDS) in opened.text(0).replace("\n", " ")


def test_divided_words_are_read_whole(long: Opened) -> None:
    divided = [
        line
        for number in range(len(long.pages))
        for line in long.lines(number)
        if line.endswith(("\u2010", "\ufffe", "-"))
    ]
    assert divided, "the text is hyphenated"
    document = pieces.long_document()
    reading = PDF.read(PDF.write(document, HOUSE))
    known = {word.lower() for word in pieces.WORDS}
    words = {word for block in reading.blocks for word in re.findall(r"[A-Za-z\u2010-]+", block.text) if len(word) > 3}
    assert {word.lower() for word in words} - known <= {
        "called",
        "here",
        "section",
        "part",
        "heada",
        "headb",
        "headc",
        "long",
        "table",
    }


@pytest.mark.parametrize("word", ["cross-regional", "S/2011/1234", "either/or", "2011–2012", "no\u2014one"])
def test_a_line_that_ends_inside_a_word_is_read_without_a_space(word: str) -> None:
    text = " ".join(f"{word} {'x' * (number % 9)}".strip() for number in range(90))
    assert PDF.read(PDF.write(samples.short(samples.p(text)), HOUSE)).blocks == (Said("paragraph", text),)


def test_a_document_in_german_is_divided_by_its_own_rules() -> None:
    words = "Verantwortungsbewusstsein Generalversammlung Menschenrechtsverletzungen Bevölkerungsgruppen " * 20
    opened = Opened(PDF.write(samples.short(samples.p(words), language="de"), HOUSE))
    ends = [line[:-1].split()[-1] for line in opened.lines(0) if line.endswith(("\u2010", "\ufffe", "-"))]
    assert ends
    plain = Opened(PDF.write(samples.short(Paragraph((Text(words),), attributes=Attributes(language="zh"))), HOUSE))
    assert not [line for line in plain.lines(0) if line.endswith(("\u2010", "\ufffe"))]


def test_signatures_stay_together_and_an_annex_begins_a_page() -> None:
    from pipeline.nodes import Division

    signed = Division("signatures", tuple(samples.p(f"Signed {n}") for n in range(6)))
    annex = Division("annex", (samples.p("Annexed."),))
    for lines in (24, 28, 32):
        opened = Opened(PDF.write(samples.short(*[samples.p(f"Line {n}") for n in range(lines)], signed, annex), HOUSE))
        on = [
            {n for n in range(len(opened.pages)) if words in opened.text(n)}
            for words in ("Signed 0", "Signed 5", "Annexed.")
        ]
        assert on[0] == on[1]
        assert min(on[2]) > max(on[1])
        assert opened.place(min(on[2]), "Annexed.")[1] > 29.7 / 2.54 * 72 - 28 / 25.4 * 72 - 15, "at the head"


@pytest.mark.parametrize("lines", [22, 25, 28])
def test_what_is_signed_stands_on_the_page_of_the_signatures(lines: int) -> None:
    from pipeline.nodes import Division

    signed = Division("signatures", tuple(samples.p(f"Signed {n}") for n in range(6)))
    text = [samples.p(f"Line {n}.") for n in range(lines)]
    opened = Opened(PDF.write(samples.short(*text, signed), HOUSE))
    assert f"Line {lines - 1}." in next(
        opened.text(n) for n in range(len(opened.pages)) if "Signed 0" in opened.text(n)
    )


def test_a_label_of_the_imprint_that_wraps_shifts_no_value() -> None:
    values = {"authentic_languages": ("ar", "he", "en"), "replaces": "FICT/0"}
    opened = Opened(PDF.write(samples.short(samples.p("Words."), **values), HOUSE))
    page = len(opened.pages) - 1
    for label, value in (("Authentic", "Arabic, Hebrew"), ("Replaces", "FICT/0")):
        assert abs(opened.place(page, label)[1] - opened.place(page, value)[1]) < 1


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Statement by H.E. Ms. Sample at the general debate"),
        ("ar", "Statement by the Minister Sample at the general debate"),
        ("ru", "Протокол о веществах, разрушающих образцы и прочее"),
        ("zh", "关于消耗样品的物质以及其他事项的虚构议定书及其后的各项修正案"),
    ],
)
def test_the_lines_of_a_title_are_of_like_length(language: str, title: str) -> None:
    opened = Opened(PDF.write(samples.short(samples.p("Words."), title=title, language=language), HOUSE))
    spaceless = title.replace(" ", "")
    lines = [line for line in opened.lines(0) if len(line) > 3 and line.replace(" ", "") in spaceless]
    assert len(lines) == 2
    assert min(map(len, lines)) > 0.6 * max(map(len, lines))
    assert sum(opened.across(0, lines[0])) / 2 == pytest.approx(105 / 25.4 * 72, abs=4), "centred"


def test_the_first_page_can_be_searched_and_is_not_wasted(long: Opened) -> None:
    """Letters that stand apart must still be read as words, and the contents follow the title at once."""
    lines = long.lines(0)
    assert lines[0] == "STATEMENT"
    assert "Contents" in lines


def test_a_running_title_from_right_to_left_takes_one_line() -> None:
    title = "اتفاق بين جمهورية الأمثلة ومملكة التجارب بشأن تبادل العينات"
    document = samples.short(*[samples.p("نص طويل. " * 60)] * 20, language="ar", title=title)
    data = PDF.write(document, HOUSE)
    page = pypdfium2.PdfDocument(data)[1].get_textpage()
    top = 842 - 28 * 72 / 25.4  # above the margin of the text
    places = [page.get_charbox(at, loose=True)[1] for at in range(page.count_chars())
              if page.get_charbox(at)[1] > top and not page.get_text_range(at, 1).isspace()]  # fmt: skip
    assert len(places) > len(title) / 2
    assert max(places) - min(places) < 8  # lines are 10.4 points apart
