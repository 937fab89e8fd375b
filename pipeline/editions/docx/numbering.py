"""Numbering: the lists and numbered paragraphs of one document, as definitions and instances.

ECMA-376-1, 17.9: an abstract definition says how numbers look; an instance counts, from its own start.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.editions.docx.place import Place


@dataclass(frozen=True, slots=True)
class Definition:
    """How numbers look: `bullet`, or what stands before and after a decimal number.

    `name`: says at which depth its first level stands, where that is not the outermost list; people see it too.
    """

    id: int = 0
    before: str = ""
    after: str = ""
    bullet: bool = False
    is_list: bool = True
    name: str = ""


@dataclass(frozen=True, slots=True)
class Instance:
    """A run of numbers: of which definition, at which level, from which start (None: as defined)."""

    id: int
    definition: int
    level: int = 0
    start: int | None = None


class Numbering:
    """Collects what a document's lists need while it is rendered."""

    def __init__(self) -> None:
        self.definitions: list[Definition] = []
        self.instances: list[Instance] = []
        self._known: dict[tuple[Definition, int, int], int] = {}
        self._last: dict[tuple[str, str], tuple[int, int]] = {}
        self._bullets: dict[int, int] = {}

    def bullets(self, item: Place) -> int:
        """The instance of every list without numbers whose items stand at such a place."""
        if item.above not in self._bullets:
            self._bullets[item.above] = self._instance(self._definition(Definition(bullet=True), item.above))
        return self._bullets[item.above]

    def ordered(self, start: int, delimiter: str, item: Place) -> int:
        """A new instance for one numbered list, whose items stand at such a place.

        Instances of one definition count together (17.9.1): lists that begin at another edge have one of their own,
        or a list in a quotation would disturb the one around it.
        """
        definition = self._definition(Definition(after=delimiter), item.above, item.left)
        return self._instance(definition, item.level, start)

    def paragraph(self, number: str) -> int:
        """The instance that prints this number ("12."), going on from the paragraph before where it can.

        Gives 0 for what is no decimal number with something before or after it: that is text.
        """
        match = re.fullmatch(r"([^\d%]*)([1-9]\d{0,8})([^\d%]*)", number, re.ASCII)
        if not match:
            return 0
        before, value, after = match[1], int(match[2]), match[3]
        instance, last = self._last.get((before, after), (0, 0))
        if not instance or value != last + 1:
            instance = self._instance(self._definition(Definition(before=before, after=after, is_list=False)), 0, value)
        self._last[before, after] = (instance, value)
        return instance

    def _definition(self, look: Definition, above: int = 0, edge: int = 0) -> int:
        """The definition of that look for lists of that depth and edge; its id and name are given here."""
        key = (look, above, edge)
        if key not in self._known:
            number = self._known[key] = len(self.definitions)
            name = f"Level {above + 1} and deeper, {number}" if above else ""
            self.definitions.append(replace(look, id=number, name=name))
        return self._known[key]

    def _instance(self, definition: int, level: int = 0, start: int | None = None) -> int:
        self.instances.append(Instance(len(self.instances) + 1, definition, level, start))
        return len(self.instances)
