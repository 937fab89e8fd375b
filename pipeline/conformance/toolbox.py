"""Where the outside programs are, and how one is run: with a time limit, and never raising for what it does."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

TOOLS = Path(__file__).with_name("tools")
"""The scripts that drive the judges, and the locked lists of what is installed."""

INSTALL = "make conformance"

TIME_LIMIT = 600
"""Seconds for one run of one judge, however many files it takes. A run on a whole press takes a tenth of it."""

JAVA = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss16m")
"""Short runs: the second compiler does not pay. Deep trees: the default stack overflows."""

CHROMIUM = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
OFFICE = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")


@dataclass(frozen=True, slots=True)
class Output:
    """What a program said. `ended`: why it was not left to finish, or could not begin; empty otherwise."""

    code: int
    out: str
    err: str
    ended: str = ""


def home() -> Path:
    """The folder of installed judges: `CHANCERY_JUDGES`, by default `judges` in the virtual environment."""
    return Path(os.environ.get("CHANCERY_JUDGES") or Path(sys.prefix) / "judges").absolute()


def program(names: Sequence[str]) -> str:
    """The first of these programs that is on the machine; empty where none is."""
    return next((found for found in map(shutil.which, names) if found), "")


def lacking(**wanted: object) -> str:
    """`lacking(Java=program(("java",)))` -> what is not there, with the command that installs it; or empty."""
    names = [name.replace("_", " ") for name, there in wanted.items() if not there]
    return f"{', '.join(names)} not found: {INSTALL} installs what is missing" if names else ""


def packages(*names: str) -> bool:
    """Whether these npm packages are installed."""
    return all((home() / "node_modules" / name / "package.json").is_file() for name in names)


def run(
    command: Sequence[str | Path], variables: Mapping[str, str] | None = None, seconds: float = TIME_LIMIT
) -> Output:
    """Runs a program to its end, or to the time limit; then all that it has started ends with it."""
    try:
        process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "CHANCERY_JUDGES": str(home()), **(variables or {})},
            start_new_session=True,
        )
    except OSError as error:
        return Output(-1, "", str(error), f"it could not be started: {error.strerror}")
    ended = ""
    try:
        out, err = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        ended = f"it took more than {seconds:g} seconds"
        os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise
    return Output(process.returncode, out.decode(errors="replace"), err.decode(errors="replace"), ended)


def batches(files: Sequence[Path], length: int = 100_000) -> Iterator[tuple[Path, ...]]:
    """The files in as few groups as fit on a command line (128 KiB everywhere that matters)."""
    batch: list[Path] = []
    room = length
    for file in files:
        need = len(os.fsencode(file)) + 1
        if batch and need > room:
            yield tuple(batch)
            batch, room = [], length
        batch.append(file)
        room -= need
    if batch:
        yield tuple(batch)


def nodes() -> dict[str, str]:
    """The variables of a judge that runs in Node and looks at pages in Chromium."""
    return {"PUPPETEER_EXECUTABLE_PATH": program(CHROMIUM)}
