"""The cover: the title block as a picture. A template draws it as SVG, resvg makes the PNG that readers want."""

from __future__ import annotations

import base64
from functools import partial
from typing import TYPE_CHECKING, Any

from pipeline.document import Asset, Document
from pipeline.editions.drawing import drawn
from pipeline.editions.setting import Setter, placed
from pipeline.fonts import ordered
from pipeline.scripts import direction

if TYPE_CHECKING:
    from pipeline.house import House
    from pipeline.templating import Renderer

WIDTH, HEIGHT = 900, 1200
"""Pixels: enough for a tablet's shelf, and drawn in half the time of a poster. The template draws on 1200 by 1600."""


def png(document: Document, house: House, renderer: Renderer) -> bytes:
    """The cover as a PNG of WIDTH by HEIGHT pixels, set in the house's own faces."""
    faces = ordered(house.faces(), document.metadata.language)
    rtl = direction(document.metadata.language) == "rtl"
    svg = renderer.page(
        "epub/cover.svg.j2",
        face=partial(Setter.of, faces, rtl=rtl),
        placed=partial(placed, rtl=rtl),
        bodies=list(dict.fromkeys(body for _, body in renderer.variables["letterhead"])),
        emblems=[emblem(document.assets[item.file]) for item in document.metadata.emblems],
    )
    # Only the families that the drawing names are loaded, and never a font of the system.
    files = [face.path for face in faces if f'font-family="{face.family}"' in svg]
    return drawn(svg, WIDTH, HEIGHT, fonts=files)


def emblem(asset: Asset) -> dict[str, Any]:
    """A picture for the template: its data: URI, and its width for a height of 1."""
    uri = f"data:{asset.media_type};base64,{base64.b64encode(asset.data).decode()}"
    return {"uri": uri, "ratio": asset.width / asset.height if asset.height else 1.0}
