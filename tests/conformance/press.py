"""Makes the press of the fixtures: `python -m tests.conformance.press FOLDER`.

It holds the texts of source/, and one long document in each language of `everything`: the body of that, many times
over, with ids and notes of their own.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

SOURCE = Path(__file__).with_name("source")
TIMES = 14
"""How often a long document says everything: more than forty pages, in every language."""


def make(folder: Path) -> Path:
    """Writes the press anew. Returns the folder."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SOURCE, folder / "source")
    shutil.copytree(SOURCE / "everything", folder / "source/long")
    for text in sorted((folder / "source/long").glob("*.md")):
        _, front, body = text.read_text(encoding="utf-8").split("---\n", 2)
        chapters = [_chapter(body, number) for number in range(1, TIMES + 1)]
        text.write_text(f"---\n{front.replace('FICT/ALL', 'FICT/LONG')}---\n{''.join(chapters)}", encoding="utf-8")
    return folder


def _chapter(body: str, number: int) -> str:
    """The body with ids, links to them, notes and headings that no other chapter has."""
    body = re.sub(r"(?<=\{#)([\w-]+)|(?<=\]\(#)([\w-]+)", rf"\g<0>-{number}", body)
    body = re.sub(r"\[\^(\d+)\]", rf"[^{number}-\1]", body)
    return re.sub(r"^(# .*?)(?= \{|$)", rf"\1 ({number})", body, flags=re.MULTILINE)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
