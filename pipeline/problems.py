"""Problems: everything that can be wrong with what a publisher gives us, said so that it can be mended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of the command line."""

    OK = 0
    PROBLEMS = 1  # a source, template or font has problems; the last good editions are untouched
    USAGE = 2  # the command line itself is wrong
    MACHINE = 3  # the machine lacks something, or a file cannot be written
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, what was found, what to write instead.

    `code` is stable and listed in `pipeline.source.codes`; `line` and `column` count from 1, 0 means the
    whole file; `field` is the front-matter key (`parties.0.role`) or empty.
    """

    code: str
    message: str
    file: str = ""
    line: int = 0
    column: int = 0
    field: str = ""
    fix: str = ""
    warning: bool = False

    def __str__(self) -> str:
        place = self.file
        if self.line:
            place += f":{self.line}"
            if self.column:
                place += f":{self.column}"
        head = ": ".join(part for part in (place, "warning" if self.warning else "", self.field) if part)
        first = f"{head}: {self.message}" if head else self.message
        second = f"    {self.fix or 'see docs/problems.md'}"
        return f"{first}\n{second}  [{self.code}]"


class PublishingError(Exception):
    """What a publication cannot be published for: all its problems at once."""

    exit_code = Exit.PROBLEMS

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[PublishingError], tuple[tuple[Problem, ...]]]:
        return (type(self), (self.problems,))  # crosses from a worker process whole


class MachineError(PublishingError):
    """What the machine, not the source, is at fault for: a missing library, a full disk."""

    exit_code = Exit.MACHINE
