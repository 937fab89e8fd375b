"""One edition held against one document: the proof of every build and of `chancery verify`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline import __version__, carried
from pipeline.agreement.compare import differences, unreadable
from pipeline.document import Document
from pipeline.editions.edition import Edition, Reading
from pipeline.house import House
from pipeline.problems import Problem
from pipeline.source import read_publication

AGREES, DIFFERS, STALE, UNBUILT = "agree", "differ", "out of date", "not built"
"""What becomes of an edition; only the first counts as proven."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What became of one edition. `reading` and `document` stand as far as they could be had.

    `against`: which source it was held against, in words, where that is not the press's own of now.
    """

    edition: str
    language: str
    file: str
    state: str
    document: Document | None = None
    reading: Reading | None = None
    problems: tuple[Problem, ...] = ()
    against: str = ""


def prove(  # noqa: PLR0913
    edition: Edition,
    data: bytes,
    document: Document,
    house: House | None,
    *,
    file: str = "",
    defaults: bytes | None = None,
) -> Proof:
    """The proof that the bytes of an edition say what the document says, or all that they say otherwise.

    `house`: the one that arranged the edition, if it is to be had. An edition that carries its source is held against
    what it ought to carry: the document's own source and pictures, and `defaults` (publisher.yaml).
    """
    language = document.metadata.language
    try:
        reading = read(edition, data)
    except ValueError as error:
        problem = unreadable(document, edition.name, error)
        return Proof(edition.name, language, file, DIFFERS, document, problems=(problem,))
    problems: tuple[Problem, ...] = ()
    if edition.carries:
        try:
            document = _with_attachments(document, reading, defaults)
        except ValueError as error:
            problems = (Problem("A06", f"the {edition.name} edition: {error}", document.file, fix=_ANEW),)
    problems += differences(document, edition.name, reading, house)
    return Proof(edition.name, language, file, DIFFERS if problems else AGREES, document, reading, problems)


_ANEW = "make it anew with chancery build --force"


def read(edition: Edition, data: bytes) -> Reading:
    """What an edition says. Raises ValueError for bytes that are none, whatever its libraries raise for them."""
    try:
        return edition.read(data)
    except (ImportError, MemoryError):
        raise  # the machine's fault, not the file's
    except Exception as error:
        said = " ".join(str(error).split()) or "no further word"
        raise ValueError(said if isinstance(error, ValueError) else f"{type(error).__name__}: {said}") from error


def _with_attachments(document: Document, reading: Reading, defaults: bytes | None) -> Document:
    """The document with what an edition of it ought to carry. What its record says of other editions is taken as it is.

    Raises ValueError where the edition carries no sound record.
    """
    record = carried.parse(reading.attachments)
    return replace(document, attachments=carried.attachments(document, defaults, record.editions, record.toolchain))


def arranged(house: House, engine: str, templates: Mapping[str, str]) -> House | None:
    """The house, if it arranges what stands around a text as the one did with which an edition was made.

    `engine`, `templates`: the version of its engine, and the sha-256 of its templates by name: those of the kinds and
    of the strings count.
    """
    counted = {name: digest for name, digest in templates.items() if name.startswith(("kinds/", "strings/"))}
    files = {**house.files("kinds"), **house.files("strings")}  # names come from a record: no other file is opened
    now = {name: sha256(files[name].read_bytes()).hexdigest() for name in counted if name in files}
    return house if counted == now and engine == __version__ else None


def carried_house(files: Mapping[str, bytes], house: House) -> House | None:
    """The same for an edition that carries these files. Raises ValueError where they hold no sound record."""
    chain = carried.parse(files).toolchain
    return arranged(house, chain.engine.get("version", ""), chain.templates)


def carried_document(files: Mapping[str, bytes], house: House) -> tuple[Document, bytes | None]:
    """The document of the source among the files that an edition carries, and its publisher.yaml.

    Nothing in the files is trusted: names and digests are checked, and they are read as any source is, in a folder
    of their own. Raises ValueError where they are no source, PublishingError where that source has problems.
    """
    record = carried.parse(files)
    with TemporaryDirectory(prefix="chancery-") as scratch:
        press = Path(scratch)
        try:
            for name in record.files:
                path = press / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(files[name])
        except (FileExistsError, IsADirectoryError, NotADirectoryError):
            raise ValueError("one of the files that it carries stands where a folder is needed") from None
        folder = press / "source" / record.publication
        documents = read_publication(folder, press, house, record.siblings).documents
    document = next((one for one in documents if one.file == record.source), None)
    if document is None:
        raise ValueError(f"the source that it carries, {record.source}, is no document")
    return document, files.get(carried.DEFAULTS)
