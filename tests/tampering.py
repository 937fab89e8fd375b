"""Editions with one thing changed, by hand and without the code that compares them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pikepdf

Members = list[tuple[zipfile.ZipInfo, bytes]]


def zipped(data: bytes, change: Callable[[Members], Members | None], level: int = 9) -> bytes:
    """A zip file with its members changed, everything else as it was."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(entry, archive.read(entry)) for entry in archive.infolist()]
    members = change(members) or members
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for entry, content in members:
            archive.writestr(entry, content, compresslevel=level)
    return out.getvalue()


def replaced(name: str, old: bytes, new: bytes) -> Callable[[Members], Members]:
    """One text in one member replaced, once."""

    def change(members: Members) -> Members:
        assert any(entry.filename == name and old in content for entry, content in members)
        return [(e, content.replace(old, new, 1) if e.filename == name else content) for e, content in members]

    return change


def object_of(data: bytes, wanted: Callable[[pikepdf.Object], bool]) -> int:
    """The number of the first object of a PDF that is wanted."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return int(next(thing.objgen[0] for thing in pdf.objects if wanted(thing)))


def updated(data: bytes, number: int, change: Callable[[bytes], bytes]) -> bytes:
    """A PDF with one object changed by an incremental update (ISO 32000-1, 7.5.6): all others stay where they are.

    `change` gets the object in the syntax of PDF, of a stream its content.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        thing = pdf.get_object(number, 0)
        if isinstance(thing, pikepdf.Stream):
            content = change(thing.read_bytes())
            keys = b"".join(
                b" %s %s"
                % (key.encode(), value.unparse() if isinstance(value, pikepdf.Object) else str(value).encode())
                for key, value in thing.items()
                if key not in ("/Length", "/Filter", "/DecodeParms")
            )
            body = b"<<%s /Length %d>>\nstream\n%s\nendstream" % (keys, len(content), content)
        else:
            body = change(thing.unparse(resolved=True))
        root, info = pdf.trailer.Root.objgen[0], pdf.trailer.Info.objgen[0]
        size, ids = int(pdf.trailer.Size), pdf.trailer.ID.unparse()
    at = len(data) + 1
    entry = b"%d 0 obj\n%s\nendobj\n" % (number, body)
    last = re.findall(rb"startxref\s+(\d+)", data)[-1]
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, at)
    trailer = b"trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /ID %s /Prev %s>>\n" % (size, root, info, ids, last)
    return data + b"\n" + entry + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (at + len(entry))
