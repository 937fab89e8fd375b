"""One folder for each code: a publication that has the problem, and every line that the reader says of it.

`pytest tests/test_broken.py --accept` writes the lines anew; the diff is then read by a person.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from pipeline.house import House
from pipeline.problems import PublishingError
from pipeline.source import disagreements, read_publication
from pipeline.source.codes import CODES

BROKEN = Path(__file__).with_name("broken")
CASES = sorted(path.name for path in BROKEN.iterdir() if path.is_dir())


def problems(case: str, press: Path) -> str:
    """What the reader says of `source/<case>` in a press that holds nothing else."""
    folder = press / "source" / case
    folder.parent.mkdir()
    shutil.copytree(BROKEN / case / "publication", folder, symlinks=True)
    grown = BROKEN / case / "sizes.txt"  # files that are too large for a repository: "name bytes" on each line
    for line in grown.read_text().splitlines() if grown.is_file() else ():
        name, size = line.split()
        os.truncate(folder / name, int(size))
    beside = BROKEN / case / "beside"  # other publications of the press
    if beside.is_dir():
        shutil.copytree(beside, folder.parent, dirs_exist_ok=True)
    default = BROKEN / case / "publisher.yaml"
    if default.is_file():
        shutil.copy(default, folder.parent)
    try:
        found = read_publication(folder, press, House()).warnings
    except PublishingError as error:
        found = error.problems
    found = (*found, *disagreements(press).get(case, ()))
    return "".join(f"{problem}\n" for problem in found)


def test_every_code_has_a_folder() -> None:
    assert {case.split("-")[0] for case in CASES} == set(CODES)


@pytest.mark.parametrize("case", CASES)
def test_the_reader_says_what_is_wrong(case: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    said = problems(case, tmp_path)
    expected = BROKEN / case / "problems.txt"
    if request.config.getoption("--accept"):
        expected.write_text(said, encoding="utf-8")
    assert f"[{case.split('-', maxsplit=1)[0]}]" in said
    assert said == expected.read_text(encoding="utf-8")
