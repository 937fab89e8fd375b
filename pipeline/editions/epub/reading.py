"""Reading a book back: EbookLib opens the container, lxml the pages, the crosswalk the metadata."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipeline.crosswalk import At, read_back
from pipeline.document import Metadata
from pipeline.editions import markup
from pipeline.editions.container import unpack
from pipeline.editions.edition import Reading

if TYPE_CHECKING:
    from ebooklib.epub import EpubBook


def read(data: bytes) -> Reading:
    """What a book says. Raises ValueError for bytes that are no EPUB edition of ours, or a damaged one."""
    book = _open(data)
    pages = [_tree(content) for content in _pages(book)]
    names = frozenset(item.file_name for item in book.get_items())
    texts = [node for page in pages for node in page.iter() if node.get("data-part") == "text"]
    if not texts:
        raise ValueError("not an EPUB edition: it has no part that holds the text")
    notes = [node for page in pages for node in page.iter() if node.get("role") == "doc-footnote"]
    return Reading(
        _metadata(book),
        tuple(entry for text in texts for entry in markup.outline(text)),
        tuple(block for text in texts for block in markup.blocks(text)),
        tuple(" ".join(markup.blocks(note)) for note in sorted(notes, key=_number)),
        tuple(alt for text in texts for alt in markup.alts(text)),
        tuple(_inner(link, names) for text in texts for link in markup.links(text)),
    )


def _open(data: bytes) -> EpubBook:
    from ebooklib import epub

    parts = unpack(data)  # checks the sum of every part, which EbookLib does for those it needs only
    if any(b"<!ENTITY" in part for name, part in parts.items() if name.endswith((".xml", ".opf", ".xhtml", ".ncx"))):
        raise ValueError("not a readable EPUB edition: it declares entities")
    if parts.get("mimetype") != b"application/epub+zip":
        raise ValueError("not an EPUB edition: its mimetype does not say so")
    try:
        return epub.read_epub(io.BytesIO(data))
    except Exception as error:  # EbookLib meets damage with whatever it stumbles over
        raise ValueError(f"not a readable EPUB edition: {error}") from error


def _pages(book: EpubBook) -> Iterator[bytes]:
    """The pages in reading order."""
    for identifier, _ in book.spine:
        item = book.get_item_with_id(identifier)
        if item is None:
            raise ValueError(f"not a readable EPUB edition: there is no file {identifier}")
        yield item.content  # get_content would parse and rewrite it


def _tree(content: bytes) -> Any:
    from lxml import etree

    try:
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as error:
        raise ValueError(f"not a readable EPUB edition: {error}") from error


def _metadata(book: EpubBook) -> Metadata:
    def find(at: At) -> tuple[str, ...]:
        prefix, _, name = at.path.partition(":")
        if prefix != "dc":
            found = book.get_metadata("OPF", "meta")
            return tuple(text or "" for text, other in found if other.get("property") == at.path)
        element, _, identifier = name.partition("#")
        found = book.get_metadata("DC", element)
        return tuple(text or "" for text, other in found if not identifier or other.get("id") == identifier)

    return read_back("opf", find)


def _number(note: Any) -> int:
    return int(note.get("id", "").rpartition("-")[2] or 0)


def _inner(link: str, names: frozenset[str]) -> str:
    """A link to another page of the book as one inside the document: `text-2.xhtml#a` -> `#a`."""
    file, mark, identifier = link.partition("#")
    return f"#{identifier}" if mark and file in names else link
