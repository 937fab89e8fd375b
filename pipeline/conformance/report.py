"""The report of a run: a table and a list for the terminal, an accessible page, and JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.conformance.run import Report

if TYPE_CHECKING:
    from rich.table import Table

FORMAT = 1


def plain(report: Report) -> dict[str, Any]:
    """The report as JSON values."""
    findings = [
        {"publication": publication, "judge": judge, "file": file, **asdict(finding)}
        for publication, judge, file, finding in report.findings()
    ]
    return {
        "format": FORMAT,
        "passed": not findings,
        "judges": [
            {
                "name": verdict.judge.name,
                "about": verdict.judge.about,
                "edition": verdict.judge.edition,
                "files": len(verdict.found),
                "seconds": round(verdict.seconds, 1),
            }
            for verdict in report.verdicts
        ],
        "publications": [
            {
                "name": publication,
                "judges": {
                    verdict.judge.name: {
                        "files": len(report.collected.of(verdict.judge, publication)),
                        "findings": len(report.of(verdict, publication)),
                    }
                    for verdict in report.verdicts
                },
            }
            for publication in report.collected.publications
        ],
        "findings": findings,
    }


def page(values: dict[str, Any], press: Path) -> str:
    """The report as an HTML page, from the templates of the press."""
    from pipeline.house import House
    from pipeline.templating import environment

    template = environment(House.of(press)).get_template("conformance/report.html.j2")
    return template.render(report=values) + "\n"


def write(values: dict[str, Any], folder: Path, press: Path) -> Path:
    """Writes report.json and report.html into a folder. Returns the page."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.json").write_text(json.dumps(values, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    target = folder / "report.html"
    target.write_text(page(values, press), encoding="utf-8")
    return target


def table(values: dict[str, Any]) -> Table:
    """Publications by judges: ✓ and the number of files, or ✗ and the number of findings."""
    from rich.table import Column, Table

    shown = Table(Column("publication", no_wrap=True), title="Conformance", title_justify="left")
    for judge in values["judges"]:
        shown.add_column(judge["name"], no_wrap=True)
    for publication in values["publications"]:
        cells = [_cell(publication["judges"][judge["name"]]) for judge in values["judges"]]
        shown.add_row(publication["name"], *cells)
    return shown


def _cell(counts: dict[str, int]) -> str:
    if counts["findings"]:
        return f"[red]✗ {counts['findings']} found[/red]"
    return f"[green]✓ {counts['files']} ok[/green]"


def lines(findings: Sequence[dict[str, str]]) -> list[str]:
    """Every finding on two lines: the file, the judge and the rule; the message and the place."""
    return [
        f"{one['file'] or one['publication'] or 'output'}: {one['judge'] or 'files'}: {one['rule']}"
        + f"\n    {one['message']}"
        + (f"\n    at {one['place']}" if one["place"] else "")
        for one in findings
    ]
