"""Codecs in pairs: how one value of a metadata field becomes a string in an edition, and a value again.

The law, tested for every row of the crosswalk: `codec.decode(codec.encode(value)) == value`. A string that
does not decode raises `CodecError` with what to write instead.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Any

from pipeline.citations import NEUTRAL, cited
from pipeline.crosswalk.roles import NAMES
from pipeline.document import Correction, Emblem, Party, Sibling


class CodecError(ValueError):
    """A string that is no value of the field: `str(error)` says why, `fix` what to write, `key` which part."""

    def __init__(self, message: str, fix: str, key: str = "") -> None:
        super().__init__(message)
        self.fix = fix
        self.key = key


@dataclass(frozen=True, slots=True)
class Codec:
    """`encode` takes one value to one string, `decode` back. `keys`: the parts of a value that is a mapping, `lists`:
    those that may be written as a list of words."""

    name: str
    encode: Callable[[Any], str]
    decode: Callable[[str], Any]
    keys: tuple[str, ...] = ()
    required_keys: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


LONGEST = 10_000
"""Characters of the longest text in the metadata: PDF/A-3 ends a string at 32,767 bytes (ISO 19005-3, 6.1.13)."""


def _text(value: str) -> str:
    if not value.strip():
        raise CodecError("is empty", "write a text, or leave the line out")
    if len(value) > LONGEST:
        raise CodecError(f"has {len(value):,} characters", f"write at most {LONGEST:,}")
    return value


TEXT = Codec("text", str, _text)

_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}


def _guess_date(value: str) -> str:
    """The ISO date a person most likely meant, or an example where that is not clear."""
    try:
        return f"write {date(*_date_parts(value)).isoformat()}"
    except ValueError:
        return "write year-month-day, like 2011-09-23"


def _date_parts(value: str) -> tuple[int, int, int]:
    """Year, month and day in a date written in another way. Raises ValueError where they cannot be told apart."""
    if found := re.match(r"(\d{4})\D?(\d\d?)\D?(\d\d?)(?!\d)", value, re.ASCII):
        year, month, day = map(int, found.groups())
        return year, month, day
    if found := re.fullmatch(r"(\d\d?)\D(\d\d?)\D(\d{4})", value, re.ASCII):
        first, second, year = map(int, found.groups())
        if first <= 12 and second <= 12 and first != second:
            raise ValueError("day and month cannot be told apart")
        return year, min(first, second), max(first, second)
    words = re.findall(r"[A-Za-z]+|[0-9]+", value)
    years = [int(word) for word in words if len(word) == 4 and word.isdigit()]
    months = [_MONTHS[word[:3].lower()] for word in words if word[:3].lower() in _MONTHS]
    days = [int(word) for word in words if len(word) <= 2 and word.isdigit()]
    if not (years and months and days):
        raise ValueError("it has no year, month and day")
    return years[0], months[0], days[0]


def _date(value: str) -> date:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        raise CodecError("is not an ISO date", _guess_date(value))
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise CodecError("is no day of the calendar", "write a day that exists") from None


DATE = Codec("date", date.isoformat, _date)
DAY = Codec("date", str, lambda value: _date(value).isoformat())
"""A date that stays text."""


def _time(value: str) -> datetime:
    try:
        when = datetime.fromisoformat(value)
    except ValueError:
        raise CodecError("is not an ISO time with a zone", "write it like 2011-09-23T15:00:00+02:00") from None
    if when.tzinfo is None or "T" not in value:
        raise CodecError("has no time zone", "write it like 2011-09-23T15:00:00+02:00, or Z for UTC")
    return when


def _show_time(value: datetime) -> str:
    return value.isoformat().replace("+00:00", "Z") if value.tzinfo is UTC else value.isoformat()


TIME = Codec("time", _show_time, _time)

# RFC 5646, section 2.1: language, script, region, variants, extensions, private use.
_TAG = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})"
    r"(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*"
    r"(?:-[a-wy-z0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?",
    re.IGNORECASE | re.ASCII,
)
# What people write for a language, and the tag they mean.
_MEANT = {
    "english": "en", "french": "fr", "spanish": "es", "arabic": "ar", "chinese": "zh", "russian": "ru",
    "dutch": "nl", "german": "de", "portuguese": "pt", "eng": "en", "fra": "fr", "fre": "fr", "spa": "es",
    "ara": "ar", "zho": "zh", "chi": "zh", "rus": "ru", "nld": "nl", "dut": "nl", "deu": "de", "ger": "de",
    "por": "pt", "uk-english": "en-GB", "jp": "ja", "cn": "zh", "gr": "el", "cz": "cs",
}  # fmt: skip


def canonical_language(tag: str) -> str:
    """The tag in the letter case of RFC 5646, section 2.1.1: `EN-gb` -> `en-GB`."""
    parts = tag.split("-")
    result = [parts[0].lower()]
    for part in parts[1:]:
        after_singleton = any(len(earlier) == 1 for earlier in result)
        if after_singleton:
            result.append(part.lower())
        elif len(part) == 4 and part.isalpha():
            result.append(part.title())
        else:
            result.append(part.upper() if len(part) == 2 else part.lower())
    return "-".join(result)


def _language(value: str) -> str:
    meant = _MEANT.get(value.lower().replace("_", "-").replace(" ", "-"))
    if meant:
        raise CodecError("is not the BCP 47 tag of a language", f"write {meant}")
    if "_" in value:
        raise CodecError("is not a BCP 47 language tag", f"write {value.replace('_', '-')}")
    if not _TAG.fullmatch(value):
        raise CodecError("is not a BCP 47 language tag", "write a tag like en, pt-BR or zh-Hans")
    if not _is_registered(value):
        raise CodecError("names no language that is registered", "write a tag like en, pt-BR or zh-Hans")
    return canonical_language(value)


def _is_registered(tag: str) -> bool:
    """Whether every part of a tag stands in the IANA Language Subtag Registry (RFC 5646, section 2.2.9)."""
    import langcodes  # late: it reads the registry

    return langcodes.tag_is_valid(tag)


LANGUAGE = Codec("language", str, _language)


def _url(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"]+", value):
        raise CodecError("is not a web address", "write the whole address, with https://")
    return value


URL = Codec("url", str, _url)


def _identifier(value: str) -> str:
    if not re.fullmatch(r"\S(?:.*\S)?", value) or len(value) > 200:
        raise CodecError("is not a document symbol", "write it on one line of at most 200 characters")
    return value


IDENTIFIER = Codec("identifier", str, _identifier)


def _numbered(value: str) -> tuple[str, ...]:
    """Ids that are made of numbers alone, so that they can be cited by whoever does not hold the text."""
    for word in value.split():
        if not cited(word, NEUTRAL):
            raise CodecError(f"names {word}, which is no number", "write paragraphs like para-12 or article-3-para-2")
    return tuple(value.split())


NUMBERED = Codec("paragraphs", " ".join, _numbered)


def choice(name: str, *values: str) -> Codec:
    """A codec for one of a few words."""

    def decode(value: str) -> str:
        if value not in values:
            raise CodecError(f"is not a known {name}", f"write {nearest(value, values)}")
        return value

    return Codec(name, str, decode)


def nearest(value: str, values: tuple[str, ...]) -> str:
    """What to write for a word that is not known: the nearest known one, or all of them."""
    import difflib

    close = difflib.get_close_matches(value.lower().replace(" ", "-").replace("_", "-"), values, 1, 0.6)
    return close[0] if close else "one of: " + ", ".join(values)


def record(name: str, kind: type[Any], required: tuple[str, ...], **parts: Codec) -> Codec:
    """A codec for a mapping of texts: canonical JSON (sorted keys, no spaces) of what is not empty.

    `parts`: the codecs of parts that are more than a text; such a part holds the value that its codec gives.
    """
    keys = tuple(part.name for part in fields(kind))

    def encode(value: Any) -> str:
        given = {key: getattr(value, key) for key in keys if getattr(value, key)}
        content = {key: parts[key].encode(part) if key in parts else part for key, part in given.items()}
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def decode(value: str) -> Any:
        content = _mapping(value, name, keys)
        for key in required:
            if not content.get(key):
                raise CodecError(f"has no {key}", f"add {key}: …", key)
        for key, codec in parts.items():
            if key in content:
                try:
                    content[key] = codec.decode(content[key])
                except CodecError as error:
                    raise CodecError(str(error), error.fix, key) from None
        return kind(**content)

    lists = tuple(key for key, codec in parts.items() if codec is NUMBERED)
    return Codec(name, encode, decode, keys, required, lists)


def _mapping(value: str, name: str, keys: tuple[str, ...]) -> dict[str, Any]:
    """The mapping of texts that a JSON text holds, with no keys but these."""
    content = json.loads(value)
    if not isinstance(content, dict) or not all(isinstance(text, str) for text in content.values()):
        raise CodecError(f"is no {name}", "write a mapping with texts for: " + ", ".join(keys))
    for key in content:
        if key not in keys:
            raise CodecError(f"has no part {key}", f"write {nearest(key, keys)}", key)
    return content


ROLES = NAMES
ROLE = choice("role", *ROLES)
PARTY = record("party", Party, ("name",), role=ROLE, since=DATE)
EMBLEM = record("emblem", Emblem, ("file", "alt"))
CORRECTION = record("correction", Correction, ("identifier",), identifier=IDENTIFIER, date=DAY, paragraphs=NUMBERED)
SIBLING = record("language version", Sibling, ("language", "title", "file"), language=LANGUAGE)
