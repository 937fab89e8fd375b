"""Every script through every edition: read back as typed, in the press's own fonts, in the order of its language."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from pipeline import fontcase, fontfiles
from pipeline.cli import main
from pipeline.editions import EDITIONS
from pipeline.editions.edition import Edition
from pipeline.editions.pdf.clusters import Word, told
from pipeline.fonts import leading, missing, ordered, stack
from pipeline.house import House
from pipeline.scripts import classes, direction, script, syllable_ends
from tests import samples

HOUSE = House()
PDF = next(edition for edition in EDITIONS if edition.name == "pdf")
TEXTS = {
    "ar": "يولد جميع الناس أحرارًا",
    "he": "כל בני אדם נולדו בני חורין",
    "zh-Hans": "人人生而自由，在尊严和权利上一律平等。",
    "hi": "सभी मनुष्यों को गौरव और अधिकारों",
    "bn": "সমস্ত মানুষ স্বাধীনভাবে",
    "ta": "மனிதர் சுதந்திரமாகவே பொது",
    "th": "มนุษย์ทั้งหลาย ที่น้ำและคำ",
    "lo": "ມະນຸດທຸກຄົນເກີດມາ",
    "km": "មនុស្សទាំងអស់ កើតមក",
    "my": "လူတိုင်းသည် မွေး",
    "bo": "འགྲོ་བ་མིའི་རིགས་རྒྱུད།",
    "ka": "ყველა ადამიანი",
    "hy": "Բոլոր մարդիկ ծնվում են",
    "am": "የሰው ልጅ ሁሉ ሲወለድ",
    "yo": "gban̄gba nị́ ọmọ́",
}


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.name)
@pytest.mark.parametrize("language", TEXTS)
def test_what_is_typed_is_read_back(language: str, edition: Edition) -> None:
    text = " ".join([TEXTS[language]] * 12)
    document = samples.short(samples.p(text), language=language)
    reading = edition.read(edition.write(document, HOUSE))
    assert [said.text for said in reading.blocks] == [text]


@pytest.mark.parametrize("language", [tag for tag in TEXTS if direction(tag) == "ltr"])
def test_a_program_that_knows_no_structure_extracts_it_too(language: str) -> None:
    data = PDF.write(samples.short(samples.p(TEXTS[language]), language=language), HOUSE)
    with pypdfium2.PdfDocument(data) as pdf:
        said = unicodedata.normalize("NFC", pdf[0].get_textpage().get_text_range())
    assert unicodedata.normalize("NFC", TEXTS[language]).replace(" ", "") in said.replace(" ", "")


@pytest.mark.parametrize("language", TEXTS)
def test_every_glyph_is_told_and_none_is_missing(language: str) -> None:
    data = PDF.write(samples.short(samples.p(TEXTS[language]), language=language), HOUSE)
    assert missing(HOUSE.faces(), TEXTS[language]) == ()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        maps = [
            one.ToUnicode.read_bytes()
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one
        ]
    assert maps
    assert all(b" <>" not in one and b"\n<0000> <" not in one.replace(b"<0000> <ffff>", b"") for one in maps)


def test_glyphs_stay_where_they_were() -> None:
    """What is said is put around the glyphs: their numbers, in order, are those of before."""
    shown = [b"[<0001>0<>14.5<0002>-14] TJ", b"3 Ts", b"[-7<0003>] TJ"]
    result = told(shown, [Word(3, "ที่", True)])
    assert b" ".join(one for one in result if isinstance(one, bytes)) == (
        b"BDC [<0001> 0 14.5<0002> -14] TJ 3 Ts [ -7] TJ <0003>".replace(b"[ -7] TJ <0003>", b"[ -7<0003>] TJ EMC")
    )


@pytest.mark.parametrize(
    ("tag", "code", "way"),
    [("en", "Latn", "ltr"), ("ur", "Arab", "rtl"), ("dv", "Thaa", "rtl"), ("nqo", "Nkoo", "rtl"), ("yi", "Hebr", "rtl"),
     ("ug-Latn", "Latn", "ltr"), ("pa-PK", "Arab", "rtl"), ("zh-TW", "Hant", "ltr"), ("ja", "Jpan", "ltr"),
     ("en-x-arab", "Latn", "ltr"), ("qaa", "Latn", "ltr")],
)  # fmt: skip
def test_script_and_direction_of_a_tag(tag: str, code: str, way: str) -> None:
    assert (script(tag), direction(tag)) == (code, way)


def test_what_a_page_leaves_undone() -> None:
    assert classes("en") == classes("ru") == ()
    assert classes("tr") == classes("el") == ("uncased",)
    assert classes("ka") == ("joined", "uncased", "upright")
    assert classes("zh") == ("uncased", "upright", "ragged", "han")
    assert "ragged" in classes("th")


def test_lines_break_between_syllables_and_not_where_the_author_said_where() -> None:
    text = TEXTS["km"]
    ends = list(syllable_ends(text))
    assert ends
    assert all(unicodedata.category(text[end])[0] == "L" and text[end - 1] != "្" for end in ends)
    assert list(syllable_ends(text + "\u200b")) == []
    assert list(syllable_ends("plain")) == []


def test_the_language_orders_the_faces() -> None:
    faces = HOUSE.faces()
    assert leading(faces, "zh-Hans") == "Noto Serif SC"
    assert leading(faces, "en") == leading(faces, "ja") == ""
    assert ordered(faces, "en") == faces
    assert stack(faces, "mono").startswith('"Noto Sans Mono", "Noto Serif"')


def test_the_catalogue_knows_what_brings_a_character() -> None:
    assert fontcase.entry_for(HOUSE, "ja") == fontcase.entry_with(HOUSE, "あ", "ja")
    assert fontcase.entry_with(HOUSE, "人", "ko").word == "ko"  # type: ignore[union-attr]
    assert fontcase.entry_with(HOUSE, "ᚁ", "en") is None
    assert fontcase.stands_in(HOUSE, "ja", "人") == fontcase.entry_for(HOUSE, "ja")
    assert fontcase.stands_in(HOUSE, "zh-Hans", "人") is None
    words = [entry.word for entry in fontcase.catalogue(HOUSE)]
    assert all(fontcase.entry_for(HOUSE, word).word == word for word in words)  # type: ignore[union-attr]


def test_a_font_of_ones_own_is_put_into_the_press_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "source").mkdir()
    face = HOUSE.find("fonts/NotoSerifThai-Regular.ttf")
    asked = ["--press", str(tmp_path), "fonts", "add", "--from", str(face)]
    assert main(asked) == 0
    folder = tmp_path / "templates/fonts/noto-serif-thai"
    assert (folder / face.name).read_bytes() == face.read_bytes()
    assert House.of(tmp_path).faces()[-1].path == folder / face.name
    before = sorted((path.name, path.stat().st_mtime_ns) for path in folder.iterdir())
    assert main(asked) == 0
    assert "already" in capsys.readouterr().out
    assert sorted((path.name, path.stat().st_mtime_ns) for path in folder.iterdir()) == before


def test_a_package_without_npm_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(fontfiles.NotThereError, match="npm is not installed") as caught:
        fontfiles.from_package(fontcase.entry_for(HOUSE, "ja"))
    assert "--from" in caught.value.advice
