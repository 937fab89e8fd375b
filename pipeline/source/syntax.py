"""The Markdown we take: CommonMark 0.31.2, tables, footnotes, definition lists, attributes and ::: divisions.

Our own rules for markdown-it: attributes that keep what they do not understand as text, `:::` lines, and for
every inline token that a message may speak of the offset at which it stands. `tokens` is the only way in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from pipeline.source import attributes, lists

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

DEEPEST = 20
"""Levels of quotes and lists (a list counts two) from which the rest is text and a problem."""

INLINE_TAGS = ("br", "sub", "sup", "abbr", "bdi", "span")
_INLINE_TAG = re.compile(rf"</?(?:{'|'.join(INLINE_TAGS)})(?=[\s/>])", re.IGNORECASE)
_DIVISION = re.compile(r":{3,}[ \t]*([^\s{}:]*)[ \t]*(.*)")
_CALL = re.compile(r"\[\^[^\s\]]{1,200}\]")
_TRAILING = re.compile(r"(?:^|[ \t])(\{[^{}]*\})[ \t]*$")


def tokens(text: str) -> tuple[list[Token], dict[str, Any]]:
    """The tokens of a Markdown text, and what the parser remembers: references, notes, odd character references.

    Raises RecursionError never: nesting ends at `DEEPEST`.
    """
    env: dict[str, Any] = {}
    return _parser().parse(text, env), env


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    md = MarkdownIt("commonmark", {"maxNesting": DEEPEST + 8, "store_labels": True}).enable("table")
    md.use(footnote_plugin, move_to_end=False, always_match_refs=True).use(deflist_plugin)
    # Links are judged by the reader, which says what is wrong with them; the parser would drop them.
    md.__dict__.update(validateLink=lambda _: True, normalizeLink=_link, normalizeLinkText=str, helpers=_Helpers())
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("table", "too_deep", _too_deep)
    md.block.ruler.before("fence", "attributes", _attribute_line)
    md.block.ruler.before("fence", "division", _division, interrupts)
    lists.install(md)
    md.core.ruler.after("block", "heading_attributes", _heading_attributes)
    md.inline.ruler.after("link", "span", _located(_span))
    md.inline.ruler.push("attributes", _inline_attributes)
    _wrap(md)
    return md


def _wrap(md: MarkdownIt) -> None:
    """Puts our wrappers round rules that are there."""
    inline = {rule.name: rule.fn for rule in md.inline.ruler.__rules__}
    for name in ("link", "image", "footnote_inline", "autolink", "html_inline"):
        md.inline.ruler.at(name, _located(inline[name]))
    md.inline.ruler.at("footnote_ref", _located(_guarded(inline["footnote_ref"])))
    md.inline.ruler.at("entity", _entity(inline["entity"]))
    block = {rule.name: rule for rule in md.block.ruler.__rules__}
    html = block["html_block"]
    md.block.ruler.at("html_block", _html_block(html.fn), {"alt": html.alt})


def _link(url: str) -> str:
    """Addresses of the web are percent-encoded; ids and file names stay what they are."""
    if re.match(r"(?:https?|mailto|tel):", url, re.IGNORECASE):
        from markdown_it.common.normalize_url import normalizeLink

        return normalizeLink(url)
    return unquote(url) if "%" in url and "\ufffd" not in unquote(url) else url


# ------------------------------------------------------------------ blocks


def _too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Below `DEEPEST` the rest of the block is one text, and noted: the parser alone would drop it."""
    if state.level < DEEPEST or silent:
        return False
    token = state.push("too_deep", "", 0)
    token.content = state.getLines(start, end, state.blkIndent, False).strip()
    token.map = [start, end]
    state.line = end
    return True


def _line(state: StateBlock, start: int) -> str | None:
    """A line without its indentation; None for a line of indented code."""
    if state.is_code_block(start):
        return None
    return state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]


