"""The rules that pages of HTML and of EPUB have in common, over a tree that is walked once."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from pipeline.conformance.finding import Finding
from pipeline.conformance.gate.xml import quoted

RULES: dict[str, str] = {
    "unique-id": "an id stands once in a file (HTML, 3.2.6)",
    "reference": "every reference to a place leads to one (HTML, 7.4.6.4; WAI-ARIA 1.2, 6.2.4)",
    "alternative": "every picture has an alternative text (WCAG 2.2, 1.1.1)",
    "one-title-heading": "the title is the only heading of level 1 (WCAG 2.2, 1.3.1)",
    "heading-order": "heading levels never skip (WCAG 2.2, 1.3.1)",
    "empty-heading": "every heading has a text (WCAG 2.2, 2.4.6)",
    "empty-link": "every link has a text (WCAG 2.2, 2.4.4)",
    "language": "the page names its language (WCAG 2.2, 3.1.1)",
    "title": "the page has a title (WCAG 2.2, 2.4.2)",
    "script": "nothing runs: the only scripts are JSON-LD records that can be read (JSON-LD 1.1, 7)",
    "outside": "nothing is loaded from outside the edition",
    "header-scope": "every head cell of a table says which cells it heads (HTML, 4.9.10; WCAG 2.2, 1.3.1)",
    "note-return": "every call of a note leads to a note that leads back to it (DPUB-ARIA 1.1, doc-backlink)",
}

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_REFERRING = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "for", "headers")
_LOADING = {
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "script": ("src",),
    "iframe": ("src", "srcdoc"),
    "embed": ("src",),
    "object": ("data",),
    "audio": ("src",),
    "video": ("src", "poster"),
    "track": ("src",),
    "input": ("src",),
    "image": ("href", "{http://www.w3.org/1999/xlink}href"),
    "use": ("href", "{http://www.w3.org/1999/xlink}href"),
}
_NOT_LOADED = frozenset(("license", "alternate", "canonical"))
_STYLE_LOADS = re.compile(r"url\(\s*[\"']?([^\"')]{0,200})", re.IGNORECASE)
_IMPORT = re.compile(r"@import\b[^;{}]{0,200}", re.IGNORECASE)

Loads = Callable[[str], bool]
"""Whether an address is one that the edition may load."""


class Page:
    """A page: its elements by local name in document order, its ids, and the ids that stand more than once."""

    def __init__(self, root: Any, name: str = "") -> None:
        self.root = root
        self.name = name
        self.elements: dict[str, list[Any]] = defaultdict(list)
        self.ids: dict[str, Any] = {}
        self.again: list[Any] = []
        self.headings: list[tuple[int, Any]] = []
        self.attributed: list[tuple[str, str, Any]] = []
        for element in root.iter():
            if isinstance(element.tag, str):
                self._take(element)

    def _take(self, element: Any) -> None:
        tag = element.tag.rpartition("}")[2]
        self.elements[tag].append(element)
        if tag in HEADINGS:
            self.headings.append((_level(tag, element), element))
        for key, value in element.items():
            if key == "id":
                if value in self.ids:
                    self.again.append(element)
                self.ids.setdefault(value, element)
            elif key in _REFERRING or key == "style" or key.startswith("on"):
                self.attributed.append((key, value, element))

    def found(self, rule: str, message: str, element: Any = None) -> Finding:
        """A finding of this page, at an element."""
        place = " ".join(part for part in (self.name, "" if element is None else at(element)) if part)
        return Finding(rule, message, place)


def _level(tag: str, element: Any) -> int:
    said = element.get("aria-level", "")
    return int(said) if said.isascii() and said.isdigit() else int(tag[1])


def at(element: Any) -> str:
    """Where an element is: its name, the nearest id, the beginning of its text: `h3 #stress “A heading”`."""
    named = element
    while named is not None and not named.get("id"):
        named = named.getparent()
    parts = (element.tag.rpartition("}")[2], f"#{named.get('id')}" if named is not None else "", quoted(said(element)))
    return " ".join(part for part in parts if part)


def said(element: Any) -> str:
    """The text of an element, white space as a reader sees it."""
    return " ".join("".join(element.itertext()).split())


def _is_named(element: Any) -> bool:
    """Whether something of an element can be read out: text, a label, or a picture's alternative text."""
    if any(element.get(key, "").strip() for key in ("aria-label", "aria-labelledby")) or said(element):
        return True
    return any(
        node.get("alt", "").strip()
        for node in element.iter()
        if isinstance(node.tag, str) and node.tag.rpartition("}")[2] == "img"
    )


# ------------------------------------------------------------------ the rules


