"""A kind of document is one file: what is wrong in it is told at its place, and a sound one is all that it takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline import editions
from pipeline.cli import main
from pipeline.crosswalk import BY_NAME
from pipeline.crosswalk.codecs import ROLES
from pipeline.document import Party
from pipeline.editions import EDITIONS
from pipeline.editions.edition import Edition
from pipeline.house import House
from pipeline.kinds import Kind, named, read_kind
from pipeline.problems import Exit, PublishingError
from pipeline.source import read_publication
from tests import samples
from tests.small import SMALL, make_press, put

HOUSE = House()
every_kind = pytest.mark.parametrize("name", HOUSE.kinds())
every_edition = pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.name)
FILE = "templates/kinds/edict.yaml"
EN = "label: {en: Edict}\n"


def lines(text: str) -> list[str]:
    """What is said of a kind's file: `2:4: message | what to write`, its problems in order."""
    with pytest.raises(PublishingError) as caught:
        read_kind(text.encode(), "edict", FILE)
    assert {problem.code for problem in caught.value.problems} == {"B09"}
    assert {problem.file for problem in caught.value.problems} == {FILE}
    return [f"{one.line}:{one.column}: {one.message} | {one.fix}" for one in caught.value.problems]


# ------------------------------------------------------------------ the kinds that ship


@every_kind
def test_a_kind_has_a_name_in_every_language_and_needs_what_there_is(name: str) -> None:
    kind = HOUSE.kind(name)
    assert set(HOUSE.languages()) <= set(kind.labels)
    assert all(text.strip() for text in kind.labels.values())
    for need in kind.required:
        for key, role in map(named, need):
            assert key in BY_NAME
            assert not role or role in ROLES


SAID = {
    "agreement": ["place"],
    "communique": ["place", "parties"],
    "conclusions": ["parties"],
    "convention": ["place"],
    "corrigendum": ["corrects"],
    "decision": ["parties"],
    "declaration": [],
    "exchange-of-notes": ["place", "parties"],
    "joint-statement": ["place", "parties"],
    "letter": ["place", "addressee", "parties"],
    "memorandum-of-understanding": ["place"],
    "note-verbale": ["place", "addressee", "parties"],
    "press-release": ["parties"],
    "protocol": ["place"],
    "report": ["parties"],
    "resolution": ["parties"],
    "statement": ["parties"],
    "treaty": ["place"],
}


@every_kind
def test_what_a_kind_cannot_do_without_is_missed(name: str, tmp_path: Path) -> None:
    text = f"---\ntitle: T\ntype: {name}\ndate: 2011-09-23\n---\n\nWords.\n"
    folder = put(tmp_path / "source/visit/text.en.md", text).parent
    said = []
    try:
        read_publication(folder, tmp_path, HOUSE)
    except PublishingError as error:
        said = [(problem.code, problem.field) for problem in error.problems]
    assert sorted(said) == sorted(("M06", key) for key in SAID[name])


NEEDS = {
    "the first of two": ("parties: [{name: A, role: author}]\n", ""),
    "the second of two": ("place: Exampleville\n", ""),
    "none of two": ("", "1: parties: are missing; an edict needs one, or place"),
    "a party of another role": (
        "parties: [{name: A, role: issuer}]\n", "5:10: parties: have none in the role author; an edict needs one, or",
    ),
    "a value that is wrong anyway": ("parties: [{name: A, role: autor}]\n", "5:27: parties.0.role: "),
}  # fmt: skip


@pytest.mark.parametrize(("more", "said"), NEEDS.values(), ids=NEEDS)
def test_of_several_that_a_kind_may_need_one_is_enough(more: str, said: str, tmp_path: Path) -> None:
    put(tmp_path / FILE, EN + "required: [[parties.author, place]]\n")
    text = f"---\ntitle: T\ntype: edict\ndate: 2011-09-23\n{more}---\n\nWords.\n"
    folder = put(tmp_path / "source/visit/text.en.md", text).parent
    try:
        found = read_publication(folder, tmp_path, House.of(tmp_path)).warnings
    except PublishingError as error:
        found = error.problems
    assert len(found) == bool(said)
    assert all(f"text.en.md:{said}" in str(problem) for problem in found)


