"""What a PDF says outside its pages: the packet of metadata, document information, bookmarks and files it carries."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pipeline.crosswalk import FIELDS, At, Field

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "chancery": "urn:uuid:2c1f6d0e-6a39-5f0b-9d55-3f6c3b0e7a11#",
}
"""The namespaces of XMP (ISO 16684-1) and our own: written out once more, so that a wrong one is found."""

LARGEST_PACKET = 20_000_000
MOST_FILES, MOST_BYTES = 500, 200_000_000
"""What a PDF may carry; whatever has more is none of ours."""


def addresses(column: str) -> Iterator[At]:
    """Every address of a column of the crosswalk, each path once."""
    rows: tuple[Field, ...] = FIELDS
    yield from {at.path: at for row in rows for at in getattr(row, column)}.values()


def packet(pdf: Any) -> Callable[[At], tuple[str, ...]]:
    """What finds the strings at an address of the XMP packet. Raises ValueError for what is no XMP."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        tree = etree.fromstring(content(pdf.Root.Metadata, LARGEST_PACKET), parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"its XMP packet cannot be read: {error}") from error

    def find(at: At) -> tuple[str, ...]:
        prefix, _, name = at.path.partition(":")
        nodes = tree.findall(f".//{{{RDF}}}Description/{{{NAMESPACES[prefix]}}}{name}")
        if at.form == "text":
            return tuple(node.text or "" for node in nodes)
        return tuple(item.text or "" for node in nodes for item in node.iter(f"{{{RDF}}}li"))

    return find


def information(pdf: Any) -> Callable[[At], tuple[str, ...]]:
    """What finds the string at a key of the document information dictionary (ISO 32000-1, 14.3.3)."""
    info = pdf.trailer.get("/Info", {})

    def find(at: At) -> tuple[str, ...]:
        value = info.get(f"/{at.path}")
        return () if value is None else (str(value),)

    return find


Point = tuple[int, float]
"""A page, counted from 0, and a height on it (PDF units, upwards)."""


def destinations(pdf: Any) -> dict[str, Point]:
    """The named places that links lead to (ISO 32000-1, 12.3.2.3). Raises ValueError for one that stands twice."""
    pages = _pages(pdf)
    found: dict[str, Point] = {}
    for name, place in _named(pdf.Root.get("/Names", {}).get("/Dests", {})):
        if name in found:
            raise ValueError(f"it has two places called {name}")
        found[name] = _point(place, pages)
    return found


def _pages(pdf: Any) -> dict[Any, int]:
    return {page.objgen: number for number, page in enumerate(pdf.pages)}


def _point(place: Any, pages: Mapping[Any, int]) -> Point:
    """Where a destination is, as those of ours say it: `[page /XYZ left top zoom]`."""
    page, kind, _, top, *_ = list(place)
    if str(kind) != "/XYZ":
        raise ValueError(f"one of its places is of the kind {kind}")
    return pages[page.objgen], float(top)


def bookmarks(pdf: Any, title: str) -> tuple[tuple[int, str, Point], ...]:
    """(depth from 1, text, where it leads) of every bookmark (ISO 32000-1, 12.3.3) below the first one, which is the
    title's."""
    found, seen, pages = [], set(), _pages(pdf)
    waiting = [(0, pdf.Root.get("/Outlines", {}).get("/First"))]
    while waiting:
        depth, item = waiting.pop()
        if item is None:
            continue
        if item.objgen in seen:
            raise ValueError("its bookmarks go in a circle")
        seen.add(item.objgen)
        found.append((depth, " ".join(str(item.Title).split()), _point(item.Dest, pages)))
        waiting += (depth, item.get("/Next")), (depth + 1, item.get("/First"))
    if found and found[0][:2] == (0, " ".join(title.split())):
        return tuple(found[1:])
    return tuple((depth + 1, text, point) for depth, text, point in found)


def files(pdf: Any) -> dict[str, bytes]:
    """The files that it carries, by name (ISO 32000-1, 7.11.4). Raises ValueError for too many or too large ones."""
    found: dict[str, bytes] = {}
    left = MOST_BYTES
    for name, specification in _named(pdf.Root.get("/Names", {}).get("/EmbeddedFiles", {})):
        if name in found:
            raise ValueError(f"it carries {name} twice")
        if len(found) == MOST_FILES:
            raise ValueError(f"it carries more than {MOST_FILES} files")
        found[name] = content(specification.EF.F, left)
        left -= len(found[name])
    return found


def _named(tree: Any) -> Iterator[tuple[str, Any]]:
    """The entries of a name tree (ISO 32000-1, 7.9.6)."""
    waiting, seen = [tree], set()
    while waiting:
        node = waiting.pop()
        number = getattr(node, "objgen", (0, 0))  # a part that stands in another has no number
        if number[0] and number in seen:
            raise ValueError("its names go in a circle")
        seen.add(number)
        names = list(node.get("/Names", []))
        yield from ((str(name), value) for name, value in zip(names[::2], names[1::2], strict=True))
        waiting += reversed(list(node.get("/Kids", [])))


def content(stream: Any, largest: int) -> bytes:
    """The bytes of a stream, plain or deflated. Raises ValueError where they are more, without making them."""
    raw: bytes = stream.read_raw_bytes()
    filters = stream.get("/Filter")
    if filters is None:
        data = raw
    elif filters == "/FlateDecode" and "/DecodeParms" not in stream:
        unpacking = zlib.decompressobj()
        data = unpacking.decompress(raw, largest + 1)
        if len(data) <= largest and not unpacking.eof:
            raise ValueError("a stream breaks off")
    else:
        raise ValueError(f"a stream is packed in a way that is none of ours: {filters}")
    if len(data) > largest:
        raise ValueError(f"a stream holds more than {largest:,} bytes")
    return data
