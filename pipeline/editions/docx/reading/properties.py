"""What a DOCX states about itself: its three property parts, and the record that holds every field whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.crosswalk import FIELDS, NAMESPACE, metadata
from pipeline.document import Metadata
from pipeline.editions.docx.reading.package import OFFICE, Opened
from pipeline.editions.edition import Stated

_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_EXTENDED = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_CUSTOM = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
_CORE_TYPE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
# The elements of the core properties (ECMA-376-2, 8.3) that do not bear the name by which programs know them.
_ELEMENTS = {
    "comments": f"{_DC}description",
    "content_status": f"{_CORE}contentStatus",
    "created": f"{_TERMS}created",
    "modified": f"{_TERMS}modified",
    **{name: _CORE + name for name in ("keywords", "category", "version")},
}
_RECORD = f"{{{NAMESPACE}}}"


@dataclass(frozen=True, slots=True)
class Record:
    """The record part: the strings of each field, the ids of renamed bookmarks, remarks on what others embrace."""

    fields: Mapping[str, tuple[str, ...]]
    ids: Mapping[str, str]
    remarks: Mapping[str, tuple[str, str]]

    def metadata(self) -> Metadata:
        """The values of all fields. Raises ValueError for strings that are none."""
        values = {row.name: row.read_back(self.fields.get(row.name, ())) for row in FIELDS}
        return metadata({name: value for name, value in values.items() if value not in (None, ())})


def record(package: Opened) -> Record:
    """The record. Raises ValueError where there is none."""
    root = next((root for root in package.trees("customXml") if root.tag == f"{_RECORD}record"), None)
    if root is None:
        raise ValueError("it holds no record of its metadata")
    fields: dict[str, tuple[str, ...]] = {}
    for one in root.iterchildren(f"{_RECORD}field"):
        strings = tuple(_text(value) for value in one.iterchildren(f"{_RECORD}value"))
        fields[one.get("name", "")] = fields.get(one.get("name", ""), ()) + strings
    remarks = root.iterchildren(f"{_RECORD}remark")
    return Record(
        fields,
        {one.get("name", ""): one.get("id", "") for one in root.iterchildren(f"{_RECORD}bookmark")},
        {one.get("bookmark", ""): (one.get("about", ""), _text(one)) for one in remarks},
    )


def stated(package: Opened, held: Record) -> Stated:
    """The strings at every address of the column docx, as they stand there, and those of the record."""
    found: dict[tuple[str, str], tuple[str, ...]] = {("docx", at.path): () for row in FIELDS for at in row.docx}
    for path, text in _properties(package):
        if ("docx", path) in found:
            found["docx", path] += (text,)
    return {**found, **{("record", row.name): held.fields.get(row.name, ()) for row in FIELDS}}


def _properties(package: Opened) -> Iterator[tuple[str, str]]:
    """(address, text) of all properties."""
    names = {tag: name for name, tag in _ELEMENTS.items()}
    for root in map(package.tree, package.named("", _CORE_TYPE)):
        for node in root:
            yield f"core:{names.get(node.tag, node.tag.removeprefix(_DC))}", _text(node)
    for root in map(package.tree, package.named("", f"{OFFICE}custom-properties")):
        for node in root.iterchildren(f"{_CUSTOM}property"):
            yield f"custom:{node.get('name')}", _text(node)
    for root in map(package.tree, package.named("", f"{OFFICE}extended-properties")):
        for node in root:
            yield f"app:{node.tag.removeprefix(_EXTENDED)}", _text(node)


def _text(node: Any) -> str:
    return "".join(node.itertext())
