"""The table of an agreement: fields by editions, counts of the text, every address, and the blocks that differ."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, is_dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from pipeline.agreement import expected
from pipeline.agreement.compare import pairs, same, sayable, stated
from pipeline.agreement.expected import Due
from pipeline.agreement.verify import Proof
from pipeline.crosswalk import BY_NAME, FIELDS
from pipeline.document import Document
from pipeline.editions.edition import Reading, Said
from pipeline.nodes import NOWHERE as UNPLACED

SAME, OTHER, NOWHERE = "same", "other", "nowhere"
"""What a cell says: the source's value; another one; the format has no address for the field."""


@dataclass(frozen=True, slots=True)
class Address:
    """One place where an edition states a field: what is due there and what was found, a string each."""

    field: str
    column: str
    path: str
    due: tuple[str, ...]
    found: tuple[str, ...]
    same: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What one edition holds of one field."""

    state: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One field: what the source says, and a cell for each edition, by name."""

    name: str
    source: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Count:
    """How many of a thing the source has; for each edition how many were found, and how many it can say."""

    name: str
    source: int
    cells: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Table:
    """The table of one document. `score`: by edition, the share of the text that stands in blocks that agree."""

    document: Document
    proofs: tuple[Proof, ...]
    rows: tuple[Row, ...]
    counts: tuple[Count, ...]
    score: Mapping[str, float]


def tables(proofs: Iterable[Proof]) -> Iterator[Table]:
    """One table for each document that the proofs are of, with a column for each edition that was read back."""
    by_document: dict[tuple[str, str], list[Proof]] = {}
    for proof in proofs:
        if proof.document is not None:
            by_document.setdefault((proof.document.file, proof.language), []).append(proof)
    for group in by_document.values():
        read = tuple((proof, proof.reading) for proof in group if proof.reading is not None)
        document = next(proof.document for proof in group if proof.document is not None)
        yield Table(document, tuple(group), tuple(_rows(document, read)), tuple(_counts(document, read)), _score(read))


Read = Sequence[tuple[Proof, Reading]]


# ------------------------------------------------------------------ fields


def addresses(document: Document, reading: Reading) -> Iterator[Address]:
    """Every address that states something, or ought to, in the order of the fields, for each column."""
    for name, column, path, due, found in stated(document, reading):
        if due not in ((), "") or found not in ((), ""):
            yield Address(name, column, path, strings(due), strings(found), same(due, found))


def strings(value: Any) -> tuple[str, ...]:
    """What stands at an address, as strings: a JSON value (JSON-LD) as one line of JSON, a JSON string as itself."""
    if isinstance(value, tuple) or value is None:
        return tuple(map(str, value or ()))
    return (value if isinstance(value, str) else json.dumps(value, ensure_ascii=False),)


def values(name: str, value: Any) -> tuple[str, ...]:
    """The value of a field for people, a string for each item: the parts of a party in one line."""
    every = value if BY_NAME[name].many else () if value is None else (value,)
    return tuple(_one(name, item) for item in every)


def shown(name: str, value: Any) -> str:
    """The value of a field for people in one line, semicolons between many."""
    return "; ".join(values(name, value))


def _one(name: str, value: Any) -> str:
    if is_dataclass(value) and not isinstance(value, type):
        return ", ".join(str(part) for part in astuple(value) if part)
    return BY_NAME[name].codec.encode(value)


def _rows(document: Document, read: Read) -> Iterator[Row]:
    stating = {proof.edition: list(addresses(document, reading)) for proof, reading in read}
    for row in FIELDS:
        cells = {
            proof.edition: _cell(
                row.name, proof, reading, [at for at in stating[proof.edition] if at.field == row.name]
            )
            for proof, reading in read
        }
        source = shown(row.name, document.metadata[row.name])
        if source or any(cell.state != NOWHERE for cell in cells.values()):
            yield Row(row.name, source, cells)


def _cell(name: str, proof: Proof, reading: Reading, stating: list[Address]) -> Cell:
    wrong = next((at for at in stating if not at.same), None)
    if wrong is not None:
        return Cell(OTHER, "; ".join(wrong.found) or "nothing")
    told = {problem.code for problem in proof.problems if problem.field == name}
    held = shown(name, reading.metadata[name])
    if "A01" in told:
        return Cell(OTHER, held or "nothing")
    if told:
        return Cell(OTHER, "not in the title block" if "A05" in told else "not in the imprint")
    if not stating:
        return Cell(NOWHERE)
    return Cell(SAME, held or "; ".join(stating[0].found))


# ------------------------------------------------------------------ text


