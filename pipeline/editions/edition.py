"""What an edition is: two functions, bytes out and bytes in. Every format stands behind this one interface."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from pipeline.document import Document, Metadata

if TYPE_CHECKING:
    from pipeline.house import House


@dataclass(frozen=True, slots=True)
class Reading:
    """What an edition says when it is read back, by means that share no code with its writing.

    `outline`: (level, text) of every heading of the body, level 1 first below the title; `blocks`: the text
    of the body, block by block in reading order (a PDF gives one per page), without furniture (letterhead,
    running heads, imprint); `notes`: the footnotes in order, without their numbers; `alts`: alternative texts
    of the body's pictures; `links`: the targets of the body's links.
    """

    metadata: Metadata
    outline: tuple[tuple[int, str], ...] = ()
    blocks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    alts: tuple[str, ...] = ()
    links: tuple[str, ...] = field(default=())


class Edition(Protocol):
    """One format. `templates`: the folders of the house it depends on; `tools`: distributions that shape its bytes.

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

    def write(self, document: Document, house: House) -> bytes: ...

    def read(self, data: bytes) -> Reading: ...
