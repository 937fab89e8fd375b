"""The characters of a PDF as PDFium sees them: by marked content, with their places, and how lines go on.

What ends a line inside a word, and where no space is meant, is known here for itself: the reader shares nothing with
what sets the pages, so that a fault there cannot hide behind the same fault here.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

SOFT_END = "\u2010"
"""The hyphen that is drawn where a word was divided; it is no part of the word."""
JOINER = "\u2060"
"""The word joiner that ends the replacement text of a line which breaks inside a word, or begins that of the next."""

MOST = 1_000_000_000
"""Steps that the text of one page may take: PDFium looks at every character for each piece of text."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text or a picture: what it says, its page, the band from its baseline to its top (PDF units, upwards).

    `size`: of the type; nothing for a picture.
    """

    text: str
    page: int
    baseline: float
    top: float
    size: float = 0.0


class Characters:
    """The text of every marked-content sequence of a PDF: (page index, MCID) -> pieces in the order of drawing."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        self._data = data
        self._pieces: dict[tuple[int, int], list[Piece]] = {}
        with pypdfium2.PdfDocument(data) as pdf:
            for number in range(len(pdf)):
                self._read(pdf[number], number)

    def at(self, page: int, mcid: int) -> Sequence[Piece]:
        """The pieces of a marked-content sequence; none where it draws no text."""
        return self._pieces.get((page, mcid), ())

    def picture(self, page: int, mcid: int) -> Piece | None:
        """The place of what is drawn in a marked-content sequence, whatever it is."""
        box = self._boxes.get((page, mcid))
        return Piece("", page, *box) if box else None

    def _read(self, page: Any, number: int) -> None:
        import pypdfium2.raw as pdfium

        text_page = page.get_textpage()
        items = [
            (item, mcid)
            for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])
            if (mcid := pdfium.FPDFPageObj_GetMarkedContentID(item.raw)) >= 0
        ]
        if len(items) * text_page.count_chars() > MOST:
            raise ValueError(f"page {number + 1} holds more text than a page can")
        room = (ctypes.c_ushort * 256)()
        for item, mcid in items:
            self._pieces.setdefault((number, mcid), []).append(_piece(item, text_page, number, room))
        text_page.close()
        page.close()

    @cached_property
    def _boxes(self) -> dict[tuple[int, int], tuple[float, float]]:
        """The lowest and the highest point of all that each marked-content sequence draws: asked for pictures alone."""
        import pypdfium2
        import pypdfium2.raw as pdfium

        found: dict[tuple[int, int], tuple[float, float]] = {}
        with pypdfium2.PdfDocument(self._data) as pdf:
            for number in range(len(pdf)):
                page = pdf[number]
                for item in page.get_objects(max_depth=1):
                    mark = (number, pdfium.FPDFPageObj_GetMarkedContentID(item.raw))
                    if mark[1] >= 0 and item.type != pdfium.FPDF_PAGEOBJ_TEXT:
                        _, low, _, high = item.get_bounds()
                        before = found.get(mark, (low, high))
                        found[mark] = min(low, before[0]), max(high, before[1])
                page.close()
        return found


def _piece(item: Any, text_page: Any, number: int, room: Any) -> Piece:
    import pypdfium2.raw as pdfium

    length = pdfium.FPDFTextObj_GetText(item.raw, text_page.raw, room, ctypes.sizeof(room))  # in bytes, with its end
    if length > ctypes.sizeof(room):
        room = (ctypes.c_ushort * (length // 2))()
        pdfium.FPDFTextObj_GetText(item.raw, text_page.raw, room, length)
    text = bytes(room)[:length].decode("utf-16-le", "replace").partition("\0")[0]
    size, matrix = ctypes.c_float(), pdfium.FS_MATRIX()
    pdfium.FPDFTextObj_GetFontSize(item.raw, size)
    pdfium.FPDFPageObj_GetMatrix(item.raw, matrix)
    tall = size.value * (abs(matrix.d) or 1)
    return Piece(text, number, matrix.f, matrix.f + 0.7 * tall, tall)


def is_same(said: str, drawn: str) -> bool:
    """Whether the letters and digits of a text that stands for glyphs are all drawn, in whatever order.

    Asked of letters alone: with points, vowels or presentation forms one glyph may stand for several characters.
    """
    if said == drawn or unicodedata.normalize("NFKC", said) != said or any(map(unicodedata.combining, said)):
        return True
    return Counter(filter(str.isalnum, said)) <= Counter(filter(str.isalnum, unicodedata.normalize("NFKC", drawn)))


def is_new_line(before: Piece, after: Piece) -> bool:
    """Whether a piece stands on another line than the one before it.

    Of two pieces of text the smaller may be raised or lowered beside the larger. A picture is on the line whose
    letters it stands beside.
    """
    if before.page != after.page:
        return True
    if not (before.size and after.size):
        shared = min(before.top, after.top) - max(before.baseline, after.baseline)
        return shared < 0.2 * min(before.top - before.baseline, after.top - after.baseline)
    small, large = (before, after) if before.size < after.size else (after, before)
    return not -0.5 * large.size < small.baseline - large.baseline < 0.9 * large.size


def is_spaceless(before: str, after: str) -> bool:
    """Whether lines that end and begin so are read on without a space: between ideographs or kana.

    Unicode Standard Annex 11: wide characters. Korean has spaces between its words (hangul is wide too).
    """
    return bool(before and after) and all(
        unicodedata.east_asian_width(char) in ("W", "F") and not "\uac00" <= char <= "\ud7a3"
        for char in (before[-1], after[0])
    )
