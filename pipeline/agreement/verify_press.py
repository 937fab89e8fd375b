"""What a press has built, held against its sources and its manifests; and files of editions from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath

from pipeline import manifest
from pipeline.agreement.verify import (
    AGREES,
    DIFFERS,
    STALE,
    UNBUILT,
    Proof,
    arranged,
    carried_document,
    carried_house,
    prove,
    read,
)
from pipeline.document import Document
from pipeline.editions.edition import Edition, Reading
from pipeline.house import House
from pipeline.manifest import Manifest, Record
from pipeline.press import Press, UsageError
from pipeline.problems import Problem, PublishingError
from pipeline.published import beside
from pipeline.source import read_publication, source_files

DEFAULTS = "../publisher.yaml"
"""The name of the file of defaults in a manifest."""


@dataclass(frozen=True, slots=True)
class Verified:
    """A publication: a proof for every edition that its documents are due, and the files whose source is gone."""

    name: str
    proofs: tuple[Proof, ...]
    gone: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether everything is proven."""
        return not self.gone and all(proof.state == AGREES for proof in self.proofs)

    def problems(self) -> Iterator[Problem]:
        """All problems of all editions."""
        for proof in self.proofs:
            yield from proof.problems


_Source = tuple[Document, bytes | None, House | None]
"""A document, the defaults of its press (publisher.yaml), the house that arranged its edition, if it is this one."""


@dataclass(frozen=True, slots=True)
class Verifier:
    """Verifies publications and files of a press with these editions; `press` may lack for files alone."""

    press: Press | None
    house: House
    editions: tuple[Edition, ...]

    def publication(self, name: str, folder: Path) -> Verified:
        """All editions of a publication. Raises PublishingError where its sources have problems."""
        built = _built(self._press(), name, folder)
        documents = read_publication(folder, self._press().root, self.house).documents
        proofs = tuple(proof for document in documents for proof in self._document(document, built))
        languages = {document.metadata.language for document in documents}
        gone = tuple(record.file for record in built.records if record.language not in languages)
        return Verified(name, proofs, gone)

    def _press(self) -> Press:
        assert self.press is not None
        return self.press

    def _document(self, document: Document, built: _Built) -> Iterator[Proof]:
        language = document.metadata.language
        for edition in self.editions:
            record = built.record(edition.name, language)
            if record is None:
                yield Proof(edition.name, language, document.stem + edition.suffix, UNBUILT, document)
            else:
                yield self._recorded(edition, document, record, built, built.output / record.file)

    def _recorded(self, edition: Edition, document: Document, record: Record, built: _Built, path: Path) -> Proof:
        """The proof of a file that ought to be the edition that a manifest records."""
        shown = self._shown(path)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            lost = _not_recorded(record, shown, "is not there")
            return Proof(edition.name, record.language, shown, DIFFERS, document, problems=(lost,))
        changed = _changed(record, shown, data)
        if built.is_stale(document, record):
            state = DIFFERS if changed else STALE
            return Proof(edition.name, record.language, shown, state, document, problems=changed)
        defaults, against, house = _bytes_of(self._press().defaults), "", built.house(self.house)
        if record.outdated:
            house = None
            older = self._published(built, record.language)
            if older is not None:
                document, defaults, house = older
                against = "the source of the published version"
        proof = prove(edition, data, document, house, file=shown, defaults=defaults)
        problems = (*changed, *proof.problems)
        return replace(proof, state=DIFFERS if problems else AGREES, problems=problems, against=against)

    def _published(self, built: _Built, language: str) -> _Source | None:
        """What a published version was made from, where the source has changed since: its PDF carries it."""
        for edition in self.editions:
            record = built.record(edition.name, language)
            if edition.carries and record is not None and record.published:
                try:
                    data = (built.output / record.file).read_bytes()
                    return self._carried(read(edition, data).attachments)
                except (OSError, ValueError, PublishingError):
                    continue  # the proof of that edition says what is wrong with it
        return None

    def _carried(self, files: Mapping[str, bytes]) -> _Source:
        """The source among the files that an edition carries. Raises ValueError, PublishingError."""
        return *carried_document(files, self.house), carried_house(files, self.house)

    def _shown(self, path: Path) -> str:
        """A path as messages name it: relative to the press where it is inside."""
        root = self._press().root
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)

    # -------------------------------------------------------------- files

    def edition_of(self, path: Path) -> Edition | None:
        """The edition whose suffix a file name bears."""
        return next((edition for edition in self.editions if path.name.endswith(edition.suffix)), None)

    def file(self, path: Path) -> Proof:
        """The proof of one file of an edition: by the manifest that records it, else by the source that it carries,
        else by the publication of its identifier and language.

        Raises UsageError where none of them is to be had, PublishingError where the source has problems.
        """
        edition = self.edition_of(path)
        assert edition is not None
        data = path.read_bytes()
        found = self._by_manifest(edition, path, data)
        if found is not None:
            return found
        try:
            reading = read(edition, data)
        except ValueError as error:
            said = f"it cannot be read back as {edition.name}: {error}"
            problem = Problem("A07", said, str(path), fix="get a sound copy of it")
            return Proof(edition.name, "", str(path), DIFFERS, problems=(problem,))
        (document, defaults, house), against = self._source_of(reading, path)
        proof = prove(edition, data, document, house, file=str(path), defaults=defaults)
        return replace(proof, against=against)

    def _by_manifest(self, edition: Edition, path: Path, data: bytes) -> Proof | None:
        """The proof of a file that lies in the output, or is the same as one there, by name and bytes."""
        if self.press is None:
            return None
        here, digest = path.resolve(), sha256(data).hexdigest()
        for name, folder in self.press.publications().items():
            built = _built(self.press, name, folder)
            for record in built.records:
                lies_there = here == (built.output / record.file).resolve()
                same = (record.file, record.sha256) == (path.name, digest)
                if record.edition == edition.name and (lies_there or same):
                    for document in read_publication(folder, self.press.root, self.house).documents:
                        if document.metadata.language == record.language:
                            return self._recorded(edition, document, record, built, path)
        return None

    def _source_of(self, reading: Reading, path: Path) -> tuple[_Source, str]:
        """What a file from elsewhere is an edition of, and where that was found."""
        if reading.attachments:
            try:
                return self._carried(reading.attachments), "the source that it carries"
            except ValueError as error:
                reason = f"{path} carries no source that could be trusted: {error}"
        else:
            reason = f"{path} carries no source"
        data = reading.metadata
        for document in self._documents():
            if (document.metadata.identifier, document.metadata.language) == (data.identifier, data.language):
                return (document, _bytes_of(self._press().defaults), self.house), document.file
        missing = "there is no press here"
        if self.press is not None:
            missing = f"no publication of this press is {data.identifier} in the language {data.language}"
        raise UsageError(f"{reason}, and {missing}.", "Name the press that has its source with --press.")

    def _documents(self) -> Iterator[Document]:
        """All documents of the press whose sources are sound."""
        if self.press is None:
            return
        for folder in self.press.publications().values():
            try:
                yield from read_publication(folder, self.press.root, self.house).documents
            except PublishingError:
                continue  # `chancery check` says what is wrong with it


