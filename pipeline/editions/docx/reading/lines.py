"""The text of one paragraph: its characters, calls, pictures, links, languages, and what bookmarks embrace."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.editions.docx.reading.package import OFFICE, WORD, Opened, value
from pipeline.editions.edition import Said, joined, styled

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
RELATED = f"{{{OFFICE.rstrip('/')}}}id"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SIGNS = {"t": "", "tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_NAMES = (
    "r", *_SIGNS, "footnoteReference", "fldChar", "instrText", "hyperlink", "bookmarkStart", "bookmarkEnd",
)  # fmt: skip
_TAGS = (*(WORD + name for name in _NAMES), f"{_DRAWING}docPr")
_RAISED = {"superscript": "raised", "subscript": "lowered"}
TITLE = 260
"""Characters of a link's title that Word shows; the record has the whole of a longer one."""


def clean(text: str) -> str:
    """White space as a reader sees it."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a paragraph's text depends on beside itself.

    `own`: the language of the document; `default`: that of runs that name none. `calls`: the number of a footnote
    by its id, in the order of their references (17.11.14). `marks`: the numbers that bookmarks embrace; `anchors`:
    the id by the name of every bookmark there is; `remarks`: what the record says of a bookmark, as (about, text).
    `styles`: the names of the styles of characters by their ids.
    """

    package: Opened
    own: str
    default: str
    calls: Mapping[str, int]
    marks: Mapping[str, int]
    anchors: Mapping[str, str]
    remarks: Mapping[str, tuple[str, str]]
    styles: Mapping[str, str]


@dataclass(slots=True)
class _Field:
    """A complex field that is open (17.16.18): its instruction, then what it showed last."""

    instruction: str = ""
    shown: str = ""
    separated: bool = False

    @property
    def refers(self) -> bool:
        return self.instruction.split()[:1] == ["NOTEREF"]


@dataclass(frozen=True, slots=True)
class _Embraced:
    """A bookmark of which the record says something: where its text starts, and its number among expansions."""

    about: str
    remark: str
    start: int
    number: int


