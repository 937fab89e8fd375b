"""LibreOffice: does another word processor open a DOCX file, and keep and print every word of it?

Two conversions: to OpenDocument, whose words must be those of the file, all and in order; and to PDF, on whose pages
every letter must be found (what is cut off or hidden is in the first, and not in the second).
"""

from __future__ import annotations

import shutil
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile

from pipeline.conformance import toolbox
from pipeline.conformance.finding import Finding
from pipeline.conformance.judge import Verdicts, verdicts
from pipeline.conformance.judges import words


class LibreOffice:
    name = "libreoffice"
    about = "LibreOffice: opens the file, keeps every word in its order, and prints every letter"
    edition = "docx"

    def missing(self) -> str:
        return toolbox.lacking(LibreOffice=toolbox.program(toolbox.OFFICE))

    def judge(self, files: Sequence[Path]) -> Verdicts:
        found: dict[Path, tuple[Finding, ...]] = {}
        for batch in toolbox.batches(files):
            found |= _judge(batch)
        return found


def _judge(files: Sequence[Path]) -> Verdicts:
    """The files under names of their own, so that no lock files come to lie beside the editions."""
    with TemporaryDirectory(prefix="chancery-") as name:
        folder = Path(name)
        copies = {file: folder / f"{number}.docx" for number, file in enumerate(files)}
        for file, copy in copies.items():
            shutil.copyfile(file, copy)
        output = _convert("fodt", list(copies.values()), folder)
        for copy in copies.values():
            # One process for each: LibreOffice would set a file with the letters of a font of the same name that it
            # took from the file before.
            if output.ended or output.code:
                break
            output = _convert("pdf", [copy], folder)
        return verdicts(files, output, lambda _: read(copies), codes=(0,))


def _convert(suffix: str, files: Sequence[Path], folder: Path) -> toolbox.Output:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    office = toolbox.program(toolbox.OFFICE) or "soffice"
    return toolbox.run((office, profile, "--headless", "--convert-to", suffix, "--outdir", folder, *files))


def read(copies: dict[Path, Path]) -> dict[Path, Sequence[Finding]]:
    """The findings of each file whose copy was converted to both formats; others are left out."""
    found: dict[Path, Sequence[Finding]] = {}
    for file, copy in copies.items():
        opened, printed = copy.with_suffix(".fodt"), copy.with_suffix(".pdf")
        if opened.is_file() and printed.is_file():
            try:
                own = words.of_docx(copy)
            except (BadZipFile, KeyError, SyntaxError) as error:
                found[file] = (Finding("unreadable", f"it is no DOCX file: {error}"),)
                continue
            found[file] = (*lost(own, words.of_opendocument(opened)), *unprinted(own, words.of_pdf(printed)))
    return found


def lost(own: list[str], kept: list[str]) -> Iterator[Finding]:
    """The words that are not where they were; words that were added, such as numbers of lists, do not count."""
    if own == kept:
        return
    for kind, begin, end, start, stop in SequenceMatcher(None, own, kept, autojunk=False).get_opcodes():
        if kind in ("delete", "replace"):
            message = f"lost, moved or changed: {' '.join(own[begin:end])[:200]!r}"
            instead = f"; instead: {' '.join(kept[start:stop])[:200]!r}" if stop > start else ""
            yield Finding("lost-word", message + instead, f"after {' '.join(own[max(0, begin - 5) : begin])!r}")


def unprinted(own: list[str], pages: str) -> Iterator[Finding]:
    """The letters of the text of which there are fewer on the pages."""
    missing = Counter(letters("".join(own))) - Counter(letters(pages))
    if missing:
        rare = ", ".join(f"{letter!r} {count} times" for letter, count in missing.most_common(8))
        yield Finding("not-printed", f"{missing.total()} letters of the text are not on the pages: {rare}")


def letters(text: str) -> Iterator[str]:
    """Letters and digits alone, without the shapes that a font, a ligature or capitals give them.

    Without their marks too: in a page's text from right to left, a mark of its own may stand before its letter.
    """
    for letter in unicodedata.normalize("NFKD", text).casefold():
        if unicodedata.category(letter)[0] in "LN":
            yield letter
