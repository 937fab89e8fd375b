"""A word behind the text of every page, as Word's own watermarks are: text art, stretched to a box."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.editions.docx.place import Place
from pipeline.editions.docx.reference import Reference
from pipeline.editions.docx.runs import Typecase

LETTER, BROADEST = 75, 400
"""The width of a letter, and of the broadest word, in points: set at an angle, it fits between the margins."""


@dataclass(frozen=True, slots=True)
class Watermark:
    """A word, its face, and the box in points that it is stretched to."""

    word: str
    family: str
    width: int
    height: int

    @classmethod
    def of(cls, text: str, typecase: Typecase, reference: Reference, place: Place) -> Watermark:
        """A text as a watermark, in the face that has its letters; the typecase notes that they are used."""
        word = text.upper()
        piece = next(typecase.pieces(word, place))
        family = piece.family or (reference.complex_family if piece.rtl else reference.family)
        width = min(BROADEST, LETTER * len(word))
        return cls(word, family, width, width * 3 // (2 * max(4, len(word))))
