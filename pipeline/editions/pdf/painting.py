"""What is marked while the pages are painted: content, artifacts, and the way to the structure tree.

This module replaces `weasyprint.pdf.add_tags`, `Stream.marked` and `pydyf.Stream.data`; `line_ends` replaces parts of
the layout of lines. They depend on WeasyPrint's insides, so the version is pinned. An upstream hook that hands over
(stream, marked boxes) after painting would make the replacement unnecessary.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from pipeline.editions.pdf import clusters, keeping, line_breaks, line_ends, mirrors, pages, tables, widths
from pipeline.editions.pdf.neighbours import unwrapped
from pipeline.editions.pdf.tagging import Tree


@cache
def install() -> None:
    """Put the tree builder in WeasyPrint's place, once a process."""
    import pydyf
    import weasyprint.pdf
    from weasyprint.pdf.stream import Stream

    marked = Stream.marked

    @contextmanager
    def marked_or_artifact(self: Any, box: Any, tag: str) -> Iterator[None]:
        if getattr(box, "is_artifact", False):
            with self.artifact():
                yield
        else:
            with marked(self, box, tag):
                yield

    def add_tags(pdf: Any, document: Any, _version: Any, streams: Any) -> None:
        Tree(pdf, document).build(streams)

    plain_data = pydyf.Stream.data.fget

    def data(self: Any) -> bytes:
        # Data that end in CR would make the LF before `endstream` look like half of an end of line, and
        # /Length one too long (ISO 19005-3, 6.1.7.1): such data get a CR LF of their own.
        written: bytes = plain_data(self)
        end = b"\r\nendstream"
        return written[: 1 - len(end)] + end if written.endswith(end) else written

    clusters.install()
    line_breaks.install()
    line_ends.install()
    mirrors.install()
    pages.install()
    tables.install()
    keeping.install()
    widths.install()
    Stream.marked = marked_or_artifact
    weasyprint.pdf.add_tags = add_tags
    pydyf.Stream.data = property(data)


def prepare(document: Any) -> None:
    """Mark what is no content before painting: running heads, leaders, heads of tables that come again.

    Keeps one link annotation for each fragment of an `a` element (pseudo-elements have none of their own).
    """
    seen: set[Any] = set()
    for page in document.pages:
        page.links[:] = [link for link in page.links if link[3].element_tag == "a"]
        heads: set[Any] = set()
        _mark_artifacts(page._page_box, False, seen, heads)
        seen |= heads


def _mark_artifacts(box: Any, inside: bool, seen: set[Any], heads: set[Any]) -> None:
    box = unwrapped(box)
    if not inside:
        inside = type(box).__name__ == "MarginBox" or box.is_leader or box.style["position"] == "fixed"
        if type(box).__name__ == "TableRowGroupBox" and (box.is_header or box.is_footer):
            inside = box.element in seen
            heads.add(box.element)
    if inside:
        box.is_artifact = True
    for child in box.all_children():
        _mark_artifacts(child, inside, seen, heads)
