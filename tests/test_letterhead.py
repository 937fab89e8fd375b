"""Letterheads, symbol blocks and the other slots of title blocks: shown by every edition, as the kind arranges them."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jinja2 import nodes
from lxml import etree

from pipeline.document import Asset, Document, Emblem
from pipeline.editions import EDITIONS
from pipeline.editions.edition import Edition
from pipeline.house import House
from pipeline.kinds import SLOTS, TITLE_BLOCK
from pipeline.templating import environment
from tests import samples
from tests.small import put

HOUSE = House()
DOCX = next(edition for edition in EDITIONS if edition.name == "docx")
every_edition = pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.name)
every_kind = pytest.mark.parametrize("kind", HOUSE.kinds())


def front(edition: Edition, document: Document, house: House = HOUSE) -> str:
    """The title block as a reader sees it, in one line; capitals are style."""
    return " ".join(line.text for line in edition.read(edition.write(document, house)).front).casefold()


# ------------------------------------------------------------------ emblems


def shape(width: int, height: int) -> Asset:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"><rect width="9" height="9"/></svg>'
    return Asset(f"{width}x{height}.svg", "image/svg+xml", svg.encode(), width, height)


SHAPES = (
    shape(40, 50),
    shape(20, 60),
    shape(200, 40),
    shape(900, 60),
    Asset("a.png", "image/png", samples.png(90, 60), 90, 60),
)


def emblazoned(count: int, language: str) -> Document:
    """A document with as many emblems of unlike shapes."""
    pictures = SHAPES[:count]
    emblems = tuple(Emblem(asset.name, f"Arms {number}") for number, asset in enumerate(pictures, 1))
    made = samples.short(samples.p("Words."), language=language, emblems=emblems)
    return Document(
        made.name, made.metadata, made.blocks, (), {asset.name: asset for asset in pictures}, made.file, b"x"
    )


@every_edition
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 5])
def test_every_edition_keeps_every_emblem(edition: Edition, count: int, language: str) -> None:
    document = emblazoned(count, language)
    reading = edition.read(edition.write(document, HOUSE))
    said = " ".join(line.text for line in reading.front)
    assert [said.count(f"Arms {number}") for number in range(1, 6)] == [1] * count + [0] * (5 - count)
    assert reading.metadata.emblems == document.metadata.emblems


def test_emblems_of_a_docx_have_one_height_and_stay_inside_the_line() -> None:
    with zipfile.ZipFile(io.BytesIO(DOCX.write(emblazoned(5, "en"), HOUSE))) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    rows = [
        [(int(size.get("cx")), int(size.get("cy"))) for size in paragraph.iter("{*}extent")]
        for paragraph in body.iter("{*}p")
    ]
    sizes = [size for row in rows for size in row]
    assert len(sizes) == 5
    assert len({height for width, height in sizes if width < 2_000_000}) == 1
    assert max(width for width, _ in sizes) <= 2_170_000  # 60 mm
    line = 8504 * 635
    assert all(sum(width for width, _ in row) < line for row in rows)
    assert len([row for row in rows if row]) > 1, "they do not fit into one line"


# ------------------------------------------------------------------ the symbol block

SYMBOL: dict[str, tuple[str, ...]] = {
    "en": ("FICT/1", "Distribution: General", "23 September 2011", "Original: French"),
    "fr": ("FICT/1", "Distribution : General", "23 septembre 2011", "Original : français"),
    "ar": ("FICT/1", "التوزيع: General", "23 سبتمبر 2011", "الأصل: الفرنسية"),
    "ru": ("FICT/1", "Распространение: General", "23 сентября 2011 года", "Язык оригинала: французский"),
    "sv": ("FICT/1", "Distribution: General", "23 september 2011", "Original: franska"),
}


@every_edition
@pytest.mark.parametrize("language", SYMBOL)
def test_the_symbol_block_speaks_the_language(edition: Edition, language: str) -> None:
    values = {"identifier": "FICT/1", "distribution": "General", "original_language": "fr", "language": language}
    assert " ".join(SYMBOL[language]).casefold() in front(edition, samples.short(samples.p("Words."), **values))


@every_edition
def test_without_distribution_and_original_language_there_is_no_symbol_block(edition: Edition) -> None:
    assert "fict/1" not in front(edition, samples.short(samples.p("Words."), identifier="FICT/1"))


# ------------------------------------------------------------------ slots

SHOWN: dict[str, dict[str, Any]] = {
    "session": {"session": "A long session", "agenda_item": "Item 14 (b)"},
    "addressee": {"addressee": ("Ministry of Samples", "Old Square 1")},
    "delivery": {"delivery": "check-against-delivery"},
    "subtitle": {"subtitle": "What stands below"},
    "corrects": {"corrects": "FICT/2010/8"},
    "event": {"event": "A fictional meeting"},
    "date_and_place": {"venue": "Hall 4", "place": "New York"},
}
SAID = {
    "session": "a long session item 14 (b)",
    "addressee": "ministry of samples old square 1",
    "delivery": "check against delivery",
    "subtitle": "what stands below",
    "corrects": "corrects: fict/2010/8",
    "event": "a fictional meeting",
    "date_and_place": "hall 4, new york",
    "title": "a title",
}


@every_edition
@every_kind
def test_the_kind_decides_what_its_title_block_shows_and_in_which_order(edition: Edition, kind: str) -> None:
    values = {name: value for part in SHOWN.values() for name, value in part.items()}
    said = front(edition, samples.short(samples.p("Words."), type=kind, **values))
    slots = HOUSE.kind(kind).title_block
    places = [said.find(SAID[slot]) for slot in slots if slot in SAID]
    assert -1 not in places
    assert places == sorted(places)
    assert [slot for slot in SAID if slot not in slots and SAID[slot] in said] == []


@pytest.mark.parametrize("template", ["shared/title_block.html.j2", "docx/document.xml.j2"])
def test_there_is_a_macro_for_every_slot(template: str) -> None:
    tree = environment(HOUSE).parse(HOUSE.read(template).decode())
    given = [node for node in tree.find_all(nodes.Assign) if getattr(node.target, "name", "") == "slots"]
    assert [key.as_const() for node in given for key in (pair.key for pair in node.node.items)] == list(SLOTS)
    assert set(TITLE_BLOCK) <= set(SLOTS)


@every_edition
def test_a_kind_of_a_press_arranges_its_own_title_block(edition: Edition, tmp_path: Path) -> None:
    put(tmp_path / "templates/kinds/edict.yaml", "label: {en: Edict}\ntitle_block: [title, event, kind, letterhead]\n")
    document = samples.short(samples.p("Words."), type="edict", event="A fictional meeting")
    assert front(edition, document, House.of(tmp_path)) == "a title a fictional meeting edict"


@every_edition
def test_a_letter_has_reference_date_and_addressee_before_its_subject(edition: Edition) -> None:
    values = {
        "type": "letter",
        "identifier": "FICT/L/7",
        "place": "The Hague",
        "addressee": ("Ministry of Samples", "Old Square 1"),
    }
    said = front(edition, samples.short(samples.p("Excellency,"), **values))
    assert said == "reference: fict/l/7 23 september 2011, the hague ministry of samples old square 1 a title"


@cache
def _languages() -> tuple[str, ...]:
    return HOUSE.languages()


@pytest.mark.parametrize("language", _languages())
@pytest.mark.parametrize("delivery", ["check-against-delivery", "as-delivered"])
def test_a_statement_says_how_it_stands_to_the_spoken_word(delivery: str, language: str) -> None:
    html = next(edition for edition in EDITIONS if edition.name == "html")
    words = HOUSE.strings(language)["delivery"][delivery]
    assert words.casefold() in front(html, samples.short(samples.p("-"), delivery=delivery, language=language))
    assert language == "en" or words != HOUSE.strings("en")["delivery"][delivery]
