"""The EPUB: its container (OCF), its package document, its navigation and its pages (EPUB 3.3), and what it says
of its accessibility (EPUB Accessibility 1.1)."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from pipeline.conformance.finding import Finding
from pipeline.conformance.gate import pages
from pipeline.conformance.gate.archive import Archive
from pipeline.conformance.gate.pages import Page
from pipeline.conformance.gate.xml import parsed

RULES: dict[str, str] = {
    **pages.RULES,
    "archive": "the file is a zip container that can be read, and no name stands in it twice (EPUB 3.3, 4.2.2)",
    "mimetype": "the file `mimetype` comes first, uncompressed, with the EPUB media type alone (EPUB 3.3, 4.2.3)",
    "container": "META-INF/container.xml leads to the package document (EPUB 3.3, 4.2.6.3.1)",
    "well-formed": "every XML file is well-formed (EPUB 3.3, 3.2)",
    "package": "the package is of version 3.0 and has its identifier, title and language (EPUB 3.3, 5.4, 5.5.3)",
    "package-language": "package and pages name their language as XML does, too (EPUB 3.3, 5.3.1)",
    "manifest": "the manifest lists exactly the files that are there, each once (EPUB 3.3, 5.6)",
    "media-type": "every file has the media type of what it is (EPUB 3.3, 3.2)",
    "spine": "the reading order is made of pages of the manifest, each once (EPUB 3.3, 5.7)",
    "navigation": "there is one navigation document with contents that lead into the book (EPUB 3.3, 7.3)",
    "modified": "the package says when it was last modified, once, to the second (EPUB 3.3, 5.5.5)",
    "accessibility": "the package says how accessible it is, and by which standard (EPUB Accessibility 1.1, 2, 3.2)",
}

_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_XHTML = "application/xhtml+xml"
_MEDIA_TYPES = {
    ".xhtml": _XHTML,
    ".css": "text/css",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
}
_ACCESSIBILITY = (
    "schema:accessMode",
    "schema:accessModeSufficient",
    "schema:accessibilityFeature",
    "schema:accessibilityHazard",
    "schema:accessibilitySummary",
    "dcterms:conformsTo",
)
_CONFORMS = re.compile(r"EPUB Accessibility 1\.1 - WCAG 2\.[0-2] Level A{1,3}")


def check(data: bytes) -> tuple[Finding, ...]:
    """What is wrong with the EPUB edition."""
    try:
        archive = Archive(data)
    except ValueError as error:
        return (Finding("archive", str(error)),)
    found = [Finding("archive", "a name stands twice", name) for name in archive.twice]
    found += _mimetype(archive)
    try:
        path = _package_path(archive)
        root = parsed(archive.read(path))
    except (KeyError, ValueError) as error:
        return (*found, Finding("container", f"it leads to no package document: {error}", "META-INF/container.xml"))
    book = Book.of(archive, path, root)
    return (*found, *_package(book), *_manifest(book), *_spine(book), *_content(book))


def _mimetype(archive: Archive) -> Iterator[Finding]:
    first = archive.entries[0] if archive.entries else None
    if first is None or first.filename != "mimetype":
        yield Finding("mimetype", "it is not the first file")
    elif first.compress_type != 0 or first.extra or archive.read("mimetype") != b"application/epub+zip":
        yield Finding("mimetype", "it is compressed, or says something else")


def _package_path(archive: Archive) -> str:
    root = parsed(archive.read("META-INF/container.xml"))
    files = [node.get("full-path", "") for node in root.iter("{*}rootfile")]
    return files[0] if files else ""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the manifest; `path` is the name in the container."""

    id: str
    path: str
    media_type: str
    properties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The container, its package document and the manifest's lines."""

    archive: Archive
    path: str
    package: Any
    items: tuple[Item, ...]

    @classmethod
    def of(cls, archive: Archive, path: str, package: Any) -> Book:
        folder = posixpath.dirname(path)
        items = tuple(
            Item(
                node.get("id", ""),
                posixpath.normpath(posixpath.join(folder, unquote(node.get("href", "")))),
                node.get("media-type", ""),
                tuple(node.get("properties", "").split()),
            )
            for node in package.iterfind(f"{_OPF}manifest/{_OPF}item")
        )
        return cls(archive, path, package, items)


def _package(book: Book) -> Iterator[Finding]:
    root = book.package
    metadata = root.find(f"{_OPF}metadata")
    if metadata is None or root.get("version") != "3.0":
        yield Finding("package", "it has no metadata, or is of another version", book.path)
        return
    identifiers = {node.get("id"): node.text for node in metadata.iterfind(f"{_DC}identifier")}
    if not identifiers.get(root.get("unique-identifier")):
        yield Finding("package", "its unique identifier is missing", book.path)
    for name in ("title", "language"):
        if not any((node.text or "").strip() for node in metadata.iterfind(f"{_DC}{name}")):
            yield Finding("package", f"it has no {name}", book.path)
    if not root.get(_XML_LANG):
        yield Finding("package-language", "the package names no language (xml:lang)", book.path)
    metas = [(node.get("property"), (node.text or "").strip()) for node in metadata.iterfind(f"{_OPF}meta")]
    times = [text for name, text in metas if name == "dcterms:modified"]
    if len(times) != 1 or not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", times[0]):
        yield Finding("modified", f"{len(times)} times of modification: {', '.join(times)}", book.path)
    for name in _ACCESSIBILITY:
        if not any(key == name and text for key, text in metas):
            yield Finding("accessibility", f"{name} is missing", book.path)
    if not any(name == "dcterms:conformsTo" and _CONFORMS.fullmatch(text) for name, text in metas):
        yield Finding("accessibility", "it names no standard of accessibility that it conforms to", book.path)


