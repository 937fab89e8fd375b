"""The plan of a book: into which files the text goes, and where every id, note and picture is then found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.document import Document, Note, has_contents
from pipeline.nodes import Block, Division, Heading, NoteCall, Picture, plain, walk

PICTURE_SUFFIXES = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}
ENOUGH = 6_000
"""Characters that fill a file: a treaty's short articles share one, so that each does not open a new page."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One file of the text: its name, its blocks, and the notes whose first call it holds."""

    file: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Where things are: chapters in reading order, the file of every id, the file name of every picture used."""

    chapters: tuple[Chapter, ...]
    files: Mapping[str, str]
    pictures: Mapping[str, str]

    def href(self, identifier: str) -> str:
        """The address of a place in the text, from any file of the book."""
        file = self.files.get(identifier, self.chapters[0].file)
        return f"{file}#{identifier}" if identifier else file


def plan(document: Document) -> Plan:
    """The plan of a document: a short one is one file, a long one is cut at its main headings and annexes."""
    parts = list(_cut(document.blocks)) if has_contents(document) else [document.blocks]
    names = [f"text-{number}.xhtml" for number in range(1, len(parts) + 1)] if len(parts) > 1 else ["text.xhtml"]
    homes = _homes(document, parts)
    chapters = tuple(
        Chapter(name, part, tuple(note for note in document.notes if homes[note.number] == index))
        for index, (name, part) in enumerate(zip(names, parts, strict=True))
    )
    files: dict[str, str] = {}
    for chapter in chapters:
        for identifier in _ids(chapter):
            files.setdefault(identifier, chapter.file)
    return Plan(chapters, files, _pictures(document))


def _cut(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    part: list[Block] = []
    length = 0
    for block in blocks:
        annex = isinstance(block, Division) and block.role == "annex"
        if part and (annex or (isinstance(block, Heading) and block.level == 1 and length >= ENOUGH)):
            yield tuple(part)
            part, length = [], 0
        part.append(block)
        length += len(plain(block))
    yield tuple(part)


def _homes(document: Document, parts: list[tuple[Block, ...]]) -> dict[int, int]:
    """For each note the index of the part it stands in: that of its first call, a note in a note's with it."""
    homes: dict[int, int] = {}
    for index, part in enumerate(parts):
        for call in _calls(part):
            homes.setdefault(call.number, index)
    for note in document.notes:
        home = homes.setdefault(note.number, len(parts) - 1)
        for call in _calls(note.blocks):
            homes.setdefault(call.number, home)
    return homes


def _calls(content: Any) -> Iterator[NoteCall]:
    return (node for node in walk(content) if isinstance(node, NoteCall))


def _ids(chapter: Chapter) -> Iterator[str]:
    """Every id of a chapter: the nodes' own, then those of its calls and notes."""
    for node in walk((chapter.blocks, tuple(note.blocks for note in chapter.notes))):
        if isinstance(node, NoteCall):
            yield f"_call-{node.number}-{node.occurrence}"
        elif getattr(node, "attributes", None) is not None and node.attributes.id:
            yield node.attributes.id
    for note in chapter.notes:
        yield f"_note-{note.number}"


def calls_inside(node: Any) -> tuple[NoteCall, ...]:
    """The calls of notes inside a node: a link's must stand behind it, as links do not nest."""
    return tuple(_calls(node))


def pictures_in_text(document: Document) -> tuple[Picture, ...]:
    """The pictures of the text and the notes, in order."""
    content = (document.blocks, tuple(note.blocks for note in document.notes))
    return tuple(node for node in walk(content) if isinstance(node, Picture))


def _pictures(document: Document) -> dict[str, str]:
    """File names in the book for the assets that it shows, numbered in order: safe in every file system."""
    shown = [emblem.file for emblem in document.metadata.emblems]
    shown += [picture.source for picture in pictures_in_text(document)]
    return {
        key: f"pictures/picture-{number}.{PICTURE_SUFFIXES[document.assets[key].media_type]}"
        for number, key in enumerate(dict.fromkeys(shown), 1)
    }
