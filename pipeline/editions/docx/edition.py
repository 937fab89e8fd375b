"""The DOCX edition behind the one interface: `write` and `read`, each in its own modules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.document import Document
from pipeline.editions.docx.reading import read
from pipeline.editions.docx.writing import write
from pipeline.editions.edition import Reading

if TYPE_CHECKING:
    from pipeline.house import House


class Docx:
    """See `editions.edition.Edition`."""

    name = "docx"
    suffix = ".docx"
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    templates = ("docx", "strings", "kinds", "fonts")
    tools = ("python-docx", "jinja2", "babel", "uharfbuzz", "resvg-py", "lxml")
    libraries: tuple[str, ...] = ()
    carries = False

    def write(self, document: Document, house: House) -> bytes:
        return write(document, house)

    def read(self, data: bytes) -> Reading:
        return read(data)
