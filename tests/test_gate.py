"""The gate: good editions pass, every rule finds what breaks it, and what it finds is not published."""

from __future__ import annotations

import io
import json
import re
import zipfile
from functools import cache
from pathlib import Path

import pytest

from pipeline import editions
from pipeline.build.gating import line_of
from pipeline.conformance import gate
from pipeline.conformance.gate import pdf
from pipeline.house import House
from pipeline.nodes import Attributes, Heading, NoteCall, Paragraph, Position, Text
from tests import pieces, samples
from tests.small import build, chancery, made, make_press, put, tree

EDITIONS = {edition.name: edition for edition in editions.EDITIONS}

GOOD = {
    "everything": samples.everything(),
    "everything, Arabic": samples.everything(language="ar"),
    "one line": samples.short(samples.p("Hello.")),
    "long": pieces.long_document(8),
}


@cache
def edition(name: str, document: str = "everything") -> bytes:
    return EDITIONS[name].write(GOOD[document], House())


@pytest.mark.parametrize("name", EDITIONS)
@pytest.mark.parametrize("document", GOOD)
def test_a_good_edition_passes(name: str, document: str) -> None:
    assert gate.check(name, edition(name, document)) == ()


# ------------------------------------------------------------------ every rule finds what breaks it


def replaced(data: bytes, old: str, new: str) -> bytes:
    changed = re.sub(old, new, data.decode(), count=1, flags=re.DOTALL).encode()
    assert changed != data, f"{old} is nowhere"
    return changed


def repacked(data: bytes, part: str, old: str, new: str) -> bytes:
    """The container with a part changed; an empty `old` removes the part, or adds it where it is not there."""
    source, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    assert part in source.namelist() or not old
    with zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == part and not old:
                continue
            target.writestr(entry, replaced(content, old, new) if entry.filename == part else content)
        if part not in source.namelist():
            target.writestr(part, new)
    return out.getvalue()


HTML = {
    "unique-id": ('id="stress"', 'id="scope"'),
    "reference": ('href="#scope"', 'href="#nowhere"'),
    "reference label": ('aria-labelledby="[^"]*"', 'aria-labelledby="nowhere"'),
    "alternative": (' alt="A blue chart"', ""),
    "one-title-heading": ("</main>", "<h1>Another</h1></main>"),
    "heading-order": ("<h3([^>]*)>(.*?)</h3>", r"<h5\1>\2</h5>"),
    "empty-heading": ("(<h3[^>]*>).*?</h3>", r"\1</h3>"),
    "empty-link": (r'(<a href="https://example.org/note">).*?</a>', r"\1</a>"),
    "language": ('<html lang="en"', "<html"),
    "title": ("<title>.*?</title>", "<title></title>"),
    "script": ("</body>", "<script>alert(1)</script></body>"),
    "script record": (r'"@context"', "'@context'"),
    "script attribute": ("<h3", '<h3 onclick="alert(1)"'),
    "outside": ('src="data:', 'src="https://example.org/'),
    "outside sheet": ("</head>", '<link rel="stylesheet" href="style.css"></head>'),
    "outside url": ("</style>", "a{background:url(https://example.org/a.png)}</style>"),
    "outside import": ("</style>", "@import 'a.css';</style>"),
    "header-scope": (' scope="col"', ""),
    "note-return": ('href="#_call-1-2"', 'href="#_call-1-1"'),
    "one-main": ("(<main)(.*)</main>", r"<div\2</div>"),
    "readable": ("</html>", ""),
}

