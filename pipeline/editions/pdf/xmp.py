"""The XMP packet of the PDF edition, whole, from the crosswalk (ISO 16684-1; ISO 19005-3, 6.6)."""

from __future__ import annotations

from xml.sax.saxutils import escape

from pipeline import __version__
from pipeline.crosswalk import FIELDS, NAMESPACE, At, written
from pipeline.document import Document, Metadata

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML = "http://www.w3.org/XML/1998/namespace"
PREFIXES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "chancery": NAMESPACE,
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
CREATOR_TOOL = f"Chancery {__version__}"
_CONTAINERS = {"alt": "Alt", "bag": "Bag", "seq": "Seq"}
_TYPES = {"text": "Text", "alt": "Lang Alt", "bag": "bag Text", "seq": "seq Text"}


def _property(path: str, form: str, strings: tuple[str, ...]) -> str:
    """One property of the packet. XMP 8.2: a language alternative opens with x-default."""
    if form == "text":
        content = escape(strings[0])
    else:
        language = ' xml:lang="x-default"' if form == "alt" else ""
        items = "".join(f"<rdf:li{language}>{escape(string)}</rdf:li>" for string in strings)
        content = f"<rdf:{_CONTAINERS[form]}>{items}</rdf:{_CONTAINERS[form]}>"
    return f"<{path}>{content}</{path}>"


def _schema(prefix: str, name: str, properties: list[tuple[str, str, str]]) -> str:
    """The description of an extension schema, which PDF/A-3 wants for each that is not its own (6.6.2.3)."""
    rows = "".join(
        f'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{local}</pdfaProperty:name>'
        f"<pdfaProperty:valueType>{kind}</pdfaProperty:valueType><pdfaProperty:category>external"
        f"</pdfaProperty:category><pdfaProperty:description>{escape(about)}</pdfaProperty:description></rdf:li>"
        for local, kind, about in properties
    )
    return (
        f'<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{name}</pdfaSchema:schema>'
        f"<pdfaSchema:namespaceURI>{PREFIXES[prefix]}</pdfaSchema:namespaceURI>"
        f"<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{rows}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )


def _extensions() -> str:
    own = [
        (at.path.partition(":")[2], _TYPES[at.form], row.about)
        for row in FIELDS
        for at in row.xmp
        if at.path.startswith("chancery:")
    ]
    ua = [("part", "Integer", "the part of ISO 14289 that the file conforms to")]
    schemas = _schema("chancery", "Official documents", own) + _schema("pdfuaid", "PDF/UA identification", ua)
    return f"<pdfaExtension:schemas><rdf:Bag>{schemas}</rdf:Bag></pdfaExtension:schemas>"


def packet(document: Document, producer: str, identifier: str) -> bytes:
    """The XMP packet: every address of the crosswalk's column, the claims of PDF/A-3a and PDF/UA-1, the tools.

    `producer` is the name of the library that wrote the file, `identifier` a UUID of the document.
    """
    properties = [
        "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>",
        "<dc:format>application/pdf</dc:format>",
        f"<xmp:CreatorTool>{CREATOR_TOOL}</xmp:CreatorTool><pdf:Producer>{escape(producer)}</pdf:Producer>",
        f"<xmpMM:DocumentID>urn:uuid:{identifier}</xmpMM:DocumentID>",
    ]
    properties += [_property(at.path, at.form, strings) for at, strings in _merged(document.metadata)]
    namespaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in PREFIXES.items())
    body = "\n".join([*properties, _extensions()])
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF xmlns:rdf="{RDF}"><rdf:Description rdf:about=""{namespaces}>\n{body}\n'
        '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    ).encode()


def _merged(data: Metadata) -> list[tuple[At, tuple[str, ...]]]:
    """What stands at each address; where rows share one (dc:relation), their strings together, each once."""
    found: dict[str, tuple[At, tuple[str, ...]]] = {}
    for _, at, strings in written(data, "xmp"):
        before = found[at.path][1] if at.path in found else ()
        found[at.path] = (at, tuple(dict.fromkeys((*before, *strings))) if before else strings)
    return list(found.values())
