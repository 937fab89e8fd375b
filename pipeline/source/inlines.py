"""Inline tokens to inline nodes: emphasis, links, pictures, note calls, spans and the little HTML that is taken."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias

from pipeline.nodes import (
    NOWHERE,
    PLAIN,
    Code,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    NoteCall,
    Paragraph,
    Picture,
    Position,
    Span,
    Strong,
    Text,
)  # fmt: skip
from pipeline.source import html
from pipeline.source.context import Body, Call
from pipeline.source.links import judge
from pipeline.source.syntax import DEEPEST

if TYPE_CHECKING:
    from markdown_it.token import Token

Content: TypeAlias = tuple[Inline, ...]

_CODE = re.compile(r"(`+).*?\1", re.DOTALL)
_SPACED_CALL = re.compile(r"(?<!\\)\[\^([^\s\[\]]+(?:\s+[^\s\[\]]+){1,4})\](?!\()")

# Scripts that set no space between words: Han, kana, bopomofo, their punctuation and full-width forms. Not Hangul.
_SPACELESS = re.compile(
    "[\u2e80-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60"
    "\U00020000-\U0003ffff]"
)


@dataclass(slots=True)
class Frame:
    """Something that is open: what closes it (a token's type, or `</sub>`), and what its content becomes."""

    closer: str
    make: Callable[[Content], Content]
    at: Position = NOWHERE
    written: str = ""
    children: list[Inline] = field(default_factory=list)

    def close(self) -> Content:
        return self.make(merged(self.children))


def merged(nodes: Sequence[Inline]) -> Content:
    """The nodes with neighbouring texts made one, and empty ones left out."""
    result: list[Inline] = []
    for is_text, group in groupby(nodes, lambda node: type(node) is Text):
        if is_text:
            text = "".join([node.text for node in group if isinstance(node, Text)])
            if text:
                result.append(Text(text))
        else:
            result += group
    return tuple(result)


def read_inlines(token: Token, body: Body) -> Content:
    """The nodes of an `inline` token."""
    for match in _SPACED_CALL.finditer(_CODE.sub("", token.content)) if "[^" in token.content else ():
        label = " ".join(match[1].split())
        fix = f"write [^{label.replace(' ', '-')}], here and where its text stands, or \\[^ for the characters"
        body.findings.add("T19", f"the footnote [^{label}] has a label of several words", fix, body.line(token))
    return _Reader(token, body).read(token.children or ())


class _Reader:
    def __init__(self, token: Token, body: Body) -> None:
        self.token = token
        self.body = body
        self.stack = [Frame("", lambda content: content)]
        self.last = ""

    def read(self, tokens: Sequence[Token]) -> Content:
        for index, token in enumerate(tokens):
            if token.type in ("text", "text_special"):
                self.text(token.content)
            elif token.type == "softbreak":
                self.soft_break(tokens, index)
            elif token.type.endswith("_close"):
                self.close(token)
            else:
                _HANDLERS[token.type](self, token)
        self.unwind("")
        return self.stack[0].close()

    def place(self, token: Token) -> Position:
        return self.body.place(self.token, token.meta.get("at"))

    # -------------------------------------------------------------- what is open

    def add(self, *nodes: Inline) -> None:
        self.stack[-1].children += nodes

    def open(self, closer: str, make: Callable[[Content], Content], at: Position, written: str = "") -> None:
        if len(self.stack) == DEEPEST:
            self.body.findings.add("T23", "this is nested too deep", "write it with less nesting", at)
        if len(self.stack) >= DEEPEST:
            make = _bare
        self.stack.append(Frame(closer, make, at, written))

    def pop(self) -> None:
        content = self.stack.pop().close()
        self.add(*content)

    def unwind(self, closer: str) -> None:
        """Closes the HTML elements that are still open where something round them ends."""
        while self.stack[-1].closer != closer:
            frame = self.stack[-1]
            fix = f"add {frame.closer} where it ends, inside what it stands in"
            self.body.findings.add("T07", f"{frame.written} is not closed", fix, frame.at)
            frame.make = _bare
            self.pop()

    def close(self, token: Token) -> None:
        self.unwind(token.type)
        frame = self.stack[-1]
        given = token.meta.get("given")
        if given:
            attributes, _ = self.body.attributes.read(given, frame.at, where="on a link")
            make = frame.make
            frame.make = lambda content: (Span(make(content), attributes),)
        self.pop()

    # -------------------------------------------------------------- text

    def text(self, text: str) -> None:
        if text:
            self.add(Text(text))
            self.last = text[-1]

    def soft_break(self, tokens: Sequence[Token], index: int) -> None:
        """A line break in the source is a space, but nothing between two characters that are written together."""
        following = next((token.content for token in tokens[index + 1 : index + 4] if token.content), "")
        if not (_SPACELESS.match(self.last) and _SPACELESS.match(following)):
            self.text(" ")

    def hard_break(self, _: Token) -> None:
        self.add(LineBreak())
        self.last = ""

    def code(self, token: Token) -> None:
        node: Inline = Code(token.content)
        given = token.meta.get("given")
        if given:
            attributes, _ = self.body.attributes.read(given, self.body.line(self.token), where="on code")
            node = Span((node,), attributes)
        self.add(node)
        self.last = token.content[-1:]

    def emphasis(self, token: Token) -> None:
        self.open("em_close", lambda content: (Emphasis(content),) if content else (), self.body.line(self.token))
        del token

    def strong(self, token: Token) -> None:
        self.open("strong_close", lambda content: (Strong(content),) if content else (), self.body.line(self.token))
        del token

    def span(self, token: Token) -> None:
        at = self.place(token)
        attributes, _ = self.body.attributes.read(token.meta["given"], at, where="on a span")
        self.open("span_close", lambda content: (Span(content, attributes),), at)

    # -------------------------------------------------------------- links, pictures, notes

    def link(self, token: Token) -> None:
        at = self.place(token)
        target, title = str(token.attrs["href"]), str(token.attrs.get("title", ""))
        if "label" in token.meta:
            self.body.used.add(token.meta["label"])
        sound = judge(target, self.body.findings, at)

        def make(content: Content) -> Content:
            if not sound:
                return content
            if not content and not target.startswith("#"):
                self.body.findings.add("T17", "a link without text", f"write [its text]({target})", at)
            if target.startswith("#"):
                self.body.links.append((target[1:], at, not content))
            return (Link(target, content, title, at),)

        self.open("link_close", make, at)

    def image(self, token: Token) -> None:
        at = self.place(token)
        if "label" in token.meta:
            self.body.used.add(token.meta["label"])
        given = dict(token.meta.get("given", ()))
        width = given.pop("width", "")
        if width:
            _, extra = self.body.attributes.read((("width", width),), at, ("width",))
            width = extra.get("width", "")
        if given and "alone" not in token.meta:  # the attributes of a picture that stands alone are the figure's
            fix = "leave only width, or put the picture in a paragraph of its own"
            self.body.findings.add("T13", f"a picture in a line takes no {', '.join(given)}", fix, at)
        alt = self._alt(token.children or (), at).strip()
        if not alt:
            fix = f"write ![what it shows]({token.attrs['src']})"
            self.body.findings.add("P05", "the picture has no alternative text", fix, at)
        picture = Picture(str(token.attrs["src"]), alt, str(token.attrs.get("title", "")), width, at)
        self.body.pictures.append(picture)
        self.add(picture)
        self.last = ""

    def _alt(self, tokens: Sequence[Token], at: Position) -> str:
        """The alternative text: the bare text of what stands in the brackets (CommonMark 0.31.2, 6.4)."""
        parts = []
        for token in tokens:
            if token.type in ("footnote_ref", "html_inline"):
                code, what = ("T21", "a footnote") if token.type == "footnote_ref" else ("T06", "HTML")
                self.body.findings.add(code, f"{what} in an alternative text", "write plain text there", at)
            parts.append(" " if token.type in ("softbreak", "hardbreak") else self._alt_part(token, at))
        return "".join(parts)

    def _alt_part(self, token: Token, at: Position) -> str:
        return self._alt(token.children or (), at) if token.type == "image" else token.content

    def note(self, token: Token) -> None:
        at, body = self.place(token), self.body
        label = str(token.meta.get("label", ""))
        written = f"[^{label}]" if label else "^[…]"
        if body.in_note or any(frame.closer == "link_close" for frame in self.stack):
            where = "footnote" if body.in_note else "link"
            body.findings.add("T21", f"the footnote {written} is called in a {where}", "call it in the text", at)
            self.text(written)
            return
        key: Any = label or token.meta["id"]
        call = body.calls.setdefault(key, Call(label, at, len(body.calls) + 1))
        call.count += 1
        if not label:
            call.blocks = self._inline_note(token, at)
        self.add(NoteCall(call.number, call.count, at))
        self.last = ""

    def _inline_note(self, token: Token, at: Position) -> tuple[Paragraph, ...]:
        found = self.body.env["footnotes"]["list"][token.meta["id"]]
        inner = type(self.token)("inline", "", 0, content=found["content"], map=self.token.map)
        self.body.in_note = True
        content = _Reader(inner, self.body).read(found["tokens"])
        self.body.in_note = False
        return (Paragraph(content, "", PLAIN, at),)

    # -------------------------------------------------------------- HTML

    def html(self, token: Token) -> None:
        at, tag = self.place(token), html.parse(token.content)
        if tag is None or (tag.closing and tag.name == "br"):
            html.refuse(token.content, self.body, at)
            self.text(token.content)
        elif tag.name == "br":
            html.no_attributes(tag, self.body, at)
            self.hard_break(token)
        elif not tag.closing:
            self.open(f"</{tag.name}>", html.maker(tag, self.body, at), at, token.content)
        elif self.stack[-1].closer == f"</{tag.name}>":
            self.pop()
        else:
            self._stray(tag.name, at)

    def _stray(self, name: str, at: Position) -> None:
        """A closing tag that closes nothing here, or not the innermost thing."""
        inner = self.stack[-1].written
        fix = f"close {inner} first" if inner else f"add <{name}> where it begins, or delete it"
        self.body.findings.add("T07", f"</{name}> closes nothing here", fix, at)


def _bare(content: Content) -> Content:
    return content


_HANDLERS: dict[str, Callable[[_Reader, Token], None]] = {
    "hardbreak": _Reader.hard_break,
    "code_inline": _Reader.code,
    "em_open": _Reader.emphasis,
    "strong_open": _Reader.strong,
    "span_open": _Reader.span,
    "link_open": _Reader.link,
    "image": _Reader.image,
    "footnote_ref": _Reader.note,
    "html_inline": _Reader.html,
}
