"""Front matter: where it stands, and how its keys become metadata by the rows of the crosswalk.

Everything known about a key (its codec, whether it is a list, which parts it has) comes from `KEYS`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.crosswalk import KEYS, CodecError, Field
from pipeline.crosswalk.codecs import nearest
from pipeline.nodes import NOWHERE, Position
from pipeline.source.findings import Findings, quoted
from pipeline.source.yaml_nodes import Broken, Items, Node, Pairs, Scalar, read_yaml

CODE_OF = {"date": "M03", "language": "M12", "url": "M15", "time": "M16", "identifier": "M18", "text": "M08"}
"""The code for a value that the codec of that name refuses; every choice of words is M14."""

_OWN = frozenset(
    ("subtitle", "embargo", "delivery", "addressee", "translation_of", "replaces", "corrects", "corrected_by")
)
_FENCE = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)


@dataclass(slots=True)
class Values:
    """What was read: `values` by field name, `at` the place of every value by its path (`parties.0.role`),
    `files` the files that records name, by path."""

    values: dict[str, Any] = field(default_factory=dict)
    at: dict[str, Position] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)


def default_fields() -> tuple[Field, ...]:
    """The rows that publisher.yaml may set: what is not required, speaks of no file, and is not one document's own."""
    return tuple(row for row in KEYS if not row.required and "file" not in row.codec.keys and row.name not in _OWN)


def split(text: str, findings: Findings) -> tuple[str | None, int]:
    """The YAML between the fences (None: there is none) and the offset at which the body begins."""
    if not re.match(r"---[ \t]*(?:\n|\Z)", text):
        at = re.search(r"^---[ \t]*$", text, re.MULTILINE)
        if at and not text[: at.start()].strip():
            findings.add(
                "M01", "there is no front matter on line 1", "delete the empty lines before ---", Position(1, 1)
            )
            return None, len(text)
        fix = "begin the file with --- on line 1, the keys (title, type, date …), and --- again"
        findings.add("M01", "there is no front matter", fix, Position(1, 1))
        return None, 0
    start = text.find("\n") + 1
    end = _FENCE.search(text, start) if start else None
    if end is None:
        findings.add("M02", "the front matter never closes", "add a line --- after its last key", Position(1, 1))
        return None, len(text)
    return text[start : end.start()], min(end.end() + 1, len(text))


def read_values(text: str, findings: Findings, rows: Iterable[Field], first_line: int) -> Values | None:
    """The values of a YAML text by the given rows; None when the YAML itself cannot be read."""
    root = read_yaml(text, findings, first_line)
    if root is None:
        return None
    result = Values()
    known = {row.name: row for row in rows}
    for key, node in _unique(root, findings, ""):
        row = known.get(key.text)
        if row is None:
            _unknown(key, known, findings, "")
            continue
        result.at[row.name] = node.at if not isinstance(node, Scalar) or node.text else key.at
        value = _Reader(findings, result, row).value(node)
        if value is None:
            result.refused.add(row.name)
        else:
            result.values[row.name] = value
    return result


def _unique(mapping: Pairs, findings: Findings, path: str) -> Iterable[tuple[Scalar, Node]]:
    seen: dict[str, Position] = {}
    for key, node in mapping.pairs:
        if key.text in seen:
            line = seen[key.text].line
            findings.add("M05", f"stands twice, on line {line} already", "keep one", key.at, path + key.text)
            continue
        seen[key.text] = key.at
        yield key, node


def _unknown(key: Scalar, known: Mapping[str, Any], findings: Findings, path: str) -> None:
    names = tuple(known)
    if any(row.name == key.text for row in KEYS):
        fix = "write it in the front matter of the document"
        findings.add("M04", "is no default for every publication", fix, key.at, path + key.text)
        return
    close = nearest(key.text.replace("-", "_"), names)
    if close in names:
        fix = f"write {close}"
    else:
        fix = f"delete it, or write {close}" if len(names) < 9 else "delete it: docs/source-format.md lists the keys"
    findings.add("M04", "is not a key that is known here", fix, key.at, path + key.text)