TEXT, OPF = "EPUB/text.xhtml", "EPUB/content.opf"
EPUB = {
    "archive": None,
    "mimetype": ("mimetype", "epub", "epub-"),
    "container": ("META-INF/container.xml", "content.opf", "nothing.opf"),
    "well-formed": (TEXT, "</body>", ""),
    "package": (OPF, 'unique-identifier="pub-id"', 'unique-identifier="nothing"'),
    "package-language": (OPF, ' xml:lang="en"', ""),
    "package-language of a part": (TEXT, ' xml:lang="fr"', ""),
    "manifest": (OPF, '<item id="style"[^>]*>', ""),
    "manifest without a file": ("EPUB/style.css", "", ""),
    "media-type": (OPF, 'media-type="text/css"', 'media-type="text/plain"'),
    "spine": (OPF, 'idref="text"', 'idref="nothing"'),
    "navigation": (OPF, ' properties="nav"', ""),
    "modified": (OPF, '<meta property="dcterms:modified">[^<]*</meta>', ""),
    **{
        f"accessibility {name}": (OPF, rf'<meta property="{name}"[^>]*>[^<]*</meta>\s*', "")
        for name in ("schema:accessModeSufficient", "schema:accessibilityHazard", "schema:accessibilitySummary")
    },
    "accessibility standard": (OPF, "EPUB Accessibility 1.1", "EPUB Accessibility 9"),
    "unique-id": (TEXT, 'id="stress"', 'id="scope"'),
    "reference": (TEXT, 'href="text.xhtml#scope"', 'href="text.xhtml#nowhere"'),
    "reference to a file": (TEXT, 'href="text.xhtml#scope"', 'href="other.xhtml"'),
    "alternative": (TEXT, ' alt="A blue chart"', ""),
    "one-title-heading": (TEXT, "</body>", "<h1>Another</h1></body>"),
    "heading-order": (TEXT, "<h3([^>]*)>(.*?)</h3>", r"<h5\1>\2</h5>"),
    "empty-heading": (TEXT, "(<h3[^>]*>).*?</h3>", r"\1</h3>"),
    "empty-link": (TEXT, r'(<a href="https://example.org/note">).*?</a>', r"\1</a>"),
    "language": (TEXT, ' lang="en"', ""),
    "title": (TEXT, "<title>.*?</title>", "<title></title>"),
    "script": (TEXT, "</body>", "<script>alert(1)</script></body>"),
    "outside": (TEXT, 'src="pictures/', 'src="https://example.org/pictures/'),
    "outside style": ("EPUB/style.css", r"\Z", "a{background:url(https://example.org/a.png)}"),
    "header-scope": (TEXT, ' scope="col"', ""),
    "note-return": (TEXT, 'href="text.xhtml#_call-1-2"', 'href="text.xhtml#_call-1-1"'),
}

WORD, STYLES = "word/document.xml", "word/styles.xml"
DOCX = {
    "package": ("word/settings.xml", "", ""),
    "package of an unknown type": ("word/more.xyz", "", "x"),
    "package type": ("[Content_Types].xml", '<Default Extension="png"[^>]*>', ""),
    "well-formed": ("word/numbering.xml", "</w:numbering>", ""),
    "relationship": ("word/_rels/document.xml.rels", 'Id="rId9"', 'Id="rId999"'),
    "style": (WORD, '<w:pStyle w:val="[^"]*"', '<w:pStyle w:val="Nothing"'),
    "numbering": (WORD, '<w:numId w:val="[^"]*"', '<w:numId w:val="999"'),
    "footnote": (WORD, '<w:footnoteReference w:id="2"/>', ""),
    "footnote that is missing": ("word/footnotes.xml", '<w:footnote w:id="2">.*?</w:footnote>', ""),
    "bookmark": (WORD, '<w:bookmarkEnd w:id="1"/>', ""),
    "bookmark of a link": (WORD, 'w:anchor="scope"', 'w:anchor="nowhere"'),
    "bookmark of a field": (WORD, "NOTEREF _RefNote1", "NOTEREF _RefNote9"),
    "bookmark twice": (WORD, 'w:name="stress"', 'w:name="scope"'),
    "alternative": (WORD, '(<wp:docPr [^>]*) descr="[^"]*"', r"\1"),
    "alternative number": (WORD, '<wp:docPr id="2"', '<wp:docPr id="1"'),
    "table-head": (WORD, "<w:tblHeader/>", ""),
    "title": ("docProps/core.xml", "<dc:title>.*?</dc:title>", ""),
    "language": ("docProps/core.xml", "<dc:language>.*?</dc:language>", ""),
    "empty-paragraph": (WORD, "(<w:sectPr)", r"<w:p/>\1"),
    "heading-order": (WORD, '<w:pStyle w:val="Heading2"', '<w:pStyle w:val="Heading4"'),
    "compatibility": ("word/settings.xml", 'w:val="15"', 'w:val="12"'),
    "link-contrast": (STYLES, 'w:val="1B4B8F"', 'w:val="99CCFF"'),
    "order": (WORD, "(<w:pPr>)(<w:pStyle[^>]*>)(<w:[^>]*/>)(</w:pPr>)", r"\1\3\2\4"),
    "order in a cell": (WORD, r"</w:p>\s*</w:tc>", "</w:p><w:bookmarkStart w:id='77' w:name='x'/></w:tc>"),
}

