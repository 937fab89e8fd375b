"""Runs: text cut where its font or its direction changes, so that Word never reaches for a font of the system.

A run has one font and one direction (ECMA-376-1, 17.3.2.26 `rFonts`, 17.3.2.30 `rtl`): letters that the
style's family lacks name the press's family that has them, and letters from right to left stand in runs of
their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from unicodedata import category

from markupsafe import Markup, escape

from pipeline.editions.directions import directions
from pipeline.editions.docx.place import Place
from pipeline.editions.docx.reference import Look, Reference
from pipeline.fonts import Face, leading, ordered
from pipeline.scripts import classes


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text: its characters as WordprocessingML, the family it has to name (or empty), its direction.

    `upright`: stress that is bold, since the script of its language has no italics.
    """

    characters: Markup
    family: str
    rtl: bool
    upright: bool = False


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


class Typecase:
    """Cuts text into pieces, and keeps account of the faces and characters that a document uses."""

    def __init__(self, reference: Reference, faces: tuple[Face, ...], language: str) -> None:
        self.used: dict[tuple[str, bool, bool], set[str]] = {}
        self._reference = reference
        self._language = language
        self._faces = tuple(face for face in faces if face.weight == 400 and face.style == "normal")
        self._of_a_script = {face.family for face in self._faces if face.ranges}
        self._found: dict[tuple[str, str, str], str] = {}

    def pieces(self, text: str, place: Place) -> Iterator[Piece]:
        """The runs that a text makes at a place."""
        if not text:
            return
        own, bold, italic = self._letters(place)
        upright = italic and "upright" in classes(place.language or self._language)
        bold, italic = bold or upright, italic and not upright
        family = own or self._reference.family
        if not place.rtl and text.isascii():
            self._use(family, bold, italic, text)
            yield Piece(characters(text), "", False, upright)
            return
        marks = self._marks(text, place.rtl, family, place.language or self._language)
        for (name, rtl), group in groupby(range(len(text)), key=lambda index: marks[index]):
            indexes = list(group)
            part = text[indexes[0] : indexes[-1] + 1]
            self._use(name, bold, italic, part)
            default = own or self._reference.complex_family if rtl else family
            yield Piece(characters(part), "" if name == default else name, rtl, upright)

    def _letters(self, place: Place) -> tuple[str, bool, bool]:
        paragraph = self._reference.look(place.style)
        run = self._reference.look(place.run) if place.run else Look("")
        # Bold and italic are toggles: a character style turns off what the paragraph style turned on (17.7.3).
        bold, italic = paragraph.bold != run.bold, paragraph.italic != run.italic
        return run.family or paragraph.family, bold or place.bold, italic or place.italic

    def _marks(self, text: str, base: bool, family: str, language: str) -> list[tuple[str, bool]]:
        """The family and direction of every character."""
        result: list[tuple[str, bool]] = []
        current = ""
        for char, rtl in zip(text, directions(text, base), strict=True):
            first = self._reference.complex_family if rtl else family
            same = bool(current) and result[-1][1] == rtl
            if same and (category(char) in ("Cf", "Mn", "Me", "Cc") or (char == " " and current in self._of_a_script)):
                name = current  # marks and joiners stay with the letter before; words of a script with their spaces
            else:
                name = self._family(char, first, language)
            result.append((name, rtl))
            current = name
        return result

    def _family(self, char: str, first: str, language: str) -> str:
        """The family of a character: `first` where it has it, unless another one leads in the language."""
        key = char, first, language
        if key not in self._found:
            faces = ordered(self._faces, language)
            own = () if leading(self._faces, language) and not char.isascii() else self._faces
            order = (*(face for face in own if face.family == first), *faces)
            self._found[key] = next((face.family for face in order if face.given(char)), first)
        return self._found[key]

    def _use(self, family: str, bold: bool, italic: bool, text: str) -> None:
        self.used.setdefault((family, bold, italic), set()).update(text)


def whole(text: str) -> Markup:
    """Text for XML that comes back as it is: a carriage return survives only as a reference (XML 1.0, 2.11)."""
    return Markup(str(escape(text)).replace("\r", "&#13;"))
