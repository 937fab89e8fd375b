"""The boxes of a page in reading order, and those whose glyphs alone do not tell what they read because of others."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from pipeline.editions.pdf.roles import BLOCKS, is_reordered


def unwrapped(box: Any) -> Any:
    """The box itself where an absolutely placed one stands behind a placeholder."""
    return getattr(box, "_box", box) if type(box).__name__ == "AbsolutePlaceholder" else box


def has_other_order(box: Any) -> bool:
    """Whether the glyphs of a box do not stand in reading order: by its letters, or by its direction."""
    return bool(box.style["direction"] == "rtl") or is_reordered(getattr(box, "text", ""))


def beside_others(page: Any, tags: dict[Any, Any]) -> Iterator[Any]:
    """The marked boxes of a page that come before or after a picture, or end an inline element before a note's call."""
    if any(box.element_tag == "img" or _is_call(box) for box in tags):
        marked = [box for box in _boxes(page) if box in tags]
        for before, after in pairwise(marked):
            if "img" in (before.element_tag, after.element_tag):
                yield from (before, after)
            elif _is_call(after) and before.element is not None and before.element.tag not in _HOLDERS:
                yield before


_HOLDERS = {*BLOCKS, "li", "dt", "dd"}


def _is_call(box: Any) -> bool:
    return bool((box.element_tag or "").endswith("::footnote-call"))


def _boxes(box: Any) -> Iterator[Any]:
    yield unwrapped(box)
    for child in unwrapped(box).all_children():
        yield from _boxes(child)
