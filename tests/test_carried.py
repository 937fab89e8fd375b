"""What a PDF carries: written, read back, and trusted in nothing."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from pipeline.carried import RECORD, Made, attachments, parse
from pipeline.conformance import gate
from pipeline.document import Document
from pipeline.editions.pdf import Pdf
from pipeline.house import House
from pipeline.manifest import canonical
from pipeline.toolchain import Toolchain, differences
from tests import samples

CHAIN = Toolchain({"version": "1.0.0"}, {"pdf/style.css": "a" * 64}, {}, {"weasyprint": "70.0"}, {"pango": "1.50.12"})
MADE = {"html": Made("sample.en.html", 3, "0" * 64)}
DEFAULTS = b"publisher: The Fictional Press\n"


def carrying() -> Document:
    document = samples.everything()
    return replace(document, attachments=attachments(document, DEFAULTS, MADE, CHAIN))


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return Pdf().write(carrying(), House())


def test_a_pdf_carries_its_source_pictures_and_record(pdf: bytes) -> None:
    document = carrying()
    files = Pdf().read(pdf).attachments
    assert files == {one.name: one.data for one in document.attachments}
    assert files["source/sample/sample.en.md"] == document.source
    record = parse(files)
    assert (record.publication, record.language, record.version) == ("sample", "en", "1.10")
    assert record.editions == MADE
    assert record.toolchain == CHAIN
    assert set(record.files) == set(files) - {RECORD}


def test_the_embedded_files_are_associated_as_the_standard_wants(pdf: bytes) -> None:
    opened = pikepdf.open(io.BytesIO(pdf))
    relations = {str(file.UF): str(file.AFRelationship) for file in opened.Root.AF}
    assert relations == {
        "sample.en.md": "/Source",
        "arms.svg": "/Data",
        "chart.png": "/Data",
        "publisher.yaml": "/Data",
        "record.json": "/Supplement",
    }
    named = opened.Root.Names.EmbeddedFiles.Names
    assert [str(name) for name in named[::2]] == sorted(str(name) for name in named[::2])
    for file in opened.Root.AF:
        stream = file.EF.F
        assert int(stream.Params.Size) == len(stream.read_bytes())
        assert str(stream.Params.ModDate) == "D:20110923000000Z"
        assert str(file.Desc)
    assert gate.check("pdf", pdf) == ()


@pytest.mark.skipif(not shutil.which("pdfdetach"), reason="pdfdetach (poppler) is not installed")
def test_another_program_takes_the_source_out(pdf: bytes, tmp_path: Path) -> None:
    (tmp_path / "copy.pdf").write_bytes(pdf)
    subprocess.run(["pdfdetach", "-saveall", "copy.pdf"], cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "sample.en.md").read_bytes() == carrying().source


# ------------------------------------------------------------------ trust


def files() -> dict[str, bytes]:
    return {one.name: one.data for one in carrying().attachments}


def with_record(**changes: Any) -> dict[str, bytes]:
    values = json.loads(files()[RECORD])
    return {**files(), RECORD: canonical({**values, **changes})}


def named(name: str) -> dict[str, bytes]:
    """A file of this name more, which the record names, too."""
    digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"  # of b"test"
    known = json.loads(files()[RECORD])["files"]
    return {**with_record(files={**known, name: digest}), name: b"test"}


HOSTILE: dict[str, Callable[[], dict[str, bytes]]] = {
    "no record": lambda: {name: data for name, data in files().items() if name != RECORD},
    "no JSON": lambda: {**files(), RECORD: b"{"},
    "deep JSON": lambda: {**files(), RECORD: b"[" * 100_000},
    "a list": lambda: {**files(), RECORD: b"[]"},
    "another format": lambda: with_record(format=99),
    "a missing key": lambda: {**files(), RECORD: canonical({"format": 1})},
    "a changed source": lambda: {**files(), "source/sample/sample.en.md": b"changed"},
    "a missing picture": lambda: {name: data for name, data in files().items() if not name.endswith(".svg")},
    "a file that no record names": lambda: {**files(), "source/sample/more.png": b"x"},
    "up": lambda: named("source/sample/../../evil"),
    "absolute": lambda: named("/etc/evil"),
    "another folder": lambda: named("source/other/evil.md"),
    "templates": lambda: named("templates/html/page.html.j2"),
    "a drive": lambda: named("source/sample/C:evil"),
    "a backslash": lambda: named("source/sample/..\\evil"),
    "hidden": lambda: named("source/sample/.git/config"),
    "empty part": lambda: named("source/sample//evil"),
    "a zero byte": lambda: named("source/sample/a\0b"),
    "a long name": lambda: named("source/sample/" + "x" * 300),
    "a folder as publication": lambda: with_record(publication="../sample"),
    "no source": lambda: with_record(source="source/sample/arms.svg"),
    "no digest": lambda: with_record(editions={"html": {"file": "a", "size": 1, "sha256": "x"}}),
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_nothing_in_a_copy_is_trusted(make: Callable[[], dict[str, bytes]]) -> None:
    assert parse(files())
    with pytest.raises(ValueError, match=r"it|record|name|source|format|digest") as error:
        parse(make())
    assert "Error" not in str(error.value)


def test_what_differs_between_toolchains_is_told() -> None:
    now = Toolchain({"version": "2.0.0"}, {}, {"fonts/A.ttf": "b" * 64}, {"weasyprint": "71.0"}, {"pango": "1.50.12"})
    assert list(differences(CHAIN, CHAIN)) == []
    assert list(differences(CHAIN, now)) == [
        "the template pdf/style.css is gone",
        "the font fonts/A.ttf was not there",
        "weasyprint was 70.0, and is 71.0",
        "the engine's version was 1.0.0, and is 2.0.0",
    ]
