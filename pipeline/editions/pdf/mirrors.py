"""Brackets that run from right to left, extracted as they were typed.

A bracket in such a run is drawn with the glyph of its counterpart (Unicode Standard Annex 9, L4). `draw_first_line` of
WeasyPrint 70.0 says of each glyph what it stood for the first time. In a document from left to right a few words of
Arabic or Hebrew would so turn every bracket round that follows in the same font: there a glyph is its own sign, and
programs mirror it in those words.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_RTL = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff\u200f\u202b\u202e\u2067]"
)


@cache
def install() -> None:
    """Put our note around WeasyPrint's drawing of lines, once a process."""
    from weasyprint.draw import text as drawing
    from weasyprint.text.ffi import ffi, pango

    ffi.cdef("gboolean pango_get_mirror_char(uint32_t, uint32_t*);")
    draw_first_line = drawing.draw_first_line

    def draw_and_mirror(stream: Any, textbox: Any, *arguments: Any) -> Any:
        if _is_ltr(textbox.style) and _RTL.search(textbox.text):
            _tell(stream, textbox.pango_layout, ffi, pango)
        return draw_first_line(stream, textbox, *arguments)

    drawing.draw_first_line = draw_and_mirror


def _is_ltr(style: Any) -> bool:
    """Whether the document runs from left to right."""
    return bool((style.root_style or style)["direction"] == "ltr")


def _tell(stream: Any, layout: Any, ffi: Any, pango: Any) -> None:
    """Say of each glyph that was mirrored which sign it shows, before WeasyPrint does."""
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    line, _ = layout.get_first_line()
    data, mirrored = layout.text.encode(), ffi.new("uint32_t*")
    run = line.runs[0]
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        run = run.next
        if item.analysis.level % 2 == 0:
            continue
        font, _ = stream.add_font(item.analysis.font)
        for number in range(glyphs.num_glyphs):
            start = item.offset + glyphs.log_clusters[number]
            char = data[start : start + 4].decode(errors="ignore")[:1]
            if char and pango.pango_get_mirror_char(ord(char), mirrored):
                font.to_unicode.setdefault(glyphs.glyphs[number].glyph, chr(mirrored[0]))
