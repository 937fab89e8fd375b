"""Short documents of nodes inside nodes, and what every edition must say of them, by hand."""

from __future__ import annotations

from pipeline.document import Note
from pipeline.editions.edition import Said
from pipeline.nodes import (
    Abbreviation,
    Attributes,
    BulletList,
    Cell,
    Code,
    CodeBlock,
    Definition,
    DefinitionList,
    Division,
    Emphasis,
    Figure,
    Heading,
    LineBreak,
    Link,
    ListItem,
    NoteCall,
    OrderedList,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Span,
    Strong,
    Table,
    Text,
)
from tests.pieces import EACH, Piece, bullet, items, line, says
from tests.samples import p, t

FRENCH, GERMAN = Attributes(language="fr"), Attributes(language="de")
SITE = "https://example.org/"
ONE_BY_ONE = Table((Cell(t("Head")),), ((Cell(t("Cell")),),))
CELLS = (Said("head", "Head", place=(1, 1)), Said("cell", "Cell", place=(2, 1)))

LABELLED = (
    (1, "Part II", "General"), (2, "Article 9", "Scope"), (2, "Article 10", ""), (2, "Article 12", "Terms"),
    (1, "Part III", "Special"), (2, "Article premier", "Objet"), (2, "Article 2", "Fin"), (1, "Annex", "Means"),
    (2, "Article 1", "Anew"), (1, "Annex II", ""), (6, "Section 1", "Deep"),
)  # fmt: skip
COUNTED = {
    "decimal": (("1", "2"), ("25", "26")), "lower-alpha": (("a", "b"), ("y", "z")),
    "upper-alpha": (("A", "B"), ("Y", "Z")), "lower-roman": (("i", "ii"), ("xxv", "xxvi")),
    "upper-roman": (("I", "II"), ("XXV", "XXVI")),
}  # fmt: skip
SCRIPTS = {
    "arabic-abjad": ("ج", "د"), "arabic-alpha": ("ت", "ث"), "persian-abjad": ("ج", "د"), "persian-alpha": ("پ", "ت"),
    "urdu-alpha": ("پ", "ت"), "hebrew": ("ג", "ד"), "han": ("三", "四"), "greek": ("γ", "δ"),
    "lower-cyrillic": ("в", "г"), "upper-cyrillic": ("В", "Г"), "devanagari": ("ग", "घ"), "bengali": ("গ", "ঘ"),
    "thai": ("ค", "ง"), "khmer": ("គ", "ឃ"), "georgian": ("გ", "დ"), "armenian": ("գ", "դ"), "hangul": ("다", "라"),
    "katakana": ("ウ", "エ"), "iroha": ("ハ", "ニ"),
}  # fmt: skip
"""The third and fourth of every other style."""
AROUND = ((")", "", ")"), ("()", "(", ")"), ("（）", "（", "）"), ("、", "", "、"), ("-", "", "-"))
COUNTS = ((".", 1), (")", 25), ("()", 1))

