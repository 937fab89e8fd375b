"""`chancery check`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from pipeline.build.failures import from_exception
from pipeline.cli.screen import Screen, count
from pipeline.house import House
from pipeline.press import Press
from pipeline.problems import Exit, Problem


def run(options: Namespace, screen: Screen) -> Exit:
    """Reads every publication and reports all problems. Returns the gravest exit code."""
    from pipeline.source import disagreements, strays

    press = Press.at(options.press, options.output)
    house = House.of(press.root)
    chosen = press.choose(options.publications)
    code, bad, documents = Exit.OK, 0, 0
    said: list[Problem] = []
    between = disagreements(press.root)
    for name, folder in chosen.items():
        found, problems, made = _read(folder, press, house, between.get(name, ()))
        code, bad, documents = max(code, found), bad + (found != Exit.OK), documents + made
        _tell(screen, name, problems)
        said += problems
    kinds = tuple(problem for problem in house.wrong_kinds() if problem not in said)
    _tell(screen, "templates", kinds)
    beside = strays(press.root) if not options.publications else ()
    _tell(screen, "source", beside)
    if bad:
        screen.wrong(f"{bad} of {count(len(chosen), 'publication')} cannot be published as they are.")
    elif not kinds:
        warnings = len(said) + len(beside)
        more = f", {count(warnings, 'warning')}" if warnings else ""
        screen.say(f"{count(len(chosen), 'publication')}, {count(documents, 'document')}: no problems{more}.")
    return max(code, Exit.PROBLEMS) if kinds else code


def _read(
    folder: Path, press: Press, house: House, between: tuple[Problem, ...]
) -> tuple[Exit, tuple[Problem, ...], int]:
    """What became of a publication: its exit code, its problems and warnings, and how many documents it has."""
    from pipeline.source import read_publication

    try:
        publication = read_publication(folder, press.root, house)
    except Exception as error:
        found = from_exception(error, "the text", f"source/{folder.name}", house)
        return found.exit_code, found.problems, 0
    code = Exit.PROBLEMS if any(not problem.warning for problem in between) else Exit.OK
    return code, (*publication.warnings, *between), len(publication.documents)


def _tell(screen: Screen, name: str, problems: tuple[Problem, ...]) -> None:
    if problems:
        screen.heading(f"{name}: {_counted(problems)}")
        screen.problems(problems)


def _counted(problems: tuple[Problem, ...]) -> str:
    errors = sum(not problem.warning for problem in problems)
    parts = [count(errors, "problem")] if errors else []
    if errors < len(problems):
        parts.append(count(len(problems) - errors, "warning"))
    return ", ".join(parts)
