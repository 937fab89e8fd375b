"""The arguments of every command, with the help that shows how to use them."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from pipeline import __version__, editions
from pipeline.press import UsageError, nearest

COMMANDS = ("build", "check", "new", "list")

EXIT_CODES = """\
exit codes:
  0    all is well
  1    a source, template or font has problems; the last good editions are untouched
  2    the command line is wrong: an unknown option, publication or folder
  3    the machine lacks something, or a file cannot be written
  130  interrupted (Ctrl-C), or the reader of the output went away
"""

PROGRAM = (
    """\
examples:
  chancery build                         make every edition that is out of date
  chancery check                         report all problems of all sources
  chancery new 2026-01-15-water-pact     begin a publication
  chancery list                          what there is, and what is out of date
  chancery build --press ~/press         work on the press in another folder
  chancery build --help                  more about one command

"""
    + EXIT_CODES
)

BUILD = (
    """\
examples:
  chancery build
  chancery build 2011-09-23-r2p-ministerial
  chancery build source/udhr/ --language fr
  chancery build --edition pdf --edition html
  chancery build --press ~/press --output /srv/editions --jobs 4
  chancery build --force --quiet
  chancery build --no-gate visit          an edition that was stopped, to look at

Editions go to OUTPUT/<publication>/<publication>.<language>.<suffix>, with a manifest.json beside them.
Only what is out of date is made. Every edition is checked against its standards before it is published; a
publication with problems keeps its last good editions.

"""
    + EXIT_CODES
)

CHECK = (
    """\
examples:
  chancery check
  chancery check 2011-09-23-r2p-ministerial
  chancery check --press ~/press source/udhr/

Reads the sources, reports all problems at once, and writes nothing.

"""
    + EXIT_CODES
)

NEW = (
    """\
examples:
  chancery new 2026-01-15-water-pact
  chancery new 2026-01-15-water-pact --type joint-statement --title "Statement on Shared Waters"
  chancery new 2026-01-15-water-pact --language fr --title "Déclaration sur les eaux partagées"
  chancery new visit --date 2026-03-01 --press ~/press

Makes source/NAME/text.<language>.md with every key that its kind needs. Nothing is ever overwritten; a
publication that is there gets one more language.

"""
    + EXIT_CODES
)

LIST = (
    """\
examples:
  chancery list
  chancery list --press ~/press
  chancery list source/udhr/ --output /srv/editions

States: built, stale (chancery build renews it), unchecked (built with --no-gate; chancery build checks it), never
built, has problems (chancery check shows them), and no source (its editions are in the output, its folder in
source/ is gone).

"""
    + EXIT_CODES
)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The options of a command. Raises UsageError; `--help` and `--version` print and exit."""
    root = parser()
    if not argv:
        raise UsageError(f"Say what to do: {', '.join(COMMANDS)}.", "chancery --help shows how it is used.")
    options, rest = root.parse_known_args(argv)
    unknown = [word for word in rest if word.startswith("-")]
    if unknown or (rest and not hasattr(options, "publications")):
        raise UsageError(f"{(unknown or rest)[0]} is not known here.", f"chancery {options.command} --help shows all.")
    if rest:  # publications on both sides of an option: argparse takes only the first of them
        options.publications += rest
    return options


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are sentences, in the way of all others."""

    def error(self, message: str) -> NoReturn:
        command = re.search(r"COMMAND: invalid choice: '(.*?)'", message)
        if command:
            advice = nearest(command[1], COMMANDS) or f"There are {', '.join(COMMANDS)}."
            raise UsageError(f"There is no command {command[1]}.", advice)
        raise UsageError(message[:1].upper() + message[1:] + ".", f"{self.prog} --help shows how it is used.")


def parser() -> argparse.ArgumentParser:
    """The parser of the program, with one for each command."""
    root = _Parser(
        prog="chancery",
        description="Publishes official documents: one source, consistent PDF, DOCX, EPUB and HTML editions.",
        epilog=PROGRAM,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    root.add_argument("--version", action="version", version=f"chancery {__version__}")
    _folders(root, Path(), None)
    commands = root.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=_Parser)
    build = _command(commands, "build", "building", "make the editions that are out of date", BUILD)
    _publications(build)
    _build_options(build)
    _publications(_command(commands, "check", "checking", "report all problems of the sources", CHECK))
    _new_options(_command(commands, "new", "new", "begin a publication, or add a language to one", NEW))
    _publications(_command(commands, "list", "listing", "show the publications and their state", LIST))
    return root


def _command(
    commands: argparse._SubParsersAction[_Parser], name: str, module: str, about: str, epilog: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(
        name,
        help=about,
        description=about[:1].upper() + about[1:] + ".",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.set_defaults(module=module)
    _folders(command, argparse.SUPPRESS, argparse.SUPPRESS)
    return command


def _folders(command: argparse.ArgumentParser, press: object, output: object) -> None:
    """The two options of the program and of every command: given in either place, they hold."""
    command.add_argument(
        "--press",
        metavar="DIR",
        type=Path,
        default=press,
        help="the press: a folder with source/ in it (default: this folder)",
    )
    command.add_argument(
        "--output",
        metavar="DIR",
        type=Path,
        default=output,
        help="where the editions go (default: PRESS/output)",
    )


def _publications(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "publications",
        metavar="PUBLICATION",
        nargs="*",
        help="a folder name below source/, or a path to it (default: all of them)",
    )


def _build_options(build: argparse.ArgumentParser) -> None:
    build.add_argument(
        "--edition",
        metavar="NAME",
        action="append",
        default=[],
        help=f"only this edition: {', '.join(edition.name for edition in editions.EDITIONS)} (repeatable)",
    )
    build.add_argument(
        "--language",
        metavar="TAG",
        action="append",
        default=[],
        help="only this language, as in fr or zh-Hant (repeatable)",
    )
    build.add_argument(
        "--jobs",
        metavar="N",
        type=_positive,
        default=0,
        help="publications at a time (default: one per processor)",
    )
    build.add_argument("--force", action="store_true", help="make everything anew, out of date or not")
    build.add_argument(
        "--no-gate",
        dest="gate",
        action="store_false",
        help="publish editions without checking them, and mark them as unchecked",
    )
    build.add_argument("--quiet", action="store_true", help="say nothing but problems")


def _new_options(new: argparse.ArgumentParser) -> None:
    new.add_argument("name", metavar="NAME", help="the name of the folder, as in 2026-01-15-water-pact")
    new.add_argument("--type", metavar="KIND", default="statement", help="the kind of document (default: statement)")
    new.add_argument("--language", metavar="TAG", default="en", help="the language of the text (default: en)")
    new.add_argument("--title", metavar="TEXT", default="", help="the title (default: from NAME)")
    new.add_argument("--date", metavar="DATE", default="", help="the date of issue (default: from NAME, or today)")


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of at least 1")
    return int(text)
