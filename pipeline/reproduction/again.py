"""Publications made anew in a scratch folder, by the same engine, and held against the output of their press."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pipeline import manifest
from pipeline.build.plan import Entry, Planner, Wanted, tasks
from pipeline.editions.edition import Edition
from pipeline.house import House
from pipeline.manifest import Manifest, Record
from pipeline.press import Press
from pipeline.problems import Exit, Problem
from pipeline.reproduction.difference import Difference

if TYPE_CHECKING:
    from pipeline.build.write import Outcome


@dataclass(frozen=True, slots=True)
class Compared:
    """One edition: its record in the manifest, the file in the output, and what it came out as now.

    `there`, `made`: the sha-256 of the two files, empty for one that is missing. `first`: their first difference.
    """

    record: Record
    there: str
    made: str
    first: Difference | None = None

    @property
    def same(self) -> bool:
        """Whether the file, the manifest and what was made anew agree, byte for byte."""
        return self.there == self.record.sha256 == self.made


@dataclass(frozen=True, slots=True)
class Again:
    """One publication. `old`: its manifest in the output, None where it is not built; `new`: what was made now.

    `problems`: why it could not be made anew. `moved`: another build wrote to the output meanwhile.
    """

    name: str
    old: Manifest | None = None
    new: Manifest | None = None
    editions: tuple[Compared, ...] = ()
    problems: tuple[Problem, ...] = ()
    moved: bool = False
    seconds: float = 0.0
    exit_code: Exit = Exit.OK

    @property
    def same(self) -> bool:
        """Whether every edition of the manifest came out the same."""
        return bool(self.editions) and not self.moved and all(one.same for one in self.editions)


def manifests(press: Press, names: Iterable[str]) -> dict[str, bytes]:
    """The manifests in the output that this engine can read, by publication; the others are not built for it."""
    found = {}
    for name in names:
        try:
            data = (press.output / name / manifest.NAME).read_bytes()
            if manifest.parse(data, name).editions:
                found[name] = data
        except (OSError, ValueError):
            continue
    return found


def again(
    press: Press, house: House, editions: tuple[Edition, ...], chosen: Mapping[str, Path], jobs: int
) -> Generator[Again, None, None]:
    """Makes publications anew and compares them, one after the other as they are finished.

    What is made: the editions and languages of their manifests; without the gate, which was their first build's
    affair. The scratch folder is gone when the iterator is closed. Raises PublishingError, MachineError.
    """
    known = manifests(press, chosen)
    yield from (Again(name, exit_code=Exit.PROBLEMS) for name in chosen if name not in known)
    groups: dict[Wanted, dict[str, Path]] = {}
    for name, data in known.items():
        groups.setdefault(_wanted(manifest.parse(data, name)), {})[name] = chosen[name]
    with TemporaryDirectory(prefix="chancery-reproduce-") as folder:
        scratch = replace(press, output=Path(folder))
        planned = [Planner(scratch, house, editions, wanted).plan(names) for wanted, names in groups.items()]
        with closing(_made(scratch, [entry for entries in planned for entry in entries], jobs)) as outcomes:
            for outcome in outcomes:
                yield _compared(press, scratch, outcome, known[outcome.name])
                rmtree(scratch.output / outcome.name, ignore_errors=True)


def _made(scratch: Press, entries: list[Entry], jobs: int) -> Generator[Outcome, None, None]:
    """The publications, built into the scratch folder; first those that cannot even be read."""
    from pipeline.build.run import best, run
    from pipeline.build.write import Outcome, write

    yield from (Outcome(e.name, problems=e.problems, exit_code=Exit.PROBLEMS) for e in entries if e.problems)
    due = [replace(task, published={}) for task in tasks(entries)]  # of a published version, too, all is made
    if due:
        start, width = best(due, jobs)
        for produced in run(due, start, width):
            yield write(scratch.output, produced)


def _wanted(old: Manifest) -> Wanted:
    return Wanted(
        editions=frozenset(record.edition for record in old.editions),
        languages=frozenset(record.language.lower() for record in old.editions),
        gate=False,
    )


def _compared(press: Press, scratch: Press, outcome: Outcome, data: bytes) -> Again:
    """A publication that was made anew, against the output."""
    name, old = outcome.name, manifest.parse(data, outcome.name)
    if outcome.problems:
        problems = tuple(map(_mended, outcome.problems))
        return Again(name, old, problems=problems, seconds=outcome.seconds, exit_code=outcome.exit_code)
    new = manifest.parse((scratch.output / name / manifest.NAME).read_bytes(), name)
    compared = tuple(_edition(press.output / name, scratch.output / name, record) for record in old.editions)
    moved = _bytes(press.output / name / manifest.NAME) != data
    result = Again(name, old, new, compared, moved=moved, seconds=outcome.seconds)
    return result if result.same else replace(result, exit_code=Exit.PROBLEMS)


def _mended(problem: Problem) -> Problem:
    """A problem of the scratch folder has another way out than one of the output."""
    if problem.code != "B01":
        return problem
    return replace(problem, fix="free it, or let TMPDIR name another folder for what is made only to be compared")


def _edition(output: Path, scratch: Path, record: Record) -> Compared:
    """An edition, held against the one in the output; the first difference where both are there."""
    there, made = _bytes(output / record.file), _bytes(scratch / record.file)
    found = None
    if there is not None and made is not None and there != made:
        from pipeline.reproduction.first import first

        found = first(there, made)
    return Compared(record, _digest(there), _digest(made), found)


def _digest(data: bytes | None) -> str:
    return "" if data is None else sha256(data).hexdigest()


def _bytes(path: Path) -> bytes | None:
    """A file; None where there is none, or none that can be read."""
    try:
        return path.read_bytes()
    except OSError:
        return None
