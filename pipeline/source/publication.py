"""A publication's folder to documents, one for each language, or to all that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline.closing import closed
from pipeline.crosswalk import BY_NAME
from pipeline.document import Asset, Document, Metadata, Note, Sibling
from pipeline.house import House
from pipeline.kinds import SIGNATURES
from pipeline.languages import authentic_clause
from pipeline.nodes import Attributes, Block, Division, Paragraph, Position, plain, walk
from pipeline.problems import Problem, PublishingError
from pipeline.source.corrected import unknown_paragraphs
from pipeline.source.findings import Findings, quoted
from pipeline.source.folders import documents
from pipeline.source.front_matter import Values, default_fields, place, read_values, split
from pipeline.source.isolates import isolated
from pipeline.source.letters import check_letters, check_parts
from pipeline.source.metadata import Context, read_metadata
from pipeline.source.replacements import Replacement
from pipeline.source.strays import ignored
from pipeline.source.text import read_text
from pipeline.source.versions import Version, check
from pipeline.source.wording import Wording
from pipeline.words import inlines


@dataclass(frozen=True, slots=True)
class Publication:
    """What was read from one folder: its documents, sorted by language, and what to warn of."""

    name: str
    documents: tuple[Document, ...]
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture that a document names: its file, where it is named, and in which field (the text's: empty)."""

    source: str
    at: Position
    field: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What the bytes of one file say. `metadata` is None when a problem keeps it from being told."""

    metadata: Metadata | None = None
    language: str = ""
    blocks: tuple[Block, ...] = ()
    notes: tuple[Note, ...] = ()
    pictures: tuple[Wanted, ...] = ()
    places: Mapping[str, Position] = field(default_factory=dict)
    values: Values = field(default_factory=Values)
    replacements: tuple[Replacement, ...] = ()


def language_of(file: str) -> str:
    """The language that a file name gives: `statement.zh-Hans.md` -> `zh-Hans`; empty when it gives none."""
    parts = file.rsplit("/", 1)[-1].split(".")
    return parts[-2] if len(parts) > 2 else ""


def read_document(data: bytes, findings: Findings, context: Context) -> Draft:
    """The document that the bytes of a file hold. Pure; what is wrong is noted in `findings`, never raised.

    `findings.file` names the file: its language comes from there.
    """
    text = read_text(data, findings)
    if text is None:
        return Draft(language=language_of(findings.file))
    yaml, start = split(text, findings)
    metadata, values = None, Values()
    if yaml is not None:
        metadata, values = read_metadata(yaml, findings, context, language_of(findings.file))
    language = metadata.language if metadata else values.values.get("language", language_of(findings.file))
    if yaml is None and start:  # front matter that never closes: nothing is known of a body
        return Draft(language=language)
    from pipeline.source.markdown import read_body

    wording = Wording.of(context.house, language or "en", values.values.get("type", ""))
    body = read_body(text, findings, start, values.values.get("numbering", "none"), wording)
    said = {char for name, value in values.values.items() for item in BY_NAME[name].encode(value) for char in item}
    blocks = with_clause(body.blocks, _clause(metadata, context.house))
    if metadata:
        blocks = closed(blocks, metadata, context.house)
        _check_signatures(body.blocks, blocks, values, findings)
    check_letters(text, {*text[start:], *said, *body.made, *plain(blocks)}, language, findings, context.house)
    check_parts((body.blocks, *(note.blocks for note in body.notes)), language, findings, context.house)
    pictures = [Wanted(picture.source, picture.position) for picture in body.pictures]
    pictures += [Wanted(file, place(values, path), path) for path, file in values.files.items()]
    if metadata:
        unknown_paragraphs(metadata, blocks, values, findings)
    blocks, notes = isolated(blocks, language), isolated(body.notes, language)
    return Draft(metadata, language, blocks, notes, tuple(pictures), values.at, values, body.replacements)


def _check_signatures(own: tuple[Block, ...], blocks: tuple[Block, ...], values: Values, findings: Findings) -> None:
    """Warns of parties that sign beside the signatures of the text, which name others."""
    signed, made = ([node for node in walk(one) if getattr(node, "role", "") == SIGNATURES] for one in (own, blocks))
    if signed and len(made) > len(signed):
        names = [plain(block)[:80] for one in made if one not in signed for block in one.blocks]
        message = f"{'; '.join(names)}: blocks to sign are added, since no line of the text's own signatures names them"
        fix = "write ::: signatures {.complete} if all who sign stand there, else the names as they are here"
        findings.add("M34", message, fix, place(values, "parties"), "parties", warning=True)


def _clause(metadata: Metadata | None, house: House) -> str:
    """The clause on the authentic languages, where the kind of document has one."""
    if metadata is None or not house.kind(metadata.type).authentic_clause:
        return ""
    return authentic_clause(metadata, house.strings(metadata.language))


def with_clause(blocks: tuple[Block, ...], clause: str) -> tuple[Block, ...]:
    """The text with its closing clause: before the signatures or the first annex, else at the end.

    It is part of the text, not of what an edition prints around it: so every edition must say it.
    """
    if not clause or any("authentic" in getattr(node, "classes", ()) for node in walk(blocks)):
        return blocks  # one that is typed is marked {.authentic}
    ends = [number for number, block in enumerate(blocks) if isinstance(block, Division) and block.role in _AFTER]
    at = ends[0] if ends else len(blocks)
    return (*blocks[:at], Paragraph(inlines(clause), attributes=Attributes(classes=("authentic",))), *blocks[at:])


_AFTER = ("signatures", "annex")


# ------------------------------------------------------------------ folders


def publisher_defaults(press: Path, findings: Findings) -> Mapping[str, Any]:
    """What source/publisher.yaml says of every publication; nothing when there is no such file."""
    file = press / "source" / "publisher.yaml"
    if not file.is_file():
        return {}
    text = read_text(file.read_bytes(), findings)
    read = read_values(text, findings, default_fields(), first_line=1) if text is not None else None
    return read.values if read else {}


def read_publication(folder: Path, press: Path, house: House, siblings: Iterable[Sibling] = ()) -> Publication:
    """The publication of a folder, whole: front matter, texts and pictures of all its languages.

    `siblings`: language versions that belong to it and have no file here (a folder rebuilt from one PDF).

    Raises PublishingError with every problem of every file (publisher.yaml included), in the order of the
    files. Reads nothing outside the folder but source/publisher.yaml.
    """
    base = Findings("source/publisher.yaml")
    context = Context(folder.name, house, publisher_defaults(press, base))
    shown = _shown(folder, press)
    files = documents(folder) if folder.is_dir() else ()
    problems = list(base.sorted())
    whole = Findings(shown)
    if folder.is_symlink():
        whole.add("F07", "is a symbolic link", "put the folder itself below source/")
        files = ()
    elif not files:
        whole.add("F01", "holds no document", "put a file like statement.en.md into it")
    problems += whole.sorted()
    if files:
        problems += ignored(folder, shown)
    found: list[Version] = []
    first: dict[str, str] = {}
    for file in files:
        findings = Findings(f"{shown}/{file.name}")
        version = _read_file(file, folder, findings, context, first)
        if version is not None:
            found.append(version)
        problems += findings.sorted()
    if len(found) > 1:
        problems += check(found)
    if any(not problem.warning for problem in problems):
        raise PublishingError(problems)
    known = sorted((version.document for version in found), key=lambda one: one.metadata.language)
    return Publication(folder.name, related(known, siblings), tuple(problems))


def related(documents: Sequence[Document], siblings: Iterable[Sibling] = ()) -> tuple[Document, ...]:
    """The documents, each with what it knows of the others, by language, and of `siblings` that are not among them."""
    known = {sibling.language: sibling for sibling in (*siblings, *(document.sibling for document in documents))}
    result = []
    for document in documents:
        others = tuple(known[tag] for tag in sorted(known) if tag != document.metadata.language)
        result.append(replace(document, metadata=Metadata({**document.metadata, "translations": others})))
    return tuple(result)


def _shown(path: Path, press: Path) -> str:
    """A path as messages name it: relative to the press, with slashes."""
    try:
        return path.absolute().relative_to(press.absolute()).as_posix()
    except ValueError:
        return path.as_posix()


def _read_file(file: Path, folder: Path, findings: Findings, context: Context, first: dict[str, str]) -> Version | None:
    from pipeline.source.pictures import load

    if file.is_symlink():
        findings.add("F07", "is a symbolic link", "put the file itself into the folder")
        return None
    try:
        data = file.read_bytes()
    except OSError as error:
        findings.add("F07", f"cannot be read: {error.strerror}", "make it readable")
        return None
    draft = read_document(data, findings, context)
    if draft.language:
        other = first.setdefault(draft.language, file.name)
        if other != file.name:
            message = f"is in {quoted(draft.language)}, as {other} is"
            findings.add("F05", message, "keep one file for each language", Position(), "language")
    assets: dict[str, Asset] = {}
    for wanted in draft.pictures:
        if wanted.source not in assets:
            asset = load(folder, wanted.source, findings, wanted.at, wanted.field)
            if asset is not None:
                assets[wanted.source] = asset
    if draft.metadata is None:
        return None
    known = dict(sorted(assets.items()))
    document = Document(context.name, draft.metadata, draft.blocks, draft.notes, known, findings.file, data)
    return Version(document, draft.places)
