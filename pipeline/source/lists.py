"""Lists whose markers are letters or numerals of a script: `(a)`, `a)`, `a.`, `(i)`, `(1)`, `(أ)`, `а)`, `（一）`.

A rule for markdown-it beside its own for `1.` and `1)`. What is typed is what comes out: an item continues a list
only if its marker is the next one, else it begins a list of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.nodes import Position
from pipeline.numerals import ALPHABETS, LETTERS, numeral, roman
from pipeline.source.findings import Findings

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

_MARKER = re.compile(
    r"(\(?)(0|[1-9][0-9]{0,8}|[a-z]{1,9}|[A-Z]{1,9})\)(?=[ \t]+\S)"
    r"|()([a-z]{1,9})\.(?=[ \t]+\S)"
    r"|([(（]?)([^\W\d_a-zA-Z]{1,5}\u200d?)([).）、-])(?=[ \t]+\S|(?<=[）、])\S)"
)
_NUMERALS = {roman(number): number for number in range(1, 400)}
_WIDEST = 4
"""Columns that what belongs to an item must be indented, at most."""
Reading = tuple[str, int]
"""A style and a number."""


@dataclass(frozen=True, slots=True)
class _Marker:
    """A marker: its delimiter, what it may mean (the likeliest first), and where it ends."""

    delimiter: str
    readings: tuple[Reading, ...]
    end: int


def install(md: Any) -> None:
    """Adds the rules to a parser."""
    md.block.ruler.before("list", "lettered_list", _rule, {"alt": ["paragraph", "reference", "blockquote"]})
    md.core.ruler.after("block", "typed_numbers", _typed_numbers)


def warn_of_items(text: str, at: Position, findings: Findings) -> None:
    """Notes that lines of a paragraph look like items of a list: two markers that follow each other, or a sign that
    people type for a bullet. `at`: where the paragraph begins."""
    message = "this line begins like an item of a list, and is text"
    if _SIGN.match(text):
        findings.add("T30", message, "begin it with - if it is one", at, warning=True)
    lines = text.split("\n") if "\n" in text else ()
    for number in range(1, len(lines)):
        first, second = (_read(_MARKER.match(line)) for line in lines[number - 1 : number + 1])
        if first is not None and _next(second, first.delimiter, first.readings):
            line = Position(at.line + number - 1) if at.line else at
            findings.add("T30", message, "leave a line empty above it if it is one", line, warning=True)
            return


_SIGN = re.compile("[\u2013\u2014\u2022\u25aa\u25cf\u25e6\u2023\u00b7][ \t]+\\S")
"""What people type for bullets. A dash also opens direct speech, so this is worth a warning only."""


def _marker(state: StateBlock, line: int) -> _Marker | None:
    """The marker that a line begins with; `1)` is Markdown's own."""
    return _read(_MARKER.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line]))


def _read(found: re.Match[str] | None) -> _Marker | None:
    if found is None or ((found[2] or "").isdecimal() and not found[1]):
        return None
    if found[6]:
        opening, closing, readings = found[5], found[7], _others().get(found[6].strip(_JOINERS), ())
        if closing == ".":  # a capital and a stop are an initial
            readings = tuple(one for one in readings if one[0] != "upper-cyrillic")
        if opening and (opening, closing) not in (("(", ")"), ("（", "）")):
            return None
    else:
        opening, closing, readings = found[1] or "", ")" if found[2] else ".", _readings(found[2] or found[4])
    return _Marker(opening + closing, readings, found.end()) if readings else None


_JOINERS = "\u0640\u200d"
"""What shapes a letter that stands alone, as in `(هـ)`: tatweel and zero width joiner."""


@cache
def _others() -> Mapping[str, tuple[Reading, ...]]:
    """What markers of other scripts than Latin may mean."""
    found: dict[str, tuple[Reading, ...]] = {}
    counted = ("han", "hebrew", "greek")
    for style in (*counted, *(style for style in ALPHABETS if not style.endswith("er-alpha"))):
        for number in range(1, 100 if style in counted else len(ALPHABETS[style]) + 1):
            text = numeral(number, style).strip(_JOINERS)
            found[text] = (*found.get(text, ()), (style, number))
    return found


def _readings(text: str) -> tuple[Reading, ...]:
    if text.isdecimal():
        return (("decimal", int(text)),)
    case, low = ("lower", text.lower()) if text.islower() else ("upper", text.lower())
    letters = (f"{case}-alpha", LETTERS.index(low[0]) + 26 * (len(low) - 1) + 1)
    result = [letters] if low == low[0] * len(low) and len(low) < 3 else []
    if low in _NUMERALS:  # a single letter is a letter, but for the i that begins a list
        result.insert(0 if low == "i" or len(low) > 1 else 1, (f"{case}-roman", _NUMERALS[low]))
    return tuple(result)


