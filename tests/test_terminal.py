"""The command at a terminal, in a pipe, and when it is interrupted."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.problems import Exit
from tests.small import DRIVER, ROOT, chancery, make_press, put, tree


@pytest.fixture
def press(tmp_path: Path) -> Path:
    return make_press(tmp_path, alpha="Hello.", beta="World.")


def test_colours_only_on_a_terminal_and_not_with_no_color(press: Path) -> None:
    def on_a_terminal(**environment: str) -> bytes:
        master, slave = pty.openpty()
        env = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
        env |= {"PYTHONPATH": str(ROOT), "TERM": "xterm", **environment}
        command = [sys.executable, "-c", DRIVER, "build", "nothing", "--press", str(press)]
        subprocess.run(command, env=env, cwd=ROOT, stdout=slave, stderr=slave, check=False, timeout=60)
        os.close(slave)
        return os.read(master, 4096)

    assert b"\x1b[31m" in on_a_terminal()
    assert b"\x1b" not in on_a_terminal(NO_COLOR="1")
    assert "\x1b" not in chancery("build", "nothing", "--press", press, NO_COLOR="").stderr


def test_a_bar_for_many_publications_on_a_terminal(tmp_path: Path) -> None:
    root = make_press(tmp_path, **{f"p{number}": "Fine." for number in range(12)})
    put(root / "source/bad/text.en.md", "no front matter")
    master, slave = pty.openpty()
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    command = [sys.executable, "-c", DRIVER, "build", "--press", str(root)]
    result = subprocess.run(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=slave, check=False, timeout=60)
    os.close(slave)
    shown = os.read(master, 65536).decode()
    assert result.returncode == Exit.PROBLEMS
    assert "13/13" in shown
    assert "bad: 1 problem" in shown
    assert re.fullmatch(r"Built 12 publications, 24 editions, in .* s: .*\n", result.stdout.decode())


def test_a_broken_pipe_ends_quietly(press: Path) -> None:
    command = [sys.executable, "-c", DRIVER, "list", "--press", str(press)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    reader, writer = os.pipe()
    os.close(reader)
    result = subprocess.run(
        command, env=env, cwd=ROOT, stdout=writer, stderr=subprocess.PIPE, text=True, check=False, timeout=60
    )
    os.close(writer)
    assert (result.returncode, result.stderr) == (Exit.INTERRUPTED, "")


def test_a_standard_output_on_a_full_disk(press: Path) -> None:
    command = [sys.executable, "-c", DRIVER, "list", "--press", str(press)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            command, env=env, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=60
        )
    assert (result.returncode, result.stderr) == (Exit.MACHINE, "chancery: No space left on device.\n")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_ends_at_once_and_leaves_nothing_half_done(tmp_path: Path, jobs: str, number: int) -> None:
    root = make_press(tmp_path, alpha="Fine.", beta="ORDER: wait", gamma="ORDER: wait", omega="Fine.")
    command = [sys.executable, "-c", DRIVER, "build", "--press", str(root), "--jobs", jobs]
    process = subprocess.Popen(
        command,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  else ignored in the background
    )
    deadline = time.monotonic() + 30
    while not (root / "output/alpha/manifest.json").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)
    os.killpg(process.pid, number) if number == signal.SIGINT else process.send_signal(number)
    _, err = process.communicate(timeout=10)
    assert process.returncode == Exit.INTERRUPTED
    assert err == "chancery: Interrupted: what was finished stays, nothing is half written.\n"
    assert set(tree(root / "output")) == {f"alpha/alpha.en.{n}.txt" for n in ("one", "two")} | {"alpha/manifest.json"}
    with pytest.raises(ProcessLookupError):  # no worker is left behind
        os.killpg(process.pid, 0)
