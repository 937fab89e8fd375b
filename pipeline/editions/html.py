"""The HTML edition: one file that carries its own styles, fonts and pictures and asks the network for nothing."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from pipeline.crosswalk import FIELDS, read_back, written
from pipeline.document import Document
from pipeline.editions import markup
from pipeline.editions.edition import Reading, Said, emblems_together, entries
from pipeline.fonts import font_face_css
from pipeline.lettering import needed_for, styled
from pipeline.nodes import Picture
from pipeline.templating import Renderer, context

if TYPE_CHECKING:
    from pipeline.house import House

_PROPERTIES = ("og:", "article:")  # Open Graph is RDFa: `property`, not `name` (ogp.me)

_FONTS, _STYLE = "\0", "\1"
"""Hold the places of the fonts and the style: characters that no text can hold."""


def head_metadata(document: Document) -> list[tuple[str, str, str]]:
    """The meta elements of the crosswalk's column: (attribute, name, content), one for each string."""
    result = []
    for _, at, strings in written(document.metadata, "html"):
        attribute = "property" if at.path.startswith(_PROPERTIES) else "name"
        result += [(attribute, at.path, string) for string in strings]
    return result


def json_ld(document: Document, schema: str) -> Markup:
    """The schema.org record as JSON that is safe inside a script element (HTML, 4.12.1.3); the kind names its type."""
    record: dict[str, Any] = {"@context": "https://schema.org", "@type": schema}
    for _, at, value in written(document.metadata, "jsonld"):
        record[at.path] = value
    text = json.dumps(record, ensure_ascii=False, indent=1)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def data_uri(document: Document, name: str) -> str:
    """A picture of the document as a data: URI."""
    asset = document.assets[name]
    return f"data:{asset.media_type};base64,{base64.b64encode(asset.data).decode()}"


def picture_size(document: Document, picture: Picture) -> Markup:
    """The size attributes of an img: its own pixels (so that the page does not jump), or the width asked for."""
    asset = document.assets[picture.source]
    if not picture.width:
        return Markup(f' width="{asset.width:.0f}" height="{asset.height:.0f}"')
    unit = "" if picture.width.endswith(("%", "px", "mm", "cm", "em", "rem", "pt", "in")) else "px"
    return Markup(f' style="width:{escape(picture.width)}{unit};height:auto"')


class Html:
    """See `editions.edition.Edition`."""

    name = "html"
    suffix = ".html"
    media_type = "text/html"
    templates = ("shared", "html", "strings", "kinds", "fonts")
    tools = ("jinja2", "babel", "uharfbuzz")
    libraries: tuple[str, ...] = ()
    carries = False

    def write(self, document: Document, house: House) -> bytes:
        shared = context(document, house)
        renderer = Renderer(
            house,
            ("html/blocks.html.j2", "shared/blocks.html.j2"),
            {
                **shared,
                # The other language versions stand where they can be followed: below the title.
                "imprint": [line for line in shared["imprint"] if line[0] != "translations"],
                "void": "",
                "picture_source": lambda picture: data_uri(document, picture.source),
                "picture_size": lambda picture: picture_size(document, picture),
                "emblem_source": lambda emblem: data_uri(document, emblem.file),
                "href_of": lambda identifier: f"#{identifier}",
                "head_metadata": head_metadata(document),
                "json_ld": json_ld(document, house.kind(document.metadata.type).schema),
            },
        )
        style = house.read("html/style.css").decode()
        # The page is rendered once without its fonts: they are cut to the characters that it turns out to hold.
        page = renderer.page("html/page.html.j2", style=Markup(_STYLE), fonts=Markup(_FONTS))
        needed = needed_for(document, house.faces(), page)
        style = styled(style, tuple(face for face, _ in needed), document)
        return page.replace(_FONTS, font_face_css(needed)).replace(_STYLE, style).encode()

    def read(self, data: bytes) -> Reading:
        tree = parsed(data)
        parts = [node for node in tree.iter("div") if node.get("data-part") == "text"]
        if len(parts) != 1:
            raise ValueError(f"not an HTML edition: it has {len(parts)} parts that hold the text, not one")
        heads = tree.findall("body/header")
        if len(heads) > 1:
            raise ValueError(f"not an HTML edition: it has {len(heads)} title blocks")
        stated = {("html", path): strings for path, strings in _metas(tree).items()}
        metadata = read_back("html", lambda at: stated["html", at.path])
        stated |= {("jsonld", path): value for path, value in _record(tree).items()}

        ids = {node.get("id") for node in tree.iter() if node.get("id")}
        inside = {f"#{node.get('id')}" for node in parts[0].iter() if node.get("id")}
        notes = [node for part in tree.iter("section") if part.get("role") == "doc-endnotes" for node in _items(part)]
        page = markup.Page(
            metadata.language,
            lambda href: href if href[:1] != "#" or href[1:] in ids else f"{href}, which is not there",
            {f"#{note.get('id')}": number for number, note in enumerate(notes, 1)},
        )
        blocks, places = markup.placed(parts[0], page)
        nav = next((node for node in tree.iter("nav") if "contents" in node.get("class", "").split()), None)
        contents, hrefs = (None, ()) if nav is None else markup.contents(nav, inside.__contains__)
        return Reading(
            metadata,
            stated,
            emblems_together(said for head in heads for said in markup.blocks(head, page)),
            contents,
            blocks,
            tuple(markup.blocks(note, page) for note in notes),
            imprint=entries(said for foot in tree.findall("body/footer") for said in markup.blocks(foot, page)),
            versions=_versions(tree, page),
            places=places,
            leads=tuple(places.get(href[1:], -1) for href in hrefs),
        )


