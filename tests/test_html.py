"""The HTML edition: valid, whole in one file, silent on the network, and full of metadata."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.crosswalk import FIELDS, written
from pipeline.document import Document, Note
from pipeline.editions.edition import Said
from pipeline.editions.html import Html
from pipeline.house import House
from pipeline.nodes import Attributes, Heading, NoteCall, Paragraph, Text
from tests import pieces, samples
from tests.pieces import EACH

HOUSE = House()
HTML = Html()
CONTENTS = pieces.long_document()
DOCUMENTS = {
    "everything": samples.everything(),
    "least": samples.short(samples.p("One.")),
    "long": CONTENTS,
    "Arabic": samples.everything(language="ar"),
    **{node.__name__: piece.document() for node, piece in EACH.items()},
}
every_document = pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)


def written_by(document: Document) -> str:
    return HTML.write(document, HOUSE).decode()


def tree(document: Document) -> ET.Element:
    """The page as the HTML standard's own algorithm reads it; an error of syntax is raised."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(written_by(document))


def metas(page: ET.Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in page.iter("meta"):
        found.setdefault(node.get("name") or node.get("property") or "", []).append(node.get("content") or "")
    return found


def json_ld(page: ET.Element) -> dict[str, Any]:
    (script,) = page.iter("script")
    assert script.get("type") == "application/ld+json"
    return json.loads(script.text or "")


# ------------------------------------------------------------------ one valid file


@every_document
def test_it_is_valid_and_asks_for_nothing(document: Document) -> None:
    page = tree(document)
    for node in page.iter():
        for name in ("src", "srcset", "poster", "data", "action", "background"):
            assert (node.get(name) or "data:").startswith("data:")
        assert not [name for name in node.attrib if name.startswith("on")]
        if node.tag == "link":
            assert node.get("rel") in ("license", "alternate")
        elif node.tag != "a":
            assert node.get("href") is None
    assert not list(page.iter("iframe"))
    style = "".join(node.text or "" for node in page.iter("style"))
    assert all(address.startswith(("data:font/ttf", "#")) for address in re.findall(r"url\(\s*[\"']?([^\"')]*)", style))
    assert "@import" not in style
    assert [node.get("type") for node in page.iter("script")] == ["application/ld+json"]


@every_document
def test_ids_are_unique_and_inner_links_lead_somewhere(document: Document) -> None:
    page = tree(document)
    ids = [node.get("id") for node in page.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    targets = [node.get("href") or "" for node in page.iter("a")]
    targets += [f"#{name}" for node in page.iter() for name in (node.get("aria-labelledby") or "").split()]
    assert {target[1:] for target in targets if target.startswith("#")} <= set(ids)


@every_document
def test_the_title_alone_is_the_first_heading(document: Document) -> None:
    page = tree(document)
    assert ["".join(node.itertext()) for node in page.iter("h1")] == [document.metadata.title]
    assert page.findtext("head/title") == document.metadata.title
    levels = [
        int(node.get("aria-level") or node.tag[1]) for node in page.iter() if re.fullmatch("h[1-6]", str(node.tag))
    ]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_calls_and_notes_lead_to_each_other() -> None:
    page = tree(samples.everything())
    links = {node.get("id"): node for node in page.iter("a") if node.get("role") == "doc-noteref"}
    assert list(links) == ["_call-1-1", "_call-2-1", "_call-1-2"]
    assert [node.get("href") for node in links.values()] == ["#_note-1", "#_note-2", "#_note-1"]
    notes = {node.get("id"): node for node in page.iter("li") if node.get("data-note")}
    backs = {
        key: [a.get("href") for a in node.iter("a") if a.get("role") == "doc-backlink"] for key, node in notes.items()
    }
    assert backs == {"_note-1": ["#_call-1-1", "#_call-1-2"], "_note-2": ["#_call-2-1"]}
    assert all(node.get("aria-label") for node in links.values())


@pytest.mark.parametrize(
    ("language", "direction"), [("en", "ltr"), ("ar", "rtl"), ("he", "rtl"), ("az-Arab", "rtl"), ("ur-Latn", "ltr")]
)
def test_language_and_direction_are_said(language: str, direction: str) -> None:
    page = tree(samples.everything(language=language))
    assert (page.get("lang"), page.get("dir")) == (language, direction)
    spans = {node.get("lang"): node.get("dir") for node in page.iter("span") if node.get("lang")}
    labels = {} if language in ("en", "ar") else {"en": "ltr"}  # in English, for want of others
    assert spans == {"fr": "ltr", "ar": "rtl", **labels}


def test_a_long_text_has_contents() -> None:
    page = tree(CONTENTS)
    nav = next(node for node in page.iter("nav") if node.get("class") == "contents")
    links = [("".join(node.itertext()), node.get("href")) for node in nav.iter("a")]
    assert links[:3] == [
        ("Section 1 on the efficient office", "#s1"),
        ("Part 1.1", "#s1-1"),
        ("Section 2 on the efficient office", "#s2"),
    ]
    assert {node.get("class") for node in tree(samples.everything()).iter("nav")} == {"languages"}


def test_pictures_keep_their_place() -> None:
    page = tree(samples.everything())
    pictures = [node for node in page.iter("img") if node.get("alt") == "A blue chart"]
    assert [(node.get("width"), node.get("height")) for node in pictures] == [("120", "60")]
    assert all(node.get("alt") for node in page.iter("img"))


# ------------------------------------------------------------------ metadata


def test_every_address_of_the_crosswalk_is_there() -> None:
    document = samples.everything()
    page = tree(document)
    found = metas(page)
    due: dict[str, list[str]] = {}
    for _, at, strings in written(document.metadata, "html"):
        due.setdefault(at.path, []).extend(strings)
    assert {name: found.get(name) for name in due} == due
    for prefix in ("dcterms.", "og:", "citation_"):
        assert sum(name.startswith(prefix) for name in found) >= 3
    assert {node.get("property", "og:")[:3] for node in page.iter("meta") if node.get("property")} <= {"og:", "art"}
    licences = [node.get("href") for node in page.iter("link") if node.get("rel") == "license"]
    assert licences == [document.metadata.license]


def test_the_json_is_the_crosswalk() -> None:
    document = samples.everything()
    record = json_ld(tree(document))
    due = {"@type": "DigitalDocument"} | {
        at.path: json.loads(json.dumps(value)) for _, at, value in written(document.metadata, "jsonld")
    }
    assert record == {"@context": "https://schema.org", **due}
    assert record["name"] == document.metadata.title
    assert record["datePublished"] == "2011-09-23"
    assert [entry["author"]["name"] for entry in record["author"]] == ["H.E. Ms. A. Sample", "H.E. Mr. B. Specimen"]
    assert record["keywords"] == ["fiction, mostly", "samples"]


def test_an_absent_field_leaves_no_trace() -> None:
    page = tree(samples.short(samples.p("One.")))
    names = set(metas(page))
    for row in FIELDS:
        if not row.required and row.default in (None, ()):
            assert not names & {at.path for at in row.html}, row.name
    assert not list(page.iter("footer")) or "None" not in "".join(page.find(".//footer").itertext())


# ------------------------------------------------------------------ any text

NASTY = [
    "</script><script>alert(1)</script>",
    "]]>",
    "<!-- <![CDATA[ -->",
    "\"'`&amp;&#0;&lt;",
    "</title></style>",
    "{{ metadata }}{% endblock %}{# x #}",
    "/*fonts*/",
    "\u2028 \u2029 \ufeff",
    "a\u202eb\u2066c",
    "x" * 2000,
]


@pytest.mark.parametrize("text", NASTY, ids=lambda text: text[:12])
def test_no_text_breaks_out(text: str) -> None:
    values = {"title": text, "description": text, "subtitle": text, "subjects": (text,), "contact": text, "place": text}
    page = tree(samples.short(samples.p(text), **values))
    assert metas(page)["description"] == [text]
    assert json_ld(page)["description"] == text
    assert page.findtext("head/title") == text
    reading = HTML.read(HTML.write(samples.short(samples.p(text), **values), HOUSE))
    assert {name: reading.metadata[name] for name in values} == values


# XML-legal, without what HTML reads as something else: CR is read as LF (HTML, 13.2.3.5), C1 controls and
# non-characters are parse errors (13.2.3.5), and white space runs together when it is shown.
TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufffe\uffff"), min_size=1
).filter(str.strip)


@settings(max_examples=150, deadline=None)
@given(title=TEXTS, words=TEXTS, note=TEXTS)
def test_any_text_survives(title: str, words: str, note: str) -> None:
    blocks = (Heading(1, (Text(words),), Attributes(id="h")), Paragraph((Text(words), NoteCall(1))))
    document = samples.short(*blocks, notes=(Note(1, (Paragraph((Text(note),)),)),), title=title, description=words)
    reading = HTML.read(HTML.write(document, HOUSE))
    assert reading.metadata.title == title
    assert reading.metadata.description == words
    seen = " ".join(words.split())
    assert reading.blocks == (Said("heading", seen, level=1), Said("paragraph", " ".join(f"{words}[^1]".split())))
    assert reading.notes == ((Said("paragraph", " ".join(note.split())),),)
    assert tree(document).findtext("head/title") == title


def test_only_a_letterhead_lets_the_symbol_block_come_nearer() -> None:
    """Without one, a negative margin would put it above the edge of the window."""
    style = HOUSE.read("html/style.css").decode()
    rules = [rule for rule in style.split("}") if ".symbol" in rule and re.search(r"margin[a-z-]*:[^;]* ?-\d", rule)]
    assert rules
    assert all(".letterhead +" in rule for rule in rules)
