"""What the command says: plain sentences, results on standard output, everything else on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from pipeline.problems import Problem

_STYLES = {"bold": "1", "faint": "2", "red": "31", "green": "32", "yellow": "33"}


@dataclass(frozen=True, slots=True)
class Screen:
    """Two streams. Colours only on a terminal, and not where NO_COLOR is set (no-color.org)."""

    out: TextIO
    err: TextIO
    quiet: bool = False

    @classmethod
    def of_this_process(cls) -> Screen:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):  # titles are in all scripts; who cannot show one gets ?
                stream.reconfigure(errors="replace")
        nowhere = Path(os.devnull).open("w") if None in (sys.stdout, sys.stderr) else sys.stdout  # noqa: SIM115
        return cls(sys.stdout or nowhere, sys.stderr or nowhere)

    def say(self, text: str) -> None:
        """A result."""
        if not self.quiet:
            print(text, file=self.out, flush=True)

    def note(self, text: str) -> None:
        """A remark on what goes on."""
        if not self.quiet:
            print(text, file=self.err, flush=True)

    def wrong(self, message: str, advice: str = "") -> None:
        """An error that stops the command."""
        print(self.styled(f"chancery: {message}", "red", self.err), file=self.err)
        if advice:
            print(f"    {advice}", file=self.err)

    def warn(self, message: str) -> None:
        """Something that must not go unseen, and that stops nothing."""
        print(self.styled(f"chancery: {message}", "yellow", self.err), file=self.err)

    def problems(self, problems: Iterable[Problem]) -> None:
        """Problems or warnings, each with its line of advice."""
        for problem in problems:
            first, _, rest = str(problem).partition("\n")
            print(self.styled(first, "yellow" if problem.warning else "red", self.err), file=self.err)
            if rest:
                print(rest, file=self.err)

    def heading(self, text: str) -> None:
        """The line above a group of problems."""
        print(self.styled(text, "bold", self.err), file=self.err)

    def styled(self, text: str, style: str, stream: TextIO) -> str:
        """The text in a style, where the stream shows one."""
        if os.environ.get("NO_COLOR") or not stream.isatty() or os.environ.get("TERM") == "dumb":
            return text
        return f"\033[{_STYLES[style]}m{text}\033[0m"


def count(number: int, thing: str) -> str:
    """`1 edition`, `4 editions`."""
    return f"{number:,} {thing}" + ("" if number == 1 else "s")
