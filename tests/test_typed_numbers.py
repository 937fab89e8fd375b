"""Articles whose numbers are typed, as official texts number what was inserted into them."""

from __future__ import annotations

import pytest

from pipeline import nodes as n
from pipeline.house import House
from pipeline.nodes import plain
from pipeline.source.findings import Findings
from pipeline.source.markdown import read_body
from pipeline.source.wording import Wording

CASES = [  # language, heading, its label, id and what a reference says
    ("en", "Article 2A. X", "Article 2A.", "2a", "article 2A"),
    ("en", "Article 2 A. X", "Article 2 A.", "2a", "article 2 A"),
    ("en", "Article 2 A new start", "Article 2", "2", "article 2"),
    ("en", "Article 1AA: X", "Article 1AA:", "1aa", "article 1AA"),
    ("en", "ARTICLE 19 BIS – X", "ARTICLE 19 BIS –", "19-bis", "article 19 BIS"),
    ("en", "Article 3bis. X", "Article 3bis.", "3-bis", "article 3bis"),
    ("en", "Article 4 quinquies", "Article 4 quinquies", "4-quinquies", "article 4 quinquies"),
    ("en", "Article 12 novies. X", "Article 12 novies.", "12-nonies", "article 12 novies"),
    ("en", "Article XXVIII bis", "Article XXVIII bis", "28-bis", "article XXVIII bis"),
    ("en", "Article III-92", "Article III-92", "3-92", "article III-92"),
    ("en", "Article 4.1 Scope", "Article 4.1", "4-1", "article 4.1"),
    ("en", "Article\u00a03. X", "Article\u00a03.", "3", "article 3"),
    ("fr", "Article L. 2-1. X", "Article L. 2-1.", "l-2-1", "article L. 2-1"),
    ("fr", "Article R. 411-2", "Article R. 411-2", "r-411-2", "article R. 411-2"),
    ("fr", "Article 1er. X", "Article 1er.", "1", "article premier"),
    ("es", "Artículo 3 bis. X", "Artículo 3 bis.", "3-bis", "artículo 3 bis"),
    ("es", "Artículo 3.º Ámbito", "Artículo 3.º", "3", "artículo 3"),
    ("pt", "Artigo 1.º-A Objeto", "Artigo 1.º-A", "1-a", "artigo 1-A"),
    ("de", "Artikel 91c. X", "Artikel 91c.", "91c", "Artikel 91c"),
    ("nl", "Artikel 7:1. X", "Artikel 7:1.", "7-1", "artikel 7:1"),
    ("ru", "Статья 3 bis. X", "Статья 3 bis.", "3-bis", "статья 3 bis"),
    ("ru", "Статья 19-бис. X", "Статья 19-бис.", "19-bis", "статья 19-бис"),
    ("ru", "Статья 3-1. X", "Статья 3-1.", "3-1", "статья 3-1"),
    ("ar", "المادة 3 مكررا", "المادة 3 مكررا", "3-bis", "المادة 3 مكررا"),
    ("ar", "المادة ٣ مكرر ثانيا: نص", "المادة ٣ مكرر ثانيا:", "3-ter", "المادة ٣ مكرر ثانيا"),
    ("ru", "Статья А. Охват", "Статья А.", "а", "статья А"),
    ("zh", "第三条之一", "第三条之一", "3-1", "第三条之一"),
    ("zh", "第3条之二：范围", "第3条之二：", "3-2", "第3条之二"),
]  # fmt: skip


def read(text: str, language: str = "en", mode: str = "articles") -> tuple[tuple[n.Block, ...], list[str]]:
    findings = Findings("text.md")
    result = read_body(text, findings, 0, mode, Wording.of(House(), language))
    return result.blocks, [problem.code for problem in findings.sorted()]


@pytest.mark.parametrize(("language", "heading", "label", "name", "said"), CASES)
def test_a_typed_number_is_a_number(language: str, heading: str, label: str, name: str, said: str) -> None:
    blocks, codes = read(f"# {heading}\n\nOne.\n\nTwo. See [](#article-{name}).\n", language)
    first, *paragraphs = blocks
    assert codes == []
    assert isinstance(first, n.Heading)
    assert (first.label, first.attributes.id) == (label, f"article-{name}")
    assert f"{label} {plain(first.content)}".split() == heading.replace("：", "： ").split()
    assert [node.number for node in paragraphs if isinstance(node, n.Paragraph)] == ["1.", "2."]
    assert said in plain(paragraphs[1])


def test_articles_inserted_below_another_count_anew() -> None:
    blocks, codes = read(
        "# Control {.article}\n\nA.\n\nB.\n\n## Article 1A: CFCs\n\nC.\n\nD.\n\n# Next {.article}\n\nE.\n"
    )
    shown = [node.label if isinstance(node, n.Heading) else getattr(node, "number", "") for node in blocks]
    assert (shown, codes) == (["Article 1", "1.", "2.", "Article 1A:", "1.", "2.", "Article 2", ""], [])


@pytest.mark.parametrize(
    ("language", "heading", "codes"),
    [
        ("en", "Article Three. Scope", ["T29"]), ("en", "Article 2abc", ["T29"]), ("en", "Article 3/4", ["T29"]),
        ("en", "Article 3-day rule", ["T29"]), ("en", "Article", ["T29"]), ("en", "Article Three {.article}", ["T29"]),
        ("en", "Article on trade {.unnumbered}", []), ("en", "Articles of war", []), ("en", "Article {.article}", []),
        ("en", "Article 3 of the Charter {.part}", []), ("ar", "المادة الثالثة", ["T29"]), ("zh", "第叁条", ["T29"]),
        ("ru", "Статья третья", ["T29"]), ("es", "Artículo primero", ["T29"]), ("zh", "第五届会议", []),
    ],
)  # fmt: skip
def test_a_number_that_is_none_is_said(language: str, heading: str, codes: list[str]) -> None:
    assert read(f"# {heading}\n\nA.\n", language)[1] == codes
    assert read(f"# {heading}\n\nA.\n", language, "none")[1] == []


@pytest.mark.parametrize(
    ("heading", "label", "title"),
    [
        ("Annex A: Rules", "Annex A:", "Rules"), ("Annex A Rules", "Annex A", "Rules"), ("Annex", "Annex", ""),
        ("Annex on samples", "", "Annex on samples"), ("*Annex A*: Rules", "", "Annex A: Rules"),
        ("Annex A *Rules*[^1]", "Annex A", "Rules"),
    ],
)  # fmt: skip
def test_the_label_of_an_annex_that_is_typed_stands_apart(heading: str, label: str, title: str) -> None:
    blocks, codes = read(f"A.[^1]\n\n::: annex\n# {heading}\n\nB.\n:::\n\n[^1]: N.\n", mode="paragraphs")
    annex = blocks[1]
    assert codes == []
    assert isinstance(annex, n.Division)
    assert isinstance(annex.blocks[0], n.Heading)
    assert (annex.blocks[0].label, plain(annex.blocks[0].content)) == (label, title)


def test_a_reference_to_the_heading_of_an_annex_says_all_that_is_typed_there() -> None:
    text = "See [](#pledges).\n\n::: annex\n# Annex A: pledges {#pledges}\n\nB.\n:::\n"
    assert plain(read(text, mode="paragraphs")[0][0]) == "See Annex A: pledges."
