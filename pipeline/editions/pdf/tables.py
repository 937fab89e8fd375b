"""Tables keep their heads, and take the footnotes with them that they call.

Wraps `table_layout` of WeasyPrint 70.0. That version gives up the head of a table where no row fits below it, also the
first time; and it keeps the footnotes of rows and heads on the page that were laid out and then left out.
"""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def install() -> None:
    """Put our rule around WeasyPrint's layout of tables, once a process."""
    from weasyprint.layout import block

    layout = block.table_layout

    def layout_with_head(context: Any, table: Any, *arguments: Any) -> Any:
        _, _, _, empty, *positioned = arguments
        before = list(context.current_page_footnotes)
        result = layout(context, table, *arguments)
        has_head = bool(table.children) and table.children[0].is_header
        if has_head and empty and result[0] is not None and not result[0].children[0].is_header:
            give_up(context, before, result[0], positioned)
            result = _with_broken_row(layout, context, table, arguments)
        if has_head and empty and result[0] is not None and not result[0].children[0].is_header:
            give_up(context, before, result[0], positioned)
            table.children[0].is_header = False  # too high for a page: broken as rows are
            result = layout(context, table, *arguments)
        _settle(context, before, result[0])
        return result

    block.table_layout = layout_with_head


def _with_broken_row(layout: Any, context: Any, table: Any, arguments: Any) -> Any:
    """A table whose next row is broken below its head.

    With `break-inside: avoid` on its groups of rows WeasyPrint takes a page that has but a head for empty.
    """
    groups = [group for group in table.children if not group.is_header and not group.is_footer]
    styles = [group.style for group in groups]
    for group in groups:
        group.style = group.style.copy()
        group.style["break_inside"] = "avoid"
    result = layout(context, table, *arguments)
    for group, style in zip(groups, styles, strict=True):
        group.style = style
    return result


def give_up(context: Any, before: list[Any], table: Any, positioned: Any) -> None:
    """Take a table off the page, with the footnotes that it calls."""
    from weasyprint.layout.block import remove_placeholders

    remove_placeholders(context, [table], *positioned)
    _settle(context, before, None)


def _settle(context: Any, before: list[Any], table: Any) -> None:
    """Take the footnotes from the page that were laid out with a table and are not called in what is left of it."""
    new = [note for note in context.current_page_footnotes if note not in before]
    if new:
        calls = {getattr(box, "footnote", None) for box in table.descendants(placeholders=True)} if table else set()
        for note in new:
            if note not in calls:
                context.unlayout_footnote(note)
