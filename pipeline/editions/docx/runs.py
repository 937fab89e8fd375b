"""Runs: text cut where its font or its direction changes, so that Word never reaches for a font of the system.

A run has one font and one direction (ECMA-376-1, 17.3.2.26 `rFonts`, 17.3.2.30 `rtl`): letters that the
style's family lacks name the press's family that has them, and letters from right to left stand in runs of
their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from unicodedata import bidirectional, category

from markupsafe import Markup, escape

from pipeline.editions.docx.place import Place
from pipeline.editions.docx.reference import Look, Reference
from pipeline.fonts import Face, coverage

_STRONG = {"L": False, "R": True, "AL": True, "AN": True}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text: its characters as WordprocessingML, the family it has to name (or empty), its direction."""

    characters: Markup
    family: str
    rtl: bool


def characters(text: str) -> Markup:
    """Text as the content of a run; tabs and soft hyphens are elements there (17.3.3.32, 17.3.3.29)."""
    result = []
    for part in re.split("([\t\u00ad])", text):
        if part == "\t":
            result.append("<w:tab/>")
        elif part == "\u00ad":
            result.append("<w:softHyphen/>")
        elif part:
            result.append(f'<w:t xml:space="preserve">{escape(part)}</w:t>')
    return Markup("".join(result))  # the parts are escaped above


def directions(text: str, base: bool) -> list[bool]:
    """Whether each character runs from right to left; what has no direction takes its neighbours', or the base.

    After the rules N1 and N2 of the Unicode Bidirectional Algorithm (UAX #9, 3.3.5).
    """
    strong = [_STRONG.get(bidirectional(char)) for char in text]
    following: list[bool] = []  # for each character the next direction behind it, the base at the end
    after = base
    for value in reversed(strong):
        following.append(after)
        after = after if value is None else value
    following.reverse()
    result: list[bool] = []
    before = base
    for value, group in groupby(strong):
        length = len(list(group))
        if value is None:
            after = following[len(result) + length - 1]
            result += [before if before == after else base] * length
        else:
            before = value
            result += [value] * length
    return result


@cache
def _covered(faces: tuple[Face, ...], family: str) -> frozenset[int]:
    return frozenset().union(*(coverage(face.path) for face in faces if face.family == family and _upright(face)))


def _upright(face: Face) -> bool:
    return face.weight == 400 and face.style == "normal"


class Typecase:
    """Cuts text into pieces, and keeps account of the faces and characters that a document uses."""

    def __init__(self, reference: Reference, faces: tuple[Face, ...]) -> None:
        self.used: dict[tuple[str, bool, bool], set[str]] = {}
        self._reference = reference
        self._faces = faces
        self._families = tuple(dict.fromkeys(face.family for face in faces))

    def pieces(self, text: str, place: Place) -> Iterator[Piece]:
        """The runs that a text makes at a place."""
        if not text:
            return
        own, bold, italic = self._letters(place)
        family = own or self._reference.family
        if not place.rtl and text.isascii():
            self._use(family, bold, italic, text)
            yield Piece(characters(text), "", False)
            return
        marks = self._marks(text, place.rtl, family)
        for (name, rtl), group in groupby(range(len(text)), key=lambda index: marks[index]):
            indexes = list(group)
            part = text[indexes[0] : indexes[-1] + 1]
            self._use(name, bold, italic, part)
            default = own or self._reference.complex_family if rtl else family
            yield Piece(characters(part), "" if name == default else name, rtl)

    def _letters(self, place: Place) -> tuple[str, bool, bool]:
        paragraph = self._reference.look(place.style)
        run = self._reference.look(place.run) if place.run else Look("")
        # Bold and italic are toggles: a character style turns off what the paragraph style turned on (17.7.3).
        bold, italic = paragraph.bold != run.bold, paragraph.italic != run.italic
        return run.family or paragraph.family, bold or place.bold, italic or place.italic

    def _marks(self, text: str, base: bool, family: str) -> list[tuple[str, bool]]:
        """The family and direction of every character."""
        result: list[tuple[str, bool]] = []
        current = ""
        for char, rtl in zip(text, directions(text, base), strict=True):
            first = self._reference.complex_family if rtl else family
            if category(char) in ("Cf", "Mn", "Me", "Cc") and current and result[-1][1] == rtl:
                name = current  # marks and joiners stay with the letter before
            else:
                name = next((name for name in (first, *self._families) if self._has(name, char)), first)
            result.append((name, rtl))
            current = name
        return result

    def _has(self, family: str, char: str) -> bool:
        return ord(char) in _covered(self._faces, family)

    def _use(self, family: str, bold: bool, italic: bool, text: str) -> None:
        self.used.setdefault((family, bold, italic), set()).update(text)
