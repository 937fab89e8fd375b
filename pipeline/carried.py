"""What a PDF edition carries: the source that it was made from, and the record of what was made of it, with what.

    source/<publication>/<file>   the text and its pictures, as they are       Source, Data
    source/publisher.yaml         what all publications of the press say       Data
    record.json                   digests of those and of the other editions, the toolchain, the other
                                  language versions by name                  Supplement

The record is canonical JSON (RFC 8785). Reading trusts nothing: names, sizes and digests are checked first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from pipeline.crosswalk.codecs import SIBLING
from pipeline.document import Attachment, Document, Sibling
from pipeline.manifest import canonical
from pipeline.toolchain import Toolchain

FORMAT = 1
RECORD = "record.json"
DEFAULTS = "source/publisher.yaml"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_PUBLICATION = re.compile(r"[^/\\\0\x01-\x1f\x7f]{1,200}")


@dataclass(frozen=True, slots=True)
class Made:
    """An edition that was made of the same document: its file name, size in bytes, sha-256."""

    file: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Carried:
    """The record. `source` names the text among the `files` (sha-256 by name); `editions`: the others, by format.

    `siblings`: the other language versions of the publication, whose texts are not carried.
    """

    publication: str
    language: str
    version: str
    source: str
    files: Mapping[str, str]
    editions: Mapping[str, Made]
    toolchain: Toolchain
    siblings: tuple[Sibling, ...] = ()

    def to_bytes(self) -> bytes:
        """The file, canonical. A document that stands alone has no list of siblings."""
        values = asdict(self)
        if not self.siblings:
            del values["siblings"]
        return canonical({"format": FORMAT, **values})


def attachments(
    document: Document, defaults: bytes | None, editions: Mapping[str, Made], toolchain: Toolchain
) -> tuple[Attachment, ...]:
    """The files that the PDF edition of a document carries; `defaults` is publisher.yaml, where there is one."""
    folder = f"source/{document.name}/"
    text = folder + PurePosixPath(document.file).name
    carried = [Attachment(text, "text/markdown", document.source, "Source", "The canonical source of this document")]
    carried += [
        Attachment(folder + asset.name, asset.media_type, asset.data, "Data", "A picture of the source")
        for asset in document.assets.values()
    ]
    if defaults is not None:
        about = "What all publications of the press have in common"
        carried.append(Attachment(DEFAULTS, "application/yaml", defaults, "Data", about))
    files = {one.name: sha256(one.data).hexdigest() for one in carried}
    data = document.metadata
    record = Carried(document.name, data.language, data.version, text, files, editions, toolchain, data.translations)
    about = "Digests of the source and of the other editions, and what they were made with"
    carried.append(Attachment(RECORD, "application/json", record.to_bytes(), "Supplement", about))
    return tuple(sorted(carried, key=lambda one: one.name))


def parse(files: Mapping[str, bytes]) -> Carried:
    """The record among the files that a PDF carries, if all the others are as it says.

    Raises ValueError, in words for a person: no record, an unsafe name, a file that is missing, changed or not named.
    """
    if RECORD not in files:
        raise ValueError("it carries no record of its source")
    try:
        record = _record(json.loads(files[RECORD]))
    except (KeyError, TypeError, AttributeError, RecursionError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ValueError("the record that it carries cannot be read") from error
    for name in sorted({*record.files, *files} - {RECORD}):
        _check_name(name, record.publication)
        if name not in files:
            raise ValueError(f"it does not carry {name}, which its record names")
        if record.files.get(name) != sha256(files[name]).hexdigest():
            raise ValueError(f"{name} in it is not the file that its record names")
    return record


def _record(values: Any) -> Carried:
    if values["format"] != FORMAT:
        raise ValueError(f"its record is of format {values['format']!r}; this engine reads {FORMAT}")
    record = Carried(
        publication=str(values["publication"]),
        language=str(values["language"]),
        version=str(values["version"]),
        source=str(values["source"]),
        files={str(name): str(digest) for name, digest in values["files"].items()},
        editions={str(name): made_of(entry) for name, entry in values["editions"].items()},
        toolchain=Toolchain.of(values["toolchain"]),
        siblings=tuple(_sibling(entry) for entry in values.get("siblings", ())),
    )
    if not _PUBLICATION.fullmatch(record.publication) or record.publication.startswith((".", "_")):
        raise ValueError(f"its record names a publication {record.publication!r}, which can be no folder")
    if record.source not in record.files or not record.source.endswith(".md"):
        raise ValueError("its record names no source")
    return record


def made_of(entry: Mapping[str, Any]) -> Made:
    """An edition from JSON values. Raises ValueError, KeyError or TypeError for what is none."""
    made = Made(str(entry["file"]), int(entry["size"]), str(entry["sha256"]))
    if not _DIGEST.fullmatch(made.sha256):
        raise ValueError(f"its record holds {made.sha256!r}, which is no digest")
    return made


def _sibling(entry: Mapping[str, Any]) -> Sibling:
    """A sibling whose strings are what the crosswalk takes. Raises ValueError."""
    return SIBLING.decode(json.dumps(dict(entry)))  # type: ignore[no-any-return]


def _check_name(name: str, publication: str) -> None:
    """A name that leads nowhere but into the publication's folder. Raises ValueError."""
    parts = name.split("/")
    inside = name == DEFAULTS or (parts[:2] == ["source", publication] and len(parts) > 2)
    plain = all(part and not part.startswith(".") and len(part.encode()) <= 255 for part in parts)
    clean = not re.search(r"[\\:\x00-\x1f\x7f]", name) and len(name) < 1000
    if not (inside and plain and clean):
        raise ValueError(f"it carries a file of the unsafe name {name!r}")
