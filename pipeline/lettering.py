"""Lettering: which families set a document, in which order, and what its languages ask of a style sheet.

A style names `var(--serif)`, `var(--sans)` and `var(--mono)`; the families are written in their place, so that a
reader that knows no variables finds them too. A style that defines them itself keeps its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.document import Document, other_languages
from pipeline.fonts import Face, needed, ordered, stack
from pipeline.nodes import Code, CodeBlock, walk
from pipeline.scripts import classes
from pipeline.tags import FALLBACK

ROLES = {"serif": "", "sans": "sans", "mono": "mono"}


def needed_for(document: Document, faces: tuple[Face, ...], shown: str) -> list[tuple[Face, frozenset[str]]]:
    """The faces of a page, each with the characters that it gives, in the order of the house.

    `shown`: all that the page shows, which is in the document's language; its parts in another one, and its code, have
    families of their own.
    """
    everything = (document.blocks, *(note.blocks for note in document.notes))
    code = {char for node in walk(everything) if isinstance(node, Code | CodeBlock) for char in node.text}
    found: dict[Path, frozenset[str]] = {}
    for face, given in (
        *(one for language, text in _texts(document, shown) for one in needed(ordered(faces, language), text)),
        *needed((face for face in faces if face.role == "mono"), code),
    ):
        found[face.path] = found.get(face.path, frozenset()) | given
    return [(face, found[face.path]) for face in faces if face.path in found]


def _texts(document: Document, shown: str) -> Iterator[tuple[str, str]]:
    yield document.metadata.language, shown
    for language, text in other_languages(document).items():
        # Labels that the house has in English only stand outside the text too, and in the faces of English.
        yield language, text + shown if language == FALLBACK else text


def styled(css: str, faces: tuple[Face, ...], document: Document) -> str:
    """A style sheet with the families of a document in the order of its language, and the rules for parts in others."""
    own = document.metadata.language
    for name, role in ROLES.items():
        if f"--{name}:" not in css:
            css = css.replace(f"var(--{name})", stack(ordered(faces, own), role))
    rules = (_rules(language, own, faces) for language in other_languages(document))
    return "\n".join((css, *filter(None, rules)))


def _rules(language: str, own: str, faces: tuple[Face, ...]) -> str:
    """What is other in a part of another language than in the text around it."""
    here, around = classes(language), classes(own)
    said = []
    families = stack(ordered(faces, language))
    if families != stack(ordered(faces, own)):
        said.append(f"font-family: {families}")
    rules = []
    if "upright" in here:
        said.append("hyphens: none")
        if "upright" not in around:
            said.append("font-style: normal")
            rules.append(f'[lang="{language}"] em {{ font-style: normal; font-weight: 700 }}')
    elif "upright" in around:
        rules.append(f'[lang="{language}"] em {{ font-style: italic; font-weight: inherit }}')
    if said:
        rules.insert(0, f'[lang="{language}"] {{ {"; ".join(said)} }}')
    return "\n".join(rules)
