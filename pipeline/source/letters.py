"""Whether the house's fonts have the letters of a text, and the right ones for its languages."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.document import text_in_other_languages
from pipeline.fonts import missing
from pipeline.house import House
from pipeline.nodes import NOWHERE, Block
from pipeline.source.findings import Findings, quoted
from pipeline.source.text import named, position

SHOWN = 10
"""Missing characters that a message names; of the others it says how many there are."""


def check_letters(text: str, characters: Iterable[str], language: str, findings: Findings, house: House) -> None:
    """Characters that no font of the house has would print as empty boxes. `text`: the file, `characters`: all that
    the document says."""
    # The house's fonts have Latin 1; U+FFFD stands where a problem has been noted already.
    rare = {char for char in characters if char > "\xff" and char != "\ufffd"}
    lost = missing(house.faces(), rare) if rare else ()
    if lost:
        shown = ", ".join(f"{char} ({named(char)})" for char in lost[:SHOWN])
        more = f" and {len(lost) - SHOWN} more" if len(lost) > SHOWN else ""
        first = min((text.find(char) for char in lost if char in text), default=None)
        at = NOWHERE if first is None else position(text, first)
        findings.add("T05", f"no font of the house has {shown}{more}", _advice(lost, language, house), at)
    _check_forms(language, "".join(rare), findings, house)


def check_parts(blocks: Iterable[tuple[Block, ...]], language: str, findings: Findings, house: House) -> None:
    """The parts in other languages have the letters of those languages."""
    for other, said in text_in_other_languages(blocks, language).items():
        _check_forms(other, said, findings, house)


def _advice(lost: tuple[str, ...], language: str, house: House) -> str:
    """What brings the missing characters: the command for each family that has some of them."""
    from pipeline.fontcase import entry_with

    entries = dict.fromkeys(filter(None, (entry_with(house, char, language) for char in lost)))
    if not entries:
        return "chancery fonts add --from FILE, with a font that has them; or write it otherwise"
    found = [f"chancery fonts add {entry.word} brings {entry.name} ({entry.about})" for entry in entries]
    rest = "" if all(entry_with(house, char, language) for char in lost) else "; for the others a font of your own"
    return "; ".join(found) + rest


def _check_forms(language: str, text: str, findings: Findings, house: House) -> None:
    """A warning where ideographs would be set as another language writes them."""
    from pipeline.fontcase import stands_in

    if entry := stands_in(house, language, text):
        message = f"the house has no font for {entry.about}: ideographs in {quoted(language)} come in Chinese forms"
        findings.add("T05", message, f"chancery fonts add {entry.word} brings {entry.name}", warning=True)
