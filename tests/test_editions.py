"""All editions together: each says what the document says, and none knows another."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import string
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.crosswalk import FIELDS
from pipeline.document import Document, Note, headings
from pipeline.editions import EDITIONS
from pipeline.editions.container import pack
from pipeline.editions.edition import Edition, Reading, Said
from pipeline.house import House
from pipeline.nodes import (
    Abbreviation,
    Attributes,
    Cell,
    Code,
    Heading,
    LineBreak,
    NoteCall,
    Paragraph,
    Picture,
    Table,
    Text,
    plain,
)  # fmt: skip
from pipeline.source import find_publications, read_publication
from tests import pieces, samples
from tests.nested import PIECES
from tests.pieces import Piece
from tests.small import ROOT
from tests.test_architecture import HEAVY

HOUSE = House()
every_edition = pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.name)


@every_edition
@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_what_is_written_is_what_is_read(edition: Edition, piece: Piece) -> None:
    document = piece.document()
    reading = edition.read(edition.write(document, HOUSE))
    assert reading.blocks == sayable(piece.said, reading)
    assert reading.notes == tuple(sayable(note, reading) for note in piece.said_in_notes)
    assert reading.contents in (None, piece.contents)
    assert dict(reading.metadata) == dict(document.metadata)


def sayable(due: tuple[Said, ...], reading: Reading) -> tuple[Said, ...]:
    """What is due of a format: without what it cannot say."""
    kept = (said for said in due if said.kind not in reading.unsaid)
    lost: dict[str, Any] = {part: () for part in ("expansions", "styles") if part in reading.unsaid}
    return tuple(replace(said, **lost) for said in kept)


# ------------------------------------------------------------------ agreement


def said(document: Document, edition: Edition) -> dict[str, Any]:
    """What an edition says of a document, as far as every edition says it. Capitals in the title block are style."""
    reading = edition.read(edition.write(document, HOUSE))
    return {
        "metadata": dict(reading.metadata),
        "front": " ".join(line.text for line in reading.front).casefold(),
        "blocks": _plain(reading.blocks),
        "notes": tuple(map(_plain, reading.notes)),
    }


def _plain(blocks: tuple[Said, ...]) -> tuple[Said, ...]:
    """Blocks without what a PDF cannot say."""
    return tuple(replace(block, styles=()) for block in blocks)


DOCUMENTS: dict[str, Callable[[], Document]] = {
    "everything": samples.everything,
    "the least": lambda: samples.short(samples.p("One paragraph.")),
    "long": pieces.long_document,
    "two directions": lambda: pieces.long_document(2, pieces.ARABIC),
    "French": lambda: pieces.long_document(2, language="fr-CH"),
}


@pytest.mark.parametrize("make", DOCUMENTS.values(), ids=DOCUMENTS)
def test_all_editions_say_the_same(make: Callable[[], Document]) -> None:
    document = make()
    first, *others = (said(document, edition) for edition in EDITIONS)
    assert first["metadata"] == dict(document.metadata)
    assert len(first["notes"]) == len(document.notes)
    assert [one.text for one in first["blocks"] if one.kind == "heading"] == [
        plain(node.content) for node in headings(document)
    ]
    for other in others:
        assert other == first


# What every edition must carry: letters of several scripts, and every mark that some syntax is made of.
HARD_TEXT = st.text(
    st.sampled_from(string.punctuation + string.ascii_letters + string.digits + " «»“”’–—…éßñŁøΩжЮ€№"), min_size=1
).map(lambda text: f"A{text}z")


@every_edition
@settings(max_examples=25, deadline=None)
@given(title=HARD_TEXT, words=HARD_TEXT, code=HARD_TEXT, alt=HARD_TEXT)
def test_no_text_breaks_an_edition(edition: Edition, title: str, words: str, code: str, alt: str) -> None:
    blocks = (
        Paragraph((Text(words), LineBreak(), Code(code), Picture("arms.svg", alt, width="16"), NoteCall(1))),
        Heading(1, (Text(words),), Attributes(id="h")),
        Table((Cell((Text(words),)),), ((Cell((Abbreviation((Text(words),), alt),)),),), (Text(code),)),
    )
    values = {"title": title, "description": words, "subjects": (code, alt)}
    document = samples.short(*blocks, notes=(Note(1, (Paragraph((Text(alt),)),)),), **values)
    reading = edition.read(edition.write(document, HOUSE))
    words, code = " ".join(words.split()), " ".join(code.split())
    is_plain = "styles" in reading.unsaid
    assert reading.blocks == (
        Said("paragraph", f"{words} {code}![{alt}][^1]", styles=() if is_plain else (("code", code),)),
        Said("heading", words, level=1),
        Said("caption", code),
        Said("head", words, place=(1, 1)),
        Said("cell", words, place=(2, 1), expansions=((words, alt),)),
    )
    assert reading.notes == ((Said("paragraph", alt),),)
    assert reading.contents in (None, ((1, words),))
    assert dict(reading.metadata) == dict(document.metadata)


# ------------------------------------------------------------------ goldens

GOLDEN = ROOT / "tests" / "golden"
CASES = sorted(path.name for path in GOLDEN.iterdir())


def golden_documents(case: str) -> Iterator[Document]:
    """The documents of a case: in its own source/, else those of the publication of its name in the press."""
    own = GOLDEN / case
    press = own if (own / "source").is_dir() else ROOT
    folders = find_publications(press) if press == own else (ROOT / "source" / case,)
    for folder in folders:
        yield from read_publication(folder, press, HOUSE).documents


def as_json(document: Document, edition: Edition) -> dict[str, Any]:
    """What an edition says of a document, as JSON holds it; what is empty is left out."""
    found = said(document, edition)
    shown = {row.name: list(row.encode(found["metadata"][row.name])) for row in FIELDS}
    blocks, notes = map(_block, found["blocks"]), (list(map(_block, note)) for note in found["notes"])
    whole = {**found, "metadata": _filled(shown), "blocks": list(blocks), "notes": list(notes)}
    result: dict[str, Any] = json.loads(json.dumps(whole))
    return result


def _block(block: Said) -> dict[str, Any]:
    return {
        "kind": block.kind,
        "text": block.text,
        **_filled({**asdict(block), "place": any(block.place) and block.place}),
    }


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


@pytest.mark.parametrize("case", CASES)
def test_a_golden_source_says_what_is_expected(case: str, request: pytest.FixtureRequest) -> None:
    documents = {document.stem: document for document in golden_documents(case)}
    expected = GOLDEN / case / "expected.json"
    if request.config.getoption("--accept"):
        found = {stem: as_json(document, EDITIONS[0]) for stem, document in documents.items()}
        expected.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    due = json.loads(expected.read_text(encoding="utf-8"))
    assert set(due) == set(documents)
    for edition in EDITIONS:
        assert {stem: as_json(document, edition) for stem, document in documents.items()} == due, edition.name


# ------------------------------------------------------------------ bytes

DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "text": lambda _: b"This is no edition.",
    "first byte": lambda data: bytes([data[0] ^ 0xFF]) + data[1:],
    "second half": lambda data: data[len(data) // 2 :],
    "half": lambda data: data[: len(data) // 2],
    "nine tenths": lambda data: data[: len(data) * 9 // 10],
    "a tenth": lambda data: data[: len(data) // 10],
    "zeros": lambda data: bytes(len(data)),
    "a zip": lambda _: pack({"mimetype": b"application/zip", "a.xml": b"<a/>"}, "mimetype"),
    "another page": lambda _: b"<!DOCTYPE html><title>x</title><p>y",
    "another PDF": lambda _: b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>",
}


@every_edition
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damaged_bytes_are_a_value_error(edition: Edition, damage: Callable[[bytes], bytes]) -> None:
    whole = _everything(edition)
    with pytest.raises(ValueError):  # noqa: PT011  the message is each library's own
        edition.read(damage(whole))


@every_edition
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_flipped_byte_is_never_a_crash(edition: Edition, data: st.DataObject) -> None:
    whole = _everything(edition)
    at = data.draw(st.integers(0, len(whole) - 1))
    flipped = whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :]
    with contextlib.suppress(ValueError):
        edition.read(flipped)


@cache
def _everything(edition: Edition) -> bytes:
    return edition.write(samples.everything(), HOUSE)


PROGRAM = """
import hashlib
from pipeline.editions import EDITIONS
from pipeline.house import House
from tests import samples
for edition in reversed(EDITIONS):
    print(edition.name, hashlib.sha256(edition.write(samples.everything(), House())).hexdigest())
