"""Dates as a language writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from pipeline.house import fallbacks

_WEEKDAY = re.compile(r"^E+\W*|\W*E+$")
"""The day of the week in a CLDR date pattern, with what parts it from the date."""


def long_date(value: date, strings: Mapping[str, Any], language: str, weekday: bool = False) -> str:
    """A date as the language writes it, by the pattern in its strings, else by CLDR's long pattern.

    `weekday`: with the day of the week, by the same pattern or CLDR's full one; where the strings of a language have
    none (Chinese, Russian), it is not written there.
    """
    from babel import Locale, UnknownLocaleError
    from babel.dates import format_date

    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    if strings["language"] in fallbacks(language)[:-1] or language == "en":
        pattern = strings["date"] if weekday else _WEEKDAY.sub("", strings["date"])
    else:
        pattern = "full" if weekday else "long"
    return format_date(value, pattern, locale=locale)
