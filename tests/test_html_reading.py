"""Reading HTML: what any markup says, block by block, and what an edition says by its markup alone."""

from __future__ import annotations

import pytest
from lxml import html

from pipeline.document import Document
from pipeline.editions import markup
from pipeline.editions.edition import Said
from pipeline.editions.html import Html
from pipeline.house import House
from tests import pieces, samples

HOUSE = House()
HTML = Html()


def page_of(document: Document) -> str:
    return HTML.write(document, HOUSE).decode()


PAGE = markup.Page("en", str, {"#n2": 2})
FRAGMENTS: dict[str, tuple[Said, ...]] = {
    "<p>One<br>two <!-- -->three</p>four": (Said("paragraph", "One two three"), Said("paragraph", "four")),
    "<h3>A</h3><h6 aria-level=7>B</h6>": (Said("heading", "A", level=2), Said("heading", "B", level=6)),
    "<p class=numbered><span class=number>12.</span> A <span class=number>3</span></p>": (
        Said("paragraph", "A 3", "12."),
    ),
    "<p><span class=number>12.</span> A</p>": (Said("paragraph", "12. A"),),
    "<ul><li>a<ol start=3 data-delimiter=')'><li><p>b</p>c<li></ol>d</ul>": (
        Said("item", "a", "•", 1),
        Said("item", "b", "3)", 2),
        Said("continued", "c"),
        Said("item", "", "4)", 2),
        Said("continued", "d"),
    ),
    "<ol><li><blockquote>a<ul><li>b</ul></blockquote></ol>": (
        Said("item", "", "1.", 1),
        Said("quote", "a"),
        Said("item", "b", "•", 1),
    ),
    "<dl><dt>a<dd>b<dd><p>c</p><p>d</p></dl>": (
        Said("term", "a"),
        *(Said("definition", text) for text in "bcd"),
    ),
    "<table><caption>s</caption><tr><th>a<th>b<tr><td><p>c</p><p>d</p><td></table>": (
        Said("caption", "s"),
        Said("head", "a", place=(1, 1)),
        Said("head", "b", place=(1, 2)),
        Said("cell", "c d", place=(2, 1)),
        Said("cell", "", place=(2, 2)),
    ),
    "<figure><img alt='a  b'><figcaption>c <img alt=d></figcaption></figure><hr><pre>e\n f</pre>": (
        Said("picture", "a b"),
        Said("caption", "c ![d]"),
        Said("rule", ""),
        Said("code", "e f"),
    ),
    "<p>a <a href=x title='b c'>b <em>c</em></a><a href=y title=t><img alt=d></a><a id=z>e</a></p>": (
        Said("paragraph", "a b c![d]e", links=(("x", "b c", ""), ("y", "![d]", "t")), styles=(("emphasis", "c"),)),
    ),
    "<p lang=fr>a <i lang=fr>b</i> <i lang=en>c</i> <i lang=ar>d</i>": (
        Said("paragraph", "a b c d", languages=(("fr", "a b"), ("ar", "d"))),
    ),
    "<p><abbr title='A B'>ab</abbr> <abbr>c</abbr>": (Said("paragraph", "ab c", expansions=(("ab", "A B"),)),),
    "<p>a<a role=doc-noteref href=#n2>2</a><a role=doc-noteref href=#n2>3</a><a role=doc-noteref href=#n4>4</a>": (
        Said("paragraph", "a[^2][^3 leads to 2][^4 leads to nothing]"),
    ),
    "<p>a</p><p><a role=doc-backlink href=#x>back</a></p><script>b</script>": (Said("paragraph", "a"),),
}


@pytest.mark.parametrize(("source", "due"), FRAGMENTS.items(), ids=FRAGMENTS)
def test_blocks_of_any_markup(source: str, due: tuple[Said, ...]) -> None:
    root = html.fragment_fromstring(source, create_parent="div")
    root.set("lang", "en")
    assert markup.blocks(root, PAGE) == due


