"""The command as a person uses it: what it says, where, and with which exit code."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import editions
from pipeline.cli import main
from pipeline.cli.arguments import COMMANDS
from pipeline.house import House
from pipeline.problems import Exit
from tests.small import ROOT, SMALL, TEXT, chancery, make_press, put, tree

HEAVY = "babel docx ebooklib icu jinja2 lxml markdown_it pikepdf PIL rich uharfbuzz weasyprint yaml".split()

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command in this process, with the small editions: (exit code, standard output, standard error)."""
    monkeypatch.setattr(editions, "EDITIONS", SMALL, raising=False)

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        return (code, *capsys.readouterr())

    return run


@pytest.fixture
def press(tmp_path: Path) -> Path:
    return make_press(tmp_path, alpha="Hello.", beta="World.")


# ------------------------------------------------------------------ building


def test_a_line_for_each_publication_and_then_nothing_to_do(run: Run, press: Path) -> None:
    code, out, err = run("build", "--press", press, "--jobs", "1")
    assert (code, err) == (0, "")
    assert re.search(r"^alpha  en  one two  \d+\.\d s$", out, re.MULTILINE)
    assert re.search(r"^Built 2 publications, 4 editions, in \d+\.\d s: ", out, re.MULTILINE)
    assert run("build", "--press", press) == (
        0,
        "Nothing to do: 2 publications, 4 editions, all up to date.\n",
        "",
    )
    assert run("build", "--press", press, "--quiet") == (0, "", "")


def test_nothing_to_do_loads_nothing_heavy(press: Path) -> None:
    assert chancery("build", "--press", press).returncode == 0
    result = chancery("build", "--press", press, SHOW_MODULES="1")
    assert result.stdout.startswith("Nothing to do")
    assert not set(HEAVY) & set(result.stderr.split())
    assert "argparse" in result.stderr.split()


def test_problems_are_grouped_by_publication_and_the_others_are_built(run: Run, press: Path) -> None:
    run("build", "--press", press)
    for name in ("beta", "gamma"):
        put(press / f"source/{name}/text.en.md", "---\ntitle: X\ntype: declaration\ndate: soon\n---\n\n<script>\n")
    put(press / "source/delta/text.en.md", TEXT.format(title="On delta", words="Fine."))
    code, out, err = run("build", "--press", press)
    assert code == Exit.PROBLEMS
    assert "delta" in out
    assert "beta: 2 problems; its last good editions stay as they are" in err
    assert "gamma: 2 problems\nsource/gamma/text.en.md:4:7: date:" in err
    assert "2 of 4 publications could not be built." in err


def test_a_language_that_nothing_is_in(run: Run, press: Path) -> None:
    run("build", "--press", press)
    assert run("build", "--language", "EN", "--press", press)[0] == 0
    code, _, err = run("build", "--language", "fr", "--press", press)
    assert (code, err) == (Exit.USAGE, "chancery: No document is in the language fr.\n    There are en.\n")


def test_a_language_that_nothing_is_in_is_told_before_anything_is_written(run: Run, press: Path) -> None:
    before = tree(press)
    assert run("build", "--language", "en", "--language", "xx", "--press", press)[0] == Exit.USAGE
    assert tree(press) == before
    text = TEXT.format(title="Om gamma", words="Ord.").replace("date:", "language: sv\ndate:")
    put(press / "source/gamma/text.md", text)
    assert run("build", "--language", "sv", "--press", press)[0] == 0
    assert (press / "output/gamma/gamma.sv.one.txt").is_file()
    put(press / "source/gamma/text.md", "no front matter")
    assert run("build", "--language", "xx", "--press", press)[0] == Exit.PROBLEMS  # what it is in cannot be told


def test_what_stands_in_source_and_is_not_read_is_told(run: Run, press: Path) -> None:
    for name in (
        "loose.md",
        "publisher.yml",
        "README.md",
        "_aside.md",
        ".hidden",
        "visit/text.en.MD",
        "pictures/a.png",
    ):
        put(press / "source" / name, "Words.")
    said = {
        "loose.md": ("it stands in no folder", "move it to a folder: source/loose/loose.md"),
        "publisher.yml": ("it stands in no folder", "name it publisher.yaml"),
        "visit/text.en.MD": ("its name does not end in .md", "name it text.en.md"),
        "pictures": ("holds no document", "put a text like statement.en.md into it"),
    }
    for command in ("check", "build", "build"):  # again when there is nothing to do
        code, _, err = run(command, "--press", press)
        assert code == Exit.OK
        assert err.count("[F08]") == len(said)
        for name, (why, fix) in said.items():
            assert re.search(rf"source/{re.escape(name)}: warning: .*{why}.*\n    {re.escape(fix)}", err), name
    assert "[F08]" not in run("check", "alpha", "--press", press)[2]


