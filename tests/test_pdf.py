"""The PDF edition as a file: what its catalog, metadata, fonts and links say, read by pikepdf and PDFium."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from lxml import etree

from pipeline.crosswalk import FIELDS, written
from pipeline.document import Asset, Document, headings
from pipeline.editions.pdf import Pdf
from pipeline.editions.pdf.edition import RUNNING, css_string, running_title
from pipeline.editions.pdf.xmp import PREFIXES, RDF
from pipeline.house import House
from pipeline.nodes import Figure, Heading, Link, Paragraph, Picture
from pipeline.problems import PublishingError
from tests import pieces, samples
from tests.structure import Opened
from tests.test_house import embedded, is_own

HOUSE = House()
PDF = Pdf()
EVERYTHING, LONG = samples.everything(), pieces.long_document()


@pytest.fixture(scope="module")
def data() -> bytes:
    return PDF.write(EVERYTHING, HOUSE)


@pytest.fixture(scope="module")
def everything(data: bytes) -> Opened:
    return Opened(data)


@pytest.fixture(scope="module")
def long() -> Opened:
    return Opened(PDF.write(LONG, HOUSE))


# ------------------------------------------------------------------ the catalog


def test_the_catalog_says_what_readers_ask(everything: Opened) -> None:
    root = everything.pdf.Root
    assert str(root.Lang) == "en"
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert bool(root.MarkInfo.Marked)
    assert everything.pdf.pdf_version == "1.7"


def test_page_labels_are_the_printed_numbers(long: Opened) -> None:
    count = len(long.pages)
    assert count > 5
    assert [long.pages.get_page_label(number) for number in range(count)] == [str(n) for n in range(1, count + 1)]
    for number in range(count):
        assert any(line.endswith(f"Page {number + 1} of {count}") for line in long.lines(number)[-1:])


def bookmarks(opened: Opened) -> list[tuple[int, str]]:
    return [(mark.level, mark.get_title()) for mark in opened.pages.get_toc()]


@pytest.mark.parametrize("document", [EVERYTHING, LONG, pieces.EACH[Heading].document()], ids=lambda value: value.name)
def test_bookmarks_are_the_title_and_the_headings(document: Document) -> None:
    opened = Opened(PDF.write(document, HOUSE))
    reading = PDF.read(PDF.write(document, HOUSE))
    assert bookmarks(opened) == [(0, document.metadata.title), *(reading.contents or ())]
    assert len(reading.contents or ()) == len(headings(document))


def test_bookmarks_lead_to_the_page_of_their_heading(long: Opened) -> None:
    for mark in long.pages.get_toc():
        assert mark.get_title() in long.text(mark.get_dest().get_index()).replace("\n", " ")


def dictionaries(opened: Opened) -> list[Any]:
    return [item for item in opened.pdf.objects if isinstance(item, pikepdf.Dictionary | pikepdf.Stream)]


def test_nothing_acts_and_nothing_lies_outside(everything: Opened) -> None:
    assert not {"/OpenAction", "/AA", "/JavaScript", "/EmbeddedFiles"} & set(everything.pdf.Root.keys())
    for item in dictionaries(everything):
        assert not {"/JS", "/Launch", "/AA", "/F"} & set(item.keys()) or item.get("/Subtype") == "/Link"
        assert item.get("/S") not in ("/JavaScript", "/Launch", "/GoToR", "/ImportData", "/SubmitForm")
    actions = {str(item.A.S) for item in dictionaries(everything) if item.get("/Subtype") == "/Link" and "/A" in item}
    assert actions == {"/URI"}


def test_fonts_are_embedded_cut_and_the_press_s_own(data: bytes) -> None:
    fonts = embedded(data)
    assert fonts
    assert all(fonts.values())
    assert all(map(is_own, fonts))
    assert len(data) < 200_000


# ------------------------------------------------------------------ metadata


def xmp_strings(opened: Opened, path: str) -> tuple[str, ...]:
    tree = etree.fromstring(opened.pdf.Root.Metadata.read_bytes())
    prefix, _, name = path.partition(":")
    (node,) = tree.findall(f".//{{{RDF}}}Description/{{{PREFIXES[prefix]}}}{name}")
    return tuple(item.text for item in node.iter(f"{{{RDF}}}li")) or (node.text,)


def test_info_is_the_crosswalk(everything: Opened) -> None:
    info = everything.pdf.docinfo
    due = {f"/{at.path}": strings[0] for _, at, strings in written(EVERYTHING.metadata, "info")}
    assert {key: str(info[key]) for key in due} == due
    assert set(info.keys()) == set(due) | {"/Producer", "/Creator"}


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("/Title", "dc:title"),
        ("/Subject", "dc:description"),
        ("/Keywords", "pdf:Keywords"),
        ("/Producer", "pdf:Producer"),
        ("/Creator", "xmp:CreatorTool"),
    ],
)
def test_info_equals_xmp(key: str, path: str, everything: Opened) -> None:
    assert (str(everything.pdf.docinfo[key]),) == xmp_strings(everything, path)


def test_authors_and_dates_of_info_equal_xmp(everything: Opened) -> None:
    info = everything.pdf.docinfo
    assert str(info["/Author"]) == "; ".join(xmp_strings(everything, "dc:creator"))
    assert xmp_strings(everything, "xmp:CreateDate") == ("2011-09-23T00:00:00Z",)
    assert str(info["/CreationDate"]) == str(info["/ModDate"]) == "D:20110923000000Z"


def test_xmp_is_the_crosswalk(everything: Opened) -> None:
    due: dict[str, tuple[str, ...]] = {}
    for _, at, strings in written(EVERYTHING.metadata, "xmp"):
        due[at.path] = tuple(dict.fromkeys(due.get(at.path, ()) + tuple(strings)))
    assert {path: xmp_strings(everything, path) for path in due} == due
    claims = {"pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
    assert {path: xmp_strings(everything, path)[0] for path in claims} == claims


def test_every_term_of_our_own_is_described(everything: Opened) -> None:
    """PDF/A-3 (ISO 19005-3, 6.6.2.3) wants a description of every property that is in no schema of its own."""
    tree = etree.fromstring(everything.pdf.Root.Metadata.read_bytes())
    described = {node.text for node in tree.iter(f"{{{PREFIXES['pdfaProperty']}}}name")}
    ours = {at.path.partition(":")[2] for row in FIELDS for at in row.xmp if at.path.startswith("chancery:")}
    assert ours < described


def test_the_identifier_is_of_the_document_not_of_the_moment(data: bytes) -> None:
    other = PDF.write(samples.everything(title="Another"), HOUSE)
    first, second = (Opened(one) for one in (data, other))
    assert xmp_strings(first, "xmpMM:DocumentID") == xmp_strings(second, "xmpMM:DocumentID")
    assert bytes(first.pdf.trailer.ID[0]) != bytes(second.pdf.trailer.ID[0])


# ------------------------------------------------------------------ what cannot be made


def with_picture(data: bytes, media_type: str) -> Document:
    document = samples.short(Figure(Picture("broken", "A broken picture")))
    return Document(
        document.name, document.metadata, document.blocks, (), {"broken": Asset("broken", media_type, data, 10, 10)},
        "source/short/text.en.md",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"", "image/png"),
        (b"no picture", "image/png"),
        (samples.png()[:40], "image/png"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
        (b"<svg", "image/svg+xml"),
    ],
)
def test_a_broken_picture_is_a_problem_of_the_publication(data: bytes, media_type: str) -> None:
    with pytest.raises(PublishingError, match=r"source/short/text\.en\.md"):
        PDF.write(with_picture(data, media_type), HOUSE)


def test_a_picture_that_asks_for_another_is_refused() -> None:
    svg = samples.SVG.replace(b"<circle", b'<image href="file:///etc/hostname" width="9" height="9"/><circle')
    with pytest.raises(PublishingError, match="not a picture of this document"):
        PDF.write(with_picture(svg, "image/svg+xml"), HOUSE)


def test_a_link_to_nowhere_is_a_problem() -> None:
    with pytest.raises(PublishingError, match="nowhere"):
        PDF.write(samples.short(Paragraph((Link("#nowhere", samples.t("lost")),))), HOUSE)


# ------------------------------------------------------------------ small parts


@pytest.mark.parametrize(
    "title",
    ["Short", "x" * RUNNING, "word " * 40, "x" * 500, "On responsibility: " + "a longer, and longer, title " * 4],
)
def test_a_running_title_fits(title: str) -> None:
    shown = running_title(title)
    assert len(shown) <= RUNNING + 2
    assert shown == title or shown.endswith("…")


@pytest.mark.parametrize("text", ['"; } * { color: red', "</style><b>", "a\\b", "new\nline", "'", "é\U0001f54a {{x}}"])
def test_furniture_says_any_text(text: str) -> None:
    document = samples.short(samples.p("Body."), identifier=" ".join(text.split()), title=text)
    opened = Opened(PDF.write(document, HOUSE))
    assert str(opened.pdf.docinfo["/Title"]) == text
    assert "<" not in css_string(text)
    assert "\n" not in css_string(text)
    assert len(opened.pages) == 1


def test_pikepdf_finds_no_fault(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
