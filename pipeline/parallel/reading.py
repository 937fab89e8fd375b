"""Reading a parallel edition back: its title blocks, its text with the notes below it, its imprints, as they are read.

The readers of the HTML and PDF editions do the work. Around the text a line counts by its words alone,
which are told in small letters: a PDF may have made capitals of them.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pipeline.editions import html, markup
from pipeline.editions.edition import Said
from pipeline.parallel.edition import Parallel


@dataclass(frozen=True, slots=True)
class Read:
    """What one file says, in reading order."""

    front: tuple[Said, ...]
    text: tuple[Said, ...]
    imprint: tuple[Said, ...]


def _html(data: bytes, parallel: Parallel) -> Read:
    tree = html.parsed(data)
    sides = (parallel.left, parallel.right)
    numbers = {f"#_note-{one.metadata.language}-{note.number}": note.number for one in sides for note in one.notes}
    page = markup.Page(parallel.left.metadata.language, lambda href: href, numbers)
    header, main, footer = (tree.find(f"body/{name}") for name in ("header", "main", "footer"))
    if header is None or main is None or footer is None:
        raise ValueError("not a parallel edition: its page lacks a part")
    front, text, imprint = (markup.blocks(part, page) for part in (header, main, footer))
    return Read(_lines(front), text, _lines(imprint))


def _pdf(data: bytes, _: Parallel) -> Read:
    import pikepdf

    from pipeline.editions.pdf import catalog
    from pipeline.editions.pdf.blocks import Listener
    from pipeline.editions.pdf.characters import Characters
    from pipeline.editions.pdf.structure import Structure

    with pikepdf.open(io.BytesIO(data)) as pdf:
        structure, characters, destinations = Structure(pdf), Characters(data), catalog.destinations(pdf)
        parts = structure.parts()
        at = [number for number, part in enumerate(parts) if part.role == "Art"]
        if len(at) != 1:
            raise ValueError("not a parallel edition: it has no one text")
        last = len(parts) - 1
        heard = []
        for some in (parts[: at[0]], parts[at[0] : max(last, at[0] + 1)], parts[max(last, at[0] + 1) :]):
            listener = Listener(characters, structure.language, destinations)
            for part in some:
                listener.hear(structure.walk(part))
            heard.append(listener.blocks)
    return Read(_lines(heard[0]), heard[1], _lines(heard[2]))


def _lines(blocks: Iterable[Said]) -> tuple[Said, ...]:
    return tuple(Said("paragraph", one.text.casefold()) for one in blocks if one.text)


READ: Mapping[str, Callable[[bytes, Parallel], Read]] = {"html": _html, "pdf": _pdf}
"""How each file of a parallel edition is read."""
