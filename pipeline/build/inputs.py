"""What an edition depends on, and the key that stands for all of it.

The key is a digest of contents and versions alone: no file times, no absolute paths. What a change touches is
built again, and nothing else:

    a source text                     the editions of its language
    a language version, its title     the editions of the publication: each names the others
    a picture, publisher.yaml         the editions of the publication, of all publications
    a template, style, font           the editions that name its folder (`Edition.templates`)
    a kind; strings of a language     the documents of that kind; in that language
    a version of a tool, a library    the editions that name it (`Edition.tools`, `Edition.libraries`)
    the reader, the engine's code     everything

An edition that carries the record of the others (`Edition.carries`) is made anew whenever one of them may be.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from hashlib import file_digest, sha256
from pathlib import Path

from pipeline import __version__
from pipeline.build import failures
from pipeline.conformance import gate
from pipeline.editions.edition import Edition
from pipeline.house import House
from pipeline.manifest import FORMAT, digest_of
from pipeline.tags import fallbacks
from pipeline.toolchain import Toolchain

ENGINE = Path(__file__).resolve().parents[1]

BY_DOCUMENT = ("kinds", "strings")
"""Folders of the house of which a document uses the files of its kind and its language, whatever the edition."""

SHAPING = (
    "nodes.py", "scripts.py", "boundaries.py", "words.py", "cldr.py", "document.py", "numerals.py", "problems.py",
    "crosswalk", "house.py", "fonts.py", "fontcase.py", "languages.py", "dates.py", "collation.py", "closing.py",
    "naming.py", "citations.py", "tags.py", "kinds", "lettering.py", "squeezing.py", "templating.py", "source",
    "editions", "toolchain.py", "manifest.py", "carried.py",
)  # fmt: skip
"""The code that shapes editions."""

CHECKING = (
    "conformance/gate", "conformance/finding.py", "agreement/expected.py", "agreement/furniture.py",
    "agreement/compare.py", "build",
)  # fmt: skip
"""The code that says which of them are published."""

FONTS = "fonts/"

READER = ("lxml", "markdown-it-py", "mdit-py-plugins", "pillow", "pyicu-wheels", "pyyaml")
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
    """What all editions of one format depend on: templates (digests), versions of tools and system libraries.

    `engine`: version and digest of the code that shapes editions; `digest`: of all that, and of the code that checks.
    """

    engine: Mapping[str, str]
    templates: Mapping[str, str]
    tools: Mapping[str, str]
    libraries: Mapping[str, str]
    digest: str


def edition_inputs(house: House, editions: Iterable[Edition], digests: Digests) -> dict[str, EditionInputs]:
    """The inputs of each edition, by name. Raises PublishingError: an unreadable template, a missing tool.

    An edition that carries the record of the others depends on all that they depend on.
    """
    editions = tuple(editions)
    shaping, checking = {"version": __version__, "sha256": code_digest(SHAPING)}, code_digest(CHECKING)
    result = {}
    for edition in editions:
        needed = editions if edition.carries else (edition,)
        templates = {
            name: _digest(path, house, digests)
            for folder in sorted({*BY_DOCUMENT, *(folder for one in needed for folder in one.templates)})
            for name, path in house.files(folder).items()
        }
        tools = {name: version(name) for name in sorted({*READER, *(tool for one in needed for tool in one.tools)})}
        tools["python"] = f"{sys.version_info.major}.{sys.version_info.minor}"
        tools["zlib"] = zlib.ZLIB_RUNTIME_VERSION  # compresses the containers: another one, other bytes
        libraries = {name: library_version(name) for one in needed for name in one.libraries}
        checkers = {name: version(name) for name in gate.tools_of(edition.name)}
        common = {name: digest for name, digest in templates.items() if not _is_own(name)}
        about = [FORMAT, edition.name, edition.suffix, edition.media_type]
        whole = [*about, shaping, checking, common, tools, libraries, checkers]
        result[edition.name] = EditionInputs(shaping, templates, tools, libraries, digest_of(whole))
    return result


def toolchain(inputs: Mapping[str, EditionInputs], language: str, kind: str) -> Toolchain:
    """With what all editions of a document of this language and kind are made."""
    templates: dict[str, str] = {}
    for one in inputs.values():
        templates |= used(one.templates, language, kind)
    fonts = {name: digest for name, digest in templates.items() if name.startswith(FONTS)}
    return Toolchain(
        engine=next(iter(inputs.values())).engine,
        templates={name: digest for name, digest in sorted(templates.items()) if name not in fonts},
        fonts=dict(sorted(fonts.items())),
        tools={name: number for one in inputs.values() for name, number in one.tools.items()},
        libraries={name: number for one in inputs.values() for name, number in one.libraries.items()},
    )


def _digest(path: Path, house: House, digests: Digests) -> str:
    try:
        return digests.of(path)
    except OSError as error:
        root = next(root for root in house.roots if path.is_relative_to(root))
        raise failures.unreadable(error, path, root.parent) from error


def code_digest(rooms: Iterable[str]) -> str:
    """The digest of the code in these files and folders of the engine."""
    files: list[Path] = []
    for name in rooms:
        path = ENGINE / name
        files += sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return digest_of({path.relative_to(ENGINE).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files})


def version(distribution: str) -> str:
    """The installed version of a distribution. Raises MachineError where it is not installed."""
    from importlib import metadata

    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        raise failures.missing_tool(distribution) from None


_LIBRARIES: Mapping[str, tuple[tuple[str, ...], str]] = {
    "pango": (("libpango-1.0.so.0", "libpango-1.0.dylib"), "pango_version_string"),
    "harfbuzz": (("libharfbuzz.so.0", "libharfbuzz.0.dylib"), "hb_version_string"),
    "fontconfig": (("libfontconfig.so.1", "libfontconfig.1.dylib"), "FcGetVersion"),
}


@cache
def library_version(name: str) -> str:
    """The version of a system library as it says itself; `missing` where it is not to be found."""
    import ctypes

    files, function = _LIBRARIES[name]
    for file in files:
        with suppress(OSError, AttributeError):
            ask = getattr(ctypes.CDLL(file), function)
            ask.restype = ctypes.c_int if name == "fontconfig" else ctypes.c_char_p
            answer = ask()
            if isinstance(answer, bytes):
                return answer.decode()
            return f"{answer // 10_000}.{answer // 100 % 100}.{answer % 100}"  # FcGetVersion(3): one number
    return "missing"


def is_text(name: str) -> bool:
    """Whether a source file is a text: one language's, and no part of the editions in another one."""
    return name.endswith(".md")


def used(templates: Mapping[str, str], language: str, kind: str) -> dict[str, str]:
    """Of an edition's templates, those that a document of this language and kind uses."""
    own = {f"kinds/{kind}.yaml", *(f"strings/{tag}.yaml" for tag in fallbacks(language))}
    return {name: digest for name, digest in templates.items() if name in own or not _is_own(name)}


def key(  # noqa: PLR0913
    inputs: EditionInputs,
    sources: Mapping[str, str],
    text: str,
    language: str,
    kind: str,
    *,
    siblings: Mapping[str, str],
) -> str:
    """The key of the edition of the source `text`; `sources` are the digests of the publication's files, `siblings`
    the titles of the other language versions by language: of their texts nothing counts."""
    beside = {name: digest for name, digest in sources.items() if not is_text(name)}
    own = {name: inputs.templates[name] for name in used(inputs.templates, language, kind) if _is_own(name)}
    return digest_of([inputs.digest, own, text, sources[text], beside, siblings])


def _is_own(name: str) -> bool:
    return name.split("/", maxsplit=1)[0] in BY_DOCUMENT
