"""The gate: quick checks that every edition passes before it is published.

    check("pdf", data) -> findings; none of them: it conforms

It needs no tool outside this process and costs a small part of what making the edition costs. The outside judges
(`pipeline.conformance.judges`) look closer and take longer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.conformance.finding import Finding
from pipeline.conformance.gate import docx, epub, html, pdf

CODES: dict[str, str] = {
    "C01": "the PDF is not what it claims to be: PDF/A-3a and PDF/UA-1",
    "C02": "the HTML breaks a rule of HTML or of WCAG",
    "C03": "the EPUB breaks a rule of EPUB 3.3 or of EPUB Accessibility 1.1",
    "C04": "the DOCX breaks a rule of Office Open XML or of Word's accessibility checker",
}


@dataclass(frozen=True, slots=True)
class Check:
    """How one edition is checked: the code of its problems, its rules with the clause that each comes from,
    and the distributions whose versions shape the verdict."""

    code: str
    rules: Mapping[str, str]
    run: Callable[[bytes], tuple[Finding, ...]]
    tools: tuple[str, ...] = ()


CHECKS: dict[str, Check] = {
    "pdf": Check("C01", pdf.RULES, pdf.check, ("page-validation",)),
    "html": Check("C02", html.RULES, html.check),
    "epub": Check("C03", epub.RULES, epub.check),
    "docx": Check("C04", docx.RULES, docx.check),
}


class NoCheckError(LookupError):
    """An edition that nothing here can check: it is not published unseen."""


def check_of(edition: str) -> Check:
    """The check of the edition of that name. Raises NoCheckError."""
    try:
        return CHECKS[edition]
    except KeyError:
        raise NoCheckError(f"the gate has no check for the edition {edition!r}") from None


def tools_of(edition: str) -> tuple[str, ...]:
    """The distributions that shape the verdict on an edition; none for one that has no check."""
    return CHECKS[edition].tools if edition in CHECKS else ()


def check(edition: str, data: bytes) -> tuple[Finding, ...]:
    """What keeps the bytes of an edition from conforming; nothing where they do. Raises NoCheckError."""
    return check_of(edition).run(data)


def load() -> None:
    """Loads what the checks use, so that processes forked from this one have it."""
    import lxml.html  # noqa: F401

    pdf.load()


def is_forkable() -> bool:
    """Whether this process may still be forked: not after a PDF was checked in it."""
    return pdf.is_forkable()


__all__ = [
    "CHECKS",
    "CODES",
    "Check",
    "Finding",
    "NoCheckError",
    "check",
    "check_of",
    "is_forkable",
    "load",
    "tools_of",
]
