"""Reading a PDF edition back: the structure tree by pikepdf, the characters by PDFium, the metadata from XMP."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.editions.edition import Reading
from pipeline.editions.markup import clean
from pipeline.editions.pdf import xmp
from pipeline.editions.pdf.roles import HYPHEN, WORD_JOINER, is_wide

_HEADINGS = {f"/H{level}": level for level in range(1, 8)}
_BLOCKS = frozenset("/P /LI /LBody /TH /TD /TR /Table /Caption /BlockQuote /Sect /Art /Div /L /Figure".split()) | set(
    _HEADINGS
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of text as PDFium sees it: its characters, its baseline (PDF units from below), its size."""

    text: str
    baseline: float
    size: float


@dataclass
class _Found:
    """What the walk through the structure tree gathers."""

    blocks: list[str] = field(default_factory=list)
    outline: list[tuple[int, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    alts: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def read(data: bytes) -> Reading:
    """The reading of a PDF edition. Raises ValueError for what is none: damaged, untagged, without our XMP."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            metadata = xmp.read(bytes(pdf.Root.Metadata.read_bytes()))
            text = _Characters(data)
            found = _Found()
            walk = _Walk(pdf, text, found)
            for article in walk.articles():
                walk.visit(article)
            walk.flush()
    except (pikepdf.PdfError, AttributeError, KeyError, RuntimeError) as error:
        raise ValueError(f"not a readable PDF edition: {error}") from error
    return Reading(
        metadata,
        tuple(found.outline),
        tuple(found.blocks),
        tuple(found.notes),
        tuple(found.alts),
        tuple(found.links),
    )


class _Characters:
    """The text of every marked-content sequence: (page index, MCID) -> pieces in the order of drawing."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        self._pieces: dict[tuple[int, int], list[_Piece]] = {}
        try:
            pdf = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise ValueError(f"not a readable PDF edition: {error}") from error
        for number in range(len(pdf)):
            self._read_page(pdf[number], number)
        pdf.close()

    def _read_page(self, page: Any, number: int) -> None:
        import pypdfium2.raw as pdfium

        text_page = page.get_textpage()
        for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            mcid = pdfium.FPDFPageObj_GetMarkedContentID(item.raw)
            if mcid < 0:
                continue
            length = pdfium.FPDFTextObj_GetText(item.raw, text_page.raw, None, 0)
            buffer = (ctypes.c_ushort * (length // 2 + 1))()
            pdfium.FPDFTextObj_GetText(item.raw, text_page.raw, buffer, length)
            text = bytes(buffer).decode("utf-16-le", "replace").partition("\0")[0]
            size = ctypes.c_float()
            pdfium.FPDFTextObj_GetFontSize(item.raw, size)
            matrix = item.get_matrix()
            piece = _Piece(text, matrix.f, size.value * (abs(matrix.d) or 1))
            self._pieces.setdefault((number, mcid), []).append(piece)
        text_page.close()
        page.close()

    def at(self, page: int, mcid: int) -> list[_Piece]:
        return self._pieces.get((page, mcid), [])


class _Walk:
    """A walk through the structure tree that collects the text of each block."""

    def __init__(self, pdf: Any, text: _Characters, found: _Found) -> None:
        self._root = pdf.Root.StructTreeRoot
        self._pages = {page.objgen: index for index, page in enumerate(pdf.pages)}
        self._text, self._found = text, found
        self._buffer: list[str] = []
        self._last: tuple[int, float] | None = None

    def articles(self) -> Iterator[Any]:
        """The elements that hold the body of the text (structure type Art)."""
        document = self._root.K[0]
        found = [element for element in document.K if str(element.S) == "/Art"]
        if not found:
            raise ValueError("not a PDF edition: its structure tree has no article")
        yield from found

    def flush(self) -> None:
        """Close the block that is being read."""
        text = clean("".join(self._buffer))
        self._buffer.clear()
        self._last = None
        if text:
            self._found.blocks.append(text)

    def visit(self, element: Any) -> None:
        role = str(element.S)
        if role == "/Note":
            self._note(element)
            return
        if role == "/Reference" or (role == "/Lbl" and not self._is_term(element)):
            return
        if role == "/Figure":
            self._found.alts.append(str(element.get("/Alt", "")))
        block = role in _BLOCKS or role == "/Lbl"
        # A picture in a line of text does not end the block.
        if role == "/Figure" and str(element.P.S) in ("/P", "/Link", "/TD", "/TH"):
            block = False
        if block:
            self.flush()
        start = len(self._found.blocks)
        self._children(element)
        if block:
            self.flush()
        if role in _HEADINGS:
            self._found.outline.append((_HEADINGS[role] - 1, " ".join(self._found.blocks[start:])))

    def _is_term(self, element: Any) -> bool:
        """Whether a label is the term of a definition, not the number or bullet of an item."""
        items = element.P.P
        return str(items.get("/A", {}).get("/ListNumbering", "")) == "/None"

    def _children(self, element: Any) -> None:
        page = element.get("/Pg")
        linked = False
        for kid in element.get("/K", []):
            if isinstance(kid, int):
                self._add(page, kid, element)
            elif kid.get("/Type") == "/MCR":
                self._add(kid.Pg, int(kid.MCID), element)
            elif kid.get("/Type") == "/OBJR":
                if not linked:  # a link over two lines has two annotations
                    self._link(kid.Obj)
                linked = True
            else:
                self.visit(kid)

    def _add(self, page: Any, mcid: int, element: Any) -> None:
        number = self._pages[page.objgen]
        pieces = self._text.at(number, mcid)
        if "/ActualText" in element:  # what glyphs that stand in another order read
            actual = str(element.ActualText)
            if not pieces:  # a space is not drawn
                self._buffer.append(actual)
            pieces = [replace(piece, text=actual) for piece in pieces[:1]]
        for piece in pieces:
            if self._last is not None:
                before, baseline = self._last
                if before != number or abs(baseline - piece.baseline) > 0.7 * piece.size:
                    self._new_line(piece.text)
            self._buffer.append(piece.text)
            self._last = (number, piece.baseline)

    def _new_line(self, text: str) -> None:
        """Lines of a block are joined by a space, or by nothing where the line ended inside a word."""
        before = self._buffer[-1] if self._buffer else ""
        if before.endswith((HYPHEN, WORD_JOINER)):
            self._buffer[-1] = before[:-1]
        elif not (before and text and is_wide(before[-1]) and is_wide(text[0])):
            self._buffer.append(" ")

    def _note(self, element: Any) -> None:
        kept, self._buffer, last = self._buffer, [], self._last
        body, self._found = self._found, _Found()
        self._last = None
        self._children(element)
        self.flush()
        body.notes.append(" ".join(self._found.blocks))
        body.notes += self._found.notes
        self._found, self._buffer, self._last = body, kept, last

    def _link(self, annotation: Any) -> None:
        target = str(annotation.A.URI) if "/A" in annotation else f"#{annotation.Dest}"
        self._found.links.append(target)
