"""The PDF edition: WeasyPrint sets the page; the structure tree, the XMP packet and the labels are our own."""

from pipeline.editions.pdf.edition import Pdf

__all__ = ["Pdf"]
