"""A finding: one thing that keeps a file from conforming."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with a file.

    `rule` is the name that the standard or the tool has for it, `message` what is wrong in words, `place` the
    page, part, line or viewport where it is (empty: the whole file).
    """

    rule: str
    message: str
    place: str = ""