def findings(page: Page, loads: Loads) -> Iterator[Finding]:
    """What is wrong with one page, apart from links between pages and the order of headings."""
    yield from _ids(page)
    yield from _names(page)
    yield from _head(page)
    yield from _scripts(page)
    yield from _loaded(page, loads)
    for cell in page.elements["th"]:
        if cell.get("scope") not in ("col", "row", "colgroup", "rowgroup"):
            yield page.found("header-scope", "a head cell has no scope", cell)


def _ids(page: Page) -> Iterator[Finding]:
    for element in page.again:
        yield page.found("unique-id", f"the id {element.get('id')!r} stands more than once", element)
    for key, value, element in page.attributed:
        if key in _REFERRING:
            for name in value.split():
                if name not in page.ids:
                    yield page.found("reference", f"{key} names {name!r}, which is nowhere in the page", element)


def _names(page: Page) -> Iterator[Finding]:
    for picture in page.elements["img"]:
        if not (picture.get("alt") or "").strip() and picture.get("role") != "presentation":
            yield page.found("alternative", "a picture has no alternative text", picture)
    for _, heading in page.headings:
        if not _is_named(heading):
            yield page.found("empty-heading", "a heading says nothing", heading)
    for link in page.elements["a"]:
        if link.get("href") is not None and not _is_named(link):
            yield page.found("empty-link", f"the link to {link.get('href')} says nothing", link)


def _head(page: Page) -> Iterator[Finding]:
    if not (page.root.get("lang") or "").strip():
        yield page.found("language", "the page names no language")
    titles = [title for title in page.elements["title"] if title.getparent().tag.rpartition("}")[2] == "head"]
    if len(titles) != 1 or not said(titles[0]):
        yield page.found("title", "the page has no title")


def _scripts(page: Page) -> Iterator[Finding]:
    for script in page.elements["script"]:
        if script.get("type") != "application/ld+json" or script.get("src") is not None:
            yield page.found("script", "there is a script that is no record")
            continue
        try:
            json.loads(script.text or "")
        except ValueError as error:
            yield page.found("script", f"the JSON-LD record cannot be read: {error}")
    for key, _, element in page.attributed:
        if key.startswith("on"):
            yield page.found("script", f"there is a script in the attribute {key}", element)
    for link in page.elements["a"]:
        if (link.get("href") or "").strip().lower().startswith("javascript:"):
            yield page.found("script", "a link runs a script", link)


def _loaded(page: Page, loads: Loads) -> Iterator[Finding]:
    for tag, keys in _LOADING.items():
        for element in page.elements.get(tag, ()):
            for value in filter(None, map(element.get, keys)):
                if not loads(value.strip()):
                    yield page.found("outside", f"{tag} loads {value[:80]}", element)
    for link in page.elements["link"]:
        if not set((link.get("rel") or "").lower().split()) & _NOT_LOADED and not loads(link.get("href") or ""):
            yield page.found("outside", f"the page loads {link.get('href')}")
    for base in page.elements["base"]:
        yield page.found("outside", f"base leads every link to {base.get('href')}")
    styles = [style.text or "" for style in page.elements["style"]]
    styles += [value for key, value, _ in page.attributed if key == "style"]
    for address in (address for style in styles for address in loaded_by_style(style)):
        if not loads(address):
            yield page.found("outside", f"a style loads {address[:80]}")


def loaded_by_style(style: str) -> Iterator[str]:
    """What a style sheet asks for: the addresses of url(), and @import rules as they stand (CSS Values 4, 4.5)."""
    lowered = style.lower()  # finding a word in it is much quicker than an expression over megabytes of fonts
    start = lowered.find("url(")
    while start >= 0:
        match = _STYLE_LOADS.match(style, start)
        if match:
            yield match[1].strip()
        start = lowered.find("url(", start + 4)
    if "@import" in lowered:
        yield from _IMPORT.findall(style)


def heading_order(pages: list[Page]) -> Iterator[Finding]:
    """Heading levels over pages in reading order: the first is 1, and none is more than one below the last."""
    last = 0
    for page in pages:
        for level, heading in page.headings:
            if level > last + 1:
                yield page.found("heading-order", f"a heading of level {level} follows level {last}", heading)
            last = level


def notes(page: Page, calls: list[Any], pages: dict[str, Page]) -> Iterator[Finding]:
    """Every call of a note: its target must hold a link back to it. `pages`: by file name, this one's is empty."""
    for call in calls:
        file, _, name = (call.get("href") or "").partition("#")
        there = pages.get(file)
        note = there.ids.get(name) if there is not None else None
        if note is None:
            continue  # a reference that leads nowhere, which is another rule's
        back = {
            link.get("href", "").rpartition("#")[2] for link in note.iter("{*}a") if link.get("role") == "doc-backlink"
        }
        if not call.get("id") or call.get("id") not in back:
            yield page.found("note-return", f"the note {name!r} has no link back to its call", call)


def calls_of(page: Page) -> list[Any]:
    """The calls of notes in a page."""
    return [link for link in page.elements["a"] if link.get("role") == "doc-noteref"]
