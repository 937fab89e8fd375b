"""XML as the checks read it: nothing is fetched, no entity is resolved."""

from __future__ import annotations

from typing import Any


def parsed(data: bytes) -> Any:
    """The root of an XML file. Raises ValueError where it is not well-formed (XML 1.0, 2.1)."""
    from lxml import etree

    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as error:
        raise ValueError(f"it is not well-formed: {error}") from error


def quoted(text: str) -> str:
    """The beginning of a text, in quotation marks, as a message shows where something is."""
    words = " ".join(text.split())
    return f"“{words[:QUOTED]}”" if words else ""


QUOTED = 60
"""Characters of a text that a message quotes."""
