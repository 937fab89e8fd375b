"""The editions: one module or folder each, and this list. To add one, add a line."""

from pipeline.editions.docx import Docx
from pipeline.editions.edition import Edition
from pipeline.editions.epub import Epub
from pipeline.editions.html import Html
from pipeline.editions.pdf import Pdf

EDITIONS: tuple[Edition, ...] = (Html(), Pdf(), Epub(), Docx())

__all__ = ["EDITIONS", "Edition"]
