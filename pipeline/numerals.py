"""How numbers are shown: decimal, in letters, in Roman numerals; and what is printed before the item of a list."""

from __future__ import annotations

from pipeline.nodes import OrderedList

STYLES = ("decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman")
"""How ordered lists count."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def roman(number: int) -> str:
    """A number from 1 in Roman numerals, in small letters."""
    result = ""
    for worth, letters in _ROMAN:
        result += letters * (number // worth)
        number %= worth
    return result


def numeral(number: int, style: str) -> str:
    """A number in a style of STYLES. Letters go from z to aa, bb, as official texts and Word (17.18.59) count."""
    if style == "decimal" or number < 1:
        return str(number)
    shown = roman(number) if style.endswith("roman") else LETTERS[(number - 1) % 26] * ((number - 1) // 26 + 1)
    return shown.upper() if style.startswith("upper") else shown


def item_label(node: OrderedList, index: int) -> str:
    """What is printed before an item of a numbered list, by its place from 0: `(a)`, `3.`."""
    shown = numeral(node.start + index, node.style)
    return f"({shown})" if node.delimiter == "()" else f"{shown}{node.delimiter}"
