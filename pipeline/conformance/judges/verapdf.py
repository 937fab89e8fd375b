"""veraPDF: does a PDF keep both of its promises, PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1)?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.conformance import toolbox
from pipeline.conformance.finding import Finding
from pipeline.conformance.judge import Verdicts, verdicts

CLAIMS = ("PDF/A-3A", "PDF/UA-1")
CODES = (0, 1, 7, 8)
"""veraPDF's exit codes after it has looked at all files: valid, invalid, one could not be read, one is encrypted."""

MAIN = "org.verapdf.apps.GreenfieldCliWrapper"


class VeraPdf:
    name = "verapdf"
    about = "veraPDF: PDF/A-3a and PDF/UA-1, every rule that a machine can test"
    edition = "pdf"

    def missing(self) -> str:
        jars = list((toolbox.home() / "verapdf").glob("greenfield-apps-*.jar"))
        return toolbox.lacking(Java=toolbox.program(("java",)), veraPDF=jars)

    def judge(self, files: Sequence[Path]) -> Verdicts:
        found: dict[Path, tuple[Finding, ...]] = {}
        for batch in toolbox.batches(files):
            # Flavour 0: by the claims in the file, all of them. A file without a claim fails in _findings.
            jars = toolbox.home() / "verapdf" / "*"
            command: tuple[str | Path, ...] = (
                *toolbox.JAVA,
                "-cp",
                jars,
                MAIN,
                "--flavour",
                "0",
                "--format",
                "json",
                *batch,
            )
            found |= verdicts(batch, toolbox.run(command), read, CODES)
        return found


def read(output: toolbox.Output) -> dict[Path, Sequence[Finding]]:
    """The findings of each file from veraPDF's JSON. A job that broke off has no validationResult."""
    jobs = json.loads(output.out)["report"]["jobs"]
    return {
        Path(job["itemDetails"]["name"]): tuple(_findings(job["validationResult"]))
        for job in jobs
        if "validationResult" in job
    }


def _findings(results: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    for claim in CLAIMS:
        result = next((one for one in results if one["profileName"].startswith(f"{claim} ")), None)
        if result is None:
            yield Finding("claim", f"the file does not claim {claim}")
            continue
        rules = result["details"]["ruleSummaries"]
        for rule in rules:
            name = f"{rule['specification']} {rule['clause']}-{rule['testNumber']}"
            places = sorted({_place(check["context"]) for check in rule["checks"]})
            yield Finding(name, f"{rule['description']} ({rule['failedChecks']} times)", ", ".join(places[:5]))
        if not rules and (result["compliant"] is not True or result["jobEndStatus"] != "normal"):
            yield Finding(claim, f"not compliant; {result['jobEndStatus']}")


def _place(context: str) -> str:
    """`root/document[0]/pages[3](12 0 obj PDPage)/…` -> `page 4`; otherwise the last part of the path."""
    page = re.search(r"pages\[(\d+)\]", context)
    return f"page {int(page[1]) + 1}" if page else context.rsplit("/", 1)[-1][:80]
