"""Setting text in lines, for a picture or a title: the face of each character, widths of words, where lines break."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from pipeline.boundaries import characters, segments
from pipeline.editions.directions import directions, visual
from pipeline.fonts import Face, coverage, opened


class Run(NamedTuple):
    """Characters of one font family and one direction, and their width in em."""

    family: str
    text: str
    width: float
    rtl: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines of text at a size: each line is runs of one family, as they are read. `height` is that of all lines."""

    lines: tuple[tuple[Run, ...], ...]
    size: float
    leading: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.leading


@dataclass(frozen=True, slots=True)
class _Unit:
    """What does not break: its text, its width in em, and whether white space stands before it."""

    text: str
    width: float
    spaced: bool


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets text in the faces of one weight and style; a character that they lack comes from any other face."""

    faces: tuple[Face, ...]
    spacing: float = 0.0
    rtl: bool = False

    @classmethod
    def of(
        cls, faces: tuple[Face, ...], weight: int = 400, style: str = "normal", spacing: float = 0.0, rtl: bool = False
    ) -> Setter:
        """A setter that prefers the faces of a weight and style. `spacing`: em of extra space per character.

        `rtl`: the lines run from right to left.
        """
        first = tuple(sorted(faces, key=lambda face: (face.weight != weight) + (face.style != style)))
        return cls(first, spacing, rtl)

    def fit(self, text: str, width: float, height: float, sizes: tuple[float, ...], leading: float = 1.28) -> Setting:
        """The text at the first of the sizes at which it fits the box; at the last one it is cut short with `…`.

        Lines of letters with signs above and below (Khmer, Burmese, Tibetan) are set further apart: none touch.
        """
        units = tuple(self._units(text))
        leading = max(leading, self._reach(text) + AIR)
        for size in sizes:
            lines = _broken(tuple(self._short_enough(units, width / size)), width / size)
            if len(lines) * size * leading <= height:
                return self._setting(_balanced(lines, width / size), size, leading)
        size = sizes[-1]
        return self._setting(self._cut(lines, width / size, int(height / (size * leading))), size, leading)

    def balanced(self, text: str, width: float) -> float:
        """The width in em, up to `width`, at which the lines of a text are as equal as breaking allows, with no more of
        them; 0 for a text of one line."""
        lines = _broken(tuple(self._short_enough(tuple(self._units(text)), width)), width)
        return max(map(_line_width, _balanced(lines, width))) if len(lines) > 1 else 0

    def _setting(self, lines: list[list[_Unit]], size: float, leading: float) -> Setting:
        return Setting(tuple(tuple(self._runs(_joined(line))) for line in lines), size, size * leading)

    def _face(self, char: str, last: Face | None) -> Face:
        """The face of a character: marks and spaces stay with what they follow."""
        code = ord(char)
        if last and (char == " " or unicodedata.category(char)[0] in "MC") and code in coverage(last.path):
            return last
        return next((face for face in self.faces if code in coverage(face.path)), last or self.faces[0])

    def _pieces(self, text: str) -> Iterator[tuple[Face, str, bool]]:
        """Pieces of one face and one direction."""
        found: list[tuple[Face, str, bool]] = []
        for char, way in zip(text, directions(text, self.rtl), strict=True):
            found.append((self._face(char, found[-1][0] if found else None), char, way))
        for (face, way), group in groupby(found, key=lambda pair: (pair[0], pair[2])):
            yield face, "".join(char for _, char, _ in group), way

    def _runs(self, text: str) -> Iterator[Run]:
        return (Run(face.family, piece, self._wide(face, piece), way) for face, piece, way in self._pieces(text))

    def _width(self, text: str) -> float:
        return sum(self._wide(face, piece) for face, piece, _ in self._pieces(text))

    def _wide(self, face: Face, piece: str) -> float:
        return _measured(face.path, piece)[0] + self.spacing * len(piece)

    def _reach(self, text: str) -> float:
        """How far the ink of a text reaches from its highest to its lowest point, in em."""
        measured = [_measured(face.path, piece) for face, piece, _ in self._pieces(text)]
        return max(one[1] for one in measured) - min(one[2] for one in measured) if measured else 0.0

    def _units(self, text: str) -> Iterator[_Unit]:
        spaced = False
        for piece in segments(_SPACE.sub(" ", text.replace("\u00ad", "")).strip()):
            part = piece.rstrip(" \u200b")
            yield _Unit(part, self._width(part), spaced)
            spaced = piece.endswith(" ")

    def _short_enough(self, units: tuple[_Unit, ...], limit: float) -> Iterator[_Unit]:
        """The units, those wider than a line cut between characters."""
        for unit in units:
            if unit.width <= limit:
                yield unit
                continue
            spaced = unit.spaced
            for cluster in characters(unit.text):
                yield _Unit(cluster, self._width(cluster), spaced)
                spaced = False

    def _cut(self, lines: list[list[_Unit]], limit: float, room: int) -> list[list[_Unit]]:
        kept = lines[: max(1, room)]
        last = kept[-1]
        while len(last) > 1 and _line_width(last) + 1 > limit:
            last = last[:-1]
        return [*kept[:-1], [*last, _Unit("…", 1.0, False)]]


def placed(line: tuple[Run, ...], *, rtl: bool) -> list[tuple[float, Run]]:
    """The runs of a line from the left, each with its left edge in em.

    Each is drawn by itself. Where a line mixes families resvg shapes all of it in each, and puts together what need
    not fit: it then breaks down, or draws letters twice.
    """
    result, left = [], 0.0
    for run in visual(((run, run.rtl) for run in line), rtl):
        result.append((left, run))
        left += run.width
    return result


@lru_cache(maxsize=4096)
def _measured(path: Path, text: str) -> tuple[float, float, float]:
    """The width of shaped text, and how far it reaches above and below the line (negative), in em."""
    import uharfbuzz

    font, upem = opened(path)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    width, top, bottom = 0.0, 0.0, 0.0
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        # A character without a glyph is drawn nowhere; an em is room enough for whatever stands in for it.
        width += position.x_advance / upem if info.codepoint else 1.0
        ink = font.get_glyph_extents(info.codepoint)
        if ink is not None:
            top = max(top, (position.y_offset + ink.y_bearing) / upem)
            bottom = min(bottom, (position.y_offset + ink.y_bearing + ink.height) / upem)
    return width, top, bottom


_SPACE = re.compile("[^\\S\u00a0\u202f]+")
"""White space at which a line may end: all but the no-break spaces."""
AIR = 0.08
"""The least white between the lowest point of a line and the highest of the next, in em."""
SPACE = 0.27
"""The width of a word space in em: a little more than the press's faces have, so that lines never overflow."""


def _line_width(line: list[_Unit]) -> float:
    return sum(unit.width for unit in line) + SPACE * sum(unit.spaced for unit in line[1:])


def _joined(line: list[_Unit]) -> str:
    return "".join((" " if unit.spaced and index else "") + unit.text for index, unit in enumerate(line))


def _broken(units: tuple[_Unit, ...], limit: float) -> list[list[_Unit]]:
    """Units in lines, each as full as it gets."""
    lines: list[list[_Unit]] = []
    width = 0.0
    for unit in units:
        more = unit.width + (SPACE if unit.spaced else 0)
        if lines and width + more <= limit:
            lines[-1].append(unit)
            width += more
        else:
            lines.append([unit])
            width = unit.width
    return lines


def _balanced(lines: list[list[_Unit]], limit: float) -> list[list[_Unit]]:
    """The same number of lines, of lengths as equal as breaking allows."""
    units = tuple(unit for line in lines for unit in line)
    low, high, best = 0.0, limit, lines
    for _ in range(7 if len(lines) > 1 else 0):
        middle = (low + high) / 2
        trial = _broken(units, middle)
        if len(trial) <= len(lines) and max(map(_line_width, trial)) <= limit:
            high, best = middle, trial
        else:
            low = middle
    return best
