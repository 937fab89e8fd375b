"""Ace by DAISY: is a book accessible (EPUB Accessibility 1.1, WCAG by axe in every document of the book)?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.conformance import toolbox
from pipeline.conformance.finding import Finding
from pipeline.conformance.judge import Verdicts, verdicts


class Ace:
    name = "ace"
    about = "Ace by DAISY: EPUB Accessibility 1.1 and WCAG in a book"
    edition = "epub"

    def missing(self) -> str:
        return toolbox.lacking(
            Node=toolbox.program(("node",)),
            Chromium=toolbox.program(toolbox.CHROMIUM),
            **{"npm @daisy/ace-cli": toolbox.packages("@daisy/ace-core", "@daisy/ace-axe-runner-puppeteer")},
        )

    def judge(self, files: Sequence[Path]) -> Verdicts:
        found: dict[Path, tuple[Finding, ...]] = {}
        for batch in toolbox.batches(files):
            with TemporaryDirectory(prefix="chancery-") as folder:
                command: tuple[str | Path, ...] = ("node", toolbox.TOOLS / "ace.cjs", folder, *batch)
                found |= verdicts(batch, toolbox.run(command, toolbox.nodes()), read, codes=(0,))
        return found


def read(output: toolbox.Output) -> dict[Path, Sequence[Finding]]:
    """The findings of each file: one line of JSON for each, with the outcome and the assertions of Ace's report."""
    lines = [json.loads(line) for line in output.out.splitlines() if line.startswith("{")]
    return {Path(line["file"]): tuple(_findings(line)) for line in lines}


def _findings(report: Mapping[str, Any]) -> Iterator[Finding]:
    count = 0
    for group in report["assertions"]:
        for assertion in group["assertions"]:
            count += 1
            test, result = assertion["earl:test"], assertion["earl:result"]
            yield Finding(test["dct:title"], _flat(result["dct:description"]), group["earl:testSubject"]["url"])
    if report["outcome"] != "pass" and not count:
        yield Finding("outcome", f"the outcome is {report['outcome']!r}, and no rule is named")


def _flat(text: str) -> str:
    return " ".join(text.split())
