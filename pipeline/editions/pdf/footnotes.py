"""Footnotes stay on the page of their call: the paragraph that would push one off goes to the next page itself.

Where a paragraph has room for a single line at the foot of a page, WeasyPrint 70.0 makes room for a second by
putting off a footnote that is there already. An option to forbid it would make this module unnecessary.
"""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def install() -> None:
    """Put our rule around WeasyPrint's layout of lines, once a process."""
    from weasyprint.layout import block

    layout = block._linebox_layout

    def layout_keeping_notes(context: Any, *arguments: Any) -> Any:
        kept = list(context.current_page_footnotes)
        before = list(context.reported_footnotes)
        result = layout(context, *arguments)
        lines, page_is_empty = arguments[3], arguments[4]
        called = {part.footnote for line in lines for part in line.descendants() if part.footnote}
        put_off = [note for note in context.reported_footnotes if note not in before]
        if page_is_empty or not any(note in kept or note in called for note in put_off):
            return result
        _, _, resume_at, position, new_notes, max_lines = result
        for note in put_off:
            if note in kept:
                context.reported_footnotes.remove(note)
        context.current_page_footnotes[:] = kept + [n for n in context.current_page_footnotes if n not in kept]
        context._update_footnote_area()
        return True, False, resume_at, position, new_notes, max_lines  # the caller takes new_notes back

    block._linebox_layout = layout_keeping_notes
