"""The house: what the publisher owns and edits (templates, styles, fonts, kinds, strings), found file by file.

A press may have a `templates/` folder of its own; what it lacks comes from the templates that ship with the
engine. A house is read-only and cheap to make: files are read when they are asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.crosswalk import BY_NAME
from pipeline.crosswalk.codecs import ROLES
from pipeline.crosswalk.fields import NUMBERINGS
from pipeline.crosswalk.roles import BY_ROLE, ORDERS, PLACES
from pipeline.fonts import Face, ranges
from pipeline.problems import Problem, PublishingError

HEADINGS = ("part", "chapter", "section", "article")
"""What a heading can be where articles are numbered, from the outside inwards."""


def built_in() -> Path:
    """The folder of the templates that ship with the engine: inside the package, or beside it in a checkout."""
    here = Path(__file__).resolve().parent
    inside = here / "templates"
    return inside if inside.is_dir() else here.parent / "templates"


SLOTS: Mapping[str, tuple[str, ...]] = {
    "status": (),
    "letterhead": ("emblems",),
    "symbol": ("distribution", "original_language"),
    "session": ("session", "agenda_item"),
    "date_and_place": ("venue",),
    "reference": (),
    "addressee": ("addressee",),
    "delivery": ("delivery",),
    "kind": (),
    "title": (),
    "subtitle": ("subtitle",),
    "byline": (),
    "corrects": ("corrects",),
    "event": ("event",),
}
"""What a title block can hold, and the metadata fields that are shown there and nowhere else in the title block."""

TITLE_BLOCK = (
    "status", "letterhead", "symbol", "session", "kind", "title", "subtitle", "byline", "corrects",
    "date_and_place",
)  # fmt: skip
"""The title block of a kind that names none of its own. The event stands in its imprint."""

SIGNATURES = "signatures"
"""What a kind's closing calls blocks to sign: those of its parties and signatories."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document (templates/kinds/<name>.yaml).

    `labels`: its name by language; `required`: front-matter keys that this kind cannot do without;
    `letterhead`: the roles whose parties head the first page; `title_block`: its slots (SLOTS), in order;
    `numbering`: the default of that field; `headings`: what headings of a level are where articles are numbered;
    `schema`: the type in schema.org; `authentic_clause`: the text ends with a clause on its authentic languages.
    `byline`: the roles whose parties stand below the title; `closing`: what follows the text, in order: roles, and
    `signatures` for blocks to sign; `order`: in which order these name their parties; `weekday`: the
    date of issue names the day of the week. A role that none of the three
    holds is where the role itself says.
    """

    name: str
    labels: Mapping[str, str]
    required: tuple[str, ...] = ()
    letterhead: tuple[str, ...] = ("issuer", "host", "co-host")
    title_block: tuple[str, ...] = TITLE_BLOCK
    numbering: str = "none"
    headings: Mapping[int, str] = field(default_factory=dict, hash=False)
    schema: str = "DigitalDocument"
    authentic_clause: bool = False
    byline: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    order: str = ""
    weekday: bool = False

    def label(self, language: str) -> str:
        """Its name in a language, or in the nearest that there is."""
        return next(self.labels[tag] for tag in fallbacks(language) if tag in self.labels)

    @property
    def hides(self) -> tuple[str, ...]:
        """The fields that its title block has no slot for, in the order of SLOTS."""
        return tuple(name for slot, names in SLOTS.items() if slot not in self.title_block for name in names)

    def place(self, role: str) -> str:
        """Where an edition names the parties of a role: one of PLACES."""
        return next((name for name in PLACES if role in getattr(self, name)), BY_ROLE[role].place)


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
        """The kind of that name. Raises FileNotFoundError."""
        return _kind(self.find(f"kinds/{name}.yaml"), name)

    def languages(self) -> tuple[str, ...]:
        """The languages that the interface (labels, dates) speaks."""
        return tuple(Path(name).stem for name in self.files("strings") if name.endswith(".yaml"))

    def strings(self, language: str) -> Mapping[str, Any]:
        """The labels for a language: those of the whole tag over those of the language over English."""
        known = self.languages()
        result: dict[str, Any] = {}
        for tag in reversed(fallbacks(language)):
            if tag in known:
                result = _merged(result, _yaml(self.find(f"strings/{tag}.yaml")))
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
    content = _yaml(path)
    problem = _wrong_with(content)
    if problem:
        fix = "see the kinds that ship with the press"
        raise PublishingError([Problem("B09", problem, f"templates/kinds/{path.name}", fix=fix)])
    given: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in content.items() if key != "label"
    }
    given["headings"] = {int(level): name for level, name in content.get("headings", {}).items()}
    return Kind(name, content["label"], **given)


def _wrong_with(content: Any) -> str:
    """What is wrong with the content of a kind's file; empty if it is sound."""
    if not isinstance(content, Mapping) or "en" not in (content.get("label") or {}):
        return "a kind needs a label in English: label: {en: …}"
    sound = {
        "label": lambda value: isinstance(value, Mapping),
        "required": lambda value: isinstance(value, list) and set(value) <= set(BY_NAME),
        "letterhead": lambda value: isinstance(value, list) and set(value) <= set(ROLES),
        "title_block": lambda value: isinstance(value, list) and set(value) <= set(SLOTS) and "title" in value,
        "numbering": lambda value: value in NUMBERINGS,
        "headings": lambda value: (
            isinstance(value, Mapping)
            and set(value.values()) <= set(HEADINGS)
            and set(map(str, value)) <= set("123456")
        ),
        "schema": lambda value: isinstance(value, str),
        "authentic_clause": lambda value: isinstance(value, bool),
        "byline": lambda value: isinstance(value, list) and set(value) <= set(ROLES),
        "closing": lambda value: isinstance(value, list) and set(value) <= {*ROLES, SIGNATURES},
        "order": lambda value: value in ORDERS,
        "weekday": lambda value: isinstance(value, bool),
    }
    for key, value in content.items():
        if key not in sound:
            return f'"{key}" is no key of a kind: they are {", ".join(sound)}'
        if not sound[key](value):
            return f'"{value}" cannot be the {key} of a kind'
    placed = [role for name in PLACES for role in content.get(name, ())]
    twice = next((role for role in placed if placed.count(role) > 1), "")
    return f'"{twice}" stands in two places of a kind' if twice else ""


def fallbacks(language: str) -> tuple[str, ...]:
    """The tags under which something for a language may stand, the nearest first, English last (RFC 4647, 3.4)."""
    parts = language.split("-")
    tags = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return tuple(dict.fromkeys((*tags, "en")))


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(base)
    for key, value in over.items():
        below = result.get(key)
        result[key] = _merged(below, value) if isinstance(below, Mapping) and isinstance(value, Mapping) else value
    return result