PDF = {
    "PDF/A-3a": lambda data: data.replace(b"<pdfaid:part>3", b"<pdfaid:part>2"),
    "PDF/UA-1": lambda data: data.replace(b"<pdfuaid:part>1", b"<pdfuaid:part>7"),
}

BROKEN = {
    "html": {case: lambda data, how=how: replaced(data, *how) for case, how in HTML.items()},
    "epub": {case: lambda data, how=how: repacked(data, *how) if how else data[:-9] for case, how in EPUB.items()},
    "docx": {case: lambda data, how=how: repacked(data, *how) for case, how in DOCX.items()},
    "pdf": PDF,
}


@pytest.mark.parametrize(("name", "case"), [(name, case) for name, cases in BROKEN.items() for case in cases])
def test_what_breaks_a_rule_is_found_by_it(name: str, case: str) -> None:
    found = gate.check(name, BROKEN[name][case](edition(name)))
    assert case.split(maxsplit=1)[0] in {finding.rule.split(maxsplit=1)[0] for finding in found}


@pytest.mark.parametrize("name", EDITIONS)
def test_every_rule_has_a_case(name: str) -> None:
    assert {case.split()[0] for case in BROKEN[name]} == set(gate.CHECKS[name].rules)


@pytest.mark.parametrize("name", EDITIONS)
@pytest.mark.parametrize("data", [b"", b"no such edition"])
def test_what_is_no_edition_is_found(name: str, data: bytes) -> None:
    assert gate.check(name, data)


# ------------------------------------------------------------------ it fails closed


def test_an_edition_without_a_check_is_refused() -> None:
    with pytest.raises(gate.NoCheckError, match="no check for the edition 'odt'"):
        gate.check("odt", b"")


class _Panic(BaseException):
    """What a fault in the validator's Rust is in Python."""


_Panic.__name__ = "PanicException"


class _Rules:
    total = 0


class _Unsaid:
    """A verdict that passes without having looked at anything."""

    is_compliant = True
    rules = _Rules
    failures = ()


@pytest.mark.parametrize(
    "verdict", [_Unsaid, type("", (_Unsaid,), {"is_compliant": None, "rules": type("", (), {"total": 9})}), _Panic]
)
def test_a_validator_without_a_verdict_is_a_finding(verdict: type, monkeypatch: pytest.MonkeyPatch) -> None:
    import page

    def silent(*_: object, **__: object) -> object:
        if issubclass(verdict, BaseException):
            raise verdict("index out of bounds")
        return verdict()

    monkeypatch.setattr(page, "validate_pdf_bytes", silent)
    assert {finding.rule for finding in gate.check("pdf", edition("pdf"))} == set(pdf.RULES)


def test_a_pdf_too_large_for_the_validator_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_LIMITS", {"max_object_count": 3})
    assert next(finding.message for finding in gate.check("pdf", edition("pdf"))).startswith("the validator gave up")


