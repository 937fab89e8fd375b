"""Metadata in the package: core, custom and extended properties, and the record that holds every field whole."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.crosswalk import FIELDS, NAMESPACE, written
from pipeline.document import Document, Metadata
from pipeline.editions.docx.bookmarks import names_of

LIMIT = 255
"""Characters of a property in Word; the record keeps what is longer."""
# The names of python-docx, and the elements of the core properties part (ECMA-376-2, 11.1) behind them.
CORE = {
    "title": "dc:title",
    "subject": "dc:subject",
    "creator": "dc:creator",
    "keywords": "cp:keywords",
    "comments": "dc:description",
    "category": "cp:category",
    "language": "dc:language",
    "identifier": "dc:identifier",
    "version": "cp:version",
    "content_status": "cp:contentStatus",
    "created": "dcterms:created",
    "modified": "dcterms:modified",
}


@dataclass(frozen=True, slots=True)
class Properties:
    """What the three property parts hold: core (element, text), custom (name, text), app (element, text)."""

    core: tuple[tuple[str, str], ...]
    custom: tuple[tuple[str, str], ...]
    app: tuple[tuple[str, str], ...]


def clipped(text: str) -> str:
    """A text that Word can hold as a property."""
    return text if len(text) <= LIMIT else text[: LIMIT - 1] + "…"


def properties(data: Metadata) -> Properties:
    """The properties of a document, from the crosswalk's column."""
    found: dict[str, dict[str, str]] = {"core": {}, "custom": {}, "app": {}}
    for _, at, strings in written(data, "docx"):
        place, _, name = at.path.partition(":")
        found[place][CORE[name] if place == "core" else name] = clipped("; ".join(strings))
    return Properties(*(tuple(found[place].items()) for place in ("core", "custom", "app")))


def record(data: Metadata) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every field with a value: its name and its strings, none of them clipped."""
    for row in FIELDS:
        strings = row.encode(data[row.name])
        if strings:
            yield row.name, strings


def renamed(document: Document) -> list[tuple[str, str]]:
    """(bookmark, id) where Word's rules for names changed an id: so that links read back as they were."""
    return [(name, identifier) for identifier, name in names_of(document).items() if name != identifier]


def item_id() -> str:
    """The GUID of the record part: it names the kind of record, and is the same in every document."""
    return f"{{{str(uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)).upper()}}}"
