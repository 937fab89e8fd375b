"""The letters of the DOCX edition: fonts that are embedded, runs of one font and direction, languages."""

from __future__ import annotations

from pipeline.editions.docx.embedding import obfuscated, widened
from pipeline.fonts import coverage
from pipeline.nodes import Paragraph, Strong
from tests import samples
from tests.test_docx import HOUSE, R, W, everything, parts, tree, written_by

__all__ = ["everything"]


def test_embedded_fonts_are_the_houses_and_open_with_their_key(everything: bytes) -> None:
    import uuid

    import uharfbuzz

    root, content = tree(everything, "word/fontTable.xml"), parts(everything)
    rels = {node.get("Id"): node.get("Target") for node in tree(everything, "word/_rels/fontTable.xml.rels")}
    names = [font.get(f"{W}name") for font in root]
    assert names == ["Noto Serif", "Noto Naskh Arabic", "Noto Sans Mono"]
    for node in root.iterfind(f"*/*[@{R}id]"):
        data = obfuscated(content["word/" + rels[node.get(f"{R}id")]], uuid.UUID(node.get(f"{W}fontKey")))
        assert ord("e") in uharfbuzz.Face(uharfbuzz.Blob(data)).unicodes or "Naskh" in rels[node.get(f"{R}id")]
        assert data[:4] == b"\0\1\0\0"
    settings_part = tree(everything, "word/settings.xml")
    assert settings_part.find(f"{W}embedTrueTypeFonts") is not None
    assert settings_part.find(f"{W}saveSubsetFonts") is not None


def test_no_run_has_letters_that_its_font_lacks() -> None:
    text = "Latin, عربي 12, עברית, ∑ and 1 → 2"
    data = written_by(samples.short(samples.p(text), Paragraph((Strong(samples.t(text)),))))
    covered: dict[str, set[int]] = {}
    for face in HOUSE.faces():
        covered.setdefault(face.family, set()).update(coverage(face.path))
    for run in (run for p in tree(data).iter(f"{W}p") for run in p.iter(f"{W}r")):
        fonts, rtl = run.find(f"{W}rPr/{W}rFonts"), run.find(f"{W}rPr/{W}rtl") is not None
        family = fonts.get(f"{W}cs") if fonts is not None else "Noto Naskh Arabic" if rtl else "Noto Serif"
        assert {ord(char) for t in run.iter(f"{W}t") for char in t.text} <= covered[family]


def test_right_to_left() -> None:
    text = "الجمعية العامة UN"
    data = written_by(samples.everything(language="ar", title=text))
    body = tree(data)
    assert body.find(f"{W}body/{W}sectPr/{W}bidi") is not None
    onward = {"Un paragraphe en français.", "line <1>  line 2"}  # French says so itself, and code always runs so
    for paragraph in body.iter(f"{W}p"):
        is_onward = "".join(node.text for node in paragraph.iter(f"{W}t")) in onward
        assert (paragraph.find(f"{W}pPr/{W}bidi") is None) == is_onward
    title = next(p for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Title")
    runs = [
        ("".join(t.text for t in r.iter(f"{W}t")), r.find(f"{W}rPr/{W}rtl") is not None) for r in title.iter(f"{W}r")
    ]
    assert runs == [("الجمعية العامة ", True), ("UN", False)]
    lang = tree(data, "word/styles.xml").find(f"{W}docDefaults//{W}lang")
    assert lang.get(f"{W}bidi") == "ar"
    assert tree(data, "word/settings.xml").find(f"{W}themeFontLang").get(f"{W}bidi") == "ar"


def test_language_parts_say_their_language(everything: bytes) -> None:
    tagged = {
        "".join(t.text for t in run.iter(f"{W}t")): run.find(f"{W}rPr/{W}lang").get(f"{W}val")
        for run in tree(everything).iter(f"{W}r")
        if run.find(f"{W}rPr/{W}lang") is not None
    }
    assert tagged["en français"] == tagged["Un paragraphe en français."] == "fr"


def test_an_alphabet_that_is_used_is_embedded_whole() -> None:
    assert {"ж", "Щ", "e", "é", "…"} <= widened({"я"})
    assert {"東"} == {char for char in widened({"東"}) if char > "\u2e80"}
