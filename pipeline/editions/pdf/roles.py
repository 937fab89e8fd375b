"""Which structure type (ISO 32000-1, 14.8.4) each element of the page becomes, and what its text needs."""

from __future__ import annotations

import unicodedata
from typing import Any

BLOCKS = {
    "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6", "p": "P", "pre": "P",
    "article": "Art", "section": "Sect", "aside": "Sect", "blockquote": "BlockQuote", "div": "Div", "nav": "Div",
    "ul": "L", "ol": "L", "dl": "L", "table": "Table", "thead": "THead", "tbody": "TBody", "tr": "TR",
    "th": "TH", "td": "TD", "caption": "Caption", "figcaption": "Caption", "figure": "Figure",
}  # fmt: skip
INLINES = {"a": "Link", "code": "Code"}
GROUPS = frozenset(("Document", "Art", "Sect", "Div", "BlockQuote", "L", "Table"))
"""Types that may not hold text directly: it gets a P."""

LIST_NUMBERING = {"ul": "Disc", "ol": "Decimal", "dl": "None"}
NUMBERED = 5
"""Digits in the ID of a Note: the name tree sorts as text."""

HYPHEN = "\u2010"
"""What ends a line inside a word that was divided, and is no part of it."""
WORD_JOINER = "\u2060"
"""What ends the reading of a line inside a word that was not divided (after `-` or `/`)."""


def has_role(element: Any, role: str) -> bool:
    """Whether an element bears an ARIA role."""
    return bool(element.get("role") == role)


def is_reordered(text: str) -> bool:
    """Whether glyphs change places: text that runs from right to left, or of an Indic or Burmese script."""
    return any(
        char > "\u0590" and (unicodedata.bidirectional(char) in ("R", "AL", "AN") or "\u0900" <= char <= "\u109f")
        for char in text
    )


def is_wide(char: str) -> bool:
    """Whether a character is an ideograph or kana: a line may end after it, and no space is meant."""
    return unicodedata.east_asian_width(char) in ("W", "F") and not "\uac00" <= char <= "\ud7a3"
