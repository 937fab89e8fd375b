"""Reading a DOCX edition back from its parts with lxml: what someone who opens the file finds in it.

Nothing here knows how the edition was written, but the names of its styles, and the record part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from pipeline.editions.docx.reading.blocks import CONTENTS, FRONT, FURNITURE, IMPRINT, Found, Story, contents
from pipeline.editions.docx.reading.lines import Surroundings
from pipeline.editions.docx.reading.numbers import Numbers
from pipeline.editions.docx.reading.package import WORD, Opened, value
from pipeline.editions.docx.reading.pages import running
from pipeline.editions.docx.reading.properties import Record, record, stated
from pipeline.editions.docx.reading.styles import Styles
from pipeline.editions.edition import Reading, Said, emblems_together


def read(data: bytes) -> Reading:
    """See `editions.edition.Edition.read`."""
    try:
        return _reading(Opened(data))
    except Exception as error:  # a damaged file fails in the zip, the package, the XML or the values
        raise ValueError(f"not a readable DOCX edition: {error}") from error


def _reading(package: Opened) -> Reading:
    held = record(package)
    metadata = held.metadata()
    styles = Styles(next(package.trees("styles")))
    body, notes = package.tree(package.main).find(f"{WORD}body"), list(package.trees("footnotes"))
    around = _surroundings(package, held, styles, (metadata.language, _default(package, styles)), (body, *notes))
    numbering = next(package.trees("numbering"), None)
    told = _Told(Story(package.main, styles, Numbers(numbering), around), body)
    part = next(package.named_as("footnotes"), "")
    return Reading(
        metadata,
        stated(package, held),
        emblems_together(told.front),
        None if told.entries is None else contents(told.entries),
        tuple(told.blocks),
        tuple(_notes(Story(part, styles, Numbers(numbering), around), chain.from_iterable(notes))),
        imprint=tuple(told.imprint),
        unsaid=_unsaid((body, *notes)),
        places=told.places,
        running=running(package, body, styles, around),
        leads=tuple(told.places.get(target.removeprefix("#"), -1) for target in told.targets),
    )


class _Told:
    """The paragraphs of the body, sorted: the title block, the entries of the contents, the text, the imprint.

    What is set as a line of the title block, but stands behind text, is text; so is what stands behind the imprint.
    """

    def __init__(self, story: Story, body: Any) -> None:
        self.front: list[Said] = []
        self.entries: list[tuple[int, str]] | None = None
        self.blocks: list[Said] = []
        self.imprint: list[Said] = []
        self.places: dict[str, int] = {}
        self.targets: list[str] = []  # of the entries of the contents
        for found in story.found(body):
            self._add(story, found)

    def _add(self, story: Story, found: Found) -> None:
        name = found.style.name
        if name == IMPRINT:
            self.imprint += story.entry(found)
        elif name not in FURNITURE or (name in FRONT and (self.blocks or self.imprint)):
            self.blocks += self.imprint
            self.imprint = []
            for mark in found.paragraph.iter(f"{WORD}bookmarkStart"):
                name = value(mark, "name")
                self.places.setdefault(story.around.anchors.get(name, name), len(self.blocks))
            self.blocks += story.blocks(found)
        elif name in FRONT:
            self.front += story.blocks(found)
        elif name in CONTENTS:
            self.entries = self.entries or []
            line = story.line(found)
            self.entries.append((CONTENTS[name], line.plain()))
            self.targets.append(line.links[0][0] if line.links else "")


def _notes(story: Story, notes: Iterator[Any]) -> Iterator[tuple[Said, ...]]:
    """The blocks of each footnote that the text calls, in the order of their calls."""
    known = {value(note, "id"): note for note in notes if value(note, "type") in ("", "normal")}
    for identifier in story.around.calls:
        if identifier not in known:
            raise ValueError(f"there is no footnote {identifier}, which is called")
        note = known[identifier]
        if len(list(note.iter(f"{WORD}footnoteRef"))) != 1:  # what shows its number (17.11.13)
            raise ValueError(f"the footnote {identifier} does not show its number once")
        yield tuple(said for found in story.found(note) for said in story.blocks(found))


def _default(package: Opened, styles: Styles) -> str:
    """The language of text that names none: for each kind of script that the document is written in (17.15.1.88)."""
    settings = next(package.trees("settings"), None)
    written = None if settings is None else settings.find(f"{WORD}themeFontLang")
    names = [name for name in styles.language if name == "val" or value(written, name)]
    return "/".join(dict.fromkeys(styles.language[name] for name in names))


# ------------------------------------------------------------------ before any line is read


def _surroundings(
    package: Opened, held: Record, styles: Styles, languages: tuple[str, str], stories: tuple[Any, ...]
) -> Surroundings:
    calls = _calls(stories[0])
    instructions = [node.text or "" for story in stories for node in story.iter(f"{WORD}instrText")]
    wanted = {name for instruction in instructions for name in instruction.split()[1:2]}
    names = {value(mark, "name") for story in stories for mark in story.iter(f"{WORD}bookmarkStart")}
    anchors = {name: held.ids.get(name, name) for name in names}
    marks = _marks(stories[0], calls, wanted)
    return Surroundings(package, *languages, calls, marks, anchors, held.remarks, styles.characters)


def _unsaid(stories: tuple[Any, ...]) -> frozenset[str]:
    """Where the script has no italics, bold stands for them: which of the two is meant cannot be told."""
    italics = (value(node) for story in stories for node in story.iter(f"{WORD}i"))
    return frozenset(("styles",)) if "0" in italics else frozenset()


def _calls(body: Any) -> dict[str, int]:
    """The number of each footnote by its id: Word numbers them in the order in which the text calls them (17.11.14)."""
    calls: dict[str, int] = {}
    for reference in body.iter(f"{WORD}footnoteReference"):
        identifier = value(reference, "id")
        if identifier in calls:
            raise ValueError(f"the footnote {identifier} is called twice")
        calls[identifier] = len(calls) + 1
    return calls


def _marks(body: Any, calls: Mapping[str, int], wanted: set[str]) -> dict[str, int]:
    """The number of the call that a bookmark embraces, for those that fields refer to."""
    result: dict[str, int] = {}
    waiting: dict[str, str] = {}
    begins, ends, call = (WORD + name for name in ("bookmarkStart", "bookmarkEnd", "footnoteReference"))
    for node in body.iter(begins, ends, call):
        if node.tag == call:
            result.update({name: calls[value(node, "id")] for name in waiting.values()})
            waiting.clear()
        elif node.tag == ends:
            waiting.pop(value(node, "id"), None)
        elif value(node, "name") in wanted:
            waiting[value(node, "id")] = value(node, "name")
    return result
