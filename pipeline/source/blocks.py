"""Block tokens to block nodes: one method for each kind of token."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from pipeline.nodes import (
    CORRECTION,
    DIVISIONS,
    PLAIN,
    Attributes,
    Block,
    BulletList,
    CodeBlock,
    Definition,
    DefinitionList,
    Division,
    Figure,
    Heading,
    Inline,
    ListItem,
    OrderedList,
    Paragraph,
    Picture,
    Position,
    Quote,
    Rule,
    Text,
)  # fmt: skip
from pipeline.source import html
from pipeline.source.attributes import Given
from pipeline.source.context import Body
from pipeline.source.divisions import EXTRA, Open, known_role
from pipeline.source.findings import quoted
from pipeline.source.inlines import read_inlines
from pipeline.source.lists import warn_of_items
from pipeline.source.positions import position_heading
from pipeline.source.replacements import correction
from pipeline.source.syntax import DEEPEST
from pipeline.source.tables import read_table

if TYPE_CHECKING:
    from markdown_it.token import Token


class BlockReader:
    """Reads a body's tokens from the first to the last."""

    def __init__(self, tokens: list[Token], body: Body) -> None:
        self.tokens = tokens
        self.body = body
        self.index = 0
        self.pending: list[tuple[Given, Position]] = []
        self.level = 0
        self.divisions = 0

    def read(self) -> tuple[Block, ...]:
        """The blocks of the whole body."""
        return self.blocks("")

    def next(self) -> Token:
        token = self.tokens[self.index]
        self.index += 1
        return token

    def ahead(self) -> str:
        return self.tokens[self.index].type if self.index < len(self.tokens) else ""

    def blocks(self, closer: str) -> tuple[Block, ...]:
        """The blocks up to the token that closes what they stand in, which is taken too."""
        stack = [Open("", PLAIN, Position())]
        while self.ahead() != closer:
            token = self.next()
            if token.type == "attributes":
                if not self.body.clings(token, self.tokens[max(self.index - 2, 0)]):
                    self.pending.append((token.meta["given"], self.body.line(token)))
            elif token.type == "division":
                self._division(token, stack)
            elif (block := _HANDLERS[token.type](self, token)) is not None:
                stack[-1].blocks.append(block)
        self._nothing_pending()
        while len(stack) > 1:
            fix = "add a line ::: where it ends"
            self.body.findings.add("T11", f"{quoted(stack[-1].written)} is never closed", fix, stack[-1].at)
            self._close(stack)
        if closer:
            self.next()
        return tuple(stack[0].blocks)

    # -------------------------------------------------------------- attributes

    def take(self, token: Token, extra: Iterable[str] = (), where: str = "here") -> tuple[Attributes, dict[str, str]]:
        """The attributes of a block: those of the lines above it and those that it carries itself."""
        if not self.pending and "given" not in token.meta:
            return PLAIN, {}
        at = self.body.line(token)
        given = tuple(item for items, _ in self.pending for item in items) + tuple(token.meta.get("given", ()))
        if self.pending:
            at = self.pending[0][1]
            self.pending.clear()
        return self.body.attributes.read(given, at, extra, where)

    def _nothing_pending(self) -> None:
        for _, at in self.pending:
            fix = "put the line directly above what it describes, or delete it"
            self.body.findings.add("T14", "these attributes belong to nothing", fix, at)
        self.pending.clear()

    # -------------------------------------------------------------- divisions

    def _division(self, token: Token, stack: list[Open]) -> None:
        at, role = self.body.line(token), token.info
        if not role and not token.meta["given"] and not token.meta["rest"]:
            self._nothing_pending()
            if len(stack) > 1:
                self._close(stack)
            else:
                fix = "delete it, or open a division above it: " + ", ".join(f"::: {name}" for name in DIVISIONS)
                self.body.findings.add("T12", "this ::: closes nothing", fix, at)
            return
        role = known_role(token, stack[-1].role, self.body.findings, at)
        self.divisions += 1
        if self.divisions == DEEPEST + 1:
            self.body.findings.add("T23", "this is nested too deep", "write it with fewer divisions", at)
        attributes, given = self.take(token, EXTRA.get(role, ()), "on a division")
        stack.append(Open(role, attributes, at, token.content, given))
        if given.get("by"):
            stack[-1].blocks.append(position_heading(given, stack[-2].blocks if stack[-2].role else [], at, self.body))

    def _close(self, stack: list[Open]) -> None:
        done = stack.pop()
        self.divisions -= 1
        if self.divisions >= DEEPEST:
            stack[-1].blocks += done.blocks
        else:
            made = Division(done.role, tuple(done.blocks), done.attributes, done.at)
            if done.role == CORRECTION:
                made = correction(made, done.given, min(self.level + 1, 6), self.body)
            stack[-1].blocks.append(made)

    # -------------------------------------------------------------- text

    def heading(self, token: Token) -> Block:
        at = self.body.line(token)
        attributes, _ = self.take(token, where="on a heading")
        content, level = self._inline(), int(token.tag[1:])
        self.next()
        if level > self.level + 1:
            due = self.level + 1
            message = f"a heading of level {level} follows one of level {self.level}"
            if not self.level:
                message = f"the first heading is of level {level}"
            fix = f"begin it with {'#' * due}" if due == 1 else f"begin it with {'#' * due} or fewer"
            self.body.findings.add("T08", message, fix, at)
        self.level = level
        return Heading(level, content, attributes, at)

    def paragraph(self, token: Token) -> Block:
        inline = self.tokens[self.index]
        children = inline.children or []
        if len(children) == 1 and children[0].type == "image":
            return self._figure(token, children[0])
        attributes, _ = self.take(token, where="on a paragraph")
        warn_of_items(inline.content, self.body.line(token), self.body.findings)
        content = self._inline()
        self.next()
        return Paragraph(content, "", attributes, self.body.line(token))

    def _figure(self, token: Token, image: Token) -> Block:
        """A paragraph that is nothing but one picture; its title is the caption."""
        image.meta["alone"] = True
        token.meta["given"] = tuple(item for item in image.meta.get("given", ()) if item[0] != "width")
        attributes, extra = self.take(token, ("width",), "on a picture")
        if "width" in extra:
            image.meta["given"] = (("width", extra["width"]),)
        picture = next(node for node in self._inline() if isinstance(node, Picture))
        self.next()
        caption = (Text(picture.title),) if picture.title else ()
        return Figure(picture, caption, attributes, self.body.line(token))

    def _inline(self) -> tuple[Inline, ...]:
        return read_inlines(self.body.checked(self.next()), self.body)

    def code(self, token: Token) -> Block:
        attributes, _ = self.take(token, where="on code")
        language = next(iter(token.info.split()), "")
        if token.type == "code_block":
            fix = "write ``` above and below it if it is code, else take the spaces away"
            self.body.findings.add("T36", "four spaces make this code", fix, self.body.line(token), warning=True)
        return CodeBlock(token.content, language, attributes, self.body.line(token))

    def rule(self, token: Token) -> Block:
        self._nothing_pending()
        return Rule(self.body.line(token))

    def html(self, token: Token) -> Block:
        self._nothing_pending()
        html.refuse(token.content, self.body, self.body.line(token))
        return Paragraph((Text(token.content.strip()),), "", PLAIN, self.body.line(token))

    def too_deep(self, token: Token) -> Block:
        self._nothing_pending()
        at = self.body.line(token)
        self.body.findings.add("T23", "this is nested too deep", "write it with fewer quotes and lists", at)
        return Paragraph((Text(token.content),), "", PLAIN, at)

    # -------------------------------------------------------------- quotes, lists, definitions

    def quote(self, token: Token) -> Block:
        attributes, _ = self.take(token, where="on a quotation")
        return Quote(self.blocks("blockquote_close"), attributes, self.body.line(token))

    def bullet_list(self, token: Token) -> Block:
        attributes, _ = self.take(token, where="on a list")
        items, tight = self._items("bullet_list_close")
        return BulletList(items, tight, attributes, self.body.line(token))

    def ordered_list(self, token: Token) -> Block:
        attributes, _ = self.take(token, where="on a list")
        items, tight = self._items("ordered_list_close")
        given = token.meta or {"start": int(token.attrs.get("start", 1)), "delimiter": token.markup}
        return OrderedList(items, tight=tight, attributes=attributes, position=self.body.line(token), **given)

    def _items(self, closer: str) -> tuple[tuple[ListItem, ...], bool]:
        items = []
        tight = True
        while self.ahead() != closer:
            token = self.next()
            for inner in self.tokens[self.index : self.index + 1]:
                tight = tight and not (inner.type == "paragraph_open" and not inner.hidden)
            items.append(ListItem(self.blocks("list_item_close"), PLAIN, self.body.line(token)))
        self.next()
        return tuple(items), tight

    def definitions(self, token: Token) -> Block:
        attributes, _ = self.take(token, where="on a list")
        items = []
        while self.ahead() != "dl_close":
            at = self.body.line(self.next())
            term = self._inline()
            self.next()
            descriptions = []
            while self.ahead() == "dd_open":
                self.next()
                descriptions.append(self.blocks("dd_close"))
            items.append(Definition(term, tuple(descriptions), at))
        self.next()
        return DefinitionList(tuple(items), attributes, self.body.line(token))

    def table(self, token: Token) -> Block:
        attributes, extra = self.take(token, ("caption",), "on a table")
        return read_table(token, iter(self.next, None), attributes, extra.get("caption", ""), self.body)

    # -------------------------------------------------------------- notes

    def note_text(self, token: Token) -> None:
        """The text of a footnote: kept for the end of the document, where its number is known."""
        self._nothing_pending()
        label, at = token.meta["label"], self.body.line(token)
        nested, self.body.in_note = self.body.in_note, True
        blocks = self.blocks("footnote_reference_close")
        self.body.in_note = nested
        if nested:
            self.body.findings.add("T21", f"the footnote [^{label}] stands in a footnote", "put it below", at)
        if label in self.body.texts:
            line = self.body.texts[label][1].line
            message = f"the footnote [^{label}] has a text on line {line} already"
            self.body.findings.add("T22", message, "give one of them another label", at)
        else:
            self.body.texts[label] = (blocks, at)


_HANDLERS: dict[str, Callable[[BlockReader, Token], Block | None]] = {
    "heading_open": BlockReader.heading,
    "paragraph_open": BlockReader.paragraph,
    "fence": BlockReader.code,
    "code_block": BlockReader.code,
    "hr": BlockReader.rule,
    "html_block": BlockReader.html,
    "too_deep": BlockReader.too_deep,
    "blockquote_open": BlockReader.quote,
    "bullet_list_open": BlockReader.bullet_list,
    "ordered_list_open": BlockReader.ordered_list,
    "dl_open": BlockReader.definitions,
    "table_open": BlockReader.table,
    "footnote_reference_open": BlockReader.note_text,
}
