"""All editions together: each says what the document says, and none knows another."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.editions.edition import Edition
from pipeline.house import House
from pipeline.nodes import NODES, macro_name
from tests import samples
from tests.pieces import EACH, Piece
from tests.small import ROOT

try:
    from pipeline.editions import EDITIONS
except ImportError:
    from pipeline.editions.docx import Docx
    from pipeline.editions.epub import Epub
    from pipeline.editions.html import Html
    from pipeline.editions.pdf import Pdf

    EDITIONS = (Html(), Pdf(), Epub(), Docx())

HOUSE = House()
every_edition = pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.name)


def test_there_is_a_piece_for_every_node_type() -> None:
    assert set(EACH) == set(NODES)


@every_edition
@pytest.mark.parametrize(("node", "piece"), EACH.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_what_is_written_is_what_is_read(edition: Edition, node: type[Any], piece: Piece) -> None:
    document = piece.document()
    reading = edition.read(edition.write(document, HOUSE))
    assert reading.blocks == piece.blocks, macro_name(node)
    assert reading.outline == piece.outline
    assert reading.notes == piece.said
    assert reading.alts == piece.alts
    assert reading.links == piece.links
    assert dict(reading.metadata) == dict(document.metadata)


@pytest.fixture(scope="module")
def readings() -> dict[str, Any]:
    document = samples.everything()
    return {edition.name: edition.read(edition.write(document, HOUSE)) for edition in EDITIONS}
