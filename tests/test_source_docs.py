"""The documentation of the reader lists exactly what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.crosswalk.codecs import ROLES
from pipeline.crosswalk.table import keys, table
from pipeline.nodes import DIVISIONS
from pipeline.source.codes import CODES
from pipeline.source.html import ALLOWED

DOCS = Path(__file__).parent.parent / "docs"
FORMAT = (DOCS / "source-format.md").read_text(encoding="utf-8")


def test_every_code_has_its_section() -> None:
    text = (DOCS / "problems.md").read_text(encoding="utf-8")
    assert dict(re.findall(r"^### (\w\d\d): (.+)$", text, re.MULTILINE)) == CODES


def test_every_code_is_used_in_the_reader() -> None:
    files = (Path(__file__).parent.parent / "pipeline" / "source").glob("*.py")
    text = "".join(path.read_text(encoding="utf-8") for path in files if path.name != "codes.py")
    assert set(re.findall(r'"([FMTPL]\d\d)"', text)) == set(CODES)


def made(path: Path, text: str, due: str, request: pytest.FixtureRequest) -> None:
    """Holds a page against what the crosswalk makes of it; `--accept` writes it."""
    if request.config.getoption("--accept"):
        path.write_text(due, encoding="utf-8")
    else:
        assert text == due, "run `make golden`"


def test_the_page_of_the_crosswalk_is_made_from_it(request: pytest.FixtureRequest) -> None:
    path = DOCS / "metadata.md"
    made(path, path.read_text(encoding="utf-8"), table(), request)


def test_the_table_of_keys_is_made_from_the_crosswalk(request: pytest.FixtureRequest) -> None:
    start, end = "<!-- keys: made by `make golden` -->\n", "<!-- end of keys -->"
    before, _, rest = FORMAT.partition(start)
    made(DOCS / "source-format.md", FORMAT, before + start + keys() + end + rest.partition(end)[2], request)


@pytest.mark.parametrize("word", [*ROLES, *DIVISIONS, *ALLOWED])
def test_the_words_that_may_be_written_are_named(word: str) -> None:
    assert re.search(rf"\b{word}\b", FORMAT)
