"""The reader against the examples of the CommonMark specification: no crash, and no word lost or added."""

from __future__ import annotations

import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from pipeline.nodes import Code, CodeBlock, Figure, LineBreak, Picture, Text, walk
from pipeline.source.findings import Findings
from pipeline.source.markdown import read_body

EXAMPLES = json.loads(Path(__file__).with_name("data").joinpath("commonmark-0.31.2.json").read_bytes())


class _Words(HTMLParser):
    """The text of HTML, alternative texts of pictures included."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.parts.append(dict(attrs).get("alt") or "")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def words(text: str) -> str:
    return re.sub(r"\s+", "", text)


def expected(html: str) -> str:
    parser = _Words()
    parser.feed(html)
    parser.close()
    return words("".join(parser.parts))


def said(blocks: Any) -> str:
    """All text of the nodes; a figure's caption is the picture's title, which HTML keeps in an attribute."""
    parts = []
    skipped: set[int] = set()
    for node in walk(blocks):
        if isinstance(node, Figure):
            skipped |= {id(part) for part in node.caption}
        if isinstance(node, Text | Code | CodeBlock) and id(node) not in skipped:
            parts.append(node.text)
        elif isinstance(node, Picture):
            parts.append(node.alt)
        elif isinstance(node, LineBreak):
            parts.append(" ")
    return words("".join(parts))


STRUCTURE = re.compile(r"</?(?:p|ul|ol|li|blockquote|pre|code|em|strong|h\d|hr)(?: class=[^>]*)?\s*/?>")


def without_structure(html: str) -> str:
    """Raw HTML that was refused is text: compared as it was typed, but for the tags that Markdown makes."""
    return words(unescape(STRUCTURE.sub("", html)))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example['example']}")
def test_the_text_of_every_example_is_kept(example: dict[str, Any]) -> None:
    text = example["markdown"].replace("\0", "\ufffd")
    findings = Findings("example.md")
    found = said(read_body(text, findings).blocks)
    due = example["html"]
    if any(problem.code == "T06" for problem in findings.problems):
        assert without_structure(found) == without_structure(due)
    else:
        assert found == expected(due)
