"""Fonts inside the document: the press's own faces, cut to what is used, obfuscated as the standard asks.

ECMA-376-1, 17.8.1: the first 32 bytes of a font are XORed with the bytes of a GUID, which the font table
names. With them Word and LibreOffice show the press's fonts wherever the document is opened.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.editions.docx.package import Package
from pipeline.fonts import Face, coverage, subset

PART = "word/fontTable.xml"
ALWAYS = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100)))) | set("‐‑–—‘’‚“”„†•…‰‹›€™")
"""Characters that an embedded face keeps in any case, so that a word can still be changed in Word."""
ALPHABETS, BLOCK = 0x2E80, 128
"""Below this code point stand alphabets and signs, in blocks of (multiples of) 128; above it ideographs."""
_KINDS = {
    (False, False): "embedRegular",
    (True, False): "embedBold",
    (False, True): "embedItalic",
    (True, True): "embedBoldItalic",
}


@dataclass(frozen=True, slots=True)
class Embedded:
    """One face in the font table: its element, relationship and key."""

    element: str
    relationship: str
    key: str


@dataclass(frozen=True, slots=True)
class Font:
    """One family in the font table. `family` and `pitch`: what to look for where it cannot be shown."""

    name: str
    family: str
    pitch: str
    faces: tuple[Embedded, ...]


def obfuscated(font: bytes, key: uuid.UUID) -> bytes:
    """A font with its first 32 bytes XORed with the GUID, last byte first; twice gives the font again."""
    mask = bytes.fromhex(key.hex)[::-1] * 2
    return bytes(byte ^ over for byte, over in zip(font[:32], mask, strict=False)) + font[32:]


@lru_cache(maxsize=64)
def _sealed(face: Face, characters: frozenset[str]) -> tuple[str, bytes]:
    """(key, bytes) of a face cut to the characters; the key comes from the font, not from chance."""
    font = subset(face.path, characters)
    key = uuid.uuid5(uuid.NAMESPACE_OID, hashlib.sha256(font).hexdigest())
    return f"{{{str(key).upper()}}}", obfuscated(font, key)


def widened(characters: set[str]) -> frozenset[str]:
    """The characters a face is cut to: of every alphabet used the whole block, so that one can write on in it.

    It also keeps two open documents apart that bring the same face: LibreOffice takes the first one's for both.
    """
    blocks = {ord(char) // BLOCK for char in characters if ord(char) < ALPHABETS}
    whole = {chr(point) for block in blocks for point in range(block * BLOCK, (block + 1) * BLOCK)}
    return ALWAYS | characters | whole


def embed(package: Package, faces: tuple[Face, ...], used: Mapping[tuple[str, bool, bool], set[str]]) -> list[Font]:
    """Adds the faces that are used to the package; gives the font table, in the order of the house.

    `used`: the characters by (family, bold, italic). Every style of a family gets all characters of it, and
    its upright regular face goes along in any case.
    """
    fonts: list[Font] = []
    for name in dict.fromkeys(face.family for face in faces):
        own = {(bold, italic): text for (family, bold, italic), text in used.items() if family == name}
        if not own:
            continue
        styles, text = {(False, False), *own}, widened(set().union(*own.values()))
        embedded = [
            _embedded(package, face, text)
            for style in _KINDS  # in the order of the schema, whatever order the house lists them in
            for face in faces
            if face.family == name and style in styles and _style(face) == style
        ]
        family = "modern" if "Mono" in name else "swiss" if "Sans" in name else "roman"
        fonts.append(Font(name, family, "fixed" if "Mono" in name else "variable", tuple(embedded)))
    return fonts


def _style(face: Face) -> tuple[bool, bool]:
    return face.weight >= 600, face.style == "italic"


def _embedded(package: Package, face: Face, text: frozenset[str]) -> Embedded:
    has = coverage(face.path)
    key, data = _sealed(face, frozenset(char for char in text if ord(char) in has))
    name = f"word/fonts/{face.path.stem}.odttf"
    package.add(name, data)
    return Embedded(_KINDS[_style(face)], package.relate(PART, "font", name), key)
