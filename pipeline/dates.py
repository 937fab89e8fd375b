"""Dates as a language writes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pipeline.tags import fallbacks


def long_date(value: date, strings: Mapping[str, Any], language: str) -> str:
    """A date as the language writes it: by the pattern in its strings, else by CLDR's full pattern."""
    from babel import Locale, UnknownLocaleError
    from babel.dates import format_date

    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    known = strings["language"] in fallbacks(language)[:-1] or language == "en"
    return format_date(value, strings["date"] if known else "full", locale=locale)
