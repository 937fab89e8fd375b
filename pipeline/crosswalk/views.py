"""Views: how a metadata value is shown where an edition's own vocabulary wants it in another shape.

Each takes (value, metadata) and gives strings, or for JSON-LD any JSON value. Views are one way; what reads
back stands at an address without one.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pipeline import cldr
from pipeline.crosswalk.roles import BY_ROLE
from pipeline.document import Correction, Metadata, Party, Sibling

Strings = tuple[str, ...]
LIMIT = 255
"""Characters a DOCX core property can hold in Word."""


def is_creator(party: Party) -> bool:
    """Whether a party answers for the text (Dublin Core creator) or has another part in it (contributor)."""
    return BY_ROLE[party.role].element == "creator"


def creators(parties: tuple[Party, ...], _: Metadata) -> Strings:
    return tuple(party.name for party in parties if is_creator(party))


def contributors(parties: tuple[Party, ...], _: Metadata) -> Strings:
    return tuple(party.name for party in parties if not is_creator(party))


def creators_joined(parties: tuple[Party, ...], data: Metadata) -> Strings:
    names = "; ".join(creators(parties, data))
    return (names,) if names else ()


def described(party: Party) -> str:
    """`H.E. Dr. U. Rosenthal, Minister of Foreign Affairs, Kingdom of the Netherlands`."""
    parts = (party.name, party.office, party.organisation, party.country)
    return ", ".join(part for part in parts if part)


def parties_shown(parties: tuple[Party, ...], _: Metadata) -> Strings:
    return ("; ".join(described(party) + (f" ({party.role})" if party.role else "") for party in parties),)


def joined(values: Strings, _: Metadata) -> Strings:
    return (", ".join(values),)


def items(values: Strings, _: Metadata) -> list[str]:
    return list(values)


def clipped(value: str, _: Metadata) -> Strings:
    return (value if len(value) <= LIMIT else value[: LIMIT - 1] + "…",)


def relation(value: str, _: Metadata) -> Strings:
    return (value,)


def corrigenda(values: tuple[Correction, ...], _: Metadata) -> Strings:
    return tuple(one.identifier for one in values)


def corrigenda_joined(values: tuple[Correction, ...], data: Metadata) -> Strings:
    return ("; ".join(corrigenda(values, data)),)


def language_name(value: str, data: Metadata) -> Strings:
    """The name of a language in the document's own: `fr` is `French` in English (CLDR); its tag where there is none."""
    return (cldr.language_name(value, data.language),)


def timestamp(value: date, _: Metadata) -> Strings:
    return (f"{value.isoformat()}T00:00:00Z",)


def pdf_date(value: date, _: Metadata) -> Strings:
    return (f"D:{value:%Y%m%d}000000Z" if value.year >= 1000 else f"D:{value.year:04}{value:%m%d}000000Z",)


def slashed(value: date, _: Metadata) -> Strings:
    return (value.isoformat().replace("-", "/"),)


def og_locale(value: str, _: Metadata) -> Strings:
    """`en-GB` -> `en_GB`: Open Graph wants language and territory."""
    parts = value.split("-")
    territory = next((part for part in parts[1:] if len(part) == 2), "")
    return (f"{parts[0]}_{territory}" if territory else parts[0],)


# ------------------------------------------------------------------ schema.org


def place(value: str, _: Metadata) -> dict[str, Any]:
    return {"@type": "Place", "name": value}


def venue(value: str, data: Metadata) -> dict[str, Any]:
    within = {"containedInPlace": place(data.place, data)} if data.place else {}
    return {"@type": "Place", "name": value, **within}


def session(value: str, _: Metadata) -> dict[str, Any]:
    return {"@type": "PublicationEvent", "name": value}


def thing(value: str, _: Metadata) -> dict[str, Any]:
    return {"@type": "Thing", "name": value}


def audience(value: str, _: Metadata) -> dict[str, Any]:
    return {"@type": "Audience", "audienceType": value}


def recipient(lines: Strings, _: Metadata) -> dict[str, Any]:
    return {"@type": "Audience", "name": ", ".join(lines)}


