"""From one PDF, and nothing else, all editions come out again, byte for byte; or it is said what differs."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from pipeline.carried import RECORD
from pipeline.cli import main
from pipeline.problems import Exit
from tests.small import ROOT, tree

GOLDEN = ROOT / "tests/golden"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A press with pictures, emblems, several languages and a publisher.yaml, built."""
    press = tmp_path_factory.mktemp("press")
    for case in ("languages", "resolution"):
        shutil.copytree(GOLDEN / case / "source", press / "source", dirs_exist_ok=True)
    (press / "source/publisher.yaml").write_text("publisher: The Fictional Press\nrights: Free to use.\n")
    assert main(["build", "--press", str(press), "--quiet"]) == Exit.OK
    return press


def pdfs(press: Path) -> Iterator[Path]:
    yield from sorted(press.glob("output/*/*.pdf"))


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another folder, in another time zone, far from the press."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    return tmp_path


def test_every_pdf_gives_all_editions_again(built: Path, elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there = tree(built / "output")
    for number, pdf in enumerate(pdfs(built)):
        copy = elsewhere / f"copy-{number}.pdf"
        shutil.copy(pdf, copy)
        assert main(["rebuild", copy.name]) == Exit.OK
        out = capsys.readouterr().out
        assert out.count("the same, byte for byte  sha256") == 4
        assert "All 4 editions come out again, byte for byte" in out
        assert "compare these digests with those that the publisher recorded" in out
        again = tree(elsewhere / f"copy-{number}-rebuilt/output")
        made = {name: data for name, data in again.items() if not name.endswith(".json")}
        assert len(made) == 4
        assert all(there[name] == data for name, data in made.items())


def test_what_differs_in_the_tools_is_said(built: Path, elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = elsewhere / "press"
    (own / "templates/html").mkdir(parents=True)
    (own / "source").mkdir()
    style = (ROOT / "templates/html/style.css").read_text() + "\nh1 { color: green }\n"
    (own / "templates/html/style.css").write_text(style)
    pdf = next(pdfs(built))
    assert main(["rebuild", str(pdf), "-o", "again", "--press", str(own)]) == Exit.PROBLEMS
    shown = capsys.readouterr()
    assert "html  differs: published" in shown.out
    assert "pdf   differs" in shown.out  # it carries the digest of the HTML edition
    assert shown.out.count("the same, byte for byte") == 2
    assert "the template html/style.css was changed" in shown.out
    assert "html, pdf: not what the record of this copy says" in shown.err


def test_nothing_is_written_over(built: Path, elsewhere: Path) -> None:
    (elsewhere / "full").mkdir()
    (elsewhere / "full/mine.txt").write_text("mine")
    assert main(["rebuild", str(next(pdfs(built))), "-o", "full"]) == Exit.USAGE
    assert tree(elsewhere) == {"full/mine.txt": b"mine"}


def test_a_foreign_or_damaged_pdf_is_a_clear_error(
    built: Path, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = next(pdfs(built)).read_bytes()
    blank = pikepdf.new()
    blank.add_blank_page()
    blank.save("foreign.pdf")
    damaged = {"empty": b"", "text": b"Not a PDF.", "half": whole[: len(whole) // 2], "zeros": bytes(9999)}
    for name, data in damaged.items():
        (elsewhere / f"{name}.pdf").write_bytes(data)
    for name in ("foreign", *damaged):
        assert main(["rebuild", f"{name}.pdf"]) == Exit.PROBLEMS, name
        said = capsys.readouterr().err
        assert f"{name}.pdf: " in said
        assert "[R01]" in said
        assert "Traceback" not in said
        assert not (elsewhere / f"{name}-rebuilt").exists()
    assert main(["rebuild", "missing.pdf"]) == Exit.USAGE


def changed(whole: bytes, name: str, data: bytes | None) -> bytes:
    """The PDF with the content of an embedded file replaced, or without it."""
    pdf = pikepdf.open(io.BytesIO(whole))
    names = pdf.Root.Names.EmbeddedFiles.Names
    at = next(index for index in range(0, len(names), 2) if str(names[index]) == name)
    if data is None:
        del names[at : at + 2]
    else:
        names[at + 1].EF.F = pdf.make_stream(data)
        names[at + 1].EF.UF = names[at + 1].EF.F
    result = io.BytesIO()
    pdf.save(result)
    return result.getvalue()


def test_a_copy_that_was_tampered_with_is_refused(
    built: Path, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pdf = next(pdfs(built))
    whole = pdf.read_bytes()
    with pikepdf.open(pdf) as opened:
        record = json.loads(bytes(opened.attachments[RECORD].get_file().read_bytes()))
    text = record["source"]
    evil = {**record, "files": {**record["files"], "../../evil": "0" * 64}}
    for number, (name, data) in enumerate(
        [(RECORD, None), (RECORD, b"{}"), (RECORD, json.dumps(evil).encode()), (text, b"---\ntitle: x\n"), (text, None)]
    ):
        copy = elsewhere / f"{number}.pdf"
        copy.write_bytes(changed(whole, name, data))
        assert main(["rebuild", copy.name]) == Exit.PROBLEMS
        assert "[R02]" in capsys.readouterr().err
        assert not (elsewhere / f"{number}-rebuilt").exists()


@pytest.mark.usefixtures("elsewhere")
def test_a_copy_saved_by_another_program_is_rebuilt_and_told_apart(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pdf = next(pdfs(built))
    with pikepdf.open(pdf) as opened:
        opened.save("resaved.pdf")
    assert main(["rebuild", "resaved.pdf"]) == Exit.PROBLEMS
    shown = capsys.readouterr()
    assert shown.out.count("the same, byte for byte") == 3
    assert "the copy itself may have been changed" in shown.out