def test_what_is_removed_is_said(run: Run, press: Path) -> None:
    put(press / "source/alpha/text.fr.md", TEXT.format(title="De alpha", words="Bonjour."))
    run("build", "--press", press)
    (press / "source/alpha/text.fr.md").unlink()
    assert "    removed alpha.fr.one.txt: its source is gone" in run("build", "--press", press)[1]


@pytest.mark.parametrize("words", ["ORDER: fail", "ORDER: library"])
def test_no_traceback_for_a_broken_edition(press: Path, words: str) -> None:
    put(press / "source/alpha/text.en.md", TEXT.format(title="On alpha", words=words))
    result = chancery("build", "--press", press)
    assert "Traceback" not in result.stderr
    if words == "ORDER: library":
        assert "apt-get install libpango-1.0-0" in result.stderr
        assert "brew install pango" in result.stderr
        assert result.returncode == Exit.MACHINE
    else:
        assert "tests/small.py" not in result.stderr
        assert "RuntimeError: the order was to fail" in result.stderr


def test_a_template_that_is_missing_or_wrong_is_named(run: Run, press: Path) -> None:
    (press / "templates/one/head.txt").unlink()
    code, _, err = run("build", "--press", press)
    assert code == Exit.PROBLEMS
    assert "no template one/head.txt" in err


@pytest.mark.parametrize("output", ["file", "file/below", "/dev/null/editions"])
def test_an_output_that_cannot_be_written(run: Run, press: Path, output: str) -> None:
    put(press / "file", "a file")
    code, _, err = run("build", "--press", press, "--output", press / output)
    assert code == Exit.MACHINE
    assert "cannot be written" in err
    assert "--output" in err


def test_a_missing_system_library_is_named_with_what_to_install(press: Path) -> None:
    without = (
        "import cffi, runpy, sys\n"
        "def dlopen(self, name, *_):\n"
        "    raise OSError(f\"cannot load library '{name}': no such file\")\n"
        "cffi.FFI.dlopen = dlopen\n"
        "runpy.run_module('pipeline', run_name='__main__')\n"
    )
    for jobs in ("1", "2"):
        command = [sys.executable, "-c", without, "build", "--press", str(press), "--jobs", jobs]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        result = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=60)
        assert result.returncode == Exit.MACHINE
        assert "Traceback" not in result.stderr
        assert "libpango-1.0-0" in result.stderr
        assert "WeasyPrint could not import" not in result.stdout


# ------------------------------------------------------------------ folders and names


EXAMPLES = {
    "new": (["visit"], Exit.OK),
    "list": (["alpha"], Exit.OK),
    "verify": (["alpha", "beta"], Exit.PROBLEMS),  # nothing is built
    "publish": (["alpha", "beta"], Exit.PROBLEMS),
    "reproduce": (["alpha", "beta"], Exit.PROBLEMS),
    "rebuild": (["no-such.pdf"], Exit.USAGE),
    "fonts": (["list"], Exit.OK),
    "parallel": (["beta", "--languages=en,fr"], Exit.USAGE),  # it is there in one language
}


@pytest.mark.parametrize("place", ["before", "after", "middle"])
@pytest.mark.parametrize("command", COMMANDS)
def test_press_and_output_hold_on_every_command_before_and_after(
    run: Run, press: Path, command: str, place: str
) -> None:
    folders = ["--press", str(press), "--output", str(press / "elsewhere")]
    words, due = EXAMPLES.get(command, (["alpha", "beta"], Exit.OK))
    arguments = {
        "before": [*folders, command, *words],
        "after": [command, *words, *folders],
        "middle": [command, words[0], *folders, *words[1:]],
    }[place]
    code, out, err = run(*arguments)
    assert code == due, err
    assert not (press / "output").exists()
    assert (press / "elsewhere/beta/beta.en.two.txt").exists() == (command == "build")
    assert command != "list" or "never built" in out
    assert (press / "source/visit/text.en.md").exists() == (command == "new")


