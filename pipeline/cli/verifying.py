"""`chancery verify`."""

from __future__ import annotations

import os
import shutil
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from pipeline import editions
from pipeline.agreement.verify import AGREES, DIFFERS, STALE, UNBUILT
from pipeline.agreement.verify_press import Verified, Verifier
from pipeline.build.failures import from_exception
from pipeline.cli.screen import Screen, count
from pipeline.house import House
from pipeline.press import Press, UsageError
from pipeline.problems import Exit, Problem, PublishingError

WIDTH = 100
"""Columns of the table where the output is no terminal."""


def run(options: Namespace, screen: Screen) -> Exit:
    """Holds what was built, or the files that are named, against its sources. Problems where it is not proven."""
    try:
        press = Press.at(options.press, options.output)
    except UsageError:
        if not options.publications or not all(map(_is_file, options.publications)):
            raise
        press = None  # a PDF that carries its source needs none
    verifier = Verifier(press, House.of((press.root if press else options.press).resolve()), editions.EDITIONS)
    names, files = _chosen(options.publications, verifier)
    work = _Work(verifier, screen, keep=options.table or options.report is not None)
    if press is not None and (names or not files):
        chosen = press.choose(names)
        work.width = max(map(len, chosen), default=0)
        for name, folder in chosen.items():
            work.publication(name, folder)
    for path in files:
        work.file(path)
    if options.table:
        _table(work.verified, screen)
    if options.report is not None:
        _report(work.verified, options.report, verifier.house, screen)
    return work.summed_up()


def _is_file(word: str) -> bool:
    return Path(word).is_file()


def _chosen(words: Sequence[str], verifier: Verifier) -> tuple[list[str], list[Path]]:
    """The publications and the files of editions among the words of the command line. Raises UsageError."""
    names: list[str] = []
    files: list[Path] = []
    known = verifier.press.publications() if verifier.press else {}
    for word in words:
        path = Path(word)
        inside = _inside(path, verifier.press)
        named = verifier.edition_of(path) is not None and word not in known
        if named and path.is_file():
            files.append(path)
        elif named and not path.exists():
            raise UsageError(f"There is no file {word}.", "Name the file of an edition, or a publication.")
        elif path.is_file() and inside is None and not _is_source(path, verifier.press):
            suffixes = ", ".join(edition.suffix for edition in verifier.editions)
            raise UsageError(f"{word} is no edition.", f"The names of editions end with {suffixes}.")
        else:
            names.append(inside or word)
    return names, files


def _inside(path: Path, press: Press | None) -> str | None:
    """The publication whose folder in the output a path is, or leads into."""
    if press is None or not path.exists() or not path.resolve().is_relative_to(press.output.resolve()):
        return None
    return next(iter(path.resolve().relative_to(press.output.resolve()).parts), None)


def _is_source(path: Path, press: Press | None) -> bool:
    return press is not None and path.resolve().is_relative_to(press.source.resolve())


