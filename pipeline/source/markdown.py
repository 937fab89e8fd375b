"""A Markdown body to blocks and notes. Pure: no file is opened, pictures are only named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.document import Note
from pipeline.house import House
from pipeline.nodes import Block, Figure, Heading, Picture, Position, plain, walk
from pipeline.source import numbering, references, syntax
from pipeline.source.blocks import BlockReader
from pipeline.source.context import Body
from pipeline.source.findings import Findings, quoted
from pipeline.source.replacements import Replacement
from pipeline.source.wording import Wording

LONGEST_NOTE = 50_000
"""Characters of the longest footnote: it goes on at the foot of some ten pages."""


@dataclass(frozen=True, slots=True)
class Text:
    """A body that has been read. `pictures` in order; `made`: the characters that character references made;
    `replacements`: what its corrections say."""

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    pictures: tuple[Picture, ...] = ()
    made: frozenset[str] = frozenset()
    replacements: tuple[Replacement, ...] = ()


def read_body(
    text: str, findings: Findings, start: int = 0, mode: str = "none", wording: Wording | None = None
) -> Text:
    """The body of a source: what stands in `text` (lines ending in `\\n`) from the offset `start` on.

    `mode` is the field numbering; `wording`: how the language writes numbers (as English does). What is wrong is noted
    in `findings`, with lines of the whole text; what is not taken is kept as text.
    """
    first = text.count("\n", 0, start)
    # Empty lines in the place of the front matter: every line number of the parser is the file's own.
    tokens, env = syntax.tokens("\n" * first + text[start:])
    wording = wording or Wording.of(House())
    body = Body(findings, text.split("\n"), env, wording)
    blocks = BlockReader(tokens, body).read()
    notes = _notes(body)
    _check_references(body)
    made = _check_characters(body)
    if not any(True for node in walk(blocks) if hasattr(node, "text") or isinstance(node, Figure)):
        line = len(text[:start].splitlines()) + 1
        findings.add("T03", "the document has no text", "write it below the front matter", Position(line))
    numberer = numbering.Numberer(mode, body.attributes.ids, wording)
    blocks = numberer.number(blocks)
    _check_headings(blocks, findings)
    for at, said in numberer.unread.items():
        fix = "write its number in figures, like 3, 2A, 19 bis or 4.1; a heading that is no article gets {.unnumbered}"
        findings.add("T29", f"{quoted(said)} is not read as an article", fix, at, warning=True)
    notes = tuple([Note(note.number, numberer.blocks(note.blocks, "other"), note.calls, note.position)
                   for note in notes])  # fmt: skip
    if body.links:
        known = references.labels((blocks, tuple(note.blocks for note in notes)), numberer.references)
        references.check_links(body, known)
        if any(empty for _, _, empty in body.links):
            blocks, notes = references.filled(blocks, known), references.filled(notes, known)
    return Text(blocks, notes, tuple(body.pictures), made, tuple(body.replacements))


def _check_headings(blocks: tuple[Block, ...], findings: Findings) -> None:
    """A heading says something: its text, or the label that it is given."""
    for node in walk(blocks):
        if isinstance(node, Heading) and not node.label and not plain(node.content).strip():
            findings.add("T09", "this heading has no text", "write its text, or delete the line", node.position)


def _notes(body: Body) -> tuple[Note, ...]:
    """The notes by number; calls without a text and texts without a call are noted."""
    notes = []
    for call in body.calls.values():
        blocks, at = call.blocks, call.at
        if blocks is None and call.label in body.texts:
            blocks, at = body.texts[call.label]
        if not plain(blocks or ()).strip():
            fix = f"add a line [^{call.label}]: and its text, or write \\[^{call.label}]"
            body.findings.add("T19", f"the footnote [^{call.label}] has no text", fix, call.at)
        if len(plain(blocks or ())) > LONGEST_NOTE:
            message = f"the footnote [^{call.label}] has more than {LONGEST_NOTE:,} characters"
            body.findings.add("T26", message, "make it an annex, or part of the text", at)
        notes.append(Note(call.number, blocks or (), call.count, at))
    for label, (_, at) in body.texts.items():
        if label not in body.calls and label not in body.misplaced:
            fix = f"write [^{label}] where it belongs, or delete its text"
            body.findings.add("T20", f"the footnote [^{label}] is never called", fix, at)
    return tuple(notes)


def _check_references(body: Body) -> None:
    """`[label]: address` is no text, so one that nothing uses would be lost without a word."""
    named = body.env.get("references", {})
    unused = [found for label, found in named.items() if label not in body.used]
    for found in (*unused, *body.env.get("duplicate_refs", ())):
        if found.get("map"):
            at = Position(found["map"][0] + 1)
            shown = body.lines[at.line - 1].strip()
            fix = f"write \\{shown if len(shown) <= 40 else shown[:40] + '…'} if it is text, or delete the line"
            body.findings.add("T18", f"{quoted(shown)} names an address that no link uses", fix, at)


def _check_characters(body: Body) -> frozenset[str]:
    """The characters that references like `&hearts;` made; those that make none are noted."""
    made: set[str] = set()
    wrong: dict[str, Any] = {}
    for written, char in body.env.get("made", ()):
        made.update(char)
        if "\ufffd" in char and written.lower() not in ("&#xfffd;", "&#65533;"):
            wrong[written] = None
    for written in wrong:
        line = next((number for number, text in enumerate(body.lines, 1) if written in text), 0)
        column = body.lines[line - 1].find(written) + 1 if line else 0
        message = f"the character reference {written} names no character that a document can hold"
        body.findings.add("T02", message, "delete it", Position(line, column))
    return frozenset(made)
