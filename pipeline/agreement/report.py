"""The agreement as one HTML page that needs nothing else: what every edition holds of everything, and what differs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from pipeline import __version__
from pipeline.agreement.compare import CODES
from pipeline.agreement.table import (
    NOWHERE,
    OTHER,
    SAME,
    Address,
    Difference,
    Piece,
    Table,
    addresses,
    compared,
    tables,
    text_differences,
    values,
)
from pipeline.agreement.verify import AGREES, Proof
from pipeline.crosswalk import BY_NAME, FIELDS
from pipeline.document import Document
from pipeline.editions.edition import Reading
from pipeline.house import House

TEMPLATE = "reports/agreement.html.j2"
MOST = 200
"""Blocks of one edition that are shown beside the source's; the others are counted."""

_NO_HTML = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What a damaged file may hold and a page may not (HTML, 13.2.3.5)."""

COLUMNS = {
    "info": "document information",
    "xmp": "XMP",
    "docx": "property",
    "record": "record part",
    "opf": "package",
    "html": "meta",
    "jsonld": "JSON-LD",
}
"""What the columns of the crosswalk are called."""


@dataclass(frozen=True, slots=True)
class Stated:
    """One address, and what differs there: both sides in pieces."""

    at: Address
    due: tuple[Piece, ...]
    found: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One field in one edition: the strings of the source's value, and every address that states it."""

    name: str
    about: str
    source: tuple[str, ...]
    stated: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One edition of one document. `more`: how many differences of the text are not shown."""

    proof: Proof
    fields: tuple[Field, ...]
    differences: tuple[Difference, ...]
    more: int
    unsaid: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of the report."""

    anchor: str
    table: Table
    parts: tuple[Part, ...]

    @property
    def editions(self) -> tuple[str, ...]:
        """The editions that were read back."""
        return tuple(part.proof.edition for part in self.parts if part.proof.reading is not None)


def page(verified: Iterable[tuple[str, Sequence[Proof]]], house: House) -> str:
    """The report of publications or files, with their proofs. No clock is asked: the same proofs, the same page."""
    from pipeline.templating import environment

    verified = list(verified)
    found = [table for _, proofs in verified for table in tables(proofs)]
    entries = [_entry(f"document-{number}", table) for number, table in enumerate(found, 1)]
    loose = [(name, proof) for name, proofs in verified for proof in proofs if proof.document is None]
    empty = [name for name, proofs in verified if not proofs]
    proofs = [proof for _, every in verified for proof in every]
    text = environment(house).get_template(TEMPLATE).render(
        entries=entries, loose=loose, empty=empty, version=__version__, codes=CODES, columns=COLUMNS,
        agreeing=sum(proof.state == AGREES for proof in proofs), total=len(proofs),
        SAME=SAME, OTHER=OTHER, NOWHERE=NOWHERE, AGREES=AGREES,
    )  # fmt: skip
    return _NO_HTML.sub("\ufffd", text) + "\n"


def _entry(anchor: str, table: Table) -> Entry:
    parts = tuple(_part(table.document, proof) for proof in table.proofs)
    return Entry(anchor, table, parts)


def _part(document: Document, proof: Proof) -> Part:
    if proof.reading is None:
        return Part(proof, (), (), 0, ())
    every = text_differences(document, proof.reading)
    first = tuple(islice(every, MOST))
    more = sum(1 for _ in every)
    return Part(proof, tuple(_fields(document, proof.reading)), first, more, tuple(sorted(proof.reading.unsaid)))


def _fields(document: Document, reading: Reading) -> Iterable[Field]:
    order = {row.name: number for number, row in enumerate(FIELDS)}
    every = sorted(addresses(document, reading), key=lambda at: order[at.field])  # stable: columns stay in order
    for name, group in groupby(every, key=lambda at: at.field):
        row = BY_NAME[name]
        yield Field(name, row.about, values(name, document.metadata[name]), tuple(map(_stated, group)))


def _stated(at: Address) -> Stated:
    if at.same:
        return Stated(at, (), ())
    due, found = compared("\n".join(at.due), "\n".join(at.found))
    return Stated(at, due, found)
