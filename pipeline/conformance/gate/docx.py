"""The DOCX: its package (ECMA-376-2), its text (ECMA-376-1, 17), and what Word's accessibility checker asks for."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.conformance.finding import Finding
from pipeline.conformance.gate.archive import Archive
from pipeline.conformance.gate.wordml import Story, Styles, contrast, w
from pipeline.conformance.gate.wordpackage import Parts, contents
from pipeline.conformance.gate.wordtext import broken_order, empty, references

RULES: dict[str, str] = {
    "package": "the parts, their content types and their relationships fit together (ECMA-376-2, 7.2, 6.5)",
    "well-formed": "every XML part is well-formed (ECMA-376-2, 7.2.5)",
    "relationship": "every relationship that a part names is there (ECMA-376-1, 9.2)",
    "style": "every style that is used is defined (ECMA-376-1, 17.7.4)",
    "numbering": "every list that is used is defined (ECMA-376-1, 17.9.18)",
    "footnote": "every footnote is called, and every call has its footnote (ECMA-376-1, 17.11.10, 17.11.14)",
    "bookmark": "bookmarks stand once, are closed, and every link inside the text leads to one (ECMA-376-1, 17.13.6)",
    "alternative": "every picture has a number of its own and an alternative text (ECMA-376-1, 20.4.2.5)",
    "table-head": "the first row of every table is marked as its head (ECMA-376-1, 17.4.78)",
    "title": "the core properties name the title (WCAG 2.2, 2.4.2)",
    "language": "the core properties and the styles name the language (WCAG 2.2, 3.1.1)",
    "empty-paragraph": "no empty paragraph stands in for space",
    "heading-order": "heading levels never skip (WCAG 2.2, 1.3.1)",
    "compatibility": "Word lays it out as Word 2013 and later do: compatibilityMode 15 (MS-DOCX, 2.3.6)",
    "link-contrast": "links stand out from the page at 4.5 to 1 (WCAG 2.2, 1.4.3)",
    "order": "elements stand in the order of the schema (ECMA-376-1, annex A)",
}

_DC = "{http://purl.org/dc/elements/1.1/}"
_STORIES = ("document", "footnotes", "endnotes", "header", "footer", "comments")


def check(data: bytes) -> tuple[Finding, ...]:
    """What is wrong with the DOCX edition."""
    try:
        archive = Archive(data)
    except ValueError as error:
        return (Finding("package", str(error)),)
    parts, found = contents(archive)
    if "word/document.xml" not in parts.roots or "word/styles.xml" not in parts.roots:
        return (*found, Finding("package", "it has no text, or no styles"))
    return (*found, *_findings(parts))


def _findings(parts: Parts) -> Iterator[Finding]:
    styles = Styles(parts.roots["word/styles.xml"])
    stories = [Story(name, root) for name, root in parts.roots.items() if _is_story(name)]
    document = next(story for story in stories if story.name == "word/document.xml")
    yield from _properties(parts, styles)
    yield from _styles(styles)
    for story in stories:
        yield from _used(story, parts, styles)
        yield from broken_order(story)
        yield from empty(story, styles)
        yield from _tables(story)
    yield from _pictures(stories)
    yield from references(stories)
    yield from _footnotes(parts, stories)
    yield from _heading_order(document, styles)


def _is_story(name: str) -> bool:
    return name.startswith("word/") and name[5:].rstrip("0123456789.xml").startswith(_STORIES)


def _properties(parts: Parts, styles: Styles) -> Iterator[Finding]:
    core = parts.roots.get("docProps/core.xml")
    for rule in ("title", "language"):
        if core is None or not (core.findtext(_DC + rule) or "").strip():
            yield Finding(rule, f"the core properties have no {rule}", "docProps/core.xml")
    if not styles.language:
        yield Finding("language", "the styles name no language", "word/styles.xml")
    settings = parts.roots.get("word/settings.xml")
    modes = [] if settings is None else [
        node.get(w("val")) for node in settings.iter(w("compatSetting")) if node.get(w("name")) == "compatibilityMode"
    ]  # fmt: skip
    if modes != ["15"]:
        yield Finding("compatibility", f"the mode is {' '.join(map(str, modes)) or 'not given'}", "word/settings.xml")


def _styles(styles: Styles) -> Iterator[Finding]:
    for identifier, other in styles.related:
        if other not in styles.ids:
            yield Finding("style", f"the style {identifier} goes with {other}, which is not there", "word/styles.xml")
    for name in ("hyperlink", "followedhyperlink"):
        colour = styles.colours.get(name, "")
        if name == "hyperlink" and not colour:
            yield Finding("link-contrast", "the style Hyperlink has no colour of its own", "word/styles.xml")
        elif colour and contrast(colour) < 4.5:
            yield Finding("link-contrast", f"{colour} has {contrast(colour):.1f} to 1 on white", "word/styles.xml")


def _used(story: Story, parts: Parts, styles: Styles) -> Iterator[Finding]:
    """Styles, lists and relationships that a part names."""
    for tag in ("pStyle", "rStyle", "tblStyle"):
        for node in story.elements[w(tag)]:
            if node.get(w("val")) not in styles.ids:
                yield story.found("style", f"the style {node.get(w('val'))} is not there", node)
    numbers = parts.numbers()
    for node in story.elements[w("numId")]:
        if node.get(w("val")) not in numbers:
            yield story.found("numbering", f"the list {node.get(w('val'))} is not there", node)
    there = parts.relationships.get(story.name, {})
    for identifier, node in story.related:
        if identifier not in there:
            yield story.found("relationship", f"the relationship {identifier} is not there", node)


def _tables(story: Story) -> Iterator[Finding]:
    for table in story.elements[w("tbl")]:
        row = table.find(w("tr"))
        if row is None or row.find(f"{w('trPr')}/{w('tblHeader')}") is None:
            yield story.found("table-head", "its first row is not marked as its head", table)


def _pictures(stories: list[Story]) -> Iterator[Finding]:
    seen: set[str] = set()
    for story in stories:
        for node in story.elements["{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"]:
            if node.get("id") in seen or not node.get("id"):
                yield story.found("alternative", f"the number {node.get('id')} stands more than once", node)
            seen.add(node.get("id"))
            if not node.get("descr", "").strip():
                yield story.found("alternative", "a picture has no alternative text", node)


def _footnotes(parts: Parts, stories: list[Story]) -> Iterator[Finding]:
    root = parts.roots.get("word/footnotes.xml")
    notes = [] if root is None else [node.get(w("id")) for node in root if node.get(w("type")) is None]
    calls = [(node.get(w("id")), story, node) for story in stories for node in story.elements[w("footnoteReference")]]
    for identifier, story, node in calls:
        if identifier not in notes:
            yield story.found("footnote", f"the footnote {identifier} is not there", node)
    called = [identifier for identifier, _, _ in calls]
    for identifier in notes:
        if called.count(identifier) != 1 or notes.count(identifier) != 1:
            said = f"the footnote {identifier} is called {called.count(identifier)} times"
            yield Finding("footnote", said, "word/footnotes.xml")


def _heading_order(document: Story, styles: Styles) -> Iterator[Finding]:
    last = 0
    for node in document.elements[w("pStyle")]:
        level = styles.levels.get(node.get(w("val")), 0)
        if level > last + 1:
            yield document.found("heading-order", f"a heading of level {level} follows level {last}", node)
        last = level or last
