"""Every command and option explains itself, and stands in docs/command-line.md."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import editions, rebuilding
from pipeline.build import failures, freezing
from pipeline.cli import main
from pipeline.cli.arguments import COMMANDS, parser
from pipeline.problems import Exit
from tests.small import ROOT, SMALL

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command in this process, with the small editions: (exit code, standard output, standard error)."""
    monkeypatch.setattr(editions, "EDITIONS", SMALL, raising=False)

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        return (code, *capsys.readouterr())

    return run


def test_help_and_version(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("", *COMMANDS):
        with pytest.raises(SystemExit) as ended:
            run(*filter(None, (command, "--help")))
        assert ended.value.code == 0
        text = capsys.readouterr().out
        assert text.count(f"\n  chancery {command}") >= 3, f"examples for {command}"
        assert "exit codes:" in text
        assert all(re.search(rf"^  {code.value} ", text, re.MULTILINE) for code in Exit)
        assert "--press" in text
        assert "--output" in text
    with pytest.raises(SystemExit):
        run("--version")
    assert re.fullmatch(r"chancery \d+\.\d+\.\d+\n", capsys.readouterr().out)


@pytest.mark.usefixtures("run")
def test_every_command_option_and_code_is_documented() -> None:
    text = (ROOT / "docs/command-line.md").read_text()
    commands = next(action for action in parser()._actions if action.dest == "command").choices
    assert commands is not None
    assert tuple(commands) == COMMANDS
    for name, command in commands.items():  # type: ignore[union-attr]
        section = text.split(f"\n## `chancery {name}`")[1].split("\n## ")[0]
        for action in command._actions:
            for option in action.option_strings:
                assert option in ("-h", "--help", "--press", "--output") or f"`{option}" in section, f"{name} {option}"
    assert all(f"`{option}" in text for option in ("--press", "--output", "--help", "--version"))
    assert all(f"| {code.value} |" in text for code in Exit)
    codes = {**failures.CODES, **freezing.CODES, **rebuilding.CODES}
    assert all(f"| {code} | {meaning} |" in text for code, meaning in codes.items())
