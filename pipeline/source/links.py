"""Where a link may lead: the web, an address of a person, a telephone, or a place in the same document."""

from __future__ import annotations

import re

from pipeline.nodes import Position
from pipeline.source.findings import Findings, quoted

SCHEMES = ("https", "http", "mailto", "tel")


def judge(target: str, findings: Findings, at: Position) -> bool:
    """Whether a link may lead there; else it is noted, with what to write."""
    if (target.startswith("#") and len(target) > 1) or _is_whole(target):
        return True
    findings.add("T17", f"a link to {quoted(target)} is not taken", _advice(target), at)
    return False


def _is_whole(target: str) -> bool:
    """Whether it is an absolute address of a scheme that every edition can carry (RFC 3986, 3)."""
    scheme, colon, rest = target.partition(":")
    if not colon or scheme.lower() not in SCHEMES:
        return False
    return bool(re.match(r"//[^/?#\s]" if scheme.lower().startswith("http") else r"[^\s?]", rest))


def _advice(target: str) -> str:
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", target)
    if scheme:
        if scheme[1].lower() in SCHEMES:
            return "write the whole address"
        return "a link may begin with https:, http:, mailto: or tel:, or be #id"
    if target.startswith("//"):
        return f"write https:{target}"
    if target.lower().startswith("www."):
        return f"write https://{target}"
    if target in ("", "#"):
        return "write an address in the parentheses, or #id for a place in this document"
    return "write the whole address, with https://, or #id for a place in this document"
