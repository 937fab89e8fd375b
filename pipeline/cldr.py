"""What CLDR knows of a language, through Babel and ICU: names of languages, lists, commas, digits."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from pipeline.scripts import script
from pipeline.tags import FALLBACK

if TYPE_CHECKING:
    from babel import Locale

_COMMAS = {
    "Arab": "، ", "Aran": "، ", "Syrc": "، ", "Thaa": "، ", "Hans": "，", "Hant": "，", "Hani": "，", "Jpan": "、",
    "Ethi": "፣ ", "Nkoo": "߸ ", "Vaii": "꘍ ", "Mong": "᠂ ",
}  # fmt: skip
"""What parts a name from an office: the comma of a script, where it has its own (Unicode, 6.2)."""


@cache
def locale(tag: str) -> Locale | None:
    """What CLDR knows of a language; None where it knows nothing."""
    from babel import Locale, UnknownLocaleError

    parts = tag.split("-")
    for length in range(len(parts), 0, -1):
        try:
            return Locale.parse("-".join(parts[:length]), sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


def language_name(tag: str, language: str) -> str:
    """The name of a language in another: `language_name("zh-Hans", "fr")` -> `chinois (simplifié)`; else the tag."""
    known, reader = locale(tag), locale(language) or locale(FALLBACK)
    assert reader is not None
    if known is None:
        return str(reader.languages.get(tag.split("-", maxsplit=1)[0], tag))
    return known.get_display_name(reader) or tag


def series(names: Iterable[str], language: str) -> str:
    """Names as a list in a language: `Arabic, English and French`, `español e inglés`, `日本、韩国和中国`."""
    from icu import ListFormatter, Locale

    # "French, Russian and Spanish": the English of the United Nations (and of the labels) has no comma before "and".
    known = "en-001" if language == FALLBACK or locale(language) is None else language
    return str(ListFormatter.createInstance(Locale.forLanguageTag(known)).format(list(names)))


def comma(language: str) -> str:
    """What parts a name from an office in a language, with the space that follows it: `, `, `، `, `，`."""
    return _COMMAS.get(script(language), ", ")


def colon(language: str) -> str:
    """What stands between a label and what it is for, where the house has no labels in the language that say so."""
    return "：" if script(language) in ("Hans", "Hant", "Jpan") else ": "


@cache
def digits(language: str) -> str:
    """The digits 0 to 9 of a language: those of its default numbering system (UTS #35-3)."""
    from icu import Locale, NumberingSystem

    system = NumberingSystem.createInstance(Locale.forLanguageTag(language))
    return "0123456789" if system.isAlgorithmic() else str(system.getDescription())


def in_digits(text: str, language: str) -> str:
    """A text with its European digits as those of a language."""
    return text.translate(dict(zip(map(ord, "0123456789"), digits(language), strict=True)))
