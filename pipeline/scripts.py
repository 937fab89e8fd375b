"""Scripts: which one a language is written in, and what its letters allow a page to do.

Codes are those of ISO 15924. The script of a tag that names none comes from CLDR's likely subtags (UTS #35, 4.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

RTL = frozenset(
    "Adlm Arab Aran Armi Avst Chrs Cprt Elym Gara Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero Narb Nbat Nkoo "
    "Orkh Ougr Palm Phli Phlp Phnx Prti Rohg Samr Sarb Sidt Sogd Sogo Syrc Syre Syrj Syrn Thaa Todr Yezi".split()
)
"""Scripts that run from right to left (UAX #9: letters of the classes R and AL)."""
ALPHABETS = frozenset("Latn Cyrl Grek".split())
"""Scripts with capitals and italics, whose words are divided with a hyphen."""
HAN = frozenset("Hans Hant Hani Jpan Hrkt Hira Kana Bopo Kore Hang".split())
"""Scripts of ideographs, and those that stand among them."""
SPACELESS = (HAN - {"Kore", "Hang"}) | frozenset("Thai Laoo Khmr Mymr Tibt Lana Talu Tale Java Bali Yiii Cham".split())
"""Scripts without spaces between words: a line cannot be stretched at its spaces."""
_OWN_CAPITALS = frozenset("az crh el gag lt tr tt".split())
"""Languages whose capitals are not those of Unicode's default mapping (SpecialCasing.txt; Greek drops accents)."""


@cache
def script(language: str) -> str:
    """The script of a BCP 47 tag: the one that it names, else the likeliest; Latin where nobody knows."""
    primary, *rest = language.split("-")
    region = ""
    for part in rest:
        if len(part) == 1:  # an extension or private use: nothing of script or region follows
            break
        if len(part) == 4 and part.isalpha():
            return part.title()
        if len(part) == 2:
            region = part.upper()
    from babel.core import get_global

    likely = get_global("likely_subtags")
    found = likely.get(f"{primary.lower()}_{region}") or likely.get(primary.lower()) or "_Latn_"
    return next(part for part in found.split("_") if len(part) == 4)


def direction(language: str) -> str:
    """`rtl` or `ltr` for a BCP 47 tag."""
    return "rtl" if script(language) in RTL else "ltr"


def classes(language: str) -> tuple[str, ...]:
    """What a page must leave undone in a language: the classes that the styles know.

    `joined`: letters that join, stack or carry signs are not spaced out. `uncased`: no capitals in the place of small
    letters, since there are none, or others than a style would make. `upright`: no italics and no divided words.
    `ragged`: lines are not stretched, since they have no spaces between words. `han`: lines of ideographs.
    """
    code = script(language)
    found = {
        "joined": code not in ALPHABETS | HAN,
        "uncased": code not in ("Latn", "Cyrl") or language.partition("-")[0].lower() in _OWN_CAPITALS,
        "upright": code not in ALPHABETS,
        "ragged": code in SPACELESS,
        "han": code in HAN,
    }
    return tuple(name for name, holds in found.items() if holds)


def is_complex(language: str) -> bool:
    """Whether Word counts a language's script among the complex ones (ECMA-376-1, 17.3.2.26: the `cs` font)."""
    return script(language) not in ALPHABETS | HAN | {"Armn", "Geor", "Ethi", "Cher", "Cans", "Tfng", "Yiii", "Vaii"}


# ------------------------------------------------------------------ lines inside words

# Unicode leaves it to dictionaries where lines of these scripts break (UAX #14, class SA). Without one, a line may end
# between two orthographic syllables: vowels, tones and stacked consonants stay with the consonant that they belong to.
_THAI_LAO = r"[\u0e40-\u0e44\u0ec0-\u0ec4]?[\u0e01-\u0e2e\u0e81-\u0eae\u0edc-\u0edf]"
_SYLLABLE = re.compile(
    rf"{_THAI_LAO}[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e\u0eb0-\u0ebd\u0ec8-\u0ece\u0e2f\u0e46\u0ec6\u0eaf]*"
    r"(?:[\u0e01-\u0e2e\u0e81-\u0eae][\u0e38\u0e34]?[\u0e4c\u0ecc])*"  # letters that are not sounded
    # Khmer: consonants joined by coeng, with their vowels and signs.
    r"|[\u1780-\u17b3](?:\u17d2[\u1780-\u17b3]|[\u1780-\u17a2]\u17cd|[\u17b4-\u17d1\u17d3\u17dd\u200c\u200d])*[\u17d4-\u17da]*"
    # Burmese: a consonant with a virama or asat belongs to the syllable before (kinzi and finals).
    r"|[\u1000-\u102a\u103f\u1050-\u1055\u105a-\u105d\u1061\u1065-\u1066\u106e-\u1070\u1075-\u1081\u108e\uaa60-\uaa7a]"
    r"(?:\u1039[\u1000-\u1021]|[\u102b-\u1038\u103a-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d"
    r"\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d\uaa7b-\uaa7d\u200c\u200d]"
    r"|[\u1000-\u1021](?:\u103a|\u1037\u103a)[\u1037\u1038]*(?!\u1039)|[\u1000-\u1021]\u103a\u1039[\u1000-\u1021])*[\u104a\u104b]*"
)
_FINAL = re.compile("[\u0e01-\u0e2e\u0e81-\u0eae\u1780-\u17a2][\u17cb-\u17cd\u17d4-\u17da\u0e2f\u0e46\u0ec6\u0eaf]*")
"""A consonant without a vowel: far more often the end of a syllable than a whole one."""
DICTIONARY = re.compile("[\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\uaa60-\uaa7f]")
"""Letters of these scripts that the engines know no words of: Lao, Burmese, Khmer."""


def syllable_ends(text: str) -> Iterator[int]:
    """The places inside runs of Thai, Lao, Khmer and Burmese letters at which a line may end: offsets into the text.

    None where the text has zero-width spaces (U+200B): then its author has said where words end.
    """
    if "\u200b" in text:
        return
    end = -1
    for match in _SYLLABLE.finditer(text):
        if match.start() == end and not _FINAL.fullmatch(match[0]):
            yield end
        end = match.end()