# ------------------------------------------------------------------ files that are wrong

WRONG: dict[str, tuple[str, list[str]]] = {
    "nothing": ("", ["1:1: a kind needs a label in English | write label: {en: …}"]),
    "a list": ("- label", ["1:1: a kind needs a label in English | write label: {en: …}"]),
    "no YAML": ("label: {en: Edict\nbyline", ["3:1: this is not YAML: did not find expected"]),
    "no label": ("numbering: none\n", ["1:1: a kind needs a label in English | write label: {en: …}"]),
    "no English": ("label: {fr: Édit}\n", ["1:8: a kind needs a label in English | write label: {en: …}"]),
    "a bare label": ("label: Edict\n", ["1:8: must have keys of its own | write label: {en: …}"]),
    "an empty label": ("label: {en: }\n", ["1:13: must be one text | write en: …"]),
    "a label twice": ("label: {en: Edict, en: Order}\n", ["1:20: stands twice | keep one of them"]),
    "no language": ("label: {en: Edict, english: E}\n", ['1:20: "english" is not the BCP 47 tag of a language']),
    "an unknown key": (EN + "slots: [title]\n", ['2:1: "slots" is no key of a kind | write one of: label, required']),
    "a key that is near": (EN + "letterheads: []\n", ['2:1: "letterheads" is no key of a kind | write letterhead']),
    "a key twice": (EN + "order: given\norder: given\n", ["3:1: stands on line 2 already | keep one of them"]),
    "an unknown need": (EN + "required: [plcae]\n", ['2:12: "plcae" is no key of the front matter | write place']),
    "a bare need": (EN + "required: place\n", ["2:11: must be a list | write a list in brackets: required: [place"]),
    "a role as a need": (
        EN + "required: [author]\n", ['2:12: "author" is no key of the front matter | write parties.author'],
    ),
    "an unknown role as a need": (
        EN + "required: [[place, parties.autor]]\n",
        ['2:20: "parties.autor" is no role of a party | write parties.author'],
    ),
    "a role of no parties": (
        EN + "required: [place.author]\n", ['2:12: "place.author" is no role of a party | write place'],
    ),
    "an unknown role": (EN + "letterhead: [hots]\n", ['2:14: "hots" is no role of a party | write host']),
    "a role twice": (
        EN + "closing: [endorser, endorser]\n",
        ['2:21: "endorser" stands in closing on line 2 already | keep it in one place'],
    ),
    "a role in two places": (
        EN + "letterhead: [author]\nbyline: [author]\n",
        ['3:10: "author" stands in letterhead on line 2 already | keep it in one place'],
    ),
    "a role that signs": (
        EN + "closing: [signatures, signatory]\n",
        ['2:23: "signatory" stands in closing on line 2 already | keep it in one place'],
    ),
    "blocks to sign at the head": (EN + "letterhead: [signatures]\n", ['2:14: "signatures" is no role of a party']),
    "an unknown slot": (
        EN + "title_block: [title, seal]\n", ['2:22: "seal" is no slot of a title block | write one of: status'],
    ),
    "a slot that is near": (
        EN + "title_block: [title, dates]\n", ['2:22: "dates" is no slot of a title block | write one of: status'],
    ),
    "a slot twice": (EN + "title_block: [title, kind, title]\n", ['2:28: "title" stands twice | keep one of them']),
    "no title": (EN + "title_block: [kind]\n", ["2:14: has no title | add the slot title"]),
    "a bare slot": (EN + "title_block: title\n", ["2:14: must be a list | write a list in brackets: title_block: ["]),
    "a byline without a slot": (
        EN + "title_block: [title]\nbyline: [author]\n",
        ["3:1: names roles, but the title block has no slot for them | add byline to title_block, or move"],
    ),
    "an unknown numbering": (EN + "numbering: oprative\n", ['2:12: "oprative" is no numbering | write operative']),
    "an unknown order": (EN + "order: random\n", ['2:8: "random" is no order | write one of: given, alphabetical']),
    "an unknown body": (EN + "body: clause\n", ['2:7: "clause" is no beginning of a text | write clauses']),
    "no truth": (
        EN + "authentic_clause: maybe\n", ['2:19: "maybe" is no truth value | write one of: true, false'],
    ),
    "an unknown heading": (EN + "headings: {1: artcle}\n", ['2:15: "artcle" is no heading of a treaty | write artic']),
    "an unknown level": (EN + "headings: {7: part}\n", ['2:12: "7" is no level of a heading | write 1 to 6']),
    "no schema": (EN + "schema: [Report]\n", ["2:9: must be one text | write schema: …"]),
    "all at once": (
        "label: {fr: Édit}\nrequired: [plcae]\nclosing: [hots]\nseal: yes\n",
        ["1:8: a kind needs", '2:12: "plcae" is', '3:11: "hots" is', '4:1: "seal" is'],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_with_a_kind_is_told_at_its_place(text: str, said: list[str]) -> None:
    found = lines(text)
    assert len(found) == len(said)
    for line, beginning in zip(found, said, strict=True):
        assert line.startswith(beginning), line


@pytest.mark.parametrize("is_used", [True, False], ids=["used", "not used"])
def test_check_tells_of_a_kind_that_is_wrong(is_used: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path / FILE, EN + "letterhead: [hots]\n")
    kind = "edict" if is_used else "declaration"
    put(tmp_path / "source/visit/text.en.md", f"---\ntitle: T\ntype: {kind}\ndate: 2011-09-23\n---\n\nWords.\n")
    assert main(["check", "--press", str(tmp_path)]) == Exit.PROBLEMS
    said = "".join(capsys.readouterr())
    assert said.count(f'{FILE}:2:14: letterhead: "hots" is no role of a party') == 1
    assert main(["build", "--press", str(tmp_path), "--edition", "html"]) == (Exit.PROBLEMS if is_used else Exit.OK)
    assert main(["new", "second", "--type", "edict", "--press", str(tmp_path)]) == Exit.PROBLEMS
    assert not (tmp_path / "source/second").exists()


# ------------------------------------------------------------------ places


def test_a_party_whose_place_the_title_block_lacks_follows_the_text() -> None:
    kind = Kind("edict", {"en": "Edict"}, title_block=("title",), byline=("author",))
    assert {kind.place(role) for role in ROLES} == {"closing"}


@every_edition
def test_nobody_is_left_out_of_a_letter(edition: Edition, tmp_path: Path) -> None:
    """A letter has no byline: who speaks in it is named after its text."""
    parties = "".join(f"  - {{name: Person {role}, role: {role}}}\n" for role in ROLES)
    text = (
        f"---\ntitle: T\ntype: letter\ndate: 2011-09-23\nplace: P\naddressee: [A]\nparties:\n{parties}---\n\nWords.\n"
    )
    folder = put(tmp_path / "source/visit/text.en.md", text).parent
    (document,) = read_publication(folder, tmp_path, HOUSE).documents
    reading = edition.read(edition.write(document, HOUSE))
    said = " ".join(block.text for block in (*reading.front, *reading.blocks))
    assert [role for role in ROLES if f"Person {role}" not in said] == []


# ------------------------------------------------------------------ chancery new

LANGUAGES = ("en", "fr", "ar", "zh", "sv")


def new(press: Path, kind: str, language: str) -> Path:
    arguments = ["new", "visit", "--type", kind, "--language", language, "--date", "2026-01-15", "--press", str(press)]
    (press / "source").mkdir(exist_ok=True)
    assert main(arguments) == Exit.OK
    return press / f"source/visit/text.{language}.md"


@every_kind
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_new_makes_is_sound_in_every_language(
    name: str, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # Words that come in English say so: only a real edition can.
    monkeypatch.setattr(editions, "EDITIONS", SMALL if language != "sv" else EDITIONS[:1])
    path = new(make_press(tmp_path), name, language)
    capsys.readouterr()
    assert main(["check", "--press", str(tmp_path)]) == Exit.OK
    warned = " no problems, 1 warning" if language == "sv" else " no problems."  # the house has no labels in Swedish
    assert warned in "".join(capsys.readouterr())
    assert main(["build", "--press", str(tmp_path)]) == Exit.OK
    drafting, text = HOUSE.strings(language)["drafting"], path.read_text(encoding="utf-8")
    due = {"clauses": "deciding", "articles": "recalling", "letter": "salutation", "note-verbale": "assurances"}
    key = due.get(HOUSE.kind(name).body)
    assert key is None or drafting[key] in text


@every_kind
def test_every_role_that_a_kind_shows_is_there_to_be_taken(name: str, tmp_path: Path) -> None:
    path = new(tmp_path, name, "en")
    text = path.read_text(encoding="utf-8")
    kind = HOUSE.kind(name)
    shown = {role for place in ("letterhead", "byline", "closing") for role in kind.shown(place)}
    assert set(re.findall(r"role: ([a-z-]+)[,}]", text)) == shown
    path.write_text(re.sub(r"(?m)^(# (?=parties:|  -)|  # (?=-))", lambda m: m[1].replace("# ", ""), text))
    (document,) = read_publication(path.parent, tmp_path, HOUSE).documents
    assert {party.role for party in document.metadata.parties} == shown


@every_kind
@every_edition
def test_what_new_makes_comes_out_in_every_edition(edition: Edition, name: str, tmp_path: Path) -> None:
    path = new(tmp_path, name, "fr")
    (document,) = read_publication(path.parent, tmp_path, HOUSE).documents
    reading = edition.read(edition.write(document, HOUSE))
    assert dict(reading.metadata) == dict(document.metadata)
    assert reading.blocks


# ------------------------------------------------------------------ a new kind is one file

EDICT = """\
label: {en: Edict, fr: Édit}
required: [identifier, parties.issuer]
letterhead: [issuer]
title_block: [status, kind, title, byline, event, date_and_place]
numbering: articles
headings: {1: article}
schema: Legislation
byline: [author]
closing: [signatures, endorser]
order: alphabetical
body: articles
"""


def test_a_new_kind_is_one_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path / FILE, EDICT.replace("kind, title", "letterhead, kind, title"))
    path = new(tmp_path, "edict", "fr")
    run = [main([command, "--press", str(tmp_path)]) for command in ("check", "build", "verify")]
    assert run == [Exit.OK] * 3, "".join(capsys.readouterr())
    house = House.of(tmp_path)
    assert "edict" in house.kinds()
    (document,) = read_publication(path.parent, tmp_path, house).documents
    assert document.metadata.numbering == "articles"
    for edition in EDITIONS:
        data = (tmp_path / f"output/visit/visit.fr{edition.suffix}").read_bytes()
        reading = edition.read(data)
        said = " ".join(line.text for line in reading.front).casefold()
        assert said.startswith("projet [issuer] édit [visit]"), edition.name
        assert {block.label.casefold() for block in reading.blocks if block.kind == "heading"} >= {"article premier"}
    assert b'"Legislation"' in (tmp_path / "output/visit/visit.fr.html").read_bytes()


@every_edition
def test_a_new_kind_says_where_its_parties_stand(edition: Edition, tmp_path: Path) -> None:
    put(tmp_path / FILE, EN + "letterhead: [issuer]\nbyline: [author]\n")
    parties = (Party("Body", "issuer"), Party("Person", "author"))
    document = samples.short(samples.p("Words."), type="edict", parties=parties)
    front = edition.read(edition.write(document, House.of(tmp_path))).front
    assert [line.text.casefold() for line in front[:4]] == ["body", "edict", "a title", "person"]


@pytest.mark.parametrize(
    ("word", "due"),
    [
        ("traité", "treaty"),
        ("Accord", "agreement"),
        ("memorandum", "memorandum-of-understanding"),
        ("verdrag", "convention"),
        ("comunique", "communique"),
        ("pact", ""),
    ],
)
def test_an_unknown_kind_is_taken_for_the_nearest_name_in_any_language(word: str, due: str) -> None:
    assert HOUSE.nearest_kind(word) == due
