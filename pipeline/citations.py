"""How what carries a number is cited: `para-12-a` is "paragraph 12 (a)", in the words of a language.

The words are the house's (`reference` in templates/strings): `{number}` is 3, `{roman}` III, `{han}` 三. A pattern for
one number alone, such as `article_1`, wins over the one for all; `annex_only` is for an annex that is alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.numerals import han, roman
from pipeline.words import Words, fill, spoken

_BEHIND = re.compile("[ \xa0]?[之の의]")
_NAMED = re.compile(r"(annex|part|chapter|section|article|para)(?:-(\d+[a-z]*|[a-z](?=-|$)))?(?:-|$)")
_ITEM = re.compile(r"(([a-z])\2*|[ivxlcdm]+|\d+)(?:-|$)")


def filled(patterns: Mapping[str, str], name: str, number: int | str) -> str:
    """A pattern with its number; what was typed where that is none ("3 bis", "A") stands as it is."""
    pattern = patterns.get(f"{name}_{number}", patterns[name])
    shown, rest = str(number), ""
    if behind := _BEHIND.search(shown):  # 三之一: 第三条之一
        shown, rest = shown[: behind.start()], shown[behind.start() :]
    said = dict.fromkeys(("number", "roman", "han"), shown)
    if isinstance(number, int):
        said |= {"roman": roman(number).upper(), "han": han(number)}
    return fill(pattern, **{key: Words([(spoken(pattern), text)]) for key, text in said.items()}) + rest


def cited(name: str, patterns: Mapping[str, str]) -> str:
    """What cites the place of an id that is made of numbers (docs/source-format.md, Citing); else nothing.

    `patterns`: the strings under `reference`. It needs no document: whoever corrects a text need not hold it.
    """
    said, at = "", 0
    while found := _NAMED.match(name, at):
        kind, number = found[1].replace("para", "paragraph"), found[2]
        if not number and kind != "annex":
            return ""
        shown = int(number) if number and number.isdecimal() else number or "only"
        if isinstance(shown, str) and len(shown) == 1:
            shown = shown.upper()  # an annex that is counted by letters
        inner = filled(patterns, kind, shown)
        said = fill(patterns["within"], outer=said, inner=inner) if said else inner
        at = found.end()
    while said and (item := _ITEM.match(name, at)):
        said = fill(patterns["item"], outer=said, item=f"({item[1]})")
        at = item.end()
    return said if at == len(name) and not name.endswith("-") else ""


NEUTRAL: Mapping[str, str] = {
    **dict.fromkeys(("annex", "part", "chapter", "section", "article", "paragraph"), "{number}"),
    "within": "{outer} {inner}",
    "item": "{outer} {item}",
}
"""Patterns of no language: enough to tell whether an id is made of numbers."""
