"""The PDF edition: from the document to PDF/A-3a and PDF/UA-1 in one file, and its bytes read back."""

from __future__ import annotations

import hashlib
import uuid
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from pipeline.crosswalk import written
from pipeline.crosswalk.views import pdf_date
from pipeline.document import Document
from pipeline.editions.edition import Reading
from pipeline.editions.pdf import attachments, engine, painting, xmp
from pipeline.editions.setting import Setter
from pipeline.fonts import ordered
from pipeline.nodes import Picture
from pipeline.scripts import classes
from pipeline.templating import Renderer, context

if TYPE_CHECKING:
    from pipeline.house import House

VARIANT = "pdf/a-3a"
MANY = 50
"""Pages from which the memory of a layout is given back before the file is checked: some megabytes a page."""
TITLE, SUBTITLE = (6, 17.5, 700), (11, 12, 400)
"""Their least margins in millimetres, their sizes in points, their weights: those of style.css."""
MEASURE = 152
"""Millimetres of a line of text."""
RUNNING = 72
"""Characters of the title that fit into the running head."""


def divides(language: str) -> bool:
    """Whether words of a language can be divided: else justified lines have holes."""
    import pyphen

    return "upright" not in classes(language) and bool(pyphen.language_fallback(language))


def css_string(text: str) -> Markup:
    """A text as a CSS string (CSS Syntax 3, 4.3.5), safe inside a style element too."""
    return Markup('"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text) + '"')


def css_page_of(pattern: str) -> Markup:
    """`Page {page} of {pages}` as the content of a margin box."""
    parts = []
    for number, piece in enumerate(pattern.replace("{pages}", "{page}").split("{page}")):
        if number:
            parts.append("counter(page)" if number == 1 else "counter(pages)")
        if piece:
            parts.append(css_string(piece))
    return Markup(" ".join(parts))


def isolated(text: str, direction: str) -> str:
    """A text that keeps its own direction in a line from right to left (UAX #9, 2.4: FSI and PDI)."""
    return f"\u2068{text}\u2069" if direction == "rtl" else text


def running_title(title: str) -> str:
    """The title as the running head shows it: cut at a word where it is too long for one line."""
    if len(title) <= RUNNING:
        return title
    cut = title[:RUNNING]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:") + " …"


def picture_size(document: Document, picture: Picture) -> Markup:
    """The width asked for, else the picture's own size."""
    if picture.width:
        unit = "" if picture.width[-1:] == "%" or picture.width[-1:].isalpha() else "px"
        return Markup(f' style="width: {escape(picture.width)}{unit}"')
    return Markup(f' style="width: {document.assets[picture.source].width:g}px"')


def narrowed(text: str, box: tuple[float, float, int], document: Document, house: House) -> Markup:
    """The style that makes the lines of a title (TITLE) or subtitle of like length.

    WeasyPrint has no `text-wrap: balance`, and centres no box of its own width from right to left. The measure is in
    em, so that it follows a house's own size; a letter's title begins at the margin and stays.
    """
    if "addressee" in house.kind(document.metadata.type).title_block:
        return Markup()
    margin, size, weight = box
    faces = ordered(house.faces(), document.metadata.language)
    em = Setter.of(faces, weight=weight).balanced(text, (MEASURE - 2 * margin) / size * 72 / 25.4)
    return Markup(f' style="margin-inline: max({margin}mm, 50% - {em / 2 + 0.08:.2f}em)"') if em else Markup()


def page(document: Document, house: House) -> str:
    """The XHTML page that WeasyPrint sets."""
    data, shared = document.metadata, context(document, house)
    short = escape(running_title(data.title))
    renderer = Renderer(
        house,
        ("pdf/blocks.html.j2", "shared/blocks.html.j2"),
        {
            **shared,
            "script": " ".join(filter(None, (shared["script"], "" if divides(data.language) else "ragged"))),
            "imprint": [(label, isolated(text, shared["direction"])) for label, text in shared["imprint"]],
            "symbol": isolated(data.identifier, shared["direction"]),
            "void": "/",
            "notes": document.notes,
            "picture_source": lambda picture: engine.asset_url(picture.source),
            "picture_size": lambda picture: picture_size(document, picture),
            "emblem_source": lambda emblem: engine.asset_url(emblem.file),
            "href_of": lambda identifier: f"#{identifier}",
            "css_string": css_string,
            "css_page_of": css_page_of,
            "title_attributes": Markup(f' data-running="{short}" data-title="{escape(data.title)}"')
            + narrowed(data.title, TITLE, document, house),
            "subtitle_attributes": narrowed(data.subtitle or "", SUBTITLE, document, house),
        },
    )
    return renderer.page("pdf/page.html.j2")


def laid_out(
    markup: str, document: Document, house: House, stem: str, styles: tuple[str, ...] = ("pdf/style.css",)
) -> bytes:
    """The PDF of a page of XHTML that is set in these styles of the house; `stem` is the name of the file."""
    painting.install()
    identifier = uuid.uuid5(uuid.NAMESPACE_URL, f"{document.metadata.identifier}\n{stem}")

    def finish(_: Any, pdf: Any) -> None:
        _finish(document, pdf, str(identifier))

    with engine.complaints(document):
        pages = engine.page_tree(markup, document).render(
            **engine.style(house, document, styles), presentational_hints=True, pdf_variant=VARIANT
        )
        painting.prepare(pages)
        carried = b"".join(hashlib.sha256(one.data).digest() for one in document.attachments)
        digest = hashlib.sha256(markup.encode() + carried).hexdigest()[:32].encode()
        data: bytes = pages.write_pdf(pdf_variant=VARIANT, pdf_tags=True, pdf_identifier=digest, finisher=finish)
        number = len(pages.pages)
        del pages
    if number >= MANY:
        engine.give_back()
    return data


class Pdf:
    """See `editions.edition.Edition`."""

    name = "pdf"
    suffix = ".pdf"
    media_type = "application/pdf"
    templates = ("shared", "pdf", "strings", "kinds", "fonts")
    tools = ("weasyprint", "pydyf", "jinja2", "babel", "pyphen", "tinycss2", "cssselect2", "fonttools", "uharfbuzz")
    libraries: tuple[str, ...] = ("pango", "harfbuzz", "fontconfig")
    carries = True

    def write(self, document: Document, house: House) -> bytes:
        return laid_out(page(document, house), document, house, document.stem)

    def read(self, data: bytes) -> Reading:
        from pipeline.editions.pdf.reading import read

        return read(data)


def _finish(document: Document, pdf: Any, identifier: str) -> None:
    """What WeasyPrint does not write: Info and XMP from the crosswalk, page labels, the language."""
    import pydyf

    producer = f"WeasyPrint {engine.library().__version__}"
    pdf.info.clear()
    pdf.info["Producer"] = pydyf.String(producer)
    pdf.info["Creator"] = pydyf.String(xmp.CREATOR_TOOL)
    for _, at, strings in written(document.metadata, "info"):
        pdf.info[at.path] = pydyf.String(strings[0])
    packet = pydyf.Stream(
        [xmp.packet(document, producer, identifier)], {"Type": "/Metadata", "Subtype": "/XML"}, compress=False
    )
    slot = int(pdf.catalog["Metadata"].split()[0])
    packet.number = pdf.objects[slot].number
    pdf.objects[slot] = packet
    # The printed numbers are the labels: 1 to the number of pages (ISO 32000-1, 12.4.2).
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, pydyf.Dictionary({"S": "/D", "St": 1})])})
    pdf.catalog["Lang"] = pydyf.String(document.metadata.language)
    attachments.embed(pdf, document, pdf_date(document.metadata.date, document.metadata)[0])
