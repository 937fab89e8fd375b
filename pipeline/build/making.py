"""The editions of one publication while they are being made: what is kept, what is made anew, what stays frozen."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from io import StringIO
from pathlib import PurePosixPath

from pipeline import __version__
from pipeline.build import failures, freezing
from pipeline.build.gating import Checks
from pipeline.build.inputs import key, toolchain
from pipeline.build.plan import Task
from pipeline.carried import Made, attachments
from pipeline.crosswalk import BY_NAME
from pipeline.document import Document
from pipeline.editions.edition import Edition
from pipeline.house import House
from pipeline.manifest import Manifest, Record
from pipeline.problems import Problem, PublishingError
from pipeline.published import Frozen
from pipeline.toolchain import Toolchain

ESSENTIALS = ("title", "type", "identifier", "date", "language", "version", "status", "embargo")
"""The metadata that the manifest repeats, so that a list of publications needs no sources."""


@dataclass(slots=True)
class _Work:
    """One document under way. `made`: its editions so far, for the record that one of them carries."""

    document: Document
    source: str
    chain: Toolchain
    checks: Checks | None
    frozen: Frozen | None
    made: dict[str, Made] = field(default_factory=dict)


class Making:
    """The editions of one publication while they are being made; `made`: (language, edition) of what is new."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.old = {record.file: record for record in task.old.editions} if task.old else {}
        self.files: dict[str, bytes] = {}
        self.records: list[Record] = []
        self.made: list[tuple[str, str]] = []
        self.errors: list[PublishingError] = []
        self.warnings: list[Problem] = []
        self.names: set[str] = set()

    def add(self, document: Document) -> None:
        """Makes, or keeps, every edition of a document; errors are collected."""
        task, data = self.task, document.metadata
        source = PurePosixPath(document.file).name
        if sha256(document.source).hexdigest() != task.sources.get(source):
            self.errors.append(failures.changed(document.file))
            return
        chain = toolchain(task.inputs, data.language, data.type)
        checks = Checks(task.house) if task.wanted.gate else None
        work = _Work(document, source, chain, checks, task.published.get((data.version, data.language)))
        for edition in sorted(task.editions, key=lambda one: one.carries):  # what carries the others' record comes last
            self._edition(edition, work)
        self.errors += checks.errors() if checks is not None else ()

    # -------------------------------------------------------------- one edition

    def _edition(self, edition: Edition, work: _Work) -> None:
        file = work.document.stem + edition.suffix
        self.names.add(file)
        wanted = self._wants(edition, work)
        last = self.old.get(file)
        if last is not None and last.key == self._key(edition, work) and (not wanted or self._stands(last)):
            self._keep(last, work)
            return
        # Out of date and not asked for: no longer in the manifest until it is made again. But what carries the
        # digests of the others needs them.
        if not wanted and not any(one.carries and self._is_due(one, work) for one in self.task.editions):
            return
        document = self._carrying(work) if edition.carries else work.document
        data = self._bytes(edition, document) if document is not None else None
        if data is None:
            return
        made = Made(file, len(data), sha256(data).hexdigest())
        work.made[edition.name] = made
        if wanted:
            self._take(edition, replace(work, document=document or work.document), data, made)

    def _wants(self, edition: Edition, work: _Work) -> bool:
        return self.task.wanted.takes(edition.name, work.document.metadata.language)

    def _key(self, edition: Edition, work: _Work) -> str:
        data = work.document.metadata
        others = {sibling.language: sibling.title for sibling in data.translations}
        about = (work.source, data.language, data.type)
        return key(self.task.inputs[edition.name], self.task.sources, *about, siblings=others)

    def _is_due(self, edition: Edition, work: _Work) -> bool:
        last = self.old.get(work.document.stem + edition.suffix)
        fresh = last is not None and last.key == self._key(edition, work) and self._stands(last)
        return self._wants(edition, work) and not fresh

    def _stands(self, last: Record) -> bool:
        """Whether an edition that is up to date can be left as it is: intact, and checked if it has to be."""
        wanted = self.task.wanted
        return last.file in self.task.intact and not wanted.force and (last.checked or not wanted.gate)

    def _keep(self, last: Record, work: _Work) -> None:
        self.records.append(last)
        work.made[last.edition] = Made(last.file, last.size, last.sha256)
        if last.outdated and work.frozen is not None:
            reason = freezing.why(work.frozen, self.task.sources, work.chain)
            self.warnings.append(freezing.differs(last.edition, work.frozen, work.document.file, reason))

    def _carrying(self, work: _Work) -> Document | None:
        """The document with the files that it carries; None where one of the other editions could not be made."""
        others = [edition.name for edition in self.task.editions if not edition.carries]
        if any(name not in work.made for name in others):
            return None
        made = {name: work.made[name] for name in others}
        return replace(work.document, attachments=attachments(work.document, self.task.defaults, made, work.chain))

    def _bytes(self, edition: Edition, document: Document) -> bytes | None:
        try:
            return quietly(edition, document, self.task.house)
        except Exception as error:
            what = f"the {edition.name} edition"
            self.errors.append(failures.from_exception(error, what, document.file, self.task.house))
            return None

    def _take(self, edition: Edition, work: _Work, data: bytes, made: Made) -> None:
        """Records an edition that was made, and has it checked and written, unless another was published."""
        current, language = self._key(edition, work), work.document.metadata.language
        checked = work.checks is not None  # where a check finds something, nothing is recorded at all
        frozen = work.frozen.editions.get(edition.name) if work.frozen is not None else None
        about = (made.file, edition.name, language, edition.media_type, made.size, made.sha256)
        record = Record(*about, work.source, current, checked, published=frozen is not None)
        if frozen is not None and frozen.sha256 != made.sha256:
            self._stay(edition.name, work, replace(record, size=frozen.size, sha256=frozen.sha256, outdated=True))
            return
        if work.checks is not None:
            work.checks.take(edition, work.document, data)
        last = self.old.get(made.file)
        if last is None or made.file not in self.task.intact or last.sha256 != made.sha256:
            self.files[made.file] = data
        self.made.append((language, edition.name))
        self.records.append(record)

    def _stay(self, edition: str, work: _Work, record: Record) -> None:
        """Leaves the published copy of an edition where it is; where it is not, that is a problem."""
        assert work.frozen is not None
        reason = freezing.why(work.frozen, self.task.sources, work.chain)
        if record.file not in self.task.there:
            self.errors.append(PublishingError([freezing.lost(edition, work.frozen, work.document.file, reason)]))
            return
        work.made[edition] = work.frozen.editions[edition]
        self.records.append(record)
        self.warnings.append(freezing.differs(edition, work.frozen, work.document.file, reason))

    # -------------------------------------------------------------- all of them

    def manifest(self, documents: tuple[Document, ...]) -> Manifest:
        """The record of all that was made or kept."""
        task = self.task
        names = {record.edition for record in self.records}
        inputs = {name: one for name, one in task.inputs.items() if name in names}
        kinds = {document.metadata.language: document.metadata.type for document in documents}
        languages = sorted({record.language for record in self.records})
        chains = [toolchain(inputs, language, kinds[language]) for language in languages]
        return Manifest(
            publication=task.name,
            engine=__version__,
            documents=tuple(sorted(map(essentials, documents), key=lambda entry: entry["language"])),
            editions=tuple(sorted(self.records, key=lambda record: record.file)),
            sources=task.sources,
            templates=_together([chain.templates for chain in chains]),
            fonts=_together([chain.fonts for chain in chains]),
            tools=_together([chain.tools for chain in chains]),
            libraries=_together([chain.libraries for chain in chains]),
            built=build_time(),
        )


def _together(maps: list[Mapping[str, str]]) -> dict[str, str]:
    return {name: value for one in maps for name, value in one.items()}


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
