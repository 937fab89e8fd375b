"""All editions from one PDF: its source is taken out, built anew in a folder of its own, and compared.

Nothing in the PDF is trusted: names, sizes and digests are checked before anything is written (`carried.parse`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pipeline import toolchain
from pipeline.build import failures
from pipeline.build import inputs as making
from pipeline.build.plan import Planner, Wanted, tasks
from pipeline.build.run import InProcess, run
from pipeline.build.write import write
from pipeline.carried import Carried, parse
from pipeline.editions.edition import Edition
from pipeline.house import House
from pipeline.press import Press, UsageError
from pipeline.problems import Problem, PublishingError

CODES: dict[str, str] = {
    "R01": "not a PDF edition, or a damaged one",
    "R02": "a PDF edition that carries no source, or another than its record says",
}
ANOTHER = "take a copy of a PDF edition made by chancery build: others carry no source"
LARGEST = 1_000_000_000
"""Bytes of the largest PDF that is opened."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One edition: the sha-256 that was published, and that of the one that was made now."""

    edition: str
    file: str
    published: str
    rebuilt: str

    @property
    def same(self) -> bool:
        return self.published == self.rebuilt


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What became of a copy: its record, the folder of the rebuilt editions, and what differs in the toolchain."""

    carried: Carried
    folder: Path
    editions: tuple[Compared, ...]
    differences: tuple[str, ...]


def rebuild(copy: Path, into: Path, house: House, editions: tuple[Edition, ...]) -> Rebuilt:
    """Makes all editions of the source that a PDF carries in the folder `into`, which must be new or empty.

    Raises PublishingError for a copy that cannot be used (R01, R02) or a source with problems, UsageError for a
    folder that is in use, MachineError where a file cannot be read or written.
    """
    data, files, carried = opened(copy, editions)
    _unpack(into, files)
    press = Press.at(into)
    planner = Planner(press, house, editions, Wanted(gate=False), siblings=carried.siblings)
    kinds: dict[str, str] = {}
    for produced in run(tasks(planner.plan(press.publications())), InProcess, 1):
        outcome = write(press.output, produced)
        if outcome.problems or produced.manifest is None:
            raise PublishingError(outcome.problems)
        kinds = {document["language"]: document["type"] for document in produced.manifest.documents}
    if carried.language not in kinds:
        message = f"cannot be rebuilt: its record says that it is in {carried.language!r}, and its source does not"
        raise PublishingError([Problem("R02", message, str(copy), fix=ANOTHER)])
    now = making.toolchain(planner.inputs, carried.language, kinds[carried.language])
    compared = tuple(_compared(edition, press, carried, data) for edition in editions)
    changes = tuple(toolchain.differences(carried.toolchain, now))
    return Rebuilt(carried, press.output / carried.publication, compared, changes)


def opened(copy: Path, editions: Iterable[Edition]) -> tuple[bytes, Mapping[str, bytes], Carried]:
    """The bytes of a copy, the files that it carries, and their record. Raises PublishingError (R01, R02)."""
    try:
        size = copy.stat().st_size
        data = copy.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        raise UsageError(f"{copy} cannot be read: {error.strerror}.") from error
    if not data:
        raise PublishingError([Problem("R01", f"has {size:,} bytes", str(copy), fix="name a PDF edition")])
    carrier = next(edition for edition in editions if edition.carries)
    try:
        files = carrier.read(data).attachments
    except ValueError as error:
        fix = "take an undamaged copy of a PDF edition made by chancery build"
        raise PublishingError([Problem("R01", f"cannot be used: {error}", str(copy), fix=fix)]) from error
    try:
        return data, files, parse(files)
    except ValueError as error:
        raise PublishingError([Problem("R02", f"cannot be rebuilt: {error}", str(copy), fix=ANOTHER)]) from error


def _unpack(into: Path, files: Mapping[str, bytes]) -> None:
    """Puts the files below source/ in a new folder; their names were checked by `carried.parse`."""
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise UsageError(f"{into} is there already.", "Name a new folder with -o.")
    for name, data in files.items():
        if name.startswith("source/"):
            path = into / name
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            except OSError as error:
                raise failures.unwritable(error, path) from error


def _compared(edition: Edition, press: Press, carried: Carried, copy: bytes) -> Compared:
    file = f"{carried.publication}.{carried.language}{edition.suffix}"
    path = press.output / carried.publication / file
    rebuilt = sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    made = carried.editions.get(edition.name)
    published = sha256(copy).hexdigest() if edition.carries else made.sha256 if made is not None else ""
    return Compared(edition.name, file, published, rebuilt)
