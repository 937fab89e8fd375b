"""axe-core in Chromium, with our own looks at reflow, text spacing, focus and the network (WCAG 2.2 A and AA)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.conformance import toolbox
from pipeline.conformance.finding import Finding
from pipeline.conformance.judge import Verdicts, verdicts

ALLOWED: Mapping[tuple[str, str], str] = {
    ("aria-valid-attr-value", "aria-level values greater than 6"): (
        "HTML has six levels and the title takes the first: the sixth of a body is level 7, which WAI-ARIA 1.2 allows"
    ),
}
"""What axe leaves undecided (`incomplete`) and is no finding, by rule and words of the message, and why."""

VIEWS = tuple(f"{scheme} {width}" for scheme in ("light", "dark") for width in (320, 768, 1280))
"""Every page is judged in all of these. 320 CSS pixels is what WCAG 1.4.10 asks for."""


class Axe:
    name = "axe"
    about = "axe-core in Chromium: WCAG 2.2 AA, best practices, reflow, text spacing, focus; light and dark"
    edition = "html"

    def missing(self) -> str:
        return toolbox.lacking(
            Node=toolbox.program(("node",)),
            Chromium=toolbox.program(toolbox.CHROMIUM),
            **{"npm axe-core, playwright-core": toolbox.packages("axe-core", "playwright-core")},
        )

    def judge(self, files: Sequence[Path]) -> Verdicts:
        found: dict[Path, tuple[Finding, ...]] = {}
        for batch in toolbox.batches(files):
            command: tuple[str | Path, ...] = ("node", toolbox.TOOLS / "axe.mjs", *batch)
            variables = {**toolbox.nodes(), "CHANCERY_PAGE_SECONDS": f"{toolbox.TIME_LIMIT:g}"}
            output = toolbox.run(command, variables, toolbox.TIME_LIMIT * (len(batch) + 1))
            found |= verdicts(batch, output, read, codes=(0,), by_file=True)
        return found


def read(output: toolbox.Output) -> dict[Path, Sequence[Finding]]:
    """The findings of each file, from one line of JSON for each; one that was not seen in all views is left out."""
    lines = [json.loads(line) for line in output.out.splitlines() if line.startswith("{")]
    return {Path(line["file"]): tuple(_findings(line)) for line in lines if tuple(line["views"]) == VIEWS}


def _findings(line: Mapping[str, Any]) -> Iterator[Finding]:
    """One finding for each rule and element, with all the views that show it."""
    seen: dict[tuple[str, str, str], list[str]] = {}
    for one in line["findings"]:
        if not (one["incomplete"] and _allowed(one["rule"], one["message"])):
            rule = ("incomplete: " if one["incomplete"] else "") + one["rule"]
            seen.setdefault((rule, one["message"], one["where"]), []).append(one["view"])
    for (rule, message, where), views in seen.items():
        shown = "all views" if len(views) == len(VIEWS) else ", ".join(views)
        yield Finding(rule, message, f"{where} ({shown})" if where else f"({shown})")


def _allowed(rule: str, message: str) -> bool:
    return any(rule == allowed and words in message for allowed, words in ALLOWED)
