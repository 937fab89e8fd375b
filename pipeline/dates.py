"""Dates as a language writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from pipeline.cldr import in_digits, locale
from pipeline.tags import FALLBACK, fallbacks
from pipeline.words import Words

_WEEKDAY = re.compile(r"^E+\W*|\W*E+$")
"""The day of the week in a CLDR date pattern, with what parts it from the date."""
_FIRST = {"fr": "1er", "it": "1º", "pt-BR": "1º"}
"""The first of a month in languages that make an ordinal of it, and of no other day. No pattern of CLDR can say so."""


def is_worded(strings: Mapping[str, Any], language: str) -> bool:
    """Whether the house has labels of its own in a language: then they say how it writes dates and digits."""
    return strings["language"] in fallbacks(language)[:-1] or language == FALLBACK


def long_date(value: date, strings: Mapping[str, Any], language: str, weekday: bool = False) -> str:
    """A date as the language writes it: by the pattern in its strings, else by CLDR's, in the digits of the language.

    `weekday`: with the day of the week; strings that have none (Chinese, Russian) do not write it. Where
    nobody knows how, it is in English, and says so.
    """
    from babel.dates import format_date

    known, worded = locale(language), is_worded(strings, language)
    pattern = strings["date"] if worded or known is None else "full" if weekday else "long"
    shown = format_date(value, pattern if weekday else _WEEKDAY.sub("", pattern), locale=known or locale(FALLBACK))
    first = next((_FIRST[tag] for tag in fallbacks(language) if tag in _FIRST), "") if value.day == 1 else ""
    shown = re.sub(r"(?<!\d)1(?!\d)", first, shown, count=1) if first else shown
    if worded:
        return shown
    return in_digits(shown, language) if known else Words([(FALLBACK, shown)])