def test_the_press_is_the_current_folder_and_a_publication_may_be_a_path(press: Path) -> None:
    for cwd, word in (
        (press, "source/alpha/"),
        (press / "source", "alpha/"),
        (press, "source/beta/text.en.md"),
    ):
        result = chancery("build", word, "--press", press, cwd=cwd)
        assert result.returncode == 0, result.stderr
    assert chancery("build", cwd=press).stdout.startswith("Nothing to do: 2 publications")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "alpa"], "There is no publication alpa.\n    Did you mean alpha?"),
        (["check", "zzz"], "There is no publication zzz.\n    chancery list shows all of them."),
        (["build", "--edition", "tow"], "There is no edition tow.\n    There are one, two. Did you mean two?"),
        (["build", "--jobs", "0"], "not a whole number of at least 1"),
        (["build", "--jbos", "1"], "--jbos is not known here."),
        (["biuld"], "There is no command biuld.\n    Did you mean build?"),
        ([], "Say what to do: build, check, new, list, verify, publish, diff, parallel, rebuild, reproduce, fonts."),
        (["new"], "required: NAME"),
        (["new", "../x"], "cannot be the name of a folder"),
        (["new", "x", "--type", "statment"], "Did you mean statement?"),
        (
            ["new", "x", "--date", "23 Sept 2011"],
            "--date: '23 Sept 2011' is not an ISO date.\n    Write 2011-09-23",
        ),
        (["new", "x", "--language", "english please"], "--language: 'english please'"),
        (["list", "--press", "/nowhere"], "There is no folder /nowhere."),
        (["build", "--press", "/"], "There is no source/ in /."),
        (["build", "--output", "source/there"], "inside source/"),
    ],
)
def test_a_wrong_command_line_says_what_to_write(
    run: Run, press: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(press)
    before = tree(press)
    code, out, err = run(*arguments)
    assert (code, out) == (Exit.USAGE, "")
    assert err.startswith("chancery: ")
    assert said in err
    assert tree(press) == before


# ------------------------------------------------------------------ check, new, list


def test_check_reports_everything_and_writes_nothing(run: Run, press: Path) -> None:
    assert run("check", "--press", press) == (0, "2 publications, 2 documents: no problems.\n", "")
    put(press / "source/beta/text.en.md", "---\ntitle: X\ntype: declaration\ndate: soon\n---\n\n<script>\n")
    before = tree(press)
    code, out, err = run("check", "--press", press)
    assert (code, out) == (Exit.PROBLEMS, "")
    assert "beta: 2 problems" in err
    assert "[M03]" in err
    assert "[T06]" in err
    assert tree(press) == before


@pytest.mark.parametrize("kind", House().kinds())
def test_what_new_makes_passes_check_and_builds_at_once(run: Run, press: Path, kind: str) -> None:
    title = 'A "quoted" title: {{ 1 }} # \\ é'
    arguments = (
        "new",
        "2026-01-15-visit",
        "--type",
        kind,
        "--title",
        title,
        "--language",
        "fr",
        "--press",
        press,
    )
    code, out, _ = run(*arguments)
    assert code == 0
    assert "Made source/2026-01-15-visit/text.fr.md." in out
    assert run("check", "2026-01-15-visit", "--press", press)[::2] == (0, "")
    assert run("build", "2026-01-15-visit", "--press", press)[0] == 0
    made = (press / "output/2026-01-15-visit/2026-01-15-visit.fr.one.txt").read_text()
    assert title in made
    assert "2026-01-15" in run("list", "--press", press)[1]


def test_new_never_overwrites_and_adds_languages(run: Run, press: Path) -> None:
    before = tree(press)
    code, _, err = run("new", "alpha", "--press", press)
    assert code == Exit.USAGE
    assert "source/alpha/text.en.md is there already" in err
    assert tree(press) == before
    assert run("new", "source/alpha/", "--language", "fr", "--press", press)[0] in (0, Exit.USAGE)
    assert run("new", "alpha", "--language", "es", "--press", press)[0] == 0
    assert run("check", "--press", press)[0] == 0


def test_list_shows_the_state_of_every_publication(run: Run, press: Path) -> None:
    run("build", "--press", press)
    put(press / "source/beta/text.en.md", TEXT.format(title="On beta, again", words="New."))
    put(press / "source/gamma/text.en.md", TEXT.format(title="On gamma", words="New."))
    put(press / "source/delta/text.en.md", "no front matter")
    (press / "output/omega").mkdir()
    manifest = (press / "output/alpha/manifest.json").read_text().replace("alpha", "omega")
    put(press / "output/omega/manifest.json", manifest)
    code, out, err = run("list", "--press", press)
    states = {line.split()[0]: line for line in out.splitlines()}
    assert code == 0
    expected = {"alpha": "built", "beta": "stale", "gamma": "never built", "delta": "has problems"}
    for name, state in {**expected, "omega": "no source"}.items():
        assert f"  {state}" in states[name]
    assert states["beta"].endswith("2011-09-23  stale         On beta, again")
    assert "5 publications: 1 built, 1 stale, 1 never built, 1 has problems, 1 no source" in err


def test_an_empty_press_says_how_to_begin(run: Run, tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    for command in ("build", "list"):
        assert "chancery new NAME makes the first" in run(command, "--press", tmp_path)[1]
