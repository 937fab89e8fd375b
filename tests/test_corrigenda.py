"""Corrigenda and what they correct point at each other: in metadata, in the text, and between publications."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main
from pipeline.crosswalk import written
from pipeline.document import Correction
from pipeline.editions import EDITIONS
from pipeline.editions.edition import Edition
from pipeline.house import House
from pipeline.problems import Exit
from pipeline.source import disagreements
from tests import samples
from tests.small import put, tree

HOUSE = House()
every_edition = pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.name)
TEXT = "---\ntitle: T\ntype: {type}\ndate: {date}\nidentifier: {identifier}\n{more}---\n\nFictional words.\n"


def text(press: Path, name: str, identifier: str, more: str = "", **values: str) -> Path:
    """A text of the press; `values`: its language, type and date."""
    given = {"type": "declaration", "date": "2011-09-23", "language": "en", **values}
    said = TEXT.format(identifier=identifier, more=more, **given)
    return put(press / "source" / name / f"text.{given['language']}.md", said)


def both(press: Path, corrects: str = "F/1", by: str = "F/1/Corr.1", day: str = "2011-10-04") -> None:
    """A declaration, its corrigendum, and a third publication that has nothing to do with it."""
    text(press, "declaration", "F/1", f"corrected_by:\n  - identifier: {by}\n    date: {day}\n" if by else "")
    more = f"corrects: {corrects}\n"
    text(press, "corrigendum", "F/1/Corr.1", more, type="corrigendum", date="2011-10-04")
    text(press, "third", "F/3")


def run(command: str, press: Path, *more: str) -> Exit:
    return main([command, "--press", str(press), *more])


# ------------------------------------------------------------------ in one document


@every_edition
def test_both_sides_stand_in_every_edition(edition: Edition) -> None:
    corrections = (Correction("F/1/Corr.1", "2011-10-04"), Correction("F/1/Corr.2"))
    for values in ({"corrected_by": corrections}, {"corrects": "F/0", "type": "corrigendum"}):
        document = samples.short(samples.p("Words."), **values)
        reading = edition.read(edition.write(document, HOUSE))
        assert dict(reading.metadata) == dict(document.metadata)
        said = " ".join(line.text for line in reading.front)
        for symbol in ("F/1/Corr.1", "F/1/Corr.2") if "corrected_by" in values else ("F/0",):
            assert symbol in said


RELATIONS: dict[str, Any] = {
    "translation_of": "F/0",
    "replaces": "F/0",
    "corrects": "F/0",
    "corrected_by": (Correction("F/0"),),
}


@pytest.mark.parametrize("name", RELATIONS)
def test_every_relation_alone_is_a_relation_of_dublin_core(name: str) -> None:
    data = samples.short(**{name: RELATIONS[name]}).metadata
    assert [strings for _, at, strings in written(data, "xmp") if at.path == "dc:relation"] == [("F/0",)]
    pdf = next(edition for edition in EDITIONS if edition.name == "pdf")
    document = samples.short(samples.p("Words."), **{name: RELATIONS[name]})
    assert pdf.read(pdf.write(document, HOUSE)).stated["xmp", "dc:relation"] == ("F/0",)


def test_schema_org_leads_from_the_text_to_its_correction() -> None:
    values = {"corrected_by": (Correction("F/1/Corr.1", "2011-10-04"),)}
    record = {at.path: value for _, at, value in written(samples.short(**values).metadata, "jsonld")}
    assert record["correction"] == [
        {"@type": "CorrectionComment", "identifier": "F/1/Corr.1", "datePublished": "2011-10-04"}
    ]


# ------------------------------------------------------------------ between publications


def test_publications_that_point_at_each_other_agree(tmp_path: Path) -> None:
    both(tmp_path)
    assert disagreements(tmp_path) == {}


@pytest.mark.parametrize("name", ["declaration", "corrigendum"])
def test_one_side_alone_is_enough_where_the_press_lacks_the_other(name: str, tmp_path: Path) -> None:
    """So a PDF alone can be made into all editions again."""
    both(tmp_path)
    for folder in (tmp_path / "source").iterdir():
        if folder.name not in (name, "third"):
            (folder / "text.en.md").unlink()
    assert disagreements(tmp_path) == {}


WRONG: dict[str, tuple[dict[str, str], str, tuple[str, ...]]] = {
    "no way back": ({"by": ""}, "corrigendum", ("source/corrigendum/text.en.md:6", "source/declaration/text.en.md:5")),
    "another way back": ({"by": "F/9"}, "corrigendum", ("source/corrigendum/text.en.md:6", "text.en.md:6")),
    "corrects another": (
        {"corrects": "F/9"}, "declaration", ("source/declaration/text.en.md:7", "source/corrigendum/text.en.md:6"),
    ),
    "another day": (
        {"day": "2011-10-05"}, "declaration", ("source/declaration/text.en.md:7", "write date: 2011-10-04"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("values", "name", "said"), WRONG.values(), ids=WRONG)
def test_a_side_that_does_not_point_back_is_a_problem_of_both_lines(
    values: dict[str, str], name: str, said: tuple[str, ...], tmp_path: Path
) -> None:
    both(tmp_path, **values)
    found = disagreements(tmp_path)
    assert set(found) == {name}
    (problem,) = found[name]
    assert problem.code == "M31"
    assert all(words in str(problem) for words in said)


def test_each_language_is_held_against_its_own(tmp_path: Path) -> None:
    both(tmp_path)
    text(tmp_path, "declaration", "F/1", language="fr")  # not corrected: no corrigendum in French
    assert disagreements(tmp_path) == {}
    text(tmp_path, "corrigendum", "F/1/Corr.1", "corrects: F/1\n", language="fr", type="corrigendum")
    ((problem,),) = disagreements(tmp_path).values()
    assert problem.file == "source/corrigendum/text.fr.md"
    assert "source/declaration/text.fr.md" in problem.message


@pytest.mark.parametrize("broken", [b"\xff\xfe", b"", b"---\ncorrects: [\n---\n", b"---\ncorrects: F/1\n"])
def test_a_text_that_cannot_be_read_is_left_to_its_reader(broken: bytes, tmp_path: Path) -> None:
    both(tmp_path)
    (tmp_path / "source/third/text.en.md").write_bytes(broken)
    assert disagreements(tmp_path) == {}


def test_check_and_build_hold_publications_against_each_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    both(tmp_path, by="")
    assert run("check", tmp_path) == Exit.PROBLEMS
    assert "[M31]" in "".join(capsys.readouterr())
    assert run("build", tmp_path, "--edition", "html") == Exit.PROBLEMS
    assert "[M31]" in "".join(capsys.readouterr())
    made = {path.parent.name for path in (tmp_path / "output").rglob("*.html")}
    assert made == {"declaration", "third"}  # the others are built
    both(tmp_path)
    assert run("check", tmp_path) == Exit.OK
    assert run("build", tmp_path, "--edition", "html") == Exit.OK
    assert (tmp_path / "output/corrigendum/corrigendum.en.html").is_file()


def test_a_corrected_text_is_rebuilt_from_its_pdf_alone(tmp_path: Path) -> None:
    press, copy = tmp_path / "press", tmp_path / "elsewhere"
    both(press)
    assert run("build", press, "--quiet") == Exit.OK
    built = press / "output/declaration"
    assert main(["rebuild", str(built / "declaration.en.pdf"), "-o", str(copy)]) == Exit.OK
    made = tree(copy / "output/declaration")
    assert {name: data for name, data in tree(built).items() if name != "manifest.json"}.items() <= made.items()
