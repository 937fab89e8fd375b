"""Column widths: each column gets what its words need, and its share of the rest by how much it says."""

from __future__ import annotations

from pipeline.nodes import Table, plain

CHARACTER, PADDING = 112, 260
"""The width of an average character of a table, and of a cell's margins, in twips."""


def column_widths(table: Table, total: int) -> list[int]:
    """The widths of all columns in twips; their sum is `total`."""
    least, most = [], []
    for column in range(len(table.head)):
        texts = [plain(row[column].content) for row in (table.head, *table.rows)]
        words = [len(word) for text in texts for word in text.split()]
        least.append(max(words, default=1) * CHARACTER + PADDING)
        most.append(max(map(len, texts)) * CHARACTER + PADDING)
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
