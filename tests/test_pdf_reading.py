"""Reading a PDF edition back: what line ends, scripts and pictures do to a text, and what damage must not do."""

from __future__ import annotations

import io
import random
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from pipeline.agreement.compare import differences
from pipeline.document import Document, Note
from pipeline.editions.pdf import Pdf, catalog
from pipeline.house import House
from pipeline.nodes import Code, Emphasis, Link, NoteCall, Paragraph, Picture, Rule, Text
from tests import pieces, samples

HOUSE = House()
PDF = Pdf()


@pytest.fixture(scope="module")
def everything() -> bytes:
    return PDF.write(samples.everything(), HOUSE)


def disagreements(document: Document) -> list[str]:
    return [str(found) for found in differences(document, "pdf", PDF.read(PDF.write(document, HOUSE)), HOUSE)]


# ------------------------------------------------------------------ lines

WORDS = "alpha beta/gamma delta-epsilon zeta—eta theta iota kappa (lambda) mu; xi pi rho".split()
DASHES = (" ", "—", "/", "-")
WRAPPED: dict[str, tuple[Callable[[str], Any], tuple[str, ...]]] = {
    "emphasis": (lambda word: Emphasis(samples.t(word)), DASHES),
    "code": (Code, DASHES),
    "link": (lambda word: Link("https://example.org/", samples.t(word)), DASHES),
    "small picture": (lambda word: Picture("arms.svg", word, width="16"), (" ",)),
    "picture": (lambda word: Picture("chart.png", word, width="60"), (" ",)),
}


@pytest.mark.parametrize(("wrap", "between"), WRAPPED.values(), ids=WRAPPED)
def test_lines_end_anywhere(wrap: Callable[[str], Any], between: tuple[str, ...]) -> None:
    """At a space, at a dash between a word and what comes after it, before a picture: the text reads the same."""
    chance, blocks = random.Random(3), []
    for _ in range(4):
        content: list[Any] = []
        for _ in range(120):
            word = chance.choice(WORDS)
            content += [wrap(word) if chance.random() < 0.4 else Text(word), Text(chance.choice(between))]
        blocks.append(Paragraph(tuple(content)))
    assert disagreements(samples.short(*blocks)) == []


@pytest.mark.parametrize(
    "text",
    [
        "foo- bar", "co\u2010op x\u2010 y", "re\u00adsponsi\u00adbility", "a\u200bb", "a\u2060b", "\ufb01 \ufb00",
        "12\u202f000\u00a0km", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "e\u0301 \U0001d400 \u00bd",
        "\u8054\u5408\u56fd\u57282011\u5e74\uff0c\u7ebd\u7ea6New York", "\uff21\uff22 \uff11\uff12",
        "\u05e1\u05d5\u05e3\u05be\u05de\u05e7\u05e3 63/308 (2009)", "\uc720\uc5d4 \ud5cc\uc7a5",
    ],
)  # fmt: skip
def test_characters_come_back(text: str) -> None:
    document = samples.short(samples.p(text), samples.p(" ".join([text] * 60)))
    assert disagreements(document) == []


def test_a_call_stays_on_the_line_of_its_word() -> None:
    content: list[Any] = []
    for number in range(1, 61):
        content += [Text("x" * (number % 7) + " and so it ends."), NoteCall(number), Text(" ")]
    notes = tuple(Note(number, (samples.p(f"Note {number}."),)) for number in range(1, 61))
    assert disagreements(samples.short(Paragraph(tuple(content)), notes=notes)) == []


def test_the_title_block_is_read_as_it_is_seen(everything: bytes) -> None:
    front, data = [line.text for line in PDF.read(everything).front], samples.everything().metadata
    assert front[1] == "See corrigendum SAMPLE/2011/1/Corr.1: paragraph 1 and article 3, paragraph 2"
    assert "![Arms of Examples]" in front
    assert {data.title, data["subtitle"], "JOINT STATEMENT"} < set(front)


def test_a_rule_is_read() -> None:
    reading = PDF.read(PDF.write(pieces.EACH[Rule].document(), HOUSE))
    assert [block.kind for block in reading.blocks] == ["paragraph", "rule", "paragraph"]
    assert reading.unsaid == {"capitals", "places", "styles"}


def test_a_title_that_repeats_a_picture_is_a_title() -> None:
    picture = (Picture("chart.png", "Chart", width="60"),)
    for title in ("", "Chart", "Other", "https://example.org/"):
        (block,) = PDF.read(
            PDF.write(samples.short(Paragraph((Link("https://example.org/", picture, title),))), HOUSE)
        ).blocks
        assert block.links == (("https://example.org/", "![Chart]", title),)


def test_a_link_over_two_lines_is_one() -> None:
    words = "a link of many words " * 12
    link = Link("https://example.org/", samples.t(words))
    (block,) = PDF.read(PDF.write(samples.short(Paragraph((link,))), HOUSE)).blocks
    assert block.links == (("https://example.org/", words.strip(), ""),)


