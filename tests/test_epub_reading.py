"""Reading a book: what only its markup says is read too, and what is no edition is refused."""

from __future__ import annotations

import pytest

from pipeline.agreement.compare import differences
from pipeline.editions.container import pack, unpack
from pipeline.editions.epub import Epub
from pipeline.house import House
from tests import samples

EVERYTHING = samples.everything()


@pytest.fixture(scope="module")
def book() -> bytes:
    return Epub().write(EVERYTHING, House())


def changed(data: bytes, name: str, old: str, new: str) -> bytes:
    """The book with one string of one file replaced."""
    parts = unpack(data)
    text = parts[f"EPUB/{name}"].decode()
    assert old in text
    return pack({**parts, f"EPUB/{name}": text.replace(old, new, 1).encode()}, "mimetype", ("mimetype",))


CHANGED = {
    "language of a page": ("text.xhtml", 'lang="en" xml:lang="en"', 'lang="fr" xml:lang="fr"'),
    "target of a call": ("text.xhtml", "text.xhtml#_note-2", "text.xhtml#_note-1"),
    "place of a link": ("text.xhtml", 'id="scope"', 'id="scopes"'),
    "entry of the contents": ("nav.xhtml", "text.xhtml#stress", "text.xhtml#nowhere"),
    "field said twice": ("content.opf", "<dc:subject>samples</dc:subject>", "<dc:subject>samples</dc:subject>" * 2),
}


@pytest.mark.parametrize(("name", "old", "new"), CHANGED.values(), ids=CHANGED)
def test_what_only_the_markup_says_is_read(name: str, old: str, new: str, book: bytes) -> None:
    reading = Epub().read(changed(book, name, old, new))
    assert differences(EVERYTHING, "epub", reading, House())


BODY = '<div epub:type="bodymatter" class="text" data-part="text">'
REFUSED = {
    "text doubled": ("text.xhtml", BODY, f"{BODY}</div>{BODY}"),
    "no text": ("text.xhtml", BODY, "<div>"),
    "head doubled": ("text.xhtml", '<header class="head">', '<header/><header class="head">'),
    "two languages": ("text.xhtml", 'xml:lang="fr"', 'xml:lang="de"'),
    "page doubled": ("content.opf", '<itemref idref="text"/>', '<itemref idref="text"/>' * 2),
    "no contents": ("nav.xhtml", 'epub:type="toc"', 'epub:type="lot"'),
    "note without a number": ("text.xhtml", ">1</a></p>", ">one</a></p>"),
    "title doubled": ("content.opf", '<dc:title id="main">', '<dc:title id="main">x</dc:title><dc:title id="main">'),
    "too deep": ("text.xhtml", BODY, BODY + "<div>" * 5000 + "</div>" * 5000),
}


@pytest.mark.parametrize(("name", "old", "new"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_edition_is_a_value_error(name: str, old: str, new: str, book: bytes) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        Epub().read(changed(book, name, old, new))
