"""Numbering: the lists and numbered paragraphs of one document, as definitions and instances.

ECMA-376-1, 17.9: an abstract definition says how numbers look; an instance counts, from its own start.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.editions.docx.place import Place
from pipeline.nodes import OrderedList
from pipeline.numerals import around, item_label, roman
from pipeline.words import spoken

FORMATS = {
    "decimal": "decimal", "lower-alpha": "lowerLetter", "upper-alpha": "upperLetter", "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman", "arabic-abjad": "arabicAbjad", "arabic-alpha": "arabicAlpha", "hebrew": "hebrew1",
    "han": "chineseCountingThousand", "lower-cyrillic": "russianLower", "upper-cyrillic": "russianUpper",
    "thai": "thaiLetters", "devanagari": "hindiConsonants", "hangul": "ganada", "katakana": "aiueoFullWidth",
    "iroha": "irohaFullWidth",
}  # fmt: skip
"""The formats of numbers (17.18.59) by the styles of lists; Word cannot count in the others."""
_HAN = {char: value for value, char in enumerate("零一二三四五六七八九")}
_NUMBERS = (
    ("decimal", re.compile(r"([^\d%]*)([1-9]\d{0,8})([^\d%]*)", re.ASCII)),
    ("upperRoman", re.compile(r"([^%]*?\b)([IVXLC]+)\b([^%]*)")),
    ("chineseCountingThousand", re.compile(r"([^%]*?)([一二三四五六七八九十百千零]+)([^%]*)")),
)
"""How a label may count; what is none of these Word prints as it stands."""


@dataclass(frozen=True, slots=True)
class Definition:
    """How numbers look: `bullet`, or what stands before and after a number, and its format (17.18.59).

    `name`: says at which depth its first level stands, where that is not the outermost list; people see it too.
    `heading`: the label of a heading. `format`: empty where `before` is all that is printed. `language`: that of the
    label, where it is not that of the document.
    `family`: what sets the labels of a list, where that is not the family of the text.
    """

    id: int = 0
    before: str = ""
    after: str = ""
    bullet: bool = False
    is_list: bool = True
    name: str = ""
    format: str = "decimal"
    heading: bool = False
    family: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Instance:
    """A run of numbers: of which definition, at which level, from which start (None: as defined)."""

    id: int
    definition: int
    level: int = 0
    start: int | None = None


class Numbering:
    """Collects what a document's lists need while it is rendered."""

    def __init__(self) -> None:
        self.definitions: list[Definition] = []
        self.instances: list[Instance] = []
        self._known: dict[tuple[Definition, int, int], int] = {}
        self._last: dict[Definition, tuple[int, int]] = {}
        self._bullets: dict[int, int] = {}

    def bullets(self, item: Place) -> int:
        """The instance of every list without numbers whose items stand at such a place."""
        if item.above not in self._bullets:
            self._bullets[item.above] = self._instance(self._definition(Definition(bullet=True), item.above))
        return self._bullets[item.above]

    def ordered(self, node: OrderedList, item: Place, family: str = "") -> tuple[int, ...]:
        """For each item of a numbered list the instance that prints its number; items stand at such a place.

        They share a new one where Word can count so; else each has its own, which prints the label as it stands.

        Instances of one definition count together (17.9.1): lists that begin at another edge have one of their own,
        or a list in a quotation would disturb the one around it.
        """
        if node.style in FORMATS:
            before, after = around(node.delimiter)
            looks = [Definition(before=before, after=after, format=FORMATS[node.style], family=family)]
        else:
            looks = [
                Definition(before=item_label(node, index), format="", family=family) for index in range(len(node.items))
            ]
        made = [self._instance(self._definition(look, item.above, item.left), item.level, node.start) for look in looks]
        return tuple(made * (len(node.items) // len(made)))

    def paragraph(self, number: str) -> int:
        """The instance that prints this number ("12."), going on from the paragraph before where it can.

        Gives 0 for what is no decimal number with something before or after it: that is text.
        """
        match = _NUMBERS[0][1].fullmatch(number)
        if not match:
            return 0
        return self._counted(Definition(before=match[1], after=match[3], is_list=False), int(match[2]))

    def heading(self, label: str) -> int:
        """The instance that prints the label of a heading ("Article 3"), going on from the one before where it can.

        What shows no number that Word can count ("Article premier", "Annex") it prints as it stands.
        """
        plain = Definition(is_list=False, heading=True, language=spoken(label))
        for name, pattern in _NUMBERS:
            match = pattern.fullmatch(label)
            value = _value(match[2]) if match else 0
            if match and value:
                return self._counted(replace(plain, before=match[1], after=match[3], format=name), value)
        return self._counted(replace(plain, before=label.replace("%", "\uff05"), format=""), 1)

    def _counted(self, look: Definition, value: int) -> int:
        """The instance that prints a value next."""
        instance, last = self._last.get(look, (0, 0))
        if not instance or (value != last + 1 and look.format):
            instance = self._instance(self._definition(look), 0, value)
        self._last[look] = (instance, value)
        return instance

    def _definition(self, look: Definition, above: int = 0, edge: int = 0) -> int:
        """The definition of that look for lists of that depth and edge; its id and name are given here."""
        key = (look, above, edge)
        if key not in self._known:
            number = self._known[key] = len(self.definitions)
            name = f"Level {above + 1} and deeper, {number}" if above else ""
            self.definitions.append(replace(look, id=number, name=name))
        return self._known[key]

    def _instance(self, definition: int, level: int = 0, start: int | None = None) -> int:
        self.instances.append(Instance(len(self.instances) + 1, definition, level, start))
        return len(self.instances)


def _value(shown: str) -> int:
    """What a decimal, a Roman or a Chinese number is worth, 0 where it is none."""
    if shown.isdecimal():
        return int(shown)
    if shown[0] in "IVXLC":
        return next((number for number in range(1, 400) if roman(number).upper() == shown), 0)
    total, digit = 0, 0
    for char in shown:
        if char in _HAN:
            digit = _HAN[char]
        else:
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
    return total + digit
