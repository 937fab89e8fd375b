"""Scripts: which one a language is written in, and what its letters allow a page to do.

Codes are those of ISO 15924. The script of a tag that names none comes from CLDR's likely subtags (UTS #35, 4.3).
"""

from __future__ import annotations

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
"""Languages whose capitals are not those of Unicode's default mapping (SpecialCasing.txt; Greek drops accents).

Browsers know them, WeasyPrint only some of them (not the tonos of a Greek disjunctive eta, no Lithuanian), Word
those of the languages that are installed. So that all editions look alike, none makes capitals in these languages.
"""


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
