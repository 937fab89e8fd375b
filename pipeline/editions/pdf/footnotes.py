"""Footnotes at the foot of the page of their call; one that is too long for it goes on at the foot of the next.

Replaces the footnotes of `LayoutContext` and wraps `_linebox_layout` and `iter_line_boxes` of WeasyPrint 70.0; `pages`
does the rest. That version

- puts a footnote off to the next page to make room for one more line of text, away from its call;
- cannot break a footnote, and sets one that is longer than a page over its edge;
- forgets a footnote that was put off when the paragraph that called it is given up on the next page;
- sets a footnote once more when the head of a table, in which it is called, comes again.

Footnotes that break over pages, and a list of them that follows the boxes, would make this module unnecessary upstream.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from math import inf
from typing import Any

LONG = 1 / 4
"""Of the height of a page: a footnote that is higher may be broken, so that its call need not leave the page."""
MOST = 2 / 3
"""Of the height of a page: what a footnote that goes on may take. The rest is for the text."""
LINES = 2
"""Lines of a footnote that stand with its call, and lines of text that may follow its call."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where lines are laid out: the block, its lines so far, whether the page is empty, the room to be left below."""

    box: Any
    lines: list[Any]
    page_is_empty: bool
    bottom_space: float


@dataclass(slots=True)
class Notes:
    """What is known of the footnotes while pages are made.

    `place`, `line`: what may call one. `broken`: the line that calls one which goes on at the next page. `limit`: how
    high their area may be, where the last of them is broken. `carried`: what of each footnote of this page the next one
    takes, in order (with WeasyPrint's own list, no line that calls one of them could stand on this page). `is_blank`:
    whether no text is left. By pages: `handed`, what each took over from the one before it; `called`, the footnotes
    that each called; `ends`, the lines that each goes on with.
    """

    place: Place | None = None
    line: Any = None
    broken: Any = None
    limit: float = inf
    carried: dict[Any, Any] = field(default_factory=dict)
    is_blank: bool = False
    handed: dict[int, list[Any]] = field(default_factory=dict)
    called: dict[int, list[Any]] = field(default_factory=dict)
    ends: dict[int, Any] = field(default_factory=dict)


class _Kept(list[Any]):
    """Footnotes of which none may be put off: WeasyPrint asks whether there are any, to make room for a line."""

    def __bool__(self) -> bool:
        return False


def of(context: Any) -> Notes:
    """The footnotes of a layout."""
    notes: Notes | None = getattr(context, "notes", None)
    if notes is None:
        notes = context.notes = Notes()
    return notes


@cache
def install() -> None:
    """Put our footnotes in the place of WeasyPrint's, once a process."""
    from weasyprint.layout import LayoutContext, block

    LayoutContext.layout_footnote = _layout
    LayoutContext.unlayout_footnote = _unlayout
    LayoutContext.report_footnote = _report
    LayoutContext._update_footnote_area = _update
    layout, lines_of = block._linebox_layout, block.iter_line_boxes

    def layout_keeping_notes(context: Any, box: Any, *arguments: Any) -> Any:
        notes = of(context)
        outer = notes.place, notes.line
        notes.place = Place(box, arguments[2], arguments[3], arguments[7])
        kind = list if context.in_column else _Kept
        if type(context.current_page_footnotes) is not kind:
            context.current_page_footnotes = kind(context.current_page_footnotes)
        result = layout(context, box, *arguments)
        notes.place, notes.line = outer
        return result

    def noted_lines(context: Any, *arguments: Any) -> Iterator[Any]:
        for line, resume_at in lines_of(context, *arguments):
            of(context).line = line
            yield line, resume_at

    block._linebox_layout = layout_keeping_notes
    block.iter_line_boxes = noted_lines


def area_of(context: Any, area: Any, positioned: list[Any] | None = None) -> Any:
    """A footnote area that is laid out, and where the last of its footnotes goes on: (box, resume_at, …).

    `positioned`: where the boxes are gathered that stand in no line, the markers of lists.
    """
    from weasyprint.layout.block import block_level_layout

    skip = getattr(area.children[0], "skip", None) if area.children else None
    space = context.page_bottom - area.position_y - of(context).limit
    stack = {0: skip} if skip else None
    return block_level_layout(context, area, space, stack, area.page, True, positioned, positioned)


