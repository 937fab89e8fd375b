"""What follows the text: who signed it, sponsored it and endorsed it, made from the parties of the front matter.

It is made of the same nodes as the text, when a source is read. So every edition sets it, and agreement proves it,
as it does the text: a name that one edition drops is a problem of the build.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from pipeline.cldr import comma
from pipeline.collation import key
from pipeline.crosswalk.roles import BY_ROLE, ROLES
from pipeline.dates import long_date
from pipeline.document import Metadata, Party
from pipeline.house import House
from pipeline.kinds import SIGNATURES, SIGNING
from pipeline.naming import beside, bodies, is_named, lines, occurs
from pipeline.nodes import (
    POSITIONS,
    Attributes,
    Block,
    BulletList,
    Division,
    Emphasis,
    Heading,
    Inline,
    LineBreak,
    ListItem,
    Paragraph,
    Rule,
    Strong,
    Text,
    said,
    walk,
)  # fmt: skip
from pipeline.words import fill, inlines

COMPLETE = "complete"
"""The class of signatures that are all there are."""
PARTICIPANT = "participant"
"""The role of parties that are given none."""
_AFTER = ("annex", *POSITIONS, "late")


def closed(blocks: tuple[Block, ...], data: Metadata, house: House) -> tuple[Block, ...]:
    """The text with what follows it: the parties that neither the head of the page nor the text itself names.

    They stand before the annexes and positions that end the text; those who joined after its date stand behind all.
    """
    strings = house.strings(data.language)
    blocks = _titled(blocks, strings)
    made = _Closing(data, house, strings)
    due = made.due(blocks)
    at = _end(blocks)
    return (*blocks[:at], *made.lists(due), *blocks[at:], *made.late(due))


def standing(party: Party, language: str) -> str:
    """What stands beside the name of a person: office, organisation and country, as far as they are known."""
    return comma(language).join(beside(party))


def head_body(party: Party, language: str) -> str:
    """Whom a party at the head of a page stands for: with an office its organisation and country, else itself."""
    return comma(language).join(bodies(party))


def _end(blocks: tuple[Block, ...]) -> int:
    """Where the text proper ends: before the annexes and positions that nothing follows, and their headings."""
    at = len(blocks)
    while at and isinstance(blocks[at - 1], Division | Heading | Rule):
        last = blocks[at - 1]
        if isinstance(last, Division) and last.role not in _AFTER:
            break
        if not isinstance(last, Division) and at == len(blocks):
            break
        at -= 1
    return at


# ------------------------------------------------------------------ positions


def _titled(blocks: tuple[Block, ...], strings: Mapping[str, Any], level: int = 1) -> tuple[Block, ...]:
    """The blocks with a heading to every position, and above a run of them that they are no part of the text."""
    result: list[Block] = []
    before = ""
    for block in blocks:
        if isinstance(block, Division):
            first = next((inner.level for inner in block.blocks if isinstance(inner, Heading)), level - 1)
            inside = _titled(block.blocks, strings, min(first + 1, 6))
            if block.role in POSITIONS:
                inside = _position(inside, block.role, strings, level, is_first=before not in POSITIONS)
            result.append(replace(block, blocks=inside))
        else:
            result.append(block)
        before = block.role if isinstance(block, Division) else ""
    return tuple(result)


def _position(
    blocks: tuple[Block, ...], role: str, strings: Mapping[str, Any], level: int, *, is_first: bool
) -> tuple[Block, ...]:
    """A position with its heading. The reader of the source has made one where the author named the party (`by`)."""
    first, rest = (blocks[0], blocks[1:]) if blocks and isinstance(blocks[0], Heading) else (None, blocks)
    if first is None:
        first = Heading(level, inlines(strings["positions"][role]), Attributes(classes=("by",)))
    elif "by" in first.attributes.classes:
        first = replace(first, content=(*inlines(strings["positions"][role] + strings["colon"]), *first.content))
    return (first, *_outside(strings), *rest) if is_first else (first, *rest)


def _outside(strings: Mapping[str, Any]) -> tuple[Paragraph, ...]:
    return (Paragraph((Emphasis(inlines(strings["outside"])),), attributes=Attributes(classes=("outside",))),)


# ------------------------------------------------------------------ parties


class _Closing:
    """What follows one text."""

    def __init__(self, data: Metadata, house: House, strings: Mapping[str, Any]) -> None:
        self.data, self.strings = data, strings
        self.kind = house.kind(data.type)

    def due(self, blocks: tuple[Block, ...]) -> tuple[Party, ...]:
        """The parties that the closing has to name.

        A text may have its signatures and lists of its own: whom they name is not named again, and one that says that
        it is complete gets no blocks to sign. The head of the page shows an office and its body, not the name of who
        holds it: who is not in the text either, is named here.
        """
        own = [node for node in walk(blocks) if isinstance(node, Division) and node.role in (SIGNATURES, "parties")]
        signed = any(node.role == SIGNATURES and COMPLETE in node.attributes.classes for node in own)
        listed, words = lines(tuple(own)), said(blocks)
        left = (party for party in self.data.parties if not self._is_named(party, listed, words))
        return tuple(party for party in left if party.since or not (signed and party.role in SIGNING))

    def _is_named(self, party: Party, listed: tuple[str, ...], words: str) -> bool:
        place, name = self.kind.place(party.role), _clean(party.name)
        if place == "byline":
            return True
        if place == "letterhead" and party.since is None:
            again = (one for one in self.data.parties if self.kind.place(one.role) != "letterhead")
            return party.name in bodies(party) or occurs(name, words) or any(_clean(one.name) == name for one in again)
        return is_named(party, listed, fill(self.strings["signed_for"], party=""))

    def lists(self, due: tuple[Party, ...]) -> Iterator[Block]:
        """The signatures and lists, in the order that the kind asks for."""
        left = [party for party in due if party.since is None]
        for entry in dict.fromkeys((*self.kind.closing, *(role.name for role in ROLES))):
            roles = SIGNING if entry == SIGNATURES else (entry, "") if entry == PARTICIPANT else (entry,)
            group = [party for party in left if party.role in roles]
            left = [party for party in left if party.role not in roles]
            if not group:
                continue
            if entry == SIGNATURES:
                yield Division("signatures", tuple(map(self._signature, self._ordered(group, ""))))
            else:
                yield self._list(
                    "parties", f"_{entry or 'named'}", self._title(entry, len(group)), self._ordered(group, entry)
                )

    def late(self, due: tuple[Party, ...]) -> Iterator[Block]:
        """Who joined later, each with the day, by role; each list says that it is no part of the text."""
        joined = [party for party in due if party.since is not None]
        for role in ROLES:
            group = [party for party in joined if party.role == role.name]
            if group:
                titles = self.strings["late"]
                title = titles.get(role.name) or fill(titles["other"], role=self._title(role.name, len(group)))
                group.sort(key=lambda party: (party.since, self._key(party)))
                made = self._list("late", f"_{role.name or 'named'}-late", title, group)
                yield replace(made, blocks=(made.blocks[0], *_outside(self.strings), *made.blocks[1:]))

    def _title(self, role: str, count: int) -> str:
        title: str = self.strings["party" if count == 1 else "parties"][role or "participant"]
        return title

    def _ordered(self, parties: list[Party], role: str) -> list[Party]:
        order = self.data.order or self.kind.order or BY_ROLE[role].order
        return sorted(parties, key=self._key) if order == "alphabetical" else parties

    def _key(self, party: Party) -> tuple[Any, ...]:
        language = self.data.language
        return key(party.country or party.name, language), key(party.name, language)

    def _list(self, role: str, name: str, title: str, parties: Iterable[Party]) -> Division:
        items = tuple(ListItem((Paragraph(inlines(self._entry(party))),)) for party in parties)
        return Division(role, (Heading(1, inlines(title), Attributes(id=name)), BulletList(items)))

    def _entry(self, party: Party) -> str:
        """A party in a list: by its country where it has one, and with the day on which it joined."""
        parts = [party.name, party.office, party.organisation if party.organisation != party.name else ""]
        entry = comma(self.data.language).join(filter(None, parts))
        if party.country and party.country != party.name:
            entry = f"{party.country}{self.strings['colon']}{entry}"
        if party.since is None:
            return entry
        day = long_date(party.since, self.strings, self.data.language)
        return fill(self.strings["since"], party=entry, date=day)

    def _signature(self, party: Party) -> Division:
        """A block to sign: for whom, room for the signature, then who signs, with the office."""
        body = party.organisation or party.country
        is_person = bool(party.office) or (bool(body) and body != party.name)
        country = party.country if party.organisation and party.country not in ("", body, party.name) else ""
        signs = party.name if not is_person else body
        above = fill(self.strings["signed_for"], party=signs) if signs else party.name
        below: list[Inline] = [Text(party.name)] if is_person and signs else []
        if place := comma(self.data.language).join(filter(None, (party.office, country))):
            below += [LineBreak(), Text(place)] if below else [Text(place)]
        blocks = [Paragraph((Strong(inlines(above)),), attributes=Attributes(classes=("for",)))]
        return Division("signature", (*blocks, *([Paragraph(tuple(below))] if below else [])))


def _clean(text: str) -> str:
    return " ".join(text.split())
