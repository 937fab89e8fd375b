"""Drawing: an SVG as a PNG, by resvg, in the fonts that are given and none of the system's."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def drawn(svg: str, width: int, height: int | None = None, *, fonts: Iterable[Path | str] = ()) -> bytes:
    """The picture as a PNG. Raises ValueError where resvg cannot draw it.

    Lengths in mm, pt and the like are those of CSS, 96 pixels to the inch: without that they are nothing to resvg. A
    fault in its Rust is no Exception in Python, and no worker can hand it on: it would end the whole build.
    """
    import resvg_py

    try:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg,
                width=width,
                height=height,
                dpi=96,
                skip_system_fonts=True,
                font_files=list(map(str, fonts)),
            )
        )
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise ValueError(f"resvg breaks down over a picture: {error}") from None
