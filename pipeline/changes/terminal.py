"""Changes as lines for a terminal: fields first, then the text in hunks, the words that changed in their lines."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.changes.blocks import Sort, Step
from pipeline.changes.compare import Changes, FieldChange, Text
from pipeline.changes.renumbered import renumberings
from pipeline.changes.units import Unit, clipped
from pipeline.changes.words import PARAGRAPH, Piece, tokens

Segment = tuple[str, str]
"""A style (a key of CODES, or empty) and a text in it."""

CODES = {"removed": "31;9", "added": "32;4", "moved": "36", "bold": "1", "faint": "2"}
MARKS = {"removed": ("[-", "-]"), "added": ("{+", "+}")}
SIGNS = {
    Sort.CHANGED: "~", Sort.REMOVED: "-", Sort.ADDED: "+", Sort.LEFT: "<", Sort.ARRIVED: ">", Sort.RENUMBERED: "=",
    Sort.SAME: " ",
}  # fmt: skip
STYLES = {Sort.REMOVED: "removed", Sort.ADDED: "added", Sort.LEFT: "moved", Sort.ARRIVED: "moved"}
QUIET = (Sort.SAME, Sort.RENUMBERED)


@dataclass(frozen=True, slots=True)
class Terminal:
    """How to show: the columns that there are, and whether styles can be seen; without, marks stand for them."""

    width: int = 100
    styled: bool = False

    def lines(self, changes: Changes) -> Iterator[str]:
        """All lines."""
        yield from self._sides(changes)
        if changes.is_none:
            yield "No change."
            return
        if changes.fields:
            yield from ("", self._wrap([("bold", "Metadata")])[0])
            for field in changes.fields:
                yield from self._field(field)
        for title, text in (("Text", changes.text), ("Notes", changes.notes)):
            if any(step.sort is not Sort.SAME for step in text.steps):
                yield from ("", self._wrap([("bold", title)])[0])
                yield from self._text(text)
        yield from ("", summary(changes))

    def _sides(self, changes: Changes) -> Iterator[str]:
        for sign, side in (("old", changes.old), ("new", changes.new)):
            yield from self._wrap([("bold", f"{sign}  "), ("", f"{side.name}  "), ("faint", side.what)], 5)
        one, other = changes.old.metadata.language, changes.new.metadata.language
        if one != other:
            yield f"The languages differ: {one}, now {other}."

    # -------------------------------------------------------------- metadata

    def _field(self, change: FieldChange) -> Iterator[str]:
        name = change.name.replace("_", " ")
        if len(change.items) == 1 and change.items[0].sort is Sort.CHANGED:
            pieces = change.items[0].pieces
            if len(pieces) == 1 and not pieces[0].same and pieces[0].old and pieces[0].new:
                shown = [("", f"  {name}: "), ("removed?", pieces[0].old), ("", " → "), ("added?", pieces[0].new)]
            else:
                shown = [("", f"  {name}: "), *_segments(pieces)]
            yield from self._wrap(shown, 4)
            return
        yield f"  {name}:"
        for item in change.items:
            if item.sort is not Sort.SAME:
                yield from self._wrap([("", f"    {SIGNS[item.sort]} "), *_whole(item.sort, item.pieces)], 6)

    # -------------------------------------------------------------- text

    def _text(self, text: Text) -> Iterator[str]:
        loud = {at for at, step in enumerate(text.steps) if step.sort not in QUIET}
        shown = sorted({near for at in loud for near in (at - 1, at, at + 1) if 0 <= near < len(text.steps)})
        for run in _runs(shown, {at for at in shown if at not in loud and _is_heading(text, text.steps[at])}):
            first = next(at for at in run if at in loud)
            yield from self._wrap([("faint", f"@ {_where(text, text.steps[first])}")], 2)
            for at in run:
                if at in loud:
                    yield from self._step(text, text.steps[at])
                else:
                    yield from self._context(text, text.steps[at])
        for name, runs in renumberings(text).items():
            yield from self._wrap([("", f"  = renumbered: {name} {', '.join(run.shown for run in runs)}")], 4)

    def _context(self, text: Text, step: Step) -> Iterator[str]:
        unit = text.new[step.new[0]]
        said = f"{_label(unit)}{_flat(unit)}"
        yield self._wrap([("", "    "), ("faint", clipped(clean(said), max(self.width - 6, 20)))], 4)[0]

    def _step(self, text: Text, step: Step) -> Iterator[str]:
        old, new = text.before(step), text.after(step)
        shown: list[Segment] = [("", f"  {SIGNS[step.sort]} "), *_labels(step.sort, old, new)]
        if (new or old)[0].is_row:
            for at, (_, _, pieces) in enumerate(text.cells(step)):
                shown += [("faint", " | ")] if at else []
                shown += _whole(step.sort, pieces)
        else:
            shown += _whole(step.sort, text.words(step))
        yield from self._wrap(shown, 4)
        notes = list(text.remarks(step))
        if step.sort is Sort.LEFT:
            notes.append(f"moved to: {new[0].where}")
        elif step.sort is Sort.ARRIVED:
            notes.append(f"moved from: {old[0].where}")
        elif step.sort in (Sort.ADDED, Sort.REMOVED) and (new or old)[0].kind in ("rule", "picture"):
            notes.append((new or old)[0].name)
        for note in notes:
            yield from self._wrap([("faint", f"      ({clean(note)})")], 7)

    # -------------------------------------------------------------- lines

    def _wrap(self, segments: Iterable[Segment], indent: int = 0) -> list[str]:
        """The segments as lines that the terminal holds; all but the first are indented."""
        lines: list[list[Segment]] = [[]]
        used = 0
        for word in _words(self._marked(segments)):
            size = sum(width(text) for _, text in word)
            if used > indent and used + size > self.width and not word[0][1].isspace():
                lines.append([("", " " * indent)])
                used = indent
            if lines[-1] == [("", " " * indent)] and len(lines) > 1 and word[0][1].isspace():
                continue
            lines[-1] += word
            used += size
        return [self._painted(line).rstrip() for line in lines]

    def _marked(self, segments: Iterable[Segment]) -> Iterator[Segment]:
        """Without styles, marks around what was removed and added; a style with ? has no marks."""
        for style, text in segments:
            name = style.rstrip("?")
            if text and not self.styled and style in MARKS:
                yield from (("", MARKS[style][0] + clean(text) + MARKS[style][1]),)
            elif text:
                yield name, clean(text)

    def _painted(self, line: Iterable[Segment]) -> str:
        if not self.styled:
            return "".join(text for _, text in line)
        result: list[list[str]] = []
        for style, text in line:
            if result and result[-1][0] == style:
                result[-1][1] += text
            else:
                result.append([style, text])
        return "".join(f"\033[{CODES[style]}m{text}\033[0m" if style else text for style, text in result)


def summary(changes: Changes) -> str:
    """`3 fields and 5 blocks changed, 1 added, 1 removed.`"""
    if changes.is_none:
        return "No change."
    fields, blocks = len(changes.fields), changes.count(Sort.CHANGED)
    subjects = [_counted(fields, "field")] * bool(fields) + [_counted(blocks, "block")] * bool(blocks)
    parts = [" and ".join(subjects) + " changed"] if subjects else []
    rest = ((Sort.ADDED, "added"), (Sort.REMOVED, "removed"), (Sort.ARRIVED, "moved"), (Sort.RENUMBERED, "renumbered"))
    for sort, word in rest:
        number = changes.count(sort)
        if number:
            parts.append(f"{number:,} {word}" if parts and blocks else f"{_counted(number, 'block')} {word}")
            blocks = blocks or number
    return ", ".join(parts) + "."


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _where(text: Text, step: Step) -> str:
    units = text.before(step) if step.sort in (Sort.REMOVED, Sort.LEFT) else text.after(step)
    lines = []
    if step.old and text.old[step.old[0]].line:
        lines.append(f"old line {text.old[step.old[0]].line}")
    if step.new and text.new[step.new[0]].line:
        lines.append(f"new line {text.new[step.new[0]].line}")
    return units[0].where + (f"  ({', '.join(lines)})" if lines else "")


def _labels(sort: Sort, old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[Segment]:
    was, now = (_label(old[0]) if old else ""), (_label(new[0]) if new else "")
    if sort in (Sort.REMOVED, Sort.LEFT) or was == now:
        yield STYLES.get(sort, "") + "?", was or now
    elif sort is Sort.ADDED:
        yield "added?", now
    else:
        yield "removed", was.strip()
        yield "added", now.strip()
        yield "", " "


def _label(unit: Unit) -> str:
    return "" if not unit.label else f"{'#' * unit.is_note}{unit.label} "


def _flat(unit: Unit) -> str:
    return " | ".join(said.text for said in unit.said) if unit.is_row else unit.text


def _whole(sort: Sort, pieces: Iterable[Piece]) -> Iterator[Segment]:
    """Pieces; those of a block that is new, gone or elsewhere as a whole need no marks: its sign says it."""
    for style, text in _segments(pieces):
        whole = sort in (Sort.REMOVED, Sort.ADDED, Sort.LEFT)
        yield (STYLES[sort] + "?" if whole else "moved" if not style and sort is Sort.ARRIVED else style), text


def _segments(pieces: Iterable[Piece]) -> Iterator[Segment]:
    for piece in pieces:
        if piece.same:
            yield "", piece.new
        elif PARAGRAPH in (piece.old, piece.new) and " " in (piece.old, piece.new):  # cut in two, or joined
            yield ("removed", piece.old) if piece.old == PARAGRAPH else ("added", piece.new)
            yield "", " "
        else:
            yield "removed", piece.old
            yield "added", piece.new


def clean(text: str) -> str:
    """A text that does nothing to a terminal: no control characters; the end of a paragraph as a sign."""
    text = text.replace(PARAGRAPH, "¶")
    return "".join("\ufffd" if unicodedata.category(char) in ("Cc", "Zl") else char for char in text)


def width(text: str) -> int:
    """The columns that a text takes on a terminal (UAX 11)."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.category(char) in ("Mn", "Me", "Cf") for char in text)


def _words(segments: Iterable[Segment]) -> Iterator[list[Segment]]:
    """What stays on one line: spaces; words with all that touches them; ideographs one by one."""
    word: list[Segment] = []
    for style, text in segments:
        for token in tokens(text):
            alone = token.isspace() or (width(token) == 2 and len(token) == 1)
            if alone and word:
                yield word
                word = []
            if alone:
                yield [(style, token)]
            else:
                word.append((style, token))
    if word:
        yield word


def _is_heading(text: Text, step: Step) -> bool:
    return text.new[step.new[0]].kind == "heading"


def _runs(numbers: Sequence[int], borders: set[int]) -> Iterator[list[int]]:
    """Numbers that follow each other, together; a border parts them and is left out."""
    run: list[int] = []
    for number in numbers:
        if run and (number != run[-1] + 1 or number in borders):
            yield run
            run = []
        if number not in borders:
            run.append(number)
    if run:
        yield run
