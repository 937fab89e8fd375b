"""Options of the test run, and what it says at its end."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# No property is timed: a busy machine is no fault of the code. A run that decides draws the same examples each time.
settings.register_profile("press", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("press")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write expected outputs anew instead of comparing")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    from tests.mutations import tally

    reports = [report for name in ("passed", "failed") for report in terminalreporter.stats.get(name, ())]
    said = tally.summary(entry for report in reports for entry in report.user_properties)
    if said:
        terminalreporter.write_line(said)
