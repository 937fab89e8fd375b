"""The arguments of every command, with the help that shows how to use them."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from pipeline import __version__, editions
from pipeline.cli import help as shown
from pipeline.press import UsageError, nearest

COMMANDS = (
    "build", "check", "new", "list", "verify", "publish", "diff", "parallel", "rebuild", "reproduce", "fonts",
)  # fmt: skip


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
        epilog=shown.PROGRAM,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    root.add_argument("--version", action="version", version=f"chancery {__version__}")
    _folders(root, Path(), None)
    commands = root.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=_Parser)
    build = _command(commands, "build", "building", "make the editions that are out of date", shown.BUILD)
    _publications(build)
    _build_options(build)
    _publications(_command(commands, "check", "checking", "report all problems of the sources", shown.CHECK))
    _new_options(_command(commands, "new", "new", "begin a publication, or add a language to one", shown.NEW))
    _publications(_command(commands, "list", "listing", "show the publications and their state", shown.LIST))
    _verify_options(
        _command(commands, "verify", "verifying", "prove that editions say what their source says", shown.VERIFY)
    )
    _publish_options(_command(commands, "publish", "publishing", "freeze a version of a publication", shown.PUBLISH))
    _diff_options(_command(commands, "diff", "diffing", "show what changed between two versions or files", shown.DIFF))
    _parallel_options(
        _command(commands, "parallel", "paralleling", "set two language versions side by side", shown.PARALLEL)
    )
    _rebuild_options(_command(commands, "rebuild", "rebuilding", "make all editions from one PDF", shown.REBUILD))
    _publications(
        _command(commands, "reproduce", "reproducing", "make all editions again and compare", shown.REPRODUCE)
    )
    _font_options(_command(commands, "fonts", "fonts", "list the fonts, or add one to the press", shown.FONTS))
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
    _languages(build)
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


def _verify_options(verify: argparse.ArgumentParser) -> None:
    verify.add_argument(
        "publications",
        metavar="PATH",
        nargs="*",
        help="a publication, or the file of an edition (default: all publications)",
    )
    verify.add_argument("--table", action="store_true", help="show what each edition holds of every field")
    verify.add_argument("--report", metavar="FILE", type=Path, help="write that table as an HTML page")


def _publish_options(publish: argparse.ArgumentParser) -> None:
    publish.add_argument(
        "publications", metavar="PUBLICATION", nargs="+", help="a folder name below source/, or a path"
    )
    _languages(publish)


def _languages(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--language",
        metavar="TAG",
        action="append",
        default=[],
        help="only this language, as in fr or zh-Hant (repeatable)",
    )


def _diff_options(diff: argparse.ArgumentParser) -> None:
    what = "a source text, an edition of any format, or PUBLICATION[@VERSION][:LANGUAGE]"
    diff.add_argument("old", metavar="OLD", help=what)
    diff.add_argument("new", metavar="NEW", help="the same; what has changed since OLD")
    diff.add_argument("--html", metavar="FILE", type=Path, help="write the changes as an HTML redline")


def _parallel_options(parallel: argparse.ArgumentParser) -> None:
    parallel.add_argument("publication", metavar="PUBLICATION", help="a folder name below source/, or a path to it")
    parallel.add_argument("--languages", metavar="A,B", required=True, help="the two languages, as in en,fr")
    parallel.add_argument(
        "-o", "--into", metavar="DIR", type=Path, help="where the files go (default: OUTPUT/PUBLICATION)"
    )


def _rebuild_options(rebuild: argparse.ArgumentParser) -> None:
    rebuild.add_argument("copy", metavar="PDF", type=Path, help="a PDF edition, wherever it comes from")
    rebuild.add_argument(
        "-o",
        "--into",
        metavar="DIR",
        type=Path,
        help="the folder to make, which must not be there or be empty (default: <name of the PDF>-rebuilt)",
    )


def _font_options(fonts: argparse.ArgumentParser) -> None:
    fonts.add_argument("what", metavar="list|add", choices=("list", "add"), help="what to do")
    fonts.add_argument(
        "family", metavar="LANGUAGE", nargs="?", default="", help="a language or script, as in ja or Tfng"
    )
    fonts.add_argument(
        "--from", dest="source", metavar="PATH", type=Path, help="take this TTF file, or those of a folder"
    )


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of at least 1")
    return int(text)
