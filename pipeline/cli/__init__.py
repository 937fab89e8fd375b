"""The command `chancery`: arguments, messages, exit codes. What it does is done by the rooms below it."""

from __future__ import annotations

import errno
import os
import signal
import sys
import threading
from collections.abc import Sequence
from importlib import import_module

from pipeline.cli.arguments import parse
from pipeline.cli.screen import Screen
from pipeline.press import UsageError
from pipeline.problems import Exit, PublishingError


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code (`problems.Exit`); without `argv`, the process's."""
    screen = Screen.of_this_process()
    try:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, _interrupt)
        options = parse(sys.argv[1:] if argv is None else argv)
        code: Exit = import_module(f"pipeline.cli.{options.module}").run(options, screen)
        screen.out.flush()
    except UsageError as error:
        screen.wrong(str(error), error.advice)
        code = error.exit_code
    except PublishingError as error:
        screen.problems(error.problems)
        code = error.exit_code
    except KeyboardInterrupt:
        screen.wrong("Interrupted: what was finished stays, nothing is half written.")
        code = Exit.INTERRUPTED
    except BrokenPipeError:
        _let_go_of_output()
        code = Exit.INTERRUPTED
    except OSError as error:
        if error.filename is None and error.errno == errno.ENOSPC:
            _let_go_of_output()
        said = error.strerror or str(error)
        screen.wrong(f"{error.filename}: {said}." if error.filename else f"{said}.")
        code = Exit.MACHINE
    return code


def _let_go_of_output() -> None:
    """Nobody takes our output any more: Python would complain once again when it closes the stream."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
