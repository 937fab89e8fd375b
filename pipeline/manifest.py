"""The manifest: the record of what a build made, from what, with what. One for each publication.

It is deterministic: the same sources, templates and tools give the same bytes, in any folder and at any time.
On disk it is JSON for people (UTF-8, keys sorted by UTF-16 code units, two spaces, a newline at the end); its digest
is taken over the canonical form of RFC 8785, so that white space does not count. Its schema: docs/schemas.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

FORMAT = 3
"""The version of this format. A manifest of another version is no record: everything is built again."""

NAME = "manifest.json"
LARGEST = 2**53 - 1
"""The largest whole number that every program holds exactly (RFC 8785, 3.2.2.3; RFC 7493, 2.2)."""

NEEDED = ("title", "type", "identifier", "date", "language", "version", "status")
"""What is said of every document."""
MAPS = ("sources", "templates", "fonts", "tools", "libraries")


@dataclass(frozen=True, slots=True)
class Record:
    """One edition: its file beside the manifest, what it is, its size and sha-256, the source it was made from.

    `key` is a digest over all that the edition depends on: while it stays the same, the edition is up to date.
    `checked`: whether the gate and agreement found nothing in it; without the gate it is false.
    `published`: whether it is the edition of a published version, which no build replaces; `outdated`: whether one
    would come out differently by now.
    """

    file: str
    edition: str
    language: str
    media_type: str
    size: int
    sha256: str
    source: str
    key: str
    checked: bool
    published: bool = False
    outdated: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything listed was made from everything listed: no edition stands here that an input has outdated.

    `documents`: title, identifier, date and so on, for each language. `sources`, `templates`, `fonts`: sha-256
    by name. `tools`, `libraries`: versions of what shapes the bytes. `built`: SOURCE_DATE_EPOCH, or empty.
    """

    publication: str
    engine: str
    documents: tuple[Mapping[str, str], ...]
    editions: tuple[Record, ...]
    sources: Mapping[str, str]
    templates: Mapping[str, str]
    fonts: Mapping[str, str]
    tools: Mapping[str, str]
    libraries: Mapping[str, str]
    built: str = field(default="")

    def plain(self) -> dict[str, Any]:
        """The manifest as JSON values."""
        values = {**asdict(self), "format": FORMAT}
        if not self.built:
            del values["built"]
        return values

    def to_bytes(self) -> bytes:
        """The file."""
        return readable(self.plain())

    def digest(self) -> str:
        """The sha-256 of the canonical form."""
        return digest_of(self.plain())


def canonical(value: Any) -> bytes:
    """JSON in the canonical form of RFC 8785, for strings, whole numbers, booleans, null, lists and objects.

    Keys are sorted by their UTF-16 code units (RFC 8785, 3.2.3). Raises ValueError for any other number, and for text
    that is not Unicode (3.2.2.2).
    """
    return json.dumps(_ordered(value), ensure_ascii=False, separators=(",", ":")).encode()


def digest_of(value: Any) -> str:
    """The sha-256 of a JSON value's canonical form."""
    return hashlib.sha256(canonical(value)).hexdigest()


def readable(value: Any) -> bytes:
    """JSON for people: sorted as the canonical form is, indented by two spaces, with a newline at the end."""
    return json.dumps(_ordered(value), ensure_ascii=False, indent=2).encode() + b"\n"


def _ordered(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _ordered(value[key]) for key in sorted(value, key=lambda key: key.encode("utf-16-be"))}
    if isinstance(value, list | tuple):
        return [_ordered(item) for item in value]
    if isinstance(value, float) or (isinstance(value, int) and abs(value) > LARGEST):
        raise ValueError(f"{value!r}: only whole numbers up to {LARGEST} are the same to every program")
    return value


def parse(data: bytes, publication: str) -> Manifest:
    """The manifest of a publication from its file. Raises ValueError for what this engine did not write.

    The names of files in it are trusted to be deleted by, so that they must be names of this publication's.
    """
    try:
        values = json.loads(data)
        if values.pop("format") != FORMAT or values["publication"] != publication:
            raise ValueError("it is of another format or publication")
        records = tuple(_record(entry, publication) for entry in values.pop("editions"))
        documents = tuple({str(k): str(v) for k, v in entry.items()} for entry in values.pop("documents"))
        languages = {one["language"] for one in documents if {*NEEDED} <= {*one}}
        if len(languages) < len(documents) or any(record.language not in languages for record in records):
            raise ValueError("it does not say of which documents its editions are")
        maps = {name: _strings(values.pop(name)) for name in MAPS}
        return Manifest(
            publication, str(values["engine"]), documents, records, **maps, built=str(values.get("built", ""))
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"it is no manifest: {error!r}") from error


def _record(entry: Mapping[str, Any], publication: str) -> Record:
    record = Record(**{row.name: entry[row.name] for row in fields(Record)})
    if "/" in record.file or "\0" in record.file or not record.file.startswith(f"{publication}."):
        raise ValueError(f"{record.file!r} is no edition of {publication}")
    for name, kind in (("size", int), ("checked", bool), ("published", bool), ("outdated", bool)):
        if type(getattr(record, name)) is not kind:
            raise ValueError(f"{record.file!r}: its {name} is not said")
    if not re.fullmatch(r"[0-9a-f]{64}", str(record.sha256)):
        raise ValueError(f"{record.file!r}: its digest is none")
    return record


def _strings(value: Mapping[str, Any]) -> dict[str, str]:
    return {str(name): str(text) for name, text in value.items()}
