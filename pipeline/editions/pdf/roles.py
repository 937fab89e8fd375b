"""Which structure type (ISO 32000-1, 14.8.4) each element of the page becomes, and what its text needs."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from pipeline.editions.pdf.clusters import UNEVEN

BLOCKS = {
    "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6", "p": "P", "pre": "CodeBlock", "hr": "Rule",
    "article": "Art", "section": "Sect", "aside": "Sect", "blockquote": "BlockQuote", "div": "Div", "nav": "Div",
    "ul": "L", "ol": "L", "dl": "L", "table": "Table", "thead": "THead", "tbody": "TBody", "tr": "TR",
    "th": "TH", "td": "TD", "caption": "Caption", "figcaption": "Caption", "figure": "Figure",
}  # fmt: skip
INLINES = {"a": "Link", "code": "Code"}
STANDING_FOR = {"CodeBlock": "P", "H7": "H6", "Number": "Span", "Rule": "NonStruct"}
"""What our own types are to a program that does not know them (the role map: ISO 32000-1, 14.7.3).

One heading level more than HTML and PDF 1.7 have (ISO 14289-1, 7.4.2); the printed number of a paragraph; a thematic
break, whose line is an artifact and whose place in the text the empty element keeps.
"""
GROUPS = frozenset(("Document", "Art", "Sect", "Div", "BlockQuote", "L", "Table"))
"""Types that may not hold text directly: it gets a P."""

LIST_NUMBERING = {"ul": "Disc", "ol": "Decimal", "dl": "None"}
_STYLES = {
    "lower-alpha": "LowerAlpha", "upper-alpha": "UpperAlpha", "lower-roman": "LowerRoman", "upper-roman": "UpperRoman",
}  # fmt: skip
NUMBERED = 5
"""Digits in the ID of a Note: the name tree sorts as text."""

HYPHEN = "\u2010"
"""What ends a line inside a word that was divided, and is no part of it."""
WORD_JOINER = "\u2060"
"""What ends the reading of a line inside a word that was not divided (after `-` or `/`), or begins that of the next."""


def numbering(element: Any) -> str:
    """How a list numbers its items (ISO 32000-1, 14.8.5.5)."""
    return _STYLES.get(element.get("data-style"), LIST_NUMBERING[element.tag])


def is_number(element: Any) -> bool:
    """Whether an element is the printed number of a paragraph, or the label of a heading."""
    return bool(element.tag == "span" and element.get("class") == "number")


def shown(element: Any) -> str:
    """What an element of a line shows, without the footnotes that are called in it; of a picture what it stands for."""
    if element.get("class") in ("footnote", "recall"):
        return ""
    inside = (shown(child) + (child.tail or "") for child in element)
    return "".join(((element.get("alt") or "") if element.tag == "img" else (element.text or ""), *inside))


def has_role(element: Any, role: str) -> bool:
    """Whether an element bears an ARIA role."""
    return bool(element.get("role") == role)


def is_reordered(text: str) -> bool:
    """Whether glyphs and characters are not one and one in order: from right to left, with marks, in Indic scripts."""
    return any(
        char > "\u02ff" and (unicodedata.bidirectional(char) in ("R", "AL", "AN") or bool(UNEVEN.match(char)))
        for char in text
    )


def is_told(text: str) -> bool:
    """Whether glyphs tell a text to every program.

    They do not tell invisible characters; programs take ligatures that are characters apart, and a hyphen at the end
    of a line for one that divides a word.
    """
    return not text.endswith(("-", HYPHEN)) and (text.isascii() or not _UNTOLD.search(text))


_UNTOLD = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufb00-\ufb06\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]"
)
"""Default_Ignorable_Code_Point (Unicode Standard Annex 44), and the Latin ligatures."""


def reading(box: Any, must: bool) -> str:
    """What the text box of a line reads (see `line_ends`); empty where its glyphs tell, unless it must be said."""
    text = str(getattr(box, "text", ""))
    if text == "\u200b":  # what WeasyPrint puts beside the number of an item without a line
        return ""
    if getattr(box, "is_divided", False):
        start = " " if getattr(box, "after_space", False) else ""
        return start + box.taken + WORD_JOINER if must or start or not is_told(box.taken) else ""
    must = must or text.isspace()  # a box of a space alone draws nothing
    start = WORD_JOINER if getattr(box, "joins", False) else " " if getattr(box, "after_space", False) else ""
    end = WORD_JOINER if getattr(box, "goes_on", False) else ""
    return start + text + end if text and (must or start or end or not is_told(text)) else ""


def is_wide(char: str) -> bool:
    """Whether a character is an ideograph or kana: a line may end after it, and no space is meant."""
    return bool(char) and unicodedata.east_asian_width(char) in ("W", "F") and not "\uac00" <= char <= "\ud7a3"
