"""The kinds of document as a Markdown page: docs/kinds.md."""

# ruff: noqa: E501  the rows of a Markdown table are one line each

from __future__ import annotations

from collections.abc import Iterable

from pipeline.crosswalk import KEYS
from pipeline.crosswalk.roles import PLACES, ROLES
from pipeline.kinds.kind import SLOTS, Kind

_HEAD = """# The kinds of document

A kind is one file, `templates/kinds/<kind>.yaml`; the front matter names it with `type`. A press adds one, or changes one, with a
file in its own `templates/kinds/`: then `check`, `build` and `new` know it, and every edition shows it. This page is made from
the files by `make golden`; a test keeps it true.

"""
_KEYS = """
## The keys of a kind

| key | value | default |
|---|---|---|
| `label`* | its name by language; `en` stands in for all others | – |
| `required` | what it needs beside {always}: keys of the front matter; `parties.author`: a party in that role; a list in the list: one of these | `[]` |
| `letterhead` | the roles that head the first page | `{letterhead}` |
| `title_block` | the slots of the first page, in order: {slots} | `{title_block}` |
| `numbering` | the default of the key `numbering` | `none` |
| `headings` | what headings of a level are where articles are numbered: `{{1: part, 2: article}}` | `{{}}` |
| `byline` | the roles that stand below the title | `[]` |
| `closing` | the roles that follow the text, in order; `signatures`: blocks to sign for its parties and signatories | `[]` |
| `order` | in which order the lists after the text name their parties: given, alphabetical | that of the role |
| `weekday` | whether the date of issue names the day of the week | `false` |
| `authentic_clause` | whether the text ends with a clause on its authentic languages | `false` |
| `schema` | its type in schema.org | `{schema}` |
| `body` | what `chancery new` begins its text with: text, sections, clauses, articles, letter, note-verbale, corrections | `text` |

(* required.) A role stands in one place only; one that a kind does not name stands where the role belongs ({places}). Whoever has
a place that the title block lacks is named after the text. What is wrong in a file is a problem (B09) with its line and column.
"""


def table(kinds: Iterable[Kind]) -> str:
    """The whole page."""
    kinds = tuple(kinds)
    lines = ["| kind | label | needs | numbering | body |", "|---|---|---|---|---|"]
    for kind in kinds:
        needs = ", ".join(" or ".join(f"`{one}`" for one in need) for need in kind.required) or "–"
        lines.append(f"| `{kind.name}` | {kind.label('en')} | {needs} | `{kind.numbering}` | `{kind.body}` |")
    lines += ["", "## The first page and the end", "", "| kind | title block | letterhead | byline | closing |"]
    lines.append("|---" * 5 + "|")
    lines += [
        f"| `{kind.name}` | " + " | ".join(_listed(getattr(kind, name)) for name in ("title_block", *PLACES)) + " |"
        for kind in kinds
    ]
    plain = Kind("", {})
    places = "; ".join(
        f"{place}: {', '.join(r.name for r in ROLES if r.place == place and r.name)}" for place in PLACES
    )
    keys = _KEYS.format(
        always=", ".join(
            f"`{row.name}`" for row in KEYS if row.required and row.name not in ("language", "identifier")
        ),
        slots=", ".join(f"`{slot}`" for slot in SLOTS),
        letterhead=_in_brackets(plain.letterhead),
        title_block=_in_brackets(plain.title_block),
        schema=plain.schema,
        places=places,
    )
    return _HEAD + "\n".join(lines) + "\n" + keys


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "–"


def _in_brackets(names: tuple[str, ...]) -> str:
    return f"[{', '.join(names)}]"
