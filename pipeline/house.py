"""The house: what the publisher owns and edits (templates, styles, fonts, kinds, strings), found file by file.

A press may have a `templates/` folder of its own; what it lacks comes from the templates that ship with the
engine. A house is read-only and cheap to make: files are read when they are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.cldr import colon, comma
from pipeline.fonts import Face, ranges
from pipeline.kinds import Kind, read_kind
from pipeline.problems import Problem, PublishingError
from pipeline.tags import FALLBACK, fallbacks, is_foreign
from pipeline.words import Words


def built_in() -> Path:
    """The folder of the templates that ship with the engine: inside the package, or beside it in a checkout."""
    here = Path(__file__).resolve().parent
    inside = here / "templates"
    return inside if inside.is_dir() else here.parent / "templates"


@dataclass(frozen=True, slots=True)
class House:
    """Template folders, the publisher's own first."""

    roots: tuple[Path, ...] = field(default_factory=lambda: (built_in(),))

    @classmethod
    def of(cls, press: Path) -> House:
        """The house of a press: its own `templates/` over the built-in ones."""
        own, shipped = (press / "templates").resolve(), built_in()
        return cls((shipped,) if own == shipped or not own.is_dir() else (own, shipped))

    def find(self, name: str) -> Path:
        """The file of that name (`docx/reference.docx`). Raises FileNotFoundError, saying where it looked."""
        for root in self.roots:
            path = root / name
            if path.is_file():
                return path
        raise FileNotFoundError(f"no template {name} in " + " or ".join(map(str, self.roots)))

    def read(self, name: str) -> bytes:
        """The bytes of a template file."""
        return self.find(name).read_bytes()

    def files(self, folder: str) -> dict[str, Path]:
        """The files that count below a folder, by their name in the house, sorted; the publisher's own win."""
        found: dict[str, Path] = {}
        for root in reversed(self.roots):
            for path in (root / folder).rglob("*"):
                if path.is_file() and not path.name.startswith("."):
                    found[path.relative_to(root).as_posix()] = path
        return dict(sorted(found.items()))

    def kinds(self) -> tuple[str, ...]:
        """The names of all kinds of document, sorted."""
        return tuple(Path(name).stem for name in self.files("kinds") if name.endswith(".yaml"))

    def kind(self, name: str) -> Kind:
        """The kind of that name. Raises FileNotFoundError; PublishingError with all that is wrong with its file."""
        return _kind(self.find(f"kinds/{name}.yaml"), name)

    def nearest_kind(self, word: str) -> str:
        """The kind whose name, or label in some language, comes nearest to a word that is no kind; or nothing."""
        from difflib import get_close_matches

        wrong = {problem.file.rpartition("/")[2].partition(".")[0] for problem in self.wrong_kinds()}
        known = {name.replace("-", " "): name for name in self.kinds()}
        for name in self.kinds():
            if name not in wrong:
                known |= {
                    label.lower(): name for label in self.kind(name).labels.values() if label.lower() not in known
                }
        word = word.lower().replace("-", " ").replace("_", " ").strip()
        close = get_close_matches(word, known, 1, 0.75) or [one for one in known if word and word in one.split()]
        return known[close[0]] if close else ""

    def wrong_kinds(self) -> tuple[Problem, ...]:
        """What is wrong with the files of all kinds, used or not."""
        found: list[Problem] = []
        for name in self.kinds():
            try:
                self.kind(name)
            except PublishingError as error:
                found += error.problems
        return tuple(found)

    def languages(self) -> tuple[str, ...]:
        """The languages that the interface (labels, dates) speaks."""
        return tuple(Path(name).stem for name in self.files("strings") if name.endswith(".yaml"))

    def strings(self, language: str) -> Mapping[str, Any]:
        """The labels for a language: those of the whole tag over those of the language over English.

        Those that come in English for want of others are `Words` that know it.
        """
        known = self.languages()
        result: dict[str, Any] = {}
        for tag in reversed(fallbacks(language)):
            if tag in known:
                path = self.find(f"strings/{tag}.yaml")
                result = _merged(result, _foreign(path, language) if is_foreign(tag, language) else _yaml(path))
        return result

    def faces(self) -> tuple[Face, ...]:
        """The press's own fonts, in the order in which a missing character falls through them."""
        return _faces(self)


@cache
def _faces(house: House) -> tuple[Face, ...]:
    """The families of fonts.yaml, then those in folders of their own (`fonts/<folder>/family.yaml`)."""
    faces: list[Face] = []
    for family in _yaml(house.find("fonts/fonts.yaml"))["families"]:
        faces += _family(house, family, "fonts")
    for name in house.files("fonts"):
        if name.endswith("/family.yaml"):
            faces += _family(house, _yaml(house.find(name)), name.rpartition("/")[0])
    return tuple(faces)


def _family(house: House, family: Mapping[str, Any], folder: str) -> list[Face]:
    return [
        Face(
            family["name"],
            house.find(f"{folder}/{face['file']}"),
            int(face.get("weight", 400)),
            face.get("style", "normal"),
            family.get("role", ""),
            ranges(str(family.get("ranges", ""))),
            tuple(family.get("scripts", ())),
            bool(family.get("leads", False)),
        )
        for face in family["faces"]
    ]


@cache
def _yaml(path: Path) -> Any:
    import yaml

    return yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)


@cache
def _kind(path: Path, name: str) -> Kind:
    return read_kind(path.read_bytes(), name, f"templates/kinds/{path.name}")


@cache
def _foreign(path: Path, language: str) -> Any:
    """The labels in a file for a text in another language."""
    return _spoken(_yaml(path), language)


def _spoken(value: Any, language: str) -> Any:
    """Labels in the language of those that others lack; what has no letters has the punctuation of the text."""
    if isinstance(value, Mapping):
        return {key: _spoken(inner, language) for key, inner in value.items()}
    if not isinstance(value, str):
        return value
    if re.search(r"\w", re.sub(r"\{\w+\}", "", value)):
        return Words([(FALLBACK, value)])
    return value.replace(", ", comma(language)).replace(": ", colon(language))


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(base)
    for key, value in over.items():
        below = result.get(key)
        result[key] = _merged(below, value) if isinstance(below, Mapping) and isinstance(value, Mapping) else value
    return result
