"""The plan: which editions of which publication are stale. It reads digests only; no document is opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import manifest
from pipeline.build import failures, freezing
from pipeline.build.inputs import Digests, EditionInputs, edition_inputs, key, toolchain
from pipeline.carried import Made
from pipeline.document import Sibling
from pipeline.editions.edition import Edition
from pipeline.house import House
from pipeline.manifest import Manifest, Record
from pipeline.press import Press
from pipeline.problems import Problem, PublishingError
from pipeline.published import Frozen, Key


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a build is to make: editions by name, languages (BCP 47, lower case); empty means all of them.

    `gate`: every edition is checked before it is published, one that was made without that as well.
    """

    editions: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    force: bool = False
    gate: bool = True

    def takes(self, edition: str, language: str) -> bool:
        """Whether an edition in a language is asked for."""
        by_name = not self.editions or edition in self.editions
        return by_name and (not self.languages or language.lower() in self.languages)


@dataclass(frozen=True, slots=True)
class Task:
    """All that making one publication takes; it crosses to a worker process as it is.

    `sources` and `inputs`: the digests of what goes in; `old`: the last manifest; `intact`: the names of the
    output files that are as the last manifest says; `likely`: the editions that will have to be made, as far as
    can be told before the sources are read. `published`: the frozen versions; `there`: the names of the output files
    that are as they were published. `defaults`: publisher.yaml, where there is one. `siblings`: language versions
    of which there is no text here (a rebuild from one PDF).
    """

    name: str
    folder: Path
    press: Path
    house: House
    editions: tuple[Edition, ...]
    wanted: Wanted
    sources: Mapping[str, str]
    inputs: Mapping[str, EditionInputs]
    old: Manifest | None
    intact: frozenset[str]
    likely: frozenset[str]
    published: Mapping[Key, Frozen] = field(default_factory=dict)
    there: frozenset[str] = frozenset()
    defaults: bytes | None = None
    siblings: tuple[Sibling, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One publication of the plan: its last manifest, and what there is to do.

    `state`: `built` (nothing to do), `stale`, `unchecked` (up to date, but made without the gate), `never built`,
    or `unreadable` with the problems; `task` stands where there is something to make.
    """

    name: str
    state: str
    old: Manifest | None = None
    task: Task | None = None
    current: int = 0
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Planner:
    """Plans publications of a press; what they share (templates, tools, the engine) is looked at once."""

    press: Press
    house: House
    editions: tuple[Edition, ...]
    wanted: Wanted
    digests: Digests = field(default_factory=Digests)
    inputs: dict[str, EditionInputs] = field(default_factory=dict)
    siblings: tuple[Sibling, ...] = ()

    def plan(self, publications: Mapping[str, Path]) -> list[Entry]:
        """One entry for each publication, in order. Raises PublishingError where the house is at fault."""
        self.inputs.update(edition_inputs(self.house, self.editions, self.digests))
        entries = [self._entry(name, folder) for name, folder in publications.items()]
        return self._agreeing(entries) if tasks(entries) else entries

    def _agreeing(self, entries: list[Entry]) -> list[Entry]:
        """The entries; those that contradict another publication of the press have problems and no task."""
        from pipeline.source import disagreements

        wrong = disagreements(self.press.root)
        return [
            Entry(entry.name, "unreadable", entry.old, problems=(*entry.problems, *wrong[entry.name]))
            if entry.name in wrong
            else entry
            for entry in entries
        ]

    def _entry(self, name: str, folder: Path) -> Entry:
        old = self._last(name)
        try:
            sources = self._sources(folder)
            frozen = freezing.read(folder, f"source/{name}")
            freezing.check(old, frozen, f"source/{name}")
        except PublishingError as error:
            return Entry(name, "unreadable", old, problems=error.problems)
        records = self._records(old)
        intact = frozenset(record.file for record in records if self._is_intact(name, record.file, record))
        likely = self._likely(old, sources, intact, self.wanted.gate)
        if not likely:
            warnings = tuple(self._outdated(name, old, records, sources, frozen)) if frozen and old else ()
            return Entry(name, "built", old, current=len(records), warnings=warnings)
        task = Task(
            name,
            folder,
            self.press.root,
            self.house,
            self.editions,
            self.wanted,
            sources,
            self.inputs,
            old,
            intact,
            likely,
            frozen,
            frozenset(self._published(name, frozen)),
            self._defaults() if any(edition.carries for edition in self.editions) else None,
            self.siblings,
        )
        as_it_was = not self._likely(old, sources, intact, gate=False)
        return Entry(name, "never built" if old is None else "unchecked" if as_it_was else "stale", old, task)

    def _defaults(self) -> bytes | None:
        path = self.press.defaults
        try:
            return path.read_bytes() if path.is_file() else None
        except OSError as error:
            raise failures.unreadable(error, path, self.press.root) from error

    def _published(self, name: str, frozen: Mapping[Key, Frozen]) -> Iterator[str]:
        """The output files that are as some version of them was published."""
        for version in frozen.values():
            yield from (made.file for made in version.editions.values() if self._is_intact(name, made.file, made))

    def _outdated(
        self,
        name: str,
        old: Manifest,
        records: Iterable[Record],
        sources: Mapping[str, str],
        frozen: Mapping[Key, Frozen],
    ) -> Iterator[Problem]:
        """What a build says again of published editions that would come out differently."""
        about = {document["language"]: document for document in old.documents}
        for record in records:
            document = about[record.language]
            version = frozen.get((document.get("version", ""), record.language))
            if record.outdated and version is not None:
                now = toolchain(self.inputs, record.language, document["type"])
                reason = freezing.why(version, sources, now)
                yield freezing.differs(record.edition, version, f"source/{name}/{record.source}", reason)

    def _last(self, name: str) -> Manifest | None:
        """The last manifest; None where there is none, or one that this engine did not write."""
        try:
            return manifest.parse((self.press.output / name / manifest.NAME).read_bytes(), name)
        except (OSError, ValueError):
            return None

    def _records(self, old: Manifest | None) -> list[Record]:
        if old is None:
            return []
        return [record for record in old.editions if self.wanted.takes(record.edition, record.language)]

    def _sources(self, folder: Path) -> dict[str, str]:
        from pipeline.source import source_files

        files = {path.relative_to(folder).as_posix(): path for path in source_files(folder)}
        if self.press.defaults.is_file():
            files["../" + self.press.defaults.name] = self.press.defaults
        result = {}
        for name, path in sorted(files.items()):
            try:
                result[name.encode().decode()] = self.digests.of(path)
            except (OSError, UnicodeEncodeError) as error:  # a name that is not UTF-8 can stand in no manifest
                raise failures.unreadable(error, path, self.press.root) from error
        return result

    def _is_intact(self, name: str, file: str, due: Record | Made) -> bool:
        path = self.press.output / name / file
        try:
            return path.stat().st_size == due.size and self.digests.of(path) == due.sha256
        except OSError:
            return False

    def _likely(
        self, old: Manifest | None, sources: Mapping[str, str], intact: frozenset[str], gate: bool
    ) -> frozenset[str]:
        """The names of the editions that are stale in some language; all wanted ones when a source changed.

        With the gate, those that were not checked are stale.
        """
        wanted = {edition.name for edition in self.editions if self._names(edition.name)}
        if old is None or self.wanted.force or dict(old.sources) != dict(sources):
            return frozenset(wanted)
        due = {
            (document["language"], name)
            for document in old.documents
            for name in wanted
            if self.wanted.takes(name, document["language"])
        }
        documents = {document["language"]: document for document in old.documents}
        fresh = {
            (record.language, record.edition)
            for record in self._records(old)
            if record.file in intact
            and (record.checked or not gate)
            and is_current(record, documents, self.inputs, sources)
        }
        gone = {record.edition for record in old.editions} - {edition.name for edition in self.editions}
        return frozenset({name for _, name in due - fresh} | gone)

    def _names(self, edition: str) -> bool:
        return not self.wanted.editions or edition in self.wanted.editions


def is_current(
    record: Record,
    documents: Mapping[str, Mapping[str, str]],
    inputs: Mapping[str, EditionInputs],
    sources: Mapping[str, str],
) -> bool:
    """Whether an edition's key is the one that its inputs have now; `documents` of its manifest, by language."""
    if record.edition not in inputs or record.source not in sources or record.language not in documents:
        return False
    about = (record.source, record.language, documents[record.language]["type"])
    others = {language: entry["title"] for language, entry in documents.items() if language != record.language}
    return record.key == key(inputs[record.edition], sources, *about, siblings=others)


def tasks(entries: Iterable[Entry]) -> list[Task]:
    """What there is to make."""
    return [entry.task for entry in entries if entry.task is not None]
