"""The outside judges find nothing in parallel editions: scripts of two directions, tables, notes, lists of names.

Run by `make conformance`; named so that `make test` does not collect it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.conformance.judge import Judge
from pipeline.conformance.judges import JUDGES
from pipeline.problems import Exit
from tests.small import ROOT

PAIRS = (
    ("1948-12-10-udhr", "ar,en"),
    ("1948-12-10-udhr", "zh,ru"),
    ("2030-05-14-example-communique", "en,fr"),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parallel")
    for name, languages in PAIRS:
        command = ["parallel", name, "--languages", languages, "--press", str(ROOT), "-o", str(folder)]
        assert main(command) == Exit.OK
    return folder


@pytest.mark.parametrize("judge", [one for one in JUDGES if one.edition in ("html", "pdf")], ids=lambda one: one.name)
def test_a_judge_finds_nothing(judge: Judge, made: Path) -> None:
    files = sorted(made.glob(f"*.{judge.edition}"))
    assert len(files) == len(PAIRS)
    assert judge.missing() == ""
    assert dict(judge.judge(files)) == dict.fromkeys(files, ())
