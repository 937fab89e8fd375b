"""Numbers: what the reader makes of markers, headings and annexes, what they are called, and how they are cited."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import nodes as n
from pipeline.house import House
from pipeline.nodes import plain
from pipeline.numerals import han, item_label, roman
from pipeline.source.findings import Findings
from pipeline.source.markdown import Text, read_body
from pipeline.source.typed import value
from pipeline.source.wording import Wording

HOUSE = House()


def read(text: str, mode: str, language: str = "en", headings: dict[int, str] | None = None) -> tuple[Text, list[str]]:
    wording = Wording.of(HOUSE, language)
    findings = Findings("text.en.md")
    result = read_body(text, findings, 0, mode, Wording(wording.printed, wording.spoken, headings or {}))
    return result, [problem.code for problem in findings.sorted()]


def lists(blocks: Any) -> Iterator[tuple[str, ...]]:
    """The labels of each list, in reading order."""
    for node in n.walk(blocks):
        if isinstance(node, n.OrderedList):
            yield tuple(item_label(node, index) for index in range(len(node.items)))


def ids(text: str, mode: str, **more: Any) -> list[str]:
    result, codes = read(text, mode, **more)
    assert codes == []
    return sorted(node.id for node in n.walk(result.blocks) if isinstance(node, n.Attributes) and node.id)


def printed(text: str, mode: str, **more: Any) -> list[str]:
    """The labels of headings and the numbers of paragraphs."""
    blocks = read(text, mode, **more)[0].blocks
    found = [node for node in n.walk(blocks) if isinstance(node, n.Heading | n.Paragraph)]
    return [node.label if isinstance(node, n.Heading) else node.number for node in found]


def cited(text: str, name: str, mode: str, language: str = "en") -> str:
    """What a reference to an id says."""
    result, codes = read(f"{text}\n\n::: note\n[](#{name})\n:::\n", mode, language)
    assert codes == []
    return plain(next(node for node in n.walk(result.blocks[-1]) if isinstance(node, n.Link)).content)


# ------------------------------------------------------------------ markers


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("(a) x\n(b) y", [("(a)", "(b)")]),
        ("a) x\n\nb) y", [("a)", "b)")]),
        ("(A) x\n(B) y", [("(A)", "(B)")]),
        ("(1) x\n(2) y", [("(1)", "(2)")]),
        ("(i) x\n(ii) y\n(iii) z\n(iv) z", [("(i)", "(ii)", "(iii)", "(iv)")]),
        ("(h) x\n(i) y\n(j) z", [("(h)", "(i)", "(j)")]),
        ("(v) x\n(vi) y", [("(v)", "(vi)")]),
        ("(c) x\n(d) y", [("(c)", "(d)")]),
        ("(z) x\n(aa) y\n(bb) z", [("(z)", "(aa)", "(bb)")]),
        ("(a) x\n\n(c) y", [("(a)",), ("(c)",)]),
        ("(a) x, as in\n(c) of the text", [("(a)",)]),
        ("(a) x\n\n(a) y", [("(a)",), ("(a)",)]),
        ("(a) x\nb) y", [("(a)",)]),
        ("(a) x\n    (i) y\n(b) z", [("(a)", "(b)")]),
        ("(a) x:\n    (i) y\n    (ii) y\n(b) z", [("(a)", "(b)"), ("(i)", "(ii)")]),
        ("(xviii) x\n\n    (A) deep\n\n(xix) y", [("(xviii)", "(xix)"), ("(A)",)]),
        ("They shall:\n(a) keep it", [("(a)",)]),
        ("1. x\n\n   (a) y\n2. z", [("1.", "2."), ("(a)",)]),
        ("They are as\n(a) of the text says", []),
        ("A. B. Sample signed.", []),
        ("a. no list", []),
        ("They are:\n\na. x\n\nb. y", [("a.", "b.")]),
        ("They are:\ni. x\nii. y", [("i.", "ii.")]),
        ("a. x\n\nb. y\n\nc. z", [("a.", "b.", "c.")]),
        ("They met.\n\nv. Sample was there.", []),
        ("4. x\n\n5. y\n\n10. z\n\n12. w", [("4.", "5."), ("10.",), ("12.",)]),
        ("1. x\n1. y\n1. z", [("1.", "2.", "3.")]),
        ("1. x\n2. y\n2. z\n3. w", [("1.", "2."), ("2.", "3.")]),
        ("(xxxvii) x\n(xxxviii) y", [("(xxxvii)", "(xxxviii)")]),
        ("(イ) x\n(ロ) y\n(ハ) z", [("(イ)", "(ロ)", "(ハ)")]),
        ("Д. Медведев\n\nЕ. Иванов", []),
        ("(١) x", []),
        ("(01) x", []),
        ("三、四年前，x。", []),
        ("1. x\n2. y\n\n1. z\n2. w", [("1.", "2."), ("1.", "2.")]),
        ("1. x\n   1. y\n   3. z\n2. w", [("1.", "2."), ("1.",), ("3.",)]),
        ("3) x\n- y\n\n5) z", [("3)",), ("5)",)]),
        ("(أ) x\n\n(ب) y\n\n(ج) z", [("(أ)", "(ب)", "(ج)")]),
        ("(أ) x\n(ب) y\n(ت) z", [("(أ)", "(ب)", "(ت)")]),
        ("(د) x\n(هـ) y\n(و) z", [("(د)", "(هـ)", "(و)")]),
        ("(د) x\n(ه\u200d) y", [("(د)", "(هـ)")]),
        ("الف) x\nب) y\nپ) z", [("الف)", "ب)", "پ)")]),
        ("أ- x\nب- y", [("أ-", "ب-")]),
        ("(א) x\n(ב) y\n(ג) z", [("(א)", "(ב)", "(ג)")]),
        ("(יד) x\n(טו) y\n(טז) z", [("(יד)", "(טו)", "(טז)")]),
        ("а) x\nб) y\nв) z", [("а)", "б)", "в)")]),
        ("α) x\nβ) y", [("α)", "β)")]),
        ("(ε) x\n(στ) y\n(ζ) z", [("(ε)", "(στ)", "(ζ)")]),
        ("（一）x\n（二）y", [("（一）", "（二）")]),
        ("(九) x\n(十) y\n(十一) z", [("(九)", "(十)", "(十一)")]),
        ("一、x\n\n二、y", [("一、", "二、")]),
        ("(क) x\n(ख) y", [("(क)", "(ख)")]),
        ("가. x\n나. y", [("가.", "나.")]),
        ("(ア) x\n(イ) y", [("(ア)", "(イ)")]),
        ("ა) x\nბ) y", [("ა)", "ბ)")]),
        ("(как) no letter", []),
        ("(mix) no number", []),
        ("(a)no space", []),
        ("    (a) code", []),
    ],
)
def test_the_markers_of_lists(text: str, labels: list[tuple[str, ...]]) -> None:
    result, codes = read(text, "none")
    codes = [code for code in codes if code not in ("T30", "T36")]  # of what is text, or code
    assert (list(lists(result.blocks)), codes) == (labels, [])


@given(st.lists(st.sampled_from("(a) (b) (c) (i) (ii) (v) (A) (I) a) b) h) i) (1) (2) (h)".split()), max_size=8))
def test_what_is_typed_before_an_item_is_what_comes_out(markers: list[str]) -> None:
    text = "".join(f"{marker} item\n\n" for marker in markers)
    assert [label for labels in lists(read(f"Text.\n\n{text}", "none")[0].blocks) for label in labels] == markers


# ------------------------------------------------------------------ paragraphs


@pytest.mark.parametrize(
    ("mode", "text", "numbers"),
    [
        ("operative", "::: operative\nA.\n:::\n", [""]),
        ("operative", "::: operative\nA.\n:::\n\n::: preamble\nB.\n:::\n\n::: operative\nC.\n:::\n", ["1.", "", "2."]),
        ("paragraphs", "# H\n\nA.\n\n# H\n\nB.\n\n{.unnumbered}\nC.\n\nD.\n", ["", "1.", "", "2.", "", "3."]),
        ("paragraphs", "A.\n\nB.\n\n::: operative {.unnumbered}\nC.\n:::\n", ["1.", "2.", ""]),
        ("paragraphs", "A.\n\nB.\n\n::: annex\n# T\n\nC.\n\nD.\n:::\n", ["1.", "2.", "Annex", "1.", "2."]),
        ("none", "A.\n\n::: annex\n# T\n\nC.\n:::\n", ["", "", ""]),
        ("articles", "A.\n\n# {.article}\n\nB.\n\n# {.article}\n\nC.\n\n## D\n\nE.\n",
         ["", "Article 1", "", "Article 2", "1.", "", "2."]),
    ],
)  # fmt: skip
def test_which_paragraphs_carry_numbers(mode: str, text: str, numbers: list[str]) -> None:
    assert printed(text, mode) == numbers


# ------------------------------------------------------------------ articles, parts, annexes

TREATY = """\
# General {.part}

