"""The two sides of `chancery diff`: sources, editions, publications, published versions; and what the command says."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from hashlib import sha256
from itertools import permutations
from pathlib import Path

import pytest

from pipeline.carried import Made
from pipeline.changes.compare import compare
from pipeline.changes.sides import Side, both, of_document, of_edition, parsed
from pipeline.cli import main
from pipeline.document import Document
from pipeline.editions import EDITIONS
from pipeline.house import House
from pipeline.problems import Exit
from pipeline.published import Frozen, to_bytes
from pipeline.source import read_publication
from pipeline.toolchain import Toolchain
from tests import samples
from tests.small import ROOT, put
from tests.test_diff import shown

HOUSE = House()
Run = Callable[..., tuple[int, str, str]]

TEXT = """---
title: {title}
type: declaration
date: 2030-01-15
version: "{version}"
identifier: FICT/{version}
---

The Parties met in Exampleville and agreed on {what}.
"""


def text(version: str = "1", what: str = "nothing at all", title: str = "A visit") -> str:
    return TEXT.format(version=version, what=what, title=title)


@pytest.fixture
def press(tmp_path: Path) -> Path:
    put(tmp_path / "source/visit/text.en.md", text("2", "one thing"))
    put(tmp_path / "source/treaty/text.en.md", text())
    put(tmp_path / "source/treaty/text.fr.md", text(title="Une visite"))
    return tmp_path


@pytest.fixture
def run(press: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`chancery diff` in the folder of the press: (exit code, standard output, standard error)."""
    monkeypatch.chdir(press)

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        code = main(["diff", *map(str, arguments)])
        return (code, *capsys.readouterr())

    return run


# ------------------------------------------------------------------ one document in two formats


def forms(document: Document) -> dict[str, Side]:
    """A document as every format has it."""
    read = {one.name: of_edition(one.write(document, HOUSE), one, one.name) for one in EDITIONS}
    return {"source": of_document(document, "source"), **read}


def real() -> Document:
    folder = next(path for path in sorted((ROOT / "tests/golden/resolution/source").iterdir()) if path.is_dir())
    return read_publication(folder, ROOT / "tests/golden/resolution", HOUSE).documents[0]


@pytest.mark.parametrize("make", [samples.everything, real], ids=["everything", "resolution"])
def test_one_document_in_two_formats_is_no_change(make: Callable[[], Document]) -> None:
    for old, new in permutations(forms(make()).values(), 2):
        changes = compare(old, new)
        assert changes.is_none, f"{old.name} and {new.name}:\n{shown(changes)}"


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.name)
def test_a_change_is_seen_in_every_format(press: Path, run: Run, edition: object) -> None:
    old = press / f"old{edition.suffix}"  # type: ignore[attr-defined]
    before = press / "before/visit/text.en.md"
    put(before, text())
    document = read_publication(before.parent, press, HOUSE).documents[0]
    old.write_bytes(edition.write(document, HOUSE))  # type: ignore[attr-defined]
    code, out, _ = run(old, "visit")
    assert code == Exit.OK
    assert "agreed on [-nothing at all-]{+one thing+}." in out
    assert "  version: 1 → 2\n" in out
    assert out.endswith("2 fields and 1 block changed.\n")
    assert run(old, before)[1].endswith("No change.\n")


# ------------------------------------------------------------------ names


@pytest.mark.parametrize(
    ("word", "parts"),
    [("visit", ("visit", "", "")), ("visit:fr", ("visit", "", "fr")), ("visit@1.10", ("visit", "1.10", "")),
     ("visit@2:zh-Hant", ("visit", "2", "zh-Hant")), ("a@b@2", ("a@b", "2", ""))],
)  # fmt: skip
def test_names(word: str, parts: tuple[str, str, str]) -> None:
    name = parsed(word)
    assert (name.publication, name.version, name.language) == parts


def test_languages(run: Run) -> None:
    code, out, _ = run("treaty:en", "treaty:fr")
    assert code == Exit.OK
    assert "The languages differ: en, now fr.\n" in out
    assert "new  treaty  source text, en" in run("visit", "treaty")[1]
    assert "title: Une visite → A visit" in run("source/treaty/text.fr.md", "visit")[1]
    assert run("treaty:fr", "treaty")[1].endswith("No change.\n")
    assert run("source/treaty/text.fr.md", "treaty")[1].endswith("No change.\n")
    code, _, err = run("treaty", "treaty")
    assert code == Exit.USAGE
    assert "several languages: en, fr" in err
    assert "treaty:en" in err


REFUSED = {
    "no publication": (("visitt", "visit"), Exit.USAGE, "Did you mean visit?"),
    "no language": (("treaty:de", "visit"), Exit.USAGE, "treaty is not there in de"),
    "no version": (("visit@1", "visit"), Exit.USAGE, "No version of visit was published yet"),
    "no file": (("lost.pdf", "visit"), Exit.MACHINE, "lost.pdf: No such file"),
    "no edition": (("notes.txt", "visit"), Exit.USAGE, "neither a source text nor an edition"),
    "a broken edition": (("broken.pdf", "visit"), Exit.MACHINE, "broken.pdf: cannot be read as PDF"),
    "a foreign edition": (("foreign.html", "visit"), Exit.MACHINE, "foreign.html: cannot be read as HTML"),
    "a broken source": (("broken.md", "visit"), Exit.PROBLEMS, "broken.md"),
    "an unwritable page": (("visit", "visit", "--html", "broken.md/x.html"), Exit.MACHINE, "cannot be written"),
}


