"""The reader: what a source says is what the document holds, and nothing it is given makes it fall over."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import nodes as n
from pipeline.crosswalk import KEYS
from pipeline.house import House
from pipeline.nodes import plain
from pipeline.problems import PublishingError
from pipeline.source import find_publications, read_document, read_publication, source_files
from pipeline.source.codes import CODES
from pipeline.source.findings import Findings
from pipeline.source.front_matter import default_fields
from pipeline.source.markdown import Text, read_body
from pipeline.source.metadata import Context
from tests.samples import SVG, png

HEAD = "---\ntitle: A fictional text\ntype: declaration\ndate: 2011-09-23\n---\n\n"
CONTEXT = Context("2011-fictional", House())


def body(text: str, mode: str = "none") -> Text:
    """A body that has no problems."""
    findings = Findings("text.en.md")
    result = read_body(text, findings, 0, mode)
    assert findings.sorted() == ()
    return result


def one(text: str) -> Any:
    (block,) = body(text).blocks
    return block


def first_inline(text: str) -> Any:
    return one(text).content[0]


def read(data: str | bytes, file: str = "source/x/text.en.md") -> tuple[Any, list[str]]:
    findings = Findings(file)
    data = data.encode() if isinstance(data, str) else data
    draft = read_document(data, findings, CONTEXT)
    return draft, [problem.code for problem in findings.sorted()]


# ------------------------------------------------------------------ inlines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*a*", n.Emphasis((n.Text("a"),))),
        ("**a**", n.Strong((n.Text("a"),))),
        ("`a < b`", n.Code("a < b")),
        ("<sub>2</sub>", n.Subscript((n.Text("2"),))),
        ("<SUP>2</SUP>", n.Superscript((n.Text("2"),))),
        ('<abbr title="A &amp; B">AB</abbr>', n.Abbreviation((n.Text("AB"),), "A & B")),
        ("<bdi dir=rtl>a</bdi>", n.Isolate((n.Text("a"),), "rtl")),
        ('<span lang="fr" dir="ltr">a</span>', n.Span((n.Text("a"),), n.Attributes("", (), "fr", "ltr"))),
        ("[a]{#b .c lang=fr}", n.Span((n.Text("a"),), n.Attributes("b", ("c",), "fr"))),
        ("[a](https://example.org/?b=1&c=2 't')", n.Link("https://example.org/?b=1&c=2", (n.Text("a"),), "t")),
        ("<press@example.org>", n.Link("mailto:press@example.org", (n.Text("press@example.org"),))),
        ("![a](b%20c.png){width=50%} d", n.Picture("b c.png", "a", "", "50%")),
    ],
)
def test_inline(text: str, expected: Any) -> None:
    assert first_inline(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "{{ title }}", "{% raw %}", "a {b} c", "{}", "$x$ :: ::", "\"quotes\" 'here' -- ... (c)", ":smile:",
        "https://example.org and www.example.org", "# no heading {draft", "~~not struck~~", "1.10", "==x==", "{{a",
        "a^2 + b_1 ~ c", "@user #tag", "\u201cquoted\u201d \u2013 \u2026", "NO", "&nosuch;", "a | b",
    ],
)  # fmt: skip
def test_what_is_typed_comes_out(text: str) -> None:
    assert plain(one(text.replace("# no", "\\# no")).content) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo", "one two"),
        ("中文\n文字", "中文文字"),
        ("中文，\n*文字*", "中文，文字"),
        ("カタ\nかな", "カタかな"),
        ("한국\n어", "한국 어"),
        ("中文\nword", "中文 word"),
    ],
)
def test_a_soft_break_is_a_space_where_the_script_has_spaces(text: str, expected: str) -> None:
    assert plain(one(text).content) == expected


# ------------------------------------------------------------------ blocks


def test_heading_ids_are_given_or_made_and_never_stand_twice() -> None:
    headings = body("# Scope {#s .c}\n\n# Scope\n\n## Scope\n\n# Цели: 1\n\n# 2 aims\n\n# !\n").blocks
    found = [block.attributes.id for block in headings if isinstance(block, n.Heading)]
    assert found == ["s", "scope", "scope-2", "цели-1", "section-2-aims", "section"]
    assert headings[0] == n.Heading(1, (n.Text("Scope"),), n.Attributes("s", ("c",)))


def test_a_picture_alone_is_a_figure_with_its_title_as_caption() -> None:
    figure = one('{.wide}\n![A chart](chart.png "Figure 1"){#fig width=240}')
    assert figure == n.Figure(
        n.Picture("chart.png", "A chart", "Figure 1", "240"),
        (n.Text("Figure 1"),),
        n.Attributes("fig", ("wide",)),
    )


def test_a_table_has_a_caption_alignment_and_whole_rows() -> None:
    table = one('{#t caption="The \\"sums\\""}\n| a | b |\n|:-:|--:|\n| 1 | 2\\|3 |\n| 4 |\n')
    assert table.caption == (n.Text('The "sums"'),)
    assert [cell.align for cell in table.head] == ["center", "right"]
    assert [[plain(cell.content) for cell in row] for row in table.rows] == [["1", "2|3"], ["4", ""]]


def test_lists_keep_their_numbers_and_tightness() -> None:
    ordered = one("3) three\n\n4) four\n")
    assert (ordered.start, ordered.delimiter, ordered.tight, len(ordered.items)) == (3, ")", False, 2)
    assert one("- a\n- b\n").tight
    definitions = one("Term\n: first\n: second\n")
    assert [len(item.descriptions) for item in definitions.items] == [2]


def test_divisions_nest_and_leave_code_alone() -> None:
    outer = one(":::: annex {#a}\n\n::: note\nInner.\n:::\n\n```\n:::\n```\n::::\n")
    assert (outer.role, outer.attributes.id) == ("annex", "a")
    inner, code = outer.blocks
    assert (inner.role, plain(inner.blocks[0].content), code.text) == ("note", "Inner.", ":::\n")


@pytest.mark.parametrize(
    ("mode", "numbers"),
    [
        ("none", ["", "", "", "", "", ""]),
        ("paragraphs", ["1.", "", "2.", "", "3.", "4."]),
        ("operative", ["", "", "1.", "", "2.", ""]),
    ],
)
def test_numbering(mode: str, numbers: list[str]) -> None:
    text = "A.\n\n::: preamble\nB.\n:::\n\n::: operative\nC.\n\n> D.\n\nE.\n:::\n\nF.\n"
    found = [node for node in n.walk(body(text, mode).blocks) if isinstance(node, n.Paragraph)]
    assert [node.number for node in found] == numbers
    assert all(bool(node.attributes.id) == bool(node.number) for node in found)


def test_an_empty_reference_says_the_number_or_the_heading() -> None:
    text = "# The *scope* {#s}\n\nSee [](#s), [](#para-2) and [](#a).\n\nB.\n\n::: annex {#a}\n# Annex I\n:::\n"
    result = body(text, "paragraphs")
    links = [node for node in n.walk(result.blocks) if isinstance(node, n.Link)]
    assert [plain(link.content) for link in links] == ["The scope", "paragraph 2", "Annex I"]


def test_notes_are_numbered_by_their_first_call() -> None:
    result = body("A[^b] ^[inline *note*] B[^a] C[^b].\n\n[^a]: First.\n\n[^b]: Second.\n\n    More.\n")
    calls = [(node.number, node.occurrence) for node in n.walk(result.blocks) if isinstance(node, n.NoteCall)]
    assert calls == [(1, 1), (2, 1), (3, 1), (1, 2)]
    assert [plain(note.blocks) for note in result.notes] == ["Second.More.", "inline note", "First."]
    assert [note.calls for note in result.notes] == [2, 1, 1]


# ------------------------------------------------------------------ metadata


def test_values_stay_what_was_typed() -> None:
    extra = "version: 1.10\nauthentic_languages: [NO, en]\nplace: 'Yes'\nidentifier: 0x10\ndescription: >-\n  a\n  b\n"
    draft, codes = read(HEAD.replace("---\n\n", extra + "---\n\nText.\n"))
    assert codes == []
    data = draft.metadata
    assert (data.version, data.authentic_languages, data.place) == ("1.10", ("no", "en"), "Yes")
    assert (data.identifier, data.description, data.date) == ("0x10", "a b", date(2011, 9, 23))


@pytest.mark.parametrize("title", ['"<&> {{ x }} {% y %}"', "'It''s \"so\"'", "x" * 2000, "null and void"])
def test_titles_come_out_as_they_went_in(title: str) -> None:
    import yaml

    draft, codes = read(HEAD.replace("A fictional text", title) + "Text.")
    assert codes == []
    assert draft.metadata.title == str(yaml.safe_load(title))


@pytest.mark.parametrize("row", KEYS, ids=lambda row: row.name)
def test_every_field_is_a_key(row: Any) -> None:
    """The front matter's schema is the crosswalk: a list under a key of one value is refused for every row."""
    wrong = f"{row.name}: [[a], [b]]" if not row.many else f"{row.name}: text"
    lines = "".join(line + "\n" for line in HEAD.split("\n")[1:4] if not line.startswith(row.name + ":"))
    _, codes = read(f"---\n{lines}{wrong}\n---\n\nText.\n")
    assert "M07" in codes
    assert "M04" not in codes


