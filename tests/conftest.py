"""Options of the test run."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# No property is timed: a busy machine is no fault of the code. A run that decides draws the same examples each time.
settings.register_profile("press", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("press")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write expected outputs anew instead of comparing")
