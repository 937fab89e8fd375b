"""How one paragraph is set: what the macro `properties` writes as `w:pPr`."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Format:
    """The properties of one paragraph, for the macro that writes `w:pPr` in the order of the schema (17.3.1.26)."""

    style: str
    keep: bool
    page_break: bool
    number: int
    level: int
    bidi: bool
    before: int
    left: int
    hanging: int
    tight: bool
    align: str
    whole: bool
    ruled: str
    right: int = 0
    border: Markup = Markup()
    framed: bool = False
    after: int = 0
