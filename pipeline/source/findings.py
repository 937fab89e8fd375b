"""The collector of problems: readers note what they find and read on, so that all of it is told at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.nodes import NOWHERE, Position
from pipeline.problems import Problem

LIMIT = 100
"""Problems of one file after which no more are noted: nobody reads more at a time."""


@dataclass(slots=True)
class Findings:
    """The problems of one file, in the order in which they were found."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    @property
    def full(self) -> bool:
        """Whether no more are noted: then what is costly to find need not be looked for."""
        return len(self.problems) >= LIMIT

    def add(  # noqa: PLR0913
        self,
        code: str,
        message: str,
        fix: str,
        at: Position = NOWHERE,
        key: str = "",
        *,
        warning: bool = False,
    ) -> None:
        """Notes a problem: `message` says what is wrong, `fix` what to write, `key` names the metadata field."""
        if len(self.problems) < LIMIT:
            self.problems.append(Problem(code, message, self.file, at.line, at.column, key, fix, warning))

    def sorted(self) -> tuple[Problem, ...]:
        """The problems as they stand in the file, from its first line to its last; each once."""
        order = sorted(self.problems, key=lambda problem: (problem.line, problem.column))
        return tuple(dict.fromkeys(order))


def quoted(text: str, limit: int = 60) -> str:
    """What was found, in quotation marks, on one line, shortened where it is long."""
    line = " ".join(text.split())
    return f'"{line}"' if len(line) <= limit else f'"{line[: limit - 1]}…"'
