"""Reading text back from trees of HTML or XHTML: blocks in reading order, and what stands in their lines.

Works on lxml elements whatever their namespace. It knows what HTML means, the roles of DPUB-ARIA (`doc-noteref`,
`doc-backlink`), and marks of ours: the printed number of a paragraph or heading (`number` in `numbered`), the label
of an item (`marker` in `signs`), and what follows the number of other items (`data-delimiter`). Nothing here
recurses: a tree may be as deep as it likes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.editions.edition import Said, joined, styled
from pipeline.editions.elements import classes, clean, contents, language, seen, tag

__all__ = ["Page", "blocks", "contents", "placed", "tag"]

_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_CONTAINERS = frozenset(
    "li dd blockquote div section aside article header footer main nav address figure table thead tbody tfoot tr"
    " ul ol dl hgroup".split()
)
_LEAVES = _HEADINGS | {"p", "pre", "dt", "th", "td", "caption", "figcaption"}
_BLOCKS = _CONTAINERS | _LEAVES | {"hr"}
_STYLES = {"em": "emphasis", "strong": "strong", "code": "code", "sup": "raised", "sub": "lowered"}
_SILENT = frozenset(("script", "style", "template"))
_SAID_EMPTY = frozenset(("item", "head", "cell"))
"""Kinds that are said even where they hold nothing: they count the items and cells."""


@dataclass(frozen=True, slots=True)
class Page:
    """What the lines of a page are read against.

    `own`: the language of the document. `target` gives the place that an href leads to: `#id` in the document, else an
    address. `numbers`: the number of the note at each such place.
    """

    own: str
    target: Callable[[str], str]
    numbers: Mapping[str, int]


def blocks(root: Any, page: Page) -> tuple[Said, ...]:
    """The blocks below `root` in reading order."""
    return _Walk(page).read(root)


def placed(root: Any, page: Page) -> tuple[tuple[Said, ...], dict[str, int]]:
    """The same, and by the id of each element the number of the block that begins with it, or in which it stands."""
    walk = _Walk(page)
    return walk.read(root), walk.places


@dataclass(slots=True)
class _Line:
    """What a line says; `bare` is its text without calls of notes."""

    text: list[str] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)
    runs: list[tuple[str, str]] = field(default_factory=list)
    styles: list[tuple[str, str]] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    expansions: list[tuple[str, str]] = field(default_factory=list)

    def add(self, text: str, within: _Open | None) -> None:
        """Text in the language and the style of an element; None for what is in none."""
        self.text.append(text)
        self.bare.append(text)
        if within is not None:
            self.runs.append((within.language, text))
            self.styles.append((within.style, text))

    def said(self, said: Said, own: str) -> Said:
        return replace(
            said,
            text=clean("".join(self.text)),
            links=tuple(self.links),
            languages=joined(self.runs, own),
            expansions=tuple(self.expansions),
            styles=joined(self.styles, ""),
        )


@dataclass(slots=True)
class _Open:
    """An element that is open.

    `kind`: of the paragraphs in it; `depth`: of the lists; `leaf`: the block that all text in it belongs to;
    `waiting`: the item that its first paragraph will be; `before`: the number of the last item or cell; `mark`: what
    follows the number of an item, or `number` or `item` where a label may open a block;
    `line`, `since`, `slot`: the line that a
    link or an abbreviation stands in, and where it begins there.
    """

    name: str
    language: str
    style: str = ""
    kind: str = "paragraph"
    depth: int = 0
    leaf: Said | None = None
    waiting: Said | None = None
    before: int = 0
    mark: str = ""
    line: _Line | None = None
    since: int = 0
    slot: int = 0


class _Walk:
    """One walk over a tree: elements open and close, lines fill and are said."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.line = _Line()
        self.result: list[Said] = []
        self.open: list[_Open] = []
        self.blocks: list[_Open] = []  # those of `open` that are blocks, without any inside a leaf
        self.places: dict[str, int] = {}
        self.rows = 0  # of the table that is open: tables of ours hold no tables

    def read(self, root: Any) -> tuple[Said, ...]:
        from lxml import etree

        spoken = next(filter(None, map(language, (root, *root.iterancestors()))), "")
        self.open.append(_Open(tag(root), spoken))
        self.blocks.append(self.open[0])
        self._text(root.text)
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if element is root:
                continue
            if event != "start":
                if event == "end":
                    self._end(element)
                self._text(element.tail)
            elif self._start(element):
                self._text(element.text)
            else:
                walk.skip_subtree()
        self._say(self.blocks[-1])
        return tuple(self.result)

    def _text(self, text: str | None) -> None:
        if text:
            self.line.add(text, self.open[-1])

    # -------------------------------------------------------------- elements

    def _start(self, element: Any) -> bool:
        """Opens an element; False for one whose content is not text of the document, or was read already."""
        name, parent = tag(element), self.open[-1]
        here = _Open(name, language(element) or parent.language, parent.style, parent.kind, parent.depth)
        self.open.append(here)
        role = element.get("role")
        if role == "doc-backlink" or name in _SILENT:
            return False
        if role == "doc-noteref":
            self.line.text.append(f"[^{self._called(element)}]")
            return False
        identifier = element.get("id", "")
        if self.blocks[-1].leaf is None and name in _BLOCKS:
            self._block(element, here, parent, identifier)
            return True
        self._identify(identifier)
        if name == "span" and self._labels(element, parent):
            return False
        self._inline(element, here, parent)
        return True

    def _labels(self, element: Any, parent: _Open) -> bool:
        """Takes the printed number of a paragraph, a heading or an item, where that is what an element shows."""
        awaited = {"number": "number", "item": "marker"}.get(parent.mark, "")
        if not awaited or self.line.text or awaited not in classes(element):
            return False
        label, parent.mark = clean("".join(seen(element))), ""
        if parent.waiting:
            parent.waiting = replace(parent.waiting, label=label)
        elif parent.leaf:
            parent.leaf = replace(parent.leaf, label=label)
        return True

    def _called(self, element: Any) -> str:
        """The number that a call shows; where it leads to another note, that one too."""
        shown = clean("".join(seen(element)))
        number = self.page.numbers.get(self.page.target(element.get("href", "")), "nothing")
        return shown if shown == str(number) else f"{shown} leads to {number}"

    def _inline(self, element: Any, here: _Open, parent: _Open) -> None:
        if here.name in _BLOCKS or here.name == "br":  # a block inside a leaf: no word runs into those around it
            self.line.add(" ", here)
        elif here.name in _STYLES and not (self.blocks[-1].leaf and self.blocks[-1].leaf.kind == "code"):
            here.style = styled(parent.style, _STYLES[here.name])
        elif here.name == "img" and parent.name == "figure":
            self._say(self.blocks[-1])
            self.result.append(Said("picture", clean(element.get("alt", ""))))
        elif here.name == "img":
            self.line.add(f"![{clean(element.get('alt', ''))}]", None)
        elif (here.name == "a" and "href" in element.attrib) or (here.name == "abbr" and "title" in element.attrib):
            here.line, here.since, here.slot = self.line, len(self.line.bare), len(self.line.expansions)
            if here.name == "abbr":
                self.line.expansions.append(("", clean(element.get("title"))))

    def _identify(self, identifier: str) -> None:
        """What bears an id begins with the next block that is said."""
        if identifier in self.places:
            raise ValueError(f"the id {identifier} stands twice")
        if identifier:
            self.places[identifier] = len(self.result)

    def _block(self, element: Any, here: _Open, parent: _Open, identifier: str) -> None:
        outer = self.blocks[-1]
        self._say(outer, here.name == "p" and parent is outer)
        self._identify(identifier)
        self.blocks.append(here)
        if (name := here.name) in _LEAVES:
            here.leaf = self._leaf(element, name, outer)
            if here.leaf.kind == "item":
                here.mark, outer.mark = outer.mark, ""
            elif (name == "p" or name in _HEADINGS) and "numbered" in classes(element):
                here.mark = "number"
        elif name == "hr":
            self.result.append(Said("rule", ""))
        elif name in ("ul", "ol", "li"):
            self._list(element, here, parent)
        elif name == "dd":
            here.kind = "definition"
        elif name == "blockquote":
            here.kind, here.depth = "quote", 0
        elif name == "tr":
            self.rows += 1
        elif name == "table":
            self.rows = 0

    def _list(self, element: Any, here: _Open, parent: _Open) -> None:
        """A list, or an item of one. The labels of `signs` are text: its items wait for them."""
        if here.name == "li":
            parent.before += 1
            label = f"{parent.before}{parent.mark}" if parent.name == "ol" and parent.mark else parent.mark
            here.waiting, here.kind = Said("item", "", label, here.depth), "continued"
            here.mark = "" if parent.mark else "item"
        else:
            here.depth += 1
            here.before = int(element.get("start", "1")) - 1
            sign = element.get("data-delimiter", ".") if here.name == "ol" else "•"
            here.mark = "" if "signs" in classes(element) else sign

    def _leaf(self, element: Any, name: str, outer: _Open) -> Said:
        """The block that a leaf is, still without its text."""
        if name in _HEADINGS:
            return Said("heading", "", level=int(element.get("aria-level") or name[1]) - 1)
        if name in ("th", "td"):
            outer.before += 1
            return Said("head" if name == "th" else "cell", "", place=(self.rows, outer.before))
        if name == "p":
            waiting, outer.waiting = outer.waiting, None
            return waiting or Said(outer.kind, "")
        return Said({"pre": "code", "dt": "term"}.get(name, "caption"), "")

    def _end(self, element: Any) -> None:
        here = self.open.pop()
        if self.blocks[-1] is here:
            self._say(here)
            self.blocks.pop()
        elif here.name in _BLOCKS:
            self.line.add(" ", here)
        elif here.line is not None:
            text = clean("".join(self.line.bare[here.since if here.line is self.line else 0 :]))
            if here.name == "abbr":
                here.line.expansions[here.slot] = (text, here.line.expansions[here.slot][1])
            else:
                title, target = clean(element.get("title", "")), self.page.target(element.get("href", ""))
                self.line.links.append((target, text, "" if title == text else title))

    # -------------------------------------------------------------- lines

    def _say(self, block: _Open, opens: bool = False) -> None:
        """Ends the line that stands in a block. An item that waits for its first paragraph has none then, unless one
        opens here."""
        line = self.line
        if line.text:
            self.line = _Line()
        if block.leaf is not None:
            said = line.said(block.leaf, self.page.own)
            if said.text or said.kind in _SAID_EMPTY or (said.label and said.kind == "heading"):
                self.result.append(said)
            return
        said = line.said(block.waiting or Said(block.kind, ""), self.page.own) if line.text else Said("", "")
        if said.text:
            self.result.append(said)
            block.waiting = None
        elif block.waiting and not opens:
            self.result.append(block.waiting)
            block.waiting = None
