"""Words that a press puts into a document: text that knows which of its parts are in another language.

Where a house has no labels in the language of a document, they come in English. A screen reader has to read them as
English, and they run from left to right in a text that does not (WCAG 2.2, 3.1.2): so the text remembers it, and every
edition says it. To whoever does not ask, it is a string like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import Formatter
from typing import Any, TypeAlias

from pipeline.nodes import Attributes, Inline, Span, Text
from pipeline.scripts import direction

Run: TypeAlias = tuple[str, str]
"""A language, or nothing for that of the document; text."""
_EDGES = re.compile(r"(\W*)(.*?)(\W*)", re.DOTALL)


class Words(str):
    """A text and its `runs`, in order: neighbours are in different languages."""

    __slots__ = ("runs",)
    runs: tuple[Run, ...]

    def __new__(cls, runs: Iterable[Run]) -> Words:
        settled = tuple(_settled(list(runs)))
        self = super().__new__(cls, "".join(text for _, text in settled))
        self.runs = settled
        return self

    def __reduce__(self) -> tuple[type[Words], tuple[tuple[Run, ...]]]:
        return Words, (self.runs,)

    def format(self, *_: Any, **values: Any) -> Words:
        """The pattern with its fields filled in (by name, no conversions): each value stays in its own language."""
        return Words(run for language, text in self.runs for run in _filled(text, language, values))

    def __add__(self, other: str) -> Words:
        return Words((*self.runs, *runs(other)))

    def __radd__(self, other: str) -> Words:
        return Words((*runs(other), *self.runs))


def runs(text: str) -> tuple[Run, ...]:
    """The runs of any string: one without words of another language is in that of the document."""
    return text.runs if isinstance(text, Words) else (("", text),) if text else ()


def joined(parts: Iterable[str], separator: str) -> Words:
    """Texts with a separator between them."""
    result: list[Run] = []
    for part in parts:
        result += [*([("", separator)] if result else []), *runs(part)]
    return Words(result)


def fill(pattern: str, **values: str) -> Words:
    """A pattern with its fields filled in, whether it or a value is in another language or not."""
    return Words(runs(pattern)).format(**values)


def inlines(text: str) -> tuple[Inline, ...]:
    """A text as nodes: a span for what is in another language."""
    return tuple(
        Span((Text(part),), Attributes(language=tag, direction=direction(tag))) if tag else Text(part)
        for tag, part in runs(text)
    )


def spoken(text: str) -> str:
    """The other language that a text is in, or that the words of a pattern are in; nothing for the document's own."""
    return next((tag for tag, _ in runs(text) if tag), "")


def _filled(text: str, language: str, values: dict[str, Any]) -> Iterable[Run]:
    for literal, name, _, _ in Formatter().parse(text):
        yield language, literal
        if name is not None:
            value = values[name]
            yield from runs(value if isinstance(value, str) else str(value))


def _settled(found: list[Run]) -> Iterable[Run]:
    """Runs with neighbours of one language together. Of another language is only what has letters: the signs
    and spaces between it and the text around it belong to that."""
    merged = _merged(found)
    result: list[Run] = []
    for number, (language, text) in enumerate(merged):
        before, said, after = ("", text, "")
        if language and (match := _EDGES.fullmatch(text)):
            before = match[1] if number or not match[2] else ""
            after = match[3] if number + 1 < len(merged) and match[2] else ""
            said = text[len(before) : len(text) - len(after)]
        result += [("", before), (language, said), ("", after)]
    return _merged(result)


def _merged(found: list[Run]) -> list[Run]:
    result: list[Run] = []
    for language, text in found:
        if text and result and result[-1][0] == language:
            result[-1] = (language, result[-1][1] + text)
        elif text:
            result.append((language, text))
    return result
