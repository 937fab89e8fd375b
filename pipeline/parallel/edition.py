"""The parallel edition of two documents: rendered by the macros of the HTML and PDF editions, in templates/parallel/.

It is no edition of one document: no manifest records it, and it carries no source. It is made of what the two versions
say, and passes the gate of its format.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from markupsafe import Markup

from pipeline.crosswalk import metadata
from pipeline.document import Document, Note
from pipeline.editions import html
from pipeline.editions.pdf import edition as pdf
from pipeline.editions.pdf import engine
from pipeline.fonts import font_face_css
from pipeline.house import House
from pipeline.lettering import needed_for, styled
from pipeline.nodes import Attributes, Block, Division
from pipeline.parallel.rows import of, prefixed
from pipeline.scripts import direction
from pipeline.templating import Renderer, context

_BLOCKS = ("parallel/blocks.html.j2", "{}/blocks.html.j2", "shared/blocks.html.j2")
_FONTS = "\0"
_STYLE = "\x01"
"""Hold the places of the fonts and of the style: characters that no text can hold."""


def columns(left: Document, right: Document) -> tuple[Document, Document]:
    """The documents in their columns: of two directions, what runs from right to left stands on the right."""
    first, second = (direction(one.metadata.language) for one in (left, right))
    return (right, left) if (first, second) == ("rtl", "ltr") else (left, right)


@dataclass(frozen=True, slots=True)
class Parallel:
    """Two documents side by side. `stem`: the name of the files that it makes, without their suffix."""

    left: Document
    right: Document
    stem: str

    @classmethod
    def of(cls, one: Document, other: Document) -> Parallel:
        """The parallel edition of two language versions, the first of them on the left where both run alike."""
        stem = f"{one.stem}-{other.metadata.language}"
        return cls(*columns(one, other), stem)

    def html(self, house: House) -> bytes:
        """One HTML file that asks the network for nothing."""
        style = house.read("html/style.css").decode() + house.read("parallel/html.css").decode()
        whole = self._whole()
        page = self._page(
            house,
            "parallel/page.html.j2",
            "html",
            style=Markup(_STYLE),
            fonts=Markup(_FONTS),
            head_metadata=html.head_metadata(whole),
            json_ld=html.json_ld(whole, house.kind(whole.metadata.type).schema),
        )
        needed = needed_for(whole, house.faces(), page)
        style = styled(style, tuple(face for face, _ in needed), whole)
        return page.replace(_FONTS, font_face_css(needed)).replace(_STYLE, style).encode()

    def pdf(self, house: House) -> bytes:
        """A PDF, PDF/A-3a and PDF/UA-1 in one file."""
        markup = self._page(house, "parallel/pages.html.j2", "pdf", css_string=pdf.css_string)
        return pdf.laid_out(markup, self._whole(), house, self.stem, ("pdf/style.css", "parallel/pdf.css"))

    def _whole(self) -> Document:
        """What the two together are: the metadata of the left one, under both titles."""
        one, other = self.left.metadata, self.right.metadata
        values = {**one, "title": f"{one.title} / {other.title}", "subtitle": None, "translations": ()}
        assets = {**self.left.assets, **self.right.assets}
        right = Division("note", self.right.blocks, Attributes(language=other.language))
        noted = (Note(0, (right,)), *self.left.notes, *self.right.notes)
        return Document(self.left.name, metadata(values), self.left.blocks, noted, assets, self.left.file)

    def _page(self, house: House, template: str, edition: str, **more: Any) -> str:
        sides = [_Side.of(document, house, edition) for document in (self.left, self.right)]
        body = [(row, sides[0].render(row.left), sides[1].render(row.right)) for row in of(self.left, self.right)]
        notes = [(left, right) for left, right in zip_longest(*(side.notes() for side in sides))]
        ways = {side.variables["direction"] for side in sides}
        frame = {
            "whole": self._whole().metadata,
            "sides": sides,
            "rows": body,
            "note_rows": notes,
            "page_direction": ways.pop() if len(ways) == 1 else "ltr",
        }
        return sides[0].renderer.page(template, **frame, **more)


@dataclass(frozen=True, slots=True)
class _Side:
    """One document, and what renders it."""

    document: Document
    renderer: Renderer

    @classmethod
    def of(cls, document: Document, house: House, edition: str) -> _Side:
        variables = {
            **context(document, house),
            "prefix": document.metadata.language,
            "href_of": lambda identifier: f"#{identifier}",
            **_SPECIAL[edition](document),
        }
        return cls(document, Renderer(house, tuple(name.format(edition) for name in _BLOCKS), variables))

    @property
    def variables(self) -> Any:
        return self.renderer.variables

    def render(self, blocks: tuple[Block, ...]) -> Markup:
        return self.renderer.render(prefixed(blocks, self.document.metadata.language))

    def part(self, template: str, is_left: bool) -> Markup:
        """A template of this side's own: its title block, its imprint."""
        return Markup(self.renderer.page(template, is_left=is_left))  # it escapes what it shows

    def notes(self) -> list[tuple[Any, Markup]]:
        return [(note, self.render(note.blocks)) for note in self.document.notes]


def _in_html(document: Document) -> dict[str, Any]:
    return {
        "void": "",
        "picture_source": lambda picture: html.data_uri(document, picture.source),
        "picture_size": lambda picture: html.picture_size(document, picture),
        "emblem_source": lambda emblem: html.data_uri(document, emblem.file),
    }


def _in_pdf(document: Document) -> dict[str, Any]:
    return {
        "void": "/",
        "picture_source": lambda picture: engine.asset_url(picture.source),
        "picture_size": lambda picture: pdf.picture_size(document, picture),
        "emblem_source": lambda emblem: engine.asset_url(emblem.file),
    }


_SPECIAL: dict[str, Callable[[Document], dict[str, Any]]] = {"html": _in_html, "pdf": _in_pdf}

MADE: tuple[tuple[str, str, Callable[[Parallel, House], bytes]], ...] = (
    ("html", ".html", Parallel.html),
    ("pdf", ".pdf", Parallel.pdf),
)
"""What a parallel edition is made as: the edition whose gate it passes, its suffix, what makes it."""
