"""Numbers of articles as official texts have them: 3, 2A, 19 bis, XXVIII bis, L. 2-1, 4.1, 第三条之一, 3 مكررا.

What stands in a heading stays as it was typed. `value` says what number it is, `named` what ids have of it.
"""

from __future__ import annotations

import re

from pipeline.numerals import han, roman

Number = int | str
"""A number; what was typed where it is more than one ("3 bis", "A")."""

_ORDINALS = (  # of what is inserted after an article, from the second on: bis, ter, …
    "bis ter quater quinquies sexies septies octies nonies decies undecies duodecies terdecies quaterdecies "
    "quindecies sexdecies septdecies octodecies novodecies vicies"
).split()
_SAME = {
    "novies": "nonies", "quinquiesdecies": "quindecies", "quinquedecies": "quindecies", "sedecies": "sexdecies",
    "septiesdecies": "septdecies", "octiesdecies": "octodecies", "septendecies": "septdecies",
    "бис": "bis", "тер": "ter", "кватер": "quater", "квинквиес": "quinquies", "сексиес": "sexies",
}  # fmt: skip
_LATIN = "|".join(sorted((*_ORDINALS, *_SAME), key=len, reverse=True))
# "repeated", alone for bis, then with an ordinal: ثانيا for ter, ثالثا for quater.
_ARABIC = r"مكرر[\w\u064b-\u0652]*(?:\s+(?:ثاني|ثالث|رابع|خامس)[\w\u064b-\u0652]*)?"
_AGAIN = {"ثاني": "ter", "ثالث": "quater", "رابع": "quinquies", "خامس": "sexies"}
_HAN = "[〇零一二三四五六七八九十百千]{1,12}"
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_STOP = r"(?=\s*(?:[.:;,(–—]|$))"
_ALONE = rf"(?:{_STOP}|(?=\s+[^\Wa-z])|(?=[\s-](?i:{_LATIN})\b))"  # not the "A" of "A new start"
_ORDINAL_SIGN = r"(?:er|re|\.?[ºª°])(?!\w)"
SHOWN = (
    rf"((?:(?:LO|[A-Z])\*?\.?\s?(?=\d))?"  # L. 2-1, R. 411-2, of French codes
    rf"(?:\d{{1,6}}(?:{_ORDINAL_SIGN})?(?:[-\u2010\u2011.:]\d{{1,6}}){{0,6}}[⁰¹²³⁴-⁹]{{0,6}}"
    rf"(?:(?i:{_LATIN})\b|[A-Z]{{1,2}}|[a-z]{{1,2}})?(?![A-Za-z\d])"
    rf"|[IVXLC]{{1,12}}(?!\w)|[A-Z]{_ALONE}|[^\W\d_a-z]{_STOP}|{_HAN})"
    rf"(?:[\s-](?i:{_LATIN})\b|\s{_ARABIC}|[-\u2010\u2011]\d{{1,6}}|[-\u2010\u2011][A-Z]{{1,2}}(?!\w)|\s[A-Z]{{1,2}}{_STOP}){{0,6}})"
)
"""A number in a heading, as one group: behind it stands no further letter, digit or hyphen."""
BEHIND = rf"((?:\s?[之の의]\s?(?:\d{{1,6}}|{_HAN})){{0,4}})"
"""What Chinese and Japanese set behind the word for article: 第三条之一."""
ENDS = r"(?![\w\u2010\u2011/(-])"


_VALUES = {shown: number for number in range(1, 400) for shown in (roman(number).upper(), han(number))}


def value(shown: str) -> Number:
    """The number that is shown; a letter of a row like A, B, C, and what is more than a number, stay as they are."""
    shown = " ".join(re.sub(rf"(?<=\d){_ORDINAL_SIGN}", "", shown).split())
    if shown.isdecimal():
        return int(shown)
    return shown if shown in ("L", "C") else _VALUES.get(shown, shown)


def named(number: Number) -> str:
    """A number as ids are made of it, alike in all languages: 2A, 19 bis (19 مكررا), 3-1 (三之一)."""
    if isinstance(number, int):
        return str(number)
    text = re.sub("[⁰¹²³⁴-⁹]+", lambda found: "-" + found[0].translate(_RAISED), number)
    text = re.sub(r"\d", lambda found: str(int(found[0])), text)
    text = re.sub(rf"\s?[之の의]\s?(\d+|{_HAN})", lambda found: f"-{value(found[1])}", text)
    text = re.sub(rf"^(?:[IVXLC]+(?=[\s-])|{_HAN})", lambda found: str(value(found[0])), text)
    text = re.sub(_ARABIC, lambda found: next((it for sign, it in _AGAIN.items() if sign in found[0]), "bis"), text)
    text = re.sub(rf"\s?(?i:({_LATIN}))\b", lambda found: " " + _SAME.get(found[1].lower(), found[1].lower()), text)
    return re.sub(r"(?<=\d)\s(?=[A-Z]{1,2}(?!\w))", "", text)
