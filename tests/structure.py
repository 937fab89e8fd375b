"""A PDF as other programs see it: its structure tree by pikepdf, its characters and their places by PDFium."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium


@dataclass
class Element:
    """A structure element: its type, its dictionary, the elements below it, and the marked content it holds."""

    role: str
    raw: Any
    kids: list[Element] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)  # (page, MCID)
    annotations: list[Any] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def find(self, role: str) -> list[Element]:
        return [element for element in self.walk() if element.role == role]

    def get(self, key: str) -> Any:
        value = self.raw.get(key)
        return str(value) if isinstance(value, pikepdf.String | pikepdf.Name) else value

    def shape(self) -> Any:
        """The tree as nested tuples of names: `("L", ("LI", "Lbl", "LBody"))`."""
        return (self.role, *(kid.shape() for kid in self.kids)) if self.kids else self.role


class Opened:
    """A PDF that is open in both libraries."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.pages = pypdfium2.PdfDocument(data)
        self._numbers = {page.objgen: number for number, page in enumerate(self.pdf.pages)}
        self.tree = self._element(self.pdf.Root.StructTreeRoot.K[0])

    def _element(self, raw: Any) -> Element:
        made = Element(str(raw.S)[1:], raw)
        for kid in raw.get("/K", []):
            if isinstance(kid, int):
                made.marks.append((self._numbers[raw.Pg.objgen], kid))
            elif kid.get("/Type") == "/MCR":
                made.marks.append((self._numbers[kid.Pg.objgen], int(kid.MCID)))
            elif kid.get("/Type") == "/OBJR":
                made.annotations.append(kid.Obj)
            else:
                made.kids.append(self._element(kid))
        return made

    def text(self, number: int) -> str:
        """The text of a page as PDFium extracts it, one line for each line."""
        return str(self.pages[number].get_textpage().get_text_bounded()).replace("\r\n", "\n")

    def lines(self, number: int) -> list[str]:
        return [line.strip() for line in self.text(number).split("\n") if line.strip()]

    def place(self, number: int, words: str) -> tuple[float, float]:
        """The height above the foot of the page (bottom, top) of the first place where words stand."""
        boxes = self._boxes(number, words)
        return min(box[1] for box in boxes), max(box[3] for box in boxes)

    def across(self, number: int, words: str) -> tuple[float, float]:
        """How far from the left edge of the page (left, right) words stand."""
        boxes = self._boxes(number, words)
        return min(box[0] for box in boxes), max(box[2] for box in boxes)

    def _boxes(self, number: int, words: str) -> list[tuple[float, float, float, float]]:
        page = self.pages[number].get_textpage()
        found = page.search(words).get_next()
        assert found, f"{words!r} is not on page {number + 1}"
        return [page.get_charbox(index) for index in range(found[0], found[0] + found[1])]

    def text_objects(self, number: int) -> Iterator[tuple[str, int, bool]]:
        """(text, MCID or -1, whether it is an artifact) of every text object of a page."""
        page = self.pages[number]
        text_page = page.get_textpage()
        for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            names = [
                _name(pdfium.FPDFPageObj_GetMark(item.raw, n)) for n in range(pdfium.FPDFPageObj_CountMarks(item.raw))
            ]
            yield _text(item, text_page), pdfium.FPDFPageObj_GetMarkedContentID(item.raw), "Artifact" in names

    def said(self, element: Element) -> str:
        """The text of an element and all below it, by its marked content."""
        marks = {mark for part in element.walk() for mark in part.marks}
        return "".join(
            text
            for number in range(len(self.pages))
            for text, mcid, _ in self.text_objects(number)
            if (number, mcid) in marks
        )


def _text(item: Any, text_page: Any) -> str:
    import ctypes

    length = pdfium.FPDFTextObj_GetText(item.raw, text_page.raw, None, 0)
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    pdfium.FPDFTextObj_GetText(item.raw, text_page.raw, buffer, length)
    return bytes(buffer).decode("utf-16-le", "replace").partition("\0")[0]


def _name(mark: Any) -> str:
    import ctypes

    length = ctypes.c_ulong()
    pdfium.FPDFPageObjMark_GetName(mark, None, 0, length)
    buffer = (ctypes.c_ushort * (length.value // 2 + 1))()
    pdfium.FPDFPageObjMark_GetName(mark, buffer, length.value, length)
    return bytes(buffer).decode("utf-16-le").partition("\0")[0]
