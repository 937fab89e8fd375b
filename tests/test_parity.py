"""Language versions are held against each other: what is missing or too much is told once, at both places."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.house import House
from pipeline.nodes import Heading, Paragraph, Text
from pipeline.problems import Problem, PublishingError
from pipeline.source import read_publication
from pipeline.source.parity import Piece, aligned
from pipeline.source.sequences import matched

WORDS = "Whereas the parties met in the year {} and spoke of many things, {}"


def body(articles: int = 8, *, language: str = "en") -> list[str]:
    """Paragraphs of unequal lengths below headings, as lines of Markdown."""
    word = {"en": "Article", "fr": "Article numéro"}[language]
    lines = []
    for number in range(1, articles + 1):
        lines += [f"# {word} {number}", "", "Few words of it.", ""]
        lines += [WORDS.format(1900 + number, "and so on, " * (number % 4)).strip(" ,") + ".", "", "The end of it.", ""]
    return lines


def said(tmp_path: Path, french: list[str], *, english: list[str] | None = None, more: str = "") -> list[Problem]:
    folder = tmp_path / "source/pact"
    folder.mkdir(parents=True)
    head = "---\ntitle: A fictional pact\ntype: declaration\ndate: 2026-01-15\n{}---\n\n"
    (folder / "text.en.md").write_text(head.format("") + "\n".join(english or body()) + "\n")
    (folder / "text.fr.md").write_text(head.format(more) + "\n".join(french) + "\n")
    try:
        return list(read_publication(folder, tmp_path, House()).warnings)
    except PublishingError as error:
        return list(error.problems)


def test_versions_that_are_built_alike_pass(tmp_path: Path) -> None:
    assert said(tmp_path, body(language="fr")) == []


@pytest.mark.parametrize("number", [0, 3, 7])
@pytest.mark.parametrize("offset", [0, 2, 4, 6])
def test_a_missing_block_is_told_once_with_both_lines(number: int, offset: int, tmp_path: Path) -> None:
    lines = body(language="fr")
    at = number * 8 + offset
    del lines[at : at + 2]
    (problem,) = said(tmp_path, lines)
    assert (problem.code, problem.warning) == ("L03", True)
    assert f"of text.en.md:{at + 7}" in problem.message
    assert problem.line == (max(at + 5, 1) if at else 1)


@pytest.mark.parametrize("at", [4, 28, 60])
def test_an_extra_paragraph_is_told_once_at_its_own_line(at: int, tmp_path: Path) -> None:
    lines = body(language="fr")
    extra = (
        "Un alinéa de plus, que personne n’a adopté, et qui est plus long que tous ceux qui l’entourent ici, en 1789."
    )
    lines[at:at] = [extra, ""]
    (problem,) = said(tmp_path, lines)
    assert (problem.code, problem.line) == ("L04", at + 7)
    assert f"after text.en.md:{at + 5}" in problem.message


def test_a_missing_article_is_one_problem(tmp_path: Path) -> None:
    lines = body(language="fr")
    del lines[24:32]
    (problem,) = said(tmp_path, lines)
    assert '"Article 4" (and 3 blocks after it) of text.en.md:31' in problem.message


@pytest.mark.parametrize(("more", "warning"), [("", False), ("status: draft\n", True)])
def test_metadata_of_a_draft_are_only_warned_of(more: str, warning: bool, tmp_path: Path) -> None:
    problems = said(tmp_path, body(language="fr"), more=f"{more}numbering: paragraphs\n")
    assert ("L01", warning) in [(problem.code, problem.warning) for problem in problems]


def test_a_division_may_have_a_structure_of_its_own(tmp_path: Path) -> None:
    english = ["::: preamble", "One.", "", "Two.", ":::", "", *body()]
    french = ["::: preamble {.own-structure}", "Un et deux.", ":::", "", *body(language="fr")]
    assert said(tmp_path / "exempt", french, english=english) == []
    assert [one.code for one in said(tmp_path / "not", [french[0][:12], *french[1:]], english=english)] == ["L03"]


# ------------------------------------------------------------------ the way the pairs are found

piece = st.one_of(
    st.builds(lambda text: Piece(Paragraph((Text(text),))), st.text("ab 12", max_size=40)),
    st.builds(lambda level: Piece(Heading(level, (Text("Head"),))), st.integers(1, 3)),
)


@given(st.lists(piece, max_size=12), st.lists(piece, max_size=12))
def test_every_piece_comes_once_and_in_order(left: list[Piece], right: list[Piece]) -> None:
    pairs = aligned(left, right)
    assert [id(one) for one, _ in pairs if one is not None] == list(map(id, left))
    assert [id(one) for _, one in pairs if one is not None] == list(map(id, right))
    assert (None, None) not in pairs


@given(st.lists(piece, max_size=12))
def test_a_text_is_built_like_itself(side: list[Piece]) -> None:
    assert aligned(side, side) == [(one, one) for one in side]


def test_long_sequences_are_matched_in_a_band() -> None:
    asked = 0

    def cost(i: int, j: int) -> float:
        nonlocal asked
        asked += 1
        return 0.0 if i + (i >= 700) == j else 1.5

    found = matched(3000, 3001, cost)
    assert [pair for pair in found if None in pair] == [(None, 700)]
    assert asked < 3000 * 200
