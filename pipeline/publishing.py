"""Freezing a version: what stands in the output is recorded beside its source, and no build replaces it any more."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from pipeline import manifest, published
from pipeline.build import failures, freezing
from pipeline.build.inputs import toolchain
from pipeline.build.plan import Planner
from pipeline.build.write import replace_all
from pipeline.carried import Made
from pipeline.document import is_embargoed
from pipeline.manifest import Manifest, Record
from pipeline.press import UsageError
from pipeline.problems import Problem, PublishingError
from pipeline.published import Frozen
from pipeline.source.folders import PUBLISHED

PUBLISHABLE = ("final", "corrected", "withdrawn")
"""Statuses of texts that may be published; drafts and texts under embargo may still change."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What became of one publication: versions that were frozen now, and those that were before."""

    name: str
    added: tuple[Frozen, ...]
    there: tuple[Frozen, ...]


def publish(planner: Planner, name: str, folder: Path, languages: frozenset[str]) -> Publication:
    """Records the editions of a publication that stand in the output, in all or some languages (lower case).

    Raises PublishingError (V03–V05) and then changes nothing; MachineError where the record cannot be written.
    """
    before = freezing.read(folder, f"source/{name}")
    entry = planner.plan({name: folder})[0]
    if entry.problems:
        raise PublishingError(entry.problems)
    if entry.old is None or entry.task is not None:
        state = "was never built" if entry.old is None else f"is {entry.state}"
        raise PublishingError([Problem("V04", f"{state}", f"source/{name}", fix=f"chancery build {name} first")])
    found = _versions(planner, entry.old, languages)
    if not found:
        raise UsageError(f"{name} has no document in {', '.join(sorted(languages))}.")
    added: list[Frozen] = []
    there: list[Frozen] = []
    problems: list[Problem] = []
    for version, status, embargo in found:
        problem = _unfit(version, status, embargo, name) or _other(version, before, name)
        if problem:
            problems.append(problem)
        (there if version.key in before else added).append(version)
    if problems:
        raise PublishingError(problems)
    if added:
        _write(folder, PUBLISHED, published.to_bytes((*before.values(), *added)))
        _write(planner.press.output / name, manifest.NAME, _marked(entry.old, added).to_bytes())
    return Publication(name, tuple(added), tuple(there))


def _versions(planner: Planner, last: Manifest, languages: frozenset[str]) -> list[tuple[Frozen, str, str]]:
    """The versions that stand in the output, each with the status of its text and the end of its embargo."""
    result = []
    for document in last.documents:
        language = document["language"]
        records = [record for record in last.editions if record.language == language]
        if (not languages or language.lower() in languages) and records:
            frozen = _frozen(planner, last, document, records)
            result.append((frozen, document["status"], document.get("embargo", "")))
    return result


def _frozen(planner: Planner, last: Manifest, document: Mapping[str, str], records: list[Record]) -> Frozen:
    text, language = records[0].source, document["language"]
    return Frozen(
        version=document["version"],
        language=language,
        published=now(),
        source=text,
        sources=published.beside(last.sources, text),
        editions={record.edition: Made(record.file, record.size, record.sha256) for record in records},
        toolchain=toolchain(planner.inputs, language, document["type"]),
    )


def _unfit(version: Frozen, status: str, embargo: str, name: str) -> Problem | None:
    """What keeps a text from being published."""
    file = f"source/{name}/{version.source}"
    until = datetime.fromisoformat(embargo) if embargo else None
    if status not in PUBLISHABLE:
        fix = f"set its status to {', '.join(PUBLISHABLE[:-1])} or {PUBLISHABLE[-1]}, and build it"
        message = f"version {version.version} is {status}: it cannot be published"
        return Problem("V04", message, file, field="status", fix=fix)
    if is_embargoed(status, until, datetime.fromisoformat(version.published)):
        message = f"version {version.version} is under embargo until {embargo}: it cannot be published"
        return Problem("V04", message, file, field="embargo", fix="publish it after that time")
    return None


def _other(version: Frozen, before: Mapping[published.Key, Frozen], name: str) -> Problem | None:
    """Whether this version was published with other editions."""
    last = before.get(version.key)
    if last is None or dict(last.editions) == dict(version.editions):
        return None
    message = f"version {version.version} was published on {last.published[:10]} with other editions"
    return Problem(
        "V05", message, f"source/{name}/{version.source}", 0, 0, "version", f"{freezing.RAISE}, and build it"
    )


def _marked(last: Manifest, added: Iterable[Frozen]) -> Manifest:
    """The manifest, which says of the editions that were published that they were."""
    files = {made.file for version in added for made in version.editions.values()}
    records = tuple(replace(one, published=one.published or one.file in files) for one in last.editions)
    return replace(last, editions=records)


def _write(folder: Path, name: str, data: bytes) -> None:
    try:
        replace_all(folder, {name: data})
    except OSError as error:
        raise failures.unwritable(error, folder / name) from error


def now() -> str:
    """The time of this act, in UTC, to the second: SOURCE_DATE_EPOCH where it is set, else the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    when = datetime.fromtimestamp(int(epoch), UTC) if epoch.isascii() and epoch.isdigit() else datetime.now(UTC)
    return when.replace(microsecond=0).isoformat().replace("+00:00", "Z")