## Terms {.article}

One.

Two:

(a) x:

    (i) y

## {.article}

Only:

(a) z

# Special {.part}

## First {.chapter}

### Article 7 bis. Typed

One.

### Next {.article}

::: annex
# List

Text.
:::

::: annex
## Tribunal {.article}

One.

Two.
:::
"""


def test_labels_of_a_treaty() -> None:
    labels = [label for label in printed(TREATY, "articles") if label]
    assert labels == ["Part I", "Article 1", "1.", "2.", "Article 2", "Part II", "Chapter I", "Article 7 bis.",
                      "Article 3", "Annex I", "Annex II", "Article 1", "1.", "2."]  # fmt: skip


def test_ids_of_a_treaty_are_made_of_its_numbers() -> None:
    assert ids(TREATY, "articles") == sorted([
        "part-1", "article-1", "article-1-para-1", "article-1-para-2", "article-1-para-2-a", "article-1-para-2-a-i",
        "article-2", "article-2-a", "part-2", "part-2-chapter-1", "article-7-bis", "article-3", "annex-1",
        "annex-1-title", "annex-2", "annex-2-title", "annex-2-article-1", "annex-2-article-1-para-1",
        "annex-2-article-1-para-2",
    ])  # fmt: skip


def test_an_id_depends_on_numbers_alone() -> None:
    other = TREATY.replace("Terms", "Article").replace("General", "Article 2 and others") + "\n# Para 1\n"
    assert set(ids(TREATY, "articles")) - {"article-1"} <= set(ids(other, "articles"))
    assert ids("# Para 1\n\nA.\n\nB.\n", "paragraphs") == ["para-1", "para-1-text", "para-2"]


@pytest.mark.parametrize(
    ("language", "name", "said"),
    [
        ("en", "article-1-para-2", "article 1, paragraph 2"),
        ("en", "article-1-para-2-a-i", "article 1, paragraph 2 (a) (i)"),
        ("en", "article-2-a", "article 2 (a)"),
        ("en", "article-7-bis", "article 7 bis"),
        ("en", "part-2-chapter-1", "part II, chapter I"),
        ("en", "annex-2-article-1", "Annex II, article 1"),
        ("en", "annex-1", "Annex I"),
        ("fr", "article-1", "article premier"),
        ("fr", "annex-2-article-1", "annexe II, article premier"),
        ("es", "annex-2-article-1-para-2", "anexo II, artículo 1, párrafo 2"),
        ("pt", "article-1-para-2", "artigo 1, parágrafo 2"),
        ("nl", "annex-2-article-1", "bijlage II, artikel 1"),
        ("de", "article-1-para-2", "Artikel 1 Absatz 2"),
        ("ru", "annex-2-article-1-para-2", "приложение II, статья 1, пункт 2"),
        ("ar", "annex-2-article-1-para-2", "المرفق 2، المادة 1، الفقرة 2"),
        ("zh", "annex-2-article-1-para-2", "附件二第一条第2段"),
    ],
)
def test_a_reference_says_what_it_cites_in_the_language_of_the_text(language: str, name: str, said: str) -> None:
    text = TREATY if language == "en" else TREATY.replace("Article 7 bis. Typed", "Typed")
    assert cited(text, name, "articles", language) == said


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("A.\n\nB.", "para-2", "paragraph 2"),
        ("A.\n\nB:\n\na) x\n\nb) y", "para-2-b", "paragraph 2 b)"),
        ("A.\n\nB.\n\n::: annex\n# T\n\nC.\n\nD.\n:::", "annex-para-2", "the annex, paragraph 2"),
        ("A.\n\n::: annex\n# Annex III: T\n:::", "annex-3", "Annex III"),
        ("A.\n\n::: annex\n# Annex B\n:::\n\n::: annex\n# T\n:::", "annex-b", "Annex B"),
        ("A.\n\n::: annex {#own}\n# T\n:::", "own", "the annex"),
    ],
)
def test_references_to_paragraphs_and_annexes(text: str, name: str, said: str) -> None:
    assert cited(text, name, "paragraphs") == said


def test_a_wrong_id_is_a_problem() -> None:
    assert read(f"{TREATY}\n[](#article-9)", "articles")[1] == ["T16"]


@pytest.mark.parametrize(
    ("heading", "language", "label"),
    [
        ("# Article 3", "en", "Article 3"), ("# ARTICLE IV. Scope", "en", "ARTICLE IV."),
        ("# Article premier", "fr", "Article premier"), ("# 第三条 目的", "zh", "第三条"),
        ("# Статья 3", "ru", "Статья 3"), ("# Articles of war {.article}", "en", "Article 1"),
        ("# Scope {.article}", "zh", "第一条"), ("# Scope {.article .unnumbered}", "en", ""), ("# Scope", "en", ""),
    ],
)  # fmt: skip
def test_a_label_that_is_typed_is_not_printed_twice(heading: str, language: str, label: str) -> None:
    assert printed(f"{heading}\n\nA.\n\nB.\n", "articles", language=language)[0] == label


def test_a_heading_without_numbers_takes_its_section_out() -> None:
    text = (
        "# Summary {.unnumbered}\n\nA.\n\n## More\n\nB.\n\n# Text\n\nC.\n\n## Aside {.unnumbered}\n\nD.\n\n## E\n\nF.\n"
    )
    assert printed(text, "paragraphs") == ["", "", "", "", "", "1.", "", "", "", "2."]
    annex = "# S {.unnumbered}\n\nA.\n\n::: annex\n# T\n\nB.\n\nC.\n:::\n\nD.\n\n# Text\n\nE.\n\nF.\n"
    assert printed(annex, "paragraphs") == ["", "", "Annex", "1.", "2.", "", "", "1.", "2."]
    inside = "::: operative\n# S {.unnumbered}\n\nA.\n:::\n\n::: operative\nB.\n\nC.\n:::\n"
    assert printed(inside, "operative") == ["", "", "1.", "2."]


def test_a_kind_may_say_what_its_headings_are() -> None:
    text = "# A\n\n## B\n\n## C {.unnumbered}\n\n# D\n\n## E\n"
    labels = ["Part I", "Article 1", "", "Part II", "Article 2"]
    assert printed(text, "articles", headings={1: "part", 2: "article"}) == labels


def test_a_heading_of_a_number_alone_is_one_only_where_it_gets_a_label() -> None:
    assert read("# {.article}\n\nA.\n", "articles")[1] == []
    assert read("# {.article}\n\nA.\n", "paragraphs")[1] == ["T09"]


@given(st.integers(1, 399))
def test_numerals_are_read_as_they_are_written(number: int) -> None:
    assert value(han(number)) == number
    assert value(roman(number).upper()) in (number, "L", "C")


@pytest.mark.parametrize(
    ("number", "shown"), [(10, "十"), (11, "十一"), (20, "二十"), (105, "一百零五"), (110, "一百一十")]
)
def test_chinese_numbers(number: int, shown: str) -> None:
    assert han(number) == shown
