"""The documentation of the reader lists exactly what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.crosswalk.codecs import ROLES
from pipeline.crosswalk.table import keys, table
from pipeline.house import House
from pipeline.kinds import BODIES, SLOTS
from pipeline.kinds.reading import _READ
from pipeline.kinds.table import table as kinds_table
from pipeline.nodes import DIVISIONS
from pipeline.source.codes import CODES
from pipeline.source.html import ALLOWED
from pipeline.source.replacements import PARTS

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


def test_the_page_of_the_kinds_is_made_from_them(request: pytest.FixtureRequest) -> None:
    path, house = DOCS / "kinds.md", House()
    made(path, path.read_text(encoding="utf-8"), kinds_table(map(house.kind, house.kinds())), request)


def test_every_key_of_a_kind_is_explained() -> None:
    text = (DOCS / "kinds.md").read_text(encoding="utf-8")
    for name in (*_READ, *SLOTS, *BODIES):
        assert re.search(rf"\b{name}\b", text.split("## The keys of a kind")[1]), name


@pytest.mark.parametrize("word", [*PARTS, *ROLES, *DIVISIONS, *ALLOWED])
def test_the_words_that_may_be_written_are_named(word: str) -> None:
    assert re.search(rf"\b{word}\b", FORMAT)
