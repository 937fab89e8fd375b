"""The Nu HTML checker: is a page valid HTML (WHATWG Living Standard)? Errors, warnings and remarks all count."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from pipeline.conformance import toolbox
from pipeline.conformance.finding import Finding
from pipeline.conformance.judge import Verdicts, verdicts

ALLOWED: Mapping[str, str] = {
    "not in Unicode Normalization Form C": "the text has the characters of its source, however they are composed",
    "This document appears to be written in": "a guess by letters, wrong for languages that it does not know",
}
"""Words of warnings that are no findings, and why."""


class Nu:
    name = "nu"
    about = "Nu HTML checker: valid HTML and CSS, no warnings"
    edition = "html"

    def missing(self) -> str:
        return toolbox.lacking(Java=toolbox.program(("java",)), **{"npm vnu-jar": _jar().is_file()})

    def judge(self, files: Sequence[Path]) -> Verdicts:
        found: dict[Path, tuple[Finding, ...]] = {}
        for batch in toolbox.batches(files):
            command: tuple[str | Path, ...] = (*toolbox.JAVA, "-jar", _jar(), "--verbose", "--format", "json", *batch)
            found |= verdicts(batch, toolbox.run(command), read)
        return found


def _jar() -> Path:
    return toolbox.home() / "node_modules/vnu-jar/build/dist/vnu.jar"


def read(output: toolbox.Output) -> dict[Path, Sequence[Finding]]:
    """The findings of each file: --verbose names every file that was checked, the messages come as JSON."""
    found: dict[Path, list[Finding]] = {Path(line): [] for line in output.out.splitlines() if line}
    report = next((line for line in reversed(output.err.splitlines()) if line), "")
    for message in json.loads(report)["messages"]:
        if message.get("subType") != "warning" or not any(words in message["message"] for words in ALLOWED):
            found[Path(unquote(urlsplit(message["url"]).path))].append(_finding(message))
    return dict(found)


def _finding(message: Mapping[str, Any]) -> Finding:
    rule = message.get("subType", message["type"])
    return Finding(rule, message["message"], f"line {message['lastLine']}" if "lastLine" in message else "")
