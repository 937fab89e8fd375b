"""`chancery build`."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

from pipeline import editions
from pipeline.build.plan import Entry, Planner, Task, Wanted, tasks
from pipeline.cli.screen import Screen, count
from pipeline.house import House
from pipeline.press import Press, UsageError, nearest
from pipeline.problems import Exit, Problem

if TYPE_CHECKING:
    from pipeline.build.write import Outcome

MANY = 8
"""From more publications than this on, a terminal shows a bar and not a line for each."""


def run(options: Namespace, screen: Screen) -> Exit:
    """Makes what is out of date. Returns the exit code: the gravest of all publications'."""
    from pipeline.build.write import locked, sweep
    from pipeline.source import strays

    screen = Screen(screen.out, screen.err, options.quiet)
    press = Press.at(options.press, options.output)
    chosen = press.choose(options.publications)
    if not options.gate:  # said even with --quiet
        screen.warn("--no-gate: what is made now is not checked, and its manifest says so; chancery build checks it.")
    planner = Planner(press, House.of(press.root), editions.EDITIONS, _wanted(options))
    _missed(options.language, chosen.values())
    with locked(press.output, lambda: screen.note("Another build is writing to the output: waiting for it to end.")):
        sweep(press.output, chosen)
        entries = planner.plan(chosen)
        due = tasks(entries)
        outcomes = list(_build(press, due, options.jobs or processors(), screen)) if due else []
    outcomes += _unreadable(entries)
    _report(screen, entries, outcomes, due, () if options.publications else strays(press.root))
    return max((outcome.exit_code for outcome in outcomes), default=Exit.OK)


def _wanted(options: Namespace) -> Wanted:
    known = [edition.name for edition in editions.EDITIONS]
    for name in options.edition:
        if name not in known:
            raise UsageError(f"There is no edition {name}.", f"There are {', '.join(known)}. {nearest(name, known)}")
    return Wanted(frozenset(options.edition), frozenset(map(str.lower, options.language)), options.force, options.gate)


def processors() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _build(press: Press, due: list[Task], jobs: int, screen: Screen) -> Iterator[Outcome]:
    from pipeline.build.run import best, run
    from pipeline.build.write import write

    started = perf_counter()
    width = max(len(task.name) for task in due)
    made = failed = 0
    start, at_a_time = best(due, jobs)
    with _progress(screen, len(due)) as shown:
        for produced in run(due, start, at_a_time):
            outcome = write(press.output, produced)
            made += len(outcome.made)
            failed += bool(outcome.problems)
            shown.add(outcome, _lines(outcome, width, due[0]))
            yield outcome
    built = len(due) - failed
    if built:
        summary = f"Built {count(built, 'publication')}, {count(made, 'edition')}"
        screen.say(f"{summary}, in {perf_counter() - started:.1f} s: {_shown(press)}")


def _shown(press: Press) -> str:
    """The output folder as the user would name it."""
    path = os.path.relpath(press.output)
    return str(press.output) if path.startswith("..") else path + "/"


def _lines(outcome: Outcome, width: int, task: Task) -> list[str]:
    """`2011-09-23-r2p-ministerial  en  html pdf epub docx  1.2 s`, and what was removed."""
    if outcome.problems:
        return [f"{outcome.name:<{width}}  {count(len(outcome.problems), 'problem')}, see below"]
    groups: dict[tuple[str, ...], list[str]] = {}
    for language in dict.fromkeys(language for language, _ in outcome.made):
        made = {name for tag, name in outcome.made if tag == language}
        groups.setdefault(tuple(e.name for e in task.editions if e.name in made), []).append(language)
    what = ";  ".join(f"{' '.join(languages)}  {' '.join(editions)}" for editions, languages in groups.items())
    lines = [f"{outcome.name:<{width}}  {what or 'nothing to make'}  {outcome.seconds:.1f} s"]
    lines += [f"    removed {file}: its source is gone" for file in outcome.removed]
    lines += [f"    left {file}: its source is gone, but the file was changed by hand" for file in outcome.kept]
    return lines


# ------------------------------------------------------------------ while it goes on


class _Shown(Protocol):
    def add(self, outcome: Outcome, lines: Iterable[str]) -> None: ...


class _Plain:
    """One line for each publication, as it is finished."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen

    def add(self, outcome: Outcome, lines: Iterable[str]) -> None:
        for line in lines:
            self.screen.say(self.screen.styled(line, "red", self.screen.out) if outcome.problems else line)
        self.screen.problems(outcome.warnings)


@contextmanager
def _progress(screen: Screen, total: int) -> Iterator[_Shown]:
    """A bar for many publications on a terminal, else lines."""
    if total <= MANY or screen.quiet or not screen.err.isatty():
        yield _Plain(screen)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    console = Console(file=screen.err)
    # It is drawn when a result comes, by no thread of its own: workers are forked while it stands.
    with Progress(*columns, console=console, auto_refresh=False, transient=True) as bar:
        task = bar.add_task("", total=total)
        bar.refresh()

        class Bar:
            def add(self, outcome: Outcome, lines: Iterable[str]) -> None:
                more = [*(list(lines)[0 if outcome.problems else 1 :]), *map(str, outcome.warnings)]
                for line in more:
                    console.print(line, markup=False, highlight=False, soft_wrap=True)
                bar.update(task, advance=1, description=outcome.name)
                bar.refresh()

        yield Bar()


# ------------------------------------------------------------------ at the end


def _unreadable(entries: Iterable[Entry]) -> list[Outcome]:
    """The publications whose files could not even be looked at."""
    bad = [entry for entry in entries if entry.problems]
    if not bad:
        return []
    from pipeline.build.write import Outcome

    return [Outcome(entry.name, problems=entry.problems, exit_code=Exit.PROBLEMS) for entry in bad]


def _missed(wanted: list[str], folders: Iterable[Path]) -> None:
    """Raises UsageError, before anything is written, for a language that was asked for and that no document is in."""
    if not wanted:
        return
    from pipeline.source import languages_in

    there = {tag for folder in folders for tag in languages_in(folder)}
    for tag in wanted:
        if tag.lower() not in map(str.lower, there) and "" not in there:  # what cannot be told, its reader tells
            raise UsageError(
                f"No document is in the language {tag}.", f"There are {', '.join(sorted(there)) or 'none'}."
            )


def _report(
    screen: Screen, entries: list[Entry], outcomes: list[Outcome], due: list[Task], beside: Iterable[Problem]
) -> None:
    """Says what went wrong, publication by publication; `beside`: what stands in source/ and is none."""
    for entry in entries:
        screen.problems(entry.warnings)
    screen.problems(beside)
    bad = sorted((outcome for outcome in outcomes if outcome.problems), key=lambda outcome: outcome.name)
    last = {entry.name: entry.old for entry in entries}
    for outcome in bad:
        kept = "; its last good editions stay as they are" if last[outcome.name] else ""
        screen.heading(f"\n{outcome.name}: {count(len(outcome.problems), 'problem')}{kept}")
        screen.problems(outcome.problems)
    if bad:
        of = count(len(entries), "publication")
        screen.wrong(f"{len(bad)} of {of} could not be built.")
    elif not due and not entries:
        screen.say("There is no publication yet: chancery new NAME makes the first.")
    elif not due:
        current = count(sum(entry.current for entry in entries), "edition")
        screen.say(f"Nothing to do: {count(len(entries), 'publication')}, {current}, all up to date.")
