"""`::: correction`: what is read instead of what, in the words of every language, in every edition, and held against
the text that it corrects."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.citations import cited
from pipeline.document import Correction, Document
from pipeline.editions import EDITIONS
from pipeline.editions.edition import Edition
from pipeline.house import House
from pipeline.source import disagreements, read_publication
from pipeline.templating import cited_places, notices
from tests import samples
from tests.small import put

HOUSE = House()
every_edition = pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.name)
HEAD = "---\ntitle: T\ntype: {kind}\ndate: 2011-10-04\nidentifier: {symbol}\n{more}---\n\n"


def block(attributes: str, **parts: str) -> str:
    """A correction as it is written."""
    inside = "".join(f"::: {name.strip('_')}\n{words}\n:::\n" for name, words in parts.items())
    return f"::: correction {{{attributes}}}\n{inside}:::\n\n"


def corrigendum(press: Path, text: str, language: str = "en") -> Document:
    head = HEAD.format(kind="corrigendum", symbol="F/1/Corr.1", more="corrects: F/1\n")
    folder = put(press / f"source/corrigendum/text.{language}.md", head + text).parent
    found = {one.metadata.language: one for one in read_publication(folder, press, HOUSE).documents}
    return found[language]


def corrected(press: Path, text: str, more: str = "", language: str = "en") -> None:
    more = f"numbering: paragraphs\ncorrected_by:\n  - identifier: F/1/Corr.1\n{more}"
    head = HEAD.format(kind="declaration", symbol="F/1", more=more)
    put(press / f"source/declaration/text.{language}.md", head + text)


# ------------------------------------------------------------------ what editions say

SORTS = {
    "replace": ({"for": "ten", "read": "twelve"}, "For ten read twelve"),
    "delete": ({"for": "ten"}, "Delete ten"),
    "insert": ({"after": "ten", "read": "or twelve"}, "After ten insert or twelve"),
    "add": ({"read": "and no more"}, "Add at the end and no more"),
}


@every_edition
@pytest.mark.parametrize(("parts", "said"), SORTS.values(), ids=SORTS)
def test_every_edition_says_what_is_corrected(
    edition: Edition, parts: dict[str, str], said: str, tmp_path: Path
) -> None:
    document = corrigendum(tmp_path, block('of="para-12-a" at="second line"', **parts))
    blocks = edition.read(edition.write(document, HOUSE)).blocks
    assert [(one.kind, one.text) for one in blocks] == [
        ("heading", "Paragraph 12 (a), second line"), ("paragraph", said),
    ]  # fmt: skip


@every_edition
def test_long_words_are_quotations(edition: Edition, tmp_path: Path) -> None:
    document = corrigendum(tmp_path, block('of="article-3"', **{"for": "One.\n\nTwo.", "read": "Three."}))
    blocks = edition.read(edition.write(document, HOUSE)).blocks
    assert [(one.kind, one.text) for one in blocks] == [
        ("heading", "Article 3"), ("paragraph", "For"), ("quote", "One."), ("quote", "Two."), ("paragraph", "read"),
        ("quote", "Three."),
    ]  # fmt: skip


WORDED = {
    "en": ("Paragraph 12", "For X read Y"),
    "fr": ("Paragraphe 12", "Au lieu de X lire Y"),
    "es": ("Párrafo 12", "Donde dice X debe decir Y"),
    "ar": ("الفقرة 12", "يستعاض عن «X» بما يلي: «Y»"),
    "zh": ("第12段", "将“X”改为“Y”"),
    "ru": ("Пункт 12", "Вместо X читать Y"),
    "nl": ("Paragraaf 12", "In plaats van X te lezen Y"),
    "de": ("Absatz 12", "Statt X muss es heißen Y"),
    "pt": ("Parágrafo 12", "Onde se lê X leia-se Y"),
    "sv": ("Paragraph 12", "For X read Y"),
}


@every_edition
@pytest.mark.parametrize("language", WORDED)
def test_a_correction_speaks_the_language_of_its_text(edition: Edition, language: str, tmp_path: Path) -> None:
    document = corrigendum(tmp_path, block('of="para-12"', **{"for": "X", "read": "Y"}), language)
    blocks = edition.read(edition.write(document, HOUSE)).blocks
    assert tuple(one.text for one in blocks) == WORDED[language]


def test_words_in_another_language_say_so(tmp_path: Path) -> None:
    text = '::: correction {of="para-1" languages="fr"}\n::: for {lang=fr}\ndix\n:::\n:::\n'
    document = corrigendum(tmp_path, text)
    for edition in EDITIONS:
        heading, words = edition.read(edition.write(document, HOUSE)).blocks
        assert heading.text == "Paragraph 1 (French)"
        assert (words.text, words.languages) == ("Delete dix", (("fr", "dix"),))


CITED = {
    "para-12": "paragraph 12",
    "para-12-a-ii": "paragraph 12 (a) (ii)",
    "article-3-para-2": "article 3, paragraph 2",
    "part-2-chapter-1": "part II, chapter I",
    "annex": "the annex",
    "annex-2-article-3-b": "Annex II, article 3 (b)",
    "article-9bis": "article 9bis",
    "scope": "",
    "para": "",
    "para-": "",
    "article-3-title": "",
    "a": "",
    "": "",
}


@pytest.mark.parametrize("name", CITED)
def test_an_id_that_is_made_of_numbers_is_cited(name: str) -> None:
    assert cited(name, HOUSE.strings("en")["reference"]) == CITED[name]


def test_a_correction_of_one_language_has_no_counterpart_in_others(tmp_path: Path) -> None:
    one, other = block('of="para-2"', **{"for": "a"}), block('of="para-1" languages="en"', **{"for": "b"})
    corrigendum(tmp_path, other + one)
    corrigendum(tmp_path, one, "fr")
    assert read_publication(tmp_path / "source/corrigendum", tmp_path, HOUSE).warnings == ()
    corrigendum(tmp_path, other.replace(' languages="en"', "") + one)
    assert {w.code for w in read_publication(tmp_path / "source/corrigendum", tmp_path, HOUSE).warnings} <= {
        "L03",
        "L04",
    }
    assert read_publication(tmp_path / "source/corrigendum", tmp_path, HOUSE).warnings


# ------------------------------------------------------------------ against what is corrected

TEXT = "There are ten.[^1]\n\nThey are:\n\n(a) red;\n(b) blue.\n\n[^1]: In spring.\n"
FITS = {
    "the words stand there": ({"for": "are ten"}, "para-1", True),
    "they stand in its note": ({"for": "In spring", "read": "In autumn"}, "para-1", True),
    "they stand in its list": ({"for": "blue"}, "para-2", True),
    "they stand in the item": ({"for": "blue"}, "para-2-b", True),
    "they stand in another item": ({"for": "blue"}, "para-2-a", False),
    "they stand in another paragraph": ({"for": "blue"}, "para-1", False),
    "what is read stands there already": ({"for": "nine", "read": "are ten"}, "para-1", True),
    "neither stands there": ({"for": "nine", "read": "eleven"}, "para-1", False),
    "what it is put behind": ({"after": "red", "read": "and green"}, "para-2", True),
    "what it is not put behind": ({"after": "green", "read": "and red"}, "para-2", False),
    "anything may be added": ({"read": "And more."}, "para-2", True),
    "a paragraph that is not there": ({"read": "And more."}, "para-3", False),
}


@pytest.mark.parametrize(("parts", "of", "fits"), FITS.values(), ids=FITS)
def test_a_correction_fits_the_text_that_it_corrects(
    parts: dict[str, str], of: str, fits: bool, tmp_path: Path
) -> None:
    corrected(tmp_path, TEXT)
    corrigendum(tmp_path, block(f'of="{of}"', **parts))
    found = disagreements(tmp_path)
    assert [problem.code for problem in found.get("corrigendum", ())] == ([] if fits else ["M33"])
    if not fits:
        (problem,) = found["corrigendum"]
        assert problem.line
        assert "source/declaration/text.en.md" in problem.message


def test_where_a_correction_names_no_number_all_words_count(tmp_path: Path) -> None:
    corrected(tmp_path, TEXT)
    corrigendum(tmp_path, block('at="Title"', **{"for": "T", "read": "U"}) + block('at="Note 1"', **{"for": "spring"}))
    assert disagreements(tmp_path) == {}
    corrigendum(tmp_path, block('at="Title"', **{"for": "X", "read": "Y"}))
    assert set(disagreements(tmp_path)) == {"corrigendum"}


def test_once_the_text_is_corrected_what_is_left_out_is_gone(tmp_path: Path) -> None:
    corrigendum(tmp_path, block('of="para-1"', **{"for": "nine"}) + block('of="para-9"', **{"for": "all of it"}))
    corrected(tmp_path, TEXT)
    assert len(disagreements(tmp_path)["corrigendum"]) == 2
    path = tmp_path / "source/declaration/text.en.md"
    path.write_text(path.read_text().replace("numbering:", "status: corrected\nnumbering:"))
    assert disagreements(tmp_path) == {}


def test_each_language_is_held_against_its_own(tmp_path: Path) -> None:
    corrected(tmp_path, TEXT)
    corrected(tmp_path, "Il y en a dix.\n\nLes voici.\n", language="fr")
    corrigendum(tmp_path, block('of="para-1" languages="en fr"', **{"for": "ten"}))
    corrigendum(tmp_path, block('of="para-1"', **{"for": "dix"}), "fr")
    assert disagreements(tmp_path) == {}
    corrigendum(tmp_path, block('of="para-1"', **{"for": "neuf"}), "fr")
    ((problem,),) = disagreements(tmp_path).values()
    assert problem.file == "source/corrigendum/text.fr.md"
    corrigendum(tmp_path, block('of="para-2-a" languages="en fr"', **{"for": "red"}))
    assert any(
        "text.fr.md" in one.message and one.file.endswith("en.md") for one in disagreements(tmp_path)["corrigendum"]
    )


@pytest.mark.parametrize(
    ("named", "agrees"),
    [("[para-1, para-2]", True), ("para-1 para-2", True), ("[para-1]", False), ("[para-1, para-2, para-2-a]", False)],
)
def test_both_sides_name_the_same_paragraphs(named: str, agrees: bool, tmp_path: Path) -> None:
    corrected(tmp_path, TEXT, f"    paragraphs: {named}\n")
    corrigendum(tmp_path, block('of="para-1"', **{"for": "ten"}) + block('of="para-2-b"', **{"for": "blue"}))
    found = disagreements(tmp_path)
    assert [problem.field for problem in found.get("declaration", ())] == (
        [] if agrees else ["corrected_by.0.paragraphs"]
    )
    assert all("source/corrigendum/text.en.md" in problem.message for problem in found.get("declaration", ()))


# ------------------------------------------------------------------ the notice

PLACES = {
    ("en", ()): "",
    ("en", ("para-12",)): "paragraph 12",
    ("en", ("para-12", "para-14")): "paragraphs 12 and 14",
    ("en", ("article-3-para-2", "annex")): "article 3, paragraph 2 and the annex",
    ("en", ("annex", "para-1", "para-2")): "paragraphs 1 and 2 and the annex",
    ("fr", ("para-1", "para-2", "para-3")): "paragraphes 1, 2 et 3",
    ("ar", ("para-1", "para-2")): "الفقرتان 1 و2",
    ("ar", ("para-1", "para-2", "para-3")): "الفقرات 1 و2 و3",
    ("zh", ("para-12", "para-14")): "第12和14段",
    ("ru", ("para-1", "para-2")): "пункты 1 и 2",
}


@pytest.mark.parametrize(("language", "names"), PLACES, ids=str)
def test_places_are_cited_together(language: str, names: tuple[str, ...]) -> None:
    said = cited_places(names, HOUSE.strings(language), language)
    assert said.replace("\u00a0", " ") == PLACES[language, names]


@every_edition
def test_the_notice_names_the_paragraphs(edition: Edition) -> None:
    corrections = (Correction("F/1/Corr.1", "2011-05-01", ("para-12", "para-14")), Correction("F/1/Corr.2"))
    document = samples.short(samples.p("Words."), status="corrected", corrected_by=corrections)
    said = notices(document.metadata, HOUSE.strings("en"))
    assert said == ("Corrected on 1 May 2011 by F/1/Corr.1: paragraphs 12 and 14", "Corrected by F/1/Corr.2")
    reading = edition.read(edition.write(document, HOUSE))
    assert set(said) <= {line.text for line in reading.front}
    assert reading.metadata.corrected_by == corrections