def _attribute_line(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    if not state.src.startswith("{", state.bMarks[start] + state.tShift[start]):
        return False
    line = _line(state, start)
    found = attributes.parse(line) if line else None
    if line is None or found is None or line[found[0] :].strip():
        return False
    if not silent:
        token = state.push("attributes", "", 0)
        token.meta["given"] = found[1]
        token.map = [start, start + 1]
        state.line = start + 1
    return True


def _division(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """A `:::` line: with a word it opens a division, bare it closes the innermost one. Paired by the reader."""
    if not state.src.startswith(":::", state.bMarks[start] + state.tShift[start]):
        return False
    line = _line(state, start)
    match = _DIVISION.fullmatch(line.strip()) if line else None
    if match is None:
        return False
    if not silent:
        token = state.push("division", "", 0)
        token.info, token.content = match[1], match[0]
        found = attributes.parse(match[2])
        rest = match[2][found[0] :] if found else match[2]
        token.meta = {"given": found[1] if found else (), "rest": rest.strip(": \t")}
        token.map = [start, start + 1]
        state.line = start + 1
    return True


def _html_block(rule: Callable[..., bool]) -> Callable[..., bool]:
    def html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        """A line that begins with a tag of the allowlist is a paragraph."""
        if _INLINE_TAG.match(state.src, state.bMarks[start] + state.tShift[start]):
            return False
        return rule(state, start, end, silent)

    return html_block


def _heading_attributes(state: StateCore) -> None:
    """`# Heading {#id}`: the list at the end of a heading's line belongs to the heading."""
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type != "heading_open":
            continue
        match = _TRAILING.search(inline.content)
        found = attributes.parse(match[1]) if match else None
        if match and found and found[0] == len(match[1]):
            opening.meta["given"] = found[1]
            inline.content = inline.content[: match.start()].rstrip()


# ------------------------------------------------------------------ inlines


class _Helpers:
    """markdown-it's helpers, with a link label that may hold spans and note calls: the reader judges those."""

    def __init__(self) -> None:
        from markdown_it import helpers

        self.parseLinkDestination = helpers.parseLinkDestination
        self.parseLinkTitle = helpers.parseLinkTitle

    def parseLinkLabel(self, state: StateInline, start: int, disableNested: bool = False) -> int:  # noqa: N802, N803
        """The offset of the `]` that ends the label opened at `start`; -1: there is none, or a link is in it."""
        old, level, end = state.pos, 1, -1
        state.pos = start + 1
        while state.pos < state.posMax:
            marker, before = state.src[state.pos], state.pos
            if marker == "]":
                level -= 1
                if level == 0:
                    end = state.pos
                    break
            state.md.inline.skipToken(state)
            if marker == "[" and before == state.pos - 1:
                level += 1
            elif marker == "[" and disableNested and not self._may_nest(state, before):
                break
        state.pos = old
        return end

    @staticmethod
    def _may_nest(state: StateInline, start: int) -> bool:
        return state.src.startswith("[^", start) or state.src.startswith("}", state.pos - 1)


def _located(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    def located(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            for token in state.tokens[count : count + 2]:
                if token.type != "text":
                    token.meta["at"] = start
                    break
        return True

    return located


def _guarded(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """A look ahead of bounded length: the rule alone would search the whole paragraph for a bracket."""

    def footnote_ref(state: StateInline, silent: bool) -> bool:
        return bool(_CALL.match(state.src, state.pos)) and rule(state, silent)

    return footnote_ref


def _entity(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    def entity(state: StateInline, silent: bool) -> bool:
        """Remembers the characters that references make, and the references that make none."""
        start, before = state.pos, len(state.tokens)
        if state.src[start] != "&" or not rule(state, silent):
            return False
        if not silent:
            written = state.src[start : state.pos]
            made = state.tokens[-1].content if len(state.tokens) > before else ""
            state.env.setdefault("made", []).append((written, made))
        return True

    return entity


def _span(state: StateInline, silent: bool) -> bool:
    """`[text]{lang=fr}`"""
    if state.src[state.pos] != "[":
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos, False)
    found = attributes.parse(state.src, end + 1) if end >= 0 else None
    if found is None or found[0] > state.posMax:
        return False
    if not silent:
        start, maximum = state.pos, state.posMax
        state.pos, state.posMax = start + 1, end
        state.push("span_open", "span", 1).meta["given"] = found[1]
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
        state.posMax = maximum
    state.pos = found[0]
    return True


_TAKES = ("image", "link_close", "code_inline")


def _inline_attributes(state: StateInline, silent: bool) -> bool:
    """`![alt](file){width=50%}`, `[text](address){lang=fr}`, `` `code`{#id} ``"""
    if state.src[state.pos] != "{" or state.pending or not state.tokens:
        return False
    last = state.tokens[-1]
    found = attributes.parse(state.src, state.pos) if last.type in _TAKES and "given" not in last.meta else None
    if found is None or found[0] > state.posMax:
        return False
    if not silent:
        last.meta["given"] = found[1]
    state.pos = found[0]
    return True
