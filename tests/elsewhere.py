"""The real command with the real editions, in a process of its own, under whatever circumstances."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.small import ROOT, put

SOURCES = (
    "tests/golden/languages/source/2030-communique",
    "tests/golden/resolution/source/2030-resolution",
    "tests/conformance/source/letterhead",
)
"""Three languages, notes, tables, lists, pictures, emblems."""


def make_press(root: Path, sources: tuple[str, ...] = SOURCES) -> Path:
    """A press with publications of the fixtures."""
    for source in sources:
        shutil.copytree(ROOT / source, root / "source" / Path(source).name)
    put(root / "source/publisher.yaml", "publisher: Office of Fictional Publications\n")
    return root


@dataclass(frozen=True)
class Way:
    """How the command is run: everything that must not matter."""

    folder: str = "press"
    environment: Mapping[str, str] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()
    umask: int = -1
    code: str = "import sys; from pipeline.cli import main; sys.exit(main())"
    terminal: bool = False
    touched: bool = False
    gate: bool = False


def run(root: Path, command: str, way: Way = Way()) -> subprocess.CompletedProcess[bytes]:
    """The real command on a press, with the real editions, in a process of its own."""
    tmp = root.parent
    environment = {name: value.format(tmp=tmp) for name, value in way.environment.items()}
    for name in ("home", "cache", "elsewhere"):
        (tmp / name).mkdir(exist_ok=True)
    arguments = way.arguments if way.gate or command != "build" else ("--no-gate", *way.arguments)
    master, slave = pty.openpty() if way.terminal else (None, None)
    result = subprocess.run(
        [sys.executable, "-c", way.code.format(other=tmp / "other"), command, "--press", str(root), *arguments],
        cwd=tmp,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=slave if slave is not None else subprocess.PIPE,
        umask=way.umask,
        timeout=180,
        check=False,
    )
    if slave is not None and master is not None:
        os.close(slave)
        os.close(master)
    return result


def build_once(root: Path) -> Path:
    """The press, built in the usual way."""
    result = run(make_press(root), "build")
    assert result.returncode == 0, result.stderr
    return root
