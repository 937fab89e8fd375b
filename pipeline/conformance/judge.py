"""The interface of every outside judge, and the rule they all keep: without a verdict, a file has failed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeAlias

from pipeline.conformance.finding import Finding
from pipeline.conformance.toolbox import Output

Verdicts: TypeAlias = Mapping[Path, tuple[Finding, ...]]
"""What was found in each file; an empty tuple is a positive verdict."""

NO_VERDICT = "no-verdict"


class Judge(Protocol):
    """An outside program that holds the files of one edition against a standard."""

    name: str
    """As it is named on the command line: `verapdf`."""
    about: str
    """What it is and what it looks at, in one line."""
    edition: str
    """The edition whose files it judges: `pdf`."""

    def missing(self) -> str:
        """What the machine lacks, and the command that installs it; empty where all is there."""

    def judge(self, files: Sequence[Path]) -> Verdicts:
        """The findings in each of the files, in one run. Never raises for what a tool or a file does."""


def verdicts(
    files: Sequence[Path],
    output: Output,
    read: Callable[[Output], Mapping[Path, Sequence[Finding]]],
    codes: Sequence[int] = (0, 1),
    *,
    by_file: bool = False,
) -> dict[Path, tuple[Finding, ...]]:
    """What `read` makes of a tool's output, closed: every file that it does not name has failed.

    `codes` are the exit codes of a tool that has done its work. With any other, or after a time-out, what was
    found counts, and every file lacks its verdict all the same. `by_file`: the tool is done with a file before it
    names it, so a verdict outlives the time-out of another file.
    """
    found: Mapping[Path, Sequence[Finding]] = {}
    reason = "" if output.code in codes and not output.ended else output.ended or f"exit code {output.code}"
    try:
        found = read(output)
    except (ValueError, LookupError, TypeError, AttributeError, OSError) as error:
        reason = reason or f"its output is not understood ({type(error).__name__}: {error})"
    closed = {}
    for file in files:
        findings = tuple(found.get(file, ()))
        if file not in found or (reason and not (by_file and output.ended)):
            findings += (no_verdict(reason or "the file is not in its output", output),)
        closed[file] = findings
    return closed


def no_verdict(reason: str, output: Output | None = None) -> Finding:
    """The finding of a file that nobody has judged: why, and the last that the tool said."""
    last = (output.err.strip() or output.out.strip()).splitlines()[-1:] if output else []
    return Finding(NO_VERDICT, f"no verdict: {reason}" + (f". Its last words: {last[0][:300]}" if last else ""))
