"""The font case: which fonts there are beyond those of the house, and for which languages (fonts/catalogue.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pipeline.fonts import ranges
from pipeline.house import House
from pipeline.scripts import HAN, script


@dataclass(frozen=True, slots=True)
class Entry:
    """One family of the catalogue. `about`: whose letters it has, in English; `files`: name in the package, SHA-256."""

    name: str
    about: str
    script: str
    package: str
    version: str
    licence: str
    files: Mapping[str, str] = field(hash=False)
    ranges: str = ""
    also: tuple[str, ...] = ()
    leads: bool = False

    @property
    def folder(self) -> str:
        """The folder of its own below fonts/."""
        return self.name.lower().replace(" ", "-")

    @property
    def word(self) -> str:
        """What `chancery fonts add` calls it by: a language where one stands for the script, else the script."""
        return {"Jpan": "ja", "Kore": "ko", "Hant": "zh-Hant"}.get(self.script, self.script)


def catalogue(house: House) -> tuple[Entry, ...]:
    """All families that can be had."""
    return _catalogue(house.find("fonts/catalogue.yaml"))


@cache
def _catalogue(path: Path) -> tuple[Entry, ...]:
    import yaml

    content = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    return tuple(Entry(**{**row, "also": tuple(row.get("also", ()))}) for row in content["fonts"])


def entry_for(house: House, wanted: str) -> Entry | None:
    """The family for a language, a script or a family's name."""
    code = wanted if len(wanted) == 4 and wanted.isalpha() else script(wanted)
    for entry in catalogue(house):
        if wanted.casefold() == entry.name.casefold() or code.title() in (entry.script, *entry.also):
            return entry
    return None


def comes_along(house: House, wanted: str) -> bool:
    """Whether a family of the house is there for a language or a script."""
    code = wanted.title() if len(wanted) == 4 and wanted.isalpha() else script(wanted)
    return any(code in face.scripts for face in house.faces())


def entry_with(house: House, char: str, language: str) -> Entry | None:
    """The family that is there for a character; where several are, the one for the language."""
    code = script(language)
    found = [
        entry for entry in catalogue(house) if any(first <= ord(char) <= last for first, last in ranges(entry.ranges))
    ]
    return next((entry for entry in found if code in (entry.script, *entry.also)), found[0] if found else None)


def stands_in(house: House, language: str, text: str) -> Entry | None:
    """The family that a text in this language should be set in, where another family that the house has sets it.

    Ideographs of Japanese, Korean and traditional Chinese look otherwise than those of simplified Chinese.
    """
    code = script(language)
    if code not in HAN or any(code in face.scripts for face in house.faces()):
        return None
    entry = entry_for(house, code)
    return entry if entry and any(char >= "\u2e80" for char in text) else None
