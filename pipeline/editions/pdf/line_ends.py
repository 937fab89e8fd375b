"""How lines end: WeasyPrint's boxes are told where a line goes on without a space, and where a word is divided.

Replaces `split_text_box`, `remove_last_whitespace` and `get_next_linebox` of WeasyPrint 70.0. An upstream mark of the
space that a line loses at its end would make this module unnecessary.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from pipeline.editions.pdf.roles import HYPHEN, is_wide

_SPACES = frozenset(b" \n")


@cache
def install() -> None:
    """Put our notes around WeasyPrint's layout of lines, once a process.

    The last text box of a line is given `goes_on` where no space stands between it and the next line (a line may end
    after a hyphen, a slash or a dash), and `is_divided` where its last character is a hyphen that was put in: `taken`
    is what it reads. The first one is given `after_space` where one does though it would not be thought of, and `joins`
    where none does and what ends the line before, a picture or the call of a note, cannot say so.
    """
    from weasyprint.layout import inline

    split_text_box = inline.split_text_box
    remove_last_whitespace, get_next_linebox = inline.remove_last_whitespace, inline.get_next_linebox

    def split_and_noted(context: Any, box: Any, width: Any, skip: Any, is_line_start: bool = True) -> Any:
        line, resume, preserved = split_text_box(context, box, width, skip, is_line_start)
        if line is not None and resume is not None and not preserved:
            _note(line, box.text.encode(), skip or 0, resume)
        elif line is not None and resume is None:  # what fits but for its last space is set without it
            line.is_spaced = box.text.endswith(" ")
        return line, resume, preserved

    def remove_and_noted(context: Any, line: Any) -> None:
        last = _leaf(line, -1)
        loses = last is None or getattr(last, "text", "").endswith(" ") or getattr(last, "is_spaced", False)
        remove_last_whitespace(context, line)
        line.end = None if loses else last
        line.loses = loses and last is not None

    def next_and_noted(context: Any, linebox: Any, position: Any, bottom: Any, skip: Any, *arguments: Any) -> Any:
        line, resume = get_next_linebox(context, linebox, position, bottom, skip, *arguments)
        if line is not None:
            if skip is not None:
                _begin(linebox, line, skip)
            end = getattr(line, "end", None)
            is_open = resume is not None and end is not None and not _is_at_space(linebox, resume)
            if resume is not None and getattr(line, "loses", False):
                linebox.spaced = {*getattr(linebox, "spaced", ()), repr(resume)}
            linebox.unended = (end if is_open and _is_plain(end) else None, resume)
            if is_open and _is_apart(end):
                linebox.joined = {*getattr(linebox, "joined", ()), repr(resume)}
        return line, resume

    inline.split_text_box = split_and_noted
    inline.remove_last_whitespace = remove_and_noted
    inline.get_next_linebox = next_and_noted


def goes_on_from(linebox: Any, before: Any) -> None:
    """Let a copy of a paragraph know how the lines of another one ended."""
    linebox.unended = getattr(before, "unended", (None, None))
    linebox.joined, linebox.spaced = getattr(before, "joined", ()), getattr(before, "spaced", ())


def _note(line: Any, text: bytes, skip: int, resume: int) -> None:
    """Note how a line ends that takes a part of a text. Ideographs are read on without a space as they are."""
    taken, rest = text[skip:resume].decode(), text[resume:].decode()
    line.taken = taken
    line.is_divided = line.text.endswith(HYPHEN) and not taken.rstrip(" ").endswith(HYPHEN)
    is_spaced = taken.endswith(" ") or rest.startswith(" ")  # in a narrow column a line may end before a space
    ideographs = is_wide(taken[-1:]) and is_wide(rest[:1])
    line.goes_on = not (is_spaced or line.is_divided or ideographs)


def _begin(linebox: Any, line: Any, skip: Any) -> None:
    """Note how a line begins that is not the first, and how the one before it therefore ended."""
    before, place = getattr(linebox, "unended", (None, None))
    if before is not None and place == skip and not hasattr(before, "goes_on"):
        before.goes_on = True
    first = _leaf(line, 0)
    if first is None:
        return
    is_text = type(first).__name__ == "TextBox"
    if is_text and (repr(skip) in getattr(linebox, "spaced", ()) or _is_at_space(linebox, skip)):
        first.after_space = is_wide(first.text[:1])  # between ideographs a space at the end of a line is not the rule
    elif (is_text or first.element_tag == "img") and repr(skip) in getattr(linebox, "joined", ()):
        first.joins = True


def _leaf(box: Any, number: int) -> Any:
    """What begins (0) or ends (-1) a line: text or a picture; None where nothing does."""
    while isinstance(box, _in_lines()):
        if not box.children:
            return None
        box = box.children[number]
    return box


@cache
def _in_lines() -> tuple[Any, Any]:
    """The boxes that hold parts of a line."""
    from weasyprint.formatting_structure import boxes

    return boxes.LineBox, boxes.InlineBox


def _is_at_space(box: Any, resume: Any) -> bool:
    """Whether the place where a line is to go on stands before or after a space, or a line break."""
    index = 0
    while type(box).__name__ != "TextBox":
        ((index, resume),) = resume.items() if resume else ((0, None),)
        if index >= len(getattr(box, "children", ())):
            return False  # a picture: no space of its own
        box, index = box.children[index], 0
    for index in resume or ():  # the bytes that are set already
        return not _SPACES.isdisjoint(box.text.encode()[max(index - 1, 0) : index + 1])
    return bool(box.text.startswith(" "))


def _is_plain(box: Any) -> bool:
    """Whether a box is of running text: no forced line break, no lines that are set as they are, no call of a note."""
    return (
        type(box).__name__ == "TextBox"
        and bool(box.text)
        and bool(box.element_tag)  # running heads have none
        and box.style["white_space"] in ("normal", "nowrap")
        and not (box.element_tag or "").endswith(("::before", "::after", "::marker"))
        and not _is_apart(box)
    )


def _is_apart(box: Any) -> bool:
    """Whether a box is a picture in a line, or calls a note."""
    if type(box).__name__ == "TextBox":
        is_again = box.element is not None and box.element.get("class") == "recall"
        return is_again or (box.element_tag or "").endswith("::footnote-call")
    return box is not None
