"""What is due from a document is what its pieces say by hand."""

from __future__ import annotations

from dataclasses import fields

import pytest

from pipeline.agreement import expected
from pipeline.editions.edition import KINDS, Said, joined
from pipeline.nodes import NODES, Position
from tests import samples
from tests.mutations.trees import numbered
from tests.nested import PIECES
from tests.pieces import EACH, Piece
from tests.samples import p

every_piece = pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)


def test_there_is_a_piece_for_every_node_type() -> None:
    assert set(EACH) == set(NODES)


def test_there_is_a_piece_for_every_kind_of_block_and_every_part_of_it() -> None:
    by_hand = [said for piece in PIECES.values() for blocks in (piece.said, *piece.said_in_notes) for said in blocks]
    assert {said.kind for said in by_hand} == set(KINDS)
    for part in fields(Said):
        assert any(getattr(said, part.name) for said in by_hand), part.name


@every_piece
def test_the_blocks_that_are_due(piece: Piece) -> None:
    assert tuple(due.said for due in expected.blocks(piece.document())) == piece.said


@every_piece
def test_the_notes_that_are_due(piece: Piece) -> None:
    notes = expected.notes(piece.document())
    assert tuple(tuple(due.said for due in note) for note in notes) == piece.said_in_notes


@every_piece
def test_the_table_of_contents_that_is_due(piece: Piece) -> None:
    assert expected.contents(piece.document()) == piece.contents


@pytest.mark.parametrize(
    ("runs", "due"),
    [
        ([], ()),
        ([("en", "own")], ()),
        ([("fr", "un"), ("en", " "), ("fr", "deux")], (("fr", "un deux"),)),
        ([("fr", "un"), ("de", " "), ("de", "zwei")], (("fr", "un"), ("de", "zwei"))),
        ([("en", "a "), ("fr", "un "), ("en", "b")], (("fr", "un"),)),
        ([("fr", "  "), ("en", "own")], ()),
    ],
)
def test_runs_of_one_language_are_joined(runs: list[tuple[str, str]], due: tuple[tuple[str, str], ...]) -> None:
    assert joined(runs, "en") == due


def test_a_block_that_is_due_knows_its_line() -> None:
    document = numbered(samples.short(p("One."), *EACH[next(iter(EACH))].content, p("Last.")))
    lines = [due.position for due in expected.blocks(document)]
    assert lines == sorted(lines, key=lambda at: at.line)
    assert len(set(lines)) == len(lines)
    assert Position() not in lines
