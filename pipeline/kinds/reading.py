"""A file of templates/kinds to a kind, or to all that is wrong with it, each at its line and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from pipeline.crosswalk import KEYS, CodecError
from pipeline.crosswalk.codecs import LANGUAGE, ROLES, nearest
from pipeline.crosswalk.fields import NUMBERINGS
from pipeline.crosswalk.roles import ORDERS, PLACES
from pipeline.kinds.kind import BODIES, HEADINGS, PARTIES, SIGNATURES, SIGNING, SLOTS, TITLE_BLOCK, Kind, named
from pipeline.problems import Problem, PublishingError

if TYPE_CHECKING:
    from yaml import MappingNode, Mark

Node: TypeAlias = Any
"""A node of YAML, with the place where it stands."""

CODE = "B09"
LABEL = "write label: {en: …}, its name in English, which stands in for every other language"
_LIST = "write a list in brackets: "


def read_kind(data: bytes, name: str, file: str) -> Kind:
    """The kind that the bytes of a file describe; `file` is how messages name it.

    Raises PublishingError with every problem of the file.
    """
    reader = _Reader(file)
    values = reader.values(data)
    if reader.problems:
        raise PublishingError(sorted(reader.problems, key=lambda problem: (problem.line, problem.column)))
    return Kind(name, values.pop("label"), **values)


class _Reader:
    """Reads one file; what is wrong is noted, and what is read of it then counts for nothing."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.places: dict[str, tuple[str, Mark]] = {}

    def note(self, message: str, fix: str, mark: Mark | None, key: str = "") -> None:
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        self.problems.append(Problem(CODE, message, self.file, line, column, key, fix))

    def values(self, data: bytes) -> dict[str, Any]:
        root = self._root(data)
        if root is None:
            return {}
        result: dict[str, Any] = {}
        seen: dict[str, Any] = {}
        for key, node in root.value:
            word = str(key.value)
            if word in seen:
                line = seen[word].start_mark.line + 1
                self.note(f"stands on line {line} already", "keep one of them", key.start_mark, word)
            elif word not in _READ:
                fix = f"write {nearest(word, tuple(_READ))}"
                self.note(f'"{word}" is no key of a kind', fix, key.start_mark)
            else:
                result[word] = _READ[word](self, node, word)
            seen.setdefault(word, key)
        if "label" not in seen:
            self.note("a kind needs a label in English", LABEL, root.start_mark, "label")
        self._fits(result, seen)
        return result

    def _root(self, data: bytes) -> MappingNode | None:
        """The mapping of the file; None, noted, where it holds none."""
        import yaml

        try:
            node = yaml.compose(data, Loader=yaml.CSafeLoader)
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read")
            self.note(f"this is not YAML: {said}", "write key: value", getattr(error, "problem_mark", None))
            return None
        if isinstance(node, yaml.MappingNode):
            return node
        self.note("a kind needs a label in English", LABEL, node.start_mark if node else None, "label")
        return None

    # -------------------------------------------------------------- one value

    def text(self, node: Node, key: str) -> str:
        """A word or a text; empty, noted, where it is none."""
        if node.id == "scalar" and str(node.value).strip():
            return str(node.value)
        self.note("must be one text", f"write {key.rpartition('.')[2]}: …", node.start_mark, key)
        return ""

    def word(self, node: Node, key: str, known: tuple[str, ...], what: str) -> str:
        """One of a few words."""
        said = self.text(node, key)
        if said and said not in known:
            self.note(f'"{said}" is no {what}', f"write {nearest(said, known)}", node.start_mark, key)
        return said

    def items(self, node: Node, key: str, example: str) -> list[Node]:
        """The members of a list."""
        if node.id == "sequence":
            return list(node.value)
        self.note("must be a list", f"{_LIST}{key}: {example}", node.start_mark, key)
        return []

    def pairs(self, node: Node, key: str, example: str) -> Iterator[tuple[Node, Node]]:
        """The keys and values of a mapping, each key once."""
        if node.id != "mapping":
            self.note("must have keys of its own", f"write {key}: {example}", node.start_mark, key)
            return
        seen: set[str] = set()
        for name, value in node.value:
            if name.value in seen:
                self.note("stands twice", "keep one of them", name.start_mark, f"{key}.{name.value}")
            else:
                yield name, value
            seen.add(name.value)

    # -------------------------------------------------------------- the keys

    def label(self, node: Node, key: str) -> Mapping[str, str]:
        found = {}
        for name, value in self.pairs(node, key, "{en: …}"):
            try:
                LANGUAGE.decode(name.value)
            except CodecError as error:
                self.note(f'"{name.value}" {error}', error.fix, name.start_mark, key)
            found[name.value] = self.text(value, f"{key}.{name.value}")
        if "en" not in found and node.id == "mapping":
            self.note("a kind needs a label in English", LABEL, node.start_mark, key)
        return found

    def required(self, node: Node, key: str) -> tuple[tuple[str, ...], ...]:
        members = self.items(node, key, "[place, parties.author]")
        return tuple(
            tuple(self.need(inner, key) for inner in (one.value if one.id == "sequence" else [one])) for one in members
        )

    def need(self, node: Node, key: str) -> str:
        """A key of the front matter, or a role of its parties."""
        said = self.text(node, key)
        name, role = named(said)
        keys = tuple(row.name for row in KEYS)
        if said and name not in keys:
            fix = f"write {nearest(name, keys)}" if name not in ROLES else f"write parties.{name}"
            self.note(f'"{name}" is no key of the front matter', fix, node.start_mark, key)
        elif role and (name != PARTIES or role not in ROLES):
            fix = f"write parties.{nearest(role, ROLES)}" if name == PARTIES else f"write {name}"
            self.note(f'"{said}" is no role of a party', fix.replace("parties.one of", "one of"), node.start_mark, key)
        return said

    def roles(self, node: Node, key: str) -> tuple[str, ...]:
        """Roles of parties, each in one place of the kind only; in a closing also blocks to sign."""
        known = (*ROLES, SIGNATURES) if key == "closing" else ROLES
        found = []
        for one in self.items(node, key, f"[{ROLES[0]}]"):
            said = self.word(one, key, known, "role of a party")
            for role in (said, *SIGNING) if said == SIGNATURES else (said,):
                if said in known and role in self.places:
                    place, mark = self.places[role]
                    where = f"in {place} on line {mark.line + 1} already"
                    self.note(f'"{role}" stands {where}', "keep it in one place", one.start_mark, key)
                    break
                self.places[role] = (key, one.start_mark)
            found.append(said)
        return tuple(found)

    def title_block(self, node: Node, key: str) -> tuple[str, ...]:
        found: list[str] = []
        for one in self.items(node, key, "[" + ", ".join(TITLE_BLOCK) + "]"):
            said = self.word(one, key, tuple(SLOTS), "slot of a title block")
            if said and said in found:
                self.note(f'"{said}" stands twice', "keep one of them", one.start_mark, key)
            found.append(said)
        if "title" not in found and node.id == "sequence":
            self.note("has no title", "add the slot title", node.start_mark, key)
        return tuple(found)

    def headings(self, node: Node, key: str) -> Mapping[int, str]:
        found = {}
        for level, value in self.pairs(node, key, "{1: part, 2: article}"):
            if not re.fullmatch("[1-6]", level.value):
                self.note(f'"{level.value}" is no level of a heading', "write 1 to 6", level.start_mark, key)
                continue
            found[int(level.value)] = self.word(value, f"{key}.{level.value}", HEADINGS, "heading of a treaty")
        return found

    def flag(self, node: Node, key: str) -> bool:
        return self.word(node, key, ("true", "false"), "truth value") == "true"

    def _fits(self, found: Mapping[str, Any], keys: Mapping[str, Any]) -> None:
        """Whoever is to be named at the head or below the title has a slot there."""
        slots = found.get("title_block", TITLE_BLOCK)
        for place in PLACES[:2]:
            if found.get(place) and place not in slots:
                message = "names roles, but the title block has no slot for them"
                fix = f"add {place} to title_block, or move the roles to closing"
                self.note(message, fix, keys[place].start_mark, place)


def _choice(known: tuple[str, ...], what: str) -> Callable[[_Reader, Any, str], str]:
    return lambda reader, node, key: reader.word(node, key, known, what)


_READ: Mapping[str, Callable[[_Reader, Any, str], Any]] = {
    "label": _Reader.label,
    "required": _Reader.required,
    "letterhead": _Reader.roles,
    "title_block": _Reader.title_block,
    "numbering": _choice(NUMBERINGS, "numbering"),
    "headings": _Reader.headings,
    "schema": _Reader.text,
    "authentic_clause": _Reader.flag,
    "byline": _Reader.roles,
    "closing": _Reader.roles,
    "order": _choice(ORDERS, "order"),
    "weekday": _Reader.flag,
    "body": _choice(BODIES, "beginning of a text"),
}
"""The keys of a kind, and what reads each."""
