"""What stands on the pages of a document besides its text: the headers and footers of its sections (17.10)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.editions.docx.reading.blocks import Story
from pipeline.editions.docx.reading.lines import RELATED, Surroundings
from pipeline.editions.docx.reading.numbers import Numbers
from pipeline.editions.docx.reading.package import WORD, Opened, value
from pipeline.editions.docx.reading.styles import Styles

_PLACES = {
    ("headerReference", "default"): "head",
    ("headerReference", "first"): "first head",
    ("footerReference", "default"): "foot",
    ("footerReference", "first"): "first foot",
}
_FIELDS = {"PAGE": "[page]", "NUMPAGES": "[pages]"}
_TEXT_ART = "{urn:schemas-microsoft-com:vml}textpath"


def running(package: Opened, body: Any, styles: Styles, around: Surroundings) -> dict[str, tuple[str, ...]]:
    """See `editions.edition.Reading`. Sections that differ say the lines of all."""
    found: dict[str, dict[str, None]] = {place: {} for place in _PLACES.values()}
    for section in body.iter(f"{WORD}sectPr"):
        has_first = section.find(f"{WORD}titlePg") is not None
        for (name, kind), place in _PLACES.items():
            for reference in section.iterchildren(WORD + name):
                if value(reference, "type") == kind and (kind == "default" or has_first):
                    part = package.target(package.main, reference.get(RELATED, ""))
                    found[place] |= dict.fromkeys(
                        _lines(package.tree(part), Story(part, styles, Numbers(None), around))
                    )
    return {place: tuple(lines) for place, lines in found.items()}


def _lines(root: Any, story: Story) -> Iterator[str]:
    for art in root.iter(_TEXT_ART):
        if art.get("string"):
            yield art.get("string")
    for found in story.found(root):
        instructions = (node.text or "" for node in found.paragraph.iter(f"{WORD}instrText"))
        fields = [_FIELDS.get(name, f"[{name}]") for one in instructions for name in one.split()[:1]]
        line = " ".join([story.line(found).block("paragraph").text, *fields]).strip()
        if line:
            yield line
