"""Numbers that no text holds: Word counts them while it lays the document out, and so does the reader.

ECMA-376-1, 17.9: a paragraph names an instance (`w:num`) and a level. An instance says by which definition
(`w:abstractNum`) it prints, and where it starts anew. All instances of one definition count together.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pipeline.editions.docx.reading.package import WORD, value
from pipeline.editions.docx.reading.styles import Style

BULLET = "•"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 0
    format: str = "decimal"
    text: str = ""


@dataclass(slots=True)
class _Definition:
    """`above`: the depth at which the first level stands, less one; `counts`: the last number of each level."""

    levels: dict[int, _Level]
    above: int = 0
    counts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Instance:
    definition: _Definition
    starts: dict[int, int]
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands before a paragraph, and the depth of its level from 1."""

    label: str = ""
    depth: int = 0


class Numbers:
    """Counts through one story (the text, or the notes): ask it of each paragraph, in order."""

    def __init__(self, root: Any) -> None:
        children = () if root is None else root
        definitions = {
            value(node, "abstractNumId"): _definition(node) for node in children if node.tag == f"{WORD}abstractNum"
        }
        self._instances = {
            value(node, "numId"): _Instance(definitions[value(node.find(f"{WORD}abstractNumId"))], _starts(node))
            for node in children
            if node.tag == f"{WORD}num"
        }

    def of(self, paragraph: Any, style: Style) -> Printed:
        """What Word prints before a paragraph; nothing where it belongs to no list. The list 0 is none (17.9.18)."""
        own = paragraph.find(f"{WORD}pPr/{WORD}numPr")
        name = style.list if own is None else value(own.find(f"{WORD}numId")) or style.list
        if name in ("", "0"):
            return Printed()
        if name not in self._instances:
            raise ValueError(f"the list {name} is not defined")
        depth = style.depth if own is None else value(own.find(f"{WORD}ilvl")) or style.depth
        return _counted(self._instances[name], int(depth or 0))


def _definition(node: Any) -> _Definition:
    levels = {
        int(value(level, "ilvl")): _Level(
            int(value(level.find(f"{WORD}start")) or 0),
            value(level.find(f"{WORD}numFmt")) or "decimal",
            value(level.find(f"{WORD}lvlText")),
        )
        for level in node.iterchildren(f"{WORD}lvl")
    }
    named = re.match(r"Level (\d{1,6}) ", value(node.find(f"{WORD}name")))
    return _Definition(levels, int(named[1]) - 1 if named else 0)


def _starts(node: Any) -> dict[int, int]:
    """Where an instance starts anew, by level (17.9.27)."""
    return {
        int(value(override, "ilvl")): int(value(start))
        for override in node.iterchildren(f"{WORD}lvlOverride")
        if (start := override.find(f"{WORD}startOverride")) is not None
    }


def _counted(instance: _Instance, depth: int) -> Printed:
    definition = instance.definition
    if depth not in definition.levels:
        raise ValueError(f"a list has no level {depth}")
    level, counts = definition.levels[depth], definition.counts
    if not instance.begun:
        instance.begun = True
        for anew in instance.starts:
            counts.pop(anew, None)
    start = instance.starts.get(depth, level.start)
    counts[depth] = counts.get(depth, start - 1) + 1
    for deeper in [one for one in counts if one > depth]:  # they begin again (17.9.10)
        del counts[deeper]
    text = re.sub(r"%([1-9])", lambda found: _shown(definition, int(found[1]) - 1), level.text)
    if level.format == "bullet":
        text = level.text and BULLET
    return Printed(text.strip(), definition.above + depth + 1)


def _shown(definition: _Definition, depth: int) -> str:
    """The number of a level in its format; a level that was not counted yet stands at its start."""
    level = definition.levels.get(depth, _Level())
    number = definition.counts.get(depth, level.start)
    if level.format not in _FORMATS:
        raise ValueError(f"a list counts in {level.format}")
    return _FORMATS[level.format](number)


