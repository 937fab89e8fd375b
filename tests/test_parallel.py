"""The parallel edition says, in each column, what the document of that column says, and passes the gate."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from pipeline.agreement import expected
from pipeline.cli import main
from pipeline.conformance import gate
from pipeline.crosswalk import metadata
from pipeline.document import Document
from pipeline.editions import markup
from pipeline.editions.html import parsed
from pipeline.house import House
from pipeline.nodes import walk
from pipeline.parallel import Parallel
from pipeline.parallel.agreement import differences
from pipeline.parallel.rows import of, prefixed
from pipeline.problems import Exit
from tests import samples

HOUSE = House()


def version(language: str, blocks: int | None = None) -> Document:
    """The document that holds everything, as a version in a language; perhaps only its first blocks."""
    document = samples.everything()
    values = {**document.metadata, "language": language, "translations": ()}
    return replace(document, metadata=metadata(values), blocks=document.blocks[:blocks])


@pytest.fixture(scope="module")
def edition() -> Parallel:
    return Parallel.of(version("en"), version("ar"))


def column(page: bytes, place: str, language: str) -> list[tuple[str, str]]:
    """(kind, text) of the blocks in one column of the text."""
    part = next(node for node in parsed(page).iter("div") if node.get("data-part") == "text")
    cells = [node for node in part.iter("div") if place in node.get("class", "").split()]
    assert {(node.get("lang"), node.get("dir")) for node in cells} == {(language, {"ar": "rtl"}.get(language, "ltr"))}
    around = markup.Page(language, lambda href: href, {f"#_note-{language}-{number}": number for number in (1, 2)})
    return [(said.kind, said.text) for node in cells for said in markup.blocks(node, around)]


@pytest.mark.parametrize(("place", "language"), [("left", "en"), ("right", "ar")])
def test_each_column_is_its_document(edition: Parallel, place: str, language: str) -> None:
    document = edition.left if place == "left" else edition.right
    due = [(due.said.kind, due.said.text) for due in expected.blocks(document)]
    assert column(edition.html(HOUSE), place, language) == due


def test_both_files_pass_the_gate(edition: Parallel) -> None:
    assert gate.check("html", edition.html(HOUSE)) == ()
    assert gate.check("pdf", edition.pdf(HOUSE)) == ()


def test_the_same_documents_give_the_same_bytes(edition: Parallel) -> None:
    assert edition.pdf(HOUSE) == edition.pdf(HOUSE)
    assert edition.html(HOUSE) == edition.html(HOUSE)


def test_the_pdf_marks_the_language_of_each_part(edition: Parallel) -> None:
    with pikepdf.open(io.BytesIO(edition.pdf(HOUSE))) as pdf:
        found = {str(one.Lang) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Lang" in one}
        assert {"en", "ar"} <= found
        assert " / " in str(pdf.docinfo.Title)


def test_what_runs_from_right_to_left_stands_on_the_right() -> None:
    edition = Parallel.of(version("ar"), version("en"))
    assert (edition.left.metadata.language, edition.right.metadata.language) == ("en", "ar")
    assert edition.stem == "sample.ar-en"
    both = Parallel.of(version("ar"), version("he"))
    assert (both.left.metadata.language, both.right.metadata.language) == ("ar", "he")


def test_a_side_without_a_counterpart_is_empty() -> None:
    rows = of(version("en"), version("fr", 3))
    assert all(row.left for row in rows)
    assert [bool(row.right) for row in rows].count(False) > 5


def test_ids_of_two_columns_never_meet() -> None:
    blocks = samples.everything().blocks
    ids = [{node.id for node in walk(prefixed(blocks, tag)) if getattr(node, "id", "")} for tag in ("en", "fr")]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_the_command_writes_both_and_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "source/pact"
    folder.mkdir(parents=True)
    for language in ("en", "fr"):
        (folder / f"text.{language}.md").write_text(
            "---\ntitle: T\ntype: declaration\ndate: 2026-01-15\n---\n\nWords.\n"
        )
    press = ["--press", str(tmp_path)]
    assert main(["parallel", "pact", "--languages", "fr,en", *press]) == Exit.OK
    assert sorted(path.name for path in (tmp_path / "output/pact").iterdir()) == ["pact.fr-en.html", "pact.fr-en.pdf"]
    for wrong, said in (("fr", "is not two languages"), ("fr,es", "no version in the language es")):
        assert main(["parallel", "pact", "--languages", wrong, *press]) == Exit.USAGE
        assert said in capsys.readouterr().err


# ------------------------------------------------------------------ agreement


@pytest.mark.parametrize("edition_name", ["html", "pdf"])
def test_each_file_says_what_its_documents_say(edition: Parallel, edition_name: str) -> None:
    data = edition.html(HOUSE) if edition_name == "html" else edition.pdf(HOUSE)
    assert differences(edition, edition_name, data, HOUSE) == ()


def without(edition: Parallel, number: int) -> Parallel:
    """The edition with a block fewer on its right side."""
    blocks = edition.right.blocks
    return replace(edition, right=replace(edition.right, blocks=(*blocks[:number], *blocks[number + 1 :])))


@pytest.mark.parametrize("number", range(len(samples.everything().blocks)))
def test_a_block_that_one_side_lacks_is_found(edition: Parallel, number: int) -> None:
    assert differences(edition, "html", without(edition, number).html(HOUSE), HOUSE)


SAID_OTHERWISE = {
    b"nothing in particular": b"something in particular",
    b'<p class="host">': b'<p class="host">Deputy ',
    b"<dd>SAMPLE/2011/1</dd>": b"<dd>SAMPLE/2011/2</dd>",
    b'alt="Arms of Examples"': b'alt="Arms of Tests"',
    b"Second note.": b"Third note.",
    b' data-delimiter=")"': b"",
    b' href="#en-scope"': b' href="#ar-scope"',
    b'lang="ar" dir="rtl"': b'lang="fa" dir="rtl"',
}


@pytest.mark.parametrize("there", SAID_OTHERWISE)
def test_what_a_page_says_otherwise_is_found(edition: Parallel, there: bytes) -> None:
    data = edition.html(HOUSE)
    assert there in data
    assert differences(edition, "html", data.replace(there, SAID_OTHERWISE[there]), HOUSE)


@pytest.mark.parametrize("name", ["subtitle", "distribution", "identifier", "parties"])
def test_what_a_pdf_says_otherwise_is_found(edition: Parallel, name: str) -> None:
    data = edition.right.metadata
    value = data.parties[1:] if name == "parties" else "another"
    other = replace(edition, right=replace(edition.right, metadata=metadata({**data, name: value})))
    assert differences(edition, "pdf", other.pdf(HOUSE), HOUSE)
