"""Lines of Thai, Lao, Burmese and Khmer: Pango is told where their words end, as ICU's dictionaries have it.

Pango itself knows no words of Lao, Burmese and Khmer, and those of Thai only from a dictionary of the system, which may
be there or not. So lines end at the same places on every machine. Nothing is put into the text: what is extracted is
what was typed. Extends `Layout.set_text` and `get_log_attrs` of WeasyPrint 70.0; line breaks by ICU in Pango would make
this module unnecessary.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import accumulate
from typing import Any

from pipeline.boundaries import DICTIONARY, segments


@cache
def install() -> None:
    """Tell Pango of every piece between two places where a line may end that it is a word (`PANGO_ATTR_WORD`).

    A line may begin before and after a word, and not inside it.
    """
    from weasyprint.text import line_break
    from weasyprint.text.ffi import ffi, pango

    ffi.cdef("PangoAttribute* pango_attr_word_new(void); PangoAttrList* pango_attr_list_copy(PangoAttrList*);")
    set_text, get_log_attrs = line_break.Layout.set_text, line_break.get_log_attrs

    def copied(attributes: Any) -> Any:
        made = pango.pango_attr_list_new() if attributes == ffi.NULL else pango.pango_attr_list_copy(attributes)
        return ffi.gc(made, pango.pango_attr_list_unref)

    def set_text_in_words(self: Any, text: str, justify: bool = False) -> None:
        before = getattr(self, "without_words", None)
        if before is not None and before[0] is self.layout:  # words of a longer text would reach past the end of this
            pango.pango_layout_set_attributes(self.layout, copied(before[1]))
        set_text(self, text, justify)
        if not DICTIONARY.search(self.text):
            return
        plain = pango.pango_layout_get_attributes(self.layout)
        self.without_words = self.layout, copied(plain)
        attributes = copied(plain)
        places = [0, *accumulate(len(char.encode()) for char in self.text)]
        for start, end in _words(self.text):
            word = pango.pango_attr_word_new()
            word.start_index, word.end_index = places[start], places[end]
            pango.pango_attr_list_insert(attributes, word)
        pango.pango_layout_set_attributes(self.layout, attributes)

    def log_attrs_with_words(text: str, language: str) -> Any:
        attributes = get_log_attrs(text, language)
        for start, end in _words(text) if DICTIONARY.search(text) else ():
            for place in range(start, end):
                attributes[place].is_line_break = place == start > 0
            attributes[end].is_line_break = 1
        return attributes

    line_break.Layout.set_text = set_text_in_words
    line_break.get_log_attrs = log_attrs_with_words


@lru_cache(maxsize=256)
def _words(text: str) -> tuple[tuple[int, int], ...]:
    """The pieces of a text that hold letters of these scripts: start and end of each, as offsets into the text."""
    found, at = [], 0
    for piece in segments(text):
        if DICTIONARY.search(piece):
            found.append((at, at + len(piece)))
        at += len(piece)
    return tuple(found)
