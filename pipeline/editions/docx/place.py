"""Where a node stands: what the templates hand down from a block to the blocks and runs inside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

STEP = 425
"""How far each level of a list is indented, in twips (7.5 mm)."""
NUMBER = 567
"""How far the text of a numbered paragraph stands from its number, in twips (10 mm)."""
LEVELS = 9
"""Levels of a numbering definition (ECMA-376-1, 17.9.6)."""


@dataclass(frozen=True, slots=True)
class Place:
    """The second argument of every macro.

    For paragraphs: `style` by name, `left` the edge of what holds them in twips, `level` of the list they stand
    in (-1: none), `above` how many lists stand around the first level, `number` the numbering instance that the
    first of them opens with, `tight` for lists without space (the `end` of the outermost list has some), `bidi`
    for paragraphs that run from right to left, `align` of a table cell, `keep` with the next, `whole` on one page,
    `ruled` for a line to sign on, `right` the indent at the end of the line, `box` which of two boxes in turn it
    stands in (0: none), `framed` beside the text that follows, `after` the space below where it is not the style's.
    For runs: the character `run` style by name, `bold`, `italic`, `raised` (superscript, subscript), `language`
    and `rtl`. `part` is the part of the package whose relationships count.
    """

    style: str = "Body Text"
    left: int = 0
    level: int = -1
    above: int = 0
    number: int = 0
    tight: bool = False
    end: bool = False
    bidi: bool = False
    align: str = ""
    keep: bool = False
    whole: bool = False
    ruled: bool = False
    right: int = 0
    box: int = 0
    framed: bool = False
    after: int = 0
    run: str = ""
    bold: bool = False
    italic: bool = False
    raised: str = ""
    language: str = ""
    rtl: bool = False
    part: str = "word/document.xml"

    def but(self, **changes: Any) -> Place:
        """The same place with some changes."""
        return replace(self, **changes)

    def stressed(self) -> Place:
        """Inside emphasis: by the character style, or directly where another style is in force."""
        return replace(self, italic=True) if self.run else replace(self, run="Emphasis")

    def strengthened(self) -> Place:
        """Inside strong text: by the character style, or directly where another style is in force."""
        return replace(self, bold=True) if self.run else replace(self, run="Strong")

    def styled(self, name: str) -> Place:
        """In another character style; what Emphasis or Strong said before is then said directly."""
        return replace(
            self,
            run=name,
            bold=self.bold or self.run == "Strong",
            italic=self.italic or self.run == "Emphasis",
        )

    def item(self, number: int, last: bool = False) -> Place:
        """The first paragraph of an item in a list one level further in; `last` of that list or not."""
        end = last and (self.level < 0 or self.end)
        if self.level + 1 == LEVELS:  # past the last level the indent goes on by itself
            left, above = self.left + LEVELS * STEP, self.above + LEVELS
            return replace(self, number=number, end=end, level=0, left=left, above=above)
        return replace(self, number=number, end=end, level=self.level + 1)
