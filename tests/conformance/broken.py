"""Broken editions: good ones with a fault each, made on purpose, and the rule that must find it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile


@dataclass(frozen=True)
class Broken:
    """A fault: which judge must find it, by a rule that begins so, in what `spoil` makes of a good edition."""

    name: str
    judge: str
    rule: str
    spoil: Callable[[bytes], bytes]


def text(old: str, new: str) -> Callable[[bytes], bytes]:
    """The first `old` in a page becomes `new`."""

    def spoil(data: bytes) -> bytes:
        assert old.encode() in data, f"{old} is not in the edition"
        return data.replace(old.encode(), new.encode(), 1)

    return spoil


def part(name: str, old: str, new: str) -> Callable[[bytes], bytes]:
    """The same in one part of a container."""

    def spoil(data: bytes) -> bytes:
        target = BytesIO()
        with ZipFile(BytesIO(data)) as source, ZipFile(target, "w") as package:
            for entry in source.infolist():
                content = source.read(entry)
                if entry.filename == name:
                    content = text(old, new)(content)
                kind = ZIP_STORED if entry.filename == "mimetype" else ZIP_DEFLATED
                package.writestr(entry.filename, content, kind)
        return target.getvalue()

    return spoil


def without_tags(data: bytes) -> bytes:
    """A PDF without its structure tree."""
    import pikepdf

    target = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(target)
    return target.getvalue()


def without_claim(data: bytes) -> bytes:
    """A PDF that no longer says that it is PDF/UA-1."""
    import pikepdf

    target = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        packet = pdf.Root.Metadata.read_bytes()
        pdf.Root.Metadata = pdf.make_stream(
            packet.replace(b"pdfuaid:part", b"pdfuaid:amd"), pdf.Root.Metadata.stream_dict
        )
        pdf.save(target)
    return target.getvalue()


def first_half(data: bytes) -> bytes:
    """A file that was cut off."""
    return data[: len(data) // 2]


WIDE = '<p style="width: 900px">Fictional words that stand out of a narrow window.</p>'
TIGHT = '<p style="height: 1.5em; line-height: 1; overflow: hidden">' + "Words that need their room. " * 3 + "</p>"
PALE = '<p style="color: #ccc; background: #fff">Pale words.</p>'
BLIND = '<p><a href="#_nowhere" style="outline: none">no focus</a></p>'
ROLL = '<div style="overflow: auto; height: 2em"><p>Words<br>that<br>roll.</p></div>'
FIRST = '<p><a href="#_first" tabindex="1">first of all</a></p>'
NOWHERE = '<p><img alt="" src="no.png"/></p>'
ELSEWHERE = '<img alt="" src="https://example.org/a.png">'
HIDDEN = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Ωμέγα, hidden</w:t></w:r></w:p>"

BROKEN = (
    Broken("without-tags", "verapdf", "ISO 14289-1:2014 7.1", without_tags),
    Broken("without-claim", "verapdf", "", without_claim),
    Broken("cut", "verapdf", "", first_half),
    Broken("element", "epubcheck", "RSC-005", part("EPUB/text.xhtml", "</body>", "<foo/></body>")),
    Broken("lost-file", "epubcheck", "RSC-007", part("EPUB/text.xhtml", "</body>", NOWHERE + "</body>")),
    Broken("cut", "epubcheck", "", first_half),
    Broken("no-alt", "ace", "image-alt", part("EPUB/text.xhtml", ' alt="', ' data-alt="')),
    Broken("metadata", "ace", "metadata-", part("EPUB/content.opf", "schema:accessibilityHazard", "schema:noHazard")),
    Broken("cut", "ace", "no-verdict", first_half),
    Broken("element", "nu", "error", text("</main>", "<foo></foo></main>")),
    Broken("warning", "nu", "warning", text("</main>", "<section><p>No heading.</p></section></main>")),
    Broken("pale", "axe", "color-contrast", text("</main>", PALE + "</main>")),
    Broken("no-alt", "axe", "image-alt", text(' alt="', ' data-alt="')),
    Broken("wide", "axe", "reflow", text("</main>", WIDE + "</main>")),
    Broken("tight", "axe", "text-spacing", text("</main>", TIGHT + "</main>")),
    Broken("blind", "axe", "focus-visible", text("</main>", BLIND + "</main>")),
    Broken("roll", "axe", "scroll-region", text("</main>", ROLL + "</main>")),
    Broken("order", "axe", "tab-order", text("</main>", FIRST + "</main>")),
    Broken("elsewhere", "axe", "network", text("</main>", ELSEWHERE + "</main>")),
    Broken("element", "ooxml", "Sch_", part("word/document.xml", "<w:body>", "<w:body><w:p><w:foo/></w:p>")),
    Broken("cut", "ooxml", "Exception", first_half),
    Broken("hidden", "libreoffice", "not-printed", part("word/document.xml", "<w:body>", f"<w:body>{HIDDEN}")),
    Broken("cut", "libreoffice", "", first_half),
)  # fmt: skip
