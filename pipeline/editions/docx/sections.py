"""Columns: lists of names and blocks to sign stand side by side, each group in a section of its own.

A section says how the text before it was set, in the properties of its last paragraph (ECMA-376-1, 17.6.18). The
templates only say where columns begin and end; here the sections are made. They are continuous (17.6.22), so no page
ends there, and the order of the text stays what it is: no table stands in for layout, which a screen reader would
read out as one. Headers and footers are those of the first section, which the others inherit (17.10.5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from markupsafe import Markup

from pipeline.nodes import Block, BulletList, Division

GAP = 454
"""The space between two columns, in twips (8 mm)."""
LONG = 4
"""Names in a list that is set in columns."""
_MARK = re.compile(r"<\?columns (\d) (\d+)\?>")
_SECTION = re.compile(r"<w:sectPr>.*</w:sectPr>(?=\s*</w:body>)", re.DOTALL)
_FIRST_ONLY = re.compile(r"<w:(?:header|footer)Reference [^>]*/>|<w:titlePg/>")
_COLUMNS = re.compile(r"<w:cols\b(?:[^>]*/>|.*?</w:cols>)", re.DOTALL)
_CARRIER = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="%d" w:lineRule="exact"/></w:pPr></w:p>'


def columns(number: int, distance: int = 0) -> Markup:
    """What a template writes between two paragraphs: from here on the text stands in that many columns.

    `distance`: the space above them in twips. No paragraph can keep it, since any may come to head a column: the
    paragraph that ends the section before is then one of its own.
    """
    return Markup(f"<?columns {int(number)} {int(distance)}?>")


def rows(blocks: tuple[Block, ...]) -> Iterator[tuple[bool, tuple[Block, ...]]]:
    """What stands side by side among the blocks of signatures, and whether it is to be signed: then two, else one."""
    for signs, group in groupby(blocks, key=lambda block: isinstance(block, Division) and block.role == "signature"):
        found = tuple(group)
        width = 2 if signs else 1
        yield from ((signs, found[at : at + width]) for at in range(0, len(found), width))


def is_names(block: Any) -> bool:
    """Whether a block is a list: of names, in a part that holds them."""
    return isinstance(block, BulletList)


def is_long(block: Any) -> bool:
    """Whether a list of names is set in columns."""
    return isinstance(block, BulletList) and len(block.items) >= LONG


def half(width: int) -> int:
    """The indent that leaves a paragraph the width of one of two columns, in twips."""
    return (width + GAP) // 2


def settled(xml: str) -> str:
    """The main part with its sections, made of the marks in it and of the last section, which has no mark."""
    last = _SECTION.search(xml)
    if last is None or not _MARK.search(xml):
        return xml
    *pieces, (number, text, _) = _pieces(xml[: last.start()])
    made = [
        _ended(said, _section(last[0], columns, is_first=index == 0), distance)
        for index, (columns, said, distance) in enumerate(pieces)
    ]
    return "".join((*made, text, _section(last[0], number, is_first=not made), xml[last.end() :]))


def _pieces(xml: str) -> Iterator[tuple[int, str, int]]:
    """The text between the marks: its columns, and the distance of what follows. One without paragraphs is none."""
    text, *parts = _MARK.split(xml)
    number = 1
    for said, distance, following in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        if "<w:p>" in text and (number, said) != (1, "1"):
            yield number, text, int(distance)
            text = ""
        number, text = int(said), text + following
    yield number, text, 0


def _section(last: str, number: int, *, is_first: bool) -> str:
    """The properties of one section, made from those of the last."""
    if number > 1:
        last = _COLUMNS.sub(f'<w:cols w:num="{number}" w:space="{GAP}"/>', last)
    if is_first:
        return last
    return _FIRST_ONLY.sub("", last).replace("<w:pgSz", '<w:type w:val="continuous"/><w:pgSz', 1)


def _ended(text: str, section: str, distance: int) -> str:
    """A piece with the properties of its section in its last paragraph; a table or a control gets one behind it."""
    at = text.rindex("<w:p>")
    if distance or re.search("</w:(?:tbl|sdt)>", text[at:]):
        text, at = text + _CARRIER % (distance or 20), len(text)
    end = text.index("</w:pPr>", at)
    return text[:end] + section + text[end:]
