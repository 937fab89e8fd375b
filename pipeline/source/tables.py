"""Table tokens to a table: the head, the rows, and a look at what the parser would drop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.nodes import Attributes, Cell, Row, Table, Text
from pipeline.source.attributes import is_line
from pipeline.source.context import Body
from pipeline.source.inlines import read_inlines

if TYPE_CHECKING:
    from markdown_it.token import Token


def read_table(opening: Token, tokens: Iterator[Token], attributes: Attributes, caption: str, body: Body) -> Table:
    """The table whose opening token was just taken; takes the tokens up to the one that closes it."""
    rows: list[Row] = []
    while (token := next(tokens)).type != "table_close":
        if token.type == "tr_open":
            rows.append(_row(token, tokens, body))
    shown = (Text(caption),) if caption else ()
    return Table(rows[0], tuple(rows[1:]), shown, attributes, body.line(opening))


def _row(row: Token, tokens: Iterator[Token], body: Body) -> Row:
    cells = []
    while (cell := next(tokens)).type != "tr_close":
        align = str(cell.attrs.get("style", "")).removeprefix("text-align:")
        inline = next(tokens)
        inline.map = inline.map or row.map
        cells.append(Cell(read_inlines(inline, body), align))
        next(tokens)
    _check_cells(row, len(cells), body)
    return tuple(cells)


def _check_cells(row: Token, columns: int, body: Body) -> None:
    """More cells than columns would be dropped by the rules of GitHub's tables (GFM 0.29, 4.10)."""
    at = body.line(row)
    if not at.line:
        return
    if is_line(body.lines[at.line - 1].strip(" \t>")):
        body.stray(at)
    line = re.sub(r"^(?:[\s>]|[-+*:]\s|\d+[.)]\s)*\|?|\|?\s*$", "", body.lines[at.line - 1])
    found = len(re.findall(r"(?<!\\)\|", line)) + 1
    if found > columns:
        message = f"the row has {found} cells, the table {columns} column{'s' if columns > 1 else ''}"
        body.findings.add("T24", message, "add columns to the head, or write \\| for a bar in a text", at)
