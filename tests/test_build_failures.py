"""What a build never spoils, whatever goes wrong."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.build import write as writing
from pipeline.problems import Exit
from tests.small import (
    DRIVER,
    ROOT,
    TEXT,
    build,
    chancery,
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