def parts(document: Document, reading: Reading) -> Iterator[tuple[str, Sequence[Due], Sequence[Said]]]:
    """The body and each note: its name, what is due in it, what was found."""
    yield "the text", expected.blocks(document), reading.blocks
    both = zip_longest(expected.notes(document), reading.notes, fillvalue=())
    yield from ((f"note {number}", due, found) for number, (due, found) in enumerate(both, 1))


def _counts(document: Document, read: Read) -> Iterator[Count]:
    every = [one.said for _, due, _ in parts(document, Reading(document.metadata)) for one in due]
    totals = _numbers(every, len(document.notes))
    cells: dict[str, dict[str, tuple[int, int]]] = {name: {} for name in totals}
    for proof, reading in read:
        can: list[Said] = []
        found: list[Said] = []
        for _, due, there in parts(document, reading):
            wanted, have = sayable(reading, due, there)
            can += [said for said, _ in wanted]
            found += have
        due_numbers, numbers = _numbers(can, len(document.notes)), _numbers(found, len(reading.notes))
        for name in totals:
            cells[name][proof.edition] = (numbers[name], due_numbers[name])
    yield from (Count(name, total, cells[name]) for name, total in totals.items())


def _numbers(said: Sequence[Said], notes: int) -> dict[str, int]:
    return {
        "blocks": len(said),
        "notes": notes,
        "links": sum(len(one.links) for one in said),
        "pictures": sum((one.kind == "picture") + one.text.count("![") for one in said),
    }


def _score(read: Read) -> dict[str, float]:
    return {proof.edition: score(proof.document, reading) for proof, reading in read if proof.document is not None}


def score(document: Document, reading: Reading) -> float:
    """The share of the characters due that stand in equal blocks, rounded down to four places.

    It is 1 only where every block agrees: what is said twice, or only in the edition, counts too.
    """
    total = lost = 0
    whole = len(document.notes) == len(reading.notes)
    for _, due, found in parts(document, reading):
        wanted, there = sayable(reading, due, found)
        total += sum(len(said.text) for said, _ in wanted)
        for (missing, _), _ in pairs(wanted, there, UNPLACED):
            whole = False
            lost += len(missing.text) if missing is not None else 0
    share = math.floor((total - lost) / total * 10_000) / 10_000 if total else float(whole)
    return 1.0 if whole else min(share, 0.9999)


# ------------------------------------------------------------------ what differs

Piece = tuple[str, bool]
"""A piece of a text, and whether it differs from the other one."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A block that an edition says otherwise: where, on which line of the source, both texts in pieces, what else."""

    where: str
    line: int
    kind: str
    due: tuple[Piece, ...]
    found: tuple[Piece, ...]
    more: tuple[tuple[str, str, str], ...] = ()


def text_differences(document: Document, reading: Reading) -> Iterator[Difference]:
    """The blocks that differ; `more` has (what, due, found) of labels, levels, links, languages."""
    for where, due, found in parts(document, reading):
        for (one, other), at in pairs(*sayable(reading, due, found), UNPLACED):
            left, right = compared(one.text if one else "", other.text if other else "")
            more = tuple(_more(one, other)) if one and other else ()
            kind = (one or other or Said("", "")).kind
            yield Difference(where, at.line, kind, left, right, more)


def _more(due: Said, found: Said) -> Iterator[tuple[str, str, str]]:
    for name in ("kind", "label", "level", "place", "links", "languages", "expansions", "styles"):
        one, other = getattr(due, name), getattr(found, name)
        if one != other:
            yield name, _plain(one), _plain(other)


def _plain(value: Any) -> str:
    if isinstance(value, tuple):
        return "; ".join(" ".join(map(str, item)) if isinstance(item, tuple) else str(item) for item in value) or "none"
    return str(value) or "none"


# Ideographs, kana and hangul one by one; other words whole; white space and signs.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+|\s+|.")


def compared(due: str, found: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Two texts cut into pieces, word by word: those that differ, and those that both have."""
    one, other = _WORD.findall(due), _WORD.findall(found)
    if len(one) * len(other) > 1_000_000:  # no search that grows with the square
        return ((due, True),), ((found, True),)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        left.append(("".join(one[i1:i2]), tag != "equal"))
        right.append(("".join(other[j1:j2]), tag != "equal"))
    return _merged(left), _merged(right)


def _merged(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Neighbours that differ together, with the white space between them."""
    result: list[Piece] = []
    for number, (text, other) in enumerate(pieces):
        inner = 0 < number < len(pieces) - 1 and text.isspace()
        differs = other or inner
        if result and result[-1][1] == differs:
            result[-1] = (result[-1][0] + text, differs)
        elif text:
            result.append((text, differs))
    return tuple(result)