# ------------------------------------------------------------------ manifests


@dataclass(frozen=True, slots=True)
class _Built:
    """What was built of one publication: where, its last manifest; the digests of its sources as they are now."""

    output: Path
    manifest: Manifest | None
    sources: Mapping[str, str]

    @property
    def records(self) -> tuple[Record, ...]:
        return self.manifest.editions if self.manifest else ()

    def record(self, edition: str, language: str) -> Record | None:
        return next((one for one in self.records if (one.edition, one.language) == (edition, language)), None)

    def house(self, now: House) -> House | None:
        """The house of the press, if the editions were made with its kinds and strings as they are now."""
        return arranged(now, self.manifest.engine, self.manifest.templates) if self.manifest else None

    def is_stale(self, document: Document, record: Record) -> bool:
        """Whether the source has changed since the edition was made: its text, any file but the other texts, or
        which language versions there are."""
        text = PurePosixPath(document.file).name
        made_from = self.manifest.sources if self.manifest else {}
        titles = {entry["language"]: entry["title"] for entry in (self.manifest.documents if self.manifest else ())}
        titles.pop(record.language, None)
        if titles != {sibling.language: sibling.title for sibling in document.metadata.translations}:
            return True
        return record.source != text or beside(made_from, text) != beside(self.sources, text)


def _built(press: Press, name: str, folder: Path) -> _Built:
    """A manifest that is not there, or that this engine did not write, is none."""
    output = press.output / name
    try:
        last = manifest.parse((output / manifest.NAME).read_bytes(), name)
    except (OSError, ValueError):
        last = None
    return _Built(output, last, _digests(folder))


def _changed(record: Record, file: str, data: bytes) -> tuple[Problem, ...]:
    """The problem of bytes that are not those of the manifest."""
    digest = sha256(data).hexdigest()
    if (digest, len(data)) == (record.sha256, record.size):
        return ()
    return (_not_recorded(record, file, f"has {len(data):,} bytes of sha256 {digest}"),)


def _not_recorded(record: Record, file: str, found: str) -> Problem:
    said = f"the {record.edition} edition {found}; the manifest records {record.size:,} bytes of sha256 {record.sha256}"
    return Problem("A08", said, file, fix="make it anew with chancery build, or get a sound copy of it")


def _digests(folder: Path) -> dict[str, str]:
    """The sha-256 of every file of a publication and of the defaults, by the names that a manifest has."""
    files: Sequence[tuple[str, Path]] = [(one.relative_to(folder).as_posix(), one) for one in source_files(folder)]
    defaults = folder.parent / PurePosixPath(DEFAULTS).name
    if defaults.is_file():
        files = [*files, (DEFAULTS, defaults)]
    return {name: sha256(path.read_bytes()).hexdigest() for name, path in files}


def _bytes_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