class _Work:
    """What was verified so far, and what is to be said of it."""

    def __init__(self, verifier: Verifier, screen: Screen, keep: bool) -> None:
        self.verifier, self.screen, self.keep = verifier, screen, keep
        self.verified: list[Verified] = []
        self.problems: list[tuple[str, tuple[Problem, ...]]] = []
        self.code = Exit.OK
        self.width = 0

    def publication(self, name: str, folder: Path) -> None:
        """Verifies a publication and says so in a line."""
        started = perf_counter()
        try:
            verified = self.verifier.publication(name, folder)
        except Exception as error:
            self._failed(name, from_exception(error, "the text", f"source/{name}", self.verifier.house))
        else:
            self._add(verified, started)

    def file(self, path: Path) -> None:
        """Verifies a file and says so in a line."""
        started = perf_counter()
        try:
            proof = self.verifier.file(path)
        except PublishingError as error:
            self._failed(str(path), error)
        else:
            self._add(Verified(str(path), (proof,)), started)

    def _failed(self, name: str, error: PublishingError) -> None:
        line = f"{name:<{self.width}}  its source has {count(len(error.problems), 'problem')}, see below"
        self.screen.say(self.screen.styled(line, "red", self.screen.out))
        self.problems.append((name, error.problems))
        self.verified.append(Verified(name, ()))
        self.code = max(self.code, error.exit_code)

    def _add(self, verified: Verified, started: float) -> None:
        line = f"{verified.name:<{self.width}}  {'; '.join(_states(verified))}  {perf_counter() - started:.1f} s"
        self.screen.say(line if verified.agrees else self.screen.styled(line, "red", self.screen.out))
        found = tuple(verified.problems())
        if found:
            self.problems.append((verified.name, found))
        self.code = max(self.code, Exit.OK if verified.agrees else Exit.PROBLEMS)
        if not self.keep:  # readings are large
            verified = replace(verified, proofs=tuple(replace(one, reading=None) for one in verified.proofs))
        self.verified.append(verified)

    def summed_up(self) -> Exit:
        """Says all problems, and in a last line what is proven. Returns the exit code."""
        from pipeline.agreement.table_lines import printable

        for name, problems in self.problems:
            self.screen.heading(f"\n{name}: {count(len(problems), 'problem')}")
            self.screen.problems(replace(one, message=printable(one.message)) for one in problems)
        states = [proof.state for verified in self.verified for proof in verified.proofs]
        number = states.count(AGREES)
        if not self.verified:
            self.screen.say("There is no publication yet: chancery new NAME makes the first.")
        elif self.code == Exit.OK:
            one = number == 1
            self.screen.say(f"{'The edition says' if one else f'All {number:,} editions say'} what the source says.")
        else:
            self.screen.wrong(_unproven(states, self.verified), _advice(states, self.verified))
        return self.code


def _states(verified: Verified) -> Iterator[str]:
    """`en fr  html pdf epub docx agree`, `en  epub not built`: languages together of which the same is to be said."""
    groups: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for language in dict.fromkeys(proof.language for proof in verified.proofs):
        mine = tuple((one.edition, one.state) for one in verified.proofs if one.language == language)
        groups.setdefault(mine, []).append(language)
    for states, languages in groups.items():
        said = [
            f"{' '.join(edition for edition, other in states if other == state)} {state}"
            for state in (AGREES, DIFFERS, STALE, UNBUILT)
            if any(other == state for _, other in states)
        ]
        one = len(states) == 1 and states[0][1] in (AGREES, DIFFERS)
        tags = " ".join(filter(None, languages))
        yield f"{tags}  {', '.join(said)}{'s' * one}" if tags else f"{', '.join(said)}{'s' * one}"
    against = {proof.against for proof in verified.proofs} - {""}
    if against:
        yield f"held against {', '.join(against)}"
    if verified.gone:
        yield f"the source of {', '.join(verified.gone)} is gone"


def _unproven(states: list[str], verified: Iterable[Verified]) -> str:
    parts = [f"{states.count(state)} {state}" for state in (DIFFERS, STALE, UNBUILT) if state in states]
    gone = sum(len(one.gone) for one in verified)
    parts += [f"{gone} without a source"] if gone else []
    said = f" ({', '.join(parts)})" if parts else ""
    return f"{states.count(AGREES)} of {len(states)} editions say what the source says{said}."


def _advice(states: list[str], verified: Iterable[Verified]) -> str:
    behind = STALE in states or UNBUILT in states or any(one.gone for one in verified)
    return "Build first: chancery build. What is out of date or not built proves nothing." if behind else ""


# ------------------------------------------------------------------ table and report


def _table(verified: Iterable[Verified], screen: Screen) -> None:
    from pipeline.agreement.table import tables
    from pipeline.agreement.table_lines import lines

    terminal = screen.out.isatty()
    width = max(shutil.get_terminal_size((WIDTH, 24)).columns, 60) if terminal else WIDTH
    colour = screen.styled("", "red", screen.out) != ""
    for one in verified:
        for table in tables(one.proofs):
            screen.say("\n" + "\n".join(lines(table, width, colour)) + "\n")


def _report(verified: Iterable[Verified], target: Path, house: House, screen: Screen) -> None:
    from pipeline.agreement.report import page

    text = page([(one.name, one.proofs) for one in verified], house)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    screen.note(f"The report: {os.path.relpath(target)}")
