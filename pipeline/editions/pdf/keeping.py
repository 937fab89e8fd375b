"""What is kept whole: a table or blocks to sign, where a page holds them; of a longer table at least two rows.

Wraps `table_layout` and `block_box_layout` of WeasyPrint 70.0. That version puts off to the next page whatever has
`break-inside: avoid` and does not fit in the rest of this one, also what no page holds, and leaves this one empty; and
it has no `orphans` and `widows` for the rows of tables.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from pipeline.editions.pdf.tables import give_up

ROWS = 2
"""Rows of a table that stand together at the end or at the head of a page."""
LITTLE = 1 / 3
"""Of the height of a page: what may be left empty so that they do, or so that a high row stays whole."""


@cache
def install() -> None:
    """Put our rules around WeasyPrint's layout, once a process."""
    from weasyprint.layout import block

    block.table_layout = _keeping(block.table_layout, _with_rows)
    block.block_box_layout = _keeping(block.block_box_layout, _as_it_is)


def _keeping(layout: Any, last: Any) -> Any:
    """A layout that breaks what no page holds. `last`: what does the layout in the end."""

    def layout_kept(context: Any, box: Any, *arguments: Any, **named: Any) -> Any:
        bottom, skip, block, is_empty, *others = arguments
        before = list(context.current_page_footnotes)
        result = last(layout, context, box, *arguments, **named)
        is_put_off = result[0] is None and skip is None and not is_empty and box.style["break_inside"] == "avoid"
        if not is_put_off or context.in_column:
            return result
        below = context.page_bottom - box.position_y - bottom
        whole = context.current_footnote_area.page.height
        place = bottom - max(0, whole - below), None, block, False
        if (tried := layout(context, box, *place, *others, **named))[0] is not None:
            give_up(context, before, tried[0], others[:2])
            return result
        box.style = box.style.copy()
        box.style["break_inside"] = "auto"
        return last(layout, context, box, *arguments, **named)

    return layout_kept


def _as_it_is(layout: Any, *arguments: Any, **named: Any) -> Any:
    return layout(*arguments, **named)


def _with_rows(layout: Any, context: Any, table: Any, bottom: Any, skip: Any, *others: Any) -> Any:
    """A table that is broken where two rows or more stand on either side, if it can be."""
    _, is_empty, *positioned = others
    before = list(context.current_page_footnotes)
    result = layout(context, table, bottom, skip, *others)
    if result[0] is None or result[1] is None or context.in_column:
        return result
    rows = [row for group in result[0].children if not group.is_header for row in group.children]
    ((number, inside),) = result[1].items()
    ((row, cells),) = (inside or {0: None}).items()
    if cells is not None or not rows:
        return result
    page = context.current_footnote_area.page.height
    left = sum(len(group.children) for group in table.children[number:] if not group.is_footer) - row
    again = bottom
    if context.page_bottom - bottom - rows[-1].position_y - rows[-1].height > LITTLE * page:
        following = table.children[number].children[row]
        following.style = following.style.copy()
        following.style["break_inside"] = "auto"
    elif left < ROWS < len(rows):  # one more goes to the next page
        again = context.page_bottom - rows[left - ROWS].position_y - rows[left - ROWS].height / 2
    elif not (len(rows) < ROWS and not is_empty and skip is None):
        return result
    give_up(context, before, result[0], positioned)
    if again == bottom and len(rows) < ROWS and context.page_bottom - result[0].position_y < LITTLE * page:
        return None, None, {"break": "any", "page": None}, [], False
    return layout(context, table, again, skip, *others)
