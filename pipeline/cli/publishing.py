"""`chancery publish`."""

from __future__ import annotations

from argparse import Namespace

from pipeline import editions
from pipeline.build.plan import Planner, Wanted
from pipeline.cli.screen import Screen, count
from pipeline.house import House
from pipeline.press import Press
from pipeline.problems import Exit, PublishingError
from pipeline.publishing import publish
from pipeline.source.folders import PUBLISHED


def run(options: Namespace, screen: Screen) -> Exit:
    """Freezes what stands in the output. Returns the gravest exit code of all publications."""
    press = Press.at(options.press, options.output)
    languages = frozenset(map(str.lower, options.language))
    planner = Planner(press, House.of(press.root), editions.EDITIONS, Wanted())
    code = Exit.OK
    for name, folder in press.choose(options.publications).items():
        try:
            done = publish(planner, name, folder, languages)
        except PublishingError as error:
            screen.problems(error.problems)
            code = max(code, error.exit_code)
            continue
        for version in done.there:
            screen.say(f"{name}, {version.language}: version {version.version} is published already")
        for version in done.added:
            number = count(len(version.editions), "edition")
            screen.say(f"{name}, {version.language}: published version {version.version}, {number}")
        if done.added:
            screen.note(f"    Keep source/{name}/{PUBLISHED} in version control: it is what later builds go by.")
    return code
