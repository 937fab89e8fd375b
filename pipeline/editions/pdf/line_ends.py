"""How lines end: WeasyPrint's boxes are told where a line goes on without a space, and where a word is divided.

Replaces `split_text_box`, `remove_last_whitespace` and `get_next_linebox` of WeasyPrint 70.0. An upstream mark of the
space that a line loses at its end would make this module unnecessary.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from pipeline.editions.pdf.roles import HYPHEN, is_wide


@cache
def install() -> None:
    """Put our notes around WeasyPrint's layout of lines, once a process.

    The last text box of a line is given `goes_on` where no space stands between it and the next line (a line may end
    after a hyphen, a slash or a dash), `keeps_space` where one does though it would not be thought of, and
    `is_divided` where its last character is a hyphen that was put in: `taken` is what it reads.
    """
    from weasyprint.layout import inline

    split_text_box = inline.split_text_box
    remove_last_whitespace, get_next_linebox = inline.remove_last_whitespace, inline.get_next_linebox

    def split_and_noted(context: Any, box: Any, width: Any, skip: Any, is_line_start: bool = True) -> Any:
        line, resume, preserved = split_text_box(context, box, width, skip, is_line_start)
        if line is not None and resume is not None and not preserved:
            _note(line, box.text.encode(), skip or 0, resume)
        return line, resume, preserved

    def remove_and_noted(context: Any, line: Any) -> None:
        last = _last(line)
        loses = last is None or last.text.endswith(" ")
        remove_last_whitespace(context, line)
        line.end = None if loses else last
        if loses and last is not None and is_wide(last.text[-1:]):
            last.keeps_space = True  # between ideographs a space at the end of a line is not the rule

    def next_and_noted(context: Any, linebox: Any, position: Any, bottom: Any, skip: Any, *arguments: Any) -> Any:
        line, resume = get_next_linebox(context, linebox, position, bottom, skip, *arguments)
        if line is not None:
            before, place = getattr(linebox, "unended", (None, None))
            if before is not None and place == skip and not hasattr(before, "goes_on"):
                before.goes_on = True
            end = getattr(line, "end", None)
            is_open = resume is not None and _is_plain(end) and not _is_at_space(linebox, resume)
            linebox.unended = (end if is_open else None, resume)
        return line, resume

    inline.split_text_box = split_and_noted
    inline.remove_last_whitespace = remove_and_noted
    inline.get_next_linebox = next_and_noted


def _note(line: Any, text: bytes, skip: int, resume: int) -> None:
    """Note how a line ends that takes a part of a text. Ideographs are read on without a space as they are."""
    taken, rest = text[skip:resume].decode(), text[resume:].decode()
    line.taken = taken
    line.keeps_space = taken.endswith(" ") and is_wide(taken.rstrip(" ")[-1:])
    line.is_divided = line.text.endswith(HYPHEN) and not taken.rstrip(" ").endswith(HYPHEN)
    ideographs = is_wide(taken[-1:]) and is_wide(rest[:1])
    line.goes_on = not (taken.endswith(" ") or line.is_divided or ideographs)


def _last(box: Any) -> Any:
    """The text box that ends a line; None where something else does."""
    while getattr(box, "children", ()):
        box = box.children[-1]
    return box if type(box).__name__ == "TextBox" else None


def _is_at_space(box: Any, resume: Any) -> bool:
    """Whether the place where a line is to go on stands before or after a space."""
    index = 0
    while type(box).__name__ != "TextBox":
        ((index, resume),) = resume.items() if resume else ((0, None),)
        if index >= len(getattr(box, "children", ())):
            return False  # a picture: no space of its own
        box, index = box.children[index], 0
    for index in resume or ():  # the bytes that are set already
        return b" " in box.text.encode()[max(index - 1, 0) : index + 1]
    return bool(box.text.startswith(" "))


def _is_plain(box: Any) -> bool:
    """Whether a text box is of running text: no forced line break, no lines that are set as they are."""
    return (
        box is not None
        and bool(box.text)
        and bool(box.element_tag)  # running heads have none
        and box.style["white_space"] in ("normal", "nowrap")
        and not (box.element_tag or "").endswith(("::before", "::after", "::marker"))
    )
