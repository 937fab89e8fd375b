"""Language versions know each other, in every edition, and in what a PDF carries."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from pipeline.carried import RECORD
from pipeline.cli import main
from pipeline.document import Document
from pipeline.editions import EDITIONS
from pipeline.house import House
from pipeline.languages import authentic_clause, listed, own_name
from pipeline.nodes import Division, Paragraph, plain
from pipeline.problems import Exit
from pipeline.source import read_publication
from tests import samples

HOUSE = House()
TITLES = {"ar": "نص خيالي", "en": "A fictional pact", "fr": "Un pacte fictif"}
TEXT = """---
title: {title}
type: {kind}
date: 2026-01-15
place: Exampleville
identifier: FICTION/1
{more}---

Words.

::: signatures
Names.
:::
"""


def put(press: Path, *, more: str = "") -> Path:
    folder = press / "source/pact"
    folder.mkdir(parents=True)
    kind = "convention" if "authentic" in more else "declaration"
    for language, title in TITLES.items():
        (folder / f"text.{language}.md").write_text(TEXT.format(title=title, more=more, kind=kind))
    return folder


def documents(press: Path, **options: Any) -> dict[str, Document]:
    found = read_publication(put(press, **options), press, HOUSE).documents
    return {document.metadata.language: document for document in found}


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.name)
def test_every_edition_names_the_other_versions(edition: Any, tmp_path: Path) -> None:
    document = documents(tmp_path)["en"]
    assert [(one.language, one.title, one.file) for one in document.metadata.translations] == [
        ("ar", TITLES["ar"], "pact.ar"),
        ("fr", TITLES["fr"], "pact.fr"),
    ]
    reading = edition.read(edition.write(document, HOUSE))
    assert reading.metadata.translations == document.metadata.translations


def test_the_page_leads_to_them(tmp_path: Path) -> None:
    html = next(edition for edition in EDITIONS if edition.name == "html")
    page = html.write(documents(tmp_path)["en"], HOUSE).decode()
    alternate = re.findall(r'<link rel="alternate" hreflang="(\w+)" href="([^"]+)"', page)
    assert alternate == [("en", "pact.en.html"), ("ar", "pact.ar.html"), ("fr", "pact.fr.html")]
    nav = page.partition('<nav class="languages"')[2].partition("</nav>")[0]
    assert '<a href="pact.ar.html" hreflang="ar" lang="ar" dir="rtl">العربية</a>' in nav
    assert '<a href="pact.fr.html" hreflang="fr" lang="fr" dir="ltr">Français</a>' in nav


def test_one_pdf_is_enough_to_name_them_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path)
    assert main(["build", "--press", str(tmp_path), "--quiet"]) == Exit.OK
    pdf = next(edition for edition in EDITIONS if edition.carries)
    copy = shutil.copy(tmp_path / "output/pact/pact.fr.pdf", tmp_path / "copy.pdf")
    carried = pdf.read(Path(copy).read_bytes()).attachments
    assert b'"siblings":[{"file":"pact.ar"' in carried[RECORD].replace(b" ", b"")
    assert not any(name.endswith("text.en.md") for name in carried)
    assert main(["rebuild", str(copy), "-o", str(tmp_path / "again")]) == Exit.OK
    assert "All 4 editions come out again, byte for byte" in capsys.readouterr().out
    assert main(["verify", str(copy)]) == Exit.OK


@pytest.mark.parametrize(
    ("old", "new", "made"), [("Words.", "Other words.", 4), ("title: Un pacte", "title: Le pacte", 12)]
)
def test_a_title_makes_all_versions_anew_and_a_text_its_own(
    old: str, new: str, made: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = put(tmp_path)
    assert main(["build", "--press", str(tmp_path), "--no-gate"]) == Exit.OK
    path = folder / "text.fr.md"
    path.write_text(path.read_text().replace(old, new))
    capsys.readouterr()
    assert main(["build", "--press", str(tmp_path), "--no-gate"]) == Exit.OK
    assert f"{made} editions" in capsys.readouterr().out
    assert main(["build", "--press", str(tmp_path), "--no-gate"]) == Exit.OK
    assert "Nothing to do" in capsys.readouterr().out


def test_it_is_no_key_of_the_front_matter(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path, more="translations:\n  - fr\n")
    assert main(["check", "--press", str(tmp_path)]) == Exit.PROBLEMS
    assert "[M04]" in capsys.readouterr().err


# ------------------------------------------------------------------ authentic texts

LANGUAGES = "authentic_languages:\n  - en\n  - fr\n"


def test_the_clause_closes_the_text_before_the_signatures(tmp_path: Path) -> None:
    found = documents(tmp_path, more=LANGUAGES)
    for language, said in (("en", "Done in English and French, all"), ("fr", "Fait en anglais et en français, tous")):
        clause, signatures = found[language].blocks[-2:]
        assert isinstance(clause, Paragraph)
        assert isinstance(signatures, Division)
        assert plain(clause).startswith(said)


def test_another_kind_and_a_single_language_have_no_clause(tmp_path: Path) -> None:
    one = LANGUAGES.replace("  - fr\n", "")
    assert len(documents(tmp_path / "one", more=one)["en"].blocks) == 2
    folder = put(tmp_path / "two", more=LANGUAGES)
    for path in folder.iterdir():
        path.write_text(path.read_text().replace("type: convention", "type: declaration"))
    assert all(len(one.blocks) == 2 for one in read_publication(folder, tmp_path / "two", HOUSE).documents)


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.name)
def test_a_translation_says_below_its_title_which_texts_are_authentic(edition: Any, tmp_path: Path) -> None:
    found = documents(tmp_path, more=LANGUAGES)
    for language, due in (("ar", True), ("en", False)):
        front = [line.text for line in edition.read(edition.write(found[language], HOUSE)).front]
        assert any("الإنجليزية والفرنسية" in line for line in front) is due


@pytest.mark.parametrize(
    ("tag", "name"),
    [("fr", "Français"), ("zh-Hans", "中文 (简体)"), ("en-GB", "English (United Kingdom)"), ("tlh", "Klingon")],
)
def test_languages_bear_their_own_names(tag: str, name: str) -> None:
    assert own_name(tag) == name


def test_names_are_listed_as_the_language_lists_them() -> None:
    assert listed(("ar", "en", "fr"), "en") == "Arabic, English and French"
    assert listed(("ar", "en", "fr"), "ar") == "العربية والإنجليزية والفرنسية"
    assert listed(("fr", "en"), "es") == "francés e inglés"


@pytest.mark.parametrize(
    ("language", "due"),
    [
        ("fr", "Fait en anglais, en espagnol et en français, tous les textes faisant également foi."),
        ("nl", "Gedaan in het Engels, het Spaans en het Frans, zijnde alle teksten gelijkelijk authentiek."),
        ("en", "Done in English, Spanish and French, all texts being equally authentic."),
    ],
)
def test_a_clause_names_each_language_as_its_own_language_does(language: str, due: str) -> None:
    data = samples.full_metadata(language=language, authentic_languages=("en", "es", "fr"))
    assert authentic_clause(data, HOUSE.strings(language)) == due
