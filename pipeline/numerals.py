"""How numbers are shown: decimal, in letters, in numerals of many scripts; and what is printed before an item."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from pipeline.nodes import OrderedList

LETTERS = "abcdefghijklmnopqrstuvwxyz"
ALPHABETS: Mapping[str, tuple[str, ...]] = {
    "lower-alpha": tuple(LETTERS),
    "upper-alpha": tuple(LETTERS.upper()),
    "lower-cyrillic": tuple("абвгдежзиклмнопрстуфхцчшщыэюя"),
    "upper-cyrillic": tuple("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ"),
    "arabic-abjad": tuple("أ ب ج د هـ و ز ح ط ي ك ل م ن س ع ف ص ق ر ش ت ث خ ذ ض ظ غ".split()),
    "arabic-alpha": tuple("أ ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن هـ و ي".split()),
    "persian-abjad": tuple("الف ب ج د هـ و ز ح ط ی ک ل م ن س ع ف ص ق ر ش ت ث خ ذ ض ظ غ".split()),
    "persian-alpha": tuple("الف ب پ ت ث ج چ ح خ د ذ ر ز ژ س ش ص ض ط ظ ع غ ف ق ک گ ل م ن و هـ ی".split()),
    "urdu-alpha": tuple("الف ب پ ت ٹ ث ج چ ح خ د ڈ ذ ر ڑ ز ژ س ش ص ض ط ظ ع غ ف ق ک گ ل م ن و ہ ی ے".split()),
    "devanagari": tuple("कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह"),
    "bengali": tuple("কখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহ"),
    "thai": tuple("กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"),
    "khmer": tuple("កខគឃងចឆជឈញដឋឌឍណតថទធនបផពភមយរលវសហឡអ"),
    "georgian": tuple("აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ"),
    "armenian": tuple("աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ"),
    "hangul": tuple("가나다라마바사아자차카타파하"),
    "iroha": tuple("イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"),
    "katakana": tuple("アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"),
}
"""Styles that count in letters, and their letters in the order of the alphabet, as official texts count in them."""
_Letters: TypeAlias = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""Those of the ones, tens and hundreds."""
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_HAN = "零一二三四五六七八九"
_HEBREW: _Letters = ("", *"אבגדהוזחט"), ("", *"יכלמנסעפצ"), ("", *"קרשת")
_GREEK: _Letters = ("", "α", "β", "γ", "δ", "ε", "στ", "ζ", "η", "θ"), ("", *"ικλμνξοπϟ"), ("", *"ρστυφχψωϡ")


def roman(number: int) -> str:
    """A number from 1 in Roman numerals, in small letters."""
    result = ""
    for worth, letters in _ROMAN:
        result += letters * (number // worth)
        number %= worth
    return result


def han(number: int) -> str:
    """A number below 10,000 as Chinese writes it in titles: 二十一, 一百零五."""
    text, gap = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += ("零" if gap else "") + _HAN[digit] + sign
        gap = bool(text) and not digit
    return text.removeprefix("一") if text.startswith("一十") else text


def hebrew(number: int) -> str:
    """A number below 500 in Hebrew letters; 15 and 16 as they are written, not to spell the Name."""
    ones, tens, hundreds = _HEBREW
    low = number % 100
    end = {15: "טו", 16: "טז"}.get(low) or tens[low // 10] + ones[low % 10]
    return hundreds[number // 100] + end


def greek(number: int) -> str:
    """A number below 1,000 in Greek letters: 6 is στ, 11 ια."""
    ones, tens, hundreds = _GREEK
    return hundreds[number // 100] + tens[number // 10 % 10] + ones[number % 10]


_COUNTED: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "lower-roman": roman,
    "upper-roman": lambda number: roman(number).upper(),
    "han": han,
    "hebrew": hebrew,
    "greek": greek,
}
STYLES = (*_COUNTED, *ALPHABETS)
"""How ordered lists count."""


def numeral(number: int, style: str) -> str:
    """A number in a style of STYLES. Letters go from z to aa, bb, as official texts and Word (17.18.59) count."""
    if number < 1:
        return str(number)
    if counted := _COUNTED.get(style):
        return counted(number)
    letters = ALPHABETS[style]
    return letters[(number - 1) % len(letters)] * ((number - 1) // len(letters) + 1)


def around(delimiter: str) -> tuple[str, str]:
    """What stands before and after the number of an item: `()` is around it, any other behind it."""
    return (delimiter[0], delimiter[1]) if len(delimiter) == 2 else ("", delimiter)


def item_label(node: OrderedList, index: int) -> str:
    """What is printed before an item of a numbered list, by its place from 0: `(a)`, `3.`."""
    before, after = around(node.delimiter)
    return f"{before}{numeral(node.start + index, node.style)}{after}"


def item_id(number: int, style: str) -> str:
    """The number of an item as ids have it, alike in every language: `(أ)` and `(a)` are both `a`; `（二）` is 2."""
    if style == "han":
        return str(number)
    return numeral(number, style if style in _LATIN else "lower-alpha")


_LATIN = ("decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman")
