"""A document: its metadata, its text, its notes and pictures, and the questions one may ask of it.

Frozen values only; nothing here reads, writes or knows a template. The reader (`pipeline.source`) makes a
`Document`, and every edition writes one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pipeline.nodes import NOWHERE, Block, Code, CodeBlock, Heading, Position, Text, walk
from pipeline.scripts import HAN, script

# ------------------------------------------------------------------ the whole


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its number in order of the first call (from 1), its blocks, and how often it is called."""

    number: int
    blocks: tuple[Block, ...]
    calls: int = 1
    position: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Party:
    """A person or body with a part in the document. All but `name` may be empty; roles: see the crosswalk.

    `since`: the day on which it joined, for one that did so after the date of issue: outside the authentic text.
    """

    name: str
    role: str = ""
    office: str = ""
    organisation: str = ""
    country: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Emblem:
    """A coat of arms, flag or logo for the letterhead: `file` is the key of an `Asset`."""

    file: str
    alt: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A corrigendum: its document symbol, and as far as they are known its date (ISO 8601) and the ids of the
    paragraphs that it corrects."""

    identifier: str
    date: str = ""
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another language version of a document: its language, its title, and its editions' file name without suffix."""

    language: str
    title: str
    file: str


@dataclass(frozen=True, slots=True)
class Asset:
    """A picture's file: bytes, media type (image/png, image/jpeg, image/svg+xml), size in CSS px (1/96 inch)."""

    name: str
    media_type: str
    data: bytes = field(repr=False)
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that an edition carries (ISO 19005-3, 6.8); `relation`: Source, Data or Supplement (ISO 32000-2, 7.11.3).

    `name` may have folders (`source/visit/text.en.md`), `about` says in English what the file is.
    """

    name: str
    media_type: str
    data: bytes = field(repr=False)
    relation: str = "Data"
    about: str = ""


class Metadata(Mapping[str, Any]):
    """The metadata of a document: one value for each row of the crosswalk, also as attributes.

    A field of many values holds a tuple; an absent field of one value holds None. It is built by
    `crosswalk.metadata`, so that a new field is one row there and nothing here. The annotations below are
    for the type checker only, for the fields that the engine itself speaks of by name.
    """

    __slots__ = ("_values",)

    title: str
    type: str
    date: date
    language: str
    identifier: str
    place: str | None
    parties: tuple[Party, ...]
    publisher: str | None
    subjects: tuple[str, ...]
    description: str | None
    version: str
    status: str
    embargo: datetime | None
    emblems: tuple[Emblem, ...]
    numbering: str
    venue: str | None
    delivery: str | None
    addressee: tuple[str, ...]
    distribution: str | None
    original_language: str | None
    corrects: str | None
    corrected_by: tuple[Correction, ...]
    authentic_languages: tuple[str, ...]
    translation_of: str | None
    translations: tuple[Sibling, ...]
    order: str | None

    def __init__(self, values: Mapping[str, Any]) -> None:
        object.__setattr__(self, "_values", dict(values))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # while a copy is being unpickled there are no values yet
            raise AttributeError(name)
        try:
            return self._values[name]
        except KeyError:
            raise AttributeError(f"there is no metadata field {name!r}") from None

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"metadata is frozen: {name}")

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Metadata({self._values!r})"

    def __hash__(self) -> int:
        return hash(tuple(self._values.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        return (Metadata, (self._values,))


@dataclass(frozen=True, slots=True)
class Document:
    """One language version of a publication: all that an edition needs of the source.

    `name` is the publication's (its folder), `file` the source file as messages name it, `source` its bytes.
    `attachments`: what the edition that carries files is to carry; the builder puts them there.
    """

    name: str
    metadata: Metadata
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    assets: Mapping[str, Asset] = field(default_factory=dict)
    file: str = ""
    source: bytes = field(default=b"", repr=False)
    attachments: tuple[Attachment, ...] = field(default=(), repr=False)

    @property
    def stem(self) -> str:
        """File name of every edition, without its suffix: `<publication>.<language>`."""
        return f"{self.name}.{self.metadata.language}"

    @property
    def sibling(self) -> Sibling:
        """What the other language versions know of this one."""
        return Sibling(self.metadata.language, self.metadata.title, self.stem)


# ------------------------------------------------------------------ questions about a document


def headings(document: Document) -> tuple[Heading, ...]:
    """All headings of the body, in order, wherever they stand."""
    return tuple(node for node in walk(document.blocks) if isinstance(node, Heading))


def is_embargoed(status: str, embargo: datetime | None, now: datetime) -> bool:
    """Whether nothing may make a text public yet: before its embargo ends, or where no end of it is known.

    `now` has a zone. The answer is the same whatever else the status says: a draft may be under an embargo too.
    """
    return status == "embargoed" if embargo is None else now < embargo


LONG = 12_000
"""Characters of text (some five printed pages) from which a document with headings gets a table of contents."""


def has_contents(document: Document) -> bool:
    """Whether the editions open with a table of contents: a long text with at least three headings."""
    if len(headings(document)) < 3:
        return False
    length = sum(len(node.text) for node in walk(document.blocks) if isinstance(node, Text))
    # Ideographs say about three times as much to the character as letters do.
    return length * (3 if script(document.metadata.language) in HAN else 1) >= LONG


def text_in_other_languages(blocks: Iterable[tuple[Block, ...]], language: str) -> dict[str, str]:
    """The text of the parts that name another language than the document's, by language."""
    found: dict[str, list[str]] = {}
    for node in (node for part in blocks for node in walk(part)):
        other = getattr(getattr(node, "attributes", None), "language", "")
        if other and other != language:
            inside = (one.text for one in walk(node) if isinstance(one, Text | Code | CodeBlock))
            found.setdefault(other, []).extend(inside)
    return {other: "".join(found[other]) for other in sorted(found)}


def other_languages(document: Document) -> dict[str, str]:
    """The text of a document in each of the languages that its parts name, beside its own."""
    blocks = (document.blocks, *(note.blocks for note in document.notes))
    return text_in_other_languages(blocks, document.metadata.language)
