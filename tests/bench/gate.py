"""How much the gate and agreement cost, and how a build compares with other tools, as ratios within one run.

    python -m tests.bench.gate

Cold: a process of its own for each build, as a user starts it. Warm: making, and checking, once all is loaded.
Nothing here is asserted: the figures are of the machine that they are taken on.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from pipeline import editions
from pipeline.agreement.compare import differences
from pipeline.conformance import gate
from pipeline.document import Document
from pipeline.house import House
from pipeline.source import read_publication

ROOT = Path(__file__).resolve().parents[2]
HEAD = "---\ntitle: On the Bench\ntype: report\ndate: 2011-09-23\nparties: [{name: Office, role: author}]\n---\n\n"
WORDS = "the parties recall that every State has the responsibility to protect its populations and to act in time"
TIMES = 3


def text(sections: int) -> str:
    """A text of headings, paragraphs, lists and notes; forty sections make some forty pages."""
    parts = []
    for number in range(1, sections + 1):
        body = "\n\n".join(f"{WORDS.capitalize()}. " * 6 for _ in range(5))
        items = "\n".join(f"- {WORDS}" for _ in range(4))
        parts.append(f"# Section {number}\n\n{body}[^{number}]\n\n{items}\n\n[^{number}]: {WORDS}.\n")
    return "\n".join(parts)


def least(work: Callable[[], object], times: int = TIMES) -> float:
    """The shortest time, in seconds, that the work takes."""
    best = float("inf")
    for _ in range(times):
        started = perf_counter()
        work()
        best = min(best, perf_counter() - started)
    return best


def warm(document: Document, house: House) -> None:
    """Making, checking and reading back each edition, one after the other, once all is loaded."""
    made = checked = compared = 0.0
    for edition in editions.EDITIONS:
        data = edition.write(document, house)
        making = least(lambda edition=edition: edition.write(document, house))  # type: ignore[misc]
        checking = least(lambda edition=edition, data=data: gate.check(edition.name, data))  # type: ignore[misc]
        comparing = least(lambda edition=edition, data=data: agree(document, edition, data, house))  # type: ignore[misc]
        made, checked, compared = made + making, checked + checking, compared + comparing
        times = (making * 1000, checking * 1000, comparing * 1000)
        print("  {:<5} made in {:7.1f} ms, checked in {:6.1f} ms, compared in {:6.1f} ms".format(edition.name, *times))
    print(f"  warm, one after the other: the gate takes {checked / made:.1%} of making the editions,", end="")
    print(f" agreement {compared / made:.1%}")


def agree(document: Document, edition: editions.edition.Edition, data: bytes, house: House) -> None:
    """Reads an edition back and holds it against its document, as every build does."""
    found = differences(document, edition.name, edition.read(data), house)
    if found:
        raise SystemExit(f"the {edition.name} edition disagrees: {found[0]}")


def cold(press: Path) -> tuple[float, float]:
    """A whole build in a process of its own, with the gate and without it, in turns: (seconds, seconds)."""
    command = [sys.executable, "-m", "pipeline", "build", "--press", str(press), "--force", "--quiet"]
    took: dict[tuple[str, ...], list[float]] = {(): [], ("--no-gate",): []}
    for _ in range(TIMES):
        for more, times in took.items():
            whole = [*command, *more]
            times.append(least(lambda c=whole: subprocess.run(c, cwd=ROOT, check=True, capture_output=True), 1))  # type: ignore[misc]
    return min(took[()]), min(took["--no-gate",])


def peers(press: Path, ours: float) -> None:
    """The same text through pandoc and Typst, where they are installed; neither makes these four editions."""
    source = next((press / "source").glob("*/*.md"))
    there = [name for name in ("pandoc", "typst") if shutil.which(name)]
    print(
        "".join(f"  {name} is not installed: not compared\n" for name in ("pandoc", "typst") if name not in there),
        end="",
    )
    if "pandoc" not in there:  # Typst reads no Markdown: pandoc has to hand it the text
        return
    with tempfile.TemporaryDirectory() as folder:

        def pandoc(suffix: str) -> float:
            command = ["pandoc", "-s", str(source), "-o", f"{folder}/text.{suffix}"]
            return least(lambda: subprocess.run(command, check=True, capture_output=True))

        took = {"pandoc (html, epub, docx)": sum(map(pandoc, ("html", "epub", "docx")))}
        if "typst" in there:
            pandoc("typ")
            command = ["typst", "compile", f"{folder}/text.typ", f"{folder}/text.pdf"]
            took["typst (pdf)"] = least(lambda: subprocess.run(command, check=True, capture_output=True))
    for name, seconds in took.items():
        print(f"  our four editions take {ours / seconds:.1f} times what {name} takes")


def measure(name: str, body: str, folder: Path) -> None:
    """One press with one publication."""
    press = folder / name
    publication = press / "source" / f"{name}-text"
    publication.mkdir(parents=True)
    (publication / "text.en.md").write_text(HEAD + body, encoding="utf-8")
    house = House.of(press)
    print(f"{name}:")
    warm(read_publication(publication, press, house).documents[0], house)
    with_gate, without = cold(press)
    print(f"  cold, a whole build: gate and agreement add {with_gate / without - 1:.1%} to {without:.2f} s")
    peers(press, with_gate)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, sections in (("short", 2), ("long", 40)):
            measure(name, text(sections), Path(folder))


if __name__ == "__main__":
    main()
