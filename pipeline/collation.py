"""Names in the order of a language: ICU's collation, with what CLDR says of each language (UTS #10 and UTS #35-5).

A language may be asked for in another of its orders, as BCP 47 has it (RFC 6067, key `co`): `de-u-co-phonebk`,
`es-u-co-trad`. Chinese goes by pinyin, and by strokes where it is written in traditional characters.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from icu import Collator

Key: TypeAlias = tuple[bytes, str, str]


def key(name: str, language: str) -> Key:
    """What to sort a name by, in the order of the language (a BCP 47 tag).

    Names that the language files in the same place are in the order of their code points: the order of a list never
    depends on the order in which it was written.
    """
    return _collator(language).getSortKey(name), unicodedata.normalize("NFC", name), name


@cache
def _collator(language: str) -> Collator:
    """The order of a language; that of all languages (CLDR root) where CLDR has none of its own."""
    from icu import Collator, Locale, UCollAttribute, UCollAttributeValue

    collator = Collator.createInstance(Locale.forLanguageTag(language))
    collator.setAttribute(UCollAttribute.NORMALIZATION_MODE, UCollAttributeValue.ON)
    return collator
