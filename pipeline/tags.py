"""Language tags, and which others stand in for one."""

from __future__ import annotations

FALLBACK = "en"
"""The language of the labels that another one lacks."""


def fallbacks(language: str) -> tuple[str, ...]:
    """The tags under which something for a language may stand, the nearest first, English last (RFC 4647, 3.4)."""
    parts = language.split("-")
    tags = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return tuple(dict.fromkeys((*tags, FALLBACK)))


def is_foreign(tag: str, language: str) -> bool:
    """Whether what stands under one of the `fallbacks` of a language is in English for want of words of its own."""
    return tag == FALLBACK and language.split("-", maxsplit=1)[0] != FALLBACK
