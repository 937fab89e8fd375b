"""Where a text stands: shown by every edition, on every page of the paged ones, and never read as text."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pikepdf
import pytest

from pipeline.crosswalk.fields import STATUSES
from pipeline.document import Correction, Document, is_embargoed
from pipeline.editions import EDITIONS
from pipeline.editions.edition import Edition
from pipeline.house import House
from tests import samples
from tests.structure import Opened

HOUSE = House()
PDF, DOCX = (next(edition for edition in EDITIONS if edition.name == name) for name in ("pdf", "docx"))
NOON = datetime(2011, 9, 23, 15, tzinfo=timezone(timedelta(hours=2)))
every_edition = pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.name)
every_language = pytest.mark.parametrize("language", ["en", "fr", "ar"])


def pages(**values: Any) -> Document:
    """A document of several pages."""
    return samples.short(*(samples.p("Fictional words. " * 60) for _ in range(12)), **values)


def front(edition: Edition, document: Document) -> tuple[str, ...]:
    return tuple(line.text for line in edition.read(edition.write(document, HOUSE)).front)


# ------------------------------------------------------------------ in the title block


@every_edition
@every_language
@pytest.mark.parametrize("status", STATUSES)
def test_the_title_block_opens_with_the_status(edition: Edition, status: str, language: str) -> None:
    said = front(edition, samples.short(samples.p("Words."), status=status, language=language))
    assert (said[0] == HOUSE.strings(language)["status"][status]) == (status != "final")


EMBARGO = {
    "en": "Embargoed until Friday, 23 September 2011, 15:00 (UTC+02:00)",
    "fr": "Sous embargo jusqu’au vendredi 23 septembre 2011 à 15:00 (UTC+02:00)",
    "ar": "محظور النشر حتى الجمعة، 23 سبتمبر 2011، الساعة 15:00 (UTC+02:00)",
}


@every_edition
@every_language
def test_an_embargo_names_date_time_and_zone(edition: Edition, language: str) -> None:
    document = samples.short(samples.p("Words."), status="embargoed", embargo=NOON, language=language)
    assert front(edition, document)[0] == EMBARGO[language]


@every_edition
def test_a_withdrawn_text_says_so_before_anything_else(edition: Edition) -> None:
    said = front(edition, samples.short(samples.p("Words."), status="withdrawn"))
    assert said[:2] == ("Withdrawn", HOUSE.strings("en")["withdrawn"])


CORRECTED = {
    ("corrected", "2011-10-04"): "Corrected on 4 October 2011 by FICT/1/Corr.1",
    ("corrected", ""): "Corrected by FICT/1/Corr.1",
    ("final", "2011-10-04"): "See corrigendum FICT/1/Corr.1",
    ("final", ""): "See corrigendum FICT/1/Corr.1",
}


@every_edition
@pytest.mark.parametrize(("status", "day"), CORRECTED)
def test_a_text_names_what_corrects_it(edition: Edition, status: str, day: str) -> None:
    corrections = (Correction("FICT/1/Corr.1", day), Correction("FICT/1/Corr.2"))
    said = front(edition, samples.short(samples.p("Words."), status=status, corrected_by=corrections))
    assert CORRECTED[status, day] in said
    assert any("FICT/1/Corr.2" in line for line in said)


# ------------------------------------------------------------------ on every page

ON_PAGES = {
    "draft": ({"status": "draft"}, "draft"),
    "embargoed": (
        {"status": "embargoed", "embargo": NOON},
        "embargoed until friday, 23 september 2011, 15:00 (utc+02:00)",
    ),
    "draft under embargo": ({"status": "draft", "embargo": NOON}, "draft · embargoed until"),
    "withdrawn": ({"status": "withdrawn"}, "withdrawn"),
}


@pytest.mark.parametrize(("values", "words"), ON_PAGES.values(), ids=ON_PAGES)
def test_every_page_of_a_pdf_warns_and_no_screen_reader_hears_it_twice(values: dict[str, Any], words: str) -> None:
    data = PDF.write(pages(**values), HOUSE)
    opened = Opened(data)
    shown = [page.get_textpage().get_text_range() for page in opened.pages]
    assert len(shown) > 1
    assert all(words in " ".join(text.split()).casefold() for text in shown)  # real text, not a picture
    said = PDF.read(data)
    assert sum(line.text.casefold().startswith(words) for line in said.front) == 1
    assert not any(words in block.text.casefold() for block in said.blocks)


def _artifacts(data: bytes) -> list[int]:
    """For each page: how many letters its artifacts show (ISO 32000-1, 14.8.2.2)."""
    counts = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            depth, inside, count = 0, 0, 0
            for operands, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                if name in ("BMC", "BDC"):
                    depth += 1
                    inside = inside or (depth if str(operands[0]) == "/Artifact" else 0)
                elif name == "EMC":
                    inside = 0 if inside == depth else inside
                    depth -= 1
                elif name in ("Tj", "TJ") and inside:
                    count += 1
            counts.append(count)
    return counts


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_the_warning_of_a_page_is_an_artifact(status: str) -> None:
    plain, warned = (_artifacts(PDF.write(pages(status=one), HOUSE)) for one in ("final", status))
    assert [after - before for before, after in zip(plain, warned, strict=True)] == [1] * len(plain)


@pytest.mark.parametrize("language", ["en", "ar", "ru"])
def test_a_watermark_of_a_pdf_is_light_and_behind_the_text(language: str) -> None:
    with pikepdf.open(io.BytesIO(PDF.write(pages(status="draft", language=language), HOUSE))) as pdf:
        for page in pdf.pages:
            colours, texts = [], 0
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) in ("rg", "scn"):
                    colours.append([float(one) for one in operands if not isinstance(one, pikepdf.Name)])
                texts += str(operator) in ("Tj", "TJ")
                if texts == 1:  # the first that is painted lies behind all others
                    break
            assert min(colours[-1]) > 0.9


@every_language
def test_a_draft_in_word_has_words_own_watermark(language: str) -> None:
    word = HOUSE.strings(language)["status"]["draft"].upper()
    data = DOCX.write(pages(status="draft", language=language), HOUSE)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in ("word/header1.xml", "word/header2.xml"):
            header = package.read(name).decode()
            assert f'string="{word}"' in header
            assert 'alt=""' in header
    with zipfile.ZipFile(io.BytesIO(DOCX.write(pages(language=language), HOUSE))) as package:
        assert "textpath" not in package.read("word/header1.xml").decode()


@pytest.mark.parametrize(("values", "words"), list(ON_PAGES.values())[1:], ids=list(ON_PAGES)[1:])
def test_the_headers_of_word_warn(values: dict[str, Any], words: str) -> None:
    with zipfile.ZipFile(io.BytesIO(DOCX.write(pages(**values), HOUSE))) as package:
        for name in ("word/header1.xml", "word/header2.xml"):
            text = "".join(re.findall(r"<w:t[^>]*>([^<]*)", package.read(name).decode()))
            assert words in text.casefold()


# ------------------------------------------------------------------ before its time

BEFORE, AFTER = NOON - timedelta(seconds=1), NOON
ANSWERS = [
    ({"status": "embargoed", "embargo": NOON}, BEFORE, True),
    ({"status": "embargoed", "embargo": NOON}, AFTER, False),
    ({"status": "embargoed", "embargo": NOON}, datetime(2011, 9, 23, 12, 59, tzinfo=UTC), True),
    ({"status": "embargoed", "embargo": NOON}, datetime(2011, 9, 23, 13, tzinfo=UTC), False),
    ({"status": "draft", "embargo": NOON}, BEFORE, True),
    ({"status": "final", "embargo": NOON}, BEFORE, True),
    ({"status": "embargoed"}, AFTER, True),
    ({"status": "final"}, BEFORE, False),
]


@pytest.mark.parametrize(("values", "now", "answer"), ANSWERS)
def test_whether_a_text_is_under_embargo_depends_on_the_time_that_is_given(
    values: dict[str, Any], now: datetime, answer: bool
) -> None:
    assert is_embargoed(values.get("status", "final"), values.get("embargo"), now) is answer
