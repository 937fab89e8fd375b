"""Pictures: from a name in the text to an `Asset`, or to what is wrong with it.

Only regular files inside the publication's folder are opened. Sizes are checked before anything is decoded.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.document import Asset
from pipeline.nodes import Position
from pipeline.source.findings import Findings, quoted

LARGEST = 20 * 1024 * 1024
"""Bytes of the largest picture file."""
PIXELS = 50_000_000
"""Pixels of the largest picture: 8,000 by 6,000 is more than any page prints."""

_ORIENTATION = 0x0112
"""The tag of Exif that says how a picture is to be turned (CIPA DC-008, 4.6.5)."""
_FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg"}
_SIGNATURES = (
    (b"GIF8", "GIF"), (b"RIFF", "WebP"), (b"II*\x00", "TIFF"), (b"MM\x00*", "TIFF"), (b"BM", "BMP"),
    (b"%PDF", "PDF"), (b"%!PS", "PostScript"), (b"\x00\x00\x01\x00", "ICO"), (b"\xd7\xcd\xc6\x9a", "WMF"),
    (b"\x00\x00\x00\x0cjP", "JPEG 2000"), (b"\x00\x00\x00", "HEIF or AVIF"),
)  # fmt: skip


def load(folder: Path, source: str, findings: Findings, at: Position, field: str = "") -> Asset | None:
    """The picture of that name in the folder. None: it cannot be taken, and `findings` says why."""
    path = _path(folder, source, findings, at, field)
    if path is None:
        return None
    size = path.stat().st_size
    if size > LARGEST:
        fix = f"save it smaller: a picture file may have {LARGEST:,} bytes"
        findings.add("P08", f"{quoted(source)} has {size:,} bytes", fix, at, field)
        return None
    data = path.read_bytes()
    from pipeline.source import svg

    if svg.is_svg(data):
        return svg.load(source, data, findings, at, field)
    return _raster(source, data, findings, at, field)


def _path(folder: Path, source: str, findings: Findings, at: Position, field: str) -> Path | None:
    """The file, if it is a regular one inside the folder and no link leads there."""
    if re.match(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?//|[A-Za-z][A-Za-z0-9+.-]+:", source):
        fix = "save the picture beside the text and write its file name"
        findings.add("P04", f"{quoted(source)} is not in this folder", fix, at, field)
        return None
    parts = PurePosixPath(source).parts
    if any(part.startswith(".") for part in parts if part != ".."):
        findings.add("P02", f"{quoted(source)} is a hidden file", "give it a name without a dot in front", at, field)
        return None
    inside = "put the picture beside the text and write its file name"
    if source.startswith(("/", "~")) or "\\" in source or ".." in parts or re.match(r"[A-Za-z]:", source):
        findings.add("P02", f"{quoted(source)} leads out of the publication's folder", inside, at, field)
        return None
    path = folder
    for part in parts:
        path = path / part
        if path.is_symlink():
            fix = "put the picture itself into the folder"
            findings.add("P03", f"{quoted(source)} is or goes through a symbolic link", fix, at, field)
            return None
    if not parts or "\0" in source or not path.is_file():
        findings.add("P01", f"there is no file {quoted(source)}", _nearest(folder, source), at, field)
        return None
    return path


def embedded(data: bytes) -> str:
    """What is wrong with a picture inside an SVG: empty if it is a PNG or JPEG of a bearable size."""
    findings = Findings("")
    _raster("a picture in it", data, findings, Position(), "")
    return next((problem.message for problem in findings.problems), "")


def _nearest(folder: Path, source: str) -> str:
    import difflib

    here = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.suffix.lower() in (".png", ".jpg", ".jpeg", ".svg") and not path.is_symlink()
    )
    plain = unicodedata.normalize("NFC", source).lower()
    close = difflib.get_close_matches(plain, here, 1, 0.6) or [one for one in here if one.lower() == plain]
    return f"write {close[0]}" if close else "put the picture into the publication's folder"


def _raster(source: str, data: bytes, findings: Findings, at: Position, field: str) -> Asset | None:
    from PIL import Image, ImageFile

    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint, once imported, sets it for the whole process
    if not data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        known = next((name for start, name in _SIGNATURES if data.startswith(start)), "")
        shown = f"is a {known} file" if known else "is neither PNG, JPEG nor SVG"
        if not data:
            findings.add("P07", f"{quoted(source)} is empty", "save it again", at, field)
        else:
            fix = "convert it to PNG (drawings: SVG; photographs: JPEG)"
            findings.add("P06", f"{quoted(source)} {shown}", fix, at, field)
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is lower
            with Image.open(BytesIO(data), formats=tuple(_FORMATS)) as image:
                width, height = image.size
                if unfit := _unfit(image):
                    code, said, fix = unfit
                    findings.add(code, f"{quoted(source)} {said}", fix, at, field)
                    return None
                media_type, density = _FORMATS[str(image.format)], image.info.get("dpi")
                image.load()
    except Image.DecompressionBombError:
        fix = f"make it smaller: at most {PIXELS // 1_000_000} million pixels"
        findings.add("P09", f"{quoted(source)} has far too many pixels", fix, at, field)
        return None
    except Exception as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        reason = "it cannot be recognised" if "BytesIO" in reason else reason
        findings.add("P07", f"{quoted(source)} is broken: {reason}", "save it again", at, field)
        return None
    across, down = _scale(density)
    return Asset(source, media_type, data, width * across, height * down)


def _unfit(image: Any) -> tuple[str, str, str] | None:
    """What keeps an open picture out of the editions: code, what it is, what to do."""
    width, height = image.size
    if width * height > PIXELS:
        fix = f"make it smaller: at most {PIXELS // 1_000_000} million pixels"
        return "P09", f"has {width} × {height} pixels", fix
    if image.mode == "CMYK":
        return "P06", "is a CMYK picture", "convert it to RGB: its colours depend on a press"
    if image.getexif().get(_ORIENTATION, 1) != 1:
        fix = "rotate it if need be, and save it anew: some programs turn it by that note, some do not"
        return "P14", "has a note that it is to be turned", fix
    return None


def _scale(density: object) -> tuple[float, float]:
    """CSS pixels (1/96 inch) for a pixel, from what the file says of dots to the inch: 96 where it is silent.

    Densities below screens' or beyond presses' are not believed.
    """
    if isinstance(density, tuple) and len(density) == 2:
        across, down = (float(value) for value in density)
        if 96 <= across <= 2400 and 96 <= down <= 2400:
            return 96 / across, 96 / down
    return 1.0, 1.0
