"""The table for a terminal: as wide as it is told, by what characters take on the screen."""

from __future__ import annotations

import re
import unicodedata
from io import StringIO
from typing import TYPE_CHECKING

from pipeline.agreement.table import NOWHERE, OTHER, Cell, Count, Table
from pipeline.agreement.verify import Proof

if TYPE_CHECKING:
    from rich.text import Text

LINES = 3
"""Lines that a cell may take before its value is shortened in the middle."""


def printable(text: str) -> str:
    """A text that moves no cursor: control characters, which a file from elsewhere may hold, are shown as �."""
    return "".join("\ufffd" if unicodedata.category(char) in ("Cc", "Cs") else char for char in text)


def shortened(text: str, room: int, sign: str = " … ") -> str:
    """A text that takes at most `room` cells of the screen: its middle is left out where it is longer."""
    from rich.cells import cell_len

    if cell_len(text) <= room:
        return text
    half = max(room - cell_len(sign), 2) / 2
    start = end = ""
    for char in text:
        if cell_len(start + char) > half:
            break
        start += char
    for char in reversed(text):
        if cell_len(char + end) > half:
            break
        end = char + end
    while end and unicodedata.combining(end[0]):  # a mark never stands without its letter
        end = end[1:]
    return start.rstrip() + sign + end.lstrip()


def around(text: str, source: str, room: int) -> str:
    """A wrong value cut so that the place where it begins to differ from the source can be seen."""
    from rich.cells import cell_len

    if cell_len(text) <= room:
        return text
    at = next((n for n, (one, other) in enumerate(zip(text, source, strict=False)) if one != other), None)
    at = min(len(text), len(source)) if at is None else at
    start = max(0, min(at - room // 3, len(text) - room))
    cut = ("…" if start else "") + text[start:]
    return shortened(cut, room, "…") if start == 0 or cell_len(cut) <= room else cut[: max(room // 2, 8)] + "…"


def lines(table: Table, width: int, colour: bool) -> list[str]:
    """The table of a document, and below it what each edition cannot say."""
    from rich import box
    from rich.console import Console
    from rich.table import Column
    from rich.table import Table as Grid

    editions = [proof.edition for proof in table.proofs if proof.reading is not None]
    names = max([len(row.name) for row in table.rows] + [8])
    room = max((width - names) // max(len(editions), 1) - 2, 8)
    heads = [Column(name, width=room, overflow="fold") for name in editions]
    first = Column("", no_wrap=True, width=names)
    grid = Grid(first, *heads, box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    for row in table.rows:
        grid.add_row(row.name, *(_cell(row.cells[name], row.source, room) for name in editions))
    grid.add_row("")
    grid.add_row("text", *(_number(f"{table.score[name]:.4f}", table.score[name] == 1) for name in editions))
    for count in table.counts:
        grid.add_row(count.name, *(_count(count, name) for name in editions))
    page = StringIO()
    console = Console(
        file=page, width=width, force_terminal=colour, color_system="standard" if colour else None,
        highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip
    console.print(grid)
    body = [line.rstrip() for line in page.getvalue().splitlines()]
    return [shortened(printable(heading(table)), width), "", *body, "", *filter(None, map(unsaid, table.proofs))]


def heading(table: Table) -> str:
    """`source/visit/text.en.md: The title`."""
    return f"{table.document.file}: {' '.join(table.document.metadata.title.split())}"


def unsaid(proof: Proof) -> str:
    """What the format of an edition cannot say, or why there is nothing of it in the table."""
    if proof.reading is None:
        return f"{proof.edition}: {proof.state if not proof.problems else 'could not be read back'}"
    kinds = ", ".join(sorted(proof.reading.unsaid))
    return f"{proof.edition} has no way to say: {kinds}" if kinds else ""


def _cell(cell: Cell, source: str, room: int) -> Text:
    from rich.text import Text

    if cell.state == NOWHERE:
        return Text("–", "dim")
    text = printable(" ".join(cell.text.split()))
    if cell.state == OTHER:
        return Text(wrapped("≠ " + around(text, source, room * 2), room), "red")
    budget = room * LINES
    while wrapped(shortened(text, budget), room).count("\n") >= LINES:  # seldom is every line full
        budget -= 2
    return Text(wrapped(shortened(text, budget), room))


def wrapped(text: str, room: int) -> str:
    """A text in lines of at most `room` cells, broken after spaces, hyphens and slashes, else where it must be."""
    from rich.cells import cell_len, chop_cells

    rows = [""]
    for piece in re.findall(r"[^\s/-]*[/-]+|[^\s/-]+|\s", text):
        for part in chop_cells(piece, room) or [piece]:
            if cell_len((rows[-1] + part).rstrip()) > room:
                rows.append("")
            rows[-1] += part if rows[-1] or part.strip() else ""
    return "\n".join(row.rstrip() for row in rows)


def _count(count: Count, edition: str) -> Text:
    found, due = count.cells[edition]
    return _number(f"{found} of {count.source}" if found != count.source else str(found), found == due)


def _number(text: str, right: bool) -> Text:
    from rich.text import Text

    return Text(text, "green") if right else Text(f"≠ {text}", "red")
