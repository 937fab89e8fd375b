"""Links inside a document, entries of contents and bookmarks: they lead to the block that the source says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations
from typing import Any

import pytest

from pipeline.agreement import expected
from pipeline.agreement.compare import differences
from pipeline.document import Document
from pipeline.editions import EDITIONS
from pipeline.editions.edition import Edition
from pipeline.house import House
from pipeline.nodes import Attributes, Division, Heading, Paragraph, Span, Text
from tests import pieces, samples
from tests.mutations import tally
from tests.mutations.finished import altered_page, altered_part, altered_pdf
from tests.mutations.trees import numbered

HOUSE = House()
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
every_edition = pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.name)


@cache
def long() -> Document:
    """A document that is long enough for a table of contents."""
    return numbered(pieces.long_document(4))


@cache
def short() -> Document:
    """A document with an id on every sort of node that may bear one."""
    return numbered(samples.everything())


@cache
def written(edition: Edition, make: Callable[[], Document]) -> bytes:
    return edition.write(make(), HOUSE)


def codes(document: Document, edition: Edition, data: bytes) -> set[str]:
    """The codes of what is found in an edition."""
    return {one.code for one in differences(document, edition.name, edition.read(data), HOUSE)}


# ------------------------------------------------------------------ what is due


def test_what_bears_an_id_begins_with_a_block() -> None:
    named = Paragraph((Text("See "), Span((Text("here"),), Attributes(id="here"))), attributes=Attributes(id="para"))
    annex = Division("annex", (Heading(1, (Text("Annex"),), Attributes(id="annex")),), Attributes(id="division"))
    due = expected.blocks(samples.short(named, annex))
    assert [one.ids for one in due] == [("para", "here"), ("division", "annex")]


# ------------------------------------------------------------------ ids that change places


def ids(edition: Edition) -> list[tuple[int, str]]:
    """(number of the block, id) of all that can be told in an edition: in a PDF the headings."""
    return [
        (number, identifier)
        for number, due in enumerate(expected.blocks(short()))
        for identifier in due.ids
        if due.said.kind == "heading" or edition.name != "pdf"
    ]


def exchanged(edition: Edition, data: bytes, one: str, other: str) -> bytes:
    """The edition in which two ids have changed places."""
    new = {one: other, other: one}

    def on_page(tree: Any) -> None:
        for node in tree.iter():
            if node.get("id") in new:
                node.set("id", new[node.get("id")])

    def in_word(tree: Any) -> None:
        for mark in tree.iter(f"{WORD}bookmarkStart"):
            mark.set(f"{WORD}name", new.get(mark.get(f"{WORD}name"), mark.get(f"{WORD}name")))

    def in_names(pdf: Any) -> None:
        names = pdf.Root.Names.Dests.Names
        places = {str(names[at]): at + 1 for at in range(0, len(names), 2)}
        first, second = names[places[one]], names[places[other]]
        names[places[one]], names[places[other]] = second, first

    if edition.name == "html":
        return altered_page(data, on_page)
    if edition.name == "pdf":
        return altered_pdf(data, in_names)
    part = "EPUB/text.xhtml" if edition.name == "epub" else "word/document.xml"
    return altered_part(data, part, on_page if edition.name == "epub" else in_word)


def pairs(edition: Edition) -> Iterator[tuple[str, str]]:
    for (number, one), (other_number, other) in combinations(ids(edition), 2):
        if number != other_number:
            yield one, other


@every_edition
def test_an_id_in_another_place_is_found(edition: Edition, record_property: Callable[[str, object], None]) -> None:
    missed = []
    tried = list(pairs(edition))[::3]
    for one, other in tried:
        renamed = (name.replace("-", "_") if edition.name == "docx" else name for name in (one, other))
        data = exchanged(edition, written(edition, short), *renamed)
        if "A02" not in codes(short(), edition, data):
            missed.append((one, other))
    record_property(tally.PROPERTY, (edition.name, len(tried), len(tried) - len(missed)))
    assert tried
    assert missed == []


# ------------------------------------------------------------------ contents


def _swap(entries: list[Any], name: str) -> None:
    """The first two entries lead where the other one ought to lead."""
    one, other = entries[:2]
    first, second = one.get(name), other.get(name)
    one.set(name, second)
    other.set(name, first)


def misleading(edition: Edition) -> bytes:
    """An edition whose table of contents says what it ought to, but leads elsewhere."""
    data = written(edition, long)

    def on_page(tree: Any) -> None:
        navs = [node for node in tree.iter() if "contents" in (node.get("class") or "").split()]
        _swap([node for nav in navs for node in nav.iter() if "#" in (node.get("href") or "")], "href")

    def in_word(tree: Any) -> None:
        _swap(
            [node for node in tree.iter(f"{WORD}hyperlink") if node.get(f"{WORD}anchor", "")[:4] == "_Toc"],
            f"{WORD}anchor",
        )

    def in_bookmarks(pdf: Any) -> None:
        one = pdf.Root.Outlines.First.First
        other = one.Next
        one.Dest, other.Dest = pdf.make_indirect(other.Dest), pdf.make_indirect(one.Dest)

    if edition.name == "html":
        return altered_page(data, on_page)
    if edition.name == "pdf":
        return altered_pdf(data, in_bookmarks)
    part = "EPUB/nav.xhtml" if edition.name == "epub" else "word/document.xml"
    return altered_part(data, part, on_page if edition.name == "epub" else in_word)


@every_edition
def test_contents_that_lead_elsewhere_are_found(edition: Edition) -> None:
    assert codes(long(), edition, written(edition, long)) == set()
    assert codes(long(), edition, misleading(edition)) == {"A04"}


def test_a_link_of_a_pdf_to_a_place_that_is_not_there_is_found() -> None:
    (edition,) = (one for one in EDITIONS if one.name == "pdf")

    def without_names(pdf: Any) -> None:
        names = pdf.Root.Names.Dests.Names
        names[[str(names[at]) for at in range(0, len(names), 2)].index("scope") * 2] = "elsewhere"

    found = differences(short(), "pdf", edition.read(altered_pdf(written(edition, short), without_names)), HOUSE)
    assert any("#scope, which is not there" in one.message for one in found)
    assert any("has no #scope" in one.message for one in found)
