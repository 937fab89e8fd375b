"""Numbers in every edition: from one source to four files, and back with every label, reference and bookmark."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from pipeline import editions
from pipeline.agreement.compare import differences
from pipeline.conformance import gate
from pipeline.document import Document
from pipeline.editions.edition import Edition
from pipeline.house import House
from pipeline.numerals import STYLES, numeral
from pipeline.source import read_publication
from tests.test_numbering import TREATY

HOUSE = House()
every_edition = pytest.mark.parametrize("edition", editions.EDITIONS, ids=lambda edition: edition.name)
HEAD = "---\ntitle: A fictional treaty\ntype: declaration\nnumbering: articles\ndate: 2011-09-23\n---\n\n"


def made(text: str, press: Path, language: str = "en") -> Document:
    folder = press / "source" / "treaty"
    folder.mkdir(parents=True)
    (folder / f"text.{language}.md").write_text(HEAD + text, encoding="utf-8")
    return read_publication(folder, press, HOUSE).documents[0]


@every_edition
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_a_treaty_agrees_with_its_source(edition: Edition, language: str, tmp_path: Path) -> None:
    text = TREATY.replace("Article 7 bis. Typed", "Typed") + "\n::: note\n[](#annex-2-article-1-para-2)\n:::\n"
    document = made(text, tmp_path, language)
    data = edition.write(document, HOUSE)
    assert gate.check(edition.name, data) == ()
    reading = edition.read(data)
    assert differences(document, edition.name, reading, HOUSE) == ()
    labels = [said.label for said in reading.blocks if said.kind == "heading"]
    assert labels[0] == {"en": "Part I", "fr": "Partie I", "ar": "الجزء 1"}[language]
    assert len(labels) == 10
    assert all(labels[:5])


@every_edition
def test_contents_and_bookmarks_say_label_and_title(edition: Edition, tmp_path: Path) -> None:
    long = "\n\n".join(f"## Title {number} {{.article}}\n\n{'Words enough. ' * 400}" for number in range(1, 4))
    reading = edition.read(edition.write(made(f"# General {{.part}}\n\n{long}", tmp_path), HOUSE))
    due = ((1, "Part I General"), *((2, f"Article {number} Title {number}") for number in range(1, 4)))
    assert reading.contents == due


@every_edition
def test_items_carry_what_was_typed(edition: Edition, tmp_path: Path) -> None:
    text = "(a) one:\n    (i) deep\n    (ii) deep\n(b) two\n\nA) three\n\nB) four\n\n(7) five\n"
    reading = edition.read(edition.write(made(text, tmp_path), HOUSE))
    labels = ["(a)", "(i)", "(ii)", "(b)", "A)", "B)", "(7)"]
    assert [said.label for said in reading.blocks if said.kind == "item"] == labels


def test_word_counts_articles_and_items_itself(tmp_path: Path) -> None:
    document = made(TREATY, tmp_path)
    data = next(one for one in editions.EDITIONS if one.name == "docx").write(document, HOUSE)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        numbering, body = (package.read(f"word/{name}.xml").decode() for name in ("numbering", "document"))
    assert 'w:lvlText w:val="Article %1' in numbering
    assert 'w:numFmt w:val="upperRoman"' in numbering
    assert '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%1)"/>' in numbering
    assert ">Article 1" not in body  # but in the contents, which this text is too short for


@pytest.mark.parametrize("style", STYLES)
def test_numerals_go_on_past_z(style: str) -> None:
    due = {
        "decimal": "28", "lower-alpha": "bb", "upper-alpha": "BB", "lower-roman": "xxviii", "upper-roman": "XXVIII",
        "han": "二十八", "hebrew": "כח", "greek": "κη", "arabic-abjad": "غ", "hangul": "하하", "lower-cyrillic": "ю",
    }  # fmt: skip
    assert numeral(28, style) == due.get(style, numeral(28, style)) != ""


@every_edition
def test_labels_that_are_typed_stand_apart_as_those_that_are_made(edition: Edition, tmp_path: Path) -> None:
    text = "# One {.article}\n\nA.\n\n# Article 2A: Two\n\nB.\n\n::: annex\n# Annex A. Rules\n\nC.\n:::\n"
    document = made(text, tmp_path)
    reading = edition.read(edition.write(document, HOUSE))
    headings = [(block.label, block.text) for block in reading.blocks if block.kind == "heading"]
    assert headings == [("Article 1", "One"), ("Article 2A:", "Two"), ("Annex A.", "Rules")]
    assert differences(document, edition.name, reading, HOUSE) == ()
