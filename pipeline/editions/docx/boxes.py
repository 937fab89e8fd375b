"""Lines beside and below paragraphs: boxes, which have one from their heading to their end, and lines to sign on."""

from __future__ import annotations

import re

from markupsafe import Markup

from pipeline.editions.docx.place import Place
from pipeline.editions.docx.reference import Reference, mirrored

STYLE = "Note Box"
RULE = "8B95A1"


class Boxes:
    """The style draws the line beside paragraphs; it is said here for headings, and for every second box.

    Word makes one line of those that are alike (ECMA-376-1, 17.3.1.7). So the lines of two boxes that touch differ by
    a shade that nobody sees.
    """

    def __init__(self, reference: Reference, rtl: bool) -> None:
        look = reference.look(STYLE)
        line = mirrored(look.border) if rtl else look.border
        self._lines = {1: line, 2: re.sub('(?<=w:color=")[0-9A-Fa-f]{6}', _shaded, line)}
        self._right = look.right
        self._count = 0
        self._rules = 0

    def next(self) -> int:
        """The next box: 1 and 2 in turn."""
        self._count += 1
        return 2 - self._count % 2

    def rule(self) -> str:
        """The colour of the next line to sign on: of two blocks that touch, Word would draw but one line."""
        self._rules += 1
        return RULE if self._rules % 2 else re.sub(".+", _shaded, RULE, count=1)

    def border(self, place: Place, style: str) -> Markup:
        """The line beside a paragraph, where its style does not draw it."""
        return Markup(self._lines[place.box]) if _is_due(place, style) else Markup()  # the XML of a style

    def right(self, place: Place, style: str) -> int:
        """The indent at the end of such a paragraph: lines are alike only where the indents are (17.3.1.7)."""
        return self._right if _is_due(place, style) else 0


def _is_due(place: Place, style: str) -> bool:
    return bool(place.box) and (style.startswith("Heading ") or (place.box == 2 and style == STYLE))


def _shaded(colour: re.Match[str]) -> str:
    return f"{int(colour[0], 16) ^ 1:06X}"
