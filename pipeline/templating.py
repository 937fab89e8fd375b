"""The one Jinja environment, its filters, and the renderer that gives every node to the macro of its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from markupsafe import Markup, escape

from pipeline.citations import cited
from pipeline.cldr import comma, in_digits, language_name, series
from pipeline.closing import head_body, standing
from pipeline.crosswalk import FIELDS, Field
from pipeline.crosswalk.codecs import LANGUAGE
from pipeline.dates import is_worded, long_date
from pipeline.document import Document, Metadata, has_contents, headings
from pipeline.house import House
from pipeline.languages import also_in, listed, translation_line
from pipeline.nodes import NODES, PLAIN, Division, Heading, Paragraph, label, macro_name, plain
from pipeline.numerals import item_label
from pipeline.scripts import classes, direction
from pipeline.squeezing import table_class
from pipeline.words import Words, fill, joined, runs, spoken

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.runtime import Context


def long_time(value: datetime, strings: Mapping[str, Any], language: str) -> str:
    """A time with its zone, for an embargo, with the day of the week in every kind:
    `Friday, 23 September 2011, 15:00 (UTC+02:00)`."""
    offset = value.strftime("%z")
    zone = "UTC" if offset in ("", "+0000") else f"UTC{offset[:3]}:{offset[3:5]}"
    day = long_date(value.date(), strings, language, weekday=True)
    time = f"{value:%H:%M}" if is_worded(strings, language) else in_digits(f"{value:%H:%M}", language)
    return fill(strings["date_and_time"], date=day, time=time, zone=zone)


def imprint(data: Metadata) -> list[tuple[str, str]]:
    """The lines of the imprint: (string key of the label, text), for every field that has a label and a value
    other than its default."""
    shown = [row for row in FIELDS if row.label and data[row.name] not in (None, (), row.default)]
    return [(row.label, _shown(row, data)) for row in shown]


def _shown(row: Field, data: Metadata) -> str:
    """A field in the imprint: languages by their names."""
    if row.shown:
        return comma(data.language).join(row.shown(data[row.name], data))
    if row.codec is LANGUAGE and row.many:
        return listed(data[row.name], data.language)
    return comma(data.language).join(row.encode(data[row.name]))


def marked(variables: Context, text: str) -> Markup:
    """A text as HTML or XHTML, its parts in another language marked as such; they keep their direction."""
    again = ' xml:lang="{0}"' if variables["void"] else ""
    span = Markup(f'<span lang="{{0}}"{again} dir="{{1}}">{{2}}</span>')
    parts = (span.format(tag, direction(tag), part) if tag else escape(part) for tag, part in runs(text))
    return Markup("").join(parts)


def said_of(text: str) -> Markup:
    """The attributes of an element of XHTML that holds nothing but a text in another language; none for others."""
    tag = spoken(text)
    return Markup(' lang="{0}" xml:lang="{0}" dir="{1}"').format(tag, direction(tag)) if tag else Markup("")


def letterhead(document: Document, house: House) -> tuple[tuple[tuple[str, str], ...], str]:
    """What heads the first page: (office, body) of the hosts or issuers, and the names of their associates as a list.

    The office is empty where a party is a body itself.
    """
    kind = house.kind(document.metadata.type)
    parties = [party for party in document.metadata.parties if kind.place(party.role) == "letterhead"]
    heads = tuple(
        (party.office, head_body(party, document.metadata.language))
        for party in parties
        if party.role != "in-association-with"
    )
    names = [party.organisation or party.name for party in parties if party.role == "in-association-with"]
    return heads, series(names, document.metadata.language) if names else ""


def byline(document: Document, house: House) -> tuple[tuple[str, str], ...]:
    """What stands below the title: (name, office and body) of the speakers or authors."""
    kind = house.kind(document.metadata.type)
    parties = (party for party in document.metadata.parties if kind.place(party.role) == "byline")
    return tuple((party.name, standing(party, document.metadata.language)) for party in parties)


def status_line(data: Metadata, strings: Mapping[str, Any]) -> str:
    """What the title block says of the status, empty for a final text: `Draft`, `Embargoed until …`, or both."""
    parts = []
    if data.status not in ("final", "embargoed") or (data.status == "embargoed" and data.embargo is None):
        parts.append(strings["status"][data.status])
    if data.embargo is not None:
        parts.append(fill(strings["embargo"], time=long_time(data.embargo, strings, data.language)))
    return joined(parts, " · ")


def notices(data: Metadata, strings: Mapping[str, Any]) -> tuple[str, ...]:
    """What a reader must know before the text: that it is withdrawn, and where it was or is to be corrected.

    With the status `corrected` the corrections stand in the text; else the corrigenda are to be read beside it.
    """
    result = [strings["withdrawn"]] if data.status == "withdrawn" else []
    for one in data.corrected_by:
        pattern = "see_corrigendum"
        if data.status == "corrected":
            pattern = "corrected_on_by" if one.date else "corrected_by"
        day = long_date(date.fromisoformat(one.date), strings, data.language) if one.date else ""
        notice = fill(strings[pattern], symbol=one.identifier, date=day)
        places = cited_places(one.paragraphs, strings, data.language)
        result.append(notice + strings["colon"] + places if places else notice)
    return tuple(result)


def cited_places(names: tuple[str, ...], strings: Mapping[str, Any], language: str) -> str:
    """What cites ids that are made of numbers: `paragraphs 12 and 14`, `article 3, paragraph 2`; nothing for none.

    Paragraphs of the text itself are named together.
    """
    patterns = strings["reference"]
    language = spoken(patterns["paragraph"]) or language
    numbers = [name.removeprefix("para-") for name in names if name.removeprefix("para-").isdecimal()]
    together = numbers if len(numbers) > 1 else []
    said = [cited(name, patterns) for name in names if name.removeprefix("para-") not in together]
    if together:
        pattern = strings["corrected_places"]["two" if len(together) == 2 else "several"]
        said.insert(0, fill(pattern, numbers=series(together, language)))
    return Words([(spoken(said[0]), series(said, language))]) if said else ""


def banner(data: Metadata, strings: Mapping[str, Any]) -> str:
    """What every page of a paged edition warns of: an embargo, or that the text is withdrawn; else nothing."""
    return status_line(data, strings) if data.status == "withdrawn" or data.embargo is not None else ""


def symbol_block(data: Metadata, strings: Mapping[str, Any]) -> tuple[str, ...]:
    """The lines at the end side of the letterhead, as the documents of international bodies have them: symbol,
    distribution, date, original language; none where neither distribution nor original language is known.
    """
    if not (data.distribution or data.original_language):
        return ()
    lines = [data.identifier]
    if data.distribution:
        lines.append(fill(strings["distribution"], distribution=data.distribution))
    lines.append(long_date(data.date, strings, data.language))
    if data.original_language:
        lines.append(fill(strings["original"], language=language_name(data.original_language, data.language)))
    return tuple(lines)


def place_line(data: Metadata, strings: Mapping[str, Any]) -> str:
    """Venue and place, as far as they are known; else nothing."""
    if data.venue and data.place:
        return fill(strings["venue_and_place"], venue=data.venue, place=data.place)
    return data.venue or data.place or ""


Outline: TypeAlias = "tuple[tuple[Heading, Outline], ...]"


def outline(found: tuple[Heading, ...]) -> Outline:
    """Headings as a tree: (heading, what stands below it), by level."""
    result: list[tuple[Heading, Outline]] = []
    start = 0
    while start < len(found):
        end = start + 1
        while end < len(found) and found[end].level > found[start].level:
            end += 1
        result.append((found[start], outline(found[start + 1 : end])))
        start = end
    return tuple(result)


def is_bare(block: Any) -> bool:
    """Whether a block is a paragraph with nothing of its own: in a tight list only its content counts."""
    return isinstance(block, Paragraph) and not block.number and block.attributes == PLAIN


def opens_with_heading(division: Division) -> bool:
    """Whether a division begins with a heading of its own."""
    return bool(division.blocks) and isinstance(division.blocks[0], Heading)


@cache
def environment(house: House) -> Environment:
    """The environment of a house: strict about names, escaping everything that is not marked safe."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context

    env = Environment(
        loader=FileSystemLoader([str(root) for root in house.roots]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    env.filters.update(
        plain=plain,
        label=label,
        long_date=long_date,
        long_time=long_time,
        direction=direction,
        own_class="c-{}".format,
        marked=pass_context(marked),
        said_of=said_of,
    )
    env.globals.update(
        is_bare=is_bare,
        opens_with_heading=opens_with_heading,
        table_class=table_class,
        item_label=item_label,
        fill=fill,
        runs=runs,
        spoken=spoken,
        classes=classes,
    )
    return env


def context(document: Document, house: House) -> dict[str, Any]:
    """What every template of every edition may speak of."""
    data = document.metadata
    heads, associates = letterhead(document, house)
    strings = house.strings(data.language)
    return {
        "document": document,
        "metadata": data,
        "strings": strings,
        "status_line": status_line(data, strings),
        "notices": notices(data, strings),
        "banner": banner(data, strings),
        "symbol_block": symbol_block(data, strings),
        "place_line": place_line(data, strings),
        "language": data.language,
        "script": " ".join(classes(data.language)),
        "direction": direction(data.language),
        "kind": house.kind(data.type),
        "kind_label": house.kind(data.type).label(data.language),
        "headings": headings(document),
        "outline": outline(headings(document)),
        "has_contents": has_contents(document),
        "imprint": imprint(data),
        "letterhead": heads,
        "also_in": also_in(data, house.faces()),
        "translation_line": translation_line(data, strings),
        "associates": fill(strings["associates"], names=associates) if associates else "",
        "comma": comma(data.language),
        "byline": byline(document, house),
    }


class Renderer:
    """Renders nodes: each by the macro that bears its type's name (`BulletList` -> `bullet_list`).

    `blocks` are the templates that hold the macros; for each name the first that has it wins, so that an
    edition overrides what it does in its own way and shares the rest. A macro takes the node and whatever
    further arguments `render` was given, and calls `render` for the node's children.
    """

    def __init__(self, house: House, blocks: tuple[str, ...], variables: Mapping[str, Any]) -> None:
        self._env = environment(house)
        self.variables = {**variables, "render": self.render}
        modules = [self._env.get_template(name).make_module(self.variables) for name in blocks]
        self._macros: dict[type[Any], Callable[..., Markup]] = {}
        for node in NODES:
            name = macro_name(node)
            macro = next((getattr(module, name) for module in modules if hasattr(module, name)), None)
            if macro is None:
                raise LookupError(f"no macro {name} in {', '.join(blocks)}")
            self._macros[node] = macro

    def render(self, content: Any, *arguments: Any) -> Markup:
        """The markup of a node or of a tuple of nodes, in order."""
        if isinstance(content, tuple):
            return Markup("".join([self.render(node, *arguments) for node in content]))
        return Markup(self._macros[type(content)](content, *arguments))  # every macro escapes

    def page(self, template: str, **more: Any) -> str:
        """A whole template, with the renderer's variables and `more`."""
        return self._env.get_template(template).render({**self.variables, **more})
