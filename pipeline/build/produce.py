"""One publication, from its sources to the bytes of its editions and its manifest. Nothing is written here."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from io import StringIO
from pathlib import PurePosixPath
from time import perf_counter

from pipeline import __version__
from pipeline.build import failures
from pipeline.build.gating import Gate
from pipeline.build.inputs import key, used
from pipeline.build.plan import Task
from pipeline.conformance import gate
from pipeline.crosswalk import BY_NAME, metadata
from pipeline.document import Document
from pipeline.editions.edition import Edition
from pipeline.house import House
from pipeline.manifest import Manifest, Record
from pipeline.nodes import Paragraph, Text
from pipeline.problems import Exit, MachineError, Problem, PublishingError

ESSENTIALS = ("title", "type", "identifier", "date", "language", "version", "status", "embargo")
"""The metadata that the manifest repeats, so that a list of publications needs no sources."""


@dataclass(frozen=True, slots=True)
class Produced:
    """A publication in memory: the files to write, the manifest, the records of what has no source any more.

    With problems there is nothing to write. `made`: (language, edition) of what was made anew.
    """

    name: str
    files: dict[str, bytes] = field(default_factory=dict, repr=False)
    manifest: Manifest | None = None
    obsolete: tuple[Record, ...] = ()
    made: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    seconds: float = 0.0
    exit_code: Exit = Exit.OK


def failed(name: str, errors: Iterable[PublishingError], warnings: tuple[Problem, ...] = ()) -> Produced:
    """A publication that cannot be made, with all problems of the errors."""
    errors = list(errors)
    code = max(error.exit_code for error in errors)
    problems = dict.fromkeys(problem for error in errors for problem in error.problems)
    return Produced(name, problems=tuple(problems), warnings=warnings, exit_code=code)


def produce(task: Task) -> Produced:
    """Reads a publication and makes its stale editions. Never raises for what a publisher can cause."""
    from pipeline.source import read_publication

    started = perf_counter()
    try:
        publication = read_publication(task.folder, task.press, task.house)
    except Exception as error:
        where = f"source/{task.name}"
        return failed(task.name, [failures.from_exception(error, "the text", where, task.house)])
    making = _Making(task)
    for document in publication.documents:
        making.add(document)
    if making.errors:
        return failed(task.name, making.errors, publication.warnings)
    return making.result(publication.documents, publication.warnings, perf_counter() - started)


class _Making:
    """The editions of one publication while they are being made."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.old = {record.file: record for record in task.old.editions} if task.old else {}
        self.files: dict[str, bytes] = {}
        self.records: list[Record] = []
        self.made: list[tuple[str, str]] = []
        self.errors: list[PublishingError] = []
        self.names: set[str] = set()

    def add(self, document: Document) -> None:
        """Makes, or keeps, every edition of a document; errors are collected."""
        source = PurePosixPath(document.file).name
        if sha256(document.source).hexdigest() != self.task.sources.get(source):
            self.errors.append(failures.changed(document.file))
            return
        checks = Gate(self.task.house) if self.task.wanted.gate else None
        for edition in self.task.editions:
            self._edition(edition, document, source, checks)
        self.errors += checks.errors() if checks is not None else ()

    def _edition(self, edition: Edition, document: Document, source: str, checks: Gate | None) -> None:
        task, language = self.task, document.metadata.language
        file = document.stem + edition.suffix
        self.names.add(file)
        current = key(task.inputs[edition.name], task.sources, source, language, document.metadata.type)
        last = self.old.get(file)
        wanted = task.wanted.takes(edition.name, language)
        if last is not None and last.key == current and (not wanted or self._stands(last)):
            self.records.append(last)
            return
        if not wanted:
            return  # out of date and not asked for: no longer in the manifest until it is made again
        try:
            data = quietly(edition, document, task.house)
        except Exception as error:
            what = f"the {edition.name} edition"
            self.errors.append(failures.from_exception(error, what, document.file, task.house))
            return
        if checks is not None:
            checks.take(edition.name, document, data)
        digest = sha256(data).hexdigest()
        if last is None or file not in task.intact or last.sha256 != digest:
            self.files[file] = data
        self.made.append((language, edition.name))
        checked = checks is not None  # where the gate finds something, nothing is recorded at all
        self.records.append(
            Record(file, edition.name, language, edition.media_type, len(data), digest, source, current, checked)
        )

    def _stands(self, last: Record) -> bool:
        """Whether an edition that is up to date can be left as it is: intact, and checked if it has to be."""
        wanted = self.task.wanted
        return last.file in self.task.intact and not wanted.force and (last.checked or not wanted.gate)

    def result(self, documents: tuple[Document, ...], warnings: tuple[Problem, ...], seconds: float) -> Produced:
        task = self.task
        inputs = [task.inputs[name] for name in sorted({record.edition for record in self.records})]
        kinds = {document.metadata.language: document.metadata.type for document in documents}
        templates: dict[str, str] = {}
        for record in self.records:
            mine = task.inputs[record.edition].templates
            templates |= used(mine, record.language, kinds[record.language])
        fonts = {name: digest for name, digest in templates.items() if name.startswith("fonts/")}
        manifest = Manifest(
            publication=task.name,
            engine=__version__,
            documents=tuple(sorted(map(essentials, documents), key=lambda entry: entry["language"])),
            editions=tuple(sorted(self.records, key=lambda record: record.file)),
            sources=task.sources,
            templates={name: digest for name, digest in templates.items() if name not in fonts},
            fonts=fonts,
            tools={name: version for one in inputs for name, version in one.tools.items()},
            built=build_time(),
        )
        obsolete = tuple(record for file, record in self.old.items() if file not in self.names)
        return Produced(task.name, self.files, manifest, obsolete, tuple(self.made), (), tuple(warnings), seconds)


def quietly(edition: Edition, document: Document, house: House) -> bytes:
    """The bytes of an edition. What a library prints meanwhile (WeasyPrint's advice, say) is not our output."""
    with redirect_stdout(StringIO()):
        return edition.write(document, house)


def essentials(document: Document) -> dict[str, str]:
    """The metadata of a document that its manifest repeats, as strings; absent fields are left out."""
    values = {name: BY_NAME[name].encode(document.metadata[name]) for name in ESSENTIALS}
    return {name: strings[0] for name, strings in values.items() if strings}


def build_time() -> str:
    """SOURCE_DATE_EPOCH (reproducible-builds.org) as ISO 8601, or nothing: the clock is never asked."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(epoch), UTC).isoformat().replace("+00:00", "Z") if epoch else ""
    except (ValueError, OverflowError, OSError):
        return ""


def warm_up(editions: Iterable[Edition], house: House) -> None:
    """Loads the gate and makes a one-line document that nobody keeps, so that forked workers inherit what it loads.

    Raises MachineError where a library is missing: then no publication could be made. What is wrong with a
    template is reported by every publication that uses it.
    """
    least = {
        "title": "-",
        "type": house.kinds()[0],
        "date": date(2000, 1, 1),
        "language": "en",
        "identifier": "-",
    }
    document = Document("-", metadata(least), (Paragraph((Text("-"),)),), file="-")
    gate.load()
    for edition in editions:
        try:
            quietly(edition, document, house)
        except Exception as error:
            found = failures.from_exception(error, f"the {edition.name} edition", "", house)
            if isinstance(found, MachineError):
                raise found from error
