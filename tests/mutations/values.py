"""Documents of which one metadata field is otherwise: changed, dropped, doubled or swapped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from pipeline.crosswalk import FIELDS, Field, metadata
from pipeline.crosswalk.codecs import (
    CORRECTION,
    DATE,
    EMBLEM,
    IDENTIFIER,
    LANGUAGE,
    PARTY,
    SIBLING,
    TEXT,
    TIME,
    URL,
    Codec,
)
from pipeline.document import Document, Metadata
from tests import samples
from tests.mutations.variations import words

OTHER_WORDS = {
    "type": "communique",
    "status": "draft",
    "numbering": "operative",
    "delivery": "check-against-delivery",
    "order": "alphabetical",
}
"""Another value of the fields that are one of a few words."""
OTHER_PARTS = {
    "role": "host",
    "file": "chart.png",
    "identifier": "SAMPLE/2011/7",
    "date": "2012-01-01",
    "language": "nl",
    "since": date(2012, 1, 1),
    "paragraphs": ("para-7",),
}
"""Another value of the parts of records that are no free text."""


@cache
def original() -> Document:
    """A document of all metadata and one paragraph."""
    several = {"authentic_languages": ("en", "fr", "es"), "subjects": ("fiction, mostly", "samples", "tests")}
    whole = samples.everything(**several, numbering="paragraphs")
    return replace(whole, blocks=(samples.p("One paragraph."),), notes=())


def mutations(row: Field, operation: str) -> Iterator[tuple[Any, Document]]:
    """(the other value, the document with it) for every way in which a field may be otherwise."""
    document = original()
    value = document.metadata[row.name]
    if operation == "swapped":
        for name, other in _exchanged(row, document.metadata):
            yield (name, *other.values()), replace(document, metadata=metadata({**document.metadata, **other}))
    for other_value in _many(row, value, operation) if row.many else _one(row, value, operation):
        yield other_value, replace(document, metadata=metadata({**document.metadata, row.name: other_value}))


def _one(row: Field, value: Any, operation: str) -> Iterator[Any]:
    if operation == "dropped" and not row.required:
        yield row.default
    yield from _item(row, row.codec, value, operation)


def _many(row: Field, value: tuple[Any, ...], operation: str) -> Iterator[tuple[Any, ...]]:
    first, *rest = value
    if operation == "dropped":
        yield ()
        yield tuple(rest)
        yield value[:-1]
    elif operation == "doubled":
        yield (first, *value)
        yield (*value, first)
    elif operation == "swapped" and rest:
        yield (*rest, first)
    for other in _item(row, row.codec, first, operation):
        yield (other, *rest)


def _item(row: Field, codec: Codec, value: Any, operation: str) -> Iterator[Any]:
    """One value otherwise."""
    if codec in (PARTY, EMBLEM, CORRECTION, SIBLING):
        yield from _parts(value, operation)
    elif codec is TEXT:
        yield from filter(None, words(value, operation))  # no value is an empty text
    elif operation == "changed":
        if codec is DATE:
            yield value + timedelta(days=1)
        elif codec is TIME:
            yield value + timedelta(minutes=1)
        elif codec is LANGUAGE:
            yield "nl"
        elif row.name in OTHER_WORDS:
            yield OTHER_WORDS[row.name]
        elif codec in (URL, IDENTIFIER):
            yield f"{value}7"


def _parts(value: Any, operation: str) -> Iterator[Any]:
    """A party, an emblem or a corrigendum with one part otherwise, or with two parts exchanged."""
    names = [part.name for part in fields(value)]
    for name in names:
        part = getattr(value, name)
        if name in OTHER_PARTS:
            if operation == "changed":
                yield replace(value, **{name: OTHER_PARTS[name]})
        elif part:
            yield from (replace(value, **{name: other}) for other in filter(None, words(part, operation)))
            if operation == "dropped" and name not in ("name", "alt", "title"):
                yield replace(value, **{name: ""})
        elif operation == "changed":
            yield replace(value, **{name: "Added"})
    if operation == "swapped" and "office" in names:
        yield replace(value, name=value.office, office=value.name)
        yield replace(value, organisation=value.country, country=value.organisation)


def _exchanged(row: Field, data: Metadata) -> Iterator[tuple[str, dict[str, Any]]]:
    """Two fields of one sort of value, each with the value of the other."""
    for other in FIELDS:
        alike = other.codec is row.codec and other.many == row.many and other is not row
        if alike and "type" not in (other.name, row.name) and data[other.name] != data[row.name]:
            yield other.name, {row.name: data[other.name], other.name: data[row.name]}
            return
