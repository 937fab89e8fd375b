"""What every edition of a document has to say around its text: lines of the title block, entries of the imprint.

Told from the metadata, the slots and roles of the kind, and the strings of the language. No template is asked, nor the
functions that prepare what templates are given: of `templating` only the wording of a day, of a time and of the places
that a corrigendum corrects is shared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.agreement.expected import clean
from pipeline.cldr import comma, language_name, series
from pipeline.crosswalk import FIELDS, Field
from pipeline.crosswalk.codecs import LANGUAGE
from pipeline.dates import long_date
from pipeline.document import Correction, Document, Metadata, Party
from pipeline.editions.edition import Said, joined
from pipeline.house import House
from pipeline.languages import Named, also_in, listed, translation_line
from pipeline.templating import cited_places, long_time
from pipeline.words import fill, runs
from pipeline.words import joined as listed_words

ASSOCIATE = "in-association-with"
"""The role of the parties that a letterhead names in one line, below its hosts."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is due, and the metadata field that it shows first."""

    said: Said
    field: str


def title_block(document: Document, house: House) -> tuple[Line, ...]:
    """The lines of the title block, in order."""
    head = _Head(document, house)
    shown = [line for slot in head.kind.title_block for line in SLOT_LINES[slot](head)]
    shown.append(("authentic_languages", translation_line(head.data, head.strings)))
    own = head.data.language
    return tuple(
        Line(Said("heading" if field == "title" else "paragraph", clean(text), languages=_languages(text, own)), field)
        for field, text in shown
        if clean(text)
    )


def _languages(text: str, own: str) -> tuple[tuple[str, str], ...]:
    """What of a text the house says in another language than the document's."""
    return joined(((tag or own, part) for tag, part in runs(text)), own)


def title_and_subtitle(document: Document) -> tuple[Line, ...]:
    """What the title block shows of them, whichever house has arranged it."""
    data = document.metadata
    subtitle = clean(data["subtitle"] or "")
    below = (Line(Said("paragraph", subtitle), "subtitle"),) if subtitle else ()
    return (Line(Said("heading", clean(data.title)), "title"), *below)


Shown = Iterator[tuple[str, str]]
"""Lines as (field, text); an empty one is none."""


class _Head:
    """One title block: a method for each slot."""

    def __init__(self, document: Document, house: House) -> None:
        self.data: Metadata = document.metadata
        self.kind = house.kind(self.data.type)
        self.strings = house.strings(self.data.language)

    def _day(self, day: date) -> str:
        return long_date(day, self.strings, self.data.language)

    def _labelled(self, label: str, text: str) -> str:
        return fill("{label}{colon}{text}", label=label, colon=self.strings["colon"], text=text)

    def _parties(self, place: str) -> list[Party]:
        return [party for party in self.data.parties if self.kind.place(party.role) == place]

    def state(self) -> str:
        """What the status warns of; nothing for a final text."""
        data, words = self.data, []
        if data.status not in ("final", "embargoed") or (data.status == "embargoed" and data.embargo is None):
            words.append(self.strings["status"][data.status])
        if data.embargo is not None:
            until = long_time(data.embargo, self.strings, data.language)
            words.append(fill(self.strings["embargo"], time=until))
        return listed_words(words, " · ")

    def status(self) -> Shown:
        yield "status", self.state()
        if self.data.status == "withdrawn":
            yield "status", self.strings["withdrawn"]
        for one in self.data.corrected_by:
            yield "corrected_by", self._correction(one)

    def _correction(self, one: Correction) -> str:
        """With the status `corrected` the text holds the correction already."""
        if self.data.status != "corrected":
            notice = fill(self.strings["see_corrigendum"], symbol=one.identifier)
        elif not one.date:
            notice = fill(self.strings["corrected_by"], symbol=one.identifier)
        else:
            day = self._day(date.fromisoformat(one.date))
            notice = fill(self.strings["corrected_on_by"], symbol=one.identifier, date=day)
        places = cited_places(one.paragraphs, self.strings, self.data.language)
        return self._labelled(notice, places) if places else notice

    def letterhead(self) -> Shown:
        yield "emblems", " ".join(f"![{clean(emblem.alt)}]" for emblem in self.data.emblems)
        heads = self._parties("letterhead")
        for party in heads:
            if party.role != ASSOCIATE:
                first = party.organisation if party.office else party.organisation or party.name
                shown = dict.fromkeys(filter(None, (first, party.country))) or (party.name,)
                yield "parties", f"{party.office} {comma(self.data.language).join(shown)}"
        associates = [party.organisation or party.name for party in heads if party.role == ASSOCIATE]
        if associates:
            yield "parties", fill(self.strings["associates"], names=series(associates, self.data.language))

    def symbol(self) -> Shown:
        data = self.data
        if data.distribution or data.original_language:
            yield "identifier", data.identifier
            if data.distribution:
                yield "distribution", fill(self.strings["distribution"], distribution=data.distribution)
            yield "date", self._day(data.date)
            if data.original_language:
                language = language_name(data.original_language, data.language)
                yield "original_language", fill(self.strings["original"], language=language)

    def session(self) -> Shown:
        session, item = self.data["session"] or "", self.data["agenda_item"] or ""
        yield "session" if session else "agenda_item", f"{session} {item}"

    def date_and_place(self) -> Shown:
        data = self.data
        day = long_date(data.date, self.strings, data.language, self.kind.weekday)
        where = data.venue or data.place
        if data.venue and data.place:
            where = fill(self.strings["venue_and_place"], venue=data.venue, place=data.place)
        yield "date", fill(self.strings["date_and_place"], date=day, place=where) if where else day

    def reference(self) -> Shown:
        yield "identifier", self._labelled(self.strings["our_reference"], self.data.identifier)

    def addressee(self) -> Shown:
        yield "addressee", " ".join(self.data.addressee)

    def delivery(self) -> Shown:
        if self.data.delivery:
            yield "delivery", self.strings["delivery"][self.data.delivery]

    def kind_line(self) -> Shown:
        yield "type", self.kind.label(self.data.language)

    def title(self) -> Shown:
        yield "title", self.data.title

    def subtitle(self) -> Shown:
        yield "subtitle", self.data["subtitle"] or ""

    def byline(self) -> Shown:
        for party in self._parties("byline"):
            stands = dict.fromkeys((party.office, party.organisation, party.country))
            shown = [part for part in stands if part not in ("", party.name)]
            yield "parties", f"{party.name} {comma(self.data.language).join(shown)}"

    def corrects(self) -> Shown:
        if self.data.corrects:
            yield "corrects", self._labelled(self.strings["label"]["corrects"], self.data.corrects)

    def event(self) -> Shown:
        yield "event", self.data["event"] or ""


