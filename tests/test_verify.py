"""`chancery verify`: what was built is held against its manifest and its source, and every difference is told."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import html5lib
import pikepdf
import pytest
from rich.cells import cell_len

from pipeline.cli import main
from pipeline.editions import EDITIONS
from pipeline.house import House
from tests.small import build, put

HOUSE = House()
TEXT = """---
title: "{title}"
type: declaration
date: 2011-09-23
place: New York
subjects: [water, "rivers & lakes"]
---

# Scope

The parties met[^1] and {verb} to share the [rivers](https://example.org/).

- fish
- fresh water

| Year | Level |
|---|---|
| 2010 | high |

[^1]: In the old town hall.
"""
NAMES = ("html", "pdf", "epub", "docx")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A press with one publication in two languages, all editions made."""
    press = tmp_path_factory.mktemp("verify") / "press"
    put(press / "source/visit/text.en.md", TEXT.format(title="On Shared Waters", verb="agreed"))
    put(press / "source/visit/text.fr.md", TEXT.format(title="Sur les eaux", verb="décidèrent"))
    put(press / "source/publisher.yaml", "publisher: The Fictional Press\n")
    assert not any(outcome.problems for outcome in build(press, EDITIONS).values())
    return press


@pytest.fixture
def press(built: Path, tmp_path: Path) -> Path:
    """The press for one test alone."""
    return shutil.copytree(built, tmp_path / "press")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """`chancery verify`: (exit code, standard output, standard error)."""
    monkeypatch.setenv("NO_COLOR", "1")

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        code = main(["verify", *map(str, arguments)])
        return (code, *capsys.readouterr())

    return run


def edition(press: Path, name: str, language: str = "en") -> Path:
    return press / f"output/visit/visit.{language}.{name}"


def recorded(path: Path, data: bytes) -> str:
    """Puts other bytes into an edition and into its record: as if it had been built so. Gives the digest."""
    path.write_bytes(data)
    file = path.parent / "manifest.json"
    content = json.loads(file.read_bytes())
    for entry in content["editions"]:
        if entry["file"] == path.name:
            entry |= {"size": len(data), "sha256": sha256(data).hexdigest()}
    file.write_text(json.dumps(content))
    return sha256(data).hexdigest()


# ------------------------------------------------------------------ publications


def test_what_was_built_agrees(press: Path, run: Run) -> None:
    code, out, err = run("--press", press)
    assert (code, err) == (0, "")
    assert re.match(r"visit  en fr  html pdf epub docx agree  \d+\.\d s\nAll 8 editions say", out)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("where", [0.0, 0.1, 0.37, 0.5, 0.81, 0.999])
def test_a_flipped_bit_is_caught(name: str, where: float, press: Path, run: Run) -> None:
    path = edition(press, name)
    data = bytearray(path.read_bytes())
    before = sha256(data).hexdigest()
    data[int(len(data) * where)] ^= 1
    path.write_bytes(data)
    code, out, err = run("--press", press, "visit")
    assert code == 1
    assert "A08" in err
    assert before in err
    assert sha256(data).hexdigest() in err
    assert f"output/visit/visit.en.{name}: " in err
    assert f"{name} differ" in out
    assert "7 of 8 editions say" in err


@pytest.mark.parametrize("data", [None, b"", b"%PDF-1.7 no more", b"\0" * 4096])
def test_a_lost_or_ruined_edition(data: bytes | None, press: Path, run: Run) -> None:
    for name in NAMES:
        path = edition(press, name)
        path.unlink() if data is None else path.write_bytes(data)
    code, out, err = run("--press", press)
    assert code == 1
    assert "en  html pdf epub docx differ; fr  html pdf epub docx agree" in out
    assert err.count("[A08]") == 4
    assert err.count("[A07]") == (0 if data is None else 4)


def test_a_changed_word_and_field_are_told_with_line_and_both_values(press: Path, run: Run) -> None:
    path = edition(press, "html")
    text = (
        path.read_text()
        .replace("agreed", "refused")
        .replace('"dcterms.spatial" content="New York"', '"dcterms.spatial" content="Old York"')
    )
    recorded(path, text.encode())
    code, _, err = run("--press", press)
    assert code == 1
    assert "A08" not in err
    word = next(line for line in err.splitlines() if "refused" in line)
    assert word.startswith("source/visit/text.en.md:11: the html edition says in the text ")
    assert "refused to share" in word
    assert "agreed to share" in word
    field = next(line for line in err.splitlines() if "Old York" in line)
    assert field.startswith("source/visit/text.en.md: place: the html edition states ")
    assert "New York" in field
    assert "dcterms.spatial" in field


def test_out_of_date_not_built_and_gone_do_not_count_as_agreeing(press: Path, run: Run) -> None:
    text = press / "source/visit/text.fr.md"
    text.write_text(text.read_text().replace("décidèrent", "refusèrent"))
    put(press / "source/visit/text.es.md", TEXT.format(title="Sobre las aguas", verb="acordaron"))
    code, out, err = run("--press", press)
    assert code == 1
    every = "html pdf epub docx"
    assert f"en fr  {every} out of date; es  {every} not built" in out  # the English one names no Spanish one
    assert "0 of 12 editions say what the source says (8 out of date, 4 not built)." in err
    assert "chancery build" in err
    text.unlink()
    code, out, _ = run("--press", press)
    assert code == 1
    assert "the source of visit.fr.docx, visit.fr.epub, visit.fr.html, visit.fr.pdf is gone" in out


def test_a_change_of_the_defaults_makes_everything_out_of_date(press: Path, run: Run) -> None:
    put(press / "source/publisher.yaml", "publisher: Another Fictional Press\n")
    code, out, _ = run("--press", press)
    assert code == 1
    assert "en fr  html pdf epub docx out of date" in out


def test_a_source_with_problems(press: Path, run: Run) -> None:
    put(press / "source/visit/text.es.md", "no front matter")
    code, out, err = run("--press", press)
    assert code == 1
    assert "visit  its source has 1 problem" in out
    assert "[M01]" in err


def test_a_published_version_is_held_against_what_it_was_published_from(press: Path, run: Run) -> None:
    assert main(["publish", "--press", str(press), "visit"]) == 0
    text = press / "source/visit/text.en.md"
    text.write_text(text.read_text().replace("agreed", "refused"))
    assert main(["build", "--press", str(press)]) == 0
    code, out, _ = run("--press", press)
    assert code == 0
    assert "html pdf epub docx agree; held against the source of the published version" in out
    path = edition(press, "html")
    recorded(path, path.read_bytes().replace(b"agreed", b"refused"))
    code, _, err = run("--press", press)
    assert code == 1
    assert "refused to share" in err


# ------------------------------------------------------------------ files


@pytest.mark.parametrize("name", NAMES)
def test_a_file_in_the_output_and_its_copy(name: str, press: Path, tmp_path: Path, run: Run) -> None:
    copy = shutil.copy(edition(press, name), tmp_path)
    for path in (edition(press, name), copy):
        code, out, _ = run("--press", press, path)
        assert code == 0
        assert f"{path}  en  {name} agrees  " in out


def test_a_pdf_from_elsewhere_is_held_against_the_source_that_it_carries(press: Path, tmp_path: Path, run: Run) -> None:
    copy = tmp_path / "copy.pdf"
    shutil.copy(edition(press, "pdf"), copy)
    code, out, _ = run("--press", tmp_path, copy)  # no press there
    assert code == 0
    assert "en  pdf agrees; held against the source that it carries" in out
    with pikepdf.open(copy, allow_overwriting_input=True) as pdf:
        pdf.docinfo["/Title"] = "On Other Waters"
        pdf.save(copy)
    code, _, err = run("--press", tmp_path, copy)
    assert code == 1
    assert (
        "source/visit/text.en.md: title: the pdf edition states “On Other Waters” in info Title, not “On Shared" in err
    )


@pytest.mark.parametrize("name", [name for name in NAMES if name != "pdf"])
def test_a_file_from_elsewhere_is_found_by_identifier_and_language(
    name: str, press: Path, tmp_path: Path, run: Run
) -> None:
    copy = tmp_path / f"received.{name}"
    shutil.copy(edition(press, name, "fr"), copy)
    code, out, _ = run("--press", press, copy)
    assert code == 0
    assert f"fr  {name} agrees; held against source/visit/text.fr.md" in out
    (press / "source/visit").rename(press / "source/another")
    code, _, err = run("--press", press, copy)
    assert code == 2
    assert "carries no source, and no publication of this press is visit in the language fr." in err
    code, _, err = run("--press", tmp_path, copy)
    assert code == 2
    assert "no press here" in err


def test_exit_codes(press: Path, tmp_path: Path, run: Run) -> None:
    assert run("--press", press, "vist")[0] == 2
    assert run("--press", press, "nothing.pdf")[0] == 2
    assert run("--press", press, put(tmp_path / "notes.txt", "x"))[0] == 2
    assert run("--press", tmp_path)[0] == 2
    assert run("--press", press, put(tmp_path / "x.docx", "no zip"))[0] == 1
    assert run("--press", press, "--report", press / "source/publisher.yaml/report.html")[0] == 3
    assert run("--press", press, press / "output/visit")[0] == 0


# ------------------------------------------------------------------ report


def test_the_report_shows_everything_and_needs_nothing(press: Path, tmp_path: Path, run: Run) -> None:
    path = edition(press, "html")
    recorded(path, path.read_bytes().replace(b"agreed", b"refused"))
    target = tmp_path / "new/report.html"
    code, out, err = run("--press", press, "--table", "--report", target)
    assert code == 1
    assert "source/visit/text.en.md: On Shared Waters" in out
    assert all(cell_len(line) <= 100 for line in out.splitlines())
    assert str(target.name) in err
    text = target.read_text()
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    assert not re.search(r"<script|<link|<img|url\(|@import|href=\"(?!#)", text)
    assert tree.find(".//title").text == "Agreement: 7 of 8 editions say what their source says"
    words = " ".join(" ".join(tree.itertext()).split())
    assert "meta dcterms.title" in words
    assert "XMP dc:title" in words
    assert "✗ differs" in words
    marks = {(mark.get("class"), mark.text) for mark in tree.iter("mark")}
    assert {("found", "refused"), ("due", "agreed")} <= marks
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(link.get("href")[1:] in ids for link in tree.iter("a"))


def test_a_press_has_a_report_of_its_own(press: Path, tmp_path: Path, run: Run) -> None:
    put(press / "templates/reports/agreement.html.j2", "{{ agreeing }}/{{ total }}")
    assert run("--press", press, "--report", tmp_path / "r.html")[0] == 0
    assert (tmp_path / "r.html").read_text() == "8/8\n"
