"""The HTML edition: one file that carries its own styles, fonts and pictures and asks the network for nothing."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from pipeline.crosswalk import At, read_back, written
from pipeline.document import Document
from pipeline.editions import markup
from pipeline.editions.edition import Reading
from pipeline.fonts import font_face_css
from pipeline.nodes import Picture
from pipeline.templating import Renderer, context

if TYPE_CHECKING:
    from pipeline.house import House

_PROPERTIES = ("og:", "article:")  # Open Graph is RDFa: `property`, not `name` (ogp.me)

_FONTS = "\0"
"""Holds the place of the fonts: a character that no text can hold."""


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

    def write(self, document: Document, house: House) -> bytes:
        renderer = Renderer(
            house,
            ("html/blocks.html.j2", "shared/blocks.html.j2"),
            {
                **context(document, house),
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
        page = renderer.page("html/page.html.j2", style=Markup(style), fonts=Markup(_FONTS))
        return page.replace(_FONTS, font_face_css(house.faces(), page)).encode()

    def read(self, data: bytes) -> Reading:
        from lxml import html

        if not data.endswith(b"</html>"):
            raise ValueError("not a whole HTML edition: its end is missing")
        try:
            tree = html.document_fromstring(data.decode(), parser=html.HTMLParser(no_network=True))
        except Exception as error:
            raise ValueError(f"not a readable HTML edition: {error}") from error
        text = next((node for node in tree.iter("div") if node.get("data-part") == "text"), None)
        if text is None:
            raise ValueError("not an HTML edition: it has no part that holds the text")

        def find(at: At) -> tuple[str, ...]:
            named = (node for node in tree.iter("meta") if at.path in (node.get("name"), node.get("property")))
            return tuple(node.get("content", "") for node in named)

        notes = [node for node in tree.iter("li") if node.get("role") == "doc-footnote" or node.get("data-note")]
        return Reading(
            read_back("html", find),
            markup.outline(text),
            markup.blocks(text),
            tuple(" ".join(markup.blocks(note)) for note in notes),
            markup.alts(text),
            markup.links(text),
        )
