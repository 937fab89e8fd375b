"""Bookmarks: legal names for the ids of a document, the ones that wait for a paragraph, and remarks of the record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pipeline.document import Document
from pipeline.nodes import Attributes, walk

LIMIT = 40
"""Characters of a bookmark's name in Word; it does not tell capitals from small letters either."""


def _legal(name: str) -> str:
    name = re.sub(r"\W", "_", name)
    return (name if name[:1].isalpha() else f"b_{name}")[:LIMIT]


def names_of(document: Document) -> dict[str, str]:
    """A bookmark name for every id of a document: letters, digits and _, at most 40, each one only once."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for node in walk((document.blocks, tuple(note.blocks for note in document.notes))):
        if isinstance(node, Attributes) and node.id and node.id not in names:
            name, count = _legal(node.id), 1
            while name.casefold() in taken:
                count += 1
                name = f"{_legal(node.id)[: LIMIT - 1 - len(str(count))]}_{count}"
            taken.add(name.casefold())
            names[node.id] = name
    return names


@dataclass(frozen=True, slots=True)
class Remark:
    """What WordprocessingML has no place for: the record part says it of what the bookmark embraces."""

    bookmark: str
    about: str
    text: str


class Bookmarks:
    """`opened` numbers a bookmark; `wait` keeps one for the paragraph that comes next."""

    def __init__(self, document: Document) -> None:
        self.names = names_of(document)
        self.remarks: list[Remark] = []
        self._count = 0
        self._waiting: list[str] = []

    def opened(self, name: str) -> tuple[int, str]:
        """(number, name) of a bookmark that starts here; numbers are unique in a document (17.13.6.2)."""
        self._count += 1
        return self._count, name

    def remark(self, about: str, text: str) -> tuple[int, str]:
        """(number, name) of a bookmark that starts here, of which the record says `text`.

        Its name begins with _ as those that Word makes and hides: no id of a document gets such a one.
        """
        name = f"_{about.title()}{len(self.remarks) + 1}"
        self.remarks.append(Remark(name, about, text))
        return self.opened(name)

    def wait(self, attributes: Any) -> None:
        """Keeps the bookmark of a block's id for the first paragraph of it."""
        if attributes.id:
            self._waiting.append(self.names[attributes.id])

    def waiting(self) -> list[tuple[int, str]]:
        """The bookmarks that start with the paragraph being written."""
        names, self._waiting = self._waiting, []
        return [self.opened(name) for name in names]
