"""One publication, from its sources to the bytes of its editions and its manifest. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from time import perf_counter

from pipeline.build import failures
from pipeline.build.making import Making, quietly
from pipeline.build.plan import Task
from pipeline.conformance import gate
from pipeline.crosswalk import metadata
from pipeline.document import Document
from pipeline.editions.edition import Edition
from pipeline.house import House
from pipeline.manifest import Manifest, Record
from pipeline.nodes import Paragraph, Text
from pipeline.problems import Exit, MachineError, Problem, PublishingError


@dataclass(frozen=True, slots=True)
class Produced:
    """A publication in memory: the files to write, the manifest, the records of what has no source any more.

    With problems there is nothing to write. `made`: (language, edition) of what was made anew.
    """

    name: str
    files: dict[str, bytes] = field(default_factory=dict, repr=False)
    manifest: Manifest | None = None
    obsolete: tuple[Record, ...] = ()
    made: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    seconds: float = 0.0
    exit_code: Exit = Exit.OK


def failed(name: str, errors: Iterable[PublishingError], warnings: tuple[Problem, ...] = ()) -> Produced:
    """A publication that cannot be made, with all problems of the errors."""
    errors = list(errors)
    code = max(error.exit_code for error in errors)
    problems = dict.fromkeys(problem for error in errors for problem in error.problems)
    return Produced(name, problems=tuple(problems), warnings=warnings, exit_code=code)


def produce(task: Task) -> Produced:
    """Reads a publication and makes its stale editions. Never raises for what a publisher can cause."""
    from pipeline.source import read_publication

    started = perf_counter()
    try:
        publication = read_publication(task.folder, task.press, task.house, task.siblings)
    except Exception as error:
        where = f"source/{task.name}"
        return failed(task.name, [failures.from_exception(error, "the text", where, task.house)])
    making = Making(task)
    for document in publication.documents:
        making.add(document)
    warnings = (*publication.warnings, *making.warnings)
    if making.errors:
        return failed(task.name, making.errors, warnings)
    result = making.manifest(publication.documents)
    given_out = {made.file for version in task.published.values() for made in version.editions.values()}
    obsolete = tuple(record for file, record in making.old.items() if file not in {*making.names, *given_out})
    seconds = perf_counter() - started
    return Produced(task.name, making.files, result, obsolete, tuple(making.made), (), warnings, seconds)


def warm_up(editions: Iterable[Edition], house: House) -> None:
    """Loads the gate, makes and reads a one-line document: so that forked workers inherit what all that loads.

    Raises MachineError where a library is missing: then no publication could be made. What is wrong with a
    template is reported by every publication that uses it.
    """
    least = {
        "title": "-",
        "type": house.kinds()[0],
        "date": date(2000, 1, 1),
        "language": "en",
        "identifier": "-",
    }
    document = Document("-", metadata(least), (Paragraph((Text("-"),)),), file="-")
    gate.load()
    for edition in editions:
        try:
            edition.read(quietly(edition, document, house))
        except Exception as error:
            found = failures.from_exception(error, f"the {edition.name} edition", "", house)
            if isinstance(found, MachineError):
                raise found from error
