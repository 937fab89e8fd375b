"""Column widths: each column gets what its words need, and its share of the rest by how much it says."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from pipeline.fonts import Face, advance, line_height
from pipeline.nodes import Table, plain

SIZE, PADDING = 225, 250
"""The size of the letters of a table, and the margins of a cell, in twips: some more than they have, for digits that
another font sets."""
BOLD = 1.1
"""How much wider than others the bold letters of a head are."""
FRAME = 3400
"""The width of the document symbol and what stands below it, in twips (60 mm)."""
SMALL, APART = 200, 360
"""The size of the small text at the head of a document, and its distance from what follows, in twips."""
LEADING = 1.05
"""What the styles add to the height that a font asks for."""


class Measure:
    """Measures text in em, before there is a page. `faces`: in the order in which letters look for one."""

    def __init__(self, faces: tuple[Face, ...]) -> None:
        self._faces = faces
        self._found: dict[str, Face] = {}

    def across(self, text: str) -> float:
        """How wide a text is. Letters that join may be narrower than they are alone."""
        return sum(advance(self._face(char).path, char) for char in text)

    def height(self, text: str) -> float:
        """The height of a line: that of the highest font in it."""
        return LEADING * max((line_height(self._face(char).path) for char in set(text)), default=1.0)

    def _face(self, char: str) -> Face:
        if char not in self._found:
            self._found[char] = next((face for face in self._faces if face.given(char)), self._faces[0])
        return self._found[char]

    def overhang(self, framed: Iterable[str], beside: Iterable[str]) -> int:
        """How much further down a frame of these lines reaches than the lines beside it, in twips.

        Nothing makes a paragraph of Word begin below a frame, so what stands beside keeps that distance. How lines
        break is estimated; what stands beside may run on, and is then a little too far from what follows.
        """
        high = sum((ceil(self.across(text) * SMALL / FRAME) or 1) * self.height(text) for text in framed)
        further = round(SMALL * (high - sum(map(self.height, beside))))
        return further + APART if further > 0 else 0

    def columns(self, table: Table, total: int) -> list[int]:
        """The widths of all columns in twips; their sum is `total`."""
        least, most = [], []
        for column in range(len(table.head)):
            texts = [plain(row[column].content) for row in table.rows]
            head = plain(table.head[column].content)
            words = [self.across(word) for text in texts for word in text.split()]
            heads = [self.across(word) * BOLD for word in head.split()]
            least.append(ceil(max((*words, *heads), default=0) * SIZE) + PADDING)
            most.append(ceil(max((self.across(head) * BOLD, *map(self.across, texts))) * SIZE) + PADDING)
        return _exact(_shares(least, most, total), total)


def _shares(least: list[int], most: list[int], total: int) -> list[float]:
    if sum(most) <= total:  # everything fits on one line: the slack goes to all alike
        slack = (total - sum(most)) / len(most)
        return [width + slack for width in most]
    if sum(least) >= total:
        return [width * total / sum(least) for width in least]
    wanted = [high - low for low, high in zip(least, most, strict=True)]
    left = total - sum(least)
    return [low + left * want / sum(wanted) for low, want in zip(least, wanted, strict=True)]


def _exact(shares: list[float], total: int) -> list[int]:
    widths = [int(share) for share in shares]
    widths[-1] += total - sum(widths)
    return widths
