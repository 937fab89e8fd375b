"""Subsets of fonts shape a text as the whole font does."""

from __future__ import annotations

from pathlib import Path

import pytest
import uharfbuzz

from pipeline.fonts import needed, ordered, subset
from pipeline.house import House

TEXTS = {
    "th": "ทุกคนจำเป็นต้องทำตามคำนี้ น้ำ ปฏิญญา",
    "lo": "ຄຳ ນ້ຳ ມະນຸດ",
    "km": "មនុស្សទាំងអស់កើតមក មានសេរីភាព ទៅ គឿង ស្មើ",
    "ta": "மனிதப் பிறவியினர் கொள்கை கௌரவம்",
    "bn": "সমস্ত মানুষ স্বাধীনভাবে কোনো মৌলিক ঘোষণা",
    "si": "සියලු මනුෂ්‍යයෝ කෝ කෞ ශ්‍රී",
    "ml": "മനുഷ്യരെല്ലാവരും കൊണ്ട് കോടതി കൗമാരം",
    "kn": "ಎಲ್ಲಾ ಮಾನವರೂ ಕೊಡು ಕೋಟಿ ಕೀ",
    "te": "ప్రతిపత్తిస్వత్వముల కై",
    "hi": "सभी मनुष्यों को क़ानून ज़रूरी",
    "my": "လူတိုင်းသည် တူညီ",
    "vi": "Tất cả mọi người sinh ra đều được tự do",
    "ar": "يولد جميع الناس أحرارًا لا إله",
    "he": "כָּל בְּנֵי הָאָדָם",
}


def glyphs(data: bytes, text: str) -> list[tuple[int, int, int, int, bool]]:
    font = uharfbuzz.Font(uharfbuzz.Face(data))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    return [
        (info.cluster, place.x_advance, place.x_offset, place.y_offset, info.codepoint == 0)
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]


@pytest.mark.parametrize("language", TEXTS)
def test_a_subset_shapes_a_text_as_the_whole_font(language: str) -> None:
    text = TEXTS[language]
    for face, given in needed(ordered(House().faces(), language), text):
        words = [word for word in text.split() if set(word) <= given]
        for word in words:
            assert glyphs(subset(face.path, given), word) == glyphs(Path(face.path).read_bytes(), word)
    assert words


def test_capitals_that_a_style_sheet_makes_are_in_the_subset() -> None:
    face = House().faces()[0]
    letters = set(uharfbuzz.Face(subset(face.path, frozenset("communiqué"))).unicodes)
    assert set(map(ord, "COMMUNIQUÉ-")) <= letters