@dataclass(slots=True)
class Line:
    """What a paragraph says. `bare` has no calls; `alts`: its pictures, by their place in it."""

    around: Surroundings
    part: str
    said: list[str] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)
    alts: dict[int, str] = field(default_factory=dict)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    expansions: list[tuple[str, str]] = field(default_factory=list)
    _runs: list[tuple[str, str]] = field(default_factory=list)
    _styles: list[tuple[str, str]] = field(default_factory=list)
    _language: str = ""
    _style: str = ""
    _fields: list[_Field] = field(default_factory=list)
    _open: dict[str, _Embraced] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)
    _last: tuple[int, str] = (0, "")

    @classmethod
    def of(cls, paragraph: Any, part: str, around: Surroundings) -> Line:
        """The line of a paragraph of a part."""
        from lxml import etree

        line = cls(around, part)
        for event, element in etree.iterwalk(paragraph, events=("start", "end"), tag=_TAGS):
            name = element.tag.rpartition("}")[2]
            if event == "start" and name in _SIGNS:
                line._sign(name, element)
            elif (step := _STEPS.get((event, name))) is not None:
                step(line, element)
        return line

    def block(self, kind: str) -> Said:
        """All of it, as a block of that kind."""
        return Said(
            kind,
            clean("".join(self.said)),
            links=tuple(self.links),
            languages=joined(self._runs, self.around.own),
            expansions=tuple(self.expansions),
            styles=joined(self._styles, ""),
        )

    def plain(self) -> str:
        """Its text as contents show it: no calls, pictures as their alternative text."""
        return clean("".join(self.alts.get(at, text) for at, text in enumerate(self.bare)))

    # -------------------------------------------------------------- runs

    def _sign(self, name: str, element: Any) -> None:
        if element.getparent().tag != f"{WORD}r":
            return  # the tabs of its properties
        text = _SIGNS[name]
        if name == "t":
            text = (element.text or "").replace("\n", " ")
            text = text if element.get(_SPACE) == "preserve" else text.strip()
        if self._fields and self._fields[-1].refers:
            self._fields[-1].shown += text if self._fields[-1].separated else ""
        else:
            self._say(text)
            self._runs.append((self._language, text))
            self._styles.append((self._style, text))

    def _say(self, text: str) -> None:
        self.said.append(text)
        self.bare.append(text)

    def _run(self, run: Any) -> None:
        """A run names its language for each kind of script: where they differ, all are told."""
        language = run.find(f"{WORD}rPr/{WORD}lang")
        named = () if language is None else (value(language, name) for name in ("val", "eastAsia", "bidi"))
        self._language = "/".join(dict.fromkeys(filter(None, named))) or self.around.default
        properties = run.find(f"{WORD}rPr")
        self._style = "" if properties is None else styled("", *self._looks(properties))

    def _looks(self, properties: Any) -> Iterator[str]:
        """What a run says of its look: by a character style, or itself (17.3.2)."""
        named = self.around.styles.get(value(properties.find(f"{WORD}rStyle")), "")
        bold, italic = (properties.find(WORD + name) for name in ("b", "i"))
        upright = italic is not None and value(italic) == "0"  # bold then stands for italics: see `unsaid`
        if named == "emphasis" or (italic is not None and not upright):
            yield "emphasis"
        if named == "strong" or (bold is not None and not upright):
            yield "strong"
        if named == "code char":
            yield "code"
        if raised := _RAISED.get(value(properties.find(f"{WORD}vertAlign"))):
            yield raised

    def _picture(self, shape: Any) -> None:
        alt = clean(shape.get("descr", ""))
        self.alts[len(self.bare)] = alt
        self._say(f"![{alt}]")

    # -------------------------------------------------------------- notes

    def _reference(self, reference: Any) -> None:
        self.said.append(f"[^{self.around.calls.get(value(reference, 'id'), 0)}]")

    def _character(self, element: Any) -> None:
        kind = value(element, "fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].separated = True
        elif kind == "end" and self._fields:
            self._close(self._fields.pop())

    def _close(self, done: _Field) -> None:
        """A field that repeats the number of a note: what it shows has to be what it refers to (17.16.5.38)."""
        if done.refers:
            number = self.around.marks.get("".join(done.instruction.split()[1:2]), 0)
            shown = clean(done.shown)
            self.said.append(f"[^{number}]" if shown == str(number) else f"[^{number}, shown as {shown}]")

    def _instruct(self, element: Any) -> None:
        if self._fields:
            self._fields[-1].instruction += element.text or ""

    # -------------------------------------------------------------- links and bookmarks

    def _enter(self, _: Any) -> None:
        self._starts.append(len(self.bare))

    def _leave(self, link: Any) -> None:
        start = self._starts.pop()
        text, title = clean("".join(self.bare[start:])), clean(value(link, "tooltip"))
        self._last = (start, title)
        self.links.append((self._target(link), text, "" if title == text else title))

    def _target(self, link: Any) -> str:
        """The address, or `#id`; empty where it leads nowhere."""
        identifier = link.get(RELATED)
        if identifier is not None:
            related = self.around.package.related(self.part).get(identifier)
            return related.target if related is not None and related.external else ""
        anchor = value(link, "anchor")
        return f"#{self.around.anchors[anchor]}" if anchor in self.around.anchors else ""

    def _begin(self, mark: Any) -> None:
        name = value(mark, "name")
        if name not in self.around.remarks:
            return
        about, remark = self.around.remarks[name]
        self._open[value(mark, "id")] = _Embraced(about, remark, len(self.bare), len(self.expansions))
        if about == "expansion":
            self.expansions.append(("", clean(remark)))  # in the order in which they begin

    def _end(self, mark: Any) -> None:
        embraced = self._open.pop(value(mark, "id"), None)
        if embraced is None:
            return
        text, whole = clean("".join(self.bare[embraced.start :])), clean(embraced.remark)
        if embraced.about == "expansion":
            self.expansions[embraced.number] = (text, whole)
        elif embraced.about == "title" and self._last == (embraced.start, clean(embraced.remark[:TITLE])):
            self.links[-1] = (*self.links[-1][:2], "" if whole == text else whole)


_STEPS: dict[tuple[str, str], Callable[[Line, Any], None]] = {
    ("start", "r"): Line._run,
    ("start", "docPr"): Line._picture,
    ("start", "footnoteReference"): Line._reference,
    ("start", "fldChar"): Line._character,
    ("start", "instrText"): Line._instruct,
    ("start", "hyperlink"): Line._enter,
    ("end", "hyperlink"): Line._leave,
    ("start", "bookmarkStart"): Line._begin,
    ("start", "bookmarkEnd"): Line._end,
}