SLOT_LINES: Mapping[str, Callable[[_Head], Shown]] = {
    "status": _Head.status, "letterhead": _Head.letterhead, "symbol": _Head.symbol, "session": _Head.session,
    "date_and_place": _Head.date_and_place, "reference": _Head.reference, "addressee": _Head.addressee,
    "delivery": _Head.delivery, "kind": _Head.kind_line, "title": _Head.title, "subtitle": _Head.subtitle,
    "byline": _Head.byline, "corrects": _Head.corrects, "event": _Head.event,
}  # fmt: skip
"""What each slot of a title block (SLOTS of `kinds`) shows."""


# ------------------------------------------------------------------ on every page


def running(document: Document, house: House) -> Mapping[str, tuple[str, ...]]:
    """The lines of the heads and feet of pages as `Reading.running` has them; the title whole."""
    head = _Head(document, house)
    data, strings = head.data, head.strings
    warns = data.status == "withdrawn" or data.embargo is not None
    above = ([strings["status"]["draft"].upper()] if data.status == "draft" else []) + ([head.state()] if warns else [])
    fields = re.findall(r"\{(page|pages)\}", strings["page_of"])
    page = f"{data.identifier} {strings['page_of'].format(page=1, pages=1)} " + " ".join(f"[{name}]" for name in fields)
    lines = {"head": (*above, data.title), "first head": tuple(above), "foot": (page,), "first foot": (page,)}
    return {place: tuple(map(clean, texts)) for place, texts in lines.items()}


def is_head(found: tuple[str, ...], due: tuple[str, ...]) -> bool:
    """Whether these are the lines that are due; the last one may be the beginning of a title, where it is long."""
    if found == due or not (found and due):
        return found == due
    line = found[-1].removesuffix("…").rstrip()
    return found[:-1] == due[:-1] and found[-1].endswith("…") and len(line) > 30 and due[-1].startswith(line)


# ------------------------------------------------------------------ the imprint


def imprint(document: Document, house: House, *, versions: bool) -> tuple[Line, ...]:
    """The title and the entries of the imprint; `versions`: whether it names the other language versions too."""
    data, strings = document.metadata, house.strings(document.metadata.language)
    about = Said("title", clean(strings["about"]), languages=_languages(strings["about"], data.language))
    lines = [Line(about, "")]
    for row in FIELDS:
        if not row.label or data[row.name] in (None, (), row.default):
            continue
        if row.name == "translations":
            lines += [Line(other_versions(document, house), row.name)] if versions else []
            continue
        text = clean(_value(row, data))
        links = ((str(data[row.name]), text, ""),) if row.name == "license" else ()
        lines.append(Line(Said("entry", text, clean(strings["label"][row.label]), links=links), row.name))
    return tuple(lines)


def other_versions(document: Document, house: House, suffix: str = "") -> Said:
    """The entry of the other language versions; with a suffix of files it leads to them."""
    data = document.metadata
    named: tuple[Named, ...] = also_in(data, house.faces())
    return Said(
        "entry",
        " · ".join(clean(one.name) for one in named),
        clean(house.strings(data.language)["label"]["translations"]),
        links=tuple((one.file + suffix, clean(one.name), "") for one in named) if suffix else (),
        languages=joined(_runs(named, data.language), data.language),
    )


def _runs(named: tuple[Named, ...], own: str) -> Iterator[tuple[str, str]]:
    for one in named:
        yield one.language, one.name
        yield own, "·"


def _value(row: Field, data: Metadata) -> str:
    """The value of a field as its entry says it."""
    value: Any = data[row.name]
    if row.shown:
        return comma(data.language).join(row.shown(value, data))
    if row.codec is LANGUAGE and row.many:
        return listed(value, data.language)
    return comma(data.language).join(row.encode(value))
