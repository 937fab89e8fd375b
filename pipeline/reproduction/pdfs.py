"""The first difference between two PDFs: the object, the key in it, the place in its stream (ISO 32000-1, 7.3, 7.5)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pipeline.reproduction import texts
from pipeline.reproduction.difference import Difference, excerpt, in_bytes, offset

PACKED = frozenset({"/Length", "/Filter", "/DecodeParms"})
"""Keys of a stream that say how it is packed, not what is in it (table 5)."""

FILE = PACKED | {"/Size", "/Prev", "/XRefStm", "/Type", "/Index", "/W"}
"""Keys of a trailer that say how the file is laid out, not what is in it (tables 15 and 17)."""

SHOWN = 80
"""A value of more characters is shown in part."""


def first(before: bytes, after: bytes) -> Difference | None:
    """The first difference between two PDFs, objects by number, streams unpacked; as bytes where one is none.

    Objects come before the trailer: one that was added moves the numbers there, and the file identifier differs
    wherever anything does. None: they are the same.
    """
    import pikepdf

    if before == after:
        return None
    try:
        with pikepdf.open(io.BytesIO(before)) as old, pikepdf.open(io.BytesIO(after)) as new:
            found = next(_differences(old, new), None)
    except (pikepdf.PdfError, ValueError, RuntimeError):
        found = None
    return found or in_bytes(before, after)


def _differences(old: Any, new: Any) -> Iterator[Difference]:
    if old.pdf_version != new.pdf_version:
        yield Difference(("the version of PDF",), old.pdf_version, new.pdf_version)
    then, now = _numbered(old), _numbered(new)
    contents = (page.obj.get("/Contents") for page in new.pages)
    pages = {stream.objgen: number for number, stream in enumerate(contents, start=1) if stream is not None}
    for number in sorted(then.keys() & now.keys()):
        for found in _object(then[number], now[number]):
            yield found.within(_name(number, now[number], pages))
    for number in sorted(then.keys() ^ now.keys()):
        yield Difference((f"object {number}",), *(("there", "missing") if number in then else ("missing", "there")))
    keys = (set(old.trailer.keys()) | set(new.trailer.keys())) - FILE
    for found in _keys(old.trailer, new.trailer, sorted(keys, key=lambda key: (key == "/ID", key))):
        yield found.within("the trailer")


def _numbered(pdf: Any) -> dict[int, Any]:
    """The objects of a file by number, without those that only lay it out: streams of objects and of references."""
    limit = 2 * len(pdf.objects) + 1  # numbers may have gaps; what the trailer says of their count is not trusted
    found = {number: pdf.get_object(number, 0) for number in range(1, limit)}
    return {n: thing for n, thing in found.items() if thing is not None and _type(thing) not in ("ObjStm", "XRef")}


def _type(thing: Any, key: str = "/Type") -> str:
    if not _kind(thing) or key not in thing:
        return ""
    return str(thing[key]).removeprefix("/")


def _name(number: int, thing: Any, pages: dict[tuple[int, int], int]) -> str:
    """`object 12 (StructElem, P)`, `object 40 (the content of page 2)`."""
    if getattr(thing, "objgen", None) in pages:
        return f"object {number} (the content of page {pages[thing.objgen]})"
    words = [word for word in (_type(thing, key) for key in ("/Type", "/Subtype", "/S")) if word]
    return f"object {number} ({', '.join(words)})" if words else f"object {number}"


def _object(before: Any, after: Any) -> Iterator[Difference]:
    """What differs between two objects of the same number: of streams first the content, from which sums are made."""
    both = (before, after)
    if any(_kind(thing) != "stream" for thing in both):
        yield from _value(before, after, top=True)
        return
    found = texts.first(*map(_unpacked, both))
    if found is not None:
        yield found.within("its stream")
    keys = set(before.keys()) | set(after.keys())
    yield from _keys(before, after, sorted(keys - PACKED))
    if before.read_raw_bytes() != after.read_raw_bytes():
        sizes = (f"{len(thing.read_raw_bytes()):,} bytes" for thing in both)
        yield Difference(("its stream", "the same content, compressed in another way"), *sizes)


def _unpacked(stream: Any) -> bytes:
    """The content of a stream; as it stands where it cannot be unpacked (a JPEG, say)."""
    import pikepdf

    try:
        return bytes(stream.read_bytes())
    except (pikepdf.PdfError, pikepdf.DataDecodingError):
        return bytes(stream.read_raw_bytes())


def _value(before: Any, after: Any, *, top: bool = False) -> Iterator[Difference]:
    """What differs between two values; references are compared as such, so that no ring is walked around."""
    import pikepdf

    apart = not top and (_reference(before) or _reference(after))
    if not apart and isinstance(before, pikepdf.Array) and isinstance(after, pikepdf.Array):
        for index, pair in enumerate(zip(before, after, strict=False), start=1):
            for found in _value(*pair):
                yield found.within(f"item {index}")
        if len(before) != len(after):
            yield Difference(("its length",), str(len(before)), str(len(after)))
    elif not apart and _kind(before) == _kind(after) != "":
        keys = set(before.keys()) | set(after.keys())
        yield from _keys(before, after, sorted(keys))
    elif (sides := _sides(_shown(before), _shown(after))) is not None:
        yield Difference((), *sides)


def _keys(before: Any, after: Any, keys: list[str]) -> Iterator[Difference]:
    """What differs under these keys of two dictionaries."""
    for key in keys:
        if key not in before or key not in after:
            sides = [excerpt(_shown(side[key]), 0) if key in side else "missing" for side in (before, after)]
            yield Difference((key,), *sides)
            continue
        for found in _value(before[key], after[key]):
            yield found.within(key)


def _sides(before: str, after: str) -> tuple[str, str] | None:
    """Two values as they are shown, around the place where they differ; None where they are the same."""
    at = offset(before, after)
    if at is None:
        return None
    return (before, after) if max(len(before), len(after)) <= SHOWN else (excerpt(before, at), excerpt(after, at))


def _kind(value: Any) -> str:
    """`stream` or `dictionary`, else nothing."""
    import pikepdf

    if isinstance(value, pikepdf.Stream):
        return "stream"
    return "dictionary" if isinstance(value, pikepdf.Dictionary) else ""


def _reference(value: Any) -> str:
    """`object 12` for a reference to it, else nothing."""
    return f"object {value.objgen[0]}" if getattr(value, "is_indirect", False) else ""


def _shown(value: Any) -> str:
    """A value in the syntax of PDF, in one line; strings of text as text."""
    import pikepdf

    if reference := _reference(value):
        return reference
    if isinstance(value, pikepdf.String):
        return repr(str(value)) if str(value).isprintable() else f"<{bytes(value).hex()}>"
    if isinstance(value, pikepdf.Object):
        return " ".join(value.unparse().decode("latin-1").split())
    return str(value)
