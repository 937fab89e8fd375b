"""Every script through every edition: read back as typed, in the press's own fonts, in the order of its language."""

from __future__ import annotations

import io
import unicodedata
from itertools import accumulate
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from pipeline import fontcase, fontfiles
from pipeline.boundaries import characters, segments
from pipeline.cli import main
from pipeline.editions import EDITIONS
from pipeline.editions.edition import Edition
from pipeline.editions.pdf.clusters import Word, told
from pipeline.fonts import leading, missing, ordered, stack
from pipeline.house import House
from pipeline.scripts import classes, direction, script
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
    "yo": "gban̄gba nị́ ọmọ́",
    "ar-x-vowels": "يُولَدُ جَمِيعُ النَّاسِ أَحْرَارًا، أُمَّةٌ لِلّٰهِ رَحْمٰنٌ إِلَىٰ ٱلْحَمْدُ",
    "he-x-points": "בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים אֵ֥ת הַשָּׁמַ֖יִם כָּל־בְּנֵי",
    "ur": "تمام انسان آزاد اور حقوق و عزت کے اعتبار سے، اُردُو ۱۲۳۔",
    "fa": "تمام افراد بشر آزاد زاده می‌شوند و خانه‌های آن‌ها ۱۲۳۴",
    "hi-x-joined": "क्षत्रिय ज्ञान श्री द्वन्द्व उद्घाटन राष्ट्रीय र्क्ष ट्ठ",
    "th-x-tones": "น้ำใจ ก๊ก ป๋า ปฏิญญา ฐานะ กตัญญู",
    "my-x-stacked": "မန္တလေး ဥက္ကဋ္ဌ သတ္တဝါ အင်္ဂလိပ် ကြောင့် မြွှာ",
    "si": "සියලු මනුෂ්‍යයෝ ශ්‍රී ලංකා",
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


@pytest.mark.parametrize("language", ["ar", "he", "ur"])
def test_such_a_program_puts_lines_from_right_to_left_in_order(language: str) -> None:
    """Where letters bear no signs: those it cannot place (docs/languages.md)."""
    words = [word for word in TEXTS[language].split() if not any(map(unicodedata.combining, word))]
    data = PDF.write(samples.short(samples.p(TEXTS[language]), language=language), HOUSE)
    with pypdfium2.PdfDocument(data) as pdf:
        said = pdf[0].get_textpage().get_text_range().split()
    assert set(words) <= set(said)


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


LINES = {
    "th": "รัฐ|สมาชิก|ต่าง|ปฏิญาณ|จะ|ให้|บรรลุ|ถึง|ซึ่ง|การ|ส่ง|เสริม",
    "lo": "ມະນຸດ|ທຸກຄົນ|ເກີດ|ມາ|ມີ|ສິດ|ເສລີພາບ |ແລະ|ກຽດສັກສີ",
    "km": "មនុស្ស|ទាំងអស់|កើតមក|មាន|សេរីភាព|និង|សមភាព |(ក្នុង|ផ្នែក|សេចក្ដី) ",
    "my": "လူ|တိုင်း|သည်|တူညီ|လွတ်လပ်|သော|ဂုဏ်သိက္ခာ|ဖြင့်|လည်းကောင်း၊ |တူညီ",
    "zh": "关|于|“保|护|责|任”|的|会|议|（纽|约），|《联|合|国|宪|章》",
    "ja": "ファ|イ|ルー・|平|和、|「人|権」。",
    "fr": "Fait |à\u00a0New |York\u202f: |avant-|projet",
}
"""Texts in the pieces between which a line may end."""


@pytest.mark.parametrize("language", LINES)
def test_lines_end_between_words_and_before_no_mark_that_closes(language: str) -> None:
    assert "|".join(segments(LINES[language].replace("|", ""))) == LINES[language]


def test_lines_end_where_the_author_said_that_words_end() -> None:
    assert segments("ราชอาณาจักรไทย\u200bและสหประชาชาติ รัฐสมาชิก") == (
        "ราชอาณาจักรไทย\u200b", "และสหประชาชาติ ", "รัฐ", "สมาชิก",
    )  # fmt: skip


def test_places_are_counted_in_characters() -> None:
    assert segments("👍🏽 𝒳 ທຸກຄົນ") == ("👍🏽 ", "𝒳 ", "ທຸກຄົນ")
    assert characters("ក្រុម👍🏽e\u0301") == ("ក្រុ", "ម", "👍🏽", "e\u0301")


@pytest.mark.parametrize("language", ["th", "lo", "km", "my", "zh"])
def test_lines_of_a_pdf_end_there(language: str) -> None:
    text = LINES[language].replace("|", "").strip() * 9
    data = PDF.write(samples.short(samples.p(text), language=language), HOUSE)
    with pypdfium2.PdfDocument(data) as pdf:
        said = pdf[0].get_textpage().get_text_range().splitlines()
    lines = [line.strip() for line in said if line.strip() in text]
    places, at = {0, *accumulate(map(len, segments(text)))}, 0
    for line in lines:
        at = text.index(line, at)
        assert at in places, line
        at += len(line)
    assert len(lines) > 2


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
