"""Attributes: `{#id .class lang=fr dir=rtl caption="…" width=50%}`, what they may say, and what they become."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TypeAlias

from pipeline.crosswalk import CodecError
from pipeline.crosswalk.codecs import LANGUAGE
from pipeline.nodes import Attributes, Position
from pipeline.source.findings import Findings, quoted

Given: TypeAlias = tuple[tuple[str, str], ...]
"""What an attribute list says, in order: keys and values; `#x` is ("id", "x") and `.x` is ("class", "x")."""

_ITEM = re.compile(
    r"""\s*(?:\#(?P<id>[^\s{}"'=#]+)|\.(?P<cls>[^\s{}"'=#.]+)|(?P<key>[A-Za-z][A-Za-z0-9:_-]*)=
    (?:"(?P<quoted>(?:[^"\\\n]|\\.)*)"|(?P<bare>[^\s"'{}=<>`]+)))(?=[\s}])""",
    re.VERBOSE,
)
_LONGEST = 2_000
COMMON = ("id", "class", "lang", "dir")


def parse(text: str, start: int = 0) -> tuple[int, Given] | None:
    """Reads `{…}` at `start`: the offset behind it and what it says; None when it is no attribute list.

    Braces that hold anything else, or nothing, are text.
    """
    if not text.startswith("{", start):
        return None
    position, end, given = start + 1, min(len(text), start + _LONGEST), []
    while match := _ITEM.match(text, position, end):
        if match["id"]:
            given.append(("id", match["id"]))
        elif match["cls"]:
            given.append(("class", match["cls"]))
        else:
            value = match["bare"] if match["quoted"] is None else re.sub(r"\\(.)", r"\1", match["quoted"])
            given.append((match["key"], value))
        position = match.end()
    while position < end and text[position] in " \t\n":
        position += 1
    if not given or not text.startswith("}", position):
        return None
    return position + 1, tuple(given)


def is_line(text: str) -> bool:
    """Whether a line is nothing but an attribute list."""
    line = text.strip()
    found = parse(line)
    return found is not None and found[0] == len(line)


def is_name(text: str) -> bool:
    """Whether a text can be an id in every edition: an XML name without a colon (Namespaces in XML 1.0, 3).

    Names that begin with `_` are the house's own (notes, calls, the title), so that no author's id meets them.
    """
    return bool(text) and text[0].isalpha() and all(map(_in_name, text))


def _in_name(char: str) -> bool:
    return char in "-_." or unicodedata.category(char)[0] in "LM" or unicodedata.category(char) == "Nd"


def slug(text: str) -> str:
    """The id that a heading's text makes: its letters and digits of any script in lower case, joined by hyphens."""
    kept = "".join(char if _in_name(char) and char not in "._" else " " for char in text.lower())
    name = "-".join(kept.replace("-", " ").split())[:80].rstrip("-")
    if not name:
        return "section"
    return name if name[0].isalpha() else f"section-{name}"


class Reader:
    """Turns attribute lists into `Attributes`, notes what is not taken, and keeps the ids that are given."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.ids: dict[str, Position] = {}

    def read(
        self, given: Given, at: Position, extra: Iterable[str] = (), where: str = "here"
    ) -> tuple[Attributes, dict[str, str]]:
        """The attributes, and the values of the `extra` keys (caption, width) that this node may have."""
        values: dict[str, str] = {}
        classes: list[str] = []
        for key, value in given:
            if key in values:
                self.findings.add("T13", f"the attribute {key} is given twice", "keep one", at)
            elif key not in (*COMMON, *extra):
                allowed = ", ".join((*COMMON, *extra))
                self.findings.add("T13", f"the attribute {key} is not taken {where}", f"write one of: {allowed}", at)
            elif key == "class":
                classes += value.split()
            elif self._sound(key, value, at):
                values[key] = value
        attributes = Attributes(values.get("id", ""), tuple(classes), values.get("lang", ""), values.get("dir", ""))
        return attributes, {key: values[key] for key in extra if key in values}

    def _sound(self, key: str, value: str, at: Position) -> bool:
        if key == "id":
            return self.register(value, at)
        if key == "lang":
            return self.language(value, at)
        if key == "dir" and value not in ("ltr", "rtl"):
            self.findings.add("T13", f"{quoted(value)} is not a direction", "write ltr or rtl", at)
            return False
        if key == "width" and not re.fullmatch(r"[1-9]\d{0,3}|(?:[1-9]\d?|100)%", value):
            fix = "write a share of the line like 50%, or CSS pixels like 240"
            self.findings.add("T13", f"{quoted(value)} is not a width", fix, at)
            return False
        return True

    def register(self, name: str, at: Position) -> bool:
        """Notes an id that is no name or that stands twice; keeps the others."""
        if not is_name(name):
            fix = "begin an id with a letter, then letters, digits, - and _"
            self.findings.add("T13", f"{quoted(name)} cannot be an id", fix, at)
            return False
        if name in self.ids:
            first = f"on line {self.ids[name].line} already"
            self.findings.add("T15", f"the id {quoted(name)} stands {first}", "give one of them another id", at)
            return False
        self.ids[name] = at
        return True

    def language(self, value: str, at: Position) -> bool:
        """Whether it is a language tag; else it is noted."""
        try:
            LANGUAGE.decode(value)
        except CodecError as error:
            self.findings.add("M12", f"{quoted(value)} {error}", error.fix, at)
            return False
        return True
