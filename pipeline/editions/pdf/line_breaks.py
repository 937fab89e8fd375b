"""Lines of Lao, Burmese and Khmer: Pango knows no words of these scripts, so it is told where their syllables end.

Thai it breaks by libthai's dictionary. Nothing is put into the text: what is extracted is what was typed. Extends
`Layout.set_text` and `get_log_attrs` of WeasyPrint 70.0; line breaks by dictionary in Pango would make this module
unnecessary.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from pipeline.scripts import DICTIONARY, syllable_ends


@cache
def install() -> None:
    """Tell Pango of every syllable as of a word (`PANGO_ATTR_WORD`), before which a line may begin."""
    from weasyprint.text import line_break
    from weasyprint.text.ffi import ffi, pango

    ffi.cdef("PangoAttribute* pango_attr_word_new(void); PangoAttrList* pango_attr_list_copy(PangoAttrList*);")
    set_text, get_log_attrs = line_break.Layout.set_text, line_break.get_log_attrs

    def copied(attributes: Any) -> Any:
        made = pango.pango_attr_list_new() if attributes == ffi.NULL else pango.pango_attr_list_copy(attributes)
        return ffi.gc(made, pango.pango_attr_list_unref)

    def set_text_in_syllables(self: Any, text: str, justify: bool = False) -> None:
        before = getattr(self, "without_words", None)
        if before is not None and before[0] is self.layout:  # words of a longer text would reach past the end of this
            pango.pango_layout_set_attributes(self.layout, copied(before[1]))
        set_text(self, text, justify)
        ends = _ends(self.text) if DICTIONARY.search(self.text) else ()
        if not ends:
            return
        plain = pango.pango_layout_get_attributes(self.layout)
        self.without_words = self.layout, copied(plain)
        attributes = copied(plain)
        length = len(self.text.encode())
        for start, end in zip(ends, (*ends[1:], length), strict=True):
            word = pango.pango_attr_word_new()
            word.start_index, word.end_index = start, end
            pango.pango_attr_list_insert(attributes, word)
        pango.pango_layout_set_attributes(self.layout, attributes)

    def log_attrs_with_syllables(text: str, language: str) -> Any:
        attributes = get_log_attrs(text, language)
        if DICTIONARY.search(text):
            for end in syllable_ends(text):
                attributes[end].is_line_break = 1
        return attributes

    line_break.Layout.set_text = set_text_in_syllables
    line_break.get_log_attrs = log_attrs_with_syllables


@lru_cache(maxsize=256)
def _ends(text: str) -> tuple[int, ...]:
    """The ends of syllables as offsets into the bytes of the text."""
    ends, done, offset = [], 0, 0
    for end in syllable_ends(text):
        offset += len(text[done:end].encode())
        done = end
        ends.append(offset)
    return tuple(ends)