# ------------------------------------------------------------------ changes that must be seen


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """A PDF with something else in it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        buffer = io.BytesIO()
        pdf.save(buffer)
    return buffer.getvalue()


def elements(pdf: pikepdf.Pdf, role: str) -> list[Any]:
    return [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == f"/{role}"]


def _retarget(pdf: pikepdf.Pdf) -> None:
    link = next(
        item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/A" in item and "/Rect" in item
    )
    link.A.URI = pikepdf.String("https://example.org/elsewhere")


def _rename_bookmark(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Title = pikepdf.String("Another title")


def _drop_bookmarks(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Outlines"]


def _info(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Another title"


def _drop_info(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo["/Author"]


def _double_publisher(pdf: pikepdf.Pdf) -> None:
    packet = pdf.Root.Metadata.read_bytes()
    line = next(line for line in packet.split(b"\n") if b"<dc:publisher>" in line)
    pdf.Root.Metadata.write(packet.replace(line, line + line))


def _set(role: str, key: str, value: Any, number: int = 0) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        elements(pdf, role)[number][key] = value

    return change


CHANGES: dict[str, tuple[str, Callable[[pikepdf.Pdf], None]]] = {
    "a link's target": ("A0", _retarget),
    "the bookmark of the title": ("A04", _rename_bookmark),
    "no bookmarks": ("A04", _drop_bookmarks),
    "the title in the information dictionary": ("A01", _info),
    "no author in the information dictionary": ("A01", _drop_info),
    "an alternative text": ("A02", _set("Figure", "/Alt", pikepdf.String("Another"), -1)),
    "a heading of another level": ("A02", _set("H2", "/S", pikepdf.Name("/H3"))),
    "a language": ("A02", lambda pdf: _having(pdf, "/Lang", "de")),
    "an expansion": ("A02", lambda pdf: _having(pdf, "/E", "Another")),
    "lists that are definitions": ("A02", lambda pdf: _of_lists(pdf, "/None")),
    "code that is a paragraph": ("A02", _set("CodeBlock", "/S", pikepdf.Name("/P"))),
    "a quotation that is a group": ("A02", _set("BlockQuote", "/S", pikepdf.Name("/Div"))),
    "no rule": ("A02", _set("Rule", "/S", pikepdf.Name("/Div"))),
    "a number that is text": ("A02", _set("Number", "/S", pikepdf.Name("/Span"))),
}  # fmt: skip


def _having(pdf: pikepdf.Pdf, key: str, value: str, before: str = "") -> None:
    spans = (span for span in elements(pdf, "Span") if key in span and before in (str(span[key]), ""))
    next(spans)[key] = pikepdf.String(value)


def _of_lists(pdf: pikepdf.Pdf, numbering: str) -> None:
    for items in elements(pdf, "L"):
        items.A = pikepdf.Dictionary(ListNumbering=pikepdf.Name(numbering))


@pytest.mark.parametrize(("code", "change"), CHANGES.values(), ids=CHANGES)
def test_a_change_is_seen(code: str, change: Callable[[pikepdf.Pdf], None], everything: bytes) -> None:
    found = differences(samples.everything(), "pdf", PDF.read(changed(everything, change)), HOUSE)
    assert [problem for problem in found if problem.code.startswith(code)]


# ------------------------------------------------------------------ files it carries


def test_files_are_read_by_name(everything: bytes) -> None:
    def attach(pdf: pikepdf.Pdf) -> None:
        for name, content in (("source/x.md", b"# X\n"), ("b.bin", bytes(range(256)))):
            pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, content, filename=name)

    reading = PDF.read(changed(everything, attach))
    assert reading.attachments == {"source/x.md": b"# X\n", "b.bin": bytes(range(256))}
    assert PDF.read(everything).attachments == {}


def test_a_bomb_is_refused_before_it_goes_off(everything: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalog, "MOST_BYTES", 1_000_000)

    def attach(pdf: pikepdf.Pdf) -> None:
        stream = pikepdf.Stream(pdf, b"")
        stream.write(zlib.compress(bytes(100_000_000)), filter=pikepdf.Name.FlateDecode)
        specification = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, UF="x", EF=pikepdf.Dictionary(F=stream))
        names = pikepdf.Dictionary(Names=pikepdf.Array(["x", pdf.make_indirect(specification)]))
        pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=names)

    with pytest.raises(ValueError, match="more than 1,000,000 bytes"):
        PDF.read(changed(everything, attach))


# ------------------------------------------------------------------ damage


def _circle(pdf: pikepdf.Pdf) -> None:
    article = elements(pdf, "Art")[0]
    article.K.append(elements(pdf, "Art")[0])


def _deep(pdf: pikepdf.Pdf) -> None:
    inside = elements(pdf, "Art")[0]
    for _ in range(5_000):
        group = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Div, K=pikepdf.Array()))
        inside.K.append(group)
        inside = group


def _bookmark_circle(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Next = pdf.Root.Outlines.First


DAMAGE: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "a tree in a circle": _circle,
    "bookmarks in a circle": _bookmark_circle,
    "no tree": lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"),
    "no article": _set("Art", "/S", pikepdf.Name("/Sect")),
    "an element without a type": lambda pdf: elements(pdf, "P")[3].__delitem__("/S"),
    "a type that is a number": _set("P", "/S", 7),
    "children that are a string": _set("P", "/K", pikepdf.String("x"), 4),
    "text in a group": _set("P", "/S", pikepdf.Name("/Div"), -3),
    "text that is not what is drawn": lambda pdf: _having(pdf, "/ActualText", "Another"),
    "the publisher twice": _double_publisher,
    "no metadata": lambda pdf: pdf.Root.__delitem__("/Metadata"),
    "metadata that are no XML": lambda pdf: pdf.Root.Metadata.write(b"<x"),
    "two notes of one number": lambda pdf: _having(pdf, "/ActualText", "1. ", "2. "),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_damage_is_told(damage: Callable[[pikepdf.Pdf], None], everything: bytes) -> None:
    with pytest.raises(ValueError, match="not a readable PDF edition"):
        PDF.read(changed(everything, damage))


def test_depth_is_no_matter(everything: bytes) -> None:
    assert PDF.read(changed(everything, _deep)).blocks == PDF.read(everything).blocks


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"PK\3\4", b"x" * 10_000])
def test_other_bytes_are_no_edition(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a readable PDF edition"):
        PDF.read(data)
