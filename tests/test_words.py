"""Labels that come in English for want of others say so in every edition, and the text that they stand in does not."""

from __future__ import annotations

import io
import pickle
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from pipeline.agreement.compare import differences
from pipeline.cldr import colon, comma, digits, language_name, series
from pipeline.closing import closed
from pipeline.conformance import gate
from pipeline.document import Document
from pipeline.editions import EDITIONS
from pipeline.editions.edition import Edition
from pipeline.house import House
from pipeline.source import read_publication
from pipeline.words import Words, fill, joined, runs
from tests import samples
from tests.structure import Element, Opened

HOUSE = House()
BY_NAME = {edition.name: edition for edition in EDITIONS}
LETTERS = re.compile("[A-Za-z]{2,}")
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FRONT = """\
---
title: {words}
type: convention
date: 2030-01-05
place: {words}
venue: {words}
identifier: "217"
status: draft
distribution: {words}
original_language: fr
authentic_languages: [en, fr]
delivery: as-delivered
corrects: "216"
parties:
  - {{name: {words}, role: issuer}}
  - {{name: {words} 1, role: in-association-with}}
  - {{name: {words} 2, role: in-association-with}}
  - {{name: {words} 3, role: endorser}}
  - {{name: {words} 4, role: endorser, since: 2030-02-01}}
  - {{name: {words} 5, role: signatory, country: {words}}}
---

# {words} {{.article #one}}

{words}[^1]

::: explanation {{by="{words}"}}
{words} [](#one)
:::

[^1]: {words}
"""
SAID = {"he": "כל בני אדם", "th": "มนุษย์ทั้งหลาย", "ja": "すべての人間"}


@cache
def document(language: str, folder: Path) -> Document:
    """A convention of which everything that is typed is in a language that has no Latin letters."""
    (folder / "source/one").mkdir(parents=True)
    (folder / f"source/one/text.{language}.md").write_text(FRONT.format(words=SAID[language]))
    read = read_publication(folder / "source/one", folder, HOUSE)
    return read.documents[0]


