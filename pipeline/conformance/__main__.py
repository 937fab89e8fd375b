"""`python -m pipeline.conformance`: the outside judges over everything in the output. Exit codes: `problems.Exit`."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.conformance import report
from pipeline.conformance.judge import Judge
from pipeline.conformance.judges import JUDGES
from pipeline.conformance.judges.nu import Nu
from pipeline.conformance.run import Verdict, collect, judge_all
from pipeline.problems import Exit

if TYPE_CHECKING:
    from rich.console import Console

EPILOG = """\
examples:
  python -m pipeline.conformance
  python -m pipeline.conformance --judge axe --judge nu
  python -m pipeline.conformance --output /srv/editions --report /tmp/report

exit codes: 0 nothing was found, 1 there are findings, 2 wrong usage, 3 a judge is not on this machine
"""


def parser() -> argparse.ArgumentParser:
    """The options."""
    names = [judge.name for judge in JUDGES]
    root = argparse.ArgumentParser(
        prog="python -m pipeline.conformance",
        description="Has the outside judges judge every edition in the output.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    root.add_argument("--press", metavar="DIR", type=Path, default=Path(), help="the press (default: this folder)")
    root.add_argument("--output", metavar="DIR", type=Path, help="where its editions are (default: PRESS/output)")
    root.add_argument("--fixtures", metavar="DIR", type=Path, help="a second press: build it, and judge it too")
    root.add_argument("--report", metavar="DIR", type=Path, help="where the report goes (default: OUTPUT/conformance)")
    root.add_argument("--judge", metavar="NAME", action="append", choices=names, help=f"only: {', '.join(names)}")
    return root


def main(argv: Sequence[str] | None = None) -> int:
    """Judges, writes the report, prints it, and returns the exit code."""
    from rich.console import Console

    options = parser().parse_args(argv)
    console = Console(highlight=False)
    console.width = max(console.width, 120)  # names are not cut: a narrow window breaks the lines of the table
    judges = [judge for judge in JUDGES if not options.judge or judge.name in options.judge]
    missing = {judge.name: said for judge in judges if (said := judge.missing())}
    if missing:
        for name, said in missing.items():
            print(f"{name}: {said}", file=sys.stderr)
        return Exit.MACHINE
    output: Path = options.output or options.press / "output"
    folder: Path = options.report or output / "conformance"
    outputs = [output]
    if options.fixtures:
        outputs.append(folder / "fixtures")
        command = ("build", "--quiet", "--press", options.fixtures, "--output", outputs[-1])
        built = subprocess.run([sys.executable, "-m", "pipeline", *map(str, command)], check=False)
        if built.returncode:
            return built.returncode
    return _judge(console, judges, outputs, folder, options.press)


def _judge(console: Console, judges: Sequence[Judge], outputs: Sequence[Path], folder: Path, press: Path) -> int:
    collected = collect(outputs)
    console.print(f"{len(collected.items)} files of {len(collected.publications)} publications, {len(judges)} judges")

    def tell(verdict: Verdict) -> None:
        found = sum(map(len, verdict.found.values()))
        console.print(f"  {verdict.judge.name}: {len(verdict.found)} files, {found} found, {verdict.seconds:.0f} s")

    values = report.plain(judge_all(collected, judges, tell))
    target = report.write(values, folder, press)
    findings = values["findings"]
    nu = Nu()
    if not nu.missing():  # the report keeps to the rules that it reports on
        own = nu.judge([target.resolve()])[target.resolve()]
        findings += [
            {"publication": "", "judge": nu.name, "file": target.name, "rule": one.rule, "message": one.message,
             "place": one.place} for one in own
        ]  # fmt: skip
    console.print(report.table(values))
    for line in report.lines(findings):
        console.print(line, markup=False, soft_wrap=True)
    said = f"{len(findings)} findings" if findings else "Nothing was found: every file conforms"
    console.print(f"{said}. The report: {target}", markup=False, soft_wrap=True)
    return Exit.PROBLEMS if findings else Exit.OK


if __name__ == "__main__":
    sys.exit(main())
