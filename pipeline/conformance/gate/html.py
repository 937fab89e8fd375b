"""The HTML edition: one file, whole in itself, that everybody can read (WCAG 2.2 AA, as far as a tree shows it)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.conformance.finding import Finding
from pipeline.conformance.gate import pages
from pipeline.conformance.gate.pages import Page

RULES: dict[str, str] = {
    **pages.RULES,
    "readable": "the file is HTML in UTF-8, from its doctype to its end (HTML, 13.1)",
    "one-main": "the page has one main part (HTML, 4.4.15)",
}


def check(data: bytes) -> tuple[Finding, ...]:
    """What is wrong with the HTML edition."""
    from lxml import etree, html

    try:
        text = data.decode()
        root = html.document_fromstring(text, parser=html.HTMLParser(no_network=True))
    except (ValueError, etree.ParserError, etree.XMLSyntaxError) as error:
        return (Finding("readable", f"it cannot be read: {error}"),)
    if not text[:15].lower().startswith("<!doctype html>") or not text.rstrip().endswith("</html>"):
        return (Finding("readable", "its doctype or its end is missing"),)
    return tuple(_findings(Page(root)))


def _findings(page: Page) -> Iterator[Finding]:
    yield from pages.findings(page, lambda address: address.startswith(("data:", "#")))
    yield from pages.heading_order([page])
    titles = [heading for level, heading in page.headings if level == 1]
    if len(titles) != 1:
        yield page.found("one-title-heading", f"there are {len(titles)} headings of level 1")
    if len(page.elements["main"]) != 1:
        yield page.found("one-main", f"there are {len(page.elements['main'])} main parts")
    for link in page.elements["a"]:
        target = link.get("href") or ""
        if target.startswith("#") and target[1:] not in page.ids:
            yield page.found("reference", f"a link leads to {target}, which is nowhere in the page", link)
    yield from pages.notes(page, pages.calls_of(page), {"": page})
