"""The documentation of the reader lists exactly what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.crosswalk import FIELDS
from pipeline.crosswalk.codecs import ROLES
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
    assert set(re.findall(r'"([FMTP]\d\d)"', text)) == set(CODES)


def test_every_key_has_its_row_with_what_it_is() -> None:
    rows = re.findall(r"^\| `(\w+)`(\*?) \| [^|]+ \| ([^|]+) \|", FORMAT, re.MULTILINE)
    assert rows == [(row.name, "*" if row.required else "", row.about) for row in FIELDS]


@pytest.mark.parametrize("word", [*ROLES, *DIVISIONS, *ALLOWED])
def test_the_words_that_may_be_written_are_named(word: str) -> None:
    assert re.search(rf"\b{word}\b", FORMAT)
