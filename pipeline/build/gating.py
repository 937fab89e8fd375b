"""The checks of a build: every edition goes through the gate and is held against its source while the next one is
being made, and what is found stops its publication, with the line of the source where that can be known."""

from __future__ import annotations

import re
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, is_dataclass

from pipeline.agreement import compare, verify
from pipeline.build import failures
from pipeline.conformance import gate
from pipeline.conformance.finding import Finding
from pipeline.document import Document
from pipeline.editions.edition import Edition
from pipeline.house import House
from pipeline.nodes import Attributes, NoteCall, plain, walk
from pipeline.problems import Problem, PublishingError


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What the checks of one edition found: breaches of its standards, and differences from its document."""

    findings: tuple[Finding, ...]
    differences: tuple[Problem, ...]


def look(edition: Edition, document: Document, data: bytes, house: House) -> _Verdict:
    """Checks an edition against its standards, reads it back and holds it against its document."""
    findings = gate.check(edition.name, data)
    try:
        return _Verdict(findings, compare.differences(document, edition.name, verify.read(edition, data), house))
    except ValueError as error:
        return _Verdict(findings, (compare.unreadable(document, edition.name, error),))


class Checks:
    """Takes editions and checks them in a thread of its own; `errors` waits for the verdicts."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._thread = ThreadPoolExecutor(1)
        self._under_way: list[tuple[str, Document, Future[_Verdict]]] = []

    def take(self, edition: Edition, document: Document, data: bytes) -> None:
        """Checks an edition of a document."""
        self._under_way.append(
            (edition.name, document, self._thread.submit(look, edition, document, data, self._house))
        )

    def errors(self) -> list[PublishingError]:
        """What keeps the editions that were taken from being published; a check that breaks down does, too."""
        found: list[PublishingError] = []
        for edition, document, under_way in self._under_way:
            try:
                verdict = under_way.result()
            except Exception as error:
                what = f"the check of the {edition} edition"
                found.append(failures.from_exception(error, what, document.file, self._house))
                continue
            problems = [problem(edition, finding, document) for finding in verdict.findings]
            problems += verdict.differences
            if problems:
                found.append(PublishingError(problems))
        self._thread.shutdown()
        return found


def problem(edition: str, finding: Finding, document: Document) -> Problem:
    """A finding as a problem of the document that the edition is of."""
    check = gate.check_of(edition)
    place = f" ({finding.place})" if finding.place else ""
    rule = next((words for name, words in check.rules.items() if finding.rule.split()[0] == name), "")
    wants = f"{rule}: " if rule else ""
    return Problem(
        check.code,
        f"the {edition} edition breaks {finding.rule}: {finding.message}{place}",
        document.file,
        line_of(finding.place, document),
        fix=f"{wants}see that line, or the templates; --no-gate makes the edition to look at, marked as unchecked",
    )


_QUOTE = re.compile(r"“(.+)”")
_ID = re.compile(r"#(\S+)")


def line_of(place: str, document: Document) -> int:
    """The line of the source of a place in an edition, by the text it quotes or the id it names; 0: not known."""
    quote, named = _QUOTE.search(place), _ID.search(place)
    return (quote and _by_text(quote[1], document)) or (named and _by_id(named[1], document)) or 0


def _by_text(text: str, document: Document) -> int:
    """The line of the innermost block, picture or link that begins with a text."""
    found = 0
    for node in walk((document.blocks, tuple(note.blocks for note in document.notes))):
        line = _line(node)
        if line and " ".join(plain(node).split()).startswith(text):
            found = line
    return found


def _by_id(name: str, document: Document) -> int:
    """The line of the node of an id; `_note-2` and `_call-2-1` are those of a note and of its first call."""
    note = re.fullmatch(r"_?note-(\d+)", name)
    call = re.fullmatch(r"_?call-(\d+)-(\d+)", name)
    last = 0
    for node in walk((document.blocks, tuple(note.blocks for note in document.notes))):
        last = _line(node) or last
        if isinstance(node, Attributes) and node.id == name:
            return last
        if call and isinstance(node, NoteCall) and (node.number, node.occurrence) == (int(call[1]), int(call[2])):
            return last
    return next((one.position.line for one in document.notes if note and one.number == int(note[1])), 0)


def _line(node: object) -> int:
    """The line of a node that keeps its position."""
    position = getattr(node, "position", None) if is_dataclass(node) else None
    return position.line if position is not None else 0
