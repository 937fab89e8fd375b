"""Corrigenda and what they correct: do the publications of a press point at each other?

Each side says so in its own front matter (`corrects`, `corrected_by`), so that every publication can be read, built
and rebuilt alone. Where the press holds both, they have to agree. One pass over the heads of all texts; what the
corrections of a corrigendum say is held against the text that they correct.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.crosswalk import FIELDS
from pipeline.document import Correction
from pipeline.house import House
from pipeline.problems import Problem, PublishingError
from pipeline.source.corrected import Side, misfits, unnamed
from pipeline.source.findings import Findings, quoted
from pipeline.source.folders import documents, find_publications
from pipeline.source.front_matter import Values, place, read_values, split
from pipeline.source.metadata import Context
from pipeline.source.publication import language_of, publisher_defaults, read_document
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
    texts = _Texts(press)
    for one in stated:
        pointing = ((one.publication, problem) for problem in _wrong(one, by_symbol))
        for name, problem in (*pointing, *_misfits(one, by_symbol, texts)):
            found[name] = (*found.get(name, ()), problem)
    return found


class _Texts:
    """The texts of a press that have to be read whole, each once."""

    def __init__(self, press: Path) -> None:
        self.press, self.house = press, House.of(press)
        self.defaults = publisher_defaults(press, Findings(""))
        self.read: dict[str, Side | None] = {}

    def of(self, one: Stated) -> Side | None:
        """A text; None where it cannot be read, which its own reader says."""
        if one.file not in self.read:
            self.read[one.file] = self._side(one)
        return self.read[one.file]

    def _side(self, one: Stated) -> Side | None:
        try:
            data = (self.press / one.file).read_bytes()
            draft = read_document(data, Findings(one.file), Context(one.publication, self.house, self.defaults))
        except (OSError, PublishingError):
            return None
        if draft.metadata is None:
            return None
        return Side(one.file, draft.metadata, draft.blocks, draft.notes, draft.values, draft.replacements)


def _misfits(one: Stated, by_symbol: dict[str, list[Stated]], texts: _Texts) -> Iterator[tuple[str, Problem]]:
    """What the corrections of a corrigendum do not find in what it corrects, by the name of the publication."""
    others = by_symbol.get(one.corrects or "", [])
    corrigendum = texts.of(one) if others else None
    if corrigendum is None or not corrigendum.replacements:
        return
    sides = {other.file: side for other in others if (side := texts.of(other)) is not None}
    yield from ((one.publication, problem) for problem in misfits(corrigendum, tuple(sides.values())))
    for other in others:
        if other.file in sides and other.language == one.language:
            yield from ((other.publication, problem) for problem in unnamed(corrigendum, sides[other.file]))


def _head(file: Path) -> bytes:
    if file.is_symlink():
        return b""
    try:
        with file.open("rb") as opened:
            return opened.read(_HEAD)
    except OSError:
        return b""


def languages_in(folder: Path) -> frozenset[str]:
    """The languages of a publication's documents, by their names and front matter; empty for one that says none."""
    files = ((file, f"source/{folder.name}/{file.name}") for file in documents(folder))
    return frozenset(language_of(name) or _stated(folder.name, name, _head(file)).language for file, name in files)


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
