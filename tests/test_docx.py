"""The DOCX edition: its parts as python-docx and lxml open them."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from lxml import etree

from pipeline.crosswalk import written
from pipeline.document import Document, Note
from pipeline.editions.docx import Docx
from pipeline.editions.docx.numbering import Numbering
from pipeline.editions.docx.reference import load
from pipeline.editions.docx.typesetter import address, shortened
from pipeline.editions.docx.widths import Measure
from pipeline.house import House
from pipeline.nodes import (
    Attributes,
    BulletList,
    CodeBlock,
    Division,
    Figure,
    Heading,
    ListItem,
    NoteCall,
    OrderedList,
    Paragraph,
    Picture,
    Quote,
    Table,
    Text,
    plain,
    walk,
)  # fmt: skip
from tests import samples

HOUSE, EDITION = House(), Docx()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def written_by(document: Document) -> bytes:
    return EDITION.write(document, HOUSE)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tree(data: bytes, part: str = "word/document.xml") -> Any:
    return etree.fromstring(parts(data)[part])


@pytest.fixture(scope="module")
def everything() -> bytes:
    return written_by(samples.everything())


def styles_used(data: bytes) -> set[str]:
    found = set()
    for name, content in parts(data).items():
        if name.startswith("word/") and name.endswith(".xml"):
            root = etree.fromstring(content)
            found |= {node.get(f"{W}val") for tag in ("pStyle", "rStyle", "tblStyle") for node in root.iter(W + tag)}
    return found


def test_python_docx_opens_it_and_every_style_is_one_of_the_reference(everything: bytes) -> None:
    document = docx.Document(io.BytesIO(everything))
    reference = docx.Document(str(HOUSE.find("docx/reference.docx")))
    assert document.sections[0].page_width == reference.sections[0].page_width
    assert document.sections[0].different_first_page_header_footer
    known = {style.style_id for style in reference.styles}
    assert styles_used(everything) <= known
    assert {"Title", "Kind", "Heading1", "ListBullet", "FootnoteText", "OfficialTable"} <= styles_used(everything)


@pytest.mark.parametrize("title", ['He said "no" & <left>', "{{ metadata }} {% raw %}", "Long " * 400 + "end"])
def test_a_title_comes_out_as_it_went_in(title: str) -> None:
    data = written_by(samples.short(samples.p("Text."), title=title))
    assert EDITION.read(data).metadata.title == title
    shown = [p.text for p in docx.Document(io.BytesIO(data)).paragraphs if p.style.name == "Title"]
    assert shown == [title]
    assert len(docx.Document(io.BytesIO(data)).core_properties.title) <= 255


def test_properties_hold_what_the_crosswalk_says(everything: bytes) -> None:
    core = docx.Document(io.BytesIO(everything)).core_properties
    root = tree(everything, "docProps/custom.xml")
    custom = {node.get("name"): "".join(node.itertext()) for node in root}
    assert [int(node.get("pid")) for node in root] == list(range(2, 2 + len(root)))
    company = tree(everything, "docProps/app.xml").findtext("{*}Company")
    for _, at, strings in written(samples.full_metadata(), "docx"):
        place, _, name = at.path.partition(":")
        if place == "custom":
            assert custom[name] == "; ".join(strings)
        elif place == "app":
            assert (name, company) == ("Company", strings[0])
        elif name in ("created", "modified"):
            assert f"{getattr(core, name):%Y-%m-%dT%H:%M:%SZ}" == strings[0]
        else:
            assert getattr(core, "author" if name == "creator" else name) == strings[0]


def test_the_same_document_gives_the_same_bytes(everything: bytes) -> None:
    assert written_by(samples.everything()) == everything


def of_type(kind: type[Any]) -> Any:
    return next(node for node in walk(samples.everything().blocks) if isinstance(node, kind))


def test_notes_are_footnotes_and_a_second_call_refers_to_the_first(everything: bytes) -> None:
    body, notes = tree(everything), tree(everything, "word/footnotes.xml")
    assert [node.get(f"{W}id") for node in body.iter(f"{W}footnoteReference")] == ["1", "2"]
    assert [node.get(f"{W}type") for node in notes] == ["separator", "continuationSeparator", None, None]
    assert len(list(notes.iter(f"{W}footnoteRef"))) == 2
    fields = [node.text.split() for node in body.iter(f"{W}instrText")]
    mark = next(field[1] for field in fields if field[0] == "NOTEREF")
    assert mark in {node.get(f"{W}name") for node in body.iter(f"{W}bookmarkStart")}


def test_a_note_called_only_in_a_note_is_not_lost() -> None:
    notes = (Note(1, (Paragraph((Text("See"), NoteCall(2))),)), Note(2, (samples.p("The second."),)))
    data = written_by(samples.short(Paragraph((Text("Text"), NoteCall(1))), notes=notes))
    assert [node.get(f"{W}id") for node in tree(data).iter(f"{W}footnoteReference")] == ["1", "2"]
    assert not list(tree(data, "word/footnotes.xml").iter(f"{W}footnoteReference"))


def numbers(data: bytes) -> list[tuple[str, str, str, str]]:
    """(text, level, pattern, start) of every numbered paragraph."""
    numbering = tree(data, "word/numbering.xml")
    result = []
    for paragraph in tree(data).iter(f"{W}p"):
        instance = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        if instance is None:
            continue
        level = paragraph.find(f"{W}pPr/{W}numPr/{W}ilvl").get(f"{W}val")
        num = numbering.find(f"{W}num[@{W}numId='{instance.get(W + 'val')}']")
        definition = num.find(f"{W}abstractNumId").get(f"{W}val")
        abstract = numbering.find(f"{W}abstractNum[@{W}abstractNumId='{definition}']")
        pattern = abstract.find(f"{W}lvl[@{W}ilvl='{level}']/{W}lvlText").get(f"{W}val")
        start = num.find(f"{W}lvlOverride/{W}startOverride")
        text = "".join(node.text for node in paragraph.iter(f"{W}t"))
        result.append((text, level, pattern, "" if start is None else start.get(f"{W}val")))
    return result


def test_lists_restart_and_keep_their_numbers(everything: bytes) -> None:
    found = numbers(everything)
    assert ("A numbered paragraph.", "0", "%1.", "1") in found
    assert ("first", "0", "•", "") in found
    assert ("deep two", "1", "–", "") in found
    assert ("three", "0", "%1.", "3") in found
    assert ("inner one", "1", "%2.", "1") in found
    assert ("restarts at one", "0", "%1)", "1") in found


def test_numbered_paragraphs_go_on_where_they_can() -> None:
    numbering = Numbering()
    found = [numbering.paragraph(number) for number in ("1.", "2.", "A1", "3.", "1.", "2.", "IV.", "100%")]
    assert found == [1, 1, 2, 1, 3, 3, 0, 0]


def test_lists_deeper_than_word_counts_and_items_without_a_paragraph() -> None:
    block: Any = samples.p("deepest")
    for _ in range(12):
        block = BulletList((ListItem((block,)),))
    data = written_by(samples.short(block, OrderedList((ListItem((CodeBlock("code"),)), ListItem(())))))
    assert max(int(node.get(f"{W}val")) for node in tree(data).iter(f"{W}ilvl")) == 8


def test_tables_have_a_head_that_repeats_and_rows_that_stay_whole(everything: bytes) -> None:
    rows = list(tree(everything).iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    grid = [int(node.get(f"{W}w")) for node in tree(everything).iter(f"{W}gridCol")]
    assert Measure(HOUSE.faces()).columns(of_type(Table), sum(grid)) == grid
    assert [cell.get(f"{W}val") for cell in rows[1].iter(f"{W}jc")] == ["right"]


def test_pictures_have_alternative_texts_and_an_svg_also_comes_as_png(everything: bytes) -> None:
    shapes = list(tree(everything).iter("{*}docPr"))
    assert [shape.get("descr") for shape in shapes] == ["Arms of Examples", "Small arms", "A blue chart"]
    assert len({shape.get("id") for shape in shapes}) == 3
    media = {name: data for name, data in parts(everything).items() if name.startswith("word/media/")}
    assert sorted(data[:4] for name, data in media.items() if name.endswith("png")) == [b"\x89PNG"] * 3
    assert [data for name, data in media.items() if name.endswith("svg")] == [samples.SVG]
    assert len(list(tree(everything).iter("{*}svgBlip"))) == 2


@pytest.mark.parametrize(
    ("width", "wanted"), [("", 120 * 9525), ("50%", 150 * 18000), ("2cm", 720000), ("99cm", 300 * 18000)]
)
def test_pictures_are_as_wide_as_asked_and_no_wider_than_the_line(width: str, wanted: int) -> None:
    figure = Figure(Picture("chart.png", "A chart", width=width))
    data = written_by(Document("x", samples.short().metadata, (figure,), (), samples.assets()))
    assert int(next(tree(data).iter("{*}extent")).get("cx")) == pytest.approx(wanted, rel=0.001)


def long_document() -> Document:
    blocks: list[Any] = []
    for number in range(1, 5):
        blocks.append(Heading(min(number, 2), samples.t(f"Part {number}"), Attributes(id=f"part-{number}")))
        blocks.append(samples.p("Words upon words. " * 200))
    return samples.short(*blocks, title="A title that is far too long for a running head, " * 3)


def test_a_long_document_has_contents_and_a_running_head() -> None:
    data = written_by(long_document())
    body = tree(data)
    marks = {node.get(f"{W}name") for node in body.iter(f"{W}bookmarkStart")}
    content = body.find(f".//{W}sdtContent")
    entries = [node.get(f"{W}anchor") for node in content.iter(f"{W}hyperlink")]
    assert len(entries) == 4
    assert set(entries) <= marks
    assert [node.text.split()[0] for node in content.iter(f"{W}instrText")] == ["TOC"]
    assert tree(data, "word/settings.xml").find(f"{W}updateFields") is None
    head = "".join(tree(data, "word/header1.xml").itertext()).strip()
    assert head == "A title that is far too long for a running head, A title that is far…"
    assert not "".join(tree(data, "word/header2.xml").itertext()).strip()
    footer = tree(data, "word/footer1.xml")
    assert [node.text.strip() for node in footer.iter(f"{W}instrText")] == ["PAGE", "NUMPAGES"]


def test_an_annex_starts_a_page() -> None:
    data = written_by(samples.short(Division("annex", (samples.p("Words."),)), Division("annex", (of_type(Table),))))
    broken = [p for p in tree(data).iter(f"{W}p") if p.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert ["".join(t.text for t in p.iter(f"{W}t")) for p in broken] == ["Words.", plain(of_type(Table).caption)]


def test_tables_that_touch_stay_two() -> None:
    table = Table(of_type(Table).head, of_type(Table).rows)
    body = tree(written_by(samples.short(table, table))).find(f"{W}body")
    kinds = [etree.QName(node).localname for node in body]
    assert "tbl,p,tbl" in ",".join(kinds)


def test_blocks_inside_blocks_are_indented_from_what_holds_them() -> None:
    inner = Quote((BulletList((ListItem((samples.p("item"), Quote((samples.p("deeper"),)))),)),))
    data = written_by(samples.short(Quote((samples.p("outer"), inner))))
    left = {
        "".join(t.text for t in p.iter(f"{W}t")): int(p.find(f"{W}pPr/{W}ind").get(f"{W}left"))
        for p in tree(data).iter(f"{W}p")
        if p.find(f"{W}pPr/{W}ind") is not None
    }
    assert 0 < left["item"] < left["deeper"]


def test_addresses_and_titles_in_short() -> None:
    assert address('https://example.org/a b?"<é>') == "https://example.org/a%20b?%22%3Cé%3E"
    assert shortened("Short") == "Short"
    assert len(shortened("word " * 40)) <= 70
    assert shortened("x" * 90) == "x" * 69 + "…"


def test_a_note_ends_with_a_paragraph() -> None:
    notes = (Note(1, (of_type(Table),)), Note(2, ()), Note(3, (Quote(()),)))
    data = written_by(samples.short(Paragraph((NoteCall(1), NoteCall(2), NoteCall(3))), notes=notes))
    assert [etree.QName(note[-1]).localname for note in tree(data, "word/footnotes.xml")] == ["p"] * 5


def test_a_reference_that_lacks_a_style_is_named() -> None:
    with pytest.raises(LookupError, match=r"docx/reference\.docx has no style 'Fancy'"):
        load(HOUSE.read("docx/reference.docx")).look("Fancy")


def test_the_last_paragraph_before_the_signatures_stays_with_them() -> None:
    text = (samples.p("First."), samples.p("Last."), Division("signatures", (samples.p("Signed."),)))
    body = tree(EDITION.write(samples.short(*text), HOUSE))
    kept = {"".join(one.itertext()): one.find(f"{W}pPr/{W}keepNext") is not None for one in body.iter(f"{W}p")}
    assert (kept["First."], kept["Last."]) == (False, True)


def test_the_label_of_a_heading_stands_above_its_text_in_the_middle() -> None:
    document = samples.short(
        Heading(1, samples.t("Scope"), Attributes(id="a"), label="Article 1"),
        Heading(1, (), Attributes(id="b"), label="Article 2"),
    )
    data = EDITION.write(document, HOUSE)
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    both = [one for one in root.iter(f"{W}p") if one.find(f"{W}pPr/{W}numPr") is not None]
    assert [one.find(f"{W}pPr/{W}jc").get(f"{W}val") for one in both] == ["center", "center"]
    assert [one.find(f"{W}r/{W}br") is not None for one in both] == [True, False]
    assert [said.label for said in EDITION.read(data).blocks] == ["Article 1", "Article 2"]
