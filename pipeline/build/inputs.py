"""What an edition depends on, and the key that stands for all of it.

The key is a digest of contents and versions alone: no file times, no absolute paths. What a change touches is
built again, and nothing else:

    a source text                     the editions of its language
    a picture, publisher.yaml         the editions of the publication, of all publications
    a template, style, font           the editions that name its folder (`Edition.templates`)
    a kind; strings of a language     the documents of that kind; in that language
    a tool's version                  the editions that name the tool (`Edition.tools`)
    the reader, the engine's code     everything
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path

from pipeline.build import failures
from pipeline.conformance import gate
from pipeline.editions.edition import Edition
from pipeline.house import House, fallbacks
from pipeline.manifest import FORMAT, digest_of

ENGINE = Path(__file__).resolve().parents[1]

BY_DOCUMENT = ("kinds", "strings")
"""Folders of the house of which a document uses the files of its kind and its language, whatever the edition."""

READER = ("lxml", "markdown-it-py", "mdit-py-plugins", "pillow", "pyyaml")
"""Distributions that shape what is read from the sources, and so every edition."""


@dataclass(slots=True)
class Digests:
    """The sha-256 of files, each read once."""

    known: dict[Path, str] = field(default_factory=dict)

    def of(self, path: Path) -> str:
        """The digest of a file, as hexadecimal. Raises OSError."""
        if path not in self.known:
            with path.open("rb", buffering=0) as file:
                self.known[path] = file_digest(file, "sha256").hexdigest()
        return self.known[path]


@dataclass(frozen=True, slots=True)
class EditionInputs:
    """What all editions of one format depend on: templates (digests), tools (versions); `digest` of all."""

    templates: Mapping[str, str]
    tools: Mapping[str, str]
    digest: str


def edition_inputs(house: House, editions: Iterable[Edition], digests: Digests) -> dict[str, EditionInputs]:
    """The inputs of each edition, by name. Raises PublishingError: an unreadable template, a missing tool."""
    engine = engine_digest()
    result = {}
    for edition in editions:
        templates = {
            name: _digest(path, house, digests)
            for folder in sorted({*BY_DOCUMENT, *edition.templates})
            for name, path in house.files(folder).items()
        }
        tools = {name: version(name) for name in sorted({*READER, *edition.tools, *gate.tools_of(edition.name)})}
        tools["python"] = f"{sys.version_info.major}.{sys.version_info.minor}"
        tools["zlib"] = zlib.ZLIB_RUNTIME_VERSION  # compresses the containers: another one, other bytes
        common = {name: digest for name, digest in templates.items() if not _is_own(name)}
        whole = [FORMAT, edition.name, edition.suffix, edition.media_type, engine, common, tools]
        result[edition.name] = EditionInputs(templates, tools, digest_of(whole))
    return result


def _digest(path: Path, house: House, digests: Digests) -> str:
    try:
        return digests.of(path)
    except OSError as error:
        root = next(root for root in house.roots if path.is_relative_to(root))
        raise failures.unreadable(error, path, root.parent) from error


def engine_digest() -> str:
    """The digest of the engine's own code, without what shapes no edition: command line and outside judges."""
    conformance = ENGINE / "conformance"
    files = [path for path in sorted(ENGINE.rglob("*.py")) if not path.is_relative_to(ENGINE / "cli")]
    files = [
        path for path in files if not path.is_relative_to(conformance) or path.is_relative_to(conformance / "gate")
    ]
    return digest_of({path.relative_to(ENGINE).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files})


def version(distribution: str) -> str:
    """The installed version of a distribution. Raises MachineError where it is not installed."""
    from importlib import metadata

    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        raise failures.missing_tool(distribution) from None


def is_text(name: str) -> bool:
    """Whether a source file is a text: one language's, and no part of the editions in another one."""
    return name.endswith(".md")


def used(templates: Mapping[str, str], language: str, kind: str) -> dict[str, str]:
    """Of an edition's templates, those that a document of this language and kind uses."""
    own = {f"kinds/{kind}.yaml", *(f"strings/{tag}.yaml" for tag in fallbacks(language))}
    return {name: digest for name, digest in templates.items() if name in own or not _is_own(name)}


def key(inputs: EditionInputs, sources: Mapping[str, str], text: str, language: str, kind: str) -> str:
    """The key of the edition of the source `text`; `sources` are the digests of the publication's files."""
    beside = {name: digest for name, digest in sources.items() if not is_text(name)}
    own = {name: inputs.templates[name] for name in used(inputs.templates, language, kind) if _is_own(name)}
    return digest_of([inputs.digest, own, text, sources[text], beside])


def _is_own(name: str) -> bool:
    return name.split("/", maxsplit=1)[0] in BY_DOCUMENT