def _manifest(book: Book) -> Iterator[Finding]:
    for name, count in Counter(item.path for item in book.items).items():
        if count > 1:
            yield Finding("manifest", "it is listed more than once", name)
        if name not in book.archive.names:
            yield Finding("manifest", "it is listed, and it is not there", name)
    for name, count in Counter(item.id for item in book.items).items():
        if count > 1 or not name:
            yield Finding("manifest", f"the id {name!r} stands {count} times", book.path)
    listed = {item.path for item in book.items}
    for name in book.archive.names:
        if name not in listed and name not in ("mimetype", book.path) and not name.startswith("META-INF/"):
            yield Finding("manifest", "it is there, and it is not listed", name)
    for item in book.items:
        due = _MEDIA_TYPES.get(posixpath.splitext(item.path)[1].lower())
        if due is None or item.media_type != due:
            yield Finding("media-type", f"it is said to be {item.media_type or 'nothing'}", item.path)


def _spine(book: Book) -> Iterator[Finding]:
    kinds = {item.id: item.media_type for item in book.items}
    order = [node.get("idref", "") for node in book.package.iterfind(f"{_OPF}spine/{_OPF}itemref")]
    if not order:
        yield Finding("spine", "it is empty", book.path)
    for name, count in Counter(order).items():
        if kinds.get(name) != _XHTML or count > 1:
            yield Finding("spine", f"{name!r} is no page of the manifest, or stands more than once", book.path)


# ------------------------------------------------------------------ the pages


def _content(book: Book) -> Iterator[Finding]:
    read: dict[str, Page] = {}
    for item in book.items:
        if item.path not in book.archive.names:
            continue
        try:
            if item.media_type == _XHTML:
                read[item.path] = Page(parsed(book.archive.read(item.path)), item.path)
            elif item.media_type == "image/svg+xml":
                parsed(book.archive.read(item.path))
            elif item.media_type == "text/css":
                yield from _style(book, item)
        except ValueError as error:
            yield Finding("well-formed", str(error), item.path)
    for page in read.values():
        yield from pages.findings(page, _loads(book, page.name))
        yield from _languages(page)
        yield from _links(book, page, read)
        if sum(level == 1 for level, _ in page.headings) > 1:
            yield page.found("one-title-heading", "there is more than one heading of level 1")
    yield from _navigation(book, read)
    yield from _heading_order(book, read)


def _style(book: Book, item: Item) -> Iterator[Finding]:
    loads = _loads(book, item.path)
    for address in pages.loaded_by_style(book.archive.read(item.path).decode(errors="replace")):
        if not loads(address):
            yield Finding("outside", f"a style loads {address[:80]}", item.path)


def _loads(book: Book, page: str) -> pages.Loads:
    """Whether an address is one of a file of the book, as that page would name it."""
    listed = {item.path for item in book.items}
    return lambda address: _target(page, address)[0] in listed


def _target(page: str, address: str) -> tuple[str, str]:
    """(file in the container, id) of a relative address on a page; the file is empty for any other address."""
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//|/", address):
        return "", ""
    file, _, name = address.partition("#")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(file))) if file else page
    return path, unquote(name)


def _languages(page: Page) -> Iterator[Finding]:
    if not page.root.get(_XML_LANG):
        yield page.found("package-language", "the page names no language as XML does (xml:lang)")
    for element in page.root.iter("{*}*"):
        language = element.get("lang")
        if language is not None and language != element.get(_XML_LANG):
            yield page.found("package-language", "lang and xml:lang differ", element)


def _links(book: Book, page: Page, read: Mapping[str, Page]) -> Iterator[Finding]:
    listed = {item.path for item in book.items}
    for link in page.elements["a"]:
        address = link.get("href") or ""
        file, name = _target(page.name, address)
        if not file:
            continue
        if file not in listed or (name and (file not in read or name not in read[file].ids)):
            yield page.found("reference", f"a link leads to {address}, which is nowhere in the book", link)
        elif link.get("role") == "doc-noteref":
            yield from pages.notes(page, [link], {address.partition("#")[0]: read[file]})


def _navigation(book: Book, read: Mapping[str, Page]) -> Iterator[Finding]:
    documents = [item.path for item in book.items if "nav" in item.properties]
    if len(documents) != 1 or documents[0] not in read:
        yield Finding("navigation", f"there are {len(documents)} navigation documents", book.path)
        return
    page = read[documents[0]]
    contents = [nav for nav in page.elements["nav"] if "toc" in (nav.get(_EPUB_TYPE) or "").split()]
    if len(contents) != 1 or not any(True for _ in contents[0].iter("{*}a")):
        yield page.found("navigation", "it has no contents")


def _heading_order(book: Book, read: Mapping[str, Page]) -> Iterator[Finding]:
    paths = {item.id: item.path for item in book.items}
    order = [paths.get(node.get("idref", ""), "") for node in book.package.iterfind(f"{_OPF}spine/{_OPF}itemref")]
    yield from pages.heading_order([read[path] for path in order if path in read])
    alone = [page for path, page in read.items() if path not in order]
    for page in alone:
        yield from pages.heading_order([page])
