"""The package (ECMA-376 Part 2): parts, their content types and relationships, packed the same every time."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.editions.container import pack

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/"


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship of a part: its id, type, target, and whether that lies outside the package."""

    id: str
    type: str
    target: str
    external: bool = False


class Package:
    """Collects parts; `root` is the source of the package's own relationships, the empty name."""

    def __init__(self) -> None:
        self.parts: dict[str, bytes] = {}
        self.types: dict[str, str] = {}
        self._relationships: dict[str, list[Relationship]] = {}

    def add(self, name: str, data: bytes, media_type: str = "") -> None:
        """A part; without a media type the one of its suffix counts (the content types template lists them)."""
        self.parts[name] = data
        if media_type:
            self.types[name] = media_type

    def relate(self, source: str, kind: str, target: str, external: bool = False) -> str:
        """The id of the relationship from a part to a part, or to an address; one that exists is used again."""
        kind = kind if kind.startswith("http") else OFFICE + kind
        if not external:
            target = posixpath.relpath(target, posixpath.dirname(source) or ".")
        known = self._relationships.setdefault(source, [])
        for relationship in known:
            if (relationship.type, relationship.target) == (kind, target):
                return relationship.id
        known.append(Relationship(f"rId{len(known) + 1}", kind, target, external))
        return known[-1].id

    def pack(self, page: Callable[..., str]) -> bytes:
        """The zip file; `page` renders the templates of relationships and content types."""
        parts = dict(self.parts)
        for source, relationships in self._relationships.items():
            folder, name = posixpath.split(source)
            rendered = page("docx/relationships.xml.j2", relationships=relationships)
            parts[posixpath.join(folder, "_rels", f"{name}.rels")] = rendered.encode()
        types = sorted(self.types.items())
        parts["[Content_Types].xml"] = page("docx/content_types.xml.j2", types=types).encode()
        return pack(parts, "[Content_Types].xml")