"""


@pytest.mark.parametrize(
    "surroundings",
    [
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C", "umask": "077", "HOME": "/nonexistent"},
        {"TZ": "America/St_Johns", "PYTHONHASHSEED": "99", "LC_ALL": "tr_TR.UTF-8", "LANG": "ar", "umask": "000",
         "SOURCE_DATE_EPOCH": "1", "FONTCONFIG_FILE": "/nonexistent"},
    ],
    ids=["far east", "far west"],
)  # fmt: skip
def test_the_same_bytes_everywhere(surroundings: dict[str, str], tmp_path: Path) -> None:
    for edition in EDITIONS:
        assert edition.write(samples.everything(), HOUSE) == _everything(edition)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **surroundings}
    command = f'umask {surroundings["umask"]}; exec "$0" -c "$1"'
    run = subprocess.run(
        ["sh", "-c", command, sys.executable, PROGRAM], cwd=tmp_path, env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    here = {edition.name: hashlib.sha256(_everything(edition)).hexdigest() for edition in EDITIONS}
    assert dict(line.split() for line in run.stdout.splitlines()) == here


def test_to_name_the_editions_loads_nothing_heavy() -> None:
    program = "import pipeline.editions, sys; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {module.split(".")[0] for module in run.stdout.split()} & set(HEAVY)


def test_editions_differ_in_name_suffix_and_media_type() -> None:
    for attribute in ("name", "suffix", "media_type"):
        assert len({getattr(edition, attribute) for edition in EDITIONS}) == len(EDITIONS)


@every_edition
def test_an_edition_names_what_it_depends_on(edition: Edition) -> None:
    for folder in edition.templates:
        assert HOUSE.files(folder), folder
    for tool in edition.tools:
        assert version(tool)
