"""What a build makes, what it leaves alone, and what it never spoils."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import editions, manifest
from pipeline.build import inputs
from pipeline.build import write as writing
from pipeline.editions.edition import Edition
from pipeline.house import House
from pipeline.problems import Exit
from tests.small import (
    DRIVER,
    ONE,
    ROOT,
    SMALL,
    TEXT,
    TWO,
    Small,
    build,
    chancery,
    made,
    make_press,
    put,
    recorded,
    tree,
)  # fmt: skip


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
    assert (root / "output/alpha/alpha.fr.one.txt").read_text().startswith("one: head of one\nDe alpha\nBonjour.")
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
    "templates/kinds/statement.yaml": ALL,
    "templates/kinds/report.yaml": set(),
    "templates/three/head.txt": set(),
    "source/alpha/README.md": set(),
}


@pytest.mark.parametrize("file", CHANGES)
def test_a_change_rebuilds_what_it_touches_and_nothing_else(press: Path, file: str) -> None:
    new = {
        "source/alpha/text.fr.md": TEXT.format(title="De alpha", words="Salut."),
        "source/publisher.yaml": "{}\n",
        "templates/kinds/statement.yaml": "label: {en: Words}\n",
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
    monkeypatch.setattr(inputs, "engine_digest", lambda: "another engine")
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


# ------------------------------------------------------------------ what is never spoiled


@pytest.mark.parametrize(
    ("words", "code", "exit_code"),
    [
        ("<script>", "T06", Exit.PROBLEMS),
        ("ORDER: fail", "B03", Exit.PROBLEMS),
        ("ORDER: library", "B02", Exit.MACHINE),
    ],
)
def test_a_failed_publication_keeps_its_last_good_editions(press: Path, words: str, code: str, exit_code: Exit) -> None:
    before = tree(press / "output/alpha")
    put(press / "source/alpha/text.en.md", TEXT.format(title="On alpha", words=words))
    put(press / "source/beta/text.en.md", TEXT.format(title="On beta", words="Still built."))
    outcomes = build(press)
    assert {problem.code for problem in outcomes["alpha"].problems} == {code}
    assert outcomes["alpha"].exit_code == exit_code
    assert tree(press / "output/alpha") == before
    assert made(outcomes) == {"beta.en.one", "beta.en.two"}
    assert set(build(press)) == {"alpha"}


def test_a_full_disk_changes_nothing(press: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(press / "output")
    put(press / "source/beta/text.en.md", TEXT.format(title="On beta", words="New."))
    real = writing._to_disk

    def full(path: Path, data: bytes) -> None:
        if "two" in path.name:
            with Path("/dev/full").open("wb", buffering=0) as file:
                try:
                    file.write(data)
                except OSError as error:
                    error.filename = str(path)
                    raise
        real(path, data)

    monkeypatch.setattr(writing, "_to_disk", full)
    outcome = build(press)["beta"]
    assert "the disk is full" in str(outcome.problems[0])
    assert outcome.problems[0].file.endswith("beta/beta.en.two.txt")
    assert outcome.exit_code == Exit.MACHINE
    assert tree(press / "output") == before


def test_a_folder_where_a_file_is_due_changes_nothing(press: Path) -> None:
    (press / "output/beta/beta.en.two.txt").unlink()
    (press / "output/beta/beta.en.two.txt").mkdir()
    before = tree(press / "output")
    put(press / "source/beta/text.en.md", TEXT.format(title="On beta", words="New."))
    assert "a folder stands where a file is needed" in str(build(press)["beta"].problems[0])
    assert tree(press / "output") == before


KILLED = """
import os, signal, sys
from pathlib import Path
real = Path.replace
def replace(self, target):
    if "two" in str(target):
        os.kill(os.getpid(), signal.SIGKILL)
    return real(self, target)
