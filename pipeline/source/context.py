"""What the readers of blocks and of inlines share while they read one body."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Any

from pipeline.nodes import NOWHERE, Block, Picture, Position
from pipeline.source.attributes import Reader, is_line
from pipeline.source.findings import Findings
from pipeline.source.replacements import Replacement
from pipeline.source.wording import Wording

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(slots=True)
class Call:
    """A footnote that has been called: where first, its number, how often, and its text if it stands in the line."""

    label: str
    at: Position
    number: int
    count: int = 0
    blocks: tuple[Block, ...] | None = None


@dataclass(slots=True)
class Body:
    """One body being read. Places are those of the file; `lines` are its lines."""

    findings: Findings
    lines: list[str]
    env: dict[str, Any]
    wording: Wording
    attributes: Reader = field(init=False)
    calls: dict[Any, Call] = field(default_factory=dict)
    texts: dict[str, tuple[tuple[Block, ...], Position]] = field(default_factory=dict)
    links: list[tuple[str, Position, bool]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    replacements: list[Replacement] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    foreign: set[str] = field(default_factory=set)
    misplaced: set[str] = field(default_factory=set)
    in_note: bool = False
    _last: tuple[Token, list[int], list[int]] | None = None

    def __post_init__(self) -> None:
        self.attributes = Reader(self.findings)

    def line(self, token: Token) -> Position:
        """The line on which a block begins."""
        return Position(token.map[0] + 1) if token.map else NOWHERE

    def place(self, token: Token, at: int | None) -> Position:
        """Line and column of an offset in the content of an `inline` token.

        The content is the block's lines without what stands before them, so each is the tail, or for a table
        cell a part, of its line in the file.
        """
        if not token.map or at is None:
            return self.line(token)
        starts, columns = self._lines_of(token, token.map[0])
        index = bisect_right(starts, at) - 1
        column = columns[index] if index < len(columns) else -1
        return Position(token.map[0] + index + 1, column + at - starts[index] + 1 if column >= 0 else 0)

    def checked(self, token: Token) -> Token:
        """The token of a text. A line of it that is nothing but attributes was meant for the block: it is noted."""
        codes = [child.content for child in token.children or () if child.type == "code_inline"]
        start = 0
        for line in token.content.split("\n"):
            if is_line(line) and not any(line.strip() in code for code in codes):
                self.stray(self.place(token, start))
            start += len(line) + 1
        return token

    def clings(self, token: Token, before: Token) -> bool:
        """Whether a line of attributes stands below the block that ends just above it, and above none: it is noted."""
        if before.nesting >= 0 and before.type not in ("fence", "code_block", "hr", "division"):
            return False
        at = self.line(token)
        above, below = (line.strip(" \t>") for line in (self.lines[at.line - 2], (*self.lines, "")[at.line]))
        if not above or below or (before.type == "division" and before.info):
            return False
        self.stray(at)
        return True

    def stray(self, at: Position) -> None:
        """Notes attributes that stand below what they were meant for."""
        fix = "write them on the line above the block, or behind the text of a heading; \\{ is text"
        self.findings.add("T14", "these attributes stand below a block, and belong to nothing", fix, at)

    def _lines_of(self, token: Token, first: int) -> tuple[list[int], list[int]]:
        """Where the lines of a token's content begin, in the content and (-1: not found) in the lines of the file."""
        if self._last is None or self._last[0] is not token:
            parts = token.content.split("\n")
            starts = [0, *accumulate(len(part) + 1 for part in parts)][:-1]
            columns = [line.find(part) for line, part in zip(islice(self.lines, first, None), parts, strict=False)]
            self._last = (token, starts, columns)
        return self._last[1], self._last[2]