def _layout(self: Any, footnote: Any) -> bool:
    """Put a footnote on the page, whole or its beginning. Returns whether the line that calls it has to leave."""
    notes = of(self)
    self.footnotes.remove(footnote)
    if notes.place is None:
        _take_over(self, footnote)
        return False
    if notes.carried and notes.line is notes.broken:  # its line calls one before it that goes on
        _carry(self, footnote, None)
        return False
    self.current_page_footnotes.append(footnote)
    if notes.carried:
        return True
    room = _room(self, notes.place, notes.line)
    notes.limit = self.current_footnote_area.page.height  # no more of it is asked for
    self._update_footnote_area()
    notes.limit = inf
    area = self.current_footnote_area
    if area.margin_height() <= room * (1 + 1e-9):
        return False
    can_leave = bool(notes.place.lines) or not notes.place.page_is_empty
    if self.in_column or (can_leave and not _is_long(self, footnote)):
        return True
    if notes.line.resume_at is not None:
        room -= LINES * notes.line.height
    return not _break(self, footnote, room)


def _room(context: Any, place: Place, line: Any) -> float:
    """How high the footnotes may be where a line stays on the page."""
    bottom = line.position_y + line.height
    if line.resume_at is None:
        bottom += place.box.border_bottom_width + place.box.padding_bottom
    area = context.current_footnote_area
    used = 0 if area.height == "auto" or context.in_column else area.margin_height()
    return float(context.page_bottom + used - place.bottom_space - bottom)


def _take_over(self: Any, footnote: Any) -> None:
    """Go on with a footnote from the page before; those after one that does not end here wait with it."""
    if of(self).carried:
        of(self).carried[footnote] = footnote
        return
    self.current_page_footnotes.append(footnote)
    _break(self, footnote, self.current_footnote_area.page.height * (1 if of(self).is_blank else MOST))
    self._update_footnote_area()


def _unlayout(self: Any, footnote: Any) -> None:
    """Take a footnote, and what of it was carried over, from the page: its call has left."""
    notes = of(self)
    rest = notes.carried.pop(footnote, None)
    is_here = footnote in self.current_page_footnotes
    if rest is None and not is_here:  # called on another page
        return
    self.footnotes.append(footnote)
    if not is_here:
        return
    self.current_page_footnotes.remove(footnote)
    room, notes.limit = notes.limit, inf
    broken = self.current_page_footnotes[-1] if len(self.current_page_footnotes) else None
    if room < inf and notes.carried.pop(broken, None) and _break(self, broken, room):
        return  # more of it fits
    self._update_footnote_area()


def _report(self: Any, footnote: Any) -> None:
    """Put a footnote off to the next page: nothing of it fits beside the line that calls it."""
    self.current_page_footnotes.remove(footnote)
    _carry(self, footnote, getattr(footnote, "skip", None))
    self._update_footnote_area()


def _carry(context: Any, footnote: Any, skip: Any) -> None:
    """Hand a footnote on from a place on. It is a box of its own, for this page may still give up the call."""
    rest = footnote.copy()
    rest.skip = skip
    of(context).carried[footnote] = rest


def _update(self: Any) -> None:
    """Lay the footnotes of the page out, and take their height from the text."""
    from weasyprint.formatting_structure import build

    area = self.current_footnote_area
    if area.height != "auto" and not self.in_column:
        self.page_bottom += area.margin_height()
    area.children = list(self.current_page_footnotes)
    area.height = area_of(self, build.create_anonymous_boxes(area.deepcopy()))[0].height if area.children else 0
    if not self.in_column:
        self.page_bottom -= area.margin_height()


def _is_long(context: Any, footnote: Any) -> bool:
    """Whether a footnote may be broken though its call could go to the next page with it."""
    from weasyprint.formatting_structure import build

    notes, page = of(context), context.current_footnote_area.page
    notes.limit = page.height * LONG
    alone = context.current_footnote_area.copy_with_children([footnote])
    made = area_of(context, build.create_anonymous_boxes(alone.deepcopy()))
    notes.limit = inf
    return made[1] is not None


def _break(context: Any, footnote: Any, room: float) -> bool:
    """Break the last footnote so that the area is no higher than this. Returns whether enough of it fits.

    What is carried over from the page before is broken wherever it can be.
    """
    from weasyprint.formatting_structure import build

    notes, last = of(context), len(context.current_page_footnotes) - 1
    least = 0.0 if notes.place is None else LINES * footnote.style["font_size"]
    notes.limit = room
    whole = context.current_footnote_area.copy_with_children(list(context.current_page_footnotes))
    area, resume_at, *_ = area_of(context, build.create_anonymous_boxes(whole.deepcopy()))
    skip = (resume_at or {}).get(last)
    fits = area.margin_height() <= room * (1 + 1e-6) and area.children[-1].height >= least
    if skip is None or not (fits or notes.place is None):
        notes.limit = inf
        return False
    _carry(context, footnote, skip)
    notes.broken = notes.line
    context._update_footnote_area()
    return True
