"""What documents say of languages: their names, in words of CLDR, and the clauses on authentic texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.cldr import language_name, locale, series
from pipeline.crosswalk.views import is_original
from pipeline.document import Metadata
from pipeline.fonts import Face, missing
from pipeline.scripts import direction
from pipeline.tags import FALLBACK
from pipeline.words import Words, fill, spoken


@dataclass(frozen=True, slots=True)
class Named:
    """A language version as the others name it: by the name of its language in that language itself where a font
    has its letters, else in the reader's. `language` and `direction` are those of the name."""

    name: str
    language: str
    direction: str
    file: str
    title: str
    tag: str


def own_name(tag: str) -> str:
    """The name of a language in itself, as the first word of a line: `Français`."""
    own = language_name(tag, tag if locale(tag) is not None else FALLBACK)
    return own[:1].upper() + own[1:]


def listed(tags: Iterable[str], language: str) -> str:
    """Names of languages as a list in a language: `Arabic, English and French`."""
    return series([language_name(tag, language) for tag in tags], language)


def also_in(data: Metadata, faces: tuple[Face, ...]) -> tuple[Named, ...]:
    """The other language versions of a document, for a line that leads to them."""
    result = []
    for sibling in data.translations:
        own, tag = own_name(sibling.language), sibling.language
        if missing(faces, own):
            own, tag = language_name(sibling.language, data.language), data.language
        result.append(Named(own, tag, direction(tag), sibling.file, sibling.title, sibling.language))
    return tuple(result)


def authentic_clause(data: Metadata, strings: Mapping[str, Any]) -> str:
    """`Done in …, all texts being equally authentic.`; empty where fewer than two languages are authentic."""
    if len(data.authentic_languages) < 2:
        return ""
    pattern, each = strings["authentic_clause"], strings["authentic_language"]
    tag = spoken(pattern) or data.language
    names = [fill(each, language=language_name(one, tag)) for one in data.authentic_languages]
    return fill(pattern, languages=Words([(spoken(pattern), series(names, tag))]))


def translation_line(data: Metadata, strings: Mapping[str, Any]) -> str:
    """What the title block says of a text that is not authentic itself; empty for one that is, or may be."""
    if is_original(data.language, data):
        return ""
    pattern = strings["translation_one" if len(data.authentic_languages) == 1 else "translation_many"]
    names = _authentic(data, pattern)
    return fill(pattern, language=names, languages=names)


def _authentic(data: Metadata, pattern: str) -> str:
    """The names of the authentic languages, in the language of the sentence that they stand in."""
    tag = spoken(pattern)
    return Words([(tag, listed(data.authentic_languages, tag or data.language))])
