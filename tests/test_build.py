"""What a build makes, and what it leaves alone."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import editions
from pipeline.build import inputs
from pipeline.editions.edition import Edition
from pipeline.house import House
from tests.small import (
    ONE,
    ROOT,
    SMALL,
    TEXT,
    TWO,
    Small,
    build,
    made,
    make_press,
    put,
    recorded,
    tree,
)


@pytest.fixture
def press(tmp_path: Path) -> Path:
    root = make_press(tmp_path, alpha="Hello.", beta="World.")
    put(root / "source/alpha/text.fr.md", TEXT.format(title="De alpha", words="Bonjour."))
    build(root)
    return root


ALL = {f"{name}.{edition}" for name in ("alpha.en", "alpha.fr", "beta.en") for edition in ("one", "two")}


def test_a_build_makes_every_edition_and_a_second_one_nothing(tmp_path: Path) -> None:
    root = make_press(tmp_path, alpha="Hello.", beta="World.")
    put(root / "source/alpha/text.fr.md", TEXT.format(title="De alpha", words="Bonjour."))
    assert made(build(root)) == ALL
    written = (root / "output/alpha/alpha.fr.one.txt").read_text()
    assert written.startswith("one: head of one\n")
    assert all(words in written for words in ("De alpha", "Bonjour."))
    assert build(root) == {}


# ------------------------------------------------------------------ what a change touches

CHANGES = {
    "source/alpha/text.fr.md": {"alpha.fr.one", "alpha.fr.two"},
    "source/alpha/table.csv": {name for name in ALL if name.startswith("alpha")},
    "source/publisher.yaml": ALL,
    "templates/one/head.txt": {name for name in ALL if name.endswith(".one")},
    "templates/two/more.txt": {name for name in ALL if name.endswith(".two")},
    "templates/fonts/NotoSans-Bold.ttf": {name for name in ALL if name.endswith(".one")},
    "templates/strings/en.yaml": ALL,
    "templates/strings/fr.yaml": {"alpha.fr.one", "alpha.fr.two"},
    "templates/kinds/declaration.yaml": ALL,
    "templates/kinds/report.yaml": set(),
    "templates/three/head.txt": set(),
    "source/alpha/README.md": set(),
}


@pytest.mark.parametrize("file", CHANGES)
def test_a_change_rebuilds_what_it_touches_and_nothing_else(press: Path, file: str) -> None:
    new = {
        "source/alpha/text.fr.md": TEXT.format(title="De alpha", words="Salut."),
        "source/publisher.yaml": "{}\n",
        "templates/strings/en.yaml": House().find("strings/en.yaml").read_text().replace("Draft", "A draft"),
        "templates/kinds/declaration.yaml": "label: {en: Words}\n",
    }
    put(press / file, new.get(file, "language: en\n"))
    assert made(build(press)) == CHANGES[file]
    assert build(press) == {}


def test_a_touched_file_is_no_change(press: Path) -> None:
    for path in press.rglob("*"):
        os.utime(path, (1, 1))
    assert build(press) == {}


@pytest.mark.parametrize("damage", [lambda p: p.write_bytes(b"x" * p.stat().st_size), Path.unlink])
def test_an_edition_that_was_tampered_with_is_made_again(press: Path, damage: object) -> None:
    before = tree(press / "output")
    damage(press / "output/beta/beta.en.two.txt")  # type: ignore[operator]
    assert made(build(press)) == {"beta.en.two"}
    assert tree(press / "output") == before


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"format": 99, "publication": "beta"}', b"[" * 100_000])
def test_a_manifest_that_is_none_makes_everything_anew(press: Path, content: bytes) -> None:
    (press / "output/beta/manifest.json").write_bytes(content)
    assert made(build(press)) == {"beta.en.one", "beta.en.two"}


def test_another_version_of_a_tool_rebuilds_its_editions(press: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = inputs.version
    monkeypatch.setattr(inputs, "version", lambda name: "0" if name == "rich" else real(name))
    assert made(build(press, (ONE, replace(TWO, tools=("rich",))))) == {n for n in ALL if n.endswith("two")}


def test_a_change_of_the_engine_rebuilds_everything(press: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "code_digest", lambda _: "another engine")
    assert made(build(press)) == ALL


def test_an_edition_that_is_added_is_made_and_one_that_is_dropped_goes(press: Path) -> None:
    three = Small("three", ".three.txt", ("two",))
    assert made(build(press, (ONE, three))) == {name.replace("two", "three") for name in ALL if "two" in name}
    assert not list((press / "output").rglob("*.two.txt"))
    assert build(press, (ONE, three)) == {}


def test_wanted_editions_and_languages_only(press: Path) -> None:
    put(press / "source/alpha/picture.txt", "new")
    assert made(build(press, editions=SMALL, languages=frozenset({"fr"}))) == {"alpha.fr.one", "alpha.fr.two"}
    assert set(recorded(press, "alpha")) == {"alpha.fr.one.txt", "alpha.fr.two.txt"}  # the others are outdated
    assert made(build(press)) == {"alpha.en.one", "alpha.en.two"}
    assert made(build(press, force=True)) == ALL


# ------------------------------------------------------------------ the real editions


@pytest.mark.parametrize("edition", editions.EDITIONS, ids=lambda edition: edition.name)
def test_an_edition_names_folders_and_tools_that_exist(edition: Edition) -> None:
    house = House()
    assert all(house.files(folder) for folder in edition.templates)
    assert all(inputs.version(tool) for tool in edition.tools)


def test_a_build_of_all_editions_and_a_change_of_one_template(tmp_path: Path) -> None:
    root = make_press(tmp_path, alpha="Hello.", beta="World.")
    names = {edition.name for edition in editions.EDITIONS}
    assert made(build(root, editions.EDITIONS)) == {f"{p}.en.{name}" for p in ("alpha", "beta") for name in names}
    for edition in editions.EDITIONS:
        path = root / "output/alpha" / f"alpha.en{edition.suffix}"
        assert edition.read(path.read_bytes()).metadata.title == "On alpha"
    assert build(root, editions.EDITIONS) == {}
    put(root / "templates/pdf/extra.css", "/* one more */")
    assert made(build(root, editions.EDITIONS)) == {"alpha.en.pdf", "beta.en.pdf"}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_all_editions_are_the_same_bytes_anywhere(tmp_path: Path, jobs: str) -> None:
    outputs = []
    for folder, zone, seed, number in (("a", "Pacific/Kiritimati", "1", "1"), ("b/c", "America/Lima", "2", jobs)):
        (tmp_path / folder).mkdir(parents=True)
        root = make_press(tmp_path / folder, alpha="Hello *there*.[^1]\n\n[^1]: A note.", beta="World.")
        command = [sys.executable, "-m", "pipeline", "build", "--press", str(root), "--jobs", number]
        env = {**os.environ, "PYTHONPATH": str(ROOT), "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": "C"}
        subprocess.run(command, cwd=tmp_path, env=env, check=True, timeout=120, stdout=subprocess.DEVNULL)
        outputs.append(tree(root / "output"))
    assert outputs[0] == outputs[1]
