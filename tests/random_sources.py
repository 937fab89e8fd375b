"""Valid sources made at random: every sort of block and of inline in every other, with page ends anywhere.

The same seed gives the same text. `source(seed, language)` is a whole file; its pictures are those of `samples.assets`.
"""

from __future__ import annotations

import random
from collections.abc import Callable

WORDS = {
    "en": (
        "the responsibility to protect populations from genocide war crimes and crimes against humanity international "
        "affairs efficient office effective cross-regional implementation either/or 2011–2012 multilateral of a in on "
        "acknowledgement shall States “quoted” (in brackets) no—one S/2011/1234 Representatives, recommendations; and:"
    ).split(),
    "ar": (
        "الأطراف تتعهد بأن تحمي السكان من الجرائم ضد الإنسانية والإبادة الجماعية في كل وقت على أن تقدم تقريرا إلى "
        "الأمين العام، وإذ تشير إلى القرار (١٢) عام ٢٠١١ و2011 المؤرخ؛ «مقتبس» مسؤولية الحماية الدول ٣/٤"
    ).split(),
    "zh": (
        "各方承诺 保护人民 免遭灭绝种族、 战争罪 和危害 人类罪， 国际社会 有责任 采取行动。 2011年 “引文” （括号） "
        "第12号决议 文件 S/2011/1 秘书长"
    ).split(),
    "fr": "les parties rappellent que la responsabilité de protéger l’humanité œuvre à Genève".split(),
}
OTHERS = {"en": ("ar", "fr", "zh"), "ar": ("en", "fr"), "zh": ("en", "ar")}
LONG = "Verantwortungsbewusstseinsbildungsgesetzgebungskommissionsvorsitzende"
ADDRESS = "https://example.org/a/very/long/path/of/many/parts/that/does/not/end/soon?query=1&more=2#part-of-it"
KINDS = (
    ("report", "none", "author"), ("report", "paragraphs", "author"), ("convention", "articles", "signatory"),
    ("resolution", "operative", "issuer"),
)  # fmt: skip
Maker = Callable[[], str]


