"""Setting text in lines, for a picture or a title: the face of each character, widths of words, where lines break."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from pipeline.fonts import Face, coverage

Run = tuple[str, str]
"""Characters of one font family: (family, text)."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines of text at a size: each line is runs of one family. `height` is that of all lines."""

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

    @classmethod
    def of(cls, faces: tuple[Face, ...], weight: int = 400, style: str = "normal", spacing: float = 0.0) -> Setter:
        """A setter that prefers the faces of a weight and style. `spacing`: em of extra space per character."""
        return cls(tuple(sorted(faces, key=lambda face: (face.weight != weight) + (face.style != style))), spacing)

    def fit(self, text: str, width: float, height: float, sizes: tuple[float, ...], leading: float = 1.28) -> Setting:
        """The text at the first of the sizes at which it fits the box; at the last one it is cut short with `…`."""
        units = tuple(self._units(text))
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

    def _pieces(self, text: str) -> Iterator[tuple[Face, str]]:
        found: list[tuple[Face, str]] = []
        for char in text:
            found.append((self._face(char, found[-1][0] if found else None), char))
        for face, group in groupby(found, key=lambda pair: pair[0]):
            yield face, "".join(char for _, char in group)

    def _runs(self, text: str) -> Iterator[Run]:
        return ((face.family, piece) for face, piece in self._pieces(text))

    def _width(self, text: str) -> float:
        width = sum(_advance(face.path, piece) for face, piece in self._pieces(text))
        return width + self.spacing * len(text)

    def _units(self, text: str) -> Iterator[_Unit]:
        for number, word in enumerate(text.split()):
            for index, part in enumerate(_opportunities(word)):
                yield _Unit(part, self._width(part), bool(number) and index == 0)

    def _short_enough(self, units: tuple[_Unit, ...], limit: float) -> Iterator[_Unit]:
        """The units, those wider than a line cut between characters."""
        for unit in units:
            if unit.width <= limit:
                yield unit
                continue
            spaced = unit.spaced
            for cluster in re.findall(
                r"\S[\u0300-\u036f\u064b-\u065f\u0900-\u0903\u093a-\u094f\u200d\ufe0f]*", unit.text
            ):
                yield _Unit(cluster, self._width(cluster), spaced)
                spaced = False

    def _cut(self, lines: list[list[_Unit]], limit: float, room: int) -> list[list[_Unit]]:
        kept = lines[: max(1, room)]
        last = kept[-1]
        while len(last) > 1 and _line_width(last) + 1 > limit:
            last = last[:-1]
        return [*kept[:-1], [*last, _Unit("…", 1.0, False)]]


@cache
def _font(path: Path) -> tuple[object, int]:
    import uharfbuzz

    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    return uharfbuzz.Font(face), face.upem


@lru_cache(maxsize=4096)
def _advance(path: Path, text: str) -> float:
    """The width of shaped text, in em."""
    import uharfbuzz

    font, upem = _font(path)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    # A character without a glyph is drawn nowhere; an em is room enough for whatever stands in for it.
    return sum(
        position.x_advance / upem if info.codepoint else 1.0
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    )


def _opportunities(word: str) -> Iterator[str]:
    """The pieces of a word between which a line may break: after hyphens, and around ideographs and kana.

    Punctuation that closes stays with what it follows, punctuation that opens with what follows it
    (UAX #14, LB13 and LB14).
    """
    piece = ""
    for char in word:
        wide = unicodedata.east_asian_width(char) in "WF"
        after = piece[-1:]
        if after and (
            (wide and unicodedata.category(char) not in ("Pe", "Pf", "Po") and unicodedata.category(after) != "Ps")
            or (unicodedata.east_asian_width(after) in "WF" and unicodedata.category(char)[0] in "LN")
            or (after in "-‐–/" and len(piece) > 1)
        ):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


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
