"""Corrigenda and what they correct: do the publications of a press point at each other?

Each side says so in its own front matter (`corrects`, `corrected_by`), so that every publication can be read, built
and rebuilt alone. Where the press holds both, they have to agree. One pass over the heads of all texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.crosswalk import FIELDS
from pipeline.document import Correction
from pipeline.problems import Problem
from pipeline.source.findings import Findings, quoted
from pipeline.source.folders import documents, find_publications
from pipeline.source.front_matter import Values, place, read_values, split
from pipeline.source.yaml_nodes import LARGEST

CODE = "M31"
_HEAD = LARGEST + 16
"""Bytes at the beginning of a file that can hold a front matter and its fences."""
_RELATES = re.compile(rb"^(?:corrects|corrected_by)[ \t]*:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Stated:
    """What the front matter of one text says that matters here."""

    publication: str
    file: str
    identifier: str
    language: str
    issued: date | None
    corrects: str | None
    corrected_by: tuple[Correction, ...]
    values: Values


def disagreements(press: Path) -> dict[str, tuple[Problem, ...]]:
    """What is wrong between publications, by the name of the one that says what the other does not; mostly nothing.

    Texts that cannot be read are passed over: their own reader says why.
    """
    heads = {
        (folder.name, f"source/{folder.name}/{file.name}"): head
        for folder in find_publications(press)
        for file in documents(folder)
        if (head := _head(file))
    }
    if not any(_RELATES.search(head) for head in heads.values()):
        return {}
    stated = [_stated(publication, file, head) for (publication, file), head in heads.items()]
    by_symbol: dict[str, list[Stated]] = {}
    for one in stated:
        by_symbol.setdefault(one.identifier, []).append(one)
    found: dict[str, tuple[Problem, ...]] = {}
    for one in stated:
        if problems := tuple(_wrong(one, by_symbol)):
            found[one.publication] = found.get(one.publication, ()) + problems
    return found


def _head(file: Path) -> bytes:
    if file.is_symlink():
        return b""
    try:
        with file.open("rb") as opened:
            return opened.read(_HEAD)
    except OSError:
        return b""


def _stated(publication: str, file: str, head: bytes) -> Stated:
    nobody = Findings(file)
    yaml, _ = split(head.decode(errors="replace").removeprefix("\ufeff").replace("\r\n", "\n"), nobody)
    read = (read_values(yaml, nobody, FIELDS, first_line=2) if yaml is not None else None) or Values()
    said, parts = read.values, file.rsplit("/", 1)[-1].split(".")
    language = said.get("language") or (parts[-2] if len(parts) > 2 else "")
    return Stated(
        publication, file, said.get("identifier", publication), language.lower(), said.get("date"),
        said.get("corrects"), said.get("corrected_by", ()), read,
    )  # fmt: skip


def _other_side(one: Stated, symbol: str, by_symbol: dict[str, list[Stated]]) -> list[Stated]:
    """The texts of a symbol: the one in the same language where there is one, else all."""
    texts = by_symbol.get(symbol, [])
    return [text for text in texts if text.language == one.language] or texts


def _wrong(one: Stated, by_symbol: dict[str, list[Stated]]) -> Iterator[Problem]:
    if one.corrects is not None:
        texts = _other_side(one, one.corrects, by_symbol)
        if texts and not any(one.identifier == by.identifier for text in texts for by in text.corrected_by):
            at = place(one.values, "corrects")
            text = texts[0]
            line = place(text.values, "corrected_by").line or place(text.values, "identifier").line
            said = f"{_named(text, line)} does not say that it is corrected by {quoted(one.identifier)}"
            fix = f"add to corrected_by in {text.file}: - identifier: {one.identifier}"
            yield Problem(CODE, said, one.file, at.line, at.column, "corrects", fix)
    for number, correction in enumerate(one.corrected_by):
        at = place(one.values, f"corrected_by.{number}")
        texts = _other_side(one, correction.identifier, by_symbol)
        if texts and not any(text.corrects == one.identifier for text in texts):
            said = f"{_named(texts[0], place(texts[0].values, 'corrects').line)} does not correct this document"
            fix = f"write corrects: {one.identifier} in {texts[0].file}, or take the entry out"
            yield Problem(CODE, said, one.file, at.line, at.column, f"corrected_by.{number}", fix)
        elif texts and correction.date and all(text.issued != _day(correction) for text in texts):
            line = place(texts[0].values, "date").line
            said = f"{_named(texts[0], line)} is not of {correction.date}"
            fix = f"write date: {texts[0].issued}" if texts[0].issued else "take the date out"
            yield Problem(CODE, said, one.file, at.line, at.column, f"corrected_by.{number}.date", fix)


def _day(correction: Correction) -> date:
    return date.fromisoformat(correction.date)


def _named(text: Stated, line: int) -> str:
    """A text by its file, and the line that speaks of the matter where there is one."""
    return f"{text.file}:{line}" if line else text.file