class Source:
    """One text while it is made. `notes`: the texts of its footnotes so far."""

    def __init__(self, seed: int, language: str) -> None:
        self.chance = random.Random(f"{language}{seed}")
        self.language, self.notes, self.ids = language, list[str](), 0
        self.density = self.chance.choice((0.01, 0.03, 0.08))

    # ------------------------------------------------------------------ inlines

    def plain(self, most: int = 20, language: str = "") -> str:
        """One to `most` words."""
        words = self.chance.choices(WORDS[language or self.language], k=self.chance.randint(1, most))
        return ("" if (language or self.language) == "zh" and self.chance.random() < 0.7 else " ").join(words)

    def inlines(self, most: int = 40, notes: bool = True, pictures: bool = True) -> str:
        """Words with all that a line may hold."""
        rooms: list[Maker] = [
            lambda: f"*{self.plain(6)}*", lambda: f"**{self.plain(6)}**", lambda: f"`{self.plain(4, 'en')}`",
            lambda: f"[{self.plain(8)}](https://example.org/{self.chance.randint(1, 9)})",
            lambda: f"[{self.plain(8, other := self.chance.choice(OTHERS[self.language]))}]{{lang={other}}}",
            lambda: f"[{ADDRESS}]({ADDRESS})", lambda: LONG, lambda: f"`{ADDRESS}`",
            lambda: "H<sub>2</sub>O, 1<sup>st</sup>",
            lambda: '<abbr title="United Nations">UN</abbr>', lambda: f"{self.plain(3)}<br>{self.plain(3)}",
            lambda: f"[{self.plain(3)} **{self.plain(2)}** {self.plain(3)}](#first)",
        ]  # fmt: skip
        if pictures:
            rooms += [lambda: f"![{self.plain(2)}](arms.svg){{width={self.chance.choice((12, 16, 40))}}}"]
        said = [self.plain()]
        while sum(map(len, said)) < most * 6 * self.chance.random():
            said.append(self.chance.choice(rooms)() if self.chance.random() < 0.3 else self.plain())
            if notes and self.chance.random() < self.density * 4:
                said[-1] += self.note()
        glue = " " if self.language != "zh" or self.chance.random() < 0.5 else ""
        return glue.join(said) + (self.note() if notes and self.chance.random() < self.density else "") + "."

    def note(self) -> str:
        """A call, and the note: mostly a sentence, at times several blocks."""
        if self.notes and self.chance.random() < 0.05:
            return f"[^{self.chance.randint(1, len(self.notes))}]"
        self.notes.append("")
        number = len(self.notes)
        blocks = [self.inlines(self.chance.choice((3, 20, 60)), notes=False)]
        if self.chance.random() < 0.25:
            blocks += self.blocks(self.chance.randint(1, 3), notes=False, inside=True)
        self.notes[number - 1] = f"[^{number}]: " + "\n\n".join(blocks).replace("\n", "\n    ")
        return f"[^{number}]"

    # ------------------------------------------------------------------ blocks

    def blocks(self, count: int, notes: bool = True, inside: bool = False, depth: int = 0) -> list[str]:
        """Some blocks. `inside`: what may stand in an item, a quotation or a note."""
        simple: list[Maker] = [lambda: self.inlines(self.chance.choice((20, 80)), notes), self.code]
        deep: list[Maker] = [
            lambda: self.items(notes, depth), lambda: self.quote(notes, depth), lambda: self.definitions(notes),
            lambda: self.lettered(notes, depth),
        ]  # fmt: skip
        if not inside:
            simple += [lambda: "---", *[lambda: self.inlines(120, notes)] * 6]
            deep += [self.table, self.figure, self.heading, self.division]
        made = []
        for _ in range(count):
            made.append(self.chance.choice(simple if depth > 3 or self.chance.random() < 0.6 else deep)())
            if made[-1][:1] in "-(:1":  # two lists that follow each other would be one
                made.append(f"{self.plain(3)} {self.plain(2)}.")
        return made

    def items(self, notes: bool, depth: int) -> str:
        """A list of bullets or numbers."""
        marker = self.chance.choice(("-", "1.", "3)"))
        signs = (marker if marker == "-" else f"{int(marker[0]) + number}{marker[1]}" for number in range(5))
        return self._list([next(signs) for _ in range(self.chance.randint(1, 5))], notes, depth)

    def lettered(self, notes: bool, depth: int) -> str:
        """A list of letters."""
        return self._list([f"({sign})" for sign in "abcd"[: self.chance.randint(1, 4)]], notes, depth)

    def _list(self, signs: list[str], notes: bool, depth: int) -> str:
        made = []
        for sign in signs:
            inner = [self.inlines(30, notes)]
            if self.chance.random() < 0.35:
                inner += self.blocks(self.chance.randint(1, 2), notes, inside=True, depth=depth + 1)
            indent = " " * (4 if sign[0] == "(" else len(sign) + 1)
            made.append(f"{sign} " + "\n\n".join(inner).replace("\n", f"\n{indent}"))
        return ("\n" if self.chance.random() < 0.6 else "\n\n").join(made)

    def quote(self, notes: bool, depth: int) -> str:
        """A quotation."""
        inner = self.blocks(self.chance.randint(1, 3), notes, inside=True, depth=depth + 1)
        return "\n".join(f"> {line}".rstrip() for line in "\n\n".join(inner).split("\n"))

    def definitions(self, notes: bool) -> str:
        """A definition list."""
        terms = (f"{self.plain(3)}\n: {self.inlines(30, notes)}" for _ in range(self.chance.randint(1, 3)))
        return "\n\n".join(terms)

    def code(self) -> str:
        """Lines in fixed pitch."""
        lines = (f"{' ' * (number % 5)}{self.plain(12, 'en')}" for number in range(self.chance.randint(1, 6)))
        return "\n".join(("```", *lines, "```"))

    def table(self) -> str:
        """One to ten columns; few or many rows; cells short, long, empty, or longer than a page."""
        columns, rows = self.chance.choice((1, 2, 3, 3, 4, 6, 10)), self.chance.choice((1, 2, 4, 12, 25))
        longest = self.chance.choice((1, 5, 20))
        head = (self.plain(2) + (self.note() if self.chance.random() < self.density else "") for _ in range(columns))
        lines = [f"| {' | '.join(head)} |", "|" + "---|" * columns]
        lines += [f"| {' | '.join(self._cell(longest) for _ in range(columns))} |" for _ in range(rows)]
        self.ids += 1
        named = f'{{#t{self.ids} caption="{self.plain(6)}"}}\n' if self.chance.random() < 0.5 else ""
        return named + "\n".join(lines)

    def _cell(self, longest: int) -> str:
        most = 900 if self.chance.random() < 0.004 else longest
        return self.inlines(most) if self.chance.random() < 0.9 else ""

    def figure(self) -> str:
        """A picture in a paragraph of its own."""
        name, width = self.chance.choice(("arms.svg", "chart.png")), self.chance.choice((60, 300, 550))
        caption = f' "{self.plain(6)}"' if self.chance.random() < 0.5 else ""
        return f"![{self.plain(3)}]({name}{caption}){{width={width}}}"

    def heading(self) -> str:
        """A heading, with a note at times."""
        called = self.note() if self.chance.random() < self.density * 4 else ""
        return f"{self.chance.choice(('#', '##'))} {self.plain(8)}{called}"

    def division(self) -> str:
        """A division of the text."""
        role = self.chance.choice(("preamble", "operative", "note"))
        return self._divided(role, self.blocks(self.chance.randint(1, 3), inside=True))

    def _divided(self, role: str, blocks: list[str]) -> str:
        return "\n\n".join((f"::: {role}", *blocks, ":::"))

    # ------------------------------------------------------------------ the whole

    def whole(self) -> str:
        """Front matter and text; signatures and annexes at its end, at times."""
        kind, numbering, role = self.chance.choice(KINDS)
        parties = range(1, self.chance.randint(2, 9))
        head = ["---", "title: A title", f"type: {kind}", "date: 2011-09-23", "place: Geneva", "identifier: X/1"]
        head += [f"authentic_languages: [{self.language}]", "parties:"]
        head += [f"  - name: Republic {number}\n    role: {role}" for number in parties]
        parts = ["\n".join((*head, f"numbering: {numbering}", "---")), "# First {#first}"]
        parts += self.blocks(self.chance.randint(2, 9))
        if self.chance.random() < 0.5:
            parts.append(self._divided("signatures", self.blocks(2, inside=True)))
        for _ in range(self.chance.choice((0, 0, 0, 1, 2))):
            blocks = self.blocks(self.chance.randint(1, 3))
            parts.append(self._divided("annex", [f"# {self.plain(4)}", *blocks]))
        return "\n\n".join((*parts, *self.notes)) + "\n"


def source(seed: int, language: str) -> str:
    """A file of this language."""
    return Source(seed, language).whole()
