"""Finds the files of all publications and has the judges judge them, two at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import monotonic

from pipeline import manifest
from pipeline.conformance.finding import Finding
from pipeline.conformance.judge import Judge, no_verdict

AT_ONCE = 2
"""Judges at a time: most of them start programs that keep a processor busy."""


@dataclass(frozen=True, slots=True)
class Item:
    """One file of an edition, as the manifest of its publication lists it."""

    publication: str
    edition: str
    path: Path


@dataclass(frozen=True, slots=True)
class Collected:
    """All that is to be judged, and what stood against it before any judge was asked."""

    items: tuple[Item, ...] = ()
    findings: tuple[tuple[str, Finding], ...] = ()

    @property
    def publications(self) -> tuple[str, ...]:
        names = [item.publication for item in self.items] + [name for name, _ in self.findings]
        return tuple(dict.fromkeys(names))

    def of(self, judge: Judge, publication: str = "") -> tuple[Path, ...]:
        """The files that a judge is for: all, or those of a publication."""
        return tuple(
            item.path for item in self.items if item.edition == judge.edition and publication in ("", item.publication)
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one judge found: for each file, and how long it took."""

    judge: Judge
    found: Mapping[Path, tuple[Finding, ...]]
    seconds: float


@dataclass(frozen=True, slots=True)
class Report:
    """The verdicts of all judges on all files."""

    collected: Collected
    verdicts: tuple[Verdict, ...]

    def findings(self) -> Iterator[tuple[str, str, str, Finding]]:
        """Everything that was found: (publication, judge, file, finding). None at all is what we want."""
        for publication, finding in self.collected.findings:
            yield publication, "", "", finding
        if not self.collected.items:
            yield (
                "",
                "",
                "",
                Finding("no-files", "there is nothing to judge: chancery build makes the editions"),
            )
        for publication in self.collected.publications:
            for verdict in self.verdicts:
                for file, finding in self.of(verdict, publication):
                    yield publication, verdict.judge.name, file, finding

    def of(self, verdict: Verdict, publication: str) -> list[tuple[str, Finding]]:
        """What a judge found in a publication: (file, finding). A publication without a file has failed."""
        files = self.collected.of(verdict.judge, publication)
        if not files:
            return [("", Finding("no-files", f"the publication has no {verdict.judge.edition} edition"))]
        missing = (no_verdict("the judge has not named the file"),)
        return [(file.name, finding) for file in files for finding in verdict.found.get(file, missing)]


def collect(outputs: Sequence[Path]) -> Collected:
    """The files of every publication in these folders, found by the manifests.

    A manifest that cannot be read, a file that is not there, or is not what the manifest says: findings.
    """
    items: list[Item] = []
    findings: list[tuple[str, Finding]] = []
    for path in sorted(path for output in outputs for path in output.glob(f"*/{manifest.NAME}")):
        name = path.parent.name
        try:
            records = manifest.parse(path.read_bytes(), name).editions
        except (OSError, ValueError) as error:
            findings.append((name, Finding("manifest", f"{path} cannot be read: {error}")))
            continue
        for record in records:
            file = (path.parent / record.file).resolve()
            if not file.is_file() or sha256(file.read_bytes()).hexdigest() != record.sha256:
                findings.append((name, Finding("manifest", f"{file} is not the file that the manifest lists")))
            if file.is_file():
                items.append(Item(name, record.edition, file))
    return Collected(tuple(items), tuple(findings))


def judge_all(
    collected: Collected, judges: Sequence[Judge], tell: Callable[[Verdict], None] = lambda _: None
) -> Report:
    """Every judge over all files of its edition; `tell` hears of each that has finished."""
    verdicts = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for done in as_completed([pool.submit(_judge, judge, collected.of(judge)) for judge in judges]):
            verdict = done.result()
            tell(verdict)
            verdicts[verdict.judge.name] = verdict
    return Report(collected, tuple(verdicts[judge.name] for judge in judges))


def _judge(judge: Judge, files: Sequence[Path]) -> Verdict:
    start = monotonic()
    try:
        found = judge.judge(files) if files else {}
    except Exception as error:  # a fault in our own module, too, is no pass
        found = {file: (no_verdict(f"{type(error).__name__}: {error}"),) for file in files}
    return Verdict(judge, found, monotonic() - start)
