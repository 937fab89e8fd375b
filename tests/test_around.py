"""What stands around the text is held against the source: every line of the title block, every entry of the imprint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from pipeline import __version__
from pipeline.agreement.compare import differences
from pipeline.agreement.furniture import SLOT_LINES, Line, _Head, imprint, title_block
from pipeline.agreement.verify import arranged
from pipeline.crosswalk import FIELDS
from pipeline.editions import EDITIONS
from pipeline.editions.edition import Edition, Reading, Said, emblems_together, entries
from pipeline.house import House
from pipeline.kinds import SLOTS
from tests import samples
from tests.mutations import around, tally
from tests.mutations.text import OPERATIONS

HOUSE = House()
every_edition = pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.name)
every_document = pytest.mark.parametrize("name", around.originals())
every_place = pytest.mark.parametrize("place", around.PLACES)

# ------------------------------------------------------------------ what is due


def test_every_slot_is_told_and_shown_by_a_document_that_is_mutated() -> None:
    assert set(SLOT_LINES) == set(SLOTS)
    shown = {
        slot
        for document in around.originals().values()
        for slot in HOUSE.kind(document.metadata.type).title_block
        if any(text for _, text in SLOT_LINES[slot](_Head(document, HOUSE)))
    }
    assert shown == set(SLOTS)


def test_every_field_that_a_slot_shows_is_due_there() -> None:
    due = {line.field for document in around.originals().values() for line in title_block(document, HOUSE)}
    joined = {"venue", "agenda_item"}  # they stand in the line of another field
    assert {field for fields in SLOTS.values() for field in fields} <= due | joined


def test_every_labelled_field_has_an_entry_that_is_mutated() -> None:
    due = {line.field for one in around.originals().values() for line in imprint(one, HOUSE, versions=True)}
    assert due == {"", *(row.name for row in FIELDS if row.label)}


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.said.text for line in lines]


def test_a_title_block_by_hand() -> None:
    assert texts(title_block(around.originals()["statement"], HOUSE)) == [
        "Embargoed until Friday, 23 September 2011, 15:00 (UTC)",
        "See corrigendum SAMPLE/2011/1/Corr.1: paragraph 1 and article 3, paragraph 2",
        "See corrigendum SAMPLE/2011/1/Corr.2",
        "![Arms of Examples] ![Arms of some Tests]",
        "Minister of Samples Republic of Examples",
        "Ministry of Specimens",
        "in association with Institute for Fictional Texts and Academy of Tests",
        "SAMPLE/2011/1",
        "Distribution: General",
        "23 September 2011",
        "Original: French",
        "Tenth session Item 14 (b)",
        "As delivered",
        "Statement",
        'On "Quotes", <Angles> & {{ jinja }}',
        "A fictional sample & nothing more",
        "Mr B. Specimen Permanent Representative, Mission of Tests",
        "Ms C. Example Envoy",
        "Corrects: SAMPLE/2010/8",
        "A meeting that never took place",
        "Friday, 23 September 2011, Hall of Samples, New York",
        "Translation: only the texts in these languages are authentic: French and Spanish.",
    ]
    assert texts(title_block(around.originals()["withdrawn"], HOUSE))[:6] == [
        "Withdrawn",
        HOUSE.strings("en")["withdrawn"],
        "See corrigendum SAMPLE/2011/1/Corr.1: paragraph 1 and article 3, paragraph 2",
        "See corrigendum SAMPLE/2011/1/Corr.2",
        "![Arms of Examples]",
        "Minister of Samples Republic of Examples",
    ]
    assert texts(title_block(around.originals()["draft"], HOUSE))[0] == (
        "Draft · Embargoed until Friday, 23 September 2011, 12:00 (UTC)"
    )
    assert texts(title_block(around.originals()["corrected"], HOUSE))[1:3] == [
        "Corrected on 4 October 2011 by SAMPLE/2011/1/Corr.1: paragraph 1 and article 3, paragraph 2",
        "Corrected by SAMPLE/2011/1/Corr.2",
    ]


# ------------------------------------------------------------------ the proof can fail


@every_edition
@every_document
def test_an_untouched_edition_agrees(edition: Edition, name: str) -> None:
    reading = edition.read(around.written(edition, name))
    assert differences(around.originals()[name], edition.name, reading, HOUSE) == ()


@every_edition
@every_document
@every_place
@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_line_that_is_otherwise_is_found(
    edition: Edition, name: str, place: str, operation: str, record_property: Callable[[str, object], None]
) -> None:
    document = around.originals()[name]
    made = found = 0
    missed = []
    for about, count, data in around.changes(edition, name, place, operation):
        try:
            every = differences(document, edition.name, edition.read(data), HOUSE)
        except ValueError as error:  # no edition at all: it is refused whole
            assert operation == "doubled" and "stands twice" in str(error)  # noqa: PT017, PT018
            made, found = made + count, found + count
            continue
        told = [one for one in every if one.code == around.PLACES[place]]
        assert {one.code for one in every} <= {around.PLACES[place], "A04"}  # a title that stands twice is a bookmark
        made, found = made + count, found + min(count, len(told))
        if len(told) < count:
            missed.append(f"{about}: {count} lines, {len(told)} found: {[str(one) for one in told]}")
    assert made or (place == around.VERSIONS and edition.name != "html")
    record_property(tally.PROPERTY, (edition.name, made, found))
    assert missed == []


def _without_a_host(reading: Reading) -> Reading:
    return replace(reading, front=tuple(said for said in reading.front if "Specimens" not in said.text))


def _in_another_language(reading: Reading) -> Reading:
    return replace(reading, front=tuple(replace(one, languages=(("fr", one.text),)) for one in reading.front))


def _no_heading(reading: Reading) -> Reading:
    return replace(reading, front=tuple(replace(one, kind="paragraph") for one in reading.front))


def _another_licence(reading: Reading) -> Reading:
    return replace(reading, imprint=tuple(replace(one, links=()) for one in reading.imprint))


@every_edition
@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        (_without_a_host, "A05", "parties"),
        (_in_another_language, "A05", "status"),
        (_no_heading, "A05", "title"),
        (_another_licence, "A09", "license"),
    ],
)
def test_the_field_is_named(edition: Edition, change: Callable[[Reading], Reading], code: str, field: str) -> None:
    reading = change(edition.read(around.written(edition, "statement")))
    found = differences(around.originals()["statement"], edition.name, reading, HOUSE)
    assert (code, field) in {(one.code, one.field) for one in found}


@every_edition
def test_only_a_pdf_may_have_capitals_of_style(edition: Edition) -> None:
    document = around.originals()["statement"]
    reading = edition.read(around.written(edition, "statement"))
    loud = replace(reading, front=tuple(replace(said, text=said.text.upper()) for said in reading.front))
    assert (differences(document, edition.name, loud, HOUSE) == ()) is (edition.name == "pdf")


# ------------------------------------------------------------------ heads and feet of pages

DOCX = next(edition for edition in EDITIONS if edition.name == "docx")
PAGES = ("word/header1.xml", "word/header2.xml", "word/footer1.xml")


@pytest.mark.parametrize("part", PAGES)
@pytest.mark.parametrize("name", ["draft", "withdrawn"])
def test_heads_and_feet_of_a_docx_that_are_otherwise_are_found(
    name: str, part: str, record_property: Callable[[str, object], None]
) -> None:
    document, data = around.originals()[name], around.written(DOCX, name)
    made, missed = 0, []
    for number in range(50):
        for operation in ("changed", "dropped"):
            altered = around.running(data, part, number, operation)
            if altered is None:
                continue
            made += 1
            if "A10" not in {one.code for one in differences(document, "docx", DOCX.read(altered), HOUSE)}:
                missed.append((number, operation))
    record_property(tally.PROPERTY, ("docx", made, made - len(missed)))
    assert made
    assert missed == []


def test_the_head_of_a_docx_may_show_the_beginning_of_a_title() -> None:
    document = samples.short(samples.p("Words."), title="A long title of many words " * 6)
    reading = DOCX.read(DOCX.write(document, HOUSE))
    assert reading.running is not None
    (head,) = reading.running["head"]
    assert head.endswith("…")
    assert differences(document, "docx", reading, HOUSE) == ()
    other = replace(reading, running={**reading.running, "head": (head.replace("many", "few"),)})
    assert [one.code for one in differences(document, "docx", other, HOUSE)] == ["A10"]


# ------------------------------------------------------------------ who arranged it


def test_without_the_house_that_arranged_it_the_title_and_the_subtitle_count() -> None:
    edition, document = EDITIONS[0], around.originals()["statement"]
    reading = edition.read(around.written(edition, "statement"))
    fewer = replace(reading, front=tuple(one for one in reading.front if one.text.startswith(("On ", "A fictional"))))
    assert differences(document, edition.name, replace(fewer, imprint=()), None) == ()
    assert [one.field for one in differences(document, edition.name, replace(reading, front=()), None)] == [
        "title",
        "subtitle",
    ]


def test_a_house_arranges_what_its_kinds_and_strings_made() -> None:
    digest = sha256(HOUSE.read("kinds/letter.yaml")).hexdigest()
    assert arranged(HOUSE, __version__, {"kinds/letter.yaml": digest, "html/style.css": "0"}) == HOUSE
    assert arranged(HOUSE, "0.0.1", {"kinds/letter.yaml": digest}) is None
    assert arranged(HOUSE, __version__, {"kinds/letter.yaml": "0"}) is None
    assert arranged(HOUSE, __version__, {"kinds/edict.yaml": digest}) is None


# ------------------------------------------------------------------ from blocks to lines


def test_emblems_are_one_line_however_many_rows_they_take() -> None:
    rows = (Said("paragraph", "![A] ![B]"), Said("paragraph", "![C]"), Said("paragraph", "Words"))
    assert emblems_together(rows) == (Said("paragraph", "![A] ![B] ![C]"), rows[2])


BLOCKS: dict[str, tuple[list[Said], list[tuple[Any, ...]]]] = {
    "pairs": ([Said("term", "A"), Said("definition", "1")], [("entry", "A", "1")]),
    "a term alone": (
        [Said("term", "A"), Said("term", "B"), Said("definition", "1")],
        [("entry", "A", ""), ("entry", "B", "1")],
    ),
    "two descriptions": (
        [Said("term", "A"), Said("definition", "1"), Said("definition", "2")],
        [("entry", "A", "1"), ("title", "", "2")],
    ),
}


@pytest.mark.parametrize(("blocks", "due"), BLOCKS.values(), ids=BLOCKS)
def test_entries_are_made_of_terms_and_descriptions(blocks: list[Said], due: list[tuple[Any, ...]]) -> None:
    assert [(one.kind, one.label, one.text) for one in entries(blocks)] == due


@pytest.mark.parametrize("language", ["ar", "he", "fr", "zh", "sv", "fj"])
@every_edition
def test_it_agrees_in_other_languages(edition: Edition, language: str) -> None:
    document = samples.everything(language=language)
    assert differences(document, edition.name, edition.read(edition.write(document, HOUSE)), HOUSE) == ()


def test_the_licence_of_a_line_from_right_to_left_leads_to_the_licence() -> None:
    for edition in EDITIONS:
        document = samples.everything(language="ar")
        reading = edition.read(edition.write(document, HOUSE))
        assert [link[0] for said in reading.imprint for link in said.links] == [document.metadata["license"]]
