"""`chancery parallel`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.diffing import write
from pipeline.cli.screen import Screen
from pipeline.document import Document
from pipeline.house import House
from pipeline.press import Press, UsageError, nearest
from pipeline.problems import Exit, PublishingError

if TYPE_CHECKING:
    from pipeline.parallel import Parallel


def run(options: Namespace, screen: Screen) -> Exit:
    """Makes the parallel edition of two language versions; nothing is written that the gate or agreement refuses."""
    from pipeline.parallel import MADE, Parallel
    from pipeline.source import read_publication

    press = Press.at(options.press, options.output)
    ((name, folder),) = press.choose([options.publication]).items()
    house = House.of(press.root)
    publication = read_publication(folder, press.root, house)
    screen.problems(publication.warnings)
    edition = Parallel.of(*_two(publication.documents, options.languages))
    into: Path = options.into if options.into is not None else press.output / name
    files = {}
    for format_, suffix, make in MADE:
        data = make(edition, house)
        _check(format_, data, edition, house)
        files[into / (edition.stem + suffix)] = data
    for path, data in files.items():
        write(path, data)
        screen.say(f"Made {path}")
    return Exit.OK


def _two(documents: tuple[Document, ...], wanted: str) -> tuple[Document, Document]:
    """The two documents that `en,fr` names. Raises UsageError."""
    tags = [tag for tag in wanted.replace(" ", "").split(",") if tag]
    if len(tags) != 2 or tags[0].lower() == tags[1].lower():
        raise UsageError(f"{wanted!r} is not two languages.", "Write them with a comma between, as in en,fr.")
    known = {document.metadata.language.lower(): document for document in documents}
    for tag in tags:
        if tag.lower() not in known:
            there = ", ".join(document.metadata.language for document in documents)
            raise UsageError(
                f"There is no version in the language {tag}.", nearest(tag, list(known)) or f"There are {there}."
            )
    return known[tags[0].lower()], known[tags[1].lower()]


def _check(edition: str, data: bytes, parallel: Parallel, house: House) -> None:
    """Raises PublishingError with all that keeps a parallel edition from conforming, or from saying what is due."""
    from pipeline.build.gating import problem
    from pipeline.conformance import gate
    from pipeline.parallel.agreement import differences

    problems = [problem(edition, finding, parallel.left) for finding in gate.check(edition, data)]
    problems += differences(parallel, edition, data, house)
    if problems:
        raise PublishingError(problems)
