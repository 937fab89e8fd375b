"""The proof proves something: whatever is changed, dropped, doubled or swapped in an edition is found, and named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
import resvg_py

from pipeline.agreement.compare import differences
from pipeline.crosswalk import COLUMNS, FIELDS, Field
from pipeline.document import Attachment, Document
from pipeline.editions import EDITIONS
from pipeline.editions.edition import Edition
from pipeline.house import House
from pipeline.nodes import NODES
from pipeline.problems import Problem
from tests.mutations import addresses, tally, text, values, visible
from tests.mutations.finished import EDITION_OF, RECORD, fields_at
from tests.mutations.finished import addresses as all_addresses
from tests.mutations.text import IMPOSSIBLE, OPERATIONS, SUBJECTS
from tests.mutations.variations import HOLDERS, SAID, UNSAID, fields_of

HOUSE = House()
BY_NAME = {edition.name: edition for edition in EDITIONS}
every_edition = pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.name)
every_operation = pytest.mark.parametrize("operation", OPERATIONS)
Record = Callable[[str, object], None]
SAYABLE = frozenset(("rule", "expansions", "capitals", "places", "styles"))
"""What a format may be excused from saying: no more than that."""


@pytest.fixture(autouse=True, scope="module")
def covers() -> Iterator[None]:
    """The cover of a book shows metadata alone, and takes longer than the book: one that was drawn is kept."""
    draw = resvg_py.svg_to_bytes
    kept: dict[str, bytes] = {}

    def drawn(**drawing: Any) -> bytes:
        key = repr(drawing)
        if key not in kept:
            kept[key] = bytes(draw(**drawing))
        return kept[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resvg_py, "svg_to_bytes", drawn)
        yield


@cache
def written(edition: Edition) -> bytes:
    """The edition of the document whose metadata is mutated."""
    return edition.write(values.original(), HOUSE)


def problems(document: Document, edition: Edition, data: bytes) -> tuple[Problem, ...]:
    return differences(document, edition.name, edition.read(data), HOUSE)


def named(document: Document, edition: Edition, data: bytes) -> str:
    """The fields that are named for an edition, or what its reader says where it refuses it."""
    try:
        found = problems(document, edition, data)
    except ValueError as error:
        return str(error)
    return " ".join(f"{problem.field}:" for problem in found if problem.code == "A01")


def told(record: Record, edition: Edition, outcomes: dict[str, bool]) -> None:
    """Counts what was made and found; what was not found fails the test."""
    record(tally.PROPERTY, (edition.name, len(outcomes), sum(outcomes.values())))
    assert not [about for about, found in outcomes.items() if not found]


# ------------------------------------------------------------------ without a mutation


@every_edition
def test_an_untouched_edition_has_no_differences(edition: Edition) -> None:
    assert problems(values.original(), edition, written(edition)) == ()
    for document in text.originals().values():
        assert problems(document, edition, edition.write(document, HOUSE)) == ()


@every_edition
def test_little_is_excused(edition: Edition) -> None:
    assert edition.read(written(edition)).unsaid <= SAYABLE
    assert edition.name == "pdf" or not edition.read(written(edition)).unsaid


# ------------------------------------------------------------------ the text


def possible() -> Iterator[Any]:
    for subject in SUBJECTS:
        for operation in OPERATIONS:
            if (subject, operation) not in IMPOSSIBLE:
                yield pytest.param(subject, operation, id=f"{subject.__name__}-{operation}")


@every_edition
@pytest.mark.parametrize(("subject", "operation"), list(possible()))
def test_a_mutation_of_the_text_is_found_in_its_place(
    edition: Edition, subject: type[Any], operation: str, record_property: Record
) -> None:
    outcomes: dict[str, bool] = {}
    for mutation in text.mutations(subject, operation):
        reading = edition.read(edition.write(mutation.mutated, HOUSE))
        if mutation.needs in reading.unsaid:
            assert mutation.needs in SAYABLE
            continue
        found = differences(mutation.original, edition.name, reading, HOUSE)
        lines = {problem.line for problem in found if problem.code in ("A02", "A03")}
        for place, wrong in mutation.places:
            outcomes[f"{mutation.about}, line {sorted(place)}: {wrong}"] = bool(place & lines)
    told(record_property, edition, outcomes)


@pytest.mark.parametrize(("subject", "operation"), list(possible()))
def test_there_is_a_mutation_of_every_node_type(subject: type[Any], operation: str) -> None:
    made = text.mutations(subject, operation)
    assert made
    for mutation in made:
        assert all(place for place, _ in mutation.places)
        assert (mutation.mutated.blocks, mutation.mutated.notes) != (mutation.original.blocks, mutation.original.notes)


def test_no_field_of_a_node_is_forgotten() -> None:
    own = {"attributes", *HOLDERS, *UNSAID}
    assert {(node, name) for node, name in fields_of(SUBJECTS) if name not in own} <= set(SAID)
    assert set(NODES) < set(SUBJECTS)


# ------------------------------------------------------------------ the metadata


def possible_in_fields() -> Iterator[Any]:
    for row in FIELDS:
        for operation in OPERATIONS:
            if any(values.mutations(row, operation)):
                yield pytest.param(row, operation, id=f"{row.name}-{operation}")


@every_edition
@pytest.mark.parametrize(("row", "operation"), list(possible_in_fields()))
def test_a_mutation_of_a_field_is_found(edition: Edition, operation: str, row: Field, record_property: Record) -> None:
    outcomes = {}
    for about, document in values.mutations(row, operation):
        said = named(values.original(), edition, edition.write(document, HOUSE))
        outcomes[f"{row.name} {operation}: {about}"] = f"{row.name}:" in said
    told(record_property, edition, outcomes)


@every_operation
@pytest.mark.parametrize("row", FIELDS, ids=lambda row: row.name)
def test_there_is_a_mutation_of_every_field(row: Field, operation: str) -> None:
    """One value cannot stand twice, or be swapped with one of another sort, in a source: at an address it can."""
    made = list(values.mutations(row, operation))
    assert made or (operation == "dropped" and row.required) or (operation in ("doubled", "swapped") and not row.many)
    assert all(dict(document.metadata) != dict(values.original().metadata) for _, document in made)


@every_operation
@pytest.mark.parametrize(("column", "path"), list(all_addresses()), ids=lambda value: value)
def test_a_mutation_at_an_address_is_found(column: str, path: str, operation: str, record_property: Record) -> None:
    edition = BY_NAME[EDITION_OF[column]]
    outcomes = {}
    for about, data, fields in addresses.mutations(written(edition), column, path, operation):
        said = named(values.original(), edition, data)
        outcomes[f"{column} {path} {operation}: {about}; said: {said}"] = any(f"{name}:" in said for name in fields)
    assert outcomes
    told(record_property, edition, outcomes)


@pytest.mark.parametrize("path", dict.fromkeys(at.path for row in FIELDS for at in row.jsonld))
def test_a_property_that_stands_twice_in_a_record_is_refused(path: str, record_property: Record) -> None:
    edition = BY_NAME[EDITION_OF["jsonld"]]
    once = f'\n "{path}": '.encode()
    assert written(edition).count(once) == 1
    twice = written(edition).replace(once, f'\n "{path}": "",{once.decode()}'.encode())
    refused = False
    try:
        edition.read(twice)
    except ValueError:
        refused = True
    told(record_property, edition, {f"{path} twice": refused})


def test_no_field_and_no_node_type_is_left_out_in_any_edition() -> None:
    everywhere = {(edition.name, row.name) for edition in EDITIONS for row in FIELDS}
    assert {
        (EDITION_OF[column], name) for column, path in all_addresses() for name in fields_at(column, path)
    } == everywhere
    assert {*COLUMNS, RECORD} == set(EDITION_OF)
    tried = {
        (subject, operation) for subject in SUBJECTS for operation in OPERATIONS if text.mutations(subject, operation)
    }
    assert {(node, operation) for node in NODES for operation in OPERATIONS} - tried == set(IMPOSSIBLE)


# ------------------------------------------------------------------ what shows around the text


@every_edition
@every_operation
def test_another_title_block_is_found(edition: Edition, operation: str, record_property: Record) -> None:
    outcomes = {}
    for name, data in visible.titles(edition, operation):
        found = problems(visible.original(), edition, data)
        outcomes[f"{name} {operation}"] = name in {problem.field for problem in found if problem.code == "A05"}
    told(record_property, edition, outcomes)


@every_edition
@every_operation
def test_another_table_of_contents_is_found(edition: Edition, operation: str, record_property: Record) -> None:
    assert problems(visible.original(), edition, visible.written(edition)) == ()
    found = problems(visible.original(), edition, visible.contents(edition, operation))
    told(record_property, edition, {f"contents {operation}": {problem.code for problem in found} == {"A04"}})


@every_edition
def test_another_language_of_the_whole_is_found(edition: Edition, record_property: Record) -> None:
    found = problems(visible.original(), edition, visible.in_another_language(edition))
    told(record_property, edition, {"the language of the whole": any(problem.line for problem in found)})


# ------------------------------------------------------------------ what is carried

CARRIED = (
    Attachment("source/text.en.md", "text/markdown", b"One text.", "Source", "the source"),
    Attachment("record.json", "application/json", b"{}", "Data", "the record"),
)
ONE, OTHER = CARRIED
OTHERWISE = {
    "changed": (replace(ONE, data=b"Ome text."), OTHER),
    "dropped": (OTHER,),
    "doubled": (*CARRIED, replace(ONE, name="source/text.fr.md")),
    "swapped": (replace(ONE, data=OTHER.data), replace(OTHER, data=ONE.data)),
}


@pytest.mark.parametrize("edition", [edition for edition in EDITIONS if edition.carries], ids=lambda one: one.name)
@every_operation
def test_another_source_is_found(edition: Edition, operation: str, record_property: Record) -> None:
    document = replace(values.original(), attachments=CARRIED)
    assert problems(document, edition, edition.write(document, HOUSE)) == ()
    found = problems(document, edition, edition.write(replace(document, attachments=OTHERWISE[operation]), HOUSE))
    told(record_property, edition, {f"attachments {operation}": {problem.code for problem in found} == {"A06"}})
