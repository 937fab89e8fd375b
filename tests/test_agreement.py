"""Agreement: what every edition of a document says is what the document says."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from pipeline.agreement.compare import differences
from pipeline.document import Document
from pipeline.editions import EDITIONS
from pipeline.editions.edition import Edition
from pipeline.house import House
from pipeline.source import find_publications, read_publication
from tests import pieces, samples
from tests.nested import PIECES
from tests.pieces import Piece
from tests.small import ROOT

HOUSE = House()
every_edition = pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.name)


def disagreements(document: Document, edition: Edition) -> list[str]:
    """What an edition of a document says otherwise than the document."""
    reading = edition.read(edition.write(document, HOUSE))
    return [str(problem) for problem in differences(document, edition.name, reading, HOUSE)]


@every_edition
@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_every_piece_agrees(edition: Edition, piece: Piece) -> None:
    assert disagreements(piece.document(), edition) == []


DOCUMENTS: dict[str, Callable[[], Document]] = {
    "everything": samples.everything,
    "nothing": samples.short,
    "long": pieces.long_document,
    "two directions": lambda: pieces.long_document(2, pieces.ARABIC),
    "French": lambda: pieces.long_document(2, language="fr-CH"),
    "long values": lambda: samples.everything(
        title="A long title " * 40, subjects=tuple(f"subject {n}" for n in range(90))
    ),
}


@every_edition
@pytest.mark.parametrize("make", DOCUMENTS.values(), ids=DOCUMENTS)
def test_whole_documents_agree(edition: Edition, make: Callable[[], Document]) -> None:
    assert disagreements(make(), edition) == []


def sources() -> Iterator[Document]:
    """The documents of the press and of the golden sources."""
    for press in (ROOT, ROOT / "tests/golden/languages", ROOT / "tests/golden/resolution"):
        for folder in find_publications(press):
            yield from read_publication(folder, press, HOUSE).documents


@every_edition
def test_real_publications_agree(edition: Edition) -> None:
    for document in sources():
        assert disagreements(document, edition) == [], document.file
