"""Parties by role: every one is named in every edition, in order, and a name that is dropped is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipeline.agreement import expected
from pipeline.agreement.compare import differences
from pipeline.closing import closed, head_body
from pipeline.crosswalk.roles import NAMES, ROLES
from pipeline.document import Document, Party
from pipeline.editions import EDITIONS
from pipeline.editions.edition import Edition
from pipeline.house import House
from pipeline.nodes import Attributes, Division, Heading, Text, plain, walk
from tests import samples
from tests.samples import p, t

HOUSE = House()
LATER = date(2011, 10, 3)


def document(*parties: Party, blocks: tuple[Any, ...] = (p("The text."),), **values: Any) -> Document:
    made = samples.short(*blocks, parties=parties, **values)
    return replace(made, blocks=closed(made.blocks, made.metadata, HOUSE))


def said(made: Document) -> list[str]:
    return [due.said.text for due in expected.blocks(made)]


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda one: one.name)
def test_every_party_is_named_and_a_dropped_one_is_found(edition: Edition) -> None:
    parties = [Party(f"Person of {role or 'none'}", role, f"Office {n}", "", f"Land {n}")
               for n, role in enumerate(("", *NAMES))]  # fmt: skip
    whole = document(*parties, Party("Late One", "endorser", since=LATER), type="convention")
    reading = edition.read(edition.write(whole, HOUSE))
    shown = " ".join(block.text for block in (*reading.front, *reading.blocks))
    assert [party.name for party in whole.metadata.parties if party.name not in shown] == []
    assert reading.metadata.parties == whole.metadata.parties
    assert differences(whole, edition.name, reading, HOUSE) == ()
    for changed in ("Person of endorser", "Person of signatory", "Late One"):
        blocks = tuple(_renamed(block, changed) for block in whole.blocks)
        other = edition.read(edition.write(replace(whole, blocks=blocks), HOUSE))
        assert "A02" in {one.code for one in differences(whole, edition.name, other, HOUSE)}


def _renamed(node: Any, name: str) -> Any:
    """The same nodes with another name in one place."""
    from dataclasses import fields, is_dataclass

    if isinstance(node, tuple):
        return tuple(_renamed(one, name) for one in node)
    if isinstance(node, Text):
        return Text(node.text.replace(name, "Somebody"))
    if not is_dataclass(node) or isinstance(node, type):
        return node
    parts = {part.name: getattr(node, part.name) for part in fields(node)}
    return replace(node, **{part: _renamed(value, name) for part, value in parts.items() if isinstance(value, tuple)})


def test_endorsers_by_alphabet_hosts_and_signatories_as_given() -> None:
    parties = [Party(name, role) for role in ("endorser", "signatory") for name in ("Zembla", "Arcania")]
    assert said(document(*parties)) == [
        "The text.", "Endorsed by", "Arcania", "Zembla", "Signatories", "Zembla", "Arcania",
    ]  # fmt: skip
    assert said(document(*parties, order="given"))[2:4] == ["Zembla", "Arcania"]


def test_who_joined_later_stands_below_all_with_the_day() -> None:
    annex = Division("annex", (Heading(1, t("Annex"), Attributes(id="a")), p("More.")))
    made = document(Party("Arcania", "endorser", since=LATER), Party("Zembla", "endorser"), blocks=(p("X"), annex))
    assert said(made) == [
        "X", "Endorsed by", "Zembla", "Annex", "More.", "Endorsed later", "Not part of the text as adopted.",
        "Arcania (3 October 2011)",
    ]  # fmt: skip


def test_every_list_of_who_joined_later_says_that_it_is_no_part_of_the_text() -> None:
    made = document(*(Party("Arcania", role, since=LATER) for role in ("co-sponsor", "endorser")))
    assert said(made).count("Not part of the text as adopted.") == 2


def test_signatures_are_blocks_of_their_own_and_those_of_the_text_are_not_repeated() -> None:
    parties = (Party("Kingdom of Tests", "party"), Party("A. Person", "signatory", "Minister", "", "Examples"))
    made = document(*parties, type="convention")
    blocks = [node for node in walk(made.blocks) if isinstance(node, Division) and node.role == "signature"]
    assert [plain(block.blocks) for block in blocks] == ["For: Kingdom of Tests", "For: ExamplesA. Person Minister"]
    own = Division("signatures", (p("For the Kingdom of Tests"), p("A. Person")))
    assert said(document(*parties, type="convention", blocks=(p("X"), own))) == [
        "X",
        "For the Kingdom of Tests",
        "A. Person",
    ]


def test_signatures_that_are_complete_get_no_blocks_beside_them() -> None:
    parties = (Party("Republic of Examples", "party"), Party("Kingdom of Tests", "party"))
    note = p("The Republic of Examples proposes to the Kingdom of Tests what follows.")
    blocks = ["For: Republic of Examples", "For: Kingdom of Tests"]
    own = Division("signatures", (p("G. Sample, Minister"),))
    whole = replace(own, attributes=Attributes(classes=("complete",)))
    assert said(document(*parties, type="convention", blocks=(note, own)))[2:] == blocks
    assert said(document(*parties, type="convention", blocks=(note, whole)))[2:] == []
    made = said(document(*parties, replace(parties[1], since=LATER), type="convention", blocks=(note, whole)))[2:]
    assert made[-1] == "Kingdom of Tests (3 October 2011)"


NAMED = {  # what a line of the signatures says, and whether it names the party
    ("For Nigeria", "Niger"): False,
    ("For Guinea-Bissau", "Guinea"): False,
    ("Equatorial Guinea", "Guinea"): False,
    ("For the Democratic People’s Republic of Korea", "Republic of Korea"): False,
    ("For the Democratic Republic of the Congo", "Congo"): False,
    ("For the Republic of Korea", "Republic of Korea"): True,
    ("Niger", "Niger"): True,
    ("For Niger, subject to approval", "Niger"): True,
    ("FOR Niger:", "Niger"): True,
}


@pytest.mark.parametrize(("line", "name"), NAMED)
def test_a_name_that_is_part_of_another_names_nobody(line: str, name: str) -> None:
    own = Division("signatures", (p(line),))
    made = said(document(Party(name, "signatory"), type="convention", blocks=(p("X"), own)))
    assert (f"For: {name}" not in made) == NAMED[line, name]


def test_a_chair_is_not_named_by_a_word_that_holds_the_name() -> None:
    chair = Party("Li", "chair", "President", "", "Atlantis")
    assert "Atlantis: Li, President" in said(document(chair, blocks=(p("Liability is long."),)))
    assert "Atlantis: Li, President" not in said(document(chair, blocks=(p("Li spoke."),)))


def test_organisation_and_country_are_both_shown() -> None:
    host = Party("Dora", "co-host", "", "", "Sylvania")
    assert head_body(host, "en") == "Dora, Sylvania"
    signatory = Party("A. Person", "signatory", "Minister", "Union", "Ruritania")
    made = said(document(signatory, type="convention"))
    assert made[-2:] == ["For: Union", "A. Person Minister, Ruritania"]


def test_roles_differ_and_have_all_that_they_need() -> None:
    assert len({role.name for role in ROLES}) == len(ROLES)
    for role in ROLES:
        assert role.element in ("creator", "contributor")
        assert bool(role.relator) == bool(role.name)
        for language in HOUSE.languages():
            strings = HOUSE.strings(language)
            assert not role.name or (strings["party"][role.name] and strings["parties"][role.name])
