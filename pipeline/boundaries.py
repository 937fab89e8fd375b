"""Where a line may end, and what a reader takes for one character: ICU's boundaries (UAX #14 and UAX #29).

Scripts without spaces between words (Thai, Lao, Khmer, Burmese) are divided by ICU's dictionaries, which are those of
most browsers; Chinese and Japanese by the strict rules (CSS Text 3, `line-break: strict`): no line begins with a small
kana or a closing mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icu import BreakIterator

DICTIONARY = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f]")
"""Letters of scripts whose words a dictionary knows: Thai, Lao, Burmese, Khmer (UAX #14, class SA)."""
_MARKED = re.compile("\\S*\u200b\\S*")
_STACKING = "\u1039\u17d2"
"""Signs that put the next consonant below the last one, in Burmese and Khmer: to UAX #29 a character ends there."""


@lru_cache(maxsize=256)
def segments(text: str) -> tuple[str, ...]:
    """A text in the pieces between which a line may end, white space at their ends.

    Where a stretch of letters has zero-width spaces (U+200B), its author has said where its words end: no dictionary
    is asked.
    """
    from icu import BreakIterator, Locale

    ends = _ends(text, BreakIterator.createLineInstance(Locale.forLanguageTag("und-u-lb-strict")))
    if "\u200b" in text and DICTIONARY.search(text):
        said = [match.span() for match in _MARKED.finditer(text)]
        ends = [end for end in ends if not (_is_inside(text, end) and any(a < end < b for a, b in said))]
    return tuple(_cut(text, ends))


def characters(text: str) -> tuple[str, ...]:
    """A text in what readers take for one character: letters with their marks, and consonants that are stacked."""
    from icu import BreakIterator, Locale

    ends = _ends(text, BreakIterator.createCharacterInstance(Locale.getRoot()))
    return tuple(_cut(text, [end for end in ends if text[end - 1] not in _STACKING or end == len(text)]))


def _is_inside(text: str, end: int) -> bool:
    """Whether a place is one between two letters of which only a dictionary knows that a word ends there."""
    return all(DICTIONARY.match(char) for char in text[end - 1 : end + 1])


def _ends(text: str, iterator: BreakIterator) -> list[int]:
    """The boundaries that ICU finds after the start, as offsets into the text: ICU counts in units of UTF-16."""
    iterator.setText(text)
    found = set(iterator)
    if text.isascii() or max(text) <= "\uffff":
        return sorted(found)
    ends, units = [], 0
    for number, char in enumerate(text, 1):
        units += 1 + (char > "\uffff")
        if units in found:
            ends.append(number)
    return ends


def _cut(text: str, ends: list[int]) -> Iterator[str]:
    return (text[start:end] for start, end in zip([0, *ends], ends, strict=False))
