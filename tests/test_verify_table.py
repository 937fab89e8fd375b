"""The table of `chancery verify`: what every edition holds, what is wrong, what differs, at any width."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from rich.cells import cell_len

from pipeline.agreement.compare import CODES
from pipeline.agreement.table import NOWHERE, OTHER, SAME, Table, compared, score, tables, text_differences
from pipeline.agreement.table_lines import lines, printable, shortened, wrapped
from pipeline.agreement.verify import AGREES, DIFFERS, Proof, prove
from pipeline.editions import EDITIONS
from pipeline.editions.edition import Reading
from pipeline.house import House
from tests import samples
from tests.small import ROOT

HOUSE = House()


def wrong(name: str, reading: Reading) -> Reading:
    """The PDF with another title, a word changed and a note lost; the EPUB with another place."""
    if name == "epub":
        return replace(reading, stated={**reading.stated, ("opf", "dcterms:spatial"): ("Old\x1b[31m York",)})
    if name != "pdf":
        return reading
    blocks = tuple(replace(one, text=one.text.replace("escaped", "captured")) for one in reading.blocks)
    stated = {**reading.stated, ("xmp", "dc:title"): ("Another title",)}
    return replace(reading, stated=stated, blocks=blocks, notes=reading.notes[:1])


class Changed:
    """An edition that is read back with changes."""

    def __init__(self, edition: object, change: Callable[[str, Reading], Reading]) -> None:
        self.edition, self.change = edition, change

    def __getattr__(self, name: str) -> object:
        return getattr(self.edition, name)

    def read(self, data: bytes) -> Reading:
        return self.change(self.edition.name, self.edition.read(data))  # type: ignore[attr-defined]

    carries = False


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    return {one.name: one.write(samples.everything(), HOUSE) for one in EDITIONS}


def proofs(written: dict[str, bytes], change: Callable[[str, Reading], Reading]) -> Iterator[Proof]:
    for one in EDITIONS:
        yield prove(Changed(one, change), written[one.name], samples.everything(), HOUSE, file=one.name)  # type: ignore[arg-type]


def table_of(written: dict[str, bytes], change: Callable[[str, Reading], Reading] = lambda _, same: same) -> Table:
    (table,) = tables(proofs(written, change))
    return table


def test_the_table_holds_what_every_edition_says(written: dict[str, bytes]) -> None:
    table = table_of(written)
    assert [proof.state for proof in table.proofs] == [AGREES] * 4
    assert {row.name for row in table.rows} == {name for name, value in samples.full_metadata().items() if value}
    for row in table.rows:
        assert all(cell.state in (SAME, NOWHERE) for cell in row.cells.values()), row
        assert all(cell.text == row.source for cell in row.cells.values() if cell.state == SAME), row
    assert set(table.score.values()) == {1.0}
    counts = {count.name: count for count in table.counts}
    assert set(counts) == {"blocks", "notes", "links", "pictures"}
    assert all(found == due for count in counts.values() for found, due in count.cells.values())
    assert counts["links"].source == 3


def test_the_table_marks_what_is_wrong(written: dict[str, bytes]) -> None:
    table = table_of(written, wrong)
    assert [proof.state for proof in table.proofs] == [AGREES, DIFFERS, DIFFERS, AGREES]
    rows = {row.name: row.cells for row in table.rows}
    assert rows["title"]["pdf"].text == "Another title"
    assert [(name, cell.state) for name, cells in rows.items() for cell in cells.values() if cell.state == OTHER] == [
        ("title", OTHER),
        ("place", OTHER),
    ]
    assert 0.5 < table.score["pdf"] < 1
    shown = "\n".join(lines(table, 100, colour=False))
    assert "≠ Another title" in shown
    assert "≠ Old�[31m York" in shown
    assert f"≠ {table.score['pdf']:.4f}" in shown
    assert "≠ 1 of 2" in shown
    assert "\x1b[31m≠ Another" in "\n".join(lines(table, 100, colour=True))


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_the_table_keeps_to_its_width(width: int, written: dict[str, bytes]) -> None:
    table = table_of(written)
    long = {
        "title": "《关于保护责任的联合声明》" * 9,
        "event": "e\u0301" * 90,
        "rights": "https://example.org/" + "x" * 300,
    }
    rows = tuple(
        replace(
            row, cells={name: replace(cell, text=long.get(row.name, cell.text)) for name, cell in row.cells.items()}
        )
        for row in table.rows
    )
    for line in lines(replace(table, rows=rows), width, colour=False):
        assert cell_len(line) <= width, line


def test_long_values_are_shortened_in_the_middle() -> None:
    assert shortened("short", 10) == "short"
    assert shortened("The beginning of a long story and its end", 15) == "The be … ts end"
    assert shortened("联合声明" * 5, 11) == "联合 … 声明"
    assert wrapped("in-association-with", 17) == "in-association-\nwith"
    assert printable("a\x1b[2Jb\x9bc\n") == "a�[2Jb�c�"


def test_the_score_is_one_only_where_all_agrees(written: dict[str, bytes]) -> None:
    document = samples.everything()
    reading = next(one for one in EDITIONS if one.name == "html").read(written["html"])
    assert score(document, reading) == 1
    for blocks in (reading.blocks[1:], (*reading.blocks, reading.blocks[-1]), reading.blocks[::-1]):
        assert score(document, replace(reading, blocks=blocks)) < 1
    assert score(document, replace(reading, notes=())) < 1
    assert score(document, Reading(reading.metadata)) == 0


def test_differing_texts_are_compared_word_by_word() -> None:
    due, found = compared("They agreed at once to it", "They did not agree to it")
    assert due == (("They ", False), ("agreed at once", True), (" to it", False))
    assert found == (("They ", False), ("did not agree", True), (" to it", False))
    assert compared("甲乙丙", "甲丁丙")[1] == (("甲", False), ("丁", True), ("丙", False))


def test_codes_are_documented() -> None:
    text = (ROOT / "docs/agreement.md").read_text()
    rows = dict(re.findall(r"^\| (A\d\d) \| (.*?) \|", text, re.MULTILINE))
    assert rows == CODES


def test_what_formats_cannot_say_is_documented(written: dict[str, bytes]) -> None:
    text = (ROOT / "docs/agreement.md").read_text()
    for one in EDITIONS:
        row = re.search(rf"^\| {one.name} \| (.*?) \|", text, re.MULTILINE)
        assert row is not None, one.name
        assert set(re.findall(r"`(\w+)`", row[1])) == set(one.read(written[one.name]).unsaid), one.name


def test_every_difference_of_the_text_is_listed(written: dict[str, bytes]) -> None:
    reading = wrong("pdf", next(one for one in EDITIONS if one.name == "pdf").read(written["pdf"]))
    told = list(text_differences(samples.everything(), reading))
    assert {one.where for one in told} == {"the text", "note 2"}
    assert ("captured", True) in told[0].found
    assert ("escaped", True) in told[0].due