def test_defaults_come_from_the_publisher_the_kind_the_folder_and_the_file_name(tmp_path: Path) -> None:
    folder = tmp_path / "source" / "2011-fictional"
    folder.mkdir(parents=True)
    (tmp_path / "source" / "publisher.yaml").write_text("publisher: The Fictional Press\nrights: Free.\n")
    (folder / "text.zh-Hans.md").write_bytes(b"\xef\xbb\xbf" + HEAD.encode() + b"Text.\n")
    (folder / "text.fr.md").write_bytes(HEAD.replace("---\n\n", "rights: Own.\n---\r\n\r\nTexte.\r").encode())
    found = read_publication(folder, tmp_path, House())
    assert [document.metadata.language for document in found.documents] == ["fr", "zh-Hans"]
    french, chinese = (document.metadata for document in found.documents)
    assert (french.rights, chinese.rights) == ("Own.", "Free.")
    assert (chinese.publisher, chinese.identifier) == ("The Fictional Press", "2011-fictional")
    assert found.documents[1].file == "source/2011-fictional/text.zh-Hans.md"


def test_publisher_defaults_are_the_fields_that_belong_to_no_single_document() -> None:
    names = {row.name for row in default_fields()}
    assert {"publisher", "contact", "rights", "license", "subjects"} <= names
    assert not names & {"title", "date", "language", "identifier", "emblems", "embargo"}


