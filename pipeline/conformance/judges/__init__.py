"""The outside judges, one module each. To add one: write its module, and name it here."""

from pipeline.conformance.judge import Judge
from pipeline.conformance.judges.ace import Ace
from pipeline.conformance.judges.axe import Axe
from pipeline.conformance.judges.epubcheck import EpubCheck
from pipeline.conformance.judges.libreoffice import LibreOffice
from pipeline.conformance.judges.nu import Nu
from pipeline.conformance.judges.ooxml import OpenXml
from pipeline.conformance.judges.verapdf import VeraPdf

JUDGES: tuple[Judge, ...] = (VeraPdf(), EpubCheck(), Ace(), Nu(), Axe(), OpenXml(), LibreOffice())

__all__ = ["JUDGES"]
