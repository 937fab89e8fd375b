"""The structure tree of a PDF as a stream of events, read by pikepdf (ISO 32000-1, 14.7).

The walk is a loop, takes no element twice, and so ends on any file, in time that grows with the file alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

OURS = frozenset(("CodeBlock", "H7", "Number", "Rule"))
"""The types that a document of ours adds to the standard ones."""


@dataclass(slots=True)
class Element:
    """A structure element: its type (a foreign one by the standard type it stands for) and its language."""

    role: str
    raw: Any
    language: str

    def text(self, key: str) -> str:
        """A text string of its dictionary; empty where there is none."""
        value = self.raw.get(key)
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Opened:
    element: Element


@dataclass(frozen=True, slots=True)
class Closed:
    element: Element


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked-content sequence: what is drawn, by its page and number."""

    page: int
    mcid: int


@dataclass(frozen=True, slots=True)
class Annotated:
    """An annotation that belongs to the element."""

    raw: Any


Event = Opened | Closed | Marked | Annotated


class Structure:
    """The structure tree of an open pikepdf document."""

    def __init__(self, pdf: Any) -> None:
        tree = pdf.Root.StructTreeRoot
        self._pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        self._stands_for = {str(key): str(value) for key, value in tree.get("/RoleMap", {}).items()}
        self._seen: set[Any] = set()
        self.language = str(pdf.Root.get("/Lang", ""))
        (document,) = _kids(tree)
        self._top = self._element(document, self.language)

    def parts(self) -> list[Element]:
        """The elements below the one that is the document, in order."""
        return [self._element(kid, self._top.language) for kid in _kids(self._top.raw)]

    def walk(self, top: Element) -> Iterator[Event]:
        """An element and all below it, in reading order."""
        yield Opened(top)
        stack = [(top, iter(_kids(top.raw)), top.raw.get("/Pg"))]
        while stack:
            element, kids, page = stack[-1]
            kid = next(kids, None)
            if kid is None:
                stack.pop()
                yield Closed(element)
            elif isinstance(kid, int):
                yield Marked(self._pages[page.objgen], kid)
            elif (kind := kid.get("/Type")) == "/MCR":
                yield Marked(self._pages[kid.get("/Pg", page).objgen], int(kid.MCID))
            elif kind == "/OBJR":
                yield Annotated(kid.Obj)
            else:
                below = self._element(kid, element.language)
                yield Opened(below)
                stack.append((below, iter(_kids(kid)), kid.get("/Pg")))

    def _element(self, raw: Any, inherited: str) -> Element:
        if raw.is_indirect:
            if raw.objgen in self._seen:
                raise ValueError("an element stands twice in its structure tree")
            self._seen.add(raw.objgen)
        role = str(raw.S)
        if role[1:] not in OURS:
            role = self._stands_for.get(role, role)
        return Element(role[1:], raw, str(raw.get("/Lang", inherited)))


def _kids(raw: Any) -> list[Any]:
    """What an element holds: /K is an array, or the one thing itself."""
    import pikepdf

    kids = raw.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array | list) else [kids]
