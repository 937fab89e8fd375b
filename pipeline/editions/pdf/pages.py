"""Pages with the footnotes that they call and those that go on from the page before, however often they are made.

Wraps `make_page`, `remake_page`, `make_all_pages` and the layout of the root and of the footnote area of WeasyPrint
70.0. That version keeps a footnote on the page when the heading or row that calls it leaves, and loses what was put
off when a page is made anew for page numbers that were unknown, and the next is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import inf
from typing import Any

from pipeline.editions.pdf import footnotes, line_ends


@cache
def install() -> None:
    """Put our rules around WeasyPrint's making of pages, once a process."""
    from weasyprint.layout import page

    footnotes.install()
    make, remake, level = page.make_page, page.remake_page, page.block_level_layout

    def make_with_notes(context: Any, root: Any, page_type: Any, *arguments: Any) -> Any:
        notes = footnotes.of(context)
        notes.limit, notes.is_blank, notes.place, notes.broken = inf, page_type.blank, None, None
        return make(context, root, page_type, *arguments)

    def remake_with_notes(index: int, context: Any, *arguments: Any) -> Any:
        notes = footnotes.of(context)
        context.reported_footnotes = list(notes.handed.get(index, ()))
        notes.carried = {}
        waiting = list(context.footnotes)
        result = remake(index, context, *arguments)
        left = set(context.footnotes)
        notes.called[index] = [note for note in waiting if note not in left]
        context.reported_footnotes = notes.handed[index + 1] = list(notes.carried.values())
        if context.reported_footnotes:  # the next page is to be made, though all else of it be the same
            context.page_maker[index + 1][-1]["content_changed"] = True
        return result

    def layout_with_notes(context: Any, box: Any, *arguments: Any, **named: Any) -> Any:
        if type(box).__name__ == "FootnoteAreaBox":
            return _last_layout(context, box, named["absolute_boxes"])
        result = level(context, box, *arguments, **named)
        if box.element_tag == "html" and len(context.current_page_footnotes) and result[0] is not None:
            _settle(context, result[0])
            if _is_crowded(context, result[0]):
                return _without_text(context, box, level, *arguments)
        return result

    page.make_page, page.remake_page, page.block_level_layout = make_with_notes, remake_with_notes, layout_with_notes
    _install_all()


def _install_all() -> None:
    """Pages that take footnotes over are made in every pass; what others call waits no more."""
    from weasyprint import layout

    make_all = layout.make_all_pages

    def make_all_with_notes(context: Any, *arguments: Any) -> Iterator[Any]:
        notes = footnotes.of(context)
        for index in (number for number, handed in notes.handed.items() if handed):
            for near in (index - 1, index):
                if near < len(context.page_maker):
                    context.page_maker[near][-1]["content_changed"] = True
        for index, page in enumerate(make_all(context, *arguments)):
            yield page
            for note in notes.called.get(index, ()):
                if note in context.footnotes:
                    context.footnotes.remove(note)

    layout.make_all_pages = make_all_with_notes


def _last_layout(context: Any, area: Any, positioned: list[Any]) -> Any:
    """The footnote area as it stays on the page. A line that goes on at the next page without a space knows it."""
    ends, number = footnotes.of(context).ends, context.current_page
    skip = getattr(area.children[0], "skip", None) if area.children else None
    if skip is not None and (line := _line_at(area.children[0], skip)):
        line_ends.goes_on_from(line, ends.get(number))
    made = footnotes.area_of(context, area, positioned)
    ends[number + 1] = _line_at(area, made[1]) if made[1] else None
    return made


def _line_at(box: Any, skip: Any) -> Any:
    """The unbroken lines of a paragraph in which a place is; None where a block begins there."""
    while skip and type(box).__name__ != "LineBox":
        ((index, skip),) = skip.items()
        box = box.children[index]
    return box if skip else None


def _settle(context: Any, root: Any) -> None:
    """Footnotes whose calls are not on this page wait on; the others stand in the order of their calls."""
    calls: dict[Any, int] = {}
    for box in root.descendants(placeholders=True):
        note = getattr(box, "footnote", None)
        if note is not None:
            calls.setdefault(note, len(calls))
    notes = footnotes.of(context)
    for note in [*context.current_page_footnotes, *notes.carried]:
        if note not in calls and not hasattr(note, "skip"):
            context.unlayout_footnote(note)
    here = context.current_page_footnotes
    ordered = sorted(here, key=lambda note: calls.get(note, -1))
    if ordered != list(here):
        context.current_page_footnotes[:] = ordered
        context._update_footnote_area()


def _is_crowded(context: Any, root: Any) -> bool:
    """Whether the text stands in the room of footnotes that go on from the page before."""
    if not hasattr(context.current_page_footnotes[0], "skip"):
        return False
    bottom = max(
        (
            box.position_y + box.height
            for box in root.descendants()
            if type(box).__name__ in ("LineBox", "BlockReplacedBox")
        ),
        default=0,
    )
    return bool(context.overflows_page(0, bottom))


def _without_text(context: Any, root: Any, level: Any, *arguments: Any) -> Any:
    """A page of footnotes alone, as `make_page` does it where floats take a whole page."""
    _, skip_stack, _, _, positioned, *_ = arguments
    positioned.clear()
    for note in [*context.current_page_footnotes, *footnotes.of(context).carried]:
        if not hasattr(note, "skip"):
            context.unlayout_footnote(note)
    empty = box = parent = root.deepcopy()
    rest = skip_stack
    while rest and len(rest) == 1:
        ((skip, rest),) = rest.items()
        box, parent = box.children[skip], box
        if getattr(box, "is_table_wrapper", False):  # else its head would stand here without rows
            break
    parent.children = []
    parent.force_fragmentation = True
    made = level(context, empty, *arguments)
    return (made[0], skip_stack, {"break": "any", "page": None}, *made[3:])
