"""A press in a temporary folder, and two small editions for it: plain text, real, and quick to make."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.agreement import expected, furniture
from pipeline.build.plan import Planner, Wanted, tasks
from pipeline.build.run import InProcess, run
from pipeline.build.write import Outcome, write
from pipeline.conformance import gate
from pipeline.crosswalk import metadata
from pipeline.document import Document
from pipeline.editions.edition import Edition, Reading, Said
from pipeline.house import House
from pipeline.nodes import walk
from pipeline.press import Press

ROOT = Path(__file__).resolve().parents[1]

TEXT = """---
title: "{title}"
type: declaration
date: 2011-09-23
---

{words}
"""


@dataclass(frozen=True)
class Small:
    """The text of a document below a line from a template. Orders in the text make it fail in several ways."""

    name: str
    suffix: str
    templates: tuple[str, ...]
    tools: tuple[str, ...] = ("jinja2",)
    media_type: str = "text/plain"
    libraries: tuple[str, ...] = ()
    carries: bool = False

    def write(self, document: Document, house: House) -> bytes:
        said = [(due.said, note) for note, dues in enumerate(parts(document)) for due in dues]
        lines = [(one.text, one.kind, one.label, one.level, *one.place, note) for one, note in said]
        words = "\n".join("\t".join(map(str, line)) for line in lines)
        if "ORDER: fail" in words:
            raise RuntimeError("the order was to fail")
        if "ORDER: library" in words:
            raise OSError("cannot load library 'libpango-1.0-0': no such file")
        print("a library that talks")
        if "ORDER: wait" in words:
            time.sleep(60)
        if "ORDER: die" in words:
            os._exit(9)
        head = house.read(f"{self.templates[0]}/head.txt").decode()
        around = (furniture.title_block(document, house), furniture.imprint(document, house, versions=True))
        lines = "\n\n".join("\n".join(_line(one.said) for one in part) for part in around)
        count = len(list(walk(document.blocks)))
        return f"{self.name}: {head}\n{lines}\n\n{words}\n\n{count}\n".encode()

    def read(self, data: bytes) -> Reading:
        _, front, imprint, rest = data.decode().split("\n\n", maxsplit=3)
        *words, _ = rest.splitlines()
        lines = [line.split("\t") for line in words if line]
        said: dict[int, tuple[Said, ...]] = {0: ()}
        for text, kind, label, level, row, column, note in lines:
            block = Said(kind, text, label, int(level), (int(row), int(column)))
            said[int(note)] = (*said.get(int(note), ()), block)
        body, *notes = said.values()
        around = (tuple(map(_said, part.splitlines())) for part in (front, imprint))
        return Reading(
            metadata({}),
            front=next(around),
            blocks=body,
            notes=tuple(notes),
            imprint=next(around),
            unsaid=frozenset(("styles",)),
        )


def _line(said: Said) -> str:
    return f"{json.dumps(asdict(said))}\t{said.text}"


def _said(line: str) -> Said:
    values = json.loads(line.partition("\t")[0])
    pairs = {name: tuple(map(tuple, values[name])) for name in ("links", "languages", "expansions", "styles")}
    return Said(**{**values, **pairs, "place": tuple(values["place"])})


def parts(document: Document) -> tuple[tuple[expected.Due, ...], ...]:
    """The blocks of the body, then those of each note."""
    return (expected.blocks(document), *expected.notes(document))


ONE, TWO = Small("one", ".one.txt", ("one", "fonts")), Small("two", ".two.txt", ("two",))
SMALL: tuple[Edition, ...] = (ONE, TWO)


def looked_at(data: bytes) -> tuple[gate.Finding, ...]:
    """The check of the small editions: the order `ORDER: break` breaks a rule."""
    return (gate.Finding("order", "an order to break", "“ORDER: break”"),) if b"ORDER: break" in data else ()


gate.CHECKS.update(dict.fromkeys(("one", "two", "three"), gate.Check("C02", {"order": "no orders"}, looked_at)))


def make_press(root: Path, **publications: str) -> Path:
    """A press with a template for each small edition, and publications with one English text each."""
    for name in ("one", "two"):
        put(root / "templates" / name / "head.txt", f"head of {name}\n")
    (root / "source").mkdir(exist_ok=True)
    for name, words in publications.items():
        put(root / "source" / name / "text.en.md", TEXT.format(title=f"On {name}", words=words))
    return root


def put(path: Path, text: str) -> Path:
    """A file with this text, its folder made first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder by name, without the lock."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != ".lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(files)}


def recorded(press: Path, name: str) -> dict[str, str]:
    """The keys in a publication's manifest, by file."""
    content = json.loads((press / "output" / name / "manifest.json").read_bytes())
    return {entry["file"]: entry["key"] for entry in content["editions"]}


DRIVER = """
import sys
from pipeline import editions
from tests.small import SMALL
editions.EDITIONS = SMALL
from pipeline.cli import main
code = main()
if "SHOW_MODULES" in __import__("os").environ:
    print(*sorted(sys.modules), file=sys.stderr)
sys.exit(code)
"""


def chancery(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command with the small editions, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", DRIVER, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def build(press: Path, editions: tuple[Edition, ...] = SMALL, **wanted: object) -> dict[str, Outcome]:
    """Builds what is out of date, in this process: what became of each publication that was not fresh."""
    place = Press.at(press)
    planner = Planner(place, House.of(press), editions, Wanted(**wanted))  # type: ignore[arg-type]
    due = tasks(planner.plan(place.publications()))
    return {produced.name: write(place.output, produced) for produced in run(due, InProcess, 1)}


def made(outcomes: dict[str, Outcome]) -> set[str]:
    """`alpha.en.one` for everything that was made."""
    return {f"{name}.{tag}.{edition}" for name, outcome in outcomes.items() for tag, edition in outcome.made}
