"""`chancery new`: the first file of a publication, with every key that its kind needs and a word on each."""

from __future__ import annotations

import json
import re
from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.build import failures
from pipeline.cli.screen import Screen
from pipeline.crosswalk import KEYS, CodecError, Field
from pipeline.crosswalk.codecs import DATE, LANGUAGE, TEXT, Codec
from pipeline.house import House, Kind
from pipeline.press import Press, UsageError, nearest
from pipeline.problems import Exit

HEAD = """\
---
# What the document is. What stands in [brackets] is for you to fill in; take the # away from the keys you need.
# A key that all your publications share can stand in source/publisher.yaml instead.
"""

BODY = """---

[The text begins here. A blank line ends a paragraph; *these words* are in italics.]

# [A heading]

[More text, with a note.[^1]]

[^1]: [The text of the note.]
"""


def run(options: Namespace, screen: Screen) -> Exit:
    """Makes source/NAME/text.<language>.md, never over a file. Raises UsageError, MachineError."""
    press = Press.at(options.press, options.output)
    house = House.of(press.root)
    name = _name(options.name, press)
    language: str = _value(LANGUAGE, options.language, "--language")
    if options.type not in house.kinds():
        known = ", ".join(house.kinds())
        advice = f"There are {known}. {nearest(options.type, list(house.kinds()))}".strip()
        raise UsageError(f"There is no kind of document {options.type}.", advice)
    day = _date(options.date, name)
    title = _value(TEXT, options.title, "--title") if options.title else _title(name)
    path = press.source / name / f"text.{language}.md"
    _refuse(path, language)
    text = front_matter(house, house.kind(options.type), title, day, language) + BODY
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


def front_matter(house: House, kind: Kind, title: str, day: date, language: str) -> str:
    """The opening of a source file: the required keys with values, all others as comments."""
    given = {
        "title": json.dumps(title, ensure_ascii=False),
        "type": kind.name,
        "date": day.isoformat(),
        "status": "draft",
    }
    needed, others = [], []
    for row in KEYS:
        if row.name in given:
            about = row.about if row.name != "type" else "the kind of document: " + ", ".join(house.kinds())
            needed.append(f"\n# {about}\n{row.name}: {given[row.name]}\n")
        elif row.name in kind.required:
            needed.append(f"\n# {row.about}\n{_placeholder(row, kind, day, language)}\n")
        elif row.name not in ("language", "identifier"):
            others.append(f"# {row.name}: {' ' * (20 - len(row.name))}# {row.about}\n")
    others.append("# identifier:           # the document symbol, where it is not the name of the folder\n")
    return HEAD + "".join(needed) + "\n" + "".join(others)


def _placeholder(row: Field, kind: Kind, day: date, language: str) -> str:
    """A required key with a value that reads, and that nobody takes for the real one."""
    if row.codec.keys:
        keys = [key for key in row.codec.keys if key in row.codec.required_keys or key == "role"]
        values = {"role": kind.letterhead[0]}
        lines = [f"{key}: {values.get(key, json.dumps(f'[{key}]'))}" for key in keys]
        return f"{row.name}:\n  - " + "\n    ".join(lines)
    samples = {"date": day.isoformat(), "time": f"{day.isoformat()}T12:00:00Z", "language": language}
    samples |= {"url": "https://example.org/", "identifier": "to-be-filled-in"}
    value = samples.get(row.codec.name, json.dumps(f"[{row.about}]", ensure_ascii=False))
    return f"{row.name}: [{value}]" if row.many else f"{row.name}: {value}"


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
