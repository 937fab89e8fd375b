"""The PDF: is it what it claims to be, PDF/A-3a (ISO 19005-3, level A) and PDF/UA-1 (ISO 14289-1) in one file?

Both claims are judged by page-validation. It passes on a positive verdict alone: no verdict, a verdict without
a rule that was checked, and a file that the validator gives up on are findings.
"""

from __future__ import annotations

import os
import re
from typing import Any

from pipeline.conformance.finding import Finding

RULES: dict[str, str] = {
    "PDF/A-3a": "the file conforms to PDF/A-3a, as its metadata says (ISO 19005-3, 5.2)",
    "PDF/UA-1": "the file conforms to PDF/UA-1, as its metadata says (ISO 14289-1, 5)",
}

_PROFILES = {"PDF/A-3a": "PDF_A_3A", "PDF/UA-1": "PDF_UA_1"}


_LIMITS = {
    "max_decoded_stream_size": 2**32,
    "max_total_decoded_content_size": 2**32,
    "max_object_count": 10**8,
    "max_form_invocations": 10**6,
    "max_table_grid_rows": 10**6,
    "max_table_grid_cells": 10**8,
}
"""Where the validator gives up: far above what a publication may hold, so that long tables and large pictures pass."""


_LARGE = 500_000
"""Bytes of a PDF from which its claims are judged one after the other."""
_users: set[int] = set()


def load() -> None:
    """Loads the validator, without starting its threads."""
    import page  # noqa: F401


def is_forkable() -> bool:
    """Whether this process may be forked: a fork has none of the threads that the validator has started by then,
    and would wait for them for ever."""
    return not _users


def check(data: bytes) -> tuple[Finding, ...]:
    """The rules of either standard that a PDF breaks. The two claims are judged side by side, in two threads; those of
    a large file one after the other, as the validator takes some two hundred times its size."""
    from concurrent.futures import ThreadPoolExecutor

    load()
    _users.add(os.getpid())
    if _users != {os.getpid()}:
        raise RuntimeError("this process was forked after the validator had started its threads")
    with ThreadPoolExecutor(len(RULES) if len(data) < _LARGE else 1) as threads:
        found = [finding for one in threads.map(lambda claim: _judged(claim, data), RULES) for finding in one]
    return _placed(found, data) if found else ()


def _judged(claim: str, data: bytes) -> list[tuple[Finding, int]]:
    """The findings for one claim, each with the number of the object that fails (0: not told)."""
    import page

    profile, limits = getattr(page.ValidationProfile, _PROFILES[claim]), page.SafetyLimits(**_LIMITS)
    try:
        report = page.validate_pdf_bytes(data, profile=profile, limits=limits)
    except page.PageError as error:  # SafetyLimitError and ParseError too
        return [(Finding(claim, f"the validator gave up: {error}"), 0)]
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a fault in the validator's Rust: no Exception in Python
            raise
        return [(Finding(claim, f"the validator broke down: {error}"), 0)]
    if report.is_compliant is True and report.rules.total > 0 and not report.failures:
        return []
    if not report.failures:
        return [(Finding(claim, "the validator gave no verdict"), 0)]
    return [_finding(claim, failure) for failure in report.failures]


def _finding(claim: str, failure: Any) -> tuple[Finding, int]:
    rule, said = f"{claim} {failure.rule_id}", str(failure.message)
    on = re.search(r"\bpage (\d+)", said)
    if on:
        return Finding(rule, said, f"page {on[1]}"), 0
    number = failure.object_id.object_number if failure.object_id is not None else 0
    named = re.search(r"\bobject (\d+) \d", said)
    return Finding(rule, said), number or (int(named[1]) if named else 0)


def _placed(found: list[tuple[Finding, int]], data: bytes) -> tuple[Finding, ...]:
    """The findings with the pages of the objects that fail, or the numbers of those that are on none."""
    pages = _pages(data) if any(number for _, number in found) else {}
    result = []
    for finding, number in found:
        place = f"page {pages[number]}" if number in pages else f"object {number}"
        result.append(Finding(finding.rule, finding.message, place) if number else finding)
    return tuple(dict.fromkeys(result))


def _pages(data: bytes) -> dict[int, int]:
    """The first page that each object belongs to: all that a page refers to, and its structure elements (/Pg)."""
    import io

    import pikepdf

    pages: dict[int, int] = {}
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for number, page in enumerate(pdf.pages, 1):
                _reach(page.obj, number, pages)
            for thing in pdf.objects:
                if isinstance(thing, pikepdf.Dictionary) and "/S" in thing and "/Pg" in thing:
                    pages.setdefault(thing.objgen[0], pages.get(thing.Pg.objgen[0], 0))
    except pikepdf.PdfError:
        return {}
    return {thing: number for thing, number in pages.items() if number}


def _reach(start: Any, number: int, pages: dict[int, int]) -> None:
    """Notes everything that can be reached from a page, but for other pages and the structure tree."""
    import pikepdf

    left = [start]
    while left:
        thing = left.pop()
        identity = thing.objgen[0] if isinstance(thing, pikepdf.Object) else 0
        if identity in pages and identity:
            continue
        if identity:
            pages[identity] = number
        if isinstance(thing, pikepdf.Array):
            left += [part for part in thing if isinstance(part, pikepdf.Object)]
        elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            skipped = ("/Parent", "/P", "/Dest", "/A", "/StructParent")
            left += [part for key, part in thing.items() if key not in skipped and isinstance(part, pikepdf.Object)]
