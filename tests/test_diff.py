"""What changed between two texts: which block is which, which words, and how it is shown."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from pipeline.changes.blocks import Sort, steps
from pipeline.changes.compare import Changes, compare
from pipeline.changes.matching import matched
from pipeline.changes.redline import page
from pipeline.changes.sides import Side
from pipeline.changes.terminal import Terminal, summary, width
from pipeline.changes.units import units
from pipeline.editions.edition import Said
from pipeline.house import House
from tests import samples

HOUSE = House()


def side(*blocks: Said, notes: tuple[str, ...] = (), name: str = "side", **values: Any) -> Side:
    """A side of these blocks and notes of one paragraph."""
    data = samples.full_metadata(**values)
    noted = tuple((Said("paragraph", text),) for text in notes)
    return Side(name, "by hand", data, blocks, noted, (0,) * len(blocks), (0,) * len(notes))


def p(text: str, label: str = "") -> Said:
    return Said("paragraph", text, label)


def row(number: int, *cells: str) -> tuple[Said, ...]:
    kind = "head" if number == 1 else "cell"
    return tuple(Said(kind, text, place=(number, column)) for column, text in enumerate(cells, 1))


def shown(changes: Changes) -> str:
    return "\n".join(Terminal(200).lines(changes))


def changed(old: Side, new: Side) -> list[tuple[str, str]]:
    """(what became of it, how) of every block and note that is not unchanged."""
    changes = compare(old, new)
    result = []
    for text in (changes.text, changes.notes):
        for step in text.steps:
            if step.sort is not Sort.SAME:
                cells = [pieces for _, _, pieces in text.cells(step)]
                units = text.new if step.sort not in (Sort.REMOVED, Sort.LEFT) else text.old
                is_row = units[(step.new if units is text.new else step.old)[0]].is_row
                parts = cells if is_row else [text.words(step)]
                result.append((step.sort.value, " | ".join(map(marked, parts))))
    return result


def marked(found: Any) -> str:
    return "".join(
        piece.new
        if piece.same
        else (f"[-{piece.old}-]" if piece.old else "") + (f"{{+{piece.new}+}}" if piece.new else "")
        for piece in found
    )


LONG = (
    "Each Party shall take all appropriate measures to preserve the samples in its territory, and shall report on them "
    "to the Assembly every two years, in the form that the Assembly decides."
)
ONE = "The Assembly shall meet once a year in ordinary session."
TWO = "Extraordinary sessions shall be held whenever one third of the Parties so request."
THREE = "The Secretariat shall keep a register of all samples."
FOUR = "Disputes shall be settled by negotiation between the Parties concerned."
TABLE = (*row(1, "Party", "Amount"), *row(2, "Examples", "100"), *row(3, "Tests", "200"))

CASES: dict[str, tuple[Side, Side, list[tuple[str, str]]]] = {
    "a paragraph is inserted, the numbers below go up": (
        side(p(ONE, "1."), p(THREE, "2."), p(FOUR, "3.")),
        side(p(ONE, "1."), p(TWO, "2."), p(THREE, "3."), p(FOUR, "4.")),
        [("added", f"{{+{TWO}+}}"), ("renumbered", THREE), ("renumbered", FOUR)],
    ),
    "a paragraph is deleted": (side(p(ONE), p(TWO)), side(p(TWO)), [("removed", f"[-{ONE}-]")]),
    "a word of a long one": (
        side(p(ONE), p(LONG), p(TWO)),
        side(p(ONE), p(LONG.replace("to the Assembly", "to the Conference")), p(TWO)),
        [("changed", LONG.replace("to the Assembly", "to the [-Assembly-]{+Conference+}"))],
    ),
    "one is split": (
        side(p(f"{ONE} {TWO}"), p(THREE)),
        side(p(ONE), p(TWO), p(THREE)),
        [("changed", f"{ONE}[- -]{{+\u2029+}}{TWO}")],
    ),
    "two are joined": (
        side(p(THREE), p(ONE), p(TWO)),
        side(p(THREE), p(f"{ONE} {TWO}")),
        [("changed", f"{ONE}[-\u2029-]{{+ +}}{TWO}")],
    ),
    "two are swapped": (
        side(p(ONE), p(THREE), p(FOUR), p(TWO)),
        side(p(ONE), p(FOUR), p(THREE), p(TWO)),
        [("moved away", f"[-{THREE}-]"), ("moved here", THREE)],
    ),
    "one is moved and a word of it changed": (
        side(p(LONG), p(ONE), p(TWO), p(FOUR)),
        side(p(ONE), p(TWO), p(FOUR), p(LONG.replace("two years", "three years"))),
        [("moved away", f"[-{LONG}-]"), ("moved here", LONG.replace("two", "[-two-]{+three+}"))],
    ),
    "a row is added, a cell changed": (
        side(p(ONE), *TABLE),
        side(p(ONE), *row(1, "Party", "Amount"), *row(2, "Trials", "50"), *row(3, "Examples", "100"), *row(4, "Tests",
             "250")),
        [("added", "{+Trials+} | {+50+}"), ("changed", "Tests | [-200-]{+250+}")],
    ),
    "a column is added": (
        side(*TABLE),
        side(*row(1, "Party", "Since", "Amount"), *row(2, "Examples", "2001", "100"), *row(3, "Tests", "2002", "200")),
        [("changed", "Party | {+Since+} | Amount"), ("changed", "Examples | {+2001+} | 100"),
         ("changed", "Tests | {+2002+} | 200")],
    ),
    "a note is put in before another, and one changed": (
        side(p("Recalling the first,[^1] and the last.[^2]"), notes=("See the record.", "See the report of 2001.")),
        side(p("Recalling the first,[^1] the second[^2] and the last.[^3]"),
             notes=("See the record.", "A new one.", "See the long report of 2001.")),
        [("changed", "Recalling the first,[^1] {+the second[^2] +}and the last.[^3]"),
         ("added", "{+A new one.+}"), ("changed", "See the {+long +}report of 2001.")],
    ),
    "calls that are only renumbered": (
        side(p("A text.[^1]"), notes=("See the record.",)),
        side(p("Another thing altogether.[^1]"), p("A text.[^2]"), notes=("Quite new, this.", "See the record.")),
        [("added", "{+Another thing altogether.[^1]+}"), ("added", "{+Quite new, this.+}"),
         ("renumbered", "See the record.")],
    ),
    "Chinese, by character": (
        side(p("缔约国应当采取一切适当措施保护样本。")),
        side(p("缔约国必须采取一切适当措施保护样本。")),
        [("changed", "缔约国[-应当-]{+必须+}采取一切适当措施保护样本。")],
    ),
    "a heading renamed": (
        side(Said("heading", "Obligations", level=1), p(ONE)), side(Said("heading", "Duties", level=1), p(ONE)),
        [("changed", "[-Obligations-]{+Duties+}")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), CASES.values(), ids=CASES)
def test_which_block_is_which(old: Side, new: Side, expected: list[tuple[str, str]]) -> None:
    assert changed(old, new) == expected


LINK = ("https://example.org/a", "the record", "")
REMARKS: dict[str, tuple[Said, Said, str]] = {
    "kind": (p(ONE), Said("item", ONE, "•", 1), "was a paragraph, is now an item"),
    "level": (Said("heading", "A", level=1), Said("heading", "A", level=2), "is now a heading of level 2"),
    "target": (
        replace(p("See the record."), links=(LINK,)),
        replace(p("See the record."), links=(("https://example.org/b", "the record", ""),)),
        "the link “the record” leads to https://example.org/b, before to https://example.org/a",
    ),
    "link": (p("See the record."), replace(p("See the record."), links=(LINK,)), "is now a link to https"),
    "language": (p("mot"), replace(p("mot"), languages=(("fr", "mot"),)), "“mot” is marked as being in fr"),
    "abbreviation": (
        replace(p("UN"), expansions=(("UN", "United Nations"),)),
        replace(p("UN"), expansions=(("UN", "University of Nowhere"),)),
        "“UN” stands for “University of Nowhere”, before for “United Nations”",
    ),
}


@pytest.mark.parametrize(("old", "new", "remark"), REMARKS.values(), ids=REMARKS)
def test_what_changed_besides_the_words_is_said(old: Said, new: Said, remark: str) -> None:
    changes = compare(side(old), side(new))
    assert remark in shown(changes)
    assert remark in page(changes, HOUSE)
    assert summary(changes) == "1 block changed."


def test_what_a_format_cannot_say_is_no_change() -> None:
    spoken = replace(p("UN"), expansions=(("UN", "United Nations"),))
    silent = replace(side(p("UN")), unsaid=frozenset(("expansions", "rule")), fields=frozenset(("title",)))
    assert compare(side(spoken, Said("rule", ""), version="7"), silent).is_none


def test_the_terminal_in_full() -> None:
    old = side(Said("heading", "Part I", level=1), p(ONE, "1."), p(LONG, "2."), p(FOUR, "3."), version="1", place=None)
    new = side(Said("heading", "Part I", level=1), p(ONE, "1."), p(LONG.replace("two", "three"), "2."), p(TWO, "3."),
               p(FOUR, "4."), version="2", subjects=("samples", "fiction, mostly", "tests"))  # fmt: skip
    assert list(Terminal(80).lines(compare(old, new))) == [
        "old  side  by hand",
        "new  side  by hand",
        "",
        "Metadata",
        "  place:",
        "    + New York",
        "  subjects:",
        "    < fiction, mostly",
        "    > fiction, mostly",
        "    + tests",
        "  version: 1 → 2",
        "",
        "Text",
        "@ Part I › paragraph 2",
        "    1. The Assembly shall meet once a year in ordinary session.",
        "  ~ 2. Each Party shall take all appropriate measures to preserve the samples in",
        "    its territory, and shall report on them to the Assembly every",
        "    [-two-]{+three+} years, in the form that the Assembly decides.",
        "  + 3. Extraordinary sessions shall be held whenever one third of the Parties so",
        "    request.",
        "    4. Disputes shall be settled by negotiation between the Parties concerned.",
        "  = renumbered: paragraph 3 → 4",
        "",
        "3 fields and 1 block changed, 1 added, 1 renumbered.",
    ]


def test_styles_widths_and_what_a_file_may_not_do_to_a_terminal() -> None:
    old, new = side(p(LONG)), side(p(LONG.replace("two", "\x1b[2J三")))
    lines = list(Terminal(60, styled=True).lines(compare(old, new)))
    text = "\n".join(lines)
    assert "\x1b[31;9mtwo\x1b[0m\x1b[32;4m\ufffd[2J三\x1b[0m" in text
    assert "[-" not in text
    assert all(width(re.sub(r"\x1b\[[\d;]*m", "", line)) <= 60 for line in lines)


def test_long_texts_are_not_searched_by_the_square() -> None:
    """Ten thousand paragraphs, all changed and some moved: a search of every pair would take hours."""
    old = [p(" ".join(f"w{n * k % 10_007}" for k in range(1, 25))) for n in range(10_000)]
    new = [replace(one, text=one.text.replace(" ", " new ", 1)) for one in [p("Quite another text."), *old[:-1]]]
    one, other = units(old, [0] * len(old)), units(new, [0] * len(new))
    found = [step.sort for step in steps(one, other, {})]
    assert found.count(Sort.CHANGED) == 9_999
    assert len(matched(["same"] * 20_000, ["same"] * 19_000 + ["other"] * 500)) == 19_000
