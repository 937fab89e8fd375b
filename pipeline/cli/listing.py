"""`chancery list`."""

from __future__ import annotations

import shutil
from argparse import Namespace
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline import editions, manifest
from pipeline.build.plan import Entry, Planner, Wanted
from pipeline.cli.screen import Screen, count
from pipeline.house import House
from pipeline.press import Press
from pipeline.problems import Exit

_STYLES = {
    "built": "green",
    "stale": "yellow",
    "unchecked": "yellow",
    "never built": "yellow",
    "has problems": "red",
    "no source": "faint",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    name: str
    languages: str
    date: str
    state: str
    title: str

    def cells(self) -> tuple[str, ...]:
        return (self.name, self.languages, self.date, self.state)


def run(options: Namespace, screen: Screen) -> Exit:
    """Shows the publications with languages, dates, state and titles."""
    press = Press.at(options.press, options.output)
    house = House.of(press.root)
    chosen = press.choose(options.publications)
    entries = Planner(press, house, editions.EDITIONS, Wanted()).plan(chosen)
    rows = [_row(entry, chosen[entry.name], press, house) for entry in entries]
    if not options.publications:
        rows += _without_source(press, chosen)
    if not rows:
        screen.say("There is no publication yet: chancery new NAME makes the first.")
        return Exit.OK
    for line in _table(rows, screen):
        screen.say(line)
    states = ", ".join(f"{number} {state}" for state in _STYLES if (number := sum(row.state == state for row in rows)))
    screen.note(f"\n{count(len(rows), 'publication')}: {states}")
    return Exit.OK


def _row(entry: Entry, folder: Path, press: Press, house: House) -> Row:
    """The line of a publication: from its manifest while that is up to date, else from its sources."""
    from pipeline.build.making import essentials
    from pipeline.source import read_publication

    known: Iterable[Mapping[str, str]] = entry.old.documents if entry.old else ()
    state = entry.state
    if state not in ("built", "unchecked"):
        try:
            known = [essentials(document) for document in read_publication(folder, press.root, house).documents]
        except Exception:  # whatever it is, `chancery check` says it
            state = "has problems"
    return _from(entry.name, state, list(known))


def _from(name: str, state: str, known: list[Mapping[str, str]]) -> Row:
    """A line of the metadata of all languages; the title in English where there is one."""
    languages = " ".join(sorted(entry["language"] for entry in known))
    first = next((entry for entry in known if entry["language"].startswith("en")), known[0] if known else {})
    return Row(name, languages or "-", first.get("date", "-"), state, first.get("title", ""))


def _without_source(press: Press, known: Mapping[str, Path]) -> list[Row]:
    """The publications in the output whose folder in source/ is gone."""
    rows = []
    for path in sorted(press.output.glob(f"*/{manifest.NAME}")):
        name = path.parent.name
        if name not in known:
            try:
                rows.append(_from(name, "no source", list(manifest.parse(path.read_bytes(), name).documents)))
            except (OSError, ValueError):
                continue
    return rows


def _table(rows: list[Row], screen: Screen) -> list[str]:
    head = Row("publication", "languages", "date", "state", "title")
    widths = [max(len(cell) for cell in column) for column in zip(*(row.cells() for row in (head, *rows)), strict=True)]
    room = 10_000
    if screen.out.isatty():
        room = max(shutil.get_terminal_size().columns - sum(widths) - 2 * len(widths), 20)
    lines = []
    for row in (head, *rows):
        cells = [f"{cell:<{width}}" for cell, width in zip(row.cells(), widths, strict=True)]
        style = "faint" if row is head else _STYLES[row.state]
        cells[3] = screen.styled(cells[3], style, screen.out)
        title = row.title if len(row.title) <= room else row.title[: room - 1] + "…"
        lines.append("  ".join((*cells, title)).rstrip())
    return lines
