"""The press's own fonts: enough of them, no others, the same subsets every time, their licences beside them."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from pipeline.editions import EDITIONS
from pipeline.editions.edition import Edition
from pipeline.fonts import Face, coverage, fontconfig, missing, needed, subset
from pipeline.house import House
from pipeline.problems import PublishingError
from tests import samples
from tests.small import put

HOUSE = House()
FACES = HOUSE.faces()
SERIF = FACES[0]
PDF = next(edition for edition in EDITIONS if edition.name == "pdf")
HTML = next(edition for edition in EDITIONS if edition.name == "html")


def test_missing_names_the_characters_that_no_font_has() -> None:
    assert missing(FACES, "Plain, Ελλ, Рус, \u0639\u0631\u0628\u064a, \u05d0, №, ∑") == ()
    assert missing(FACES, "a\U00013000b\U00013001\U00013000") == ("\U00013000", "\U00013001")


@pytest.mark.parametrize("char", "\n\t \u00a0\u00ad\u200b\u200d\u200e\u202f\u2028\u2060\u2066\ufe0f\ufeff")
def test_what_is_invisible_needs_no_glyph(char: str) -> None:
    assert missing((), char) == ()


def test_a_face_that_is_not_upright_and_regular_does_not_count() -> None:
    bold = tuple(face for face in FACES if face.weight == 700)
    assert missing(bold, "a") == ("a",)


def test_needed_takes_the_first_family_that_has_a_character() -> None:
    given = {face.path.stem: characters for face, characters in needed(FACES, "ab\u0628\n")}
    assert given["NotoSerif-Regular"] == frozenset("ab")
    assert given["NotoNaskhArabic-Regular"] == frozenset("\u0628")
    assert "NotoSansMath-Regular" not in given
    assert needed(FACES, "") == []


def test_a_subset_has_its_characters_and_is_the_same_every_time() -> None:
    wanted = frozenset("Afi \u00e9")
    first, second = (subset.__wrapped__(SERIF.path, wanted) for _ in range(2))
    assert first == second
    assert len(first) < SERIF.path.stat().st_size / 10
    assert set(TTFont(io.BytesIO(first)).getBestCmap()) == set(map(ord, wanted | set("FIÉe\u0301-\u2010")))


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.path.stem)
def test_a_font_is_what_it_is_said_to_be(face: Face) -> None:
    font = TTFont(face.path)
    assert "glyf" in font
    assert font["name"].getDebugName(16) or font["name"].getDebugName(1) == face.family
    assert font["OS/2"].usWeightClass == face.weight
    assert bool(font["OS/2"].fsSelection & 1) == (face.style == "italic")
    assert font["OS/2"].fsType == 0, "it may be embedded and cut"
    without_latin = face.scripts or face.path.stem.startswith(("NotoNaskh", "NotoSansSymbols"))
    assert without_latin or ord("A") in coverage(face.path)
    for first, _ in face.ranges[:1]:
        assert any(point >= first for point in coverage(face.path))


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.path.stem)
def test_the_licence_of_every_font_is_shipped(face: Face) -> None:
    said = TTFont(face.path)["name"].getDebugName(13)
    assert "SIL Open Font License" in said
    shipped = HOUSE.files("fonts/licences")
    text = shipped[f"fonts/licences/{face.family.split()[0]}.txt"].read_text()
    assert "SIL OPEN FONT LICENSE Version 1.1" in text


def test_every_font_file_is_used() -> None:
    files = {path for name, path in HOUSE.files("fonts").items() if path.suffix in (".ttf", ".otf", ".woff2")}
    assert files == {face.path for face in FACES}


# ------------------------------------------------------------------ none but the press's own


def embedded(data: bytes) -> dict[str, bool]:
    """The fonts of a PDF: name without the tag of its subset -> whether it is embedded and a subset."""
    found: dict[str, bool] = {}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                tag, plus, name = str(item.FontName).lstrip("/").rpartition("+")
                found[name] = bool(plus) and len(tag) == 6 and any(key.startswith("/FontFile") for key in item)
    return found


def families(names: Any) -> set[str]:
    return {name.replace("-", "").replace(" ", "") for name in names}


def is_own(name: str) -> bool:
    return families([name]).pop().startswith(tuple(families(face.family for face in FACES)))


STYLES = ['"DejaVu Sans"', "sans-serif", "monospace", "Georgia", "nothing"]


@pytest.mark.parametrize("family", STYLES)
def test_a_style_cannot_reach_the_fonts_of_the_system(family: str, tmp_path: Path) -> None:
    style = HOUSE.read("pdf/style.css").decode() + f"\n.text, .text * {{ font-family: {family} !important }}"
    put(tmp_path / "templates" / "pdf" / "style.css", style)
    fonts = embedded(PDF.write(samples.everything(), House.of(tmp_path)))
    assert fonts
    assert all(fonts.values())
    assert all(is_own(name) for name in fonts), fonts


@pytest.mark.parametrize("rule", ['@import "{url}";', "p {{ background: url({url}) }}"])
def test_a_style_can_fetch_nothing(rule: str, tmp_path: Path) -> None:
    """Not even once in a process: the second document is refused like the first."""
    secret = put(tmp_path / "secret.css", "body { display: none }").as_uri()
    style = rule.format(url=secret) + HOUSE.read("pdf/style.css").decode()
    put(tmp_path / "templates" / "pdf" / "style.css", style)
    for _ in range(2):
        with pytest.raises(PublishingError, match=re.escape(secret)):
            PDF.write(samples.short(samples.p("Here.")), House.of(tmp_path))


def test_a_press_may_bring_a_font_of_its_own(tmp_path: Path) -> None:
    """One file and one entry; the character that only it has is set in it, in every edition."""
    fonts = tmp_path / "templates" / "fonts"
    listing = HOUSE.read("fonts/fonts.yaml").decode()
    put(fonts / "fonts.yaml", listing + "  - name: House Face\n    faces: [{file: House.ttf}]\n")
    font = TTFont(SERIF.path)
    for table in font["cmap"].tables:
        table.cmap[0xE000] = "A"
    for record in font["name"].names:
        record.string = str(record).replace("Noto Serif", "House Face").replace("NotoSerif", "HouseFace")
    font.save(fonts / "House.ttf")
    house = House.of(tmp_path)
    document = samples.short(samples.p("x \ue000 y"))
    assert missing(FACES, "\ue000") == ("\ue000",)
    assert missing(house.faces(), "\ue000") == ()
    assert any("House" in name for name in embedded(PDF.write(document, house)))
    assert b'font-family:"House Face"' in HTML.write(document, house)


def test_fontconfig_names_no_folder_of_the_system() -> None:
    config = fontconfig(FACES, Path("/a & b"))
    assert {Path(name) for name in re.findall(r"<dir>(.*?)</dir>", config)} == {face.path.parent for face in FACES}
    assert "<cachedir>/a &amp; b</cachedir>" in config
    assert "<rejectfont><glob>*</glob></rejectfont>" in config


def test_the_fonts_of_a_page_cover_every_character_on_it() -> None:
    page = HTML.write(samples.everything(), HOUSE).decode()
    characters: set[int] = set()
    for data in re.findall(r'data:font/ttf;base64,([^"]+)"', page):
        characters |= set(TTFont(io.BytesIO(base64.b64decode(data))).getBestCmap())
    shown = re.sub(r"<(style|script)\b.*?</\1>|data:[^\"]*", "", page, flags=re.DOTALL)
    assert {char for char in shown if not char.isspace() and ord(char) not in characters} == set()


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.name)
def test_fonts_are_among_what_an_edition_depends_on(edition: Edition) -> None:
    assert "fonts" in edition.templates
