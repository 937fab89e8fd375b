"""Who a text names itself: the parties in its own lists and signatures, and those at the head of its page.

A name that is part of another names nobody: "For Nigeria" does not name Niger, nor "the Democratic Republic of the
Congo" the Congo. Where it is not certain, a party counts as not named: it is then named once more, which people see.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from pipeline.document import Party
from pipeline.nodes import Cell, Heading, LineBreak, Paragraph, plain, walk

_LONGEST = 4
"""Words, or signs of a script without spaces, that may stand before a name: "For the". Only the first has a capital."""

_SIGNS = "*[](),:;.-–—："


def bodies(party: Party) -> tuple[str, ...]:
    """Whom a party at the head of a page stands for: with an office its organisation and country, else itself first."""
    names = (party.organisation, party.country)
    own = () if any(names) and party.office else (party.organisation or party.name,)
    return tuple(dict.fromkeys(name for name in (*own, *names) if name))


def beside(party: Party) -> tuple[str, ...]:
    """What stands beside the name of a person: office, organisation and country, as far as they are known."""
    parts = (party.office, party.organisation, party.country)
    return tuple(dict.fromkeys(part for part in parts if part and part != party.name))


def lines(content: Any) -> tuple[str, ...]:
    """The lines of the paragraphs, headings and cells in it: a line break ends one."""
    found = []
    for node in walk(content):
        if isinstance(node, Paragraph | Heading | Cell):
            parts: list[list[str]] = [[]]
            for text in _texts(node.content):
                parts.append([]) if text is None else parts[-1].append(text)
            found += [line for part in parts if (line := " ".join("".join(part).split()))]
    return tuple(found)


def _texts(content: Any) -> Iterator[str | None]:
    """The texts of inline content; None where a line ends."""
    for node in content:
        if isinstance(node, LineBreak):
            yield None
        elif isinstance(inner := getattr(node, "content", None), tuple):
            yield from _texts(inner)
        else:
            yield plain((node,))


def is_named(party: Party, said: tuple[str, ...], intro: str) -> bool:
    """Whether one of the lines names a party. `intro`: the words of the language before who signs ("For")."""
    name = " ".join(party.name.split())
    known = {word.strip(_SIGNS) for word in intro.casefold().split()}
    return any(_names(line, name, known, is_person=bool(party.office)) for line in said)


def occurs(name: str, text: str) -> bool:
    """Whether a name stands in a text as whole words."""
    return bool(_pattern(" ".join(name.split())).search(text))


def _pattern(name: str) -> re.Pattern[str]:
    if any(unicodedata.east_asian_width(char) in "WF" for char in name):  # no spaces between words
        return re.compile(re.escape(name))
    return re.compile(rf"(?<![\w\u2010\u2011-]){re.escape(name)}(?![\w\u2010\u2011-])")


def _names(line: str, name: str, known: set[str], *, is_person: bool) -> bool:
    for found in _pattern(name).finditer(line):
        before, after = line[: found.start()], line[found.end() :].lstrip()
        if is_person and not after[:1].isalnum():
            return True
        words = [word.strip(_SIGNS) for word in before.split()]
        is_wide = unicodedata.east_asian_width(name[0]) in "WF"
        far = len(before) > _LONGEST if is_wide else len(words) > _LONGEST
        longer = [word for word in words[:1] if word[:1].isupper() and word.casefold() not in known]
        longer += [word for word in words[1:] if word[:1].isupper()]
        if not (far or longer or after[:1].isalnum()):
            return True
    return False
