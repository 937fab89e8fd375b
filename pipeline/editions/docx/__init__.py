"""The DOCX edition: WordprocessingML (ECMA-376 Part 1) through Jinja, in the styles of reference.docx."""

from pipeline.editions.docx.edition import Docx

__all__ = ["Docx"]
