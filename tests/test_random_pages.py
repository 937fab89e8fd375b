"""No valid document is refused: whatever stands wherever on the pages, the PDF says all of it.

The sources are made at random, some for the suite; more of them by hand:

    python -m tests.test_random_pages en 0 300
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest

from pipeline.agreement.compare import differences
from pipeline.document import Document
from pipeline.editions.pdf import Pdf
from pipeline.house import House
from pipeline.source import read_publication
from tests import samples
from tests.random_sources import OTHERS, source

HOUSE = House()
PDF = Pdf()
SEEDS = [*((seed, language) for seed in range(4) for language in OTHERS), (234, "ar"), (306, "zh"), (316, "zh")]
"""The last: where a word fits a column and the space after it does not."""


def document(text: str, language: str) -> Document:
    """The document of a source, with the pictures of the samples."""
    with tempfile.TemporaryDirectory() as press:
        folder = Path(press) / "source" / "random"
        folder.mkdir(parents=True)
        (folder / f"text.{language}.md").write_text(text, encoding="utf-8")
        for asset in samples.assets().values():
            (folder / asset.name).write_bytes(asset.data)
        return read_publication(folder, Path(press), HOUSE).documents[0]


def wrong(text: str, language: str) -> list[str]:
    """What the PDF of a source says otherwise."""
    made = document(text, language)
    return [problem.message for problem in differences(made, "pdf", PDF.read(PDF.write(made, HOUSE)), HOUSE)]


@pytest.mark.parametrize(("seed", "language"), SEEDS)
def test_a_document_made_at_random_is_set_whole(seed: int, language: str) -> None:
    assert wrong(source(seed, language), language) == []


def main(language: str, first: int, last: int) -> None:
    """Tell of all that fail."""
    for seed in range(first, last):
        try:
            found = wrong(source(seed, language), language)
        except Exception as error:  # each is a document refused
            found = [repr(error)]
        if found:
            print(language, seed, found[0][:300], flush=True)
    print(language, first, last, "done")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