def test_reading_of_everything() -> None:
    document = samples.everything()
    reading = HTML.read(HTML.write(document, HOUSE))
    assert dict(reading.metadata) == dict(document.metadata)
    front = tuple(line.text for line in reading.front)
    assert front[0] == "Embargoed until Friday, 23 September 2011, 15:00 (UTC)"
    assert front[3] == "![Arms of Examples]"
    assert front[4] == "Minister of Samples Republic of Examples"
    assert front[-4:] == (
        document.metadata.title,
        document.metadata.subtitle,
        "Corrects: SAMPLE/2010/8",
        "Friday, 23 September 2011, Hall of Samples, New York",
    )
    assert reading.contents is None
    assert Said("paragraph", "A numbered paragraph.", "1.") in reading.blocks
    assert len(reading.notes[1]) == 2
    assert reading.stated["html", "dcterms.title"] == (document.metadata.title,)
    within = {"@type": "Place", "name": "New York"}
    assert reading.stated["jsonld", "locationCreated"] == {
        "@type": "Place",
        "name": "Hall of Samples",
        "containedInPlace": within,
    }


def test_contents_are_read_with_their_depth() -> None:
    reading = HTML.read(HTML.write(pieces.long_document(), HOUSE))
    assert reading.contents is not None
    assert reading.contents[:2] == ((1, "Section 1 on the efficient office"), (2, "Part 1.1"))
    assert len(reading.contents) == 16


TEXT_PART = '<div data-part="text">'
REFUSED = {
    "no end": ("</html>", ""),
    "text doubled": (TEXT_PART, f"{TEXT_PART}</div>{TEXT_PART}"),
    "no text": (TEXT_PART, "<div>"),
    "head doubled": ("<header>", "<header></header><header>"),
    "title doubled": (
        '<meta name="dcterms.title"',
        '<meta name="dcterms.title" content="x"><meta name="dcterms.title"',
    ),
    "record doubled": ("</script>", '</script><script type="application/ld+json">{}</script>'),
    "no JSON": ('"@type":', "'@type':"),
    "not a number": ('"@type":', '"x": NaN, "@type":'),
    "a list": ('{\n "@context"', '[{}]{\n "@context"'),
    "said twice": ('"@type":', '"name": "x", "@type":'),
    "too deep": (TEXT_PART, TEXT_PART + "<div>" * 100_000),
}


@pytest.mark.parametrize(("old", "new"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_edition_is_a_value_error(old: str, new: str) -> None:
    page = page_of(samples.everything())
    assert old in page
    with pytest.raises(ValueError, match=r"\S"):
        HTML.read(page.replace(old, new, 1).encode())


CHANGED = {
    "language of the page": ('<html lang="en"', '<html lang="fr"'),
    "language of a part": ('<span lang="ar"', '<span lang="fa"'),
    "target of a call": ('href="#_note-2" id="_call-2-1"', 'href="#_note-1" id="_call-2-1"'),
    "place of a link": ('id="scope"', 'id="scopes"'),
    "order of the notes": ('id="_note-1"', 'id="_note-3"'),
}


@pytest.mark.parametrize(("old", "new"), CHANGED.values(), ids=CHANGED)
def test_what_only_the_markup_says_is_read(old: str, new: str) -> None:
    page = page_of(samples.everything())
    assert old in page
    assert HTML.read(page.replace(old, new, 1).encode()).blocks != HTML.read(page.encode()).blocks


def test_a_doubled_field_is_given_twice() -> None:
    page = page_of(samples.everything())
    doubled = page.replace("<style>", '<meta property="og:title" content="x"><style>', 1)
    title = samples.everything().metadata.title
    assert HTML.read(doubled.encode()).stated["html", "og:title"] == (title, "x")
    silent = page.replace('"headline":', '"headlines":')
    assert HTML.read(silent.encode()).stated["jsonld", "headline"] == ()


def test_reading_takes_as_long_as_the_text() -> None:
    """A page of many megabytes, and elements as deep as the parser goes."""
    page = page_of(samples.everything())
    many = page.replace(TEXT_PART, TEXT_PART + "<p>a<em>b</em>" * 50_000 + "<div>" * 1900 + "x" + "</div>" * 1900, 1)
    reading = HTML.read(many.encode())
    assert reading.blocks[:50_001] == (
        *(Said("paragraph", "ab", styles=(("emphasis", "b"),)),) * 50_000,
        Said("paragraph", "x"),
    )
    long = HTML.read(page.replace(TEXT_PART, TEXT_PART + "word " * 4_000_000, 1).encode())
    assert len(long.blocks[0].text) == 20_000_000 - 1
