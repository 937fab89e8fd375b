"""What changed inside a text: word by word; in scripts that set no space between words, character by character."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.changes.matching import matched

PARAGRAPH = "\u2029"
"""Where one block ends and the next begins, in the text of several."""

CALL = re.compile(r"\[\^\d+\]")

# In a text of classes: d digit, l letter or mark, m mark, i ideograph, s space, j joiner (' - ), n . or , in a number.
_TOKEN = re.compile(r"s+|[ld](?:[ldm]|j(?=[ld])|(?<=d)n(?=d))*|im*|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: on both sides (`same`; a renumbered call of a note may differ), else removed and added."""

    old: str
    new: str
    same: bool


@cache
def _class(char: str) -> str:
    if char == PARAGRAPH:
        return "p"
    if char.isspace():
        return "s"
    kind = unicodedata.category(char)
    if kind[0] == "N":
        return "d"
    if kind[0] == "M" or char == "\u200d":
        return "m"
    if kind[0] == "L":
        return "i" if _is_unspaced(char) else "l"
    return "n" if char in ".," else "j" if char in "'’\u2010-" else "p"


def _is_unspaced(char: str) -> bool:
    """Whether a letter's script sets no space between words: Han, kana, Thai, Lao, Khmer, Burmese, Tibetan."""
    name = unicodedata.name(char, "")
    scripts = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN", "IDEOGRAPHIC", "BOPOMOFO")
    return name.startswith(scripts)


def tokens(text: str) -> list[str]:
    """The words, numbers, spaces and punctuation marks of a text, each by itself; joined they are the text again."""
    result: list[str] = []
    start = 0
    for call in [*CALL.finditer(text), None]:
        end = call.start() if call else len(text)
        classes = "".join(map(_class, text[start:end]))
        result += [text[start + found.start() : start + found.end()] for found in _TOKEN.finditer(classes)]
        if call:
            result.append(call[0])
            start = call.end()
    return result


def is_word(token: str) -> bool:
    """Whether a token says something: no space, no punctuation."""
    return token[0].isalnum() or bool(CALL.fullmatch(token))


def renumbered(text: str, calls: Mapping[str, str]) -> str:
    """A text of the old side with its calls of notes as the new side numbers them."""
    return CALL.sub(lambda found: calls.get(found[0], found[0]), text) if calls else text


def pieces(old: str, new: str, calls: Mapping[str, str] | None = None) -> tuple[Piece, ...]:
    """How the old text becomes the new one.

    The old sides of all pieces make the old text, the new sides the new one. `calls`: old call of a note -> new one.
    """
    before, after = tokens(old), tokens(new)
    keys = [(calls or {}).get(token, token) for token in before]
    found: list[Piece] = []
    i = j = 0
    for i2, j2 in [*matched(keys, after), (len(before), len(after))]:
        if i2 > i or j2 > j:
            found.append(Piece("".join(before[i:i2]), "".join(after[j:j2]), False))
        if i2 < len(before) and j2 < len(after):
            found.append(Piece(before[i2], after[j2], True))
        i, j = i2 + 1, j2 + 1
    return _joined(_without_islands(found))


def _without_islands(found: list[Piece]) -> list[Piece]:
    """A space alone between two changes belongs to both: `[-one two-]`, not `[-one-] [-two-]`."""
    result = list(found)
    for at in range(1, len(result) - 1):
        if result[at].new == " " and result[at].same and not result[at - 1].same and not result[at + 1].same:
            result[at] = Piece(result[at].old, result[at].new, False)
    return result


def _joined(found: Iterable[Piece]) -> tuple[Piece, ...]:
    """Neighbours of one sort as one."""
    result: list[Piece] = []
    for piece in found:
        if result and result[-1].same == piece.same:
            last = result.pop()
            piece = Piece(last.old + piece.old, last.new + piece.new, piece.same)  # noqa: PLW2901
        result.append(piece)
    return tuple(result)
