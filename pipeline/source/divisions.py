"""`:::` lines: the divisions that are open while a body is read, and the roles that they may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.crosswalk.codecs import nearest
from pipeline.nodes import CORRECTION, DIVISIONS, POSITIONS, Attributes, Block, Position
from pipeline.source.findings import Findings, quoted
from pipeline.source.replacements import PARTS

if TYPE_CHECKING:
    from markdown_it.token import Token

EXTRA: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(POSITIONS, ("by", "on")),
    CORRECTION: ("of", "at", "languages"),
}
"""The attributes that divisions of a role may have beside those of every block."""


@dataclass(slots=True)
class Open:
    """A division that is open, or (role empty) what a division would stand in."""

    role: str
    attributes: Attributes
    at: Position
    written: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)


def known_role(token: Token, outer: str, findings: Findings, at: Position) -> str:
    """The role of the division that a line opens in one of the role `outer`; of one that is not known, `note`."""
    role: str = token.info
    known = PARTS if outer == CORRECTION else DIVISIONS
    if role in known:
        if token.meta["rest"]:
            fix = f"write ::: {role} on a line of its own, attributes like {{#id}} behind it"
            findings.add("T10", f"{quoted(token.meta['rest'])} cannot stand here", fix, at)
        return role
    if role in PARTS:
        findings.add("T10", f"{quoted(token.content)} stands in no correction", "put ::: correction above it", at)
        return "note"
    fix = f"write ::: {nearest(role, known)}".replace("::: one of:", "::: and one of:")
    findings.add("T10", f"{quoted(token.content)} opens no division that is known", fix, at)
    return PARTS[0] if outer == CORRECTION else "note"
