"""Elements of HTML and XHTML trees: their names, classes and languages, what is seen in them, tables of contents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def tag(element: Any) -> str:
    """The local name of an element; empty for comments and instructions."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def clean(text: str) -> str:
    """White space as a reader sees it: runs become one space, none at the ends."""
    return " ".join(text.split())


def language(element: Any) -> str:
    """The language that an element itself declares, empty where it declares none.

    Raises ValueError where `lang` and `xml:lang` say different ones (HTML, 3.2.6.2).
    """
    found = {element.get(name) for name in ("lang", _LANG)} - {None}
    if len(found) > 1:
        raise ValueError(f"{tag(element)} is in two languages: {', '.join(sorted(found))}")
    return found.pop() if found else ""


def contents(nav: Any, leads: Callable[[str], bool]) -> tuple[tuple[tuple[int, str], ...], tuple[str, ...]]:
    """(depth from 1, text) of the entries of a table of contents, and their hrefs; those that do not lead to its text
    are left out."""
    from lxml import etree

    depth, found, hrefs = 0, [], []
    for event, node in etree.iterwalk(nav, events=("start", "end")):
        if tag(node) == "ol":
            depth += 1 if event == "start" else -1
        elif event == "start" and tag(node) == "a" and leads(node.get("href", "")):
            found.append((depth, clean("".join(seen(node)))))
            hrefs.append(node.get("href", ""))
    return tuple(found), tuple(hrefs)


def seen(root: Any) -> Iterator[str]:
    """The text below an element, pictures by their alternative texts."""
    from lxml import etree

    for event, node in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            yield {"img": node.get("alt", ""), "br": " "}.get(tag(node), node.text or "")
        elif node is not root:
            yield node.tail or ""


def classes(element: Any) -> list[str]:
    return str(element.get("class", "")).split()
