"""`chancery diff`."""

from __future__ import annotations

import shutil
from argparse import Namespace
from pathlib import Path

from pipeline.cli.screen import Screen
from pipeline.house import House
from pipeline.problems import Exit

PIPE = 100
"""Columns of lines that go to no terminal."""


def run(options: Namespace, screen: Screen) -> Exit:
    """Shows what changed from OLD to NEW. Whether something did makes no difference to the exit code."""
    from pipeline.changes.compare import compare
    from pipeline.changes.sides import both
    from pipeline.changes.terminal import Terminal

    changes = compare(*both(options.old, options.new, options.press, options.output))
    if options.html is not None:
        from pipeline.changes.redline import page

        write(options.html, page(changes, House.of(options.press)).encode())
    is_terminal = screen.out.isatty()
    columns = shutil.get_terminal_size().columns if is_terminal else PIPE
    styled = screen.styled("x", "red", screen.out) != "x"
    for line in Terminal(max(columns, 40), styled).lines(changes):
        screen.say(line)
    if options.html is not None:
        screen.note(f"The redline is in {options.html}.")
    return Exit.OK


def write(path: Path, data: bytes) -> None:
    """Puts a file into its place as a whole. Raises MachineError where that cannot be done."""
    from pipeline.build.failures import unwritable
    from pipeline.build.write import replace_all

    try:
        replace_all(path.parent, {path.name: data})
    except OSError as error:
        raise unwritable(error, path) from error
