"""The first difference between two texts, HTML and XML among them: line, column, and the element it is in."""

from __future__ import annotations

from pipeline.reproduction.difference import Difference, excerpt, in_bytes, offset

XML = ("<?xml", "<?xpacket")
"""What XML begins with here, and HTML does not."""


def first(before: bytes, after: bytes) -> Difference | None:
    """The first difference of two texts in UTF-8; of what is none, the first byte. None: they are the same."""
    try:
        old, new = before.decode(), after.decode()
    except UnicodeDecodeError:
        return in_bytes(before, after)
    at = offset(old, new)
    if at is None:
        return None
    place: tuple[str, ...] = (position(new, at),)
    element = element_at(new, at) if new.startswith(XML) else ""
    return Difference((*place, element) if element else place, excerpt(old, at), excerpt(new, at))


def position(text: str, at: int) -> str:
    """Line and column of a character, both from 1; lines end at a line feed."""
    return f"line {text.count(chr(10), 0, at) + 1}, column {at - text.rfind(chr(10), 0, at)}"


def element_at(xml: str, at: int) -> str:
    """The elements around a character, outermost first: `w:document/w:body/w:p[12]/w:r/w:t`.

    Only elements with an earlier sibling of their name bear a number. Empty where it is not well-formed.
    """
    from xml.parsers import expat

    path: list[str] = []
    counts: list[dict[str, int]] = [{}]

    def start(name: str, _: dict[str, str]) -> None:
        number = counts[-1][name] = counts[-1].get(name, 0) + 1
        path.append(f"{name}[{number}]" if number > 1 else name)
        counts.append({})

    def end(_: str) -> None:
        path.pop()
        counts.pop()

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(xml[:at].encode(), False)
    except expat.ExpatError:
        return ""
    return "/".join(path)
