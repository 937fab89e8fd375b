"""Published versions: frozen, only ever added to, and left alone by every build."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline import published
from tests.small import chancery, make_press, put

SOURCE = """---
title: On alpha
type: declaration
date: 2011-09-23
status: {status}
version: "{version}"
---

{words}
"""


def text(press: Path, words: str = "Words.", version: str = "1", status: str = "final") -> None:
    put(press / "source/alpha/text.en.md", SOURCE.format(words=words, version=version, status=status))


@pytest.fixture
def press(tmp_path: Path) -> Path:
    root = make_press(tmp_path)
    text(root)
    assert run(root, "build").returncode == 0
    return root


def run(press: Path, *arguments: str):  # type: ignore[no-untyped-def]
    return chancery(*arguments, "--press", press, SOURCE_DATE_EPOCH="1300000000")


def record(press: Path) -> list[dict[str, object]]:
    versions: list[dict[str, object]] = json.loads((press / "source/alpha/published.json").read_bytes())["versions"]
    return versions


def editions(press: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((press / "output/alpha").glob("*.txt"))}


def test_publish_records_the_digests_of_all_editions(press: Path) -> None:
    done = run(press, "publish", "alpha")
    assert (done.returncode, done.stdout) == (0, "alpha, en: published version 1, 2 editions\n")
    (version,) = record(press)
    assert (version["version"], version["language"]) == ("1", "en")
    assert version["published"] == "2011-03-13T07:06:40Z"
    manifest = json.loads((press / "output/alpha/manifest.json").read_bytes())
    assert {name: made["sha256"] for name, made in version["editions"].items()} == {  # type: ignore[attr-defined]
        entry["edition"]: entry["sha256"] for entry in manifest["editions"]
    }
    again = run(press, "publish", "alpha")
    assert "is published already" in again.stdout
    assert len(record(press)) == 1
    assert run(press, "build").stdout.startswith("Nothing to do")  # the record is no part of the source


@pytest.mark.parametrize(("status", "word"), [("draft", "is draft"), ("embargoed", "is embargoed")])
def test_what_may_still_change_is_not_published(press: Path, status: str, word: str) -> None:
    text(press, status=status + ("\nembargo: 2030-01-01T00:00:00Z" if status == "embargoed" else ""))
    assert run(press, "build").returncode == 0
    refused = run(press, "publish", "alpha")
    assert refused.returncode == 1
    assert word in refused.stderr
    assert "[V04]" in refused.stderr
    assert not (press / "source/alpha/published.json").exists()


def test_what_is_out_of_date_or_unchecked_is_not_published(press: Path) -> None:
    text(press, "Other words.")
    assert "is stale" in run(press, "publish", "alpha").stderr
    assert run(press, "build", "--no-gate").returncode == 0
    assert "is unchecked" in run(press, "publish", "alpha").stderr


def test_a_build_leaves_a_published_version_alone_and_says_why_it_would_differ(press: Path) -> None:
    run(press, "publish", "alpha")
    before = editions(press)
    text(press, "Other words.")
    for arguments in (("build",), ("build",), ("build", "--force")):
        built = run(press, *arguments)
        assert built.returncode == 0, built.stderr
        assert editions(press) == before
        assert built.stderr.count("text.en.md was changed") == 2
        assert "[V01]" in built.stderr
    put(press / "templates/one/head.txt", "another head\n")
    assert "the template one/head.txt was changed" in run(press, "build").stderr
    text(press, "Other words.", version="2")
    raised = run(press, "build")
    assert (raised.returncode, raised.stderr) == (0, "")
    assert editions(press) != before
    run(press, "publish", "alpha")
    assert [version["version"] for version in record(press)] == ["1", "2"]


def test_a_draft_is_free_to_change(press: Path) -> None:
    run(press, "publish", "alpha")
    text(press, "New words.", version="2", status="draft")
    assert run(press, "build").returncode == 0
    text(press, "Newer words.", version="2", status="draft")
    built = run(press, "build")
    assert (built.returncode, built.stderr) == (0, "")
    assert b"Newer words." in b"".join(editions(press).values())


def test_a_lost_copy_is_made_again_if_it_comes_out_the_same(press: Path) -> None:
    run(press, "publish", "alpha")
    before = editions(press)
    (press / "output/alpha/alpha.en.one.txt").unlink()
    assert run(press, "build").returncode == 0
    assert editions(press) == before


def test_a_lost_copy_that_would_come_out_differently_is_a_problem(press: Path) -> None:
    run(press, "publish", "alpha")
    text(press, "Other words.")
    for path in (press / "output/alpha").iterdir():
        path.unlink()
    built = run(press, "build")
    assert built.returncode == 1
    assert "[V02]" in built.stderr
    assert editions(press) == {}


def test_a_published_copy_is_recognised_without_a_manifest(press: Path) -> None:
    run(press, "publish", "alpha")
    before = editions(press)
    (press / "output/alpha/manifest.json").unlink()
    text(press, "Other words.")
    built = run(press, "build")
    assert built.returncode == 0
    assert "[V01]" in built.stderr
    assert editions(press) == before


def test_a_version_cannot_be_published_twice_with_other_editions(press: Path) -> None:
    run(press, "publish", "alpha")
    file = press / "source/alpha/published.json"
    file.write_bytes(file.read_bytes().replace(b'"size": ', b'"size": 1'))
    refused = run(press, "publish", "alpha")
    assert refused.returncode == 1
    assert "[V05]" in refused.stderr


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b'{"format": 9, "versions": []}', b'{"format": 1, "versions": [1]}']
)
def test_a_damaged_record_is_a_problem(press: Path, content: bytes) -> None:
    (press / "source/alpha/published.json").write_bytes(content)
    built = run(press, "build")
    assert built.returncode == 1
    assert "source/alpha/published.json" in built.stderr
    assert "[V03]" in built.stderr


def test_a_record_that_holds_a_version_twice_is_refused(press: Path) -> None:
    run(press, "publish", "alpha")
    data = (press / "source/alpha/published.json").read_bytes()
    assert published.to_bytes(published.parse(data)) == data
    values = json.loads(data)
    values["versions"] *= 2
    with pytest.raises(ValueError, match="twice"):
        published.parse(json.dumps(values).encode())


def test_a_record_that_is_gone_is_a_problem(press: Path) -> None:
    run(press, "publish", "alpha")
    (press / "source/alpha/published.json").unlink()
    built = run(press, "build")
    assert built.returncode == 1
    assert "version 1 in en was published, and is not in this record" in built.stderr
    assert "[V03]" in built.stderr


def test_a_published_language_that_is_taken_away_keeps_its_editions(press: Path) -> None:
    french = SOURCE.format(words="Des mots.", version="1", status="final")
    put(press / "source/alpha/text.fr.md", french)
    assert run(press, "build").returncode == 0
    run(press, "publish", "alpha")
    before = editions(press)
    (press / "source/alpha/text.fr.md").unlink()
    assert run(press, "build").returncode == 0
    assert editions(press) == before


@pytest.mark.parametrize("change", [("checked", "yes"), ("size", "1"), ("sha256", "x"), ("language", "de")])
def test_a_manifest_of_wrong_types_is_none(press: Path, change: tuple[str, object]) -> None:
    path = press / "output/alpha/manifest.json"
    values = json.loads(path.read_bytes())
    values["editions"][0][change[0]] = change[1]
    path.write_text(json.dumps(values))
    built = run(press, "build")
    assert built.returncode == 0, built.stderr
    assert "Built 1 publication" in built.stdout
