"""Reading a book back: EbookLib opens the container, lxml the pages, the crosswalk the metadata."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pipeline.crosswalk import FIELDS, At, read_back
from pipeline.editions import markup
from pipeline.editions.container import unpack
from pipeline.editions.edition import Reading, Said, emblems_together, entries

if TYPE_CHECKING:
    from ebooklib.epub import EpubBook

_TYPE = "{http://www.idpf.org/2007/ops}type"

Pages = Mapping[str, Any]
"""The trees of a book by the names of their files, in reading order."""


def read(data: bytes) -> Reading:
    """What a book says. Raises ValueError for bytes that are no EPUB edition of ours, or a damaged one."""
    book = _open(data)
    pages = dict(_pages(book))
    texts = {name: _text(page) for name, page in pages.items()}
    if not any(text is not None for text in texts.values()):
        raise ValueError("not an EPUB edition: it has no part that holds the text")
    stated = {("opf", at.path): _strings(book, at) for row in FIELDS for at in row.opf}
    metadata = read_back("opf", lambda at: stated["opf", at.path])

    ids = {name: _ids(page) for name, page in pages.items()}
    notes = sorted(_notes(pages), key=lambda note: note[0])
    numbers = {f"#{note.get('id')}": number for number, _, note in notes}
    around = {name: markup.Page(metadata.language, _target(name, ids), numbers) for name in pages}
    heads = [(name, node) for name, page in pages.items() for node in page.iter() if _is_title_block(node)]
    if len(heads) > 1:
        raise ValueError(f"not an EPUB edition: it has {len(heads)} title blocks")
    blocks: list[Said] = []
    places: dict[str, int] = {}
    for name, text in texts.items():
        if text is not None:
            said, within = markup.placed(text, around[name])
            places |= {identifier: len(blocks) + number for identifier, number in within.items()}
            blocks += said
    contents, hrefs = _contents(book, {name: _ids(text) for name, text in texts.items() if text is not None})
    return Reading(
        metadata,
        stated,
        emblems_together(said for name, head in heads for said in markup.blocks(head, around[name])),
        contents,
        tuple(blocks),
        tuple(markup.blocks(note, around[name]) for _, name, note in notes),
        imprint=entries(
            said
            for name, page in pages.items()
            for part in page.iter("{*}section")
            if "imprint" in part.get(_TYPE, "").split()
            for said in markup.blocks(part, around[name])
        ),
        places=places,
        leads=tuple(places.get(href.partition("#")[2], -1) for href in hrefs),
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


def _pages(book: EpubBook) -> Iterator[tuple[str, Any]]:
    """The pages in reading order."""
    seen = set()
    for identifier, _ in book.spine:
        item = book.get_item_with_id(identifier)
        if item is None:
            raise ValueError(f"not a readable EPUB edition: there is no file {identifier}")
        if item.file_name in seen:
            raise ValueError(f"not an EPUB edition: {item.file_name} is to be read twice")
        seen.add(item.file_name)
        yield item.file_name, _tree(item.content)  # get_content would parse and rewrite it


def _tree(content: bytes) -> Any:
    from lxml import etree

    try:
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as error:
        raise ValueError(f"not a readable EPUB edition: {error}") from error


def _strings(book: EpubBook, at: At) -> tuple[str, ...]:
    """What stands at an address of the package document, as often as it stands there."""
    prefix, _, name = at.path.partition(":")
    if prefix != "dc":
        found = book.get_metadata("OPF", "meta")
        return tuple(text or "" for text, other in found if other.get("property") == at.path and "refines" not in other)
    element, _, identifier = name.partition("#")
    found = book.get_metadata("DC", element)
    return tuple(text or "" for text, other in found if not identifier or other.get("id") == identifier)


# ------------------------------------------------------------------ parts of a page


def _text(page: Any) -> Any:
    """The part of a page that holds text of the document, if it has one."""
    parts = [node for node in page.iter() if node.get("data-part") == "text"]
    if len(parts) > 1:
        raise ValueError(f"not an EPUB edition: a page has {len(parts)} parts that hold the text")
    return parts[0] if parts else None


def _is_title_block(node: Any) -> bool:
    name = markup.tag(node)
    return name == "header" or (name == "section" and "titlepage" in node.get(_TYPE, "").split())


def _notes(pages: Pages) -> Iterator[tuple[int, str, Any]]:
    """(number, file, element) of every note. Its number is what its first way back shows (EPUB 3.3, 4.3.4)."""
    for name, page in pages.items():
        for node in page.iter():
            if node.get("role") == "doc-footnote":
                back = next((link for link in node.iter() if link.get("role") == "doc-backlink"), None)
                number = "" if back is None else "".join(back.itertext())
                if not number.isdecimal():
                    raise ValueError(f"not an EPUB edition: a note in {name} has no number")
                yield int(number), name, node


def _ids(root: Any) -> frozenset[str]:
    return frozenset(node.get("id") for node in root.iter() if node.get("id"))


def _target(page: str, ids: Mapping[str, frozenset[str]]) -> Callable[[str], str]:
    """What gives a link of a page to a place in the book as one inside the document: `text-2.xhtml#a` -> `#a`.

    One that leads to no place stays what it is.
    """

    def target(href: str) -> str:
        file, _, identifier = href.partition("#")
        return f"#{identifier}" if identifier in ids.get(file or page, ()) else href

    return target


def _contents(book: EpubBook, ids: Mapping[str, frozenset[str]]) -> tuple[tuple[tuple[int, str], ...], tuple[str, ...]]:
    """The table of contents of the navigation document (EPUB 3.3, 7.4.1), without what stands around the text, and
    where its entries lead."""
    from ebooklib import epub

    found = [item for item in book.get_items() if isinstance(item, epub.EpubNav)]
    navs = [nav for item in found for nav in _tree(item.content).iter("{*}nav")]
    tocs = [nav for nav in navs if "toc" in nav.get(_TYPE, "").split()]
    if len(tocs) != 1:
        raise ValueError(f"not an EPUB edition: it has {len(tocs)} tables of contents")

    def leads(href: str) -> bool:
        file, _, identifier = href.partition("#")
        return identifier in ids.get(file, ())

    return markup.contents(tocs[0], leads)
