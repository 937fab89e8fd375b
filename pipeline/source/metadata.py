"""The metadata of one document: its front matter over the defaults of its file name, folder, kind and publisher."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.crosswalk import BY_NAME, KEYS, CodecError, metadata
from pipeline.crosswalk.codecs import LANGUAGE
from pipeline.document import Metadata
from pipeline.house import House
from pipeline.kinds import Kind, named
from pipeline.nodes import Position
from pipeline.source.findings import Findings, quoted
from pipeline.source.front_matter import Values, place, read_values
from pipeline.tags import fallbacks


@dataclass(frozen=True, slots=True)
class Context:
    """What a source file stands in: the publication's name, the house, and the publisher's defaults."""

    name: str
    house: House
    defaults: Mapping[str, Any] = field(default_factory=dict)


def read_metadata(yaml: str, findings: Findings, context: Context, language: str) -> tuple[Metadata | None, Values]:
    """The metadata that a front matter says, None when it cannot be told; and the values that could be read.

    `language` is the file name's, or empty.
    """
    read = read_values(yaml, findings, KEYS, first_line=2)
    if read is None:
        return None, Values()
    before = len(findings.problems)
    values = {**context.defaults, **read.values}
    read.values = values
    _check_language(values, read, findings, language)
    if "identifier" not in read.refused and "identifier" not in values:
        _default_identifier(values, findings, context.name)
    _check_kind(values, read, findings, context.house)
    _check_embargo(values, read, findings)
    _check_shown(values, read, findings, context.house)
    _check_labels(values, read, findings, context.house)
    if read.refused or (len(findings.problems) > before and not all(p.warning for p in findings.problems[before:])):
        return None, read
    return metadata(values), read


def _check_language(values: dict[str, Any], read: Values, findings: Findings, language: str) -> None:
    if not language or "language" in read.refused:
        return
    try:
        named = LANGUAGE.decode(language)
    except CodecError as error:
        message = f"the file name's {quoted(language)} {error}"
        findings.add("M12", message, "name the file like statement.en.md or statement.zh-Hans.md", key="language")
        read.refused.add("language")
        return
    said = values.setdefault("language", named)
    if said != named:
        message = f"{quoted(said)} is not the language of the file name, {quoted(named)}"
        stem = findings.file.rsplit("/", 1)[-1].split(".")[0]
        fix = f"write language: {named}, or name the file {stem}.{said}.md"
        findings.add("F06", message, fix, place(read, "language"), "language")


def _default_identifier(values: dict[str, Any], findings: Findings, name: str) -> None:
    try:
        values["identifier"] = BY_NAME["identifier"].codec.decode(name)
    except CodecError as error:
        findings.add("M18", f"the folder's name {error}", "add identifier: …", Position(1), "identifier")


def _check_kind(values: dict[str, Any], read: Values, findings: Findings, house: House) -> None:
    """The kind exists, what it requires is there, and its numbering is the default."""
    for row in KEYS:
        if row.required and row.name not in values and row.name not in read.refused:
            findings.add("M06", "is missing; every document has one", _add(row.name), Position(1), row.name)
    kind = values.get("type")
    if kind is not None and kind not in house.kinds():
        message = f"{quoted(kind)} is not a kind of document"
        due = house.nearest_kind(kind) or "one of: " + ", ".join(house.kinds())
        findings.add("M13", message, f"write {due}", place(read, "type"), "type")
    elif kind is not None:
        rules = house.kind(kind)
        values.setdefault("numbering", rules.numbering)
        _check_needs(rules, values, read, findings)


def _check_needs(kind: Kind, values: Mapping[str, Any], read: Values, findings: Findings) -> None:
    """What the kind requires was given: an identifier in so many words, not only as the name of the folder."""
    given = {name: value for name, value in values.items() if name != "identifier" or name in read.at}
    for need in kind.missing(given):
        keys = [named(one)[0] for one in need]
        if read.refused.isdisjoint(keys):
            key, role = named(need[0])
            what = "is missing" if not role else f"have none in the role {role}" if key in values else "are missing"
            others = "".join(f", or {one}" for one in need[1:])
            article = "an" if kind.name[0] in "aeiou" else "a"
            message = f"{what}; {article} {kind.name} needs {'one' if role else 'it'}{others}"
            at = place(read, key) if role and key in read.at else Position(1)
            findings.add("M06", message, _add(key, role), at, key)


def _add(name: str, role: str = "") -> str:
    """What to write for a key that is missing, or for a party of a role."""
    row = BY_NAME[name]
    if role:
        return f"add to {name} a line - {{name: …, role: {role}}}"
    if name == "language":
        return "add language: en, or name the file like statement.en.md"
    if row.codec.keys:
        return f"add {name}: and below it a line - {row.codec.required_keys[0]}: …"
    return f"add {name}: and below it a line - …" if row.many else f"add a line {name}: …"


def _check_labels(values: dict[str, Any], read: Values, findings: Findings, house: House) -> None:
    """A warning where the house has no labels in the language: dates are right, the labels come in English."""
    language = values.get("language")
    if language and not set(fallbacks(language)[:-1]) & set(house.languages()) and language != "en":
        message = f"the house has no labels in {quoted(language)}: they come in English"
        fix = f"add templates/strings/{language.partition('-')[0]}.yaml"
        findings.add("M19", message, fix, place(read, "language"), "language", warning=True)


def _check_shown(values: dict[str, Any], read: Values, findings: Findings, house: House) -> None:
    """A warning for what only a title block shows, where that of the kind has no place for it."""
    kind = values.get("type")
    if kind in house.kinds():
        for name in house.kind(kind).hides:
            if name in values and not BY_NAME[name].label:
                fix = f"take it out, choose another type, or give templates/kinds/{kind}.yaml a slot for it"
                findings.add("M32", f"is not shown by a {kind}", fix, place(read, name), name, warning=True)


def _check_embargo(values: dict[str, Any], read: Values, findings: Findings) -> None:
    """An embargoed text says until when, and a text with an embargo says that it is under one."""
    if read.refused & {"status", "embargo"}:
        return
    status, embargo = values.get("status", BY_NAME["status"].default), values.get("embargo")
    if status == "embargoed" and embargo is None:
        fix = "add embargo: 2011-09-23T15:00:00+02:00"
        findings.add("M17", 'is "embargoed", but no embargo is given', fix, place(read, "status"), "status")
    elif embargo is not None and status not in ("embargoed", "draft"):
        message = f"is given, but the status is {quoted(status)}"
        fix = "add status: embargoed, or take the embargo out"
        findings.add("M17", message, fix, place(read, "embargo"), "embargo", warning=True)
