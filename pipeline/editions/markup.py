"""Reading text back from HTML and XHTML trees: blocks in reading order, outline, links, alternative texts.

Works on lxml elements whatever their namespace, and knows nothing of how an edition was written but the
roles that HTML itself defines (headings, `doc-noteref`, `doc-backlink`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

BLOCKS = frozenset(
    "p li dt dd pre td th caption figcaption blockquote h1 h2 h3 h4 h5 h6 div section aside article ul ol dl table"
    " thead tbody tr figure hr nav header footer main body".split()
)
_FURNITURE = frozenset(("doc-noteref", "doc-backlink", "doc-pagebreak"))


def tag(element: Any) -> str:
    """The local name of an element; empty for comments and instructions."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def clean(text: str) -> str:
    """White space as a reader sees it: runs become one space, none at the ends."""
    return " ".join(text.split())


def blocks(root: Any) -> tuple[str, ...]:
    """The text of every block below `root` in order; note calls and back links are left out, empty ones too."""
    found: list[str] = []
    buffer: list[str] = []

    def flush() -> None:
        text = clean("".join(buffer))
        buffer.clear()
        if text:
            found.append(text)

    def visit(element: Any) -> None:
        name = tag(element)
        if name and element.get("role") not in _FURNITURE:
            block = name in BLOCKS
            if block:
                flush()
            if name == "br":
                buffer.append(" ")
            buffer.append(element.text or "")
            for child in element:
                visit(child)
            if block:
                flush()
        buffer.append(element.tail or "")

    visit(root)
    flush()
    return tuple(found)


def elements(root: Any, *names: str) -> Iterator[Any]:
    """The elements below `root` of these local names, in order."""
    return (element for element in root.iter() if tag(element) in names)


def outline(root: Any) -> tuple[tuple[int, str], ...]:
    """(level, text) of the headings below `root`, h2 being level 1 (h1 is the document's title)."""
    return tuple(
        (int(element.get("aria-level") or tag(element)[1]) - 1, " ".join(blocks(element)))
        for element in elements(root, "h2", "h3", "h4", "h5", "h6")
    )


def alts(root: Any) -> tuple[str, ...]:
    """The alternative texts of the pictures below `root`."""
    return tuple(element.get("alt", "") for element in elements(root, "img"))


def links(root: Any) -> tuple[str, ...]:
    """The targets of the links below `root`, without note calls and back links."""
    return tuple(element.get("href", "") for element in elements(root, "a") if element.get("role") not in _FURNITURE)
