"""What documents say of languages: their names, in words of CLDR, and the clauses on authentic texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.crosswalk.views import is_original
from pipeline.document import Metadata
from pipeline.fonts import Face, missing
from pipeline.scripts import direction

if TYPE_CHECKING:
    from babel import Locale


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


def name(tag: str, language: str) -> str:
    """The name of a language in another: `name("zh-Hans", "fr")` -> `chinois (simplifié)`; else the tag."""
    known, reader = _locale(tag), _locale(language) or _locale("en")
    assert reader is not None
    if known is None:
        return str(reader.languages.get(tag.split("-", maxsplit=1)[0], tag))
    return known.get_display_name(reader) or tag


def own_name(tag: str) -> str:
    """The name of a language in itself, as the first word of a line: `Français`."""
    known = _locale(tag)
    own = name(tag, tag) if known is not None else name(tag, "en")
    return own[:1].upper() + own[1:]


def listed(tags: Iterable[str], language: str) -> str:
    """Names of languages as a list in a language: `Arabic, English and French`."""
    return enumerated([name(tag, language) for tag in tags], language)


def enumerated(words: list[str], language: str) -> str:
    """Words as a list in a language; nothing for none."""
    from babel.lists import format_list

    # "French, Russian and Spanish": the English of the United Nations (and of the labels) has no comma before "and".
    locale = _locale("en-001" if language == "en" else language) or _locale("en-001")
    return format_list(words, style="standard", locale=locale)


def _locale(tag: str) -> Locale | None:
    """What CLDR knows of a language; None where it knows nothing."""
    from babel import Locale, UnknownLocaleError

    parts = tag.split("-")
    for length in range(len(parts), 0, -1):
        try:
            return Locale.parse("-".join(parts[:length]), sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


def also_in(data: Metadata, faces: tuple[Face, ...]) -> tuple[Named, ...]:
    """The other language versions of a document, for a line that leads to them."""
    result = []
    for sibling in data.translations:
        own, tag = own_name(sibling.language), sibling.language
        if missing(faces, own):
            own, tag = name(sibling.language, data.language), data.language
        result.append(Named(own, tag, direction(tag), sibling.file, sibling.title, sibling.language))
    return tuple(result)


def authentic_clause(data: Metadata, strings: Mapping[str, Any]) -> str:
    """`Done in …, all texts being equally authentic.`; empty where fewer than two languages are authentic."""
    if len(data.authentic_languages) < 2:
        return ""
    return str(strings["authentic_clause"]).format(languages=listed(data.authentic_languages, _spoken(data, strings)))


def translation_line(data: Metadata, strings: Mapping[str, Any]) -> str:
    """What the title block says of a text that is not authentic itself; empty for one that is, or may be."""
    if is_original(data.language, data):
        return ""
    names = listed(data.authentic_languages, _spoken(data, strings))
    pattern = strings["translation_one" if len(data.authentic_languages) == 1 else "translation_many"]
    return str(pattern).format(language=names, languages=names)


def _spoken(data: Metadata, strings: Mapping[str, Any]) -> str:
    """The language of the names: the document's where its labels are in it, else that of the labels."""
    spoken = str(strings["language"])
    return data.language if data.language.split("-")[0] == spoken.split("-", maxsplit=1)[0] else spoken
