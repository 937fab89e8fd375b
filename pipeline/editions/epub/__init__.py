"""The EPUB edition: an EPUB 3.3 book with navigation, notes that pop up, a cover, and its own fonts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from pipeline.document import Document
from pipeline.editions.edition import Reading
from pipeline.editions.epub import cover, package, reading
from pipeline.editions.epub.package import File, encoded
from pipeline.editions.epub.plan import Plan, calls_inside, pictures_in_text, plan
from pipeline.fonts import subset
from pipeline.lettering import needed_for, styled
from pipeline.nodes import Picture
from pipeline.templating import Renderer, context

if TYPE_CHECKING:
    from pipeline.house import House

__all__ = ["Epub"]

XHTML = "application/xhtml+xml"


def picture_size(document: Document, picture: Picture) -> Markup:
    """The size attributes of an img: its own pixels, or the width asked for."""
    asset = document.assets[picture.source]
    if not picture.width:
        width, height = (max(1, round(side)) for side in (asset.width, asset.height))
        return Markup(f' width="{width}" height="{height}"')
    unit = "" if picture.width.endswith(("%", "px", "mm", "cm", "em", "rem", "pt", "in")) else "px"
    return Markup(f' style="width:{escape(picture.width)}{unit};height:auto"')


def pages(renderer: Renderer, book: Plan, long: bool, imprint: bool) -> dict[str, str]:
    """The pages of the book by file name, in reading order; the navigation is among them where it is shown."""
    result = {"cover.xhtml": renderer.page("epub/cover.xhtml.j2")}
    if long:
        result["title.xhtml"] = renderer.page("epub/title.xhtml.j2")
        result["nav.xhtml"] = renderer.page("epub/nav.xhtml.j2")
    for chapter in book.chapters:
        result[chapter.file] = renderer.page("epub/text.xhtml.j2", chapter=chapter, with_title=not long)
    if imprint:
        result["imprint.xhtml"] = renderer.page("epub/imprint.xhtml.j2")
    return result


def fonts(house: House, document: Document, text: str, style: str) -> tuple[str, list[File]]:
    """The stylesheet with the rules for its fonts, and the fonts, cut to the characters of the text."""
    rules: list[str] = []
    files: list[File] = []
    needed = needed_for(document, house.faces(), text)
    for face, characters in needed:
        name = f"fonts/{face.path.stem}.ttf"
        files.append(File(f"font-{len(files) + 1}", name, "font/ttf", subset(face.path, characters | {" "})))
        rules.append(
            f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; '
            f"font-style: {face.style}; src: url({name}); }}\n"
        )
    return "".join(rules) + styled(style, tuple(face for face, _ in needed), document), files


class Epub:
    """See `editions.edition.Edition`."""

    name = "epub"
    suffix = ".epub"
    media_type = "application/epub+zip"
    templates = ("shared", "epub", "strings", "kinds", "fonts")
    tools = ("ebooklib", "jinja2", "babel", "lxml", "uharfbuzz", "resvg-py")
    libraries: tuple[str, ...] = ()
    carries = False

    def write(self, document: Document, house: House) -> bytes:
        book, base = plan(document), context(document, house)
        renderer = Renderer(
            house,
            ("epub/blocks.xhtml.j2", "shared/blocks.html.j2"),
            {**base, **self._variables(document, book, base)},
        )
        shown = pages(renderer, book, base["has_contents"], bool(base["imprint"]))
        every = {**shown, "nav.xhtml": shown.get("nav.xhtml") or renderer.page("epub/nav.xhtml.j2")}
        style, faces = fonts(house, document, "".join(every.values()), house.read("epub/style.css").decode())
        files = [
            *(
                File(href.partition(".")[0], href, XHTML, encoded(text), "nav" if href == "nav.xhtml" else "")
                for href, text in every.items()
            ),
            File("style", "style.css", "text/css", style.encode()),
            File("cover-image", "cover.png", "image/png", cover.png(document, house, renderer), "cover-image"),
            *faces,
            *(
                File(f"picture-{number}", name, document.assets[key].media_type, document.assets[key].data)
                for number, (key, name) in enumerate(book.pictures.items(), 1)
            ),
        ]
        parts = package.assemble(document, files, [href.partition(".")[0] for href in shown])
        pictures = bool(pictures_in_text(document) or document.metadata.emblems)
        return package.complete(parts, document, renderer, pictures)

    def read(self, data: bytes) -> Reading:
        return reading.read(data)

    def _variables(self, document: Document, book: Plan, base: dict[str, Any]) -> dict[str, Any]:
        return {
            "void": "/",
            "picture_source": lambda picture: book.pictures[picture.source],
            "picture_size": lambda picture: picture_size(document, picture),
            "emblem_source": lambda emblem: book.pictures[emblem.file],
            "href_of": book.href,
            "calls_inside": calls_inside,
            "chapters": book.chapters,
            "title_file": "title.xhtml" if base["has_contents"] else book.chapters[0].file,
            "cover_width": cover.WIDTH,
            "cover_height": cover.HEIGHT,
        }
