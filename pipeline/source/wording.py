"""How a language writes the numbers of articles, parts and annexes: before their headings, and in running text.

The patterns are the house's (templates/strings): `{number}` is 3, `{roman}` III, `{han}` 三. A pattern for one number
alone, such as `article_1` (Article premier), wins over the one for all; `annex_only` is for an annex that is alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from pipeline.house import HEADINGS, House
from pipeline.numerals import roman
from pipeline.source.typed import BEHIND, ENDS, SHOWN, Number, han, value

_PLACE = re.compile(r"\{(?:number|roman|han)\}")
_BEHIND = re.compile("[ \xa0]?[之の의]")
_DELIMITER = r"\s*[.:;,–—．：，、]?"


class Typed(NamedTuple):
    """A label that is typed in a heading: its number (0 for a bare "Annex"), and the offset of what follows it."""

    number: Number
    end: int


@dataclass(frozen=True)
class Wording:
    """The patterns of a language, and what headings of each level are by the kind of document (of HEADINGS)."""

    printed: Mapping[str, str]
    spoken: Mapping[str, str]
    headings: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, house: House, language: str = "en", kind: str = "") -> Wording:
        """The wording of a house for a language and a kind."""
        own, shipped = house.strings(language), House().strings("en")  # a house's own file may be older than these
        printed, spoken = ({**shipped[key], **own.get(key, {})} for key in ("numbered", "reference"))
        headings = house.kind(kind).headings if kind in house.kinds() else {}
        return cls(printed, spoken, headings)

    def label(self, name: str, number: Number) -> str:
        """What is printed before a heading."""
        return _filled(self.printed, name, number)

    def reference(self, name: str, number: Number, outer: str = "") -> str:
        """What a reference to it says, after what it stands in."""
        inner = _filled(self.spoken, name, number)
        return self.spoken["within"].format(outer=outer, inner=inner) if outer else inner

    def item(self, outer: str, label: str) -> str:
        """What a reference to an item of a list says."""
        return self.spoken["item"].format(outer=outer, item=label.rstrip("."))

    def typed(self, name: str, text: str) -> Typed | None:
        """The label that a heading's text begins with ("Article 3. Scope"), with the sign that ends it; None: none."""
        for pattern, number in self._labels[name]:
            if found := pattern.match(text):
                end = re.compile(_DELIMITER).match(text, found.end())
                shown = value("".join(filter(None, found.groups()))) if number is None else number
                return Typed(shown, end.end() if end else found.end())
        return None

    def is_like(self, name: str, text: str) -> bool:
        """Whether a heading's text begins like a label of that name, whatever its number is."""
        before, after = map(re.escape, _PLACE.split(self.printed[name]))
        shape = rf"\s*(?i:{before})\S{{1,6}}{after}" if after else rf"\s*(?i:{before.rstrip(chr(92) + ' ')})(?!\S)"
        return bool(re.match(shape, text))

    @cached_property
    def _labels(self) -> dict[str, tuple[tuple[re.Pattern[str], Number | None], ...]]:
        return {name: tuple(self._patterns(name)) for name in (*HEADINGS, "annex")}

    def _patterns(self, name: str) -> Iterator[tuple[re.Pattern[str], Number | None]]:
        """What a typed label looks like, and the number it has where it shows none."""
        for one in sorted(self.printed):
            kind, _, number = one.partition("_")
            if kind == name:
                before, *after = (re.escape(part).replace(r"\ ", r"\s+") for part in _PLACE.split(self.printed[one]))
                is_wide = unicodedata.east_asian_width(self.printed[one][-1]) == "W"
                ends = (BEHIND if after else "") if is_wide else ENDS
                place = rf"\s*{SHOWN}\s*" if is_wide and after else SHOWN if after else ""
                shown = re.compile(rf"\s*(?i:{before}){place}{''.join(after)}{ends}")
                yield shown, None if after else int(number) if number.isdecimal() else 0


def _filled(patterns: Mapping[str, str], name: str, number: Number) -> str:
    pattern = patterns.get(f"{name}_{number}", patterns[name])
    if isinstance(number, str):
        behind = _BEHIND.search(number)  # 三之一: 第三条之一
        shown, rest = (number[: behind.start()], number[behind.start() :]) if behind else (number, "")
        return pattern.format(number=shown, roman=shown, han=shown) + rest
    return pattern.format(number=number, roman=roman(number).upper(), han=han(number))
