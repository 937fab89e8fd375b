"""Names in the order of a language's alphabet (Unicode Technical Standard 10, with what CLDR changes for a language).

A key has levels, as there: letters first, then marks, then small before capital. Marks and punctuation count only
where the letters are the same. What is here is what lists of names need: letters that a language files elsewhere
(Spanish ñ, Swedish å), and ideographs in the order that a language reads or counts them in. Everything else goes by
the order of Unicode, which is that of the alphabet in Greek, Cyrillic, Armenian, Georgian, Hebrew, Arabic, Thai and
the scripts of India. The same names give the same order on every machine.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import TypeAlias

Letter: TypeAlias = tuple[str, int]
"""A letter as it is filed: under which other, and the how manyth behind it (0: itself)."""
Key: TypeAlias = tuple[tuple[Letter, ...], tuple[str, ...], str]

_UNDER = {
    "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "ħ": "h", "ŋ": "n", "ə": "e",
    "ک": "ك", "ی": "ي", "ھ": "ه", "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ",
}  # fmt: skip
"""Letters that no decomposition takes apart, and the letters that they are filed under."""

_AFTER: Mapping[str, str] = {
    "az": "c ç;e ə;g ğ;h x;h ı;k q;o ö;s ş;u ü",
    "bs": "c č ć;d dž đ;l lj;n nj;s š;z ž",
    "cs": "c č;h ch;r ř;s š;z ž",
    "cy": "c ch;d dd;f ff;g ng;l ll;p ph;r rh;t th",
    "da": "z æ ø å;y ü",
    "eo": "c ĉ;g ĝ;h ĥ;j ĵ;s ŝ;u ŭ",
    "es": "n ñ",
    "et": "s š z ž;w õ ä ö ü",
    "fa": "ب پ;ج چ;ز ژ;ك گ;ن و",
    "fi": "z å ä ö",
    "fil": "n ñ ng",
    "fo": "z æ ø",
    "gl": "n ñ",
    "hr": "c č ć;d dž đ;l lj;n nj;s š;z ž",
    "hu": "c cs;d dz dzs;g gy;l ly;n ny;o ö;s sz;t ty;u ü;z zs",
    "is": "a á;d ð;e é;i í;o ó;u ú;y ý;z þ æ ö å",
    "kk": "а ә;г ғ;к қ;н ң;о ө;у ұ ү;х һ;ы і",
    "lt": "c č;s š;z ž",
    "lv": "c č;g ģ;k ķ;l ļ;n ņ;s š;z ž",
    "mt": "b ċ;f ġ;g għ;h ħ;y ż",
    "nb": "z æ ø å;y ü",
    "nn": "z æ ø å;y ü",
    "no": "z æ ø å;y ü",
    "pl": "a ą;c ć;e ę;l ł;n ń;o ó;s ś;z ź ż",
    "ro": "a ă â;i î;s ș;t ț",
    "sk": "a ä;c č;h ch;o ô;r ř;s š;z ž",
    "sl": "c č ć;d đ;s š;z ž",
    "sq": "c ç;d dh;e ë;g gj;l ll;n nj;r rr;s sh;t th;x xh;z zh",
    "sr": "c č ć;d dž đ;l lj;n nj;s š;z ž",
    "sv": "z å ä ö;y ü",
    "tr": "c ç;g ğ;h ı;o ö;s ş;u ü",
    "ur": "ا آ;ب پ;ت ٹ;ج چ;د ڈ;ر ڑ;ز ژ;ك گ;ن ں و;ي ے",
    "vi": "a ă â;d đ;e ê;o ô ơ;u ư",
}
"""For each language a letter, and after it the letters that are filed behind it as letters of their own (CLDR)."""

_EVERYWHERE = "г ґ;д ђ;е є;з ѕ;и і ї й ј;л љ;н њ;т ћ;у ў;ч џ"
"""Cyrillic letters that Unicode has behind the alphabet."""

_SETS = {"zh": "gb2312", "zh-hant": "big5", "zh-tw": "big5", "zh-hk": "big5", "yue": "big5", "ja": "euc_jp"}
"""Character sets whose ideographs stand in the order that people look names up in: pinyin, strokes, reading."""

_FORE = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4")
"""Thai and Lao vowels that are written before the consonant that they follow."""


def key(name: str, language: str) -> Key:
    """What to sort a name by, in the order of the language (a BCP 47 tag)."""
    tag = language.lower()
    text = unicodedata.normalize("NFC", name)
    small = text.replace("I", "ı").replace("İ", "i") if tag.split("-")[0] in ("tr", "az") else text
    units = _units(tag)
    longest = max(map(len, units))
    letters: list[Letter] = []
    marks: list[str] = []
    small = unicodedata.normalize("NFC", small.casefold())
    at = 0
    while at < len(small):
        unit = next((small[at : at + n] for n in range(longest, 0, -1) if small[at : at + n] in units), "")
        if unit:
            letters.append(units[unit])
            at += len(unit)
            continue
        step = 2 if small[at] in _FORE else 1
        for char in reversed(small[at : at + step]):
            _file(char, tag, letters, marks)
        at += step
    return tuple(letters), tuple(marks), text.swapcase()


@cache
def _units(tag: str) -> Mapping[str, Letter]:
    """The letters that a language files as letters of their own, and where."""
    found: dict[str, Letter] = {}
    found["آ"] = ("ا", -1 if tag.split("-", maxsplit=1)[0] == "fa" else 0)
    if tag.split("-", maxsplit=1)[0] == "lt":
        found["y"] = ("i", 0)
    rules = _AFTER.get(tag) or _AFTER.get(tag.split("-", maxsplit=1)[0], "")
    for rule in ";".join(filter(None, (_EVERYWHERE, rules))).split(";"):
        first, *others = rule.split()
        found |= {other: (first, number) for number, other in enumerate(others, 1)}
    return found


def _file(char: str, tag: str, letters: list[Letter], marks: list[str]) -> None:
    """One character that the language files like every other: its letters, and its marks beside the last of them."""
    base, over = unicodedata.normalize("NFD", char)[0], unicodedata.normalize("NFD", char)[1:]
    for mark in over:  # a letter of its own below a mark that is none: Vietnamese \u1ea5 is \xe2 with an accent
        whole = unicodedata.normalize("NFC", base + mark)
        if whole in _units(tag):
            letters.append(_units(tag)[whole])
            marks += [f"{9999 - len(letters):04}{other}" for other in over if other != mark]
            return
    for part in unicodedata.normalize("NFD", unicodedata.normalize("NFKC", char)):
        if _is_mark(part):
            marks.append(f"{9999 - len(letters):04}{part}")
        elif "\u3041" <= part <= "\u30fc":
            letters.append((_kana(part, letters), 0))
        elif "\u4e00" <= part <= "\u9fff":
            letters.append((_ideograph(part, tag), 0))
        elif (part not in _SILENT and part.isalnum()) or unicodedata.category(part)[0] == "M":
            under = _UNDER.get(part, part)
            letters += [(one, 0) for one in under]
            marks += [f"{9999 - len(letters):04}{part}"] if under != part else []
        elif part not in _SILENT and letters and letters[-1][0]:
            letters.append(("", not part.isspace()))  # a shorter word is filed before a longer one that begins alike


_SILENT = "\u02bc\u200b\u200c\u200d"


def _kana(char: str, letters: list[Letter]) -> str:
    """A kana as it is filed: as hiragana, a small one as a large one, a long vowel as the vowel (JIS X 4061)."""
    if char == "\u30fc" and letters:
        vowel = unicodedata.name(letters[-1][0], " ")[-1]
        return dict(zip("AIUEO", "\u3042\u3044\u3046\u3048\u304a", strict=True)).get(vowel, char)
    plain = chr(ord(char) - 0x60) if "\u30a1" <= char <= "\u30f6" else char
    return chr(ord(plain) + 1) if "SMALL" in unicodedata.name(plain, "") else plain


def _is_mark(char: str) -> bool:
    """Whether a mark counts only where letters are the same: an accent or a tone, no vowel of a script of Asia."""
    place = unicodedata.combining(char)
    return place >= 200 or (7 <= place <= 36 and place != 9) or place in (107, 122) or char in "\u0e47\u0e4c"


def _ideograph(char: str, tag: str) -> str:
    """An ideograph by its place in the character set of the language; those it lacks come last, as Unicode has them."""
    script = "-".join(tag.split("-")[:2])
    code = _SETS.get(script) or _SETS.get(tag.split("-", maxsplit=1)[0], "utf-16-be")
    try:
        return "\uf000" + char.encode(code).decode("latin-1")
    except UnicodeEncodeError:
        return "\uf001" + char
