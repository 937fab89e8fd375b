"""Published versions: what was frozen of a publication, in `source/<publication>/published.json`.

The file belongs into version control. Entries are only ever added: one for each version and language, with the
digests of its editions, of the sources that they were made from, and of what they were made with.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from pipeline import toolchain
from pipeline.carried import Made, made_of
from pipeline.manifest import readable
from pipeline.toolchain import Toolchain

FORMAT = 1
Key = tuple[str, str]
"""Version and language."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """One published version in one language.

    `published`: when, as ISO 8601 in UTC. `source`: the text's file; `sources`: sha-256 of all files that count, by
    name. `editions`: by format.
    """

    version: str
    language: str
    published: str
    source: str
    sources: Mapping[str, str]
    editions: Mapping[str, Made]
    toolchain: Toolchain

    @property
    def key(self) -> Key:
        return (self.version, self.language)

    def plain(self) -> dict[str, Any]:
        """As JSON values."""
        return {**asdict(self), "source": {"file": self.source, "sha256": self.sources[self.source]}}


def to_bytes(versions: Iterable[Frozen]) -> bytes:
    """The file: JSON for people, in the order in which versions were published."""
    return readable({"format": FORMAT, "versions": [one.plain() for one in versions]})


def parse(data: bytes) -> tuple[Frozen, ...]:
    """The published versions. Raises ValueError for a file that this engine did not write."""
    try:
        values = json.loads(data)
        if values["format"] != FORMAT:
            raise ValueError(f"it is of format {values['format']!r}; this engine reads {FORMAT}")
        found = tuple(_frozen(entry) for entry in values["versions"])
    except (KeyError, TypeError, AttributeError, RecursionError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ValueError(f"it is no record of published versions: {error!r}") from error
    keys = [one.key for one in found]
    twice = next((key for key in keys if keys.count(key) > 1), None) if len(set(keys)) < len(keys) else None
    if twice:
        raise ValueError(f"it holds version {twice[0]} in {twice[1]} twice")
    return found


def _frozen(entry: Mapping[str, Any]) -> Frozen:
    sources = {str(name): str(digest) for name, digest in entry["sources"].items()}
    source = str(entry["source"]["file"])
    if sources[source] != entry["source"]["sha256"]:
        raise ValueError(f"it gives two digests for {source}")
    return Frozen(
        version=str(entry["version"]),
        language=str(entry["language"]),
        published=str(entry["published"]),
        source=source,
        sources=sources,
        editions={str(name): made_of(made) for name, made in entry["editions"].items()},
        toolchain=Toolchain.of(entry["toolchain"]),
    )


def beside(sources: Mapping[str, str], text: str) -> dict[str, str]:
    """The sources that count for the editions of one text: itself, and all that is no other text."""
    return {name: digest for name, digest in sources.items() if name == text or not name.endswith(".md")}


def reasons(then: Frozen, sources: Mapping[str, str], now: Toolchain) -> Iterator[str]:
    """Why an edition would come out differently from the published one: text and files first, then the toolchain."""
    for name in sorted({*then.sources, *sources}):
        before, after = then.sources.get(name), sources.get(name)
        if before != after:
            how = "was changed" if before and after else "is gone" if before else "was not there"
            yield f"{name.removeprefix('../')} {how}"
    yield from toolchain.differences(then.toolchain, now)
