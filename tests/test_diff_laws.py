"""No text is ever lost between two versions: what was changed gives both of them back, in the redline too."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pipeline.changes.blocks import Sort
from pipeline.changes.compare import Text, compare
from pipeline.changes.redline import page
from pipeline.changes.words import pieces, tokens
from pipeline.editions.edition import Said
from tests.test_diff import HOUSE, row, side

WORDS = st.sampled_from("the Party shall may report on samples 1,000 [^1] [^2] 样 本 عربي , . ( )".split())
TEXTS = st.lists(WORDS, max_size=14).map(" ".join)
ROW = st.lists(TEXTS, min_size=1, max_size=3)
BLOCK = st.one_of(
    st.builds(
        Said, st.sampled_from(["paragraph", "item", "quote", "heading"]), TEXTS, st.sampled_from(["", "1.", "2."])
    ),
    st.just(Said("rule", "")),
)


@st.composite
def texts(draw: Any) -> tuple[list[Said], list[Said]]:
    """An old text with a table in it, and a new one of the same blocks and others, in another order."""
    old = draw(st.lists(BLOCK, max_size=8))
    rows = [cell for n, cells in enumerate(draw(st.lists(ROW, max_size=3)), 1) for cell in row(n, *cells)]
    new = draw(st.permutations([*old, *draw(st.lists(BLOCK, max_size=4))]))
    more = [cell for n, cells in enumerate(draw(st.lists(ROW, max_size=3)), 1) for cell in row(n, *cells)]
    return [*old, *rows], [*new[: draw(st.integers(0, 12))], *more]


def sides_of(text: Text) -> tuple[str, str]:
    """Both texts as the steps give them back."""
    old, new = "", ""
    for step in text.steps:
        is_row = (text.before(step) or text.after(step))[0].is_row
        found = [piece for _, _, cell in text.cells(step) for piece in cell] if is_row else text.words(step)
        if step.sort is not Sort.ARRIVED:
            old += "".join(piece.old for piece in found)
        if step.sort is not Sort.LEFT:
            new += "".join(piece.new for piece in found)
    return bare(old), bare(new)


@given(texts())
def test_the_steps_lead_from_the_old_text_to_the_new_one(pair: tuple[list[Said], list[Said]]) -> None:
    changes = compare(side(*pair[0], notes=("One.", "Two.")), side(*pair[1], notes=("Two.", "Three.")))
    assert sides_of(changes.text) == tuple(bare("".join(said.text for said in blocks)) for blocks in pair)
    for places, count in ((0, len(changes.text.old)), (1, len(changes.text.new))):
        other = Sort.ARRIVED if places == 0 else Sort.LEFT
        kept = [at for s in changes.text.steps if s.sort is not other for at in (s.old, s.new)[places]]
        assert kept == list(range(count))


@given(TEXTS, TEXTS)
def test_pieces_hold_both_texts(old: str, new: str) -> None:
    found = pieces(old, new)
    assert "".join(piece.old for piece in found) == old
    assert "".join(piece.new for piece in found) == new
    assert "".join(tokens(old)) == old


def bare(text: str) -> str:
    return "".join(text.split())


def read_off(html: str, drop: str) -> str:
    """The text and the notes on a redline without what is marked as deleted or inserted."""
    from lxml import html as parser

    tree: Any = parser.fromstring(html)
    for call in tree.xpath("//sup"):
        call.text, call.tail = f"[^{call.text_content().removeprefix('note ')}]", call.tail
        for link in list(call):
            call.remove(link)
    for away in tree.xpath(f"//{drop} | //*[@class='hidden' or @class='tag' or @class='remark' or @class='sign']"):
        away.drop_tree()
    return bare("".join(part.text_content() for part in tree.xpath("//div[contains(@class, 'text')]")))


@given(texts())
def test_the_redline_holds_both_texts(pair: tuple[list[Said], list[Said]]) -> None:
    changes = compare(side(*pair[0], notes=("One.", "Two.")), side(*pair[1], notes=("Two.", "Three.")))
    html = page(changes, HOUSE)
    # A note that only has another number is called by its new one: numbers count for the new text alone.
    for drop, text, notes, digits in (
        ("ins", changes.text.old, changes.notes.old, r"(?<=\^)\d+"),
        ("del", changes.text.new, changes.notes.new, r"(?!)"),
    ):
        due = bare("".join(
            (said.label if said.kind not in ("head", "cell") else "") + said.text for unit in text for said in unit.said
        )) + bare("".join(unit.label + unit.text for unit in notes))  # fmt: skip
        assert re.sub(digits, "", read_off(html, drop)) == re.sub(digits, "", due)
