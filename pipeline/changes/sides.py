"""The two sides of a comparison: what OLD and NEW are, and what is read of them.

A side is a file (a source text, an edition of any format), a publication of the press (NAME, NAME:LANGUAGE), or a
published version of one (NAME@VERSION, NAME@VERSION:LANGUAGE).
"""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import editions
from pipeline.crosswalk import FIELDS, KEYS
from pipeline.document import Document, Metadata
from pipeline.editions.edition import Edition, Reading, Said
from pipeline.house import House
from pipeline.press import Press, UsageError, nearest
from pipeline.problems import MachineError, Problem, PublishingError

Notes = tuple[tuple[Said, ...], ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One version of a document, in the measure that all formats share.

    `name`: as the user gave it; `what`: what was read, in words. `lines` and `note_lines`: the lines of the source on
    which blocks and notes begin, 0 where there is none. `fields`: the metadata that its format holds; `unsaid`: what
    it cannot say (see `Reading`).
    """

    name: str
    what: str
    metadata: Metadata
    blocks: tuple[Said, ...]
    notes: Notes
    lines: tuple[int, ...]
    note_lines: tuple[int, ...]
    fields: frozenset[str] = frozenset(row.name for row in KEYS)
    unsaid: frozenset[str] = frozenset()


class AmbiguousError(UsageError):
    """A publication in several languages, of which none was named."""


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a publication as the user gave it: `visit@2:fr`."""

    publication: str
    version: str = ""
    language: str = ""


def both(old: str, new: str, root: Path, output: Path | None) -> tuple[Side, Side]:
    """The two sides. Raises UsageError for names that nothing has, OSError for files that are not there,
    PublishingError for sources with problems, MachineError for broken editions.

    A side that names no language is taken in that of the other one, if it is there in several.
    """
    try:
        one = side(old, root, output)
    except AmbiguousError:
        other = side(new, root, output)
        return side(old, root, output, other.metadata.language), other
    return one, side(new, root, output, one.metadata.language)


def side(word: str, root: Path, output: Path | None, hint: str = "") -> Side:
    """One side; `hint`: the language to take where there are several. Raises as `both`."""
    return of_file(Path(word), root, word) if _is_path(word) else _of_name(word, Press.at(root, output), hint)


def _is_path(word: str) -> bool:
    """Whether a word is meant as a file: there is one, or it ends as one would."""
    suffixes = (".md", *(edition.suffix for edition in editions.EDITIONS))
    return Path(word).is_file() or Path(word).suffix.lower() in suffixes


def parsed(word: str) -> Name:
    """`visit@2:fr` -> its parts. A folder's path is taken whole; so is a name with none of the two signs."""
    if Path(word).is_dir():
        return Name(word)
    rest, _, language = word.partition(":")
    publication, _, version = rest.rpartition("@") if "@" in rest else (rest, "", "")
    return Name(publication, version, language)


# ------------------------------------------------------------------ files


def of_file(path: Path, root: Path, name: str) -> Side:
    """The side that a file holds: a source text, or an edition by its suffix."""
    if not path.is_file():
        known = errno.EISDIR if path.is_dir() else errno.ENOENT
        raise OSError(known, os.strerror(known), str(path))
    if path.suffix.lower() == ".md":
        above = path.resolve().parent.parent
        press = above.parent if above.name == "source" else root
        return of_source(path.read_bytes(), path, press, name, "source text")
    edition = next((one for one in editions.EDITIONS if one.suffix == path.suffix.lower()), None)
    if edition is None:
        suffixes = ", ".join((".md", *(one.suffix for one in editions.EDITIONS)))
        raise UsageError(f"{path} is neither a source text nor an edition.", f"Their names end in {suffixes}.")
    return of_edition(path.read_bytes(), edition, name)


def of_source(data: bytes, path: Path, press: Path, name: str, what: str) -> Side:
    """The side that the bytes of a source text hold; `path` says how it is called and which folder it belongs to.

    Pictures are not looked at: a text of another day has pictures of another day.
    """
    from pipeline.source.findings import Findings
    from pipeline.source.metadata import Context
    from pipeline.source.publication import publisher_defaults, read_document

    base = Findings("source/publisher.yaml")
    house = House.of(press)
    context = Context(path.resolve().parent.name, house, publisher_defaults(press, base))
    findings = Findings(_shown(path, press))
    draft = read_document(data, findings, context)
    problems = [*base.sorted(), *findings.sorted()]
    if draft.metadata is None or any(not problem.warning for problem in problems):
        raise PublishingError(problem for problem in problems if not problem.warning)
    document = Document(context.name, draft.metadata, draft.blocks, draft.notes, {}, findings.file, data)
    return of_document(document, name, what)


def of_document(document: Document, name: str, what: str = "source text") -> Side:
    """The side that a document is."""
    from pipeline.agreement import expected

    due = expected.blocks(document)
    return Side(
        name,
        what,
        document.metadata,
        tuple(one.said for one in due),
        tuple(tuple(one.said for one in note) for note in expected.notes(document)),
        tuple(one.position.line for one in due),
        tuple(note.position.line for note in document.notes),
    )


def of_edition(data: bytes, edition: Edition, name: str, what: str = "") -> Side:
    """The side that an edition says. Raises MachineError for bytes that are no such edition."""
    try:
        return of_reading(edition.read(data), name, what or f"{edition.name.upper()} edition")
    except Exception as error:  # whatever a library says of a broken file, it is the file that is at fault
        said = " ".join(str(error).split()) or type(error).__name__
        message = f"cannot be read as {edition.name.upper()}: {said}"
        fix = "only editions that Chancery made can be read; take an undamaged copy"
        raise MachineError([Problem("A07", message, name, fix=fix)]) from error


def of_reading(reading: Reading, name: str, what: str) -> Side:
    """The side that a reading of an edition is."""
    columns = {column for column, _ in reading.stated} - {"jsonld"}
    known = {
        row.name
        for row in FIELDS
        for column in columns
        if column == "record" or any(at.view is None for at in getattr(row, column))
    }
    return Side(
        name,
        what,
        reading.metadata,
        reading.blocks,
        reading.notes,
        (0,) * len(reading.blocks),
        (0,) * len(reading.notes),
        frozenset(known),
        reading.unsaid,
    )


def _shown(path: Path, press: Path) -> str:
    inside = path.resolve()
    return inside.relative_to(press.resolve()).as_posix() if inside.is_relative_to(press.resolve()) else str(path)


# ------------------------------------------------------------------ publications


def _of_name(word: str, press: Press, hint: str) -> Side:
    """The side that a publication of the press is: what stands in source/ now, or a published version."""
    from pipeline.changes.published import of_version

    name = parsed(word)
    folder = next(iter(press.choose([name.publication]).values()))
    if name.version:
        return of_version(folder, name.version, (name.language, hint), press, word)
    files = texts(folder)
    path = files[one_language(folder.name, list(files), name.language, hint)]
    side = of_source(path.read_bytes(), path, press.root, word, "source text")
    return replace(side, what=f"source text, {side.metadata.language}")


def texts(folder: Path) -> dict[str, Path]:
    """The source texts of a publication by language: as their front matter or their file names say."""
    from pipeline.source.findings import Findings
    from pipeline.source.folders import documents
    from pipeline.source.front_matter import read_values, split
    from pipeline.source.publication import language_of
    from pipeline.source.text import read_text

    found = {}
    for path in documents(folder):
        language = language_of(path.name)
        if not language:
            ignored = Findings(path.name)  # told when the text is read
            text = read_text(path.read_bytes(), ignored) or ""
            yaml, _ = split(text, ignored)
            values = read_values(yaml, ignored, KEYS, first_line=2) if yaml is not None else None
            language = str(values.values.get("language", "")) if values else ""
        found[language] = path
    return found


def one_language(publication: str, known: list[str], wanted: str, hint: str = "") -> str:
    """The language that is meant: the wanted one, else the only one, else the hint.

    Raises UsageError where that says nothing.
    """
    if wanted:
        match = next((tag for tag in known if tag.lower() == wanted.lower()), None)
        if match is None:
            there = ", ".join(known)
            raise UsageError(f"{publication} is not there in {wanted}.", nearest(wanted, known) or f"There is {there}.")
        return match
    if len(known) != 1 and hint in known:
        return hint
    if len(known) != 1:
        raise AmbiguousError(
            f"{publication} is there in several languages: {', '.join(known)}.",
            f"Say which one is meant, as in {publication}:{known[0]}.",
        )
    return known[0]
