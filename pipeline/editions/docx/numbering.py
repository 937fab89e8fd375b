"""Numbering: the lists and numbered paragraphs of one document, as definitions and instances.

ECMA-376-1, 17.9: an abstract definition says how numbers look; an instance counts, from its own start.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Definition:
    """How numbers look: `bullet`, or what stands before and after a decimal number. `step`: for list levels."""

    id: int
    before: str = ""
    after: str = ""
    bullet: bool = False
    is_list: bool = True


@dataclass(frozen=True, slots=True)
class Instance:
    """A run of numbers: of which definition, at which level, from which start (0: as defined)."""

    id: int
    definition: int
    level: int = 0
    start: int = 0


class Numbering:
    """Collects what a document's lists need while it is rendered."""

    def __init__(self) -> None:
        self.definitions: list[Definition] = []
        self.instances: list[Instance] = []
        self._known: dict[tuple[str, str, bool, bool], int] = {}
        self._last: dict[tuple[str, str], tuple[int, int]] = {}
        self._bullets = 0

    def bullets(self) -> int:
        """The instance of every list without numbers."""
        if not self._bullets:
            self._bullets = self._instance(self._definition(bullet=True))
        return self._bullets

    def ordered(self, start: int, delimiter: str, level: int) -> int:
        """A new instance for one numbered list."""
        return self._instance(self._definition(after=delimiter), level, start)

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
            instance = self._instance(self._definition(before, after, is_list=False), 0, value)
        self._last[before, after] = (instance, value)
        return instance

    def _definition(self, before: str = "", after: str = "", bullet: bool = False, is_list: bool = True) -> int:
        key = (before, after, bullet, is_list)
        if key not in self._known:
            self._known[key] = len(self.definitions)
            self.definitions.append(Definition(len(self.definitions), before, after, bullet, is_list))
        return self._known[key]

    def _instance(self, definition: int, level: int = 0, start: int = 0) -> int:
        self.instances.append(Instance(len(self.instances) + 1, definition, level, start))
        return len(self.instances)
