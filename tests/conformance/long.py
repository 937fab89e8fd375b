"""Long documents build whole, with the gate and agreement, and below a gibibyte (`make conformance`)."""

from __future__ import annotations

import pytest

from tests.bench import long


@pytest.mark.parametrize("name", long.TEXTS)
def test_a_long_document_builds_in_memory(name: str) -> None:
    make, length, numbering = long.TEXTS[name]
    _, peak = long.build(make(length), numbering)
    assert peak < long.MOST
