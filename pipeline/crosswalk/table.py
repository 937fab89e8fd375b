"""The crosswalk as a Markdown table for docs/metadata.md: `python -m pipeline.crosswalk.table > docs/metadata.md`."""

from __future__ import annotations

from pipeline.crosswalk.fields import FIELDS, KEYS
from pipeline.crosswalk.row import COLUMNS, At, Field

_HEAD = """# The metadata crosswalk

One row for each field. From these rows (`pipeline/crosswalk/fields.py`) come the keys of the front matter, what
every edition writes, and what is read back from it. This page is made from them by `make golden`; a test keeps it true.

Every field also stands, whole, in the record part of the DOCX (`customXml/item1.xml`), since Word's own
properties end at 255 characters. An address in *italics* is a view: the value in the shape that the vocabulary
wants, for people and other programs; the others read back to the same value.

## The fields

| field | value | many | required | default | what it says |
|---|---|---|---|---|---|
"""
_NAMES = {
    "info": "PDF Info",
    "xmp": "PDF XMP",
    "docx": "DOCX",
    "opf": "EPUB package",
    "html": "HTML meta",
    "jsonld": "JSON-LD",
}


def _row(row: Field) -> str:
    default = "" if row.default in (None, ()) else f"`{row.default}`"
    many, required = "yes" if row.many else "", "yes" if row.required else ""
    return f"| `{row.name}` | {row.codec.name} | {many} | {required} | {default} | {row.about} |"


def _address(at: At) -> str:
    return f"*{at.path}*" if at.view else f"`{at.path}`"


def _addresses(row: Field) -> str:
    cells = [", ".join(_address(at) for at in getattr(row, column)) or "–" for column in COLUMNS]
    return f"| `{row.name}` | " + " | ".join(cells) + " |"


def table() -> str:
    """The whole page."""
    lines = [_row(row) for row in FIELDS]
    lines += ["", "## Where each stands", "", "| field | " + " | ".join(_NAMES[c] for c in COLUMNS) + " |"]
    lines += ["|---" * (len(COLUMNS) + 1) + "|", *(_addresses(row) for row in FIELDS)]
    return _HEAD + "\n".join(lines) + "\n"


_VALUES = {
    "text": "text", "identifier": "text on one line", "date": "`2011-09-23`", "time": "`2011-09-23T15:00:00+02:00`",
    "language": "BCP 47 tag", "url": "address with `https://`",
}  # fmt: skip


def keys() -> str:
    """The keys of the front matter, for docs/source-format.md."""
    lines = ["| key | value | what it is | default |", "|---|---|---|---|"]
    for row in KEYS:
        one = _VALUES.get(row.codec.name, "a word")
        if row.codec.keys:
            one = "{" + ", ".join(key + ("*" if key in row.codec.required_keys else "") for key in row.codec.keys) + "}"
        default = f"`{row.default}`" if row.default else "–"
        value = f"list of {one}" if row.many else one
        lines.append(f"| `{row.name}`{'*' if row.required else ''} | {value} | {row.about} | {default} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(table(), end="")
