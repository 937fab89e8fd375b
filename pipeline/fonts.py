"""The press's own fonts: which characters they have, subsets of them, and a way to keep the system's out."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from typing import Any

from pipeline.scripts import script


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: family name, path of a TrueType file, weight (CSS, 1 to 1000), style (normal, italic).

    `role`: `sans` for labels, `mono` for code, empty for text. `ranges`: the code points that it is there for; none
    means all that it has. `scripts`: those that it is there for; where it `leads`, it sets texts in them before others.
    """

    family: str
    path: Path
    weight: int = 400
    style: str = "normal"
    role: str = ""
    ranges: tuple[tuple[int, int], ...] = ()
    scripts: tuple[str, ...] = ()
    leads: bool = False

    def given(self, characters: Iterable[str]) -> frozenset[str]:
        """The characters that this face sets. The file is opened only where one of them is in its ranges."""
        asked = [char for char in characters if not self.ranges or self._is_for(ord(char))]
        if not asked:
            return frozenset()
        has = coverage(self.path)
        return frozenset(char for char in asked if ord(char) in has)

    def _is_for(self, point: int) -> bool:
        return any(first <= point <= last for first, last in self.ranges)


def ranges(text: str) -> tuple[tuple[int, int], ...]:
    """Ranges of code points as fonts.yaml writes them: `900-97F A8E0-A8FF`. Raises ValueError."""
    found = []
    for part in text.split():
        first, _, last = part.partition("-")
        found.append((int(first, 16), int(last or first, 16)))
    return tuple(found)


@lru_cache(maxsize=256)
def ordered(faces: tuple[Face, ...], language: str) -> tuple[Face, ...]:
    """The faces in the order in which a character of a text in this language falls through them.

    What leads in the script of the language comes first: ideographs look as its readers write them, and punctuation
    has their width. It then sets all that it has.
    """
    code = script(language)
    first = [face for face in faces if face.leads and code in face.scripts]
    rest = (face for face in faces if face not in first)
    return (*(replace(face, ranges=()) for face in first), *rest) if first else faces


def leading(faces: tuple[Face, ...], language: str) -> str:
    """The family that sets texts in this language before all others; empty where it is the first of the house."""
    first = ordered(faces, language)[0].family
    return "" if first == faces[0].family else first


def stack(faces: Iterable[Face], role: str = "") -> str:
    """The families for text (or for a role) as a CSS font-family list: those of the role first, code's last."""
    listed = tuple(faces)
    own = [face.family for face in listed if face.role == role]
    rest = [face.family for face in listed if face.role != "mono"]
    return ", ".join(f'"{family}"' for family in dict.fromkeys((*own, *rest)))


@cache
def coverage(path: Path) -> frozenset[int]:
    """The code points that a font file has glyphs for."""
    import uharfbuzz

    return frozenset(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))).unicodes)


@cache
def opened(path: Path) -> tuple[Any, int]:
    """A font for HarfBuzz, and its units in an em."""
    import uharfbuzz

    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    return uharfbuzz.Font(face), face.upem


@cache
def line_height(path: Path) -> float:
    """How high a word processor sets a line of this font, in em: what the font says it needs (hhea)."""
    font, upem = opened(path)
    extents = font.get_font_extents("ltr")
    height: float = (extents.ascender - extents.descender + extents.line_gap) / upem
    return height


@lru_cache(maxsize=4096)
def advance(path: Path, char: str) -> float:
    """How wide a font sets a character that stands alone, in em."""
    font, upem = opened(path)
    width: float = font.get_glyph_h_advance(font.get_nominal_glyph(ord(char)) or 0) / upem
    return width


def missing(faces: Iterable[Face], text: Iterable[str]) -> tuple[str, ...]:
    """The characters of `text` that no upright regular face has, sorted: they would print as empty boxes.

    White space and the invisible format characters (joiners, direction marks, variation selectors) need no
    glyph.
    """
    need = {char for char in set(text) if not _invisible(char)}
    for face in faces:
        if need and face.weight == 400 and face.style == "normal":
            need -= face.given(need)
    return tuple(sorted(need))


def _invisible(char: str) -> bool:
    import unicodedata

    return char.isspace() or unicodedata.category(char) in ("Cf", "Zl", "Zp") or 0xFE00 <= ord(char) <= 0xFE0F


def shaped(characters: Iterable[str]) -> frozenset[str]:
    """The characters, and those that shaping may take in their place: the parts of vowels and of accented letters, the
    hyphens that end a line, and the capitals that a style sheet may ask for (`text-transform`).

    HarfBuzz takes letters apart by their decompositions, Thai and Lao AM and vowels of Khmer by rules of its own; what
    it asks a font for has to be there.
    """
    import unicodedata

    found = set(characters) | set("-\u2010")
    for char in tuple(found):
        found.update(unicodedata.normalize("NFD", char))
        found.update(unicodedata.normalize("NFKD", char) if char in "\u0e33\u0eb3" else ())
        found.update(char.upper())
        found.update("\u17c1" if char in "\u17be\u17bf\u17c0\u17c4\u17c5" else ())
    return frozenset(found)


@lru_cache(maxsize=256)
def subset(path: Path, characters: frozenset[str]) -> bytes:
    """A TrueType file with the glyphs for `characters` only, and the layout features that text and tables use.

    HarfBuzz's subsetter: the same font, characters and library version give the same bytes.
    """
    import uharfbuzz

    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(sorted(map(ord, shaped(characters))))
    # Beside HarfBuzz's own choice (shaping, ligatures, kerning): the figures that tables ask for.
    wanted.layout_feature_tag_set.update(int.from_bytes(tag, "big") for tag in (b"lnum", b"tnum"))
    result: bytes = uharfbuzz.subset(face, wanted).blob.data
    return result


def needed(faces: Iterable[Face], characters: Iterable[str]) -> list[tuple[Face, frozenset[str]]]:
    """The faces that a text needs, each with the characters it gives: per style, the first family that has one.

    Returns (face, characters) for the faces that give at least one character.
    """
    left: dict[tuple[int, str], set[str]] = {}
    result = []
    everything = frozenset(char for char in characters if char not in "\n\r\t")
    for face in faces:
        open_ = left.setdefault((face.weight, face.style), set(everything))
        given = face.given(open_)
        if given - {" "}:
            result.append((face, given))
            open_ -= given
    return result


def font_face_css(needed: Iterable[tuple[Face, frozenset[str]]]) -> str:
    """`@font-face` rules with the subsets as data URIs: what makes one HTML file carry its own fonts."""
    rules = []
    for face, given in needed:
        data = base64.b64encode(subset(face.path, given | {" "})).decode()
        rules.append(
            f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};font-style:{face.style};'
            f'font-display:swap;src:url("data:font/ttf;base64,{data}") format("truetype")}}'
        )
    return "\n".join(rules)


def fontconfig(faces: Iterable[Face], cache_folder: Path) -> str:
    """A fontconfig configuration that knows these files and none of the system's (fonts.conf(5))."""
    paths = [face.path for face in faces]
    folders = sorted({str(path.parent) for path in paths})
    accepted = "".join(f"<glob>{escape(name)}</glob>" for name in (*folders, *map(str, paths)))
    listed = "".join(f"<dir>{escape(folder)}</dir>" for folder in folders)
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"{listed}<cachedir>{escape(str(cache_folder))}</cachedir>"
        f"<selectfont><acceptfont>{accepted}</acceptfont><rejectfont><glob>*</glob></rejectfont></selectfont>"
        "</fontconfig>"
    )
