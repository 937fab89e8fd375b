"""A row of the crosswalk: one field, and its addresses in each edition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pipeline.crosswalk.codecs import Codec
from pipeline.document import Metadata

COLUMNS = ("info", "xmp", "docx", "opf", "html", "jsonld")


@dataclass(frozen=True, slots=True)
class At:
    """One address of a field in one edition.

    `form` says how XMP holds it (text, alt, bag, seq). `view` takes (value, metadata) to the strings to
    write (for JSON-LD: to any JSON value); without a view the codec's strings are written, and read back.
    """

    path: str
    form: str = "text"
    view: Callable[[Any, Metadata], Any] | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One row. `many`: the value is a tuple. `label`: the imprint of every edition shows it, by that string.

    `derived`: no key of the front matter, but made by the reader from the publication as a whole. `shown`: how the
    imprint says the value to people, where that is not its string: (value, metadata) to strings.
    """

    name: str
    codec: Codec
    about: str
    many: bool = False
    required: bool = False
    default: Any = None
    label: str = ""
    shown: Callable[[Any, Metadata], tuple[str, ...]] | None = None
    derived: bool = False
    info: tuple[At, ...] = ()
    xmp: tuple[At, ...] = ()
    docx: tuple[At, ...] = ()
    opf: tuple[At, ...] = ()
    html: tuple[At, ...] = ()
    jsonld: tuple[At, ...] = ()

    def encode(self, value: Any) -> tuple[str, ...]:
        """The strings of a value: none for an absent one, one for each item of a tuple."""
        if value is None:
            return ()
        return tuple(map(self.codec.encode, value)) if self.many else (self.codec.encode(value),)

    def decode(self, strings: tuple[str, ...]) -> Any:
        """The value of strings. Raises CodecError, also where one value is due and several are found."""
        if self.many:
            return tuple(map(self.codec.decode, strings))
        if len(strings) > 1:
            raise ValueError(f"{self.name}: one value is due, {len(strings)} were found")
        return self.codec.decode(strings[0]) if strings else None

    def read_back(self, strings: tuple[str, ...]) -> Any:
        """The value of strings that an edition holds. Raises ValueError, which names the field, where they are none."""
        try:
            return self.decode(strings)
        except ValueError as error:
            raise ValueError(f"{self.name}: {str(error).removeprefix(f'{self.name}: ')}") from error