NESTED: dict[str, Piece] = {
    "spaces between nodes": Piece(
        (
            Paragraph((Text("river"), NoteCall(1), Text(" "), Emphasis(t("party")), Text(" "), Strong(t("council")))),
            Paragraph((Code("one"), Text(" "), Link(SITE, t("two")), Text(" "), Span(t("trois"), FRENCH))),
        ),
        (
            says("river[^1] party council", styles=(("emphasis", "party"), ("strong", "council"))),
            says("one two trois", links=((SITE, "two", ""),), languages=(("fr", "trois"),), styles=(("code", "one"),)),
        ),
        (Note(1, (p("Note."),)),),
        ((says("Note."),),),
    ),
    "quote in an item": Piece(
        (BulletList((ListItem((p("one"), Quote((p("quoted"), p("again"))), p("after"))), *items("two"))),),
        (bullet("one"), Said("quote", "quoted"), Said("quote", "again"), Said("continued", "after"), bullet("two")),
    ),
    "list in a quote": Piece(
        (Quote((p("Quoted."), BulletList(items("one", "two")), p("On."))), p("Out.")),
        (Said("quote", "Quoted."), bullet("one"), bullet("two"), Said("quote", "On."), says("Out.")),
    ),
    "list in a quote in a list": Piece(
        (BulletList((ListItem((p("one"), Quote((p("quoted"), BulletList(items("anew")))))), *items("two"))),),
        (bullet("one"), Said("quote", "quoted"), bullet("anew"), bullet("two")),
    ),
    "lists in lists": Piece(
        (
            OrderedList((ListItem((p("a"), BulletList((ListItem((p("b"), OrderedList(items("c", "d"), 5, True, ")"))),))
                                   )), *items("e")), 9),
            BulletList(items("f")), p("Text."), OrderedList(items("g", "h")),
        ),
        (
            Said("item", "a", "9.", 1), bullet("b", 2), Said("item", "c", "5)", 3), Said("item", "d", "6)", 3),
            Said("item", "e", "10.", 1), bullet("f"), says("Text."),
            Said("item", "g", "1.", 1), Said("item", "h", "2.", 1),
        ),
    ),
    "items that open with no paragraph": Piece(
        (
            BulletList((ListItem((ONE_BY_ONE, p("after"))), ListItem((BulletList(items("deep")),)),
                        ListItem((CodeBlock("x\n"),)), ListItem((Figure(Picture("chart.png", "A chart")),)))),
            OrderedList((ListItem((Quote((p("quoted"),)),)), *items("two"))),
        ),
        (
            bullet(""), *CELLS, Said("continued", "after"), bullet(""), bullet("deep", 2), bullet(""),
            Said("code", "x"), bullet(""), Said("picture", "A chart"),
            Said("item", "", "1.", 1), Said("quote", "quoted"), Said("item", "two", "2.", 1),
        ),
    ),
    "numbered paragraphs": Piece(
        (
            Paragraph(t("Decides."), "1."), Paragraph(t("Decides too."), "2.", Attributes(id="para-2")),
            Division("operative", (Paragraph(t("Requests."), "3."),)), p("Ends."),
        ),
        (says("Decides.", label="1."), says("Decides too.", label="2."), says("Requests.", label="3."), says("Ends.")),
    ),
    "labels of headings": Piece(
        tuple(Heading(level, t(text) if text else (), Attributes(id=f"h{n}"), label=label) for n, (level, label, text)
              in enumerate(LABELLED)),
        tuple(Said("heading", text, label, level) for level, label, text in LABELLED),
        contents=tuple((min(level, 2), f"{label} {text}".strip()) for level, label, text in LABELLED),
    ),
    **{
        f"lists that count in {style}": Piece(
            tuple(OrderedList(items(f"one {signs}", f"two {signs}"), start, start == 1, signs, style=style)
                  for signs, start in COUNTS),
            tuple(Said("item", f"{text} {signs}", {"()": "({})"}.get(signs, "{}" + signs).format(shown), 1)
                  for signs, start in COUNTS for text, shown in zip(("one", "two"), counted[start == 25], strict=True)),
        )
        for style, counted in COUNTED.items()
    },
    **{
        f"lists that count in {style}": Piece(
            tuple(OrderedList(items("one", "two"), 3, delimiter=signs, style=style) for signs, _, _ in AROUND),
            tuple(Said("item", text, f"{before}{shown}{after}", 1)
                  for _, before, after in AROUND for text, shown in zip(("one", "two"), pair, strict=True)),
        )
        for style, pair in SCRIPTS.items()
    },
    "lettered lists in lettered lists": Piece(
        (
            OrderedList((
                ListItem((p("a"), OrderedList((ListItem((p("i"), OrderedList(items("A"), style="upper-alpha",
                                                                    delimiter="()"), p("more"))), *items("ii")),
                                              style="lower-roman", delimiter="()"))),
                ListItem((CodeBlock("b\n"),)), ListItem(()), ListItem((p("d"), p("again"))),
            ), style="lower-alpha", delimiter="()"),
        ),
        (
            Said("item", "a", "(a)", 1), Said("item", "i", "(i)", 2), Said("item", "A", "(A)", 3),
            Said("continued", "more"), Said("item", "ii", "(ii)", 2), Said("item", "", "(b)", 1), Said("code", "b"),
            Said("item", "", "(c)", 1), Said("item", "d", "(d)", 1), Said("continued", "again"),
        ),
    ),
    "definitions of several blocks": Piece(
        (
            DefinitionList((
                Definition((Strong(t("Term")), Text(" one")), ((p("First."), BulletList(items("a")), p("Last.")),)),
                Definition(t("Term two"), ((Quote((p("Quoted."),)),), (ONE_BY_ONE,))),
            )),
        ),
        (
            Said("term", "Term one", styles=(("strong", "Term"),)),
            Said("definition", "First."), bullet("a"), Said("definition", "Last."),
            Said("term", "Term two"), Said("quote", "Quoted."), *CELLS,
        ),
    ),
    "definitions in an item": Piece(
        (BulletList((ListItem((p("one"), DefinitionList((Definition(t("T"), ((p("D."),),)),)), p("on"))),)),),
        (bullet("one"), Said("term", "T"), Said("definition", "D."), Said("continued", "on")),
    ),
    "blocks in a quote": Piece(
        (Quote((Heading(2, t("Quoted"), Attributes(id="q")), ONE_BY_ONE, Rule(), CodeBlock("y\n"), p("End."))),),
        (Said("heading", "Quoted", level=2), *CELLS, Said("rule", ""), Said("code", "y"), Said("quote", "End.")),
        contents=((1, "Quoted"),),
    ),
    "levels that jump": Piece(
        tuple(Heading(level, t(f"H{n} of {level}"), Attributes(id=f"h{n}")) for n, level in
              enumerate((2, 1, 3, 2, 6, 4, 1), 1)),
        tuple(Said("heading", f"H{n} of {level}", level=level) for n, level in enumerate((2, 1, 3, 2, 6, 4, 1), 1)),
        contents=((1, "H1 of 2"), (1, "H2 of 1"), (2, "H3 of 3"), (2, "H4 of 2"), (3, "H5 of 6"), (3, "H6 of 4"),
                  (1, "H7 of 1")),
    ),
    "headings of many nodes": Piece(
        (
            Heading(1, (Text("A "), Link(SITE, t("link")), LineBreak(), Code("and code"), NoteCall(1)),
                    Attributes(id="a")),
            Division("annex", (Heading(1, (Emphasis(t("Annexe")), Text(" one")), Attributes("b", (), "fr")),)),
        ),
        (
            Said("heading", "A link and code[^1]", level=1, links=((SITE, "link", ""),),
                 styles=(("code", "and code"),)),
            Said("heading", "Annexe one", level=1, languages=(("fr", "Annexe one"),), styles=(("emphasis", "Annexe"),)),
        ),
        notes=(Note(1, (p("Noted."),)),),
        said_in_notes=((says("Noted."),),),
        contents=((1, "A link and code"), (1, "Annexe one")),
    ),
    "notes of several blocks": Piece(
        (
            *line(Text("one"), NoteCall(1), Text(", two"), NoteCall(2), Text(", one"), NoteCall(1, 2)),
            *line(Text("and one"), NoteCall(1, 3)),
        ),
        (says("Before one[^1], two[^2], one[^1] after."), says("Before and one[^1] after.")),
        notes=(
            Note(1, (Paragraph((Text("See "), Link(SITE, t("the record"), "A title"), Text("."))),
                     OrderedList(items("first", "second"), 2), Quote((p("Quoted."),))), 3),
            Note(2, (Paragraph((Span(t("Voir"), FRENCH), Text(" the "), Abbreviation(t("UN"), "United Nations"))),
                     p("Again."))),
        ),
        said_in_notes=(
            (
                says("See the record.", links=((SITE, "the record", "A title"),)),
                Said("item", "first", "2.", 1), Said("item", "second", "3.", 1), Said("quote", "Quoted."),
            ),
            (says("Voir the UN", languages=(("fr", "Voir"),), expansions=(("UN", "United Nations"),)), says("Again.")),
        ),
    ),
    "languages of blocks": Piece(
        (
            Paragraph(t("Un paragraphe."), attributes=FRENCH),
            Heading(1, t("Un titre"), Attributes("h", (), "fr")),
            Quote((p("Eine Zeile."), Paragraph(t("Une ligne."), attributes=FRENCH)), GERMAN),
            BulletList((ListItem((p("un"), p("encore")), FRENCH), *items("two"))),
            OrderedList(items("eins"), attributes=GERMAN),
            Division("annex", (p("Ende."),), GERMAN),
            Table((Cell(t("Pays")),), ((Cell(t("Suisse")),),), t("Tableau"), FRENCH),
            CodeBlock("code\n", attributes=GERMAN),
        ),
        (
            says("Un paragraphe.", languages=(("fr", "Un paragraphe."),)),
            Said("heading", "Un titre", level=1, languages=(("fr", "Un titre"),)),
            Said("quote", "Eine Zeile.", languages=(("de", "Eine Zeile."),)),
            Said("quote", "Une ligne.", languages=(("fr", "Une ligne."),)),
            bullet("un", languages=(("fr", "un"),)), Said("continued", "encore", languages=(("fr", "encore"),)),
            bullet("two"), Said("item", "eins", "1.", 1, languages=(("de", "eins"),)),
            says("Ende.", languages=(("de", "Ende."),)),
            Said("caption", "Tableau", languages=(("fr", "Tableau"),)),
            Said("head", "Pays", place=(1, 1), languages=(("fr", "Pays"),)),
            Said("cell", "Suisse", place=(2, 1), languages=(("fr", "Suisse"),)),
            Said("code", "code", languages=(("de", "code"),)),
        ),
        contents=((1, "Un titre"),),
    ),
    "languages in languages": Piece(
        (
            *line(Span((Text("un "), Span(t("deutsches"), GERMAN), Text(" mot")), FRENCH)),
            *line(Span(t("un"), FRENCH), Text(" "), Span((Emphasis(t("deux")),), FRENCH), Text(" then "),
                  Span(t("drei"), GERMAN), Span(t("quatre"), FRENCH)),
            Paragraph((Text("Tout sauf "), Span(t("this one"), Attributes(language="en")), Text(" ici.")),
                      attributes=FRENCH),
            Table((Cell((Span(t("Pays"), FRENCH),)), Cell(t("Sum"))),
                  ((Cell(t("A")), Cell((Span(t("un"), FRENCH),))),)),
        ),
        (
            says("Before un deutsches mot after.", languages=(("fr", "un"), ("de", "deutsches"), ("fr", "mot"))),
            says("Before un deux then dreiquatre after.",
                 languages=(("fr", "un deux"), ("de", "drei"), ("fr", "quatre")), styles=(("emphasis", "deux"),)),
            says("Tout sauf this one ici.", languages=(("fr", "Tout sauf"), ("fr", "ici."))),
            Said("head", "Pays", place=(1, 1), languages=(("fr", "Pays"),)), Said("head", "Sum", place=(1, 2)),
            Said("cell", "A", place=(2, 1)), Said("cell", "un", place=(2, 2), languages=(("fr", "un"),)),
        ),
    ),
    "another language of the document": Piece(
        (
            *line(Span(t("ici"), FRENCH), Text(" et "), Span(t("here"), Attributes(language="en"))),
            Paragraph(t("All of this."), attributes=Attributes(language="en")),
        ),
        (
            says("Before ici et here after.", languages=(("en", "here"),)),
            says("All of this.", languages=(("en", "All of this."),)),
        ),
        metadata={"language": "fr"},
    ),
    "corrections": Piece(
        (
            Division(
                "correction",
                (
                    Heading(1, t("Paragraph 12, second sentence"), Attributes(id="paragraph-12")),
                    Paragraph((Emphasis(t("For")), Text(" ten "), Emphasis(t("read")), Text(" twelve"))),
                ),
            ),
            Division(
                "correction",
                (
                    Heading(1, t("Article 3"), Attributes(id="article-3")),
                    Paragraph((Emphasis(t("For")),)), Quote((p("One."), p("Two."))),
                    Paragraph((Emphasis(t("read")),)), Quote((p("Three."),), FRENCH),
                ),
            ),
        ),
        (
            Said("heading", "Paragraph 12, second sentence", level=1),
            says("For ten read twelve", styles=(("emphasis", "For"), ("emphasis", "read"))),
            Said("heading", "Article 3", level=1), says("For", styles=(("emphasis", "For"),)),
            Said("quote", "One."), Said("quote", "Two."),
            says("read", styles=(("emphasis", "read"),)), Said("quote", "Three.", languages=(("fr", "Three."),)),
        ),
        contents=((1, "Paragraph 12, second sentence"), (1, "Article 3")),
    ),
    "links of many nodes": Piece(
        (
            *line(Link(SITE, (Text("the "), Abbreviation(t("UN"), "United Nations"), Text(" site")))),
            *line(Link(SITE, t("same"), "same"), Link(f"{SITE}b", (Span(t("autre"), FRENCH), Text(" lien")), "Autre"),
                  NoteCall(1)),
            Figure(Picture("arms.svg", "Arms"), (Text("Of "), Link(f"{SITE}c", t("Examples")))),
            Table((Cell((Link(f"{SITE}d", t("head")),)),), ((Cell((Text("a "), Link(f"{SITE}e", t("cell")))),),)),
            DefinitionList((Definition((Link(f"{SITE}f", t("term")),), ((p("D."),),)),)),
        ),
        (
            says("Before the UN site after.", links=((SITE, "the UN site", ""),),
                 expansions=(("UN", "United Nations"),)),
            says("Before sameautre lien[^1] after.", links=((SITE, "same", ""), (f"{SITE}b", "autre lien", "Autre")),
                 languages=(("fr", "autre"),)),
            Said("picture", "Arms"), Said("caption", "Of Examples", links=((f"{SITE}c", "Examples", ""),)),
            Said("head", "head", place=(1, 1), links=((f"{SITE}d", "head", ""),)),
            Said("cell", "a cell", place=(2, 1), links=((f"{SITE}e", "cell", ""),)),
            Said("term", "term", links=((f"{SITE}f", "term", ""),)), Said("definition", "D."),
        ),
        notes=(Note(1, (p("Noted."),)),),
        said_in_notes=((says("Noted."),),),
    ),
    "pictures": Piece(
        (
            Paragraph((Picture("arms.svg", "Arms alone"),)),
            Figure(Picture("chart.png", "No caption")),
            BulletList((ListItem((p("one"), Figure(Picture("chart.png", "In an item"), t("Caption")))),)),
        ),
        (
            says("![Arms alone]"), Said("picture", "No caption"),
            bullet("one"), Said("picture", "In an item"), Said("caption", "Caption"),
        ),
    ),
    "white space": Piece(
        (
            *line(Code("a   b"), Text("  c\nd")),
            Paragraph((Text("one"), LineBreak(), LineBreak(), Text("two"), LineBreak())),
            CodeBlock("\n  indented\n\n\n\tback\n"),
            Table((Cell(()), Cell(t(" Head "))), ((Cell((LineBreak(),)), Cell((Text("a"), LineBreak(), Text("b")))),)),
        ),
        (
            says("Before a b c d after.", styles=(("code", "a b"),)), says("one two"), Said("code", "indented back"),
            Said("head", "", place=(1, 1)), Said("head", "Head", place=(1, 2)),
            Said("cell", "", place=(2, 1)), Said("cell", "a b", place=(2, 2)),
        ),
    ),
}  # fmt: skip

PIECES: dict[str, Piece] = {**{node.__name__: piece for node, piece in EACH.items()}, **NESTED}
"""Every piece, by what it is about."""