def event(value: str, data: Metadata) -> dict[str, Any]:
    result: dict[str, Any] = {"@type": "Event", "name": value, "startDate": data.date.isoformat()}
    if data.place:
        result["location"] = place(data.place, data)
    return result


def organisation(value: str, _: Metadata) -> dict[str, Any]:
    return {"@type": "Organization", "name": value}


def contact(value: str, data: Metadata) -> dict[str, Any]:
    point = {"@type": "ContactPoint", "description": value}
    return {"@type": "Organization", "name": data.publisher or value, "contactPoint": point}


def work(value: str, _: Metadata) -> dict[str, Any]:
    return {"@type": "CreativeWork", "identifier": value}


def original(value: str, data: Metadata) -> dict[str, Any] | None:
    """The work in its original language: nothing where this is it, or where its symbol says more."""
    if data.translation_of or value == data.language:
        return None
    return {"@type": "CreativeWork", "identifier": data.identifier, "inLanguage": value}


def corrections(values: tuple[Correction, ...], _: Metadata) -> list[dict[str, Any]]:
    return [
        {"@type": "CorrectionComment", "identifier": one.identifier} | ({"datePublished": one.date} if one.date else {})
        for one in values
    ]


def languages(siblings: tuple[Sibling, ...], _: Metadata) -> Strings:
    return (", ".join(sibling.language for sibling in siblings),)


def pdf_files(siblings: tuple[Sibling, ...], _: Metadata) -> Strings:
    """The editions in the other languages that lie beside this one: relative references (RFC 3986, 4.2)."""
    return tuple(f"{sibling.file}.pdf" for sibling in siblings)


def epub_files(siblings: tuple[Sibling, ...], _: Metadata) -> Strings:
    return tuple(f"{sibling.file}.epub" for sibling in siblings)


def is_original(language: str, data: Metadata) -> bool:
    """Whether the text in a language is no mere translation: nothing says which are authentic, or it is one of them."""
    return not data.authentic_languages or language in data.authentic_languages


def _version(sibling: Sibling, data: Metadata) -> dict[str, Any]:
    about = {"inLanguage": sibling.language, "name": sibling.title, "identifier": data.identifier}
    return {"@type": "CreativeWork", **about, "url": f"{sibling.file}.html"}


def translations(siblings: tuple[Sibling, ...], data: Metadata) -> list[dict[str, Any]]:
    """Works that are translations of this one, if it can be translated from at all (schema.org workTranslation)."""
    return [_version(one, data) for one in siblings if is_original(data.language, data)]


def originals(siblings: tuple[Sibling, ...], data: Metadata) -> list[dict[str, Any]]:
    """The authentic texts of which this is a translation, where none is named (schema.org translationOfWork)."""
    if data.translation_of or is_original(data.language, data):
        return []
    return [_version(one, data) for one in siblings if is_original(one.language, data)]


def embargo(value: datetime, _: Metadata) -> str:
    return f"Embargoed until {value.isoformat()}"


def agent(party: Party) -> dict[str, Any]:
    """A party as schema.org sees it: a person where an office is named, else an organisation."""
    result: dict[str, Any] = {"@type": "Person" if party.office else "Organization", "name": party.name}
    if party.office:
        result["jobTitle"] = party.office
        body = party.organisation or party.country
        if body:
            result["worksFor"] = {"@type": "Organization", "name": body}
    elif party.organisation:
        result["parentOrganization"] = {"@type": "Organization", "name": party.organisation}
    return result


def _in_role(party: Party, key: str) -> dict[str, Any]:
    if not party.role and not party.since:
        return agent(party)
    name = {"roleName": party.role} if party.role else {}
    since = {"startDate": party.since.isoformat()} if party.since else {}
    return {"@type": "Role", **name, **since, key: agent(party)}


def authors(parties: tuple[Party, ...], _: Metadata) -> list[dict[str, Any]]:
    return _in_roles(parties, "author")


def contributor_roles(parties: tuple[Party, ...], _: Metadata) -> list[dict[str, Any]]:
    return _in_roles(parties, "contributor")


def _in_roles(parties: tuple[Party, ...], key: str) -> list[dict[str, Any]]:
    return [_in_role(party, key) for party in parties if BY_ROLE[party.role].schema == key]
