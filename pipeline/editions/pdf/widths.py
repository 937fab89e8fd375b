"""How wide the columns of a table have to be, asked of long cells in a time that grows with their length alone.

Replaces `split_first_line` where WeasyPrint 70.0 looks for the longest word of a text (`inline_line_widths`): it lays
out all that follows for each word, and so takes the square of the length: a minute for a cell of two pages.
"""

from __future__ import annotations

from functools import cache
from typing import Any

ENOUGH = 80
"""Characters in which a word is looked for first."""
SLACK = 20
"""Characters after a place where a line may end that have to be known."""


@cache
def install() -> None:
    """Put our measure in the place of WeasyPrint's, once a process."""
    from weasyprint.layout import preferred

    split = preferred.split_first_line

    def split_near(text: str, style: Any, context: Any, width: Any, spacing: Any, **named: Any) -> Any:
        length = ENOUGH
        while width == 0 and length < len(text):
            result = split(text[:length], style, context, width, spacing, **named)
            if result[2] is not None and result[2] <= len(text[: length - SLACK].encode()):
                return result
            length *= 4
        return split(text, style, context, width, spacing, **named)

    preferred.split_first_line = split_near
