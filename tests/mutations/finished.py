"""Finished editions, opened, altered at one address of the crosswalk or in one place that shows, and closed again."""

from __future__ import annotations

import copy
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from pipeline.crosswalk import COLUMNS, FIELDS, NAMESPACE
from pipeline.editions.container import unpack

RECORD = "record"
"""The part of the DOCX that holds every field by its name: an address of its own."""
EDITION_OF = {
    "info": "pdf", "xmp": "pdf", "docx": "docx", RECORD: "docx", "opf": "epub", "html": "html", "jsonld": "html"
}  # fmt: skip
"""Where the columns of the crosswalk are to be found."""

Change = Callable[[list[Any]], list[Any]]
"""Takes what stands at an address to what stands there instead."""

PREFIXES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "chancery": NAMESPACE,
}
RDF_ITEM = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"
CORE = {"comments": "description", "content_status": "contentStatus"}
"""The properties of a DOCX that python-docx calls otherwise than the standard does."""


def addresses() -> Iterator[tuple[str, str]]:
    """Every (column, path) of the crosswalk, and every field of the record."""
    for column in COLUMNS:
        yield from dict.fromkeys((column, at.path) for row in FIELDS for at in getattr(row, column))
    yield from ((RECORD, row.name) for row in FIELDS)


def fields_at(column: str, path: str) -> frozenset[str]:
    """The fields that stand at an address."""
    if column == RECORD:
        return frozenset((path,))
    return frozenset(row.name for row in FIELDS if any(at.path == path for at in getattr(row, column)))


def altered(data: bytes, column: str, path: str, change: Change, whole: bool = False) -> bytes:
    """The edition with something else at an address. `whole`: a property is taken with its list, not item by item."""
    if column in ("info", "xmp"):
        return _altered_pdf(data, column, path, change, whole)
    if column in ("html", "jsonld"):
        return _altered_page(data, column, path, change)
    name = {"opf": "EPUB/content.opf", RECORD: "customXml/item1.xml"}.get(column)
    name = name or f"docProps/{path.partition(':')[0]}.xml"
    return altered_part(data, name, lambda tree: _rewrite(_elements(tree, column, path), change))


def altered_part(data: bytes, name: str, change: Callable[[Any], None]) -> bytes:
    """A container with another tree in one of its parts."""
    from lxml import etree

    parts = unpack(data)
    tree = etree.fromstring(parts[name])
    change(tree)
    parts[name] = etree.tostring(tree, xml_declaration=True, encoding="utf-8")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:  # not compressed: a thousand of them are made
        for part, content in parts.items():
            archive.writestr(part, content)
    return out.getvalue()


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _elements(tree: Any, column: str, path: str) -> list[Any]:
    """The elements that hold the strings of an address, one each."""
    prefix, _, name = path.partition(":")
    nodes = [node for node in tree.iter() if isinstance(node.tag, str)]
    if column == RECORD:
        field = next(node for node in nodes if node.get("name") == path)
        return list(field)
    if prefix == "custom":
        return [node[0] for node in nodes if node.get("name") == name]
    if column == "docx":
        return [node for node in nodes if _local(node) == CORE.get(name, name)]
    if prefix != "dc":
        return [node for node in nodes if node.get("property") == path and not node.get("refines")]
    name, _, identifier = name.partition("#")
    found = [node for node in nodes if node.tag == f"{{{PREFIXES['dc']}}}{name}"]
    return [node for node in found if node.get("id") == identifier] if identifier else found


def _rewrite(elements: list[Any], change: Change, attribute: str = "") -> None:
    """Other strings in these elements; more or fewer of them where there are more or fewer strings."""
    assert elements, "nothing stands at this address"
    # A custom property is an element in an element: the outer one is what there are more or fewer of.
    nested = _local(elements[0]) == "lpwstr"
    due = change([node.get(attribute) if attribute else node.text or "" for node in elements])
    while len(elements) < len(due):
        last = elements[-1].getparent() if nested else elements[-1]
        again = copy.deepcopy(last)
        last.addnext(again)
        elements.append(again[0] if nested else again)
    for node, text in zip(elements, due, strict=False):
        if attribute:
            node.set(attribute, text)
        else:
            node.text = text
    for node in elements[len(due) :]:
        gone = node.getparent() if nested else node
        gone.getparent().remove(gone)


# ------------------------------------------------------------------ HTML


def _altered_page(data: bytes, column: str, path: str, change: Change) -> bytes:
    def at_address(tree: Any) -> None:
        if column == "html":
            metas = [node for node in tree.iter("meta") if path in (node.get("name"), node.get("property"))]
            _rewrite(metas, change, "content")
            return
        script = next(node for node in tree.iter("script") if node.get("type") == "application/ld+json")
        record = json.loads(script.text)
        (record[path],) = change([record[path]]) or (None,)
        if record[path] is None:
            del record[path]
        script.text = json.dumps(record, ensure_ascii=True).replace("<", "\\u003c")

    return altered_page(data, at_address)


def altered_page(data: bytes, change: Callable[[Any], None]) -> bytes:
    """A page with another tree."""
    from lxml import html

    tree = html.document_fromstring(data.decode())
    change(tree)
    page: str = html.tostring(tree, encoding="unicode", doctype="<!DOCTYPE html>")
    return page.strip().encode()


# ------------------------------------------------------------------ PDF


def altered_pdf(data: bytes, change: Callable[[Any], None]) -> bytes:
    """A PDF in which something else stands."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def _altered_pdf(data: bytes, column: str, path: str, change: Change, whole: bool) -> bytes:
    from lxml import etree

    def in_info(pdf: Any) -> None:
        due = change([str(pdf.docinfo[f"/{path}"])])
        if due:
            pdf.docinfo[f"/{path}"] = "".join(due)
        else:
            del pdf.docinfo[f"/{path}"]

    def in_packet(pdf: Any) -> None:
        prefix, _, name = path.partition(":")
        tree = etree.fromstring(pdf.Root.Metadata.read_bytes())
        properties = list(tree.iter(f"{{{PREFIXES[prefix]}}}{name}"))
        held = [item for node in properties for item in node.iter(RDF_ITEM)]
        _rewrite(properties if whole or not held else held, change)
        pdf.Root.Metadata.write(etree.tostring(tree))

    return altered_pdf(data, in_info if column == "info" else in_packet)
