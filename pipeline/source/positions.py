"""`::: explanation {by="Kingdom of Tests" on="#para-12"}`: whose position it is, and on what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.nodes import Attributes, Block, Heading, Inline, Link, Position, Text
from pipeline.source.context import Body


def position_heading(given: Mapping[str, str], around: Iterable[Block], at: Position, body: Body) -> Heading:
    """The heading of a position, one level below that of the division around it.

    What `on` links to says its number. What sort of position it is, `pipeline.closing` puts before it.
    """
    level = 1 + next((block.level for block in around if isinstance(block, Heading)), 0)
    content: tuple[Inline, ...] = (Text(given["by"]),)
    target = given.get("on", "")
    if target.startswith("#"):
        body.links.append((target[1:], at, True))
        content += (Text(" ("), Link(target, (), position=at), Text(")"))
    elif target:
        content += (Text(f" ({target})"),)
    return Heading(min(level, 6), content, Attributes(classes=("by",)), at)