Path.replace = replace
"""


def test_a_kill_in_the_middle_leaves_no_half_file_and_the_next_build_cleans_up(press: Path) -> None:
    before = tree(press / "output")
    put(press / "source/beta/text.en.md", TEXT.format(title="On beta", words="New words."))
    arguments = ["build", "--press", str(press), "--jobs", "1"]
    command = [sys.executable, "-c", KILLED + DRIVER, *arguments]
    killed = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=60, check=False)
    assert killed.returncode == -signal.SIGKILL
    after = tree(press / "output")
    left = {name for name in after if name.endswith(".part")}
    assert left, "the kill came while files were put into their places"
    whole = {name: data for name, data in after.items() if name not in left | {"beta/beta.en.one.txt"}}
    assert whole == {name: data for name, data in before.items() if name != "beta/beta.en.one.txt"}
    assert b"New words." in after["beta/beta.en.one.txt"]
    assert chancery(*arguments).returncode == 0
    assert not [name for name in tree(press / "output") if name.endswith(".part")]
    assert build(press) == {}


def test_what_has_no_source_any_more_is_removed_unless_somebody_changed_it(press: Path) -> None:
    (press / "source/alpha/text.fr.md").unlink()
    put(press / "output/alpha/alpha.fr.two.txt", "a note of my own")
    put(press / "output/alpha/letter.txt", "never ours")
    outcome = build(press)["alpha"]
    assert (outcome.removed, outcome.kept) == (("alpha.fr.one.txt",), ("alpha.fr.two.txt",))
    assert set(recorded(press, "alpha")) == {"alpha.en.one.txt", "alpha.en.two.txt"}
    names = set(tree(press / "output/alpha"))
    assert {"letter.txt", "alpha.fr.two.txt"} <= names
    assert "alpha.fr.one.txt" not in names


# ------------------------------------------------------------------ the manifest


def test_the_manifest_records_what_was_made_from_what_with_what(press: Path) -> None:
    data = (press / "output/alpha/manifest.json").read_bytes()
    content = json.loads(data)
    assert data == json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n"
    entry = content["editions"][0]
    edition = (press / "output/alpha" / entry["file"]).read_bytes()
    assert (entry["size"], entry["sha256"]) == (len(edition), writing.sha256(edition).hexdigest())
    assert (entry["media_type"], entry["language"], entry["source"]) == ("text/plain", "en", "text.en.md")
    assert [document["title"] for document in content["documents"]] == ["On alpha", "De alpha"]
    assert set(content["sources"]) == {"text.en.md", "text.fr.md"}
    assert "one/head.txt" in content["templates"]
    assert "fonts/NotoSerif-Regular.ttf" in content["fonts"]
    assert {"jinja2", "markdown-it-py", "python", "zlib"} <= set(content["tools"])
    assert manifest.parse(data, "alpha").to_bytes() == data
    assert "built" not in content


def test_the_canonical_form_is_that_of_rfc_8785() -> None:
    value = {"\U0001f600": 1, "\ufb33": 2, "a": [True, None, 'é"\n'], "1": {}}
    assert manifest.canonical(value) == '{"1":{},"a":[true,null,"é\\"\\n"],"\U0001f600":1,"\ufb33":2}'.encode()


@pytest.mark.parametrize("file", ["../alpha.txt", "/etc/passwd", "beta.en.one.txt", ".lock"])
def test_a_manifest_that_names_files_of_others_is_refused(press: Path, file: str) -> None:
    data = (press / "output/alpha/manifest.json").read_text().replace("alpha.en.one.txt", file)
    with pytest.raises(ValueError, match="is no edition of alpha"):
        manifest.parse(data.encode(), "alpha")


def test_the_same_inputs_give_the_same_bytes_anywhere(tmp_path: Path) -> None:
    outputs = []
    for folder, zone, seed, jobs in (("a", "Pacific/Kiritimati", "1", "1"), ("b/c", "America/Lima", "2", "3")):
        (tmp_path / folder).mkdir(parents=True)
        root = make_press(tmp_path / folder, alpha="Hello.", beta="World.", gamma="Third.")
        result = chancery("build", "--press", root, "--jobs", jobs, TZ=zone, PYTHONHASHSEED=seed)
        assert result.returncode == 0, result.stderr
        outputs.append(tree(root / "output"))
    assert outputs[0] == outputs[1]
    assert len(outputs[0]) == 9


def test_the_build_s_own_time_is_source_date_epoch(tmp_path: Path) -> None:
    root = make_press(tmp_path, alpha="Hello.")
    chancery("build", "--press", root, SOURCE_DATE_EPOCH="1316736000")
    assert json.loads((root / "output/alpha/manifest.json").read_bytes())["built"] == "2011-09-23T00:00:00Z"


# ------------------------------------------------------------------ many at once


def test_a_worker_that_dies_is_reported_for_its_publication_alone(tmp_path: Path) -> None:
    texts = {f"p{number}": "ORDER: die" if number == 3 else "Fine." for number in range(7)}
    root = make_press(tmp_path, **texts)
    result = chancery("build", "--press", root, "--jobs", "2")
    assert result.returncode == Exit.MACHINE
    assert "[B04]" in result.stderr
    assert "Traceback" not in result.stderr
    assert {path.name for path in (root / "output").iterdir()} - {".lock"} == set(texts) - {"p3"}


def test_two_builds_at_once_take_turns(tmp_path: Path) -> None:
    root = make_press(tmp_path, alpha="Hello.")
    code = (
        "import time; from pathlib import Path; from pipeline.build.write import locked\n"
        f"with locked(Path({str(root / 'output')!r}), lambda: None): print('mine', flush=True); time.sleep(2)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    holder.stdout.readline()
    started = time.monotonic()
    result = chancery("build", "--press", root)
    assert time.monotonic() - started > 1
    assert "Another build is writing to the output" in result.stderr
    assert result.returncode == 0
    assert holder.wait() == 0


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