def parsed(data: bytes) -> Any:
    """The page as a tree. Raises ValueError for bytes that are no whole page."""
    from lxml import etree, html

    if not data.endswith(b"</html>"):
        raise ValueError("not a whole HTML edition: its end is missing")
    parser = html.HTMLParser(no_network=True, huge_tree=True)
    try:
        tree = html.document_fromstring(data.decode(), parser=parser)
    except (ValueError, etree.LxmlError) as error:
        raise ValueError(f"not a readable HTML edition: {error}") from error
    if broken := parser.error_log.filter_from_fatals():  # the parser goes no further, and keeps what it has
        raise ValueError(f"not a readable HTML edition: {broken[0].message}")
    return tree


def _versions(tree: Any, page: markup.Page) -> Said | None:
    """The list of the other language versions as one entry; None where the page has none."""
    navs = [nav for nav in tree.iter("nav") if "languages" in nav.get("class", "").split()]
    if not navs:
        return None
    head, *items = [said for nav in navs for said in markup.blocks(nav, page)] or [Said("paragraph", "")]
    return Said(
        "entry",
        " · ".join(said.text for said in items),
        head.text.rstrip(" :："),
        links=tuple(link for said in items for link in said.links),
        languages=tuple(run for said in items for run in said.languages),
    )


def _metas(tree: Any) -> dict[str, tuple[str, ...]]:
    """What stands at every address of the column, as often as it stands there."""
    found: dict[str, list[str]] = {at.path: [] for row in FIELDS for at in row.html}
    for node in tree.iter("meta"):
        name = node.get("property") or ""
        if not name.startswith(_PROPERTIES):
            name = node.get("name") or ""
        if name in found:
            found[name].append(node.get("content", ""))
    return {path: tuple(strings) for path, strings in found.items()}


def _record(tree: Any) -> dict[str, Any]:
    """What the schema.org record says of every property of the column; () where it has none."""
    scripts = [node for node in tree.iter("script") if node.get("type") == "application/ld+json"]
    if len(scripts) > 1:
        raise ValueError(f"not an HTML edition: it has {len(scripts)} schema.org records")
    record = json.loads(scripts[0].text or "", object_pairs_hook=_object, parse_constant=_none) if scripts else {}
    if not isinstance(record, dict):
        raise ValueError("not an HTML edition: its schema.org record is no object")
    return {at.path: record.get(at.path, ()) for row in FIELDS for at in row.jsonld}


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object. RFC 8259, 4: names should be unique; in a record of ours they have to be."""
    if len(found := dict(pairs)) != len(pairs):
        raise ValueError("not an HTML edition: its schema.org record says something twice")
    return found


def _none(constant: str) -> None:
    raise ValueError(f"not an HTML edition: {constant} is no JSON")


def _items(section: Any) -> Iterator[Any]:
    """The notes of a section: the items of its list. Each has its place as its number."""
    return (item for listing in section.findall("ol") for item in listing.findall("li"))
