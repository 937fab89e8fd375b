"""Bytes to text: UTF-8, line ends, and the characters that no edition can hold."""

from __future__ import annotations

import re
import unicodedata

from pipeline.nodes import Position
from pipeline.source.findings import Findings

LARGEST = 10 * 1024 * 1024
"""Bytes of the largest source file that is read."""

# XML 1.0, 2.2 (Char) leaves out the C0 controls, surrogates and U+FFFE, U+FFFF; the C1 controls and the other
# noncharacters (Unicode, 23.7) are in no font and in no text that a person typed.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
# Unicode Bidirectional Algorithm (UAX 9), 2.1 to 2.4: what each control that opens is closed by.
_CLOSES = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"),
    **dict.fromkeys("\u2066\u2067\u2068", "\u2069"),
}
_OVERRIDES = "\u202d\u202e"
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROLS = {
    0: "NULL",
    8: "BACKSPACE",
    0xB: "LINE TABULATION",
    0xC: "FORM FEED",
    0x1B: "ESCAPE",
    0x7F: "DELETE",
}


def named(char: str) -> str:
    """A character by number and name: `U+0008 BACKSPACE`."""
    code = ord(char)
    default = "<control>" if unicodedata.category(char) == "Cc" else "no character"
    return f"U+{code:04X} {_CONTROLS.get(code) or unicodedata.name(char, default)}"


def cure(char: str) -> str:
    """What to do about a forbidden character: most C1 controls are Windows-1252 that was taken for Latin-1."""
    if "\x80" <= char <= "\x9f":
        try:
            meant = char.encode("latin-1").decode("cp1252")
        except UnicodeDecodeError:
            return "delete it"
        return f"write {meant} ({named(meant)}): the text was once in Windows-1252"
    return "delete it"


def position(text: str, offset: int) -> Position:
    """The line and column of an offset in a text whose lines end in `\\n`."""
    start = text.rfind("\n", 0, offset) + 1
    return Position(text.count("\n", 0, offset) + 1, offset - start + 1)


def read_text(data: bytes, findings: Findings) -> str | None:
    """The text of a file, lines ending in `\\n`, without a byte order mark. None: there is nothing to read on.

    Bytes and characters that no text can hold are noted and become U+FFFD, so that reading goes on.
    """
    if len(data) > LARGEST:
        fix = f"split it: a source file may have {LARGEST:,} bytes"
        findings.add("F03", f"the file is too large: {len(data):,} bytes", fix)
        return None
    if not data.strip():
        findings.add("F02", "the file is empty", "write front matter and a text, or delete the file")
        return None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        findings.add("F04", "the file is UTF-16, not UTF-8", "save it as UTF-8", Position(1, 1))
        return None
    return checked(_lines(_decoded(data.removeprefix(b"\xef\xbb\xbf"), findings)), findings)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes, findings: Findings) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = _lines(data[: error.start].decode("utf-8"))
        message = f"byte 0x{data[error.start]:02X} (offset {error.start}) is not UTF-8"
        findings.add("F04", message, "save the file as UTF-8", position(before, len(before)))
        return data.decode("utf-8", "replace")


def checked(text: str, findings: Findings) -> str:
    """The text with every forbidden character noted (each kind once) and replaced."""
    if text.isascii() and text.isprintable():
        return text
    first: dict[str, int] = {}
    for match in FORBIDDEN.finditer(text):
        first.setdefault(match[0], match.start())
    for char, offset in first.items():
        count = text.count(char)
        times = f", {count} times in the file" if count > 1 else ""
        findings.add("T01", f"{named(char)} cannot stand in a document{times}", cure(char), position(text, offset))
    _check_directions(text, findings)
    return FORBIDDEN.sub("\ufffd", text) if first else text


def _check_directions(text: str, findings: Findings) -> None:
    """A warning for the direction controls that are still open where their paragraph ends (UAX 9, BD1), and for
    overrides: what they show is not what is there (UTR 36, 2.4)."""
    if text.isascii() or not _BIDI.search(text):
        return
    start = 0
    for paragraph in text.split("\n\n"):
        open_: list[tuple[str, int]] = []
        for match in _BIDI.finditer(paragraph):
            if match[0] in _CLOSES:
                open_.append((match[0], start + match.start()))
            elif open_ and _CLOSES[open_[-1][0]] == match[0]:
                char, offset = open_.pop()
                if char in _OVERRIDES:
                    message = f"{named(char)} shows letters in another order than they are read, searched and copied in"
                    fix = "write <bdi>…</bdi> or […]{dir=rtl} in its place: the letters keep their order"
                    findings.add("T35", message, fix, position(text, offset), warning=True)
        for char, offset in open_:
            findings.add(
                "T04", f"{named(char)} is never closed", f"add {named(_CLOSES[char])} where its run ends",
                position(text, offset), warning=True,
            )  # fmt: skip
        start += len(paragraph) + 2
