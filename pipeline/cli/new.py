"""`chancery new`: the first file of a publication, with every key that its kind needs and a word on each."""

from __future__ import annotations

import re
from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.beginnings import beginning
from pipeline.build import failures
from pipeline.cli.screen import Screen
from pipeline.crosswalk import CodecError
from pipeline.crosswalk.codecs import DATE, LANGUAGE, TEXT, Codec
from pipeline.house import House
from pipeline.press import Press, UsageError
from pipeline.problems import Exit


def run(options: Namespace, screen: Screen) -> Exit:
    """Makes source/NAME/text.<language>.md, never over a file. Raises UsageError, MachineError."""
    press = Press.at(options.press, options.output)
    house = House.of(press.root)
    name = _name(options.name, press)
    language: str = _value(LANGUAGE, options.language, "--language")
    if options.type not in house.kinds():
        known = ", ".join(house.kinds())
        close = house.nearest_kind(options.type)
        own = f"Did you mean {close}?" if close else "A file in templates/kinds makes another."
        advice = f"There are {known}. {own}"
        raise UsageError(f"There is no kind of document {options.type}.", advice)
    day = _date(options.date, name)
    title = _value(TEXT, options.title, "--title") if options.title else _title(name)
    path = press.source / name / f"text.{language}.md"
    _refuse(path, language)
    text = beginning(house, house.kind(options.type), title, day, language)
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise UsageError(f"{path} is there already: nothing was changed.") from None
    except OSError as error:
        raise failures.unwritable(error, path) from error
    screen.say(f"Made source/{name}/{path.name}. Fill in what stands in [brackets], then: chancery build {name}")
    return Exit.OK


def _name(word: str, press: Press) -> str:
    path = Path(word)
    if path.parent != Path() and path.resolve().parent == press.source.resolve():
        word = path.resolve().name  # source/visit/, as the shell completes it
    name = word.rstrip("/")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", name):
        raise UsageError(
            f"{word!r} cannot be the name of a folder of source/.",
            "Use letters a to z, digits, - . and _, as in 2026-01-15-water-pact.",
        )
    return name


def _title(name: str) -> str:
    """`2026-01-15-water-pact` -> `[Water pact]`."""
    words = re.sub(r"^\d{4}(-\d{2}){0,2}", "", name).replace("-", " ").replace("_", " ").strip() or name
    return f"[{words[:1].upper()}{words[1:]}]"


def _date(word: str, name: str) -> date:
    """The date that was given, or that the name opens with, or today's."""
    if word:
        day: date = _value(DATE, word, "--date")
        return day
    try:
        return date.fromisoformat(name[:10])
    except ValueError:
        return date.today()


def _value(codec: Codec, word: str, option: str) -> Any:
    try:
        return codec.decode(word)
    except CodecError as error:
        raise UsageError(f"{option}: {word!r} {error}.", error.fix[:1].upper() + error.fix[1:] + ".") from None


def _refuse(path: Path, language: str) -> None:
    """A publication may get one more language, and no second text in one that it has."""
    if not path.parent.is_dir():
        return
    there = sorted(file.name for file in path.parent.glob(f"*.{language}.md"))
    if there:
        raise UsageError(f"source/{path.parent.name}/{there[0]} is there already: nothing was changed.")
