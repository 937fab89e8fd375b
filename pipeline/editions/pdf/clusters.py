"""Words whose glyphs join, split or change places, extracted as they were typed.

A PDF says of each glyph which characters it is (ToUnicode, ISO 32000-1, 9.10.3). That cannot tell a vowel sign that is
drawn before its consonant, or a consonant that has many forms; and programs take a mark that stands by itself for a
word. So the text of a word that has such letters is said for all of its glyphs (ActualText, 14.9.4). Extends
`draw_first_line` of WeasyPrint 70.0, which says the text of a cluster of glyphs of one of them, and nothing of the
others, where ISO 19005-3, 6.2.11.7.2 wants every one told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

UNEVEN = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0700-\u109f\u135d-\u135f"
    "\u1700-\u1aff\u1b00-\u1c4f\u1cd0-\u1dff\u20d0-\u20ff\ua800-\uabff\ufe20-\ufe2f\U00010a00-\U00011fff\U0001e000-\U0001e95f]"
)
"""Marks that combine, and the scripts whose characters and glyphs are not one and one."""
_PARTS = re.compile(rb"<([0-9a-f]*)>|[^<]+")


@dataclass(slots=True)
class Word:
    """Glyphs between two spaces: how many are drawn, the text, and whether it has to be said for them."""

    drawn: int = 0
    text: str = ""
    is_said: bool = False


@cache
def install() -> None:
    """Put our notes around WeasyPrint's drawing of lines, once a process."""
    from weasyprint.draw import text as drawing

    draw_first_line = drawing.draw_first_line

    def draw_and_tell(stream: Any, textbox: Any, *arguments: Any) -> Any:
        if not UNEVEN.search(textbox.text):
            return draw_first_line(stream, textbox, *arguments)
        words = list(_words(_clusters(stream, textbox.pango_layout)))
        start = len(stream.stream)
        result = draw_first_line(stream, textbox, *arguments)
        stream.stream[start:] = told(stream.stream[start:], words)
        return result

    drawing.draw_first_line = draw_and_tell


def told(operations: list[Any], words: list[Word]) -> list[Any]:
    """The operations of a content stream that show these words, with the text of those whose glyphs do not tell it."""
    import pydyf

    marks = [
        (word.text if word.is_said and number == 0 else "", word.is_said and number == word.drawn - 1)
        for word in words
        for number in range(word.drawn)
    ]
    result: list[Any] = []
    place = iter(marks)
    for operation in operations:
        if not (isinstance(operation, bytes) and operation.endswith(b"] TJ")):
            result.append(operation)
            continue
        shown = b""
        for part in _PARTS.finditer(operation[1:-4]):
            if part[1] is None:
                shown += b" " + part[0]  # two numbers may follow each other, with an empty string between
                continue
            for glyph in re.findall(b"....", part[1]):
                said, ends = next(place, ("", False))
                if said:
                    result += [b"[" + shown + b"] TJ"] if shown else []
                    result += ["/Span", pydyf.Dictionary({"ActualText": pydyf.String(said)}), b"BDC"]
                    shown = b""
                shown += b"<" + glyph + b">"
                if ends:
                    result += [b"[" + shown + b"] TJ", b"EMC"]
                    shown = b""
        result += [b"[" + shown + b"] TJ"] if shown else []
    return result


def _words(clusters: Iterator[tuple[int, str, bool]]) -> Iterator[Word]:
    """Clusters put together to words. What runs from right to left is put in order by whoever reads it: not said."""
    word = Word()
    for drawn, text, rtl in clusters:
        if rtl or text.isspace():
            yield from (word, Word(drawn, text))
            word = Word()
        else:
            word.drawn += drawn
            word.text += text
            word.is_said = word.is_said or bool(UNEVEN.search(text))
    yield word


def _clusters(stream: Any, layout: Any) -> Iterator[tuple[int, str, bool]]:
    """The clusters of the line that is to be drawn: how many glyphs, which text, whether from right to left.

    Every glyph of theirs is told to its font.
    """
    from weasyprint.text.ffi import ffi, pango

    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    line, _ = layout.get_first_line()
    data = layout.text.encode()
    run = line.runs[0]
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        run = run.next
        font, _ = stream.add_font(item.analysis.font)
        places = [glyphs.log_clusters[number] for number in range(glyphs.num_glyphs)]
        starts = sorted(set(places))
        ends = dict(zip(starts, [*starts[1:], item.length], strict=True))
        rtl = bool(item.analysis.level % 2)
        for place, group in groupby(range(glyphs.num_glyphs), key=places.__getitem__):
            text = data[item.offset + place : item.offset + ends[place]].decode()
            drawn = [glyphs.glyphs[number].glyph for number in group]
            drawn = [glyph for glyph in drawn if glyph != pango.PANGO_GLYPH_EMPTY]
            _tell(font, drawn, text, rtl)
            yield len(drawn), text, rtl


def _tell(font: Any, glyphs: list[int], text: str, rtl: bool) -> None:
    """Say of each glyph of a cluster what it reads, where its font has not been told before: never nothing."""
    known = _characters(font) if len(glyphs) > 1 else {}
    left = list(text)
    for glyph in glyphs:
        if known.get(glyph) in left:
            left.remove(known[glyph])
    for glyph in reversed(glyphs) if rtl else glyphs:
        own = known.get(glyph, "")
        if own not in text or not own:
            own, left = "".join(left) or text[-1:], []
        if own:
            font.to_unicode.setdefault(glyph, own)


def _characters(font: Any) -> dict[int, str]:
    """The characters that glyphs of a font stand for by themselves."""
    found = getattr(font, "own_characters", None)
    if found is None:
        import uharfbuzz

        shaper = uharfbuzz.Font(uharfbuzz.Face(font.file_content, font.index))
        points = sorted(shaper.face.unicodes, reverse=True)  # of several the first counts
        found = font.own_characters = {shaper.get_nominal_glyph(point): chr(point) for point in points}
    return found
