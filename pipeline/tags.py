"""Language tags, and which others stand in for one."""

from __future__ import annotations


def fallbacks(language: str) -> tuple[str, ...]:
    """The tags under which something for a language may stand, the nearest first, English last (RFC 4647, 3.4)."""
    parts = language.split("-")
    tags = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return tuple(dict.fromkeys((*tags, "en")))