class _Reader:
    """Reads the value of one row; what is wrong is noted, and the answer is None."""

    def __init__(self, findings: Findings, result: Values, row: Field) -> None:
        self.findings = findings
        self.result = result
        self.row = row

    def value(self, node: Node) -> Any:
        name = self.row.name
        if isinstance(node, Broken):
            return None
        if self._empty(node, name):
            return None
        if not self.row.many:
            return self._one(node, name)
        if not isinstance(node, Items):
            shown = self._as_item(node)
            self.findings.add("M07", "must be a list", f"write it below the key, as a line - {shown}", node.at, name)
            return None
        items = [self._one(item, f"{name}.{index}") for index, item in enumerate(node.items)]
        return None if None in items else tuple(items)

    def _as_item(self, node: Node) -> str:
        if isinstance(node, Scalar):
            shown = node.text if len(node.text) <= 40 else "…"
            first, *more = self.row.codec.required_keys or ("",)
            parts = [f"{first}: {shown}", *(f"{key}: …" for key in more)]
            return "{" + ", ".join(parts) + "}" if first else shown
        return f"{node.pairs[0][0].text}: …" if isinstance(node, Pairs) and node.pairs else "…"

    def _empty(self, node: Node, path: str) -> bool:
        empty = (
            (isinstance(node, Scalar) and node.empty)
            or (isinstance(node, Items) and not node.items)
            or (isinstance(node, Pairs) and not node.pairs)
        )
        if empty:
            at = self.result.at.get(path, node.at)
            self.findings.add("M08", "is empty", "write a value, or delete the line", at, path)
        return empty

    def _one(self, node: Node, path: str) -> Any:
        self.result.at.setdefault(path, node.at)
        if isinstance(node, Broken) or self._empty(node, path):
            return None
        if self.row.codec.keys:
            return self._record(node, path)
        if not isinstance(node, Scalar):
            what = "a list" if isinstance(node, Items) else "keys of its own"
            last = path.rsplit(".", 1)[-1]
            fix = f"write one text on the line: {'- …' if last.isdigit() else last + ': …'}"
            self.findings.add("M07", f"must be a text, not {what}", fix, node.at, path)
            return None
        return self._decoded(node, path)

    def _decoded(self, node: Scalar, path: str) -> Any:
        try:
            return self.row.codec.decode(node.text)
        except CodecError as error:
            code = CODE_OF.get(self.row.codec.name, "M14")
            self.findings.add(code, f"{quoted(node.text)} {error}", error.fix, node.at, path)
            return None

    def _record(self, node: Node, path: str) -> Any:
        codec = self.row.codec
        if not isinstance(node, Pairs):
            shown = node.text if isinstance(node, Scalar) else "…"
            fix = f"write it with keys: {codec.required_keys[0]}: {shown}"
            self.findings.add("M07", "must have keys of its own", fix, node.at, path)
            return None
        texts, sound = self._parts(node, path)
        if "file" in texts:  # looked at even where the rest of the record is wrong
            self.result.files[f"{path}.file"] = texts["file"]
        while True:
            try:
                value = codec.decode(json.dumps(texts, ensure_ascii=False))
                return value if sound else None
            except CodecError as error:
                sound = False
                at = self.result.at.get(f"{path}.{error.key}", node.at)
                if error.key in texts:
                    said = f"{quoted(texts.pop(error.key))} {error}"
                    self.findings.add("M14", said, error.fix, at, f"{path}.{error.key}")
                else:
                    if f"{path}.{error.key}" not in self.result.at:  # else it is there, and noted as empty
                        self.findings.add("M06", str(error), error.fix, at, path)
                    texts[error.key] = "…"

    def _parts(self, node: Pairs, path: str) -> tuple[dict[str, str], bool]:
        """The texts of a record by key, and whether nothing was wrong with them."""
        texts: dict[str, str] = {}
        before = len(self.findings.problems)
        for key, value in _unique(node, self.findings, f"{path}."):
            here = f"{path}.{key.text}"
            if key.text not in self.row.codec.keys:
                _unknown(key, dict.fromkeys(self.row.codec.keys), self.findings, f"{path}.")
                continue
            self.result.at[here] = value.at if not isinstance(value, Scalar) or value.text else key.at
            if isinstance(value, Broken) or self._empty(value, here):
                continue
            if isinstance(value, Scalar):
                texts[key.text] = value.text
            elif key.text in self.row.codec.lists and isinstance(value, Items) and _are_words(value):
                texts[key.text] = " ".join(item.text for item in value.items if isinstance(item, Scalar))
            else:
                self.findings.add("M07", "must be a text", f"write {key.text}: …", value.at, here)
        return texts, len(self.findings.problems) == before


def _are_words(node: Items) -> bool:
    return all(isinstance(item, Scalar) and item.text and not item.empty for item in node.items)


def place(values: Values, name: str) -> Position:
    """Where the value of a field stands; nowhere when it is not in the file."""
    return values.at.get(name, NOWHERE)