def _letters(number: int) -> str:
    """a to z, then aa to zz: one letter, as often as it came round (17.18.59)."""
    if not 1 <= number <= 780:
        raise ValueError(f"a list counts to {number} in letters")
    return "abcdefghijklmnopqrstuvwxyz"[(number - 1) % 26] * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    if not 1 <= number <= 32_767:
        raise ValueError(f"a list counts to {number} in Roman numerals")
    result = ""
    for worth, letters in _ROMAN:
        result += letters * (number // worth)
        number %= worth
    return result


def _chinese(number: int) -> str:
    """十一, 二十, 一百零五 (17.18.59, chineseCountingThousand)."""
    if not 1 <= number <= 9_999:
        raise ValueError(f"a list counts to {number} in Chinese")
    parts = [(digit, sign) for digit, sign in zip(f"{number:04}", "千百十 ", strict=True)]
    text = "".join("零" if digit == "0" else "零一二三四五六七八九"[int(digit)] + sign for digit, sign in parts)
    text = re.sub("零+", "零", text.replace(" ", "")).strip("零")
    return text[1:] if 10 <= number <= 19 else text


def _hebrew(number: int) -> str:
    """Hebrew numerals: 15 and 16 are nine and six, nine and seven (17.18.59, hebrew1)."""
    if not 1 <= number <= 499:
        raise ValueError(f"a list counts to {number} in Hebrew")
    text, left = "", number
    for worth, letter in zip((400, 300, 200, 100), "תשרק", strict=True):
        text, left = (text + letter, left - worth) if left >= worth else (text, left)
    if left in (15, 16):
        return text + "ט" + "וז"[left - 15]
    return text + " יכלמנסעפצ"[left // 10].strip() + " אבגדהוזחט"[left % 10].strip()


def _of(alphabet: str, number: int) -> str:
    letters = alphabet.split()
    if not 1 <= number <= len(letters):
        raise ValueError(f"a list counts to {number} in {len(letters)} letters")
    return letters[number - 1]


_ALPHABETS = {
    "arabicAbjad": "أ ب ج د هـ و ز ح ط ي ك ل م ن س ع ف ص ق ر ش ت ث خ ذ ض ظ غ",
    "arabicAlpha": "أ ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن هـ و ي",
    "russianLower": "а б в г д е ж з и к л м н о п р с т у ф х ц ч ш щ ы э ю я",
    "russianUpper": "А Б В Г Д Е Ж З И К Л М Н О П Р С Т У Ф Х Ц Ч Ш Щ Ы Э Ю Я",
    "thaiLetters": "ก ข ค ง จ ฉ ช ซ ฌ ญ ฎ ฏ ฐ ฑ ฒ ณ ด ต ถ ท ธ น บ ป ผ ฝ พ ฟ ภ ม ย ร ล ว ศ ษ ส ห ฬ อ ฮ",
    "hindiConsonants": "क ख ग घ ङ च छ ज झ ञ ट ठ ड ढ ण त थ द ध न प फ ब भ म य र ल व श ष स ह",
    "ganada": "가 나 다 라 마 바 사 아 자 차 카 타 파 하",
    "irohaFullWidth": (
        "イ ロ ハ ニ ホ ヘ ト チ リ ヌ ル ヲ ワ カ ヨ タ レ ソ ツ ネ ナ ラ ム ウ ヰ ノ "
        "オ ク ヤ マ ケ フ コ エ テ ア サ キ ユ メ ミ シ ヱ ヒ モ セ ス"
    ),
    "aiueoFullWidth": (
        "ア イ ウ エ オ カ キ ク ケ コ サ シ ス セ ソ タ チ ツ テ ト ナ ニ ヌ ネ ノ "
        "ハ ヒ フ ヘ ホ マ ミ ム メ モ ヤ ユ ヨ ラ リ ル レ ロ ワ ヲ ン"
    ),
}
_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "chineseCountingThousand": _chinese,
    "none": lambda _: "",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "hebrew1": _hebrew,
    **{name: partial(_of, alphabet) for name, alphabet in _ALPHABETS.items()},
}
