"""What long documents cost: time and memory of whole builds, each in a process of its own, with gate and agreement.

    python -m tests.bench.long

Ratios within one run: to the shortest of them, and of a document to half of it (2.0 grows with the length). The peak of
memory is asserted: below a gibibyte (`tests/conformance/long.py` does the same).
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from tests.bench.gate import HEAD, ROOT, WORDS

SENTENCE = f"{WORDS.capitalize()}. "
MOST = 1024
"""Mebibytes that a build may take."""


def treaty(articles: int) -> str:
    """A treaty of articles in parts, each of two paragraphs, the second with items: 300 make 100 pages."""
    parts = ["::: preamble\n*Recalling* the long ones,\n:::\n"]
    for number in range(articles):
        parts += [f"# Of matters {number // 50} {{.part}}\n"] if number % 50 == 0 else []
        items = "\n".join(f"({letter}) {WORDS};" for letter in "abc")
        parts.append(f"## Of matter {number} {{.article}}\n\n{SENTENCE * 3}\n\n{SENTENCE * 2}\n\n{items}\n")
    return "\n".join(parts)


def notes(count: int) -> str:
    """Paragraphs that each call a note."""
    calls = [f"{SENTENCE} The end.[^{n}]\n\n[^{n}]: See record {n}: {WORDS}.\n" for n in range(1, count + 1)]
    return "\n".join(calls)


def table(rows: int) -> str:
    """One table."""
    head = "| No. | State | What | Amount | Date |\n|--:|---|---|--:|---|\n"
    row = "| {0} | Republic of Examples {1} | Contribution to the fund for samples | {0}.25 | 2011-09-{2:02} |\n"
    return "The table:\n\n" + head + "".join(row.format(n, n % 190, n % 28 + 1) for n in range(1, rows + 1))


def plain(paragraphs: int) -> str:
    """Nothing but paragraphs."""
    return "\n\n".join(f"{SENTENCE}Paragraph {number} it was." for number in range(paragraphs))


TEXTS: dict[str, tuple[Callable[[int], str], int, str]] = {
    "treaty": (treaty, 300, "articles"),
    "notes": (notes, 2_000, "none"),
    "table": (table, 5_000, "none"),
    "plain": (plain, 10_000, "paragraphs"),
}
"""What is long: how it is made, how long, and how it is numbered."""


def build(body: str, numbering: str) -> tuple[float, int]:
    """Seconds and mebibytes (the most that any child of this process has taken) of a whole build."""
    with tempfile.TemporaryDirectory() as folder:
        publication = Path(folder) / "source" / "long-text"
        publication.mkdir(parents=True)
        head = HEAD.replace("type: report", f"type: report\nnumbering: {numbering}")
        (publication / "text.en.md").write_text(head + body, encoding="utf-8")
        started = perf_counter()
        command = [sys.executable, "-m", "pipeline", "build", "--press", folder, "--quiet"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"the build failed:\n{done.stderr[-2000:]}")
    return perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def main(only: tuple[str, ...] = tuple(TEXTS)) -> None:
    first = 0.0
    for name in only:
        make, length, numbering = TEXTS[name]
        half, _ = build(make(length // 2), numbering)
        whole, peak = build(make(length), numbering)
        first = first or whole
        print(
            f"{name} of {length:,}: {whole:.1f} s, {whole / first:.1f} times the first,"
            f" {whole / half:.2f} times its half; the peak so far is {peak} MiB"
        )
        if peak >= MOST:
            raise SystemExit(f"{name} takes {peak} MiB: more than {MOST}")


if __name__ == "__main__":
    main(tuple(sys.argv[1:]) or tuple(TEXTS))
