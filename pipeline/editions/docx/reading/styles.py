"""Paragraph styles as Word resolves them: what a style does not say, the one it is based on says (17.7.4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.editions.docx.reading.package import WORD, value


@dataclass(frozen=True, slots=True)
class Style:
    """`name` in lower case; `level` of a heading, or 0; `list` and `depth`: the numbering that it brings along."""

    name: str = ""
    level: int = 0
    list: str = ""
    depth: str = ""


class Styles:
    """The styles of a document. `characters`: the names of those of characters, by id.

    `language`: its defaults for the kinds of script by attribute (17.3.2.20).
    """

    def __init__(self, root: Any) -> None:
        self._nodes = {value(node, "styleId"): node for node in root.iterchildren(f"{WORD}style")}
        self._known: dict[str, Style] = {}
        self._default = next((name for name, node in self._nodes.items() if _is_default(node)), "")
        self.characters = {
            name: value(node.find(f"{WORD}name")).casefold()
            for name, node in self._nodes.items()
            if value(node, "type") == "character"
        }
        language = root.find(f"{WORD}docDefaults/{WORD}rPrDefault/{WORD}rPr/{WORD}lang")
        self.language = {name: value(language, name) for name in ("val", "eastAsia", "bidi")}

    def of(self, paragraph: Any) -> Style:
        """The style of a paragraph: the default one where it names none, or one that is not there (17.3.1.27)."""
        name = value(paragraph.find(f"{WORD}pPr/{WORD}pStyle"))
        name = name if name in self._nodes else self._default
        if name not in self._known:
            self._known[name] = self._resolved(name)
        return self._known[name]

    def is_label(self, run: Any) -> bool:
        """Whether a run is a label of the imprint."""
        return self.characters.get(value(run.find(f"{WORD}rPr/{WORD}rStyle"))) == "label"

    def _resolved(self, identifier: str) -> Style:
        chain = list(self._chain(identifier))
        if not chain:
            return Style()
        outline = _first(chain, f"{WORD}pPr/{WORD}outlineLvl")
        numbering = f"{WORD}pPr/{WORD}numPr"
        return Style(
            value(chain[0].find(f"{WORD}name")).casefold(),
            int(outline) + 1 if outline in set("012345678") else 0,
            _first(chain, f"{numbering}/{WORD}numId"),
            _first(chain, f"{numbering}/{WORD}ilvl"),
        )

    def _chain(self, identifier: str) -> Iterator[Any]:
        """A style and those that it is based on, nearest first."""
        seen: set[str] = set()
        while identifier in self._nodes and identifier not in seen:
            seen.add(identifier)
            yield self._nodes[identifier]
            identifier = value(self._nodes[identifier].find(f"{WORD}basedOn"))


def _is_default(node: Any) -> bool:
    return value(node, "type") == "paragraph" and value(node, "default") in ("1", "true", "on")


def _first(chain: list[Any], path: str) -> str:
    return next((value(found) for node in chain if (found := node.find(path)) is not None), "")
