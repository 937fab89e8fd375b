"""The package of a book: EbookLib assembles it, and what EbookLib cannot say is completed afterwards.

EbookLib 0.20 gives the package no language and no direction, drops metadata it does not expect, declares a
prefix nobody uses, and puts the clock into its zip. So its book is read again: manifest and spine are taken
from it, the package document is written anew, and the container is packed the same way every time.
"""

from __future__ import annotations

import io
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pipeline.crosswalk import NAMESPACE, written
from pipeline.crosswalk.roles import BY_ROLE
from pipeline.document import Document, Metadata
from pipeline.editions.container import pack, unpack
from pipeline.scripts import direction

if TYPE_CHECKING:
    from pipeline.templating import Renderer

FOLDER = "EPUB"
PACKAGE = f"{FOLDER}/content.opf"
OPF = "{http://www.idpf.org/2007/opf}"


@dataclass(frozen=True, slots=True)
class File:
    """A file of the book: id, name below the book's folder, media type, bytes, manifest properties."""

    id: str
    href: str
    media_type: str
    data: bytes
    properties: str = ""


@dataclass(frozen=True, slots=True)
class Agent:
    """A party as the package document names it (dc:creator or dc:contributor)."""

    id: str
    element: str
    name: str
    role: str
    file_as: str
    sequence: int


def agents(metadata: Metadata) -> list[Agent]:
    """The parties in their order. Nothing is filed under a person's name: it does not say its own parts."""
    result = []
    for number, party in enumerate(metadata.parties, 1):
        if party.name.strip():
            element = BY_ROLE[party.role].element
            role = BY_ROLE[party.role]
            filed = party.name if role.body and not party.office else ""
            result.append(Agent(f"party-{number}", element, party.name, role.relator, filed, number))
    return result


def unique_identifier(metadata: Metadata) -> str:
    """A name for this version of this language of the document: the same for every build of it (RFC 4122, 4.3)."""
    name = "\n".join((metadata.identifier, metadata.language, metadata.version))
    return f"urn:uuid:{uuid.uuid5(uuid.UUID(NAMESPACE[9:-1]), name)}"


def described(metadata: Metadata) -> dict[str, Any]:
    """The crosswalk's column `opf` for the template: `elements` of Dublin Core, and meta `properties`."""
    elements, properties = [], []
    for _, at, strings in written(metadata, "opf"):
        for string in strings:
            if string.strip():
                prefix, _, name = at.path.partition(":")
                if prefix == "dc":
                    element, _, identifier = name.partition("#")
                    elements.append((element, identifier, string))
                else:
                    properties.append((at.path, string))
    return {"elements": elements, "properties": properties}


def assemble(document: Document, files: Sequence[File], spine: Sequence[str]) -> dict[str, bytes]:
    """The parts of the container as EbookLib writes them: `spine` are ids of files, in reading order."""
    from ebooklib import epub

    metadata = document.metadata
    book = epub.EpubBook()
    book.set_identifier(unique_identifier(metadata))
    book.set_title(metadata.title)
    book.set_language(metadata.language)
    book.set_direction(direction(metadata.language))
    for file in files:
        # Plain items: EbookLib parses its own page types as HTML again, and loses their heads and namespaces.
        cover = file.properties == "cover-image"
        kind = epub.EpubCover if cover else epub.EpubItem
        item = kind(uid=file.id, file_name=file.href) if cover else kind(file.id, file.href, file.media_type)
        item.content = file.data
        item.properties = file.properties.split()
        book.add_item(item)
    book.spine = [book.get_item_with_id(identifier) for identifier in spine]
    out = io.BytesIO()
    options = {"mtime": datetime(2000, 1, 1, tzinfo=UTC), "compresslevel": 0, "raise_exceptions": True}
    epub.write_epub(out, book, options)
    return unpack(out.getvalue())


def complete(parts: Mapping[str, bytes], document: Document, renderer: Renderer, pictures: bool) -> bytes:
    """The finished container: EbookLib's parts with a package document that says everything."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    package = etree.fromstring(parts[PACKAGE], parser)
    manifest = [
        {
            "id": item.get("id"),
            "href": item.get("href"),
            "media_type": item.get("media-type"),
            "properties": item.get("properties"),
        }
        for item in package.iter(f"{OPF}item")
    ]
    text = renderer.page(
        "epub/package.opf.j2",
        **described(document.metadata),
        agents=agents(document.metadata),
        namespace=NAMESPACE,
        unique_identifier=unique_identifier(document.metadata),
        has_pictures=pictures,
        manifest=manifest,
        spine=[item.get("idref") for item in package.iter(f"{OPF}itemref")],
    )
    return pack({**parts, PACKAGE: encoded(text)}, "mimetype", ("mimetype",))


def encoded(text: str) -> bytes:
    """A page as bytes. XML reads a bare carriage return as a line feed (XML 1.0, 2.11), a reference keeps it."""
    return text.replace("\r", "&#13;").encode()
