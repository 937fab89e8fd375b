"""Pictures: parts of the package, and their size on the page. An SVG also comes as a PNG for older readers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from pipeline.document import Asset, Document, Emblem
from pipeline.editions.docx.package import Package
from pipeline.editions.docx.reference import TWIPS
from pipeline.editions.drawing import drawn
from pipeline.house import House
from pipeline.nodes import Picture

PIXEL = 9525
"""English Metric Units in a CSS pixel: 914,400 to the inch (ECMA-376-1, 20.1.2.1), 96 pixels to the inch."""
EMBLEM = 66 * PIXEL
"""The height of an emblem in the letterhead: 17.5 mm."""
BROADEST = 227 * PIXEL
"""The width of the broadest emblem: 60 mm, so that two stand side by side."""
GAP = 20 * 12_700
"""The space between two emblems: two em spaces of the letterhead."""
_UNITS = {"": 1.0, "px": 1.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "pt": 96 / 72, "em": 14.0, "rem": 14.0}
_SUFFIXES = {"image/png": "png", "image/jpeg": "jpeg", "image/svg+xml": "svg"}
_SHARPNESS, _LARGEST = 3, 2400


@dataclass(frozen=True, slots=True)
class Drawing:
    """An inline drawing: relationship ids of the bitmap and of the SVG (or empty), width and height in EMU."""

    id: int
    bitmap: str
    vector: str
    width: int
    height: int
    alt: str
    title: str = ""


@lru_cache(maxsize=64)
def _bitmap(svg: bytes, width: int, fonts: tuple[str, ...]) -> bytes:
    """An SVG as a PNG of that many pixels across, in the press's own fonts."""
    return drawn(svg.decode(), width, fonts=fonts)


def wanted_width(asset: Asset, width: str, available: int) -> float:
    """How wide a picture is to be, in EMU: as `width` says (CSS), else its own pixels."""
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(%|[a-z]*)\s*", width.lower())
    if match and match[2] == "%":
        return available * float(match[1]) / 100
    if match and match[2] in _UNITS:
        return float(match[1]) * _UNITS[match[2]] * PIXEL
    return asset.width * PIXEL


class Pictures:
    """Puts the document's pictures into the package, each once."""

    def __init__(self, document: Document, house: House, package: Package) -> None:
        self._assets = document.assets
        self._fonts = tuple(str(face.path) for face in house.faces())
        self._package = package
        self._names: dict[str, str] = {}
        self._count = 0

    def picture(self, part: str, node: Picture, room: tuple[int, int]) -> Drawing:
        """A picture of the text, no larger than `room` (twips across and down)."""
        across, down = room[0] * TWIPS, room[1] * TWIPS
        asset = self._assets[node.source]
        wide = min(wanted_width(asset, node.width, across), across)
        high = wide * asset.height / asset.width
        scale = min(1.0, down / high)
        return self._drawing(part, asset, (node.alt, node.title), (wide * scale, high * scale))

    def emblems(self, part: str, emblems: Iterable[Emblem], room: int) -> list[list[Drawing]]:
        """The emblems of the letterhead, in rows of at most `room` twips."""
        rows: list[list[Drawing]] = []
        left = 0
        for emblem in emblems:
            drawing = self.emblem(part, emblem)
            if not rows or drawing.width > left:
                rows.append([])
                left = room * TWIPS
            rows[-1].append(drawing)
            left -= drawing.width + GAP
        return rows

    def emblem(self, part: str, emblem: Emblem) -> Drawing:
        """An emblem of the letterhead: all of one height, but for one that would be wider than BROADEST."""
        asset = self._assets[emblem.file]
        ratio = asset.width / asset.height
        height = min(EMBLEM, BROADEST / ratio)
        return self._drawing(part, asset, (emblem.alt, ""), (height * ratio, height))

    def _drawing(self, part: str, asset: Asset, says: tuple[str, str], size: tuple[float, float]) -> Drawing:
        width, height = (max(1, round(length)) for length in size)
        vector = ""
        name = self._part(asset.name, _SUFFIXES[asset.media_type], asset.data)
        if asset.media_type == "image/svg+xml":
            vector = self._package.relate(part, "image", name)
            pixels = min(_LARGEST, ceil(width / PIXEL) * _SHARPNESS)
            name = self._part(f"{asset.name} {pixels}", "png", _bitmap(asset.data, pixels, self._fonts))
        self._count += 1
        return Drawing(self._count, self._package.relate(part, "image", name), vector, width, height, *says)

    def _part(self, key: str, suffix: str, data: bytes) -> str:
        if key not in self._names:
            self._names[key] = f"word/media/image{len(self._names) + 1}.{suffix}"
            self._package.add(self._names[key], data)
        return self._names[key]