@pytest.mark.parametrize(("arguments", "code", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_compared(press: Path, run: Run, arguments: tuple[str, ...], code: Exit, message: str) -> None:
    put(press / "notes.txt", "no edition")
    put(press / "broken.pdf", "%PDF-1.7 and no more")
    put(press / "foreign.html", "<!DOCTYPE html><title>Not ours</title><p>Something else")
    put(press / "broken.md", "---\ntitle: [\n---\n")
    found = run(*arguments)
    assert found[0] == code
    assert message in found[2]
    assert not found[1]


# ------------------------------------------------------------------ published versions


def publish(press: Path, data: bytes, **editions: bytes) -> None:
    """Records a published version 1 of the visit: its text, and editions that the output has."""
    made = {}
    for name, content in editions.items():
        path = press / "output/visit" / f"visit.en.{name}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        made[name] = Made(path.name, len(content), sha256(content).hexdigest())
    sources = {"text.en.md": sha256(data).hexdigest()}
    toolchain = Toolchain({}, {}, {}, {}, {})
    version = Frozen("1", "en", "2030-01-15T00:00:00Z", "text.en.md", sources, made, toolchain)
    (press / "source/visit/published.json").write_bytes(to_bytes([version]))


def git(press: Path, *arguments: str) -> None:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    subprocess.run(["git", *who, *arguments], cwd=press, check=True, capture_output=True, env=environment)


def test_a_published_version_whose_text_is_still_there(press: Path, run: Run) -> None:
    publish(press, (press / "source/visit/text.en.md").read_bytes())
    out = run("visit@1", "visit")[1]
    assert "version 1, en, published 2030-01-15: source text" in out
    assert out.endswith("No change.\n")
    code, _, err = run("visit@9", "visit")
    assert code == Exit.USAGE
    assert "There is no published version 9 of visit." in err


def test_a_published_version_from_the_output(press: Path, run: Run) -> None:
    folder = put(press / "before/visit/text.en.md", text()).parent
    html = next(one for one in EDITIONS if one.name == "html")
    page = html.write(read_publication(folder, press, HOUSE).documents[0], HOUSE)
    publish(press, text().encode(), html=page)
    out = run("visit@1:en", "visit")[1]
    assert "published 2030-01-15: HTML edition" in out
    assert "[-nothing at all-]{+one thing+}" in out
    (press / "output/visit/visit.en.html").write_bytes(page + b"<!-- changed -->")
    assert run("visit@1", "visit")[0] == Exit.USAGE


def test_a_published_version_from_the_history(press: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    path = press / "source/visit/text.en.md"
    now = path.read_bytes()
    git(press, "init", "-q")
    for content in (b"an older one", text().encode(), now):
        path.write_bytes(content)
        git(press, "add", ".")
        git(press, "commit", "-qm", "a version")
    publish(press, text().encode())
    out = run("visit@1", "visit")[1]
    assert "source text, from the history in git" in out
    assert "[-nothing at all-]{+one thing+}" in out
    monkeypatch.setenv("PATH", str(press))  # no git on this machine
    code, _, err = run("visit@1", "visit")
    assert code == Exit.USAGE
    assert "Nothing is left of version 1 of visit (en)" in err
    assert "old.pdf" in err


# ------------------------------------------------------------------ the page


def test_the_redline_is_one_page_that_loads_nothing(press: Path, run: Run) -> None:
    old = put(press / "old.en.md", text())
    target = press / "redline.html"
    code, out, err = run(old, "visit", "--html", target)
    assert (code, "redline.html" in err) == (Exit.OK, True)
    first = target.read_bytes()
    assert run(old, "visit", "--html", target)[1] == out
    assert target.read_bytes() == first
    assert [path.name for path in press.iterdir() if "redline" in path.name] == ["redline.html"]
    page = first.decode()
    assert not any(word in page for word in ("<script", "<link", "src=", "url(", "@import"))
    assert '<del><span class="hidden"> [deleted: </span>nothing at all<span class="hidden">] </span></del>' in page
    assert '<ins><span class="hidden"> [inserted: </span>one thing<span class="hidden">] </span></ins>' in page
    assert '<a href="#b1">' in page
    assert 'id="b1"' in page


def test_directions_on_the_page(press: Path, run: Run) -> None:
    arabic = text().replace("The Parties met in Exampleville", "اجتمع الطرفان [in Exampleville]{lang=en} اليوم")
    put(press / "source/visit/text.ar.md", arabic.replace("nothing at all", "لا شيء"))
    old = put(press / "old.ar.md", arabic)
    assert run(old, "visit:ar", "--html", "redline.html")[0] == Exit.OK
    page = (press / "redline.html").read_text()
    assert '<html lang="en">' in page
    assert '<div class="text" lang="ar" dir="rtl">' in page
    assert '<span lang="en" dir="ltr">in Exampleville</span>' in page


def test_both_sides_from_another_folder(press: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    old, new = both(str(press / "source/visit/text.en.md"), "visit", press, None)
    assert compare(old, new).is_none
