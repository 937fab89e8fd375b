"""A reading against its document: every metadata field at every address, every block of text, every note, and what
stands around the text.

`differences` gives problems: what is expected stands in the source, what was found in the edition.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any, TypeVar

from pipeline.agreement import expected, furniture
from pipeline.agreement.expected import Due
from pipeline.agreement.furniture import Line
from pipeline.agreement.wording import shown, told
from pipeline.crosswalk import BY_NAME, FIELDS, written
from pipeline.crosswalk.views import clipped
from pipeline.document import Document, has_contents
from pipeline.editions.edition import Reading, Said
from pipeline.house import House
from pipeline.nodes import NOWHERE, Position
from pipeline.problems import Problem

CODES: dict[str, str] = {
    "A01": "an edition states a metadata field otherwise than its source",
    "A02": "an edition says a block of the text otherwise, twice, in another place or not at all",
    "A03": "an edition says a footnote otherwise, or not at all",
    "A04": "the table of contents or the bookmarks of an edition are not the headings of the text",
    "A05": "the title block of an edition says something otherwise, twice, in another place or not at all",
    "A06": "an edition carries another source than the one it was made from",
    "A07": "an edition cannot be read back",
    "A08": "an edition is not the one that the manifest records",
    "A09": "the imprint of an edition, or what names the other language versions, says something otherwise",
    "A10": "the heads or feet of the pages of an edition say something otherwise",
}

RECORD = "record"
MOST = 20
"""Differences of one sort that are told one by one; the others are counted."""
FIX = "make it anew with chancery build --force; if it comes again, a template or the engine is at fault"


def differences(document: Document, edition: str, reading: Reading, house: House | None) -> tuple[Problem, ...]:
    """All that a reading of an edition says otherwise than the document; nothing where they agree.

    `house`: the one whose kinds and strings arranged what stands around the text. Where that is not to be had, only
    the title and the subtitle are looked for there.
    """
    return tuple(_Comparison(document, edition, reading, house).all())


def unreadable(document: Document, edition: str, error: Exception) -> Problem:
    """The problem of an edition that its reader refuses."""
    return Problem("A07", f"the {edition} edition cannot be read back: {error}", document.file, fix=FIX)


def stated(document: Document, reading: Reading) -> Iterator[tuple[str, str, str, Any, Any]]:
    """(field, column, path, expected, found) of every address that the reading has, in the order of the fields.

    The column `record` is the part of the DOCX that holds every field whole, by its name.
    """
    for column in dict.fromkeys(column for column, _ in reading.stated):
        due = _due(document, column)
        for row in FIELDS:
            paths = (row.name,) if column == RECORD else tuple(at.path for at in getattr(row, column))
            for path in paths:
                yield row.name, column, path, due.get(path, ()), reading.stated.get((column, path), ())


def _due(document: Document, column: str) -> dict[str, Any]:
    """What has to stand at the addresses of a column; rows that share one state each string once."""
    if column == RECORD:
        return {row.name: row.encode(document.metadata[row.name]) for row in FIELDS}
    result: dict[str, Any] = {}
    for _, at, content in written(document.metadata, column):
        before = result.get(at.path)
        result[at.path] = tuple(dict.fromkeys((*before, *content))) if isinstance(before, tuple) else content
    if column == "docx":  # one string each, as long as Word can hold
        return {path: clipped("; ".join(strings), document.metadata) for path, strings in result.items()}
    return result


class _Comparison:
    """One reading against one document."""

    def __init__(self, document: Document, edition: str, reading: Reading, house: House | None) -> None:
        self.document, self.edition, self.reading, self.house = document, edition, reading, house
        self.due = [one for one in expected.blocks(document) if one.said.kind not in reading.unsaid]

    def all(self) -> Iterator[Problem]:
        yield from self._metadata()
        yield from self._around()
        yield from self._contents()
        yield from self._blocks("A02", "the text", self.due, self.reading.blocks)
        yield from self._places()
        yield from self._notes()
        yield from self._attachments()

    def _problem(self, code: str, message: str, at: Position = NOWHERE, field: str = "") -> Problem:
        said = f"the {self.edition} edition {message}"
        return Problem(code, said, self.document.file, at.line, field=field, fix=FIX)

    # -------------------------------------------------------------- metadata

    def _metadata(self) -> Iterator[Problem]:
        named: set[str] = set()
        for name, column, path, due, found in stated(self.document, self.reading):
            if not same(due, found):
                named.add(name)
                yield self._problem("A01", f"states {shown(found)} in {column} {path}, not {shown(due)}", field=name)
        for row in FIELDS:
            due, found = self.document.metadata[row.name], self.reading.metadata[row.name]
            if row.name not in named and due != found and self._holds(row.name):
                words = f"is read back as {shown(_encoded(row.name, found))}, not {shown(_encoded(row.name, due))}"
                yield self._problem("A01", words, field=row.name)

    def _holds(self, name: str) -> bool:
        """Whether the edition has an address from which the field is read back."""
        columns = {column for column, _ in self.reading.stated} - {RECORD}
        return any(at.view is None for column in columns - {"jsonld"} for at in getattr(BY_NAME[name], column))

    # -------------------------------------------------------------- around the text

    def _around(self) -> Iterator[Problem]:
        document, house, versions = self.document, self.house, self.reading.versions
        if house is None:
            due = furniture.title_and_subtitle(document)
            texts = {line.said.text for line in due}
            yield from self._lines(
                "A05", "the title block", due, [one for one in self._front(due) if one.text in texts]
            )
            return
        due = furniture.title_block(document, house)
        yield from self._lines("A05", "the title block", due, self._front(due))
        entries = furniture.imprint(document, house, versions=versions is None)
        yield from self._lines("A09", "the imprint", entries, self.reading.imprint)
        if versions is not None:
            suffix = f".{self.edition}"  # an edition is called as its files end
            named = Line(furniture.other_versions(document, house, suffix), "translations")
            yield from self._lines("A09", "what leads to the other language versions", (named,), (versions,))
        yield from self._running(house)

    def _running(self, house: House) -> Iterator[Problem]:
        """Heads and feet of pages. A head may show the beginning of a long title."""
        found = self.reading.running
        if found is None:
            return
        for place, due in furniture.running(self.document, house).items():
            lines = tuple(map(expected.clean, found.get(place, ())))
            if not furniture.is_head(lines, due):
                yield self._problem("A10", f"says as the {place} of its pages {shown(lines)}, not {shown(due)}")

    def _front(self, due: Sequence[Line]) -> Sequence[Said]:
        """The lines of the title block. Capitals that may be a matter of style are taken for what they stand for."""
        if "capitals" not in self.reading.unsaid:
            return self.reading.front
        texts = [text for line in due for text in (line.said.text, *(run for _, run in line.said.languages))]
        meant = {text.upper(): text for text in texts} | {text: text for text in texts}

        def small(said: Said) -> Said:
            runs = tuple((tag, meant.get(run, run)) for tag, run in said.languages)
            return replace(said, text=meant.get(said.text, said.text), languages=runs)

        return [small(said) for said in self.reading.front]

    def _lines(self, code: str, where: str, due: Sequence[Line], found: Sequence[Said]) -> Iterator[Problem]:
        plain = [replace(said, styles=()) for said in found]  # how they look is the house's matter
        for pair, field in pairs([(line.said, line.field) for line in due], plain, ""):
            yield self._problem(code, told(where, *pair), field=field)

    def _contents(self) -> Iterator[Problem]:
        found = self.reading.contents
        if found is None:
            if has_contents(self.document):
                yield self._problem("A04", "has no table of contents")
            return
        due = expected.contents(self.document)
        kept = [number for number, (depth, _) in enumerate(due) if depth <= 3]  # printed ones may end there
        some = tuple(due[number] for number in kept)
        if found not in (due, some):
            wrong = next((pair for pair in zip(due, found, strict=False) if pair[0] != pair[1]), (len(due), len(found)))
            yield self._problem("A04", f"has another table of contents: {shown(wrong[1])}, not {shown(wrong[0])}")
            return
        leads = self.reading.leads
        headings = [number for number, one in enumerate(self.due) if one.said.kind == "heading"]
        if leads is None or len(headings) != len(due) or len(self.due) != len(self.reading.blocks):
            return  # a heading that says nothing is no block
        places = headings if found == due else [headings[number] for number in kept]
        for (_, text), place, there in zip(found, places, leads, strict=True):
            if place != there and not self._is_vague(self.due[place].said):
                yield self._problem("A04", f"leads elsewhere by the entry {shown(text)} of its table of contents")

    def _is_vague(self, said: Said) -> bool:
        """Whether the format says no more of where a block begins than about where on its page."""
        return "places" in self.reading.unsaid and (said.kind != "heading" or "![" in said.text)

    def _attachments(self) -> Iterator[Problem]:
        if not self.document.attachments:
            return
        due = {one.name: one.data for one in self.document.attachments}
        found = self.reading.attachments
        for name in sorted({*due, *found}):
            if due.get(name) != found.get(name):
                how = "does not carry" if name not in found else "carries" if name not in due else "carries another"
                yield self._problem("A06", f"{how} {name}")

    # -------------------------------------------------------------- text

    def _notes(self) -> Iterator[Problem]:
        due, found = expected.notes(self.document), self.reading.notes
        if len(due) != len(found):
            yield self._problem("A03", f"has {len(found)} notes, not {len(due)}")
        for number, (wanted, there) in enumerate(zip(due, found, strict=False), 1):
            yield from self._blocks("A03", f"note {number}", wanted, there)

    def _places(self) -> Iterator[Problem]:
        """Whether links lead where they should: what is linked to begins with the block that the source says."""
        found, there = self.reading.places, self.reading.blocks
        if found is None:
            return
        are_same = len(self.due) == len(there)
        for number, one in enumerate(self.due):
            for identifier in () if self._is_vague(one.said) else one.ids:
                at = found.get(identifier)
                if at is None:
                    yield self._problem("A02", f"has no #{identifier}, where the text has it", one.position)
                elif at >= len(there) or (at != number if are_same else there[at] != one.said):
                    leads = shown(there[at].text) if at < len(there) else "the end of the text"
                    words = f"leads by #{identifier} to {leads}, not to {shown(one.said.text)}"
                    yield self._problem("A02", words, one.position)

    def _blocks(self, code: str, where: str, due: Sequence[Due], found: Sequence[Said]) -> Iterator[Problem]:
        wanted, there = sayable(self.reading, due, found)
        if [said for said, _ in wanted] == there:
            return
        number = 0
        for number, (pair, at) in enumerate(pairs(wanted, there, NOWHERE), 1):
            if number <= MOST:
                yield self._problem(code, told(where, *pair), at)
        if number > MOST:
            yield self._problem(code, f"differs from {where} in {number - MOST} more blocks")


Pair = tuple[Said | None, Said | None]
Place = TypeVar("Place")
"""Where the source says what is due: a position, or a field."""


def sayable(
    reading: Reading, due: Sequence[Due], found: Sequence[Said]
) -> tuple[list[tuple[Said, Position]], list[Said]]:
    """What is due and what was found, both without what the format of the reading cannot say."""

    def without(said: Said) -> Said:
        if "expansions" in reading.unsaid and said.expansions:
            said = replace(said, expansions=())
        return replace(said, styles=()) if "styles" in reading.unsaid and said.styles else said

    wanted = [(without(one.said), one.position) for one in due if one.said.kind not in reading.unsaid]
    return wanted, [without(one) for one in found if one.kind not in reading.unsaid]


def pairs(due: list[tuple[Said, Place]], found: list[Said], nowhere: Place) -> Iterator[tuple[Pair, Place]]:
    """What is due beside what stands in its place; None where one side has nothing."""
    first = 0
    while first < min(len(due), len(found)) and due[first][0] == found[first]:
        first += 1
    last = 0
    while last < min(len(due), len(found)) - first and due[-1 - last][0] == found[-1 - last]:
        last += 1
    wanted, there = due[first : len(due) - last], found[first : len(found) - last]
    if len(wanted) * len(there) > 1_000_000:  # no search that grows with the square: block by block, to the end
        changes: Sequence[tuple[str, int, int, int, int]] = [("replace", 0, len(wanted), 0, len(there))]
    else:
        changes = SequenceMatcher(None, [said for said, _ in wanted], there, autojunk=False).get_opcodes()
    for tag, i1, i2, j1, j2 in changes:
        if tag != "equal":
            # What the source does not say has no line there: the one of the block before it, or of the first.
            before = due[max(first + i2 - 1, 0)][1] if due else nowhere
            for offset in range(max(i2 - i1, j2 - j1)):
                said, at = wanted[i1 + offset] if i1 + offset < i2 else (None, before)
                other = there[j1 + offset] if j1 + offset < j2 else None
                if said != other:
                    yield (said, other), at


def same(due: Any, found: Any) -> bool:
    """Whether an address states what is due; JSON is compared as JSON."""
    if isinstance(due, tuple) and isinstance(found, tuple):
        return due == found
    if found == () or due == ():
        return False
    return bool(json.loads(json.dumps(due)) == json.loads(json.dumps(found)))


def _encoded(name: str, value: Any) -> tuple[str, ...]:
    return () if value is None else BY_NAME[name].encode(value)
