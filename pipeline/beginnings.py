"""How a source file begins, for each kind of document: what `chancery new` writes.

Whatever stands in [brackets] is for the author to fill in. The file reads and builds as it is; keys and
parties that the kind can show, and does not need, stand there as comments.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pipeline.crosswalk import KEYS, Field
from pipeline.crosswalk.roles import BY_ROLE, PLACES
from pipeline.house import House
from pipeline.kinds import Kind, named
from pipeline.kinds.kind import PARTIES

HEAD = """\
---
# What the document is. What stands in [brackets] is for you to fill in; take the # away from the lines you need.
# A key that all your publications share can stand in source/publisher.yaml instead.
"""
WHERE = {
    "letterhead": "at the head of the first page",
    "byline": "below the title",
    "closing": "after the text",
}
"""What the comments call the places of parties."""


def beginning(house: House, kind: Kind, title: str, day: date, language: str) -> str:
    """The text of a new source file of a kind, in a language, of that title and day."""
    words = house.strings(language)["drafting"]
    return front_matter(house, kind, title, day, language) + "---\n\n" + str(_BODIES[kind.body].format_map(words))


def front_matter(house: House, kind: Kind, title: str, day: date, language: str) -> str:
    """The opening of a source file: the required keys with values, all others as comments."""
    given = {
        "title": json.dumps(title, ensure_ascii=False),
        "type": kind.name,
        "date": day.isoformat(),
        "status": "draft",
    }
    needs = [named(need[0]) for need in kind.required]
    keys = [key for key, _ in needs]
    needed, others = [], []
    for row in KEYS:
        if row.name in given:
            about = row.about if row.name != "type" else "the kind of document: " + ", ".join(house.kinds())
            needed.append(f"\n# {about}\n{row.name}: {given[row.name]}\n")
        elif row.name == PARTIES and PARTIES in keys:
            roles = [role for key, role in needs if key == PARTIES and role] or [next(_roles(kind))[1]]
            needed.append(f"\n# {row.about}\n{PARTIES}:\n" + "".join(_parties(kind, roles, "  ", "  # ")))
        elif row.name in keys:
            needed.append(f"\n# {row.about}\n{_placeholder(row, day, language)}\n")
        elif row.name == PARTIES:
            others.append(_other(row) + "".join(_parties(kind, [], "", "#   ")))
        elif row.name not in ("language", "identifier") and (row.label or row.name not in kind.hides):
            others.append(_other(row))
    if "identifier" not in keys:
        others.append("# identifier:           # the document symbol, where it is not the name of the folder\n")
    return HEAD + "".join(needed) + "\n" + "".join(others)


def _other(row: Field) -> str:
    return f"# {row.name}: {' ' * (20 - len(row.name))}# {row.about}\n"


def _placeholder(row: Field, day: date, language: str) -> str:
    """A required key with a value that reads, and that nobody takes for the real one."""
    if row.codec.keys:
        parts = ", ".join(f"{key}: {json.dumps(f'[{key}]')}" for key in row.codec.required_keys)
        return f"{row.name}:\n  - {{{parts}}}"
    samples = {"date": day.isoformat(), "time": f"{day.isoformat()}T12:00:00Z", "language": language}
    samples |= {"url": "https://example.org/", "identifier": "to-be-filled-in"}
    value = samples.get(row.codec.name, json.dumps(f"[{row.about}]", ensure_ascii=False))
    return f"{row.name}: [{value}]" if row.many else f"{row.name}: {value}"


def _roles(kind: Kind) -> Iterator[tuple[str, str]]:
    """(place, role) of every role that the kind shows, as it shows them; at least an issuer."""
    shown = [(place, role) for place in PLACES for role in kind.shown(place)]
    yield from shown or [("letterhead", "issuer")]


def _parties(kind: Kind, given: list[str], indent: str, comment: str) -> Iterator[str]:
    """A line for a party of each role that the kind shows: those of `given` as they are, the others as comments."""
    for role in given:
        yield f"{indent}- {_party(role)}\n"
    before = ""
    for place, role in _roles(kind):
        if role not in given:
            yield f"{comment}- {_party(role)}" + (f"  # {WHERE[place]}\n" if place != before else "\n")
            before = place


def _party(role: str) -> str:
    """A body by its name; a person with the office, and for whom."""
    if BY_ROLE[role].body:
        return f'{{name: "[{role}]", role: {role}}}'
    return f'{{name: "[name]", role: {role}, office: "[office]", country: "[country or organisation]"}}'


_TEXT = """\
[The text begins here. A blank line ends a paragraph; *these words* are in italics.]

# [A heading]

[More text, with a note.[^1]]

[^1]: [The text of the note.]
"""
_SECTIONS = """\
[What the report is about, and at whose request it is made.]

# [Introduction]

[The text. A blank line ends a paragraph; *these words* are in italics.[^1]]

# [Findings]

{{#findings caption="[What the table shows]"}}
| [Subject] | [Number] |
|-----------|---------:|
| [One]     |      [1] |

# [Conclusions and recommendations]

1. [The first.]
2. [The second.]

[^1]: [The text of a note.]
"""
_CLAUSES = """\
::: preamble
[*The body that speaks*,]

*{recalling}* [what was decided before],

*{recalling}* [what else the text rests on],
:::

::: operative
*{deciding}* [what is to be done];

*{requesting}* [someone]:

(a) [to do one thing;]
(b) [to report on it.]
:::
"""
_ARTICLES = """\
::: preamble
[The Parties],

*{recalling}* [what the treaty rests on],

[Have agreed as follows:]
:::

# [Use of terms] {{.article}}

[For the purposes of this treaty:]

(a) [one term] [means this];
(b) [another term] [means that].

# [Obligations] {{.article}}

[A paragraph of an article; it has a number as soon as there are two.]

[Another paragraph.]

# [Entry into force] {{.article}}

[When the treaty enters into force.]
"""
_LETTER = """\
{salutation}

[The text begins here. A blank line ends a paragraph; *these words* are in italics.]

{valediction}

::: signatures
[Name]\\
[Office]
:::
"""
_NOTE_VERBALE = """\
{compliments}

[The text goes on here. A blank line ends a paragraph.]

{assurances}
"""
_CORRECTIONS = """\
::: correction {{of="para-1"}}
::: for
[the words to be replaced]
:::
::: read
[the words to be read instead]
:::
:::

::: correction {{of="para-2" at="[second sentence]"}}
::: for
[words to be left out: then there is nothing to read]
:::
:::
"""
_BODIES: Mapping[str, Any] = {
    "text": _TEXT, "sections": _SECTIONS, "clauses": _CLAUSES, "articles": _ARTICLES, "letter": _LETTER,
    "note-verbale": _NOTE_VERBALE, "corrections": _CORRECTIONS,
}  # fmt: skip