def test_a_finding_in_a_pdf_names_its_page() -> None:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(edition("pdf"))) as file:
        for thing in file.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
                for key in ("/FontFile2", "/FontFile3"):
                    if key in thing:
                        del thing[key]
        file.save(out)
    places = [one.place for one in gate.check("pdf", out.getvalue()) if "FONT-EMBEDDING" in one.rule]
    assert places
    assert all(place == "page 1" for place in places)


# ------------------------------------------------------------------ in a build


def test_a_finding_keeps_the_last_good_editions(tmp_path: Path) -> None:
    root = make_press(tmp_path, alpha="Hello.", beta="World.")
    build(root)
    before = tree(root / "output")
    put(root / "source/alpha/text.en.md", (root / "source/alpha/text.en.md").read_text() + "\nORDER: break\n")
    outcome = build(root)["alpha"]
    assert [problem.code for problem in outcome.problems] == ["C02", "C02"]  # one for each edition
    first = str(outcome.problems[0])
    assert first.startswith("source/alpha/text.en.md:9: the one edition breaks order: an order to break")
    assert "no orders" in first
    assert tree(root / "output") == before


def test_an_edition_that_nothing_checks_is_not_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_press(tmp_path, alpha="Hello.")
    monkeypatch.delitem(gate.CHECKS, "two")
    problems = build(root)["alpha"].problems
    assert ["has no check for the edition 'two'" in problem.message for problem in problems] == [True]
    assert not (root / "output/alpha").exists()


def checked(root: Path) -> list[bool]:
    return [record["checked"] for record in json.loads((root / "output/alpha/manifest.json").read_bytes())["editions"]]


def test_without_the_gate_editions_are_marked_until_they_are_checked(tmp_path: Path) -> None:
    root = make_press(tmp_path, alpha="Hello.", beta="ORDER: break")
    result = chancery("build", "--press", root, "--no-gate", "--quiet")
    assert (result.returncode, result.stdout) == (0, "")
    assert "--no-gate: what is made now is not checked" in result.stderr
    assert checked(root) == [False, False]
    assert build(root, gate=False) == {}
    assert re.search(r"alpha .* unchecked ", chancery("list", "--press", root).stdout)
    times = {path: path.stat().st_mtime_ns for path in (root / "output/alpha").glob("*.txt")}
    outcomes = build(root)
    assert made(outcomes) == {"alpha.en.one", "alpha.en.two"}
    assert outcomes["beta"].problems
    assert checked(root) == [True, True]
    assert {path: path.stat().st_mtime_ns for path in times} == times  # the same bytes are not written again
    assert re.search(r"alpha .* built ", chancery("list", "--press", root).stdout)


def test_a_build_that_checks_pdfs_forks_no_process_that_would_hang(tmp_path: Path) -> None:
    root = make_press(tmp_path, alpha="Hello.", beta="World.")
    result = chancery("build", "--press", root, "--jobs", "2")
    assert result.returncode == 0
    gate.check("pdf", edition("pdf", "one line"))
    assert not gate.is_forkable()


# ------------------------------------------------------------------ where it is in the source


def test_a_place_in_an_edition_leads_to_the_line_of_the_source() -> None:
    heading = Heading(1, samples.t("Scope"), Attributes(id="scope"), Position(7))
    called = Paragraph((Text("Called here"), NoteCall(1)), position=Position(9))
    document = samples.short(heading, called, notes=(pieces.Note(1, (samples.p("A note."),), 1, Position(11)),))
    places = {
        "h2 #scope “Scope”": 7,
        "a #scope": 7,
        "“Called here”": 9,
        "a #_call-1-1": 9,
        "li #_note-1": 11,
        "page 3": 0,
    }
    assert {place: line_of(place, document) for place in places} == places


def test_every_code_is_documented() -> None:
    text = (Path(__file__).parent.parent / "docs/command-line.md").read_text(encoding="utf-8")
    assert dict(re.findall(r"^\| (C\d\d) \| ([^|]+) \|", text, re.MULTILINE)) == gate.CODES
    assert {check.code for check in gate.CHECKS.values()} == set(gate.CODES)
