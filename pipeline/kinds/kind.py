"""A kind of document, and the words that its file may use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.crosswalk.roles import BY_ROLE, PLACES
from pipeline.tags import FALLBACK, fallbacks, is_foreign
from pipeline.words import Words

HEADINGS = ("part", "chapter", "section", "article")
"""What a heading can be where articles are numbered, from the outside inwards."""

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
SIGNING = ("party", "signatory")

BODIES = ("text", "sections", "clauses", "articles", "letter", "note-verbale", "corrections")
"""What `chancery new` begins the text of a kind with."""

PARTIES = "parties"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document (templates/kinds/<name>.yaml).

    `labels`: its name by language; `required`: what this kind cannot do without: for each need the keys of the front
    matter of which one must be there; `parties.author` is a party of that role.
    `letterhead`: the roles whose parties head the first page; `title_block`: its slots (SLOTS), in order;
    `numbering`: the default of that field; `headings`: what headings of a level are where articles are numbered;
    `schema`: the type in schema.org; `authentic_clause`: the text ends with a clause on its authentic languages.
    `byline`: the roles whose parties stand below the title; `closing`: what follows the text, in order: roles, and
    `signatures` for blocks to sign; `order`: in which order these name their parties. A role that none of the three
    holds is where the role itself says. `weekday`: its date of issue names the day of the
    week. `body`: what `chancery new` begins the text with (BODIES).
    """

    name: str
    labels: Mapping[str, str]
    required: tuple[tuple[str, ...], ...] = ()
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
    body: str = "text"

    def label(self, language: str) -> str:
        """Its name in a language, or in the nearest that there is."""
        tag = next(tag for tag in fallbacks(language) if tag in self.labels)
        return Words([(FALLBACK, self.labels[tag])]) if is_foreign(tag, language) else self.labels[tag]

    @property
    def hides(self) -> tuple[str, ...]:
        """The fields that its title block has no slot for, in the order of SLOTS."""
        return tuple(name for slot, names in SLOTS.items() if slot not in self.title_block for name in names)

    def place(self, role: str) -> str:
        """Where an edition names the parties of a role: one of PLACES.

        What a title block has no slot for follows the text: nobody is left out.
        """
        place = next((name for name in PLACES if role in getattr(self, name)), BY_ROLE[role].place)
        return place if place in self.title_block else "closing"

    def shown(self, place: str) -> tuple[str, ...]:
        """The roles that it names itself for a place, `signatures` as the roles that sign."""
        roles: tuple[str, ...] = getattr(self, place)
        return tuple(role for entry in roles for role in (SIGNING if entry == SIGNATURES else (entry,)))

    def missing(self, values: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
        """The needs that nothing in the values of a front matter meets."""
        return tuple(need for need in self.required if not any(_is_given(one, values) for one in need))


def named(need: str) -> tuple[str, str]:
    """`parties.author` -> the key `parties` and the role `author`; the role of another key is empty."""
    key, _, role = need.partition(".")
    return key, role


def _is_given(need: str, values: Mapping[str, Any]) -> bool:
    key, role = named(need)
    if role:
        return any(party.role == role for party in values.get(key, ()))
    return bool(values.get(key))