def _next(marker: _Marker | None, delimiter: str, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """What a list's last marker meant if the given one is the next."""
    if marker is None or marker.delimiter != delimiter:
        return ()
    return tuple(one for style, number in readings if (one := (style, number + 1)) in marker.readings)


def _interrupts(state: StateBlock, line: int, marker: _Marker) -> bool:
    """Whether a marker ends the paragraph above it: the next one of a list that is open, or the first of one that a
    colon introduces. Any other is text: lines of a paragraph may begin with (a)."""
    if state.sCount[line] < state.blkIndent:
        return any(_next(marker, *opened) for opened in state.env.get("lists", ()))
    end = state.src[: state.bMarks[line]].rstrip()[-1:] if line and not state.isEmpty(line - 1) else ""
    return end in (":", "\uff1a") and marker.readings[0][1] == 1


def _is_list(state: StateBlock, start: int, end: int, marker: _Marker) -> bool:
    """Whether `a.` begins a list: a colon stands before it, or the next marker follows. Else it is an initial."""
    before = state.src[: state.bMarks[start]].rstrip()[-1:]
    if before in (":", "：") and marker.readings[0][1] == 1:
        return True
    below = (line for line in range(start + 1, min(end, start + _FAR)) if state.sCount[line] == state.sCount[start])
    return any(_next(_marker(state, line), marker.delimiter, marker.readings) for line in below)


_LOOSE = (".", "-", "\u3001")
_FAR = 200
"""Lines within which the next marker has to follow."""


def _rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start) or (marker := _marker(state, start)) is None:
        return False
    if not silent and marker.delimiter in _LOOSE and not _is_list(state, start, end, marker):
        return False
    if silent:
        return state.parentType != "paragraph" or _interrupts(state, start, marker)
    opening = state.push("ordered_list_open", "ol", 1)
    place, parent, opened = len(state.tokens) - 1, state.parentType, state.env.setdefault("lists", [])
    state.parentType = "list"
    readings, line, tight, count = marker.readings, start, True, 0
    following: _Marker | None = marker
    while following is not None:
        count += 1
        opened.append((marker.delimiter, readings))
        tight = _item(state, line, end, following) and tight
        opened.pop()
        line = state.line
        following = _sibling(state, line, end)
        further = _next(following, marker.delimiter, readings)
        if not further:
            break
        tight, readings = tight and not state.isEmpty(line - 1), further
    style, number = readings[0]
    opening.meta = {"style": style, "start": number - count + 1, "delimiter": marker.delimiter}
    opening.map, state.parentType = [start, line], parent
    state.push("ordered_list_close", "ol", -1)
    if tight:
        from markdown_it.rules_block.list import markTightParagraphs

        markTightParagraphs(state, place)
    return True


def _sibling(state: StateBlock, line: int, end: int) -> _Marker | None:
    """The marker of a line that may go on with a list."""
    inside = line < end and state.sCount[line] >= state.blkIndent and not state.is_code_block(line)
    return _marker(state, line) if inside else None


def _item(state: StateBlock, line: int, end: int, marker: _Marker) -> bool:
    """Reads one item; says whether its blocks stand close together."""
    opening = state.push("list_item_open", "li", 1)
    column = state.sCount[line]
    text = state.skipSpaces(marker.end)
    indent = column + min(text - state.bMarks[line] - state.tShift[line], _WIDEST)
    kept = (state.tight, state.bMarks[line], state.tShift[line], state.sCount[line], state.listIndent, state.blkIndent)
    state.listIndent, state.blkIndent, state.tight = state.blkIndent, indent, True
    state.bMarks[line], state.tShift[line], state.sCount[line] = text, 0, indent  # as if the line began with its text
    state.md.block.tokenize(state, line, end)
    close = state.tight
    state.tight, state.bMarks[line], state.tShift[line], state.sCount[line], state.listIndent, state.blkIndent = kept
    opening.map = [line, state.line]
    state.push("list_item_close", "li", -1)
    return close


def _typed_numbers(state: Any) -> None:
    """Where the number of an item is not the next one, a list of its own begins with it: what is typed comes out.

    Markdown counts on whatever is typed (CommonMark 0.31, 5.3), and a law or an extract with gaps would lose its
    numbers. A number that is typed again and again (`1. 1. 1.`) counts on, as people who leave the counting mean it.
    """
    done: list[Any] = []
    opened: list[_Counted] = []
    for token in state.tokens:
        if token.type in ("ordered_list_open", "bullet_list_open"):
            opened.append(_Counted(token))
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            opened.pop()
        elif token.type == "list_item_open" and token.info.isdecimal():
            typed, counted = int(token.info), opened[-1]
            again = counted.first is not None and typed == counted.last == counted.first
            if counted.first is not None and not again and typed != counted.count + 1:
                done += counted.anew(typed, token)
                counted.first = None
            counted.count = counted.count + 1 if again else typed
            counted.first, counted.last = (typed if counted.first is None else counted.first), typed
        done.append(token)
    state.tokens = done


@dataclass(slots=True)
class _Counted:
    """A list that is open: its token, the number of its last item, what was typed before that and before the first."""

    opening: Any
    count: int = 0
    first: int | None = None
    last: int | None = None

    def anew(self, number: int, item: Any) -> list[Any]:
        """The tokens that end this list and begin one with another number."""
        closing = self.opening.copy(type="ordered_list_close", nesting=-1, attrs={}, map=None)
        lines = [item.map[0], self.opening.map[1]] if item.map and self.opening.map else item.map
        self.opening = self.opening.copy(attrs={"start": number}, map=lines, meta={})
        return [closing, self.opening]