# ------------------------------------------------------------------ folders and pictures


def test_publications_and_their_files(tmp_path: Path) -> None:
    for name in (
        "b/text.en.md",
        "a/text.md",
        "a/img/x.png",
        "a/.hidden",
        "_draft/text.md",
        ".git/text.md",
        "c/README.md",
    ):
        path = tmp_path / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    (tmp_path / "source" / "a" / "link").symlink_to("/etc/hostname")
    root = tmp_path / "source"
    assert find_publications(tmp_path) == (root / "a", root / "b")
    assert source_files(root / "a") == (root / "a" / "img" / "x.png", root / "a" / "text.md")
    assert find_publications(root) == ()


def test_pictures_become_assets_with_their_size_in_css_pixels(tmp_path: Path) -> None:
    folder = tmp_path / "source" / "x"
    (folder / "img").mkdir(parents=True)
    (folder / "img" / "chart.png").write_bytes(png(120, 60))
    (folder / "arms.svg").write_bytes(SVG.replace(b'width="60" height="40"', b'width="30mm"'))
    emblem = "emblems:\n  - file: arms.svg\n    alt: Fictional arms\n---\n\n"
    (folder / "text.en.md").write_text(HEAD.replace("---\n\n", emblem) + "![A chart](img/chart.png)\n")
    (document,) = read_publication(folder, tmp_path, House()).documents
    arms, chart = document.assets.values()
    assert (chart.name, chart.media_type, chart.width, chart.height) == ("img/chart.png", "image/png", 120, 60)
    assert (arms.media_type, round(arms.width), round(arms.height)) == ("image/svg+xml", 113, 76)


def test_all_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "source" / "x"
    folder.mkdir(parents=True)
    (folder / "a.en.md").write_text("No front matter.[^1]\n")
    (folder / "b.fr.md").write_text(HEAD.replace("2011-09-23", "soon") + "![](a.png)\n")
    with pytest.raises(PublishingError) as caught:
        read_publication(folder, tmp_path, House())
    found = [(Path(problem.file).name, problem.code) for problem in caught.value.problems]
    assert found == [("a.en.md", "M01"), ("a.en.md", "T19"), ("b.fr.md", "M03"), ("b.fr.md", "P05"), ("b.fr.md", "P01")]


# ------------------------------------------------------------------ anything at all

WORDS = (
    "# > - 1. * ** _ ` ``` ~~~ [ ] ( ) ! ^ [^1] [^1]: <sub> </sub> <b> <!-- --> ::: note {#a} {lang=fr} | --- : & &#0;"
    " \\ --- ... title: &a *a !!x {{ 中 \u202e"
)
PIECES = st.sampled_from([*WORDS.split(" "), "\n", "\n\n", "    ", " ", "\t"])


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(), st.text(), st.lists(PIECES, max_size=40).map("".join)), st.booleans())
def test_nothing_makes_the_reader_fall_over(data: bytes | str, fronted: bool) -> None:
    data = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    draft, codes = read((HEAD.encode() if fronted else b"") + data)
    assert set(codes) <= set(CODES)
    assert draft.metadata is not None or codes


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1).map(str.strip).filter(bool))
def test_a_paragraph_keeps_its_characters(text: str) -> None:
    escaped = "".join(f"\\{char}" if char.isascii() and not char.isalnum() and char != " " else char for char in text)
    blocks = read_body("x " + escaped, Findings("x")).blocks
    assert plain(blocks) == "x " + text