@pytest.fixture(params=["he", "th"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Document:
    return document(request.param, tmp_path_factory.getbasetemp() / f"words-{request.param}")


def _texts(node: Any, language: str) -> Iterator[tuple[str, str]]:
    """(language, text) of a tree of HTML or XHTML, as it is shown."""
    here = node.get("lang") or node.get(XML_LANG) or language
    if isinstance(node.tag, str) and etree.QName(node).localname not in ("style", "script"):
        yield here, node.text or ""
        for child in node:
            yield from _texts(child, here)
            yield here, child.tail or ""


def _english(found: Iterator[tuple[str, str]]) -> set[str]:
    """What is shown in Latin letters: it has to say that it is in English, and only that may say so."""
    shown = [(tag, text) for tag, text in found if LETTERS.search(text)]
    assert [text for tag, text in shown if tag != "en"] == []
    return {text.strip() for _, text in shown}


LABELS = {"Convention", "Draft", "in association with", "Endorsed by", "Explanation of position"}


def test_html_says_so(made: Document) -> None:
    tree = etree.fromstring(BY_NAME["html"].write(made, HOUSE), etree.HTMLParser())
    said = _english(_texts(tree, ""))
    assert LABELS | {"About this document", "Skip to the text", "Original", "Article 1"} <= said
    assert all(node.get("dir") == "ltr" for node in tree.iter("span") if node.get("lang") == "en")


def test_epub_says_so(made: Document) -> None:
    said: set[str] = set()
    with zipfile.ZipFile(io.BytesIO(BY_NAME["epub"].write(made, HOUSE))) as archive:
        for name in archive.namelist():
            if name.endswith(".xhtml"):
                said |= _english(_texts(etree.fromstring(archive.read(name)), ""))
            if name.endswith(".opf"):
                summary = re.search(rb'accessibilitySummary"([^>]*)>', archive.read(name))
                assert summary
                assert summary[1] == b' xml:lang="en"'
    assert LABELS | {"About this document", "Contents", "Cover", "Endorsed later"} <= said


def test_docx_says_so(made: Document) -> None:
    shown = []
    with zipfile.ZipFile(io.BytesIO(BY_NAME["docx"].write(made, HOUSE))) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/(document|header\d|footer\d|footnotes)\.xml", name):
                for run in etree.fromstring(archive.read(name)).iter(f"{WORD}r"):
                    language = run.find(f"{WORD}rPr/{WORD}lang")
                    text = "".join(part.text or "" for part in run.iter(f"{WORD}t"))
                    shown.append(("" if language is None else language.get(f"{WORD}val", ""), text))
    assert _english(iter(shown)) >= LABELS | {"Page"}


def _elements(opened: Opened, element: Element, language: str) -> Iterator[tuple[str, str]]:
    here = element.get("/Lang") or language
    own = Element(element.role, element.raw, [], element.marks)
    yield here, opened.said(own)
    for kid in element.kids:
        yield from _elements(opened, kid, here)


def test_pdf_says_so(made: Document) -> None:
    opened = Opened(BY_NAME["pdf"].write(made, HOUSE))
    said = _english(_elements(opened, opened.tree, ""))
    words = [set(one.split()) for one in said]  # PDFium has the words of a line from right to left in its own order
    assert all(set(label.split()) in words for label in (*LABELS, "About this document", "Article 1"))


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda one: one.name)
def test_such_an_edition_agrees_and_conforms(edition: Edition, made: Document) -> None:
    data = edition.write(made, HOUSE)
    assert differences(made, edition.name, edition.read(data), HOUSE) == ()
    assert list(gate.check(edition.name, data)) == []


def test_in_a_language_with_labels_nothing_says_so() -> None:
    made = samples.everything(language="ar")
    page = BY_NAME["html"].write(made, HOUSE).decode()
    assert 'lang="en"' not in page
    assert all(runs(text) == (("", text),) for text in HOUSE.strings("ar").values() if isinstance(text, str))
    assert closed((), samples.full_metadata(language="en"), HOUSE) is not None


def test_words_know_which_of_their_parts_are_in_another_language() -> None:
    pattern = Words([("en", "Embargoed until {time}.")])
    assert fill(pattern, time="A").runs == (("en", "Embargoed until"), ("", " A."))
    assert fill("{role} ({date})", role=Words([("en", "Chair")]), date="A").runs == (("en", "Chair"), ("", " (A)"))
    assert Words([("en", "Not part of the text.")]).runs == (("en", "Not part of the text."),)
    assert ("(" + Words([("en", "x")]) + ": ").runs == (("", "("), ("en", "x"), ("", ": "))  # type: ignore[attr-defined]
    assert joined([Words([("en", "A")]), "b"], " · ").runs == (("en", "A"), ("", " · b"))
    assert pickle.loads(pickle.dumps(pattern)).runs == pattern.runs


def test_what_cldr_says_of_lists_commas_and_digits() -> None:
    assert [series(["A", "B", "C"], tag) for tag in ("en", "fr", "ar", "zh", "ja")] == [
        "A, B and C", "A, B et C", "A وB وC", "A、B和C", "A、B、C",
    ]  # fmt: skip
    assert [comma(tag) for tag in ("en", "fa", "zh-Hant", "ja", "am", "ko")] == [", ", "، ", "，", "、", "፣ ", ", "]
    assert [colon(tag) for tag in ("en", "ja", "ko")] == [": ", "：", ": "]
    assert [digits(tag)[1:3] for tag in ("fa", "bn", "my", "ur", "th", "ar-EG")] == ["۱۲", "১২", "၁၂", "12", "12", "١٢"]
    assert [language_name("fr", tag) for tag in ("en", "de", "qaa")] == ["French", "Französisch", "French"]
