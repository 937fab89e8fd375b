"""The first difference between two zip containers (EPUB, DOCX): members, their order, their entries, their content."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from pipeline.editions.container import LARGEST
from pipeline.reproduction import texts
from pipeline.reproduction.difference import Difference, in_bytes, in_lists

ATTRIBUTES = {
    "date_time": "date",
    "compress_type": "method of compression",
    "create_system": "system",
    "create_version": "version made by",
    "extract_version": "version needed",
    "external_attr": "attributes",
    "internal_attr": "internal attributes",
    "flag_bits": "flags",
    "extra": "extra field",
    "comment": "comment",
}
"""What the central directory says of a member (APPNOTE 6.3.10, 4.3.12), apart from sizes, sum and place."""


def first(before: bytes, after: bytes) -> Difference | None:
    """The first difference between two zip files, as bytes where one of them is none. None: they are the same."""
    if before == after:
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
            found = next(_differences(old, new), None)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        found = None
    return found or in_bytes(before, after)


def _differences(old: zipfile.ZipFile, new: zipfile.ZipFile) -> Iterator[Difference]:
    names = [entry.filename for entry in old.infolist()], [entry.filename for entry in new.infolist()]
    missing = in_lists(*names, "the member {}")
    if missing is not None:
        yield missing
    for number, (before, after) in enumerate(zip(*names, strict=False), start=1):
        if before != after:
            yield Difference((f"the order of the members, number {number}",), before, after)
    if len(names[0]) != len(names[1]):
        yield Difference(("the number of members",), str(len(names[0])), str(len(names[1])))
    for then, now in zip(old.infolist(), new.infolist(), strict=False):
        yield from _entry(then, now)
        yield from _content(old, then, new, now)
    if old.comment != new.comment:
        yield Difference(("the comment of the archive",), repr(old.comment), repr(new.comment))


def _entry(then: zipfile.ZipInfo, now: zipfile.ZipInfo) -> Iterator[Difference]:
    for attribute, word in ATTRIBUTES.items():
        before, after = getattr(then, attribute), getattr(now, attribute)
        if before != after:
            shown = (_date(before), _date(after)) if attribute == "date_time" else (repr(before), repr(after))
            yield Difference((then.filename, f"its {word}"), *shown)


def _date(parts: tuple[int, ...]) -> str:
    year, month, day, hour, minute, second = parts
    return f"{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"


def _content(
    old: zipfile.ZipFile, then: zipfile.ZipInfo, new: zipfile.ZipFile, now: zipfile.ZipInfo
) -> Iterator[Difference]:
    """What differs in one member: its content; else the bytes that the same content was compressed to."""
    if max(then.file_size, now.file_size) > LARGEST:
        raise ValueError("a member that unpacks to more was made to do harm")
    try:
        before = old.read(then)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        yield Difference((then.filename,), f"damaged: {error}", "whole")
        return
    content = texts.first(before, new.read(now))
    if content is not None:
        yield content.within(then.filename)
    elif then.compress_size != now.compress_size:
        sizes = (f"{then.compress_size:,} bytes", f"{now.compress_size:,} bytes")
        yield Difference((then.filename, "the same content, compressed in another way"), *sizes)
