"""`chancery check`."""

from __future__ import annotations

from argparse import Namespace

from pipeline.build.failures import from_exception
from pipeline.cli.screen import Screen, count
from pipeline.house import House
from pipeline.press import Press
from pipeline.problems import Exit, Problem


def run(options: Namespace, screen: Screen) -> Exit:
    """Reads every publication and reports all problems. Returns the gravest exit code."""
    from pipeline.source import disagreements, read_publication

    press = Press.at(options.press, options.output)
    house = House.of(press.root)
    chosen = press.choose(options.publications)
    code, bad, warnings, documents = Exit.OK, 0, 0, 0
    between = disagreements(press.root)
    for name, folder in chosen.items():
        problems: tuple[Problem, ...] = ()
        try:
            publication = read_publication(folder, press.root, house)
            problems = publication.warnings
            documents += len(publication.documents)
            warnings += len(problems)
        except Exception as error:
            found = from_exception(error, "the text", f"source/{name}", house)
            problems, code, bad = found.problems, max(code, found.exit_code), bad + 1
        else:
            if name in between:
                problems, code, bad = (*problems, *between[name]), max(code, Exit.PROBLEMS), bad + 1
        if problems:
            screen.heading(f"{name}: {_counted(problems)}")
            screen.problems(problems)
    if bad:
        screen.wrong(f"{bad} of {count(len(chosen), 'publication')} cannot be published as they are.")
    else:
        said = f", {count(warnings, 'warning')}" if warnings else ""
        screen.say(f"{count(len(chosen), 'publication')}, {count(documents, 'document')}: no problems{said}.")
    return code


def _counted(problems: tuple[Problem, ...]) -> str:
    errors = sum(not problem.warning for problem in problems)
    parts = [count(errors, "problem")] if errors else []
    if errors < len(problems):
        parts.append(count(len(problems) - errors, "warning"))
    return ", ".join(parts)
