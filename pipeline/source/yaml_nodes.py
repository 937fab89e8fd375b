"""YAML as far as front matter needs it: texts, lists and mappings with their places, and nothing constructed.

Read from the parser's events (YAML 1.1 by libyaml), so that `NO`, `1.10` and dates stay what was typed, an
alias is never followed, and a tag never makes an object.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from pipeline.nodes import Position
from pipeline.source.findings import Findings, quoted
from pipeline.source.text import FORBIDDEN, cure, named

LARGEST = 64 * 1024
DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text. `empty`: nothing was written, or YAML's null."""

    text: str
    at: Position
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    at: Position


@dataclass(frozen=True, slots=True)
class Pairs:
    """A mapping, its pairs in the order of the file, keys that stand twice included."""

    pairs: tuple[tuple[Scalar, Node], ...]
    at: Position


@dataclass(frozen=True, slots=True)
class Broken:
    """What has been noted as a problem already: nothing more is said of it."""

    at: Position


Node: TypeAlias = Scalar | Items | Pairs | Broken


class _Stop(Exception):  # noqa: N818  not an error: the rest cannot be read
    pass


def read_yaml(text: str, findings: Findings, first_line: int = 1) -> Pairs | None:
    """The mapping that a YAML text holds; None when it holds none, which is noted."""
    import yaml

    if len(text.encode()) > LARGEST:
        findings.add(
            "M11", "the front matter is larger than 64 KiB", "move the text below the front matter", Position(1)
        )
        return None
    reader = _Reader(findings, first_line, text.split("\n"))
    try:
        return reader.document(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.YAMLError as error:
        reader.note_syntax(error)
    except _Stop:
        pass
    return None


class _Reader:
    def __init__(self, findings: Findings, first_line: int, lines: list[str]) -> None:
        self.findings = findings
        self.first_line = first_line
        self.lines = lines

    def at(self, mark: Any) -> Position:
        return Position(mark.line + self.first_line, mark.column + 1)

    def document(self, events: Iterator[Any]) -> Pairs | None:
        root: Node | None = None
        documents = 0
        for event in events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    self._refuse(self.at(event.start_mark), "a second YAML document", "keep one")
                    raise _Stop
            elif kind not in ("StreamStartEvent", "StreamEndEvent", "DocumentEndEvent"):
                root = self.node(event, events, 0)
        if root is None or (isinstance(root, Scalar) and root.empty):
            return Pairs((), Position(self.first_line))
        if isinstance(root, Pairs):
            return root
        if not isinstance(root, Broken):
            self.findings.add("M09", "this is no list of keys and values", "write lines like title: …", root.at)
        return None

    def node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        at = self.at(event.start_mark)
        kind = type(event).__name__
        if depth > DEEPEST:
            self.findings.add("M11", "this is nested too deep", "keep to keys, lists and the keys of their items", at)
            raise _Stop
        if kind == "AliasEvent":
            self._refuse(at, f"the alias *{event.anchor}", "write the value itself")
            return Broken(at)
        if event.anchor:
            self._refuse(at, f"the anchor &{event.anchor}", "write the value itself")
        if event.tag is not None:
            self._refuse(at, f"the tag {quoted(event.tag)}", "take the tag away: every value is read as text")
        if kind == "ScalarEvent":
            return self._scalar(event, at)
        children = self._children(events, depth)
        if kind == "SequenceStartEvent":
            return Items(tuple(children), at)
        return self._pairs(list(children), at)

    def _children(self, events: Iterator[Any], depth: int) -> Iterator[Node]:
        for event in events:
            if type(event).__name__ in ("SequenceEndEvent", "MappingEndEvent"):
                return
            yield self.node(event, events, depth + 1)

    def _scalar(self, event: Any, at: Position) -> Node:
        text = " ".join(event.value.split("\n")).strip() if "\n" in event.value else event.value.strip()
        bad = FORBIDDEN.search(text)
        if bad:
            self.findings.add("T01", f"{named(bad[0])} cannot stand in a document", cure(bad[0]), at)
            return Broken(at)
        end = event.end_mark
        if not event.style and text and re.match(r"\s+#", self.lines[end.line][end.column :]):
            message = f"what follows {quoted(text)} is a comment to YAML, and would be dropped"
            self.findings.add(
                "M20", message, "put the whole value in quotation marks, or the comment on a line above", at
            )
        null = event.implicit[0] and text.lower() in ("", "~", "null")
        return Scalar(text, at, empty=null or not text)

    def _pairs(self, children: list[Node], at: Position) -> Pairs:
        pairs = []
        for key, value in zip(children[::2], children[1::2], strict=True):
            if not isinstance(key, Scalar):
                if not isinstance(key, Broken):
                    self.findings.add("M07", "a key must be a word", "write it like title: …", key.at)
            elif key.text == "<<":
                self._refuse(key.at, "a merge key (<<)", "write the keys themselves")
            else:
                pairs.append((key, value))
        return Pairs(tuple(pairs), at)

    def _refuse(self, at: Position, what: str, fix: str) -> None:
        self.findings.add("M10", f"{what} is not taken in front matter", fix, at)

    def note_syntax(self, error: Any) -> None:
        """One line for libyaml's message, with the advice that fits it."""
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read")
        at = self.at(mark) if mark else Position(self.first_line)
        advice = {
            "mapping values are not allowed": 'put a value that holds ": " in quotation marks',
            "\\t": "indent with spaces, not with tabs",
            "cannot start any token": "put a value that begins with such a character in quotation marks",
            "end of stream": "close the quotation mark or bracket",
            "undefined alias": "put a value that begins with * in quotation marks",
        }
        fix = next((fix for part, fix in advice.items() if part in said), "write key: value, lists with - below it")
        self.findings.add("M09", f"this is not YAML: {said}", fix, at)
