"""WeasyPrint, kept to what an edition may do: the press's own fonts, the document's own pictures, no network."""

from __future__ import annotations

import contextlib
import ctypes
import ctypes.util
import gc
import logging
import os
import sys
import tempfile
from base64 import b64decode
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote
from xml.etree import ElementTree as ET

from pipeline.document import Document
from pipeline.fonts import fontconfig
from pipeline.lettering import styled
from pipeline.problems import Problem, PublishingError

if TYPE_CHECKING:
    from pipeline.house import House

ASSET = "asset:///"
"""The scheme under which a page names the document's own pictures."""


@cache
def library() -> Any:
    """The WeasyPrint module, imported at the first need. Raises OSError where Pango or HarfBuzz is missing."""
    find_library = ctypes.util.find_library
    if sys.platform == "linux":
        # To look for each library under its other systems' names, ctypes starts gcc, ld and ldconfig: 0.1 s.
        ctypes.util.find_library = lambda name: None  # noqa: ARG005
    try:
        import weasyprint
    finally:
        ctypes.util.find_library = find_library
    return weasyprint


@cache
def font_configuration(house: House) -> Any:
    """Fonts of the house and no others: a private fontconfig file (FONTCONFIG_FILE) read for this configuration."""
    engine = library()
    folder = _cache_folder()
    with tempfile.NamedTemporaryFile("w", suffix=".conf", dir=folder, encoding="utf-8") as config:
        config.write(fontconfig(house.faces(), folder))
        config.flush()
        before = os.environ.get("FONTCONFIG_FILE")
        os.environ["FONTCONFIG_FILE"] = config.name
        try:
            return engine.text.fonts.FontConfiguration()
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


def _cache_folder() -> Path:
    """Where fontconfig keeps what it knows of the fonts: the user's own cache, else a folder for this process."""
    home = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    folder = Path(home) / "chancery" / "fontconfig"
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder if os.access(folder, os.W_OK) else Path(tempfile.mkdtemp(prefix="chancery-"))


def style(house: House, document: Document, names: tuple[str, ...] = ("pdf/style.css",)) -> dict[str, Any]:
    """Styles of the house for a PDF, as the languages of a document ask for: arguments for `HTML.render`."""
    text = "\n".join(house.read(name).decode() for name in names)
    return _parsed(house, styled(text, house.faces(), document), names[-1])


@lru_cache(maxsize=16)
def _parsed(house: House, text: str, name: str) -> dict[str, Any]:
    engine = library()
    counters = engine.css.counters.CounterStyle()
    try:
        css = engine.CSS(
            string=text,
            font_config=font_configuration(house),
            counter_style=counters,
            url_fetcher=_Nothing(),
        )
    except engine.urls.FatalURLFetchingError as error:
        file, fix = str(house.find(name)), "write the rules into the style itself"
        raise PublishingError([Problem("B08", f"a style may not fetch anything: {error}", file, fix=fix)]) from error
    return {"stylesheets": [css], "font_config": font_configuration(house), "counter_style": counters}


def asset_url(name: str) -> str:
    """The address under which a page names a picture of its document."""
    return ASSET + quote(name)


class _Nothing:
    """A URL fetcher that gives nothing, and makes WeasyPrint stop instead of going on without it."""

    _fail_on_errors = True

    def __call__(self, url: str, *_: Any, **__: Any) -> Any:
        raise ValueError(url)


class _Pictures:
    """A URL fetcher that knows the document's own pictures and nothing else."""

    _fail_on_errors = False  # WeasyPrint goes on, so that all complaints are heard

    def __init__(self, document: Document) -> None:
        self._assets = document.assets

    def __call__(self, url: str, *_: Any, **__: Any) -> Any:
        if url.startswith(("data:image/png;base64,", "data:image/jpeg;base64,")):  # inside an SVG: the reader looked
            start, content = url.split(",", 1)
            picture = {"Content-Type": start[5:].partition(";")[0]}
            return library().urls.URLFetcherResponse(url, b64decode(content), picture)
        name = unquote(url.removeprefix(ASSET))
        if not url.startswith(ASSET) or name not in self._assets:
            raise ValueError(f"not a picture of this document: {url}")
        asset = self._assets[name]
        headers = {"Content-Type": asset.media_type}
        return library().urls.URLFetcherResponse(url, asset.data, headers)

    fetch = __call__


def page_tree(page: str, document: Document) -> Any:
    """A WeasyPrint document from well-formed XHTML without a namespace.

    Parsed as XML, by the standard library's C parser: ten times as fast as HTML's rules, and a footnote may
    hold paragraphs and lists inside the paragraph that calls it.
    """
    engine = library()
    html = engine.HTML.__new__(engine.HTML)
    root = ET.fromstring(page)
    for note in root.iterfind(".//span[@class='footnote']"):
        _close_up(note)
    html.base_url = None
    html.url_fetcher = _Pictures(document)
    html.media_type = "print"
    html.wrapper_element = engine.cssselect2.ElementWrapper.from_html_root(root, content_language=None)
    html.etree_element = html.wrapper_element.etree_element
    return html


def _close_up(note: ET.Element) -> None:
    """Take the white space between its blocks from a footnote: WeasyPrint 70.0 makes an empty line of each."""
    for element in note.iter():
        if len(element) and element[0].tag in _BLOCKS and not (element.text or "").strip():
            element.text = None
        for child in element:
            if child.tag in _BLOCKS and not (child.tail or "").strip():
                child.tail = None


_BLOCKS = frozenset(("p", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "div", "section", "table"))


def give_back() -> None:
    """Gives the memory of a layout, whose boxes hold each other, back to the system."""
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):  # only the C library of GNU has it
        ctypes.CDLL(None).malloc_trim(0)


@contextlib.contextmanager
def complaints(document: Document) -> Iterator[None]:
    """Turns what WeasyPrint only logs, a picture or link it gave up on, into a problem of the publication."""
    found: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            text = record.getMessage()
            if record.levelno >= logging.ERROR or text.startswith(("Failed to load", "No anchor")):
                found.append(text)

    logger = logging.getLogger("weasyprint")
    handlers, logger.handlers = logger.handlers, [Listener()]
    try:
        yield
    finally:
        logger.handlers = handlers
    if found:
        raise PublishingError(
            Problem("B08", f"the PDF cannot be made whole: {text}", document.file, fix="mend or remove it")
            for text in dict.fromkeys(found)
        )
