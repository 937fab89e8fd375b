"""The package of a DOCX: parts, content types and relationships (Open Packaging Conventions, ECMA-376-2)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.conformance.finding import Finding
from pipeline.conformance.gate.archive import Archive
from pipeline.conformance.gate.wordml import w
from pipeline.conformance.gate.xml import parsed

_TYPES = "[Content_Types].xml"
_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"


@dataclass(slots=True)
class Parts:
    """The XML parts by name, and the relationships of each part: id -> target (external ones as they stand)."""

    roots: dict[str, Any] = field(default_factory=dict)
    relationships: dict[str, dict[str, str]] = field(default_factory=dict)

    def numbers(self) -> frozenset[str]:
        """The lists that can be used: those of the numbering part whose definition is there, and 0, none."""
        root = self.roots.get("word/numbering.xml")
        if root is None:
            return frozenset("0")
        defined = {node.get(w("abstractNumId")) for node in root.iterfind(w("abstractNum"))}
        used = {
            node.get(w("numId"))
            for node in root.iterfind(w("num"))
            if (kind := node.find(w("abstractNumId"))) is not None and kind.get(w("val")) in defined
        }
        return frozenset({"0", *used})


def contents(archive: Archive) -> tuple[Parts, list[Finding]]:
    """The parts of a package, read, and what is wrong with how they fit together."""
    parts = Parts()
    found = [Finding("package", "a name stands twice", name) for name in archive.twice]
    for name in sorted(archive.names):
        if name.endswith((".xml", ".rels")):
            try:
                parts.roots[name] = parsed(archive.read(name))
            except ValueError as error:
                found.append(Finding("well-formed", str(error), name))
    found += _types(archive, parts)
    found += _relationships(archive, parts)
    return parts, found


def _types(archive: Archive, parts: Parts) -> Iterator[Finding]:
    """Every part has a content type, and every type that is given to a part finds it (7.2.3)."""
    root = parts.roots.get(_TYPES)
    if root is None or archive.entries[0].filename != _TYPES:
        yield Finding("package", "the list of content types is missing, or not the first part", _TYPES)
        return
    suffixes = {node.get("Extension", "").lower() for node in root.iterfind(f"{_CT}Default")}
    named = [node.get("PartName", "").removeprefix("/") for node in root.iterfind(f"{_CT}Override")]
    for name in named:
        if name not in archive.names:
            yield Finding("package", "it has a content type, and it is not there", name)
        if named.count(name) > 1:
            yield Finding("package", "it has two content types", name)
    for name in sorted(archive.names - {_TYPES, *named}):
        suffix = name.rpartition(".")[2].lower()
        if suffix not in suffixes or suffix == "xml":
            yield Finding("package", "it has no content type of its own", name)


def _relationships(archive: Archive, parts: Parts) -> Iterator[Finding]:
    """Every relationship leads to a part, and every part is led to (6.5)."""
    reached: set[str] = set()
    for name in sorted(parts.roots):
        if name.endswith(".rels"):
            source = _source(name)
            if source and source not in archive.names:
                yield Finding("package", f"the part {source}, which it belongs to, is not there", name)
            parts.relationships[source] = dict(_targets(parts.roots[name], source, reached))
    for target in sorted(reached - archive.names):
        yield Finding("package", "a relationship leads to it, and it is not there", target)
    for name in sorted(archive.names - reached):
        if name != _TYPES and not name.endswith(".rels"):
            yield Finding("package", "no relationship leads to it", name)


def _source(name: str) -> str:
    """`word/_rels/document.xml.rels` -> `word/document.xml`; the package itself is the empty name."""
    folder, file = posixpath.split(name)
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def _targets(root: Any, source: str, reached: set[str]) -> Iterator[tuple[str, str]]:
    for node in root.iterfind(f"{_RELS}Relationship"):
        target = node.get("Target", "")
        if node.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")
            reached.add(target)
        yield node.get("Id", ""), target
