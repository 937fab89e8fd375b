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

from pipeline.citations import cited, filled
from pipeline.house import House
from pipeline.kinds import HEADINGS
from pipeline.source.typed import BEHIND, ENDS, SHOWN, Number, value
from pipeline.words import fill

_PLACE = re.compile(r"\{(?:number|roman|han)\}")
_DELIMITER = r"\s*[.:;,–—．：，、]?"


class Typed(NamedTuple):
    """A label that is typed in a heading: its number (0 for a bare "Annex"), and the offset of what follows it."""

    number: Number
    end: int


@dataclass(frozen=True)
class Wording:
    """The patterns of a language: before headings, in running text, in corrigenda.

    `headings`: what headings of each level are by the kind of document (of HEADINGS).
    """

    printed: Mapping[str, str]
    spoken: Mapping[str, str]
    headings: Mapping[int, str] = field(default_factory=dict)
    corrections: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"

    @classmethod
    def of(cls, house: House, language: str = "en", kind: str = "") -> Wording:
        """The wording of a house for a language and a kind."""
        own, shipped = house.strings(language), House().strings(language)  # a house's own file may be older than these
        keys = ("numbered", "reference", "correction")
        printed, spoken, corrections = ({**shipped[key], **own.get(key, {})} for key in keys)
        headings = house.kind(kind).headings if kind in house.kinds() else {}
        return cls(printed, spoken, headings, corrections, language)

    def label(self, name: str, number: Number) -> str:
        """What is printed before a heading."""
        return filled(self.printed, name, number)

    def reference(self, name: str, number: Number, outer: str = "") -> str:
        """What a reference to it says, after what it stands in."""
        inner = filled(self.spoken, name, number)
        return fill(self.spoken["within"], outer=outer, inner=inner) if outer else inner

    def cited(self, name: str, at: str = "") -> str:
        """What cites an id that is made of numbers, and words for a place in it; nothing where both say nothing."""
        said = cited(name, self.spoken)
        return fill(self.spoken["within"], outer=said, inner=at) if said and at else said or at

    def item(self, outer: str, label: str) -> str:
        """What a reference to an item of a list says."""
        return fill(self.spoken["item"], outer=outer, item=label.rstrip("."))

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
