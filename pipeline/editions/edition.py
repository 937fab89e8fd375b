"""What an edition is: two functions, bytes out and bytes in. Every format stands behind this one interface."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

from pipeline.document import Document, Metadata

if TYPE_CHECKING:
    from pipeline.house import House

KINDS = (
    "heading", "paragraph", "quote", "item", "continued", "term", "definition", "code", "rule", "head", "cell",
    "caption", "picture",
)  # fmt: skip
"""The kinds of block that a reading tells apart; see `Said`."""


@dataclass(frozen=True, slots=True)
class Said:
    """One block of text as an edition says it: the common measure of all formats.

    `kind` is one of KINDS. The innermost container names a paragraph: `quote` in a quotation, `definition` in a
    description, `item` for the first of a list's item and `continued` for the others; preambles, annexes and the
    like leave it a `paragraph`. Every item of a list makes one `item`, empty where it opens with no paragraph. `head`
    and `cell` are the cells of a table, empty ones too; a `picture` stands alone, its text is the alternative text.

    `text`: the characters in reading order, white space as one space, none at the ends; `[^2]` where note 2 is
    called, `![alt]` where a picture stands in the line. `label`: what is printed before it: the number of a paragraph
    ("12."), the label of a heading ("Article 3"), that of an item ("3)", "(a)"), "•" for any bullet.
    `level`: 1 to 6 of a heading; of an item the depth of its list, from 1 (lists in a quotation count anew).
    `place`: row and column of a cell, from 1.

    `links`: (target, text, title) of every link, the title empty where it only repeats the text; text as above without
    calls. `languages`: (tag, text) of every run in another language than the document's, neighbours of one language
    together, without calls and pictures. `expansions`: (text, what it stands for) of every abbreviation that has it.
    `styles`: (style, text) of every run that is not plain, in the same way: of STYLES those that it has, in that order.
    """

    kind: str
    text: str
    label: str = ""
    level: int = 0
    place: tuple[int, int] = (0, 0)
    links: tuple[tuple[str, str, str], ...] = ()
    languages: tuple[tuple[str, str], ...] = ()
    expansions: tuple[tuple[str, str], ...] = ()
    styles: tuple[tuple[str, str], ...] = ()


STYLES = ("emphasis", "strong", "code", "raised", "lowered")
"""What a run of text may be; of `raised` and `lowered` the inner one counts."""


def styled(outer: str, *more: str) -> str:
    """The style of a run inside another one: `styled("strong", "emphasis")` -> `emphasis strong`."""
    names = set(outer.split())
    for style in more:
        names = {*(names - {"raised", "lowered"} if style in ("raised", "lowered") else names), style}
    return " ".join(name for name in STYLES if name in names)


def joined(runs: Iterable[tuple[str, str]], own: str) -> tuple[tuple[str, str], ...]:
    """`Said.languages` from runs of (tag, text) in reading order: white space belongs to the run before it."""
    result: list[list[str]] = []
    for language, text in runs:
        if result and (result[-1][0] == language or not text.strip()):
            result[-1][1] += text
        elif text.strip():
            result.append([language, text])
    return tuple((tag, " ".join(text.split())) for tag, text in result if tag != own)


def emblems_together(lines: Iterable[Said]) -> tuple[Said, ...]:
    """`Reading.front` from lines in reading order: pictures alone in lines that follow each other are one line.

    How many emblems stand in a row is a matter of the room that there is.
    """
    result: list[Said] = []
    for said in lines:
        if result and is_pictures(said) and is_pictures(result[-1]):
            result[-1] = replace(said, text=f"{result[-1].text} {said.text}")
        else:
            result.append(said)
    return tuple(result)


def is_pictures(said: Said) -> bool:
    """Whether a line holds pictures alone."""
    return said.text.startswith("![") and said.text.endswith("]")


def entries(blocks: Iterable[Said]) -> tuple[Said, ...]:
    """`Reading.imprint` from blocks in reading order: a description bears the term before it as its label."""
    result: list[Said] = []
    for said in blocks:
        if said.kind == "term":
            result.append(Said("entry", "", said.text))
        elif said.kind == "definition" and result and result[-1].label and not result[-1].text:
            result[-1] = replace(said, kind="entry", label=result[-1].label)
        else:
            result.append(replace(said, kind="title", level=0))
    return tuple(result)


Stated = Mapping[tuple[str, str], Any]
"""What stands at every address of the crosswalk: (column, path) -> strings (JSON-LD: a value); empty: nothing."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What an edition says when it is read back, by means that share no code with its writing.

    `metadata`: decoded from the addresses that hold it whole; `stated`: all addresses. `front`: the lines of the title
    block as a reader sees them, letterhead and notices included: `heading` (the title, of level 0) and `paragraph`,
    emblems as pictures in one line. `imprint`: its title (`title`) and its entries (`entry`, with their label).
    `versions`: the entry that leads to the other language versions, where it stands apart from the imprint.
    `contents`: (depth from 1, text) of its table of contents, or
    of its bookmarks where it has those; None where it has neither. `blocks`: the body in reading order, without
    furniture (letterhead, running heads, imprint); `notes`: the blocks of each footnote in the order of their
    numbers. `attachments`: the files that it carries, by name. `places`: the number in `blocks` of the block where what
    bears an id begins, by the id; `leads`: that to which each entry of the contents leads, -1 where it leads to none.
    None: nothing is known of them. `running`: the lines of `head` and `foot` of pages, and of `first head` and `first
    foot`, where the format has them: the word behind the text first; after a line its fields, `[page]` and `[pages]`.

    `unsaid`: what this format cannot say, so that its absence proves nothing: kinds of block, `expansions`, `capitals`
    (whether those of a line of the title block are its own, or a matter of style), `places` (the very block that a
    link inside the document leads to, but for headings), `styles`.
    """

    metadata: Metadata
    stated: Stated = field(default_factory=dict)
    front: tuple[Said, ...] = ()
    contents: tuple[tuple[int, str], ...] | None = None
    blocks: tuple[Said, ...] = ()
    notes: tuple[tuple[Said, ...], ...] = ()
    attachments: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    unsaid: frozenset[str] = frozenset()
    imprint: tuple[Said, ...] = ()
    versions: Said | None = None
    places: Mapping[str, int] | None = None
    leads: tuple[int, ...] | None = None
    running: Mapping[str, tuple[str, ...]] | None = None


class Edition(Protocol):
    """One format. `templates`: the folders of the house it depends on; `tools`: distributions that shape its bytes;
    `libraries`: system libraries that do. `carries`: whether it carries the source and the record of the others.

    `write` is pure: the same document and house give the same bytes. It raises
    PublishingError for what cannot be written. `read` raises ValueError for bytes that are no such edition.
    Modules of editions import their heavy libraries inside these functions.
    """

    @property
    def name(self) -> str: ...

    @property
    def suffix(self) -> str: ...

    @property
    def media_type(self) -> str: ...

    @property
    def templates(self) -> tuple[str, ...]: ...

    @property
    def tools(self) -> tuple[str, ...]: ...

    @property
    def libraries(self) -> tuple[str, ...]: ...

    @property
    def carries(self) -> bool: ...

    def write(self, document: Document, house: House) -> bytes: ...

    def read(self, data: bytes) -> Reading: ...
