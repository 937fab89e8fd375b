"""What shows outside of the text: the title block and the table of contents of finished editions, altered."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from pipeline.crosswalk import metadata
from pipeline.document import Document
from pipeline.editions.edition import Edition
from pipeline.house import House
from tests import pieces
from tests.mutations.finished import altered_page, altered_part, altered_pdf
from tests.mutations.trees import numbered
from tests.mutations.variations import words

SHOWN = ("title", "subtitle")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def original() -> Document:
    """A document that is long enough for a table of contents."""
    return numbered(pieces.long_document(title="A title of words", subtitle="And a line below it"))


@cache
def written(edition: Edition) -> bytes:
    return edition.write(original(), House())


# ------------------------------------------------------------------ the title block


def titles(edition: Edition, operation: str) -> Iterator[tuple[str, bytes]]:
    """(field, the edition that shows it otherwise) for the title and the subtitle; its metadata are as they were."""
    values = original().metadata
    others = {name: next(words(values[name], operation)) for name in SHOWN}
    if operation == "swapped":
        others = dict(zip(SHOWN, (values["subtitle"], values["title"]), strict=True))
        yield "subtitle", _showing(edition, others)
        return
    for name in SHOWN:
        yield name, _showing(edition, {name: others[name]})


def _showing(edition: Edition, others: dict[str, str]) -> bytes:
    """The edition with other lines in its title block."""
    data, values = written(edition), original().metadata
    instead = {values[name]: other for name, other in others.items()}

    def on_page(tree: Any) -> None:
        block = next(node for node in tree.iter() if node.get("class") == "title-block")
        lines = [node for node in block.iter() if node.text in instead]
        assert len(lines) == len(instead)
        for node in lines:
            node.text = instead[node.text]

    def in_word(tree: Any) -> None:
        styles = [node for node in tree.iter(f"{_WORD}pStyle") if node.get(f"{_WORD}val") in ("Title", "Subtitle")]
        for style in styles:
            for text in style.getparent().getparent().iter(f"{_WORD}t"):
                text.text = instead.get(text.text, text.text)

    if edition.name == "html":
        return altered_page(data, on_page)
    if edition.name == "epub":
        return altered_part(data, "EPUB/title.xhtml", on_page)
    if edition.name == "docx":
        return altered_part(data, "word/document.xml", in_word)
    # Characters of a PDF are glyphs of its fonts: another PDF is given the metadata and the bookmarks of this one.
    other = replace(original(), metadata=metadata({**values, **others}))
    return _with_metadata_of(edition.write(other, House()), data)


def _with_metadata_of(data: bytes, other: bytes) -> bytes:
    import pikepdf

    with pikepdf.open(io.BytesIO(other)) as source:
        packet, info = source.Root.Metadata.read_bytes(), {key: str(value) for key, value in source.docinfo.items()}

        def taken_over(pdf: Any) -> None:
            pdf.Root.Metadata.write(packet)
            for key, value in info.items():
                pdf.docinfo[key] = value

        return altered_pdf(data, taken_over)


def in_another_language(edition: Edition) -> bytes:
    """The edition whose text is marked as French, while its metadata say what they said."""
    data = written(edition)

    def on_page(tree: Any) -> None:
        for name in ("lang", "{http://www.w3.org/XML/1998/namespace}lang"):
            if tree.get(name):
                tree.set(name, "fr")

    def in_word(tree: Any) -> None:
        for language in tree.iter(f"{_WORD}lang"):
            language.set(f"{_WORD}val", "fr")

    def in_catalog(pdf: Any) -> None:
        pdf.Root.Lang = "fr"

    if edition.name == "html":
        return altered_page(data, on_page)
    if edition.name == "epub":
        return altered_part(data, "EPUB/text-1.xhtml", on_page)
    return altered_part(data, "word/styles.xml", in_word) if edition.name == "docx" else altered_pdf(data, in_catalog)


# ------------------------------------------------------------------ the table of contents


def contents(edition: Edition, operation: str) -> bytes:
    """The edition with another table of contents: the bookmarks of a PDF."""
    data = written(edition)
    if edition.name == "pdf":
        return altered_pdf(data, lambda pdf: _in_bookmarks(pdf, operation))
    change: Callable[[Any], None] = lambda tree: _in_entries(_entries(tree), operation)  # noqa: E731
    if edition.name == "html":
        return altered_page(data, change)
    return altered_part(data, "EPUB/nav.xhtml" if edition.name == "epub" else "word/document.xml", change)


def _entries(tree: Any) -> list[tuple[Any, Any]]:
    """(entry, the element of its text) of the second level: what has nothing below it."""
    items = [node for node in tree.iter() if str(node.tag).rpartition("}")[2] == "li" and len(node) == 1]
    paragraphs = [
        node.getparent().getparent() for node in tree.iter(f"{_WORD}pStyle") if node.get(f"{_WORD}val") == "TOC2"
    ]
    return [(node, node[0]) for node in items if "#" in node[0].get("href", "")] or [
        (node, next(node.iter(f"{_WORD}t"))) for node in paragraphs
    ]


def _in_entries(entries: list[tuple[Any, Any]], operation: str) -> None:
    (first, text), (_, other), *_ = entries
    if operation == "changed":
        text.text = next(words(text.text, "changed"))
    elif operation == "dropped":
        first.getparent().remove(first)
    elif operation == "doubled":
        first.addnext(copy.deepcopy(first))
    else:
        text.text, other.text = other.text, text.text


def _in_bookmarks(pdf: Any, operation: str) -> None:
    with pdf.open_outline() as outline:
        first = outline.root[0].children  # below the title
        if operation == "changed":
            first[0].title = next(words(first[0].title, "changed"))
        elif operation == "dropped":
            first.pop()
        elif operation == "doubled":
            first.append(first[0])
        else:
            first[0].title, first[1].title = first[1].title, first[0].title
