"""The package as its reader finds it (ECMA-376-2): parts, what they are related to, and their XML."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from pipeline.editions.container import unpack

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
LARGEST = 128 * 1024 * 1024
"""Bytes of the largest XML part that is read."""
MOST = 4_000_000
"""Tags of such a part: a tree takes far more room than its text. A table of 20,000 rows has a fifth of them."""
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def value(element: Any, name: str = "val") -> str:
    """An attribute `w:name` of an element; empty where there is no such element or attribute."""
    return "" if element is None else str(element.get(WORD + name, ""))


@dataclass(frozen=True, slots=True)
class Related:
    """A relationship: its type, and its target as it is written."""

    type: str
    target: str
    external: bool


class Opened:
    """The parts of a DOCX by name. Raises ValueError for bytes that are none."""

    def __init__(self, data: bytes) -> None:
        self.parts = unpack(data)
        self._related: dict[str, dict[str, Related]] = {}
        self.main = next(self.named("", f"{OFFICE}officeDocument"), "")
        types = {node.get("PartName"): node.get("ContentType") for node in self.tree("[Content_Types].xml")}
        if types.get(f"/{self.main}") != _MAIN:
            raise ValueError("it has no part that is the text of a document")

    def tree(self, name: str) -> Any:
        """The XML of a part: without entities, without the network, no deeper than 256 elements."""
        from lxml import etree

        if name not in self.parts:
            raise ValueError(f"it has no part {name}")
        data = self.parts[name]
        if len(data) > LARGEST or data.count(b"<") > MOST:
            raise ValueError(f"the part {name} has more than {LARGEST:,} bytes, or {MOST:,} tags")
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
        )
        root = etree.fromstring(data, parser)
        if root.getroottree().docinfo.internalDTD is not None:
            raise ValueError(f"the part {name} has a document type, which no package may hold")
        return root

    def related(self, source: str) -> dict[str, Related]:
        """The relationships of a part by id; the package's own belong to the empty name (6.5)."""
        if source not in self._related:
            folder, name = posixpath.split(source)
            part = posixpath.join(folder, "_rels", f"{name}.rels")
            self._related[source] = {
                node.get("Id", ""): Related(
                    node.get("Type", ""), node.get("Target", ""), node.get("TargetMode") == "External"
                )
                for node in (self.tree(part) if part in self.parts else ())
            }
        return self._related[source]

    def target(self, source: str, identifier: str) -> str:
        """The name of the part that a relationship of a part leads to."""
        one = self.related(source).get(identifier)
        if one is None or one.external:
            raise ValueError(f"{source} is related to nothing as {identifier}")
        return self._path(source, one)

    @staticmethod
    def _path(source: str, one: Related) -> str:
        path = posixpath.join("/", posixpath.dirname(source), unquote(one.target))
        return posixpath.normpath(path).lstrip("/")

    def named(self, source: str, kind: str) -> Iterator[str]:
        """The names of the parts that a part is related to in this way."""
        for one in self.related(source).values():
            if one.type == kind and not one.external:
                yield self._path(source, one)

    def named_as(self, kind: str) -> Iterator[str]:
        """The names of the parts that the text is related to in this way, like `footnotes`."""
        return self.named(self.main, OFFICE + kind)

    def trees(self, kind: str) -> Iterator[Any]:
        """The XML of those parts."""
        return map(self.tree, self.named_as(kind))
