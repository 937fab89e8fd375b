"""A line of text of a PDF while it is read: its characters, note calls and pictures, and what is said of parts."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.editions.edition import Said, joined
from pipeline.editions.pdf.characters import JOINER, SOFT_END, Piece, is_new_line, is_spaceless


def clean(text: str) -> str:
    """White space as a reader sees it."""
    return " ".join(text.split())


@dataclass(slots=True)
class _Part:
    text: str
    language: str
    is_text: bool = True
    is_call: bool = False
    end: str = ""
    """What is no part of it where a line ends with it, and says that no space follows."""


@dataclass(slots=True)
class Line:
    """What one block says; its lines on the page are put together as they come."""

    number: str = ""
    links: list[tuple[str, str, str]] = field(default_factory=list)
    expansions: list[tuple[str, str]] = field(default_factory=list)
    _parts: list[_Part] = field(default_factory=list)
    _last: Piece | None = None
    first: Piece | None = None
    """Where it begins on its page."""

    def add(self, text: str, language: str, piece: Piece | None, *, is_actual: bool = False) -> None:
        """Text, and where it stands. `is_actual`: said in the place of its glyphs, not drawn so."""
        if piece:
            joins = is_actual and text.startswith(JOINER) and self._is_moved(piece)
            self._move(piece, text, language)
            text = text[1:] if joins else text
        self._parts.append(_Part(text, language, end=JOINER if is_actual else SOFT_END))

    def picture(self, alternative: str, language: str, piece: Piece | None) -> None:
        """A picture in the line."""
        if piece:
            self._move(piece, "", language)
        self._parts.append(_Part(f"![{clean(alternative)}]", language, is_text=False))

    def _move(self, piece: Piece, text: str, language: str) -> None:
        """Lines of a block are joined by a space, or by nothing where the line ended inside a word."""
        is_moved, self._last = self._is_moved(piece), piece
        self.first = self.first or piece
        if not is_moved or text.startswith(JOINER):
            return
        before = next((part for part in reversed(self._parts) if part.is_text and part.text), None)
        if before and before is self._parts[-1] and before.end and before.text.endswith(before.end):
            before.text = before.text[:-1]
        elif not (before and is_spaceless(before.text, text)):
            self._parts.append(_Part(" ", language))

    def _is_moved(self, piece: Piece) -> bool:
        return self._last is not None and is_new_line(self._last, piece)

    # -------------------------------------------------------------- parts

    @property
    def length(self) -> int:
        """How many parts there are: where the next begins."""
        return len(self._parts)

    def text(self) -> str:
        """All of it, with note calls and pictures."""
        return clean("".join(part.text for part in self._parts))

    def part(self, start: int, *, pictures: bool = True) -> str:
        """The text from a part on without note calls; pictures as they are marked, or as plain words."""
        parts = (part for part in self._parts[start:] if not part.is_call)
        text = clean("".join(part.text if pictures or part.is_text else part.text[2:-1] for part in parts))
        return text.removesuffix(JOINER)  # where the line ends with it

    def call(self, start: int) -> None:
        """The text from a part on was the call of a note."""
        parts = self._parts[start:]
        spoken = "".join(part.text for part in parts)
        del self._parts[start:]
        if spoken[:1].isspace():  # the call begins a new line
            self._parts.append(_Part(" ", parts[0].language))
        self._parts.append(_Part(f"[^{clean(spoken.replace(JOINER, ''))}]", "", is_text=False, is_call=True))

    def numbered(self, start: int) -> None:
        """The text from a part on was the printed number of the block."""
        self.number = self.part(start)
        del self._parts[start:]

    def said(self, kind: str, own: str, label: str = "", level: int = 0, place: tuple[int, int] = (0, 0)) -> Said:
        """The block. `own`: the language of the document."""
        runs = joined(((part.language, part.text) for part in self._parts if part.is_text), own)
        return Said(
            kind, self.text(), label or self.number, level, place, tuple(self.links), runs, tuple(self.expansions)
        )
