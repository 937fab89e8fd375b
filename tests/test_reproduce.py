"""`chancery reproduce` agrees with what was built, and names what differs."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from pipeline.problems import Exit
from pipeline.reproduction.first import first
from tests.elsewhere import SOURCES, Way, build_once, make_press, run
from tests.small import ROOT, put, tree
from tests.tampering import object_of, replaced, updated, zipped

Change = Callable[[bytes], bytes]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The press, built once in the usual way; tests copy it."""
    return build_once(tmp_path_factory.mktemp("built") / "press")


@pytest.fixture
def press(built: Path, tmp_path: Path) -> Path:
    """A copy of the built press, to be tampered with."""
    return Path(shutil.copytree(built, tmp_path / "press"))


def test_reproduce_agrees_and_leaves_no_trace(press: Path) -> None:
    before = tree(press)
    way = Way(environment={"TMPDIR": "{tmp}/elsewhere", "TZ": "America/Lima", "PYTHONHASHSEED": "7", "LC_ALL": "C"})
    result = run(press, "reproduce", way)
    assert result.returncode == Exit.OK, result.stderr
    said = result.stdout.decode().splitlines()
    assert said[-1].startswith("16 editions of 3 publications: the same, byte for byte, in ")
    assert {line.split("  ")[0].strip() for line in said[:-1]} == {Path(source).name for source in SOURCES}
    assert tree(press) == before
    assert not list((press.parent / "elsewhere").glob("chancery-reproduce-*"))


def content_of_a_page(thing: pikepdf.Object) -> bool:
    return (
        isinstance(thing, pikepdf.Stream)
        and not thing.keys() & {"/Type", "/N", "/Length1"}
        and b" Tf" in thing.read_bytes()
    )


def a_page(thing: pikepdf.Object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Page"


def xmp(thing: pikepdf.Object) -> bool:
    return isinstance(thing, pikepdf.Stream) and thing.get("/Type") == "/Metadata"


def swapped(members: list) -> None:  # type: ignore[type-arg]
    members[3], members[4] = members[4], members[3]


def dated(members: list) -> None:  # type: ignore[type-arg]
    members[2][0].date_time = (2030, 1, 2, 3, 4, 6)


def shifted(page: bytes) -> bytes:
    assert b"/MediaBox [ 0 0 " in page
    return page.replace(b"/MediaBox [ 0 0 ", b"/MediaBox [ 0 7 ")


TAMPERED = {
    "html, a word": ("html", lambda data: data.replace(b"Noting", b"Nothing", 1), "line {line}, column {column}"),
    "docx, a word": (
        "docx",
        lambda data: zipped(data, replaced("word/document.xml", b">Decides<", b">Decided<")),
        "word/document.xml, line ",
    ),
    "docx, the date of a member": ("docx", lambda data: zipped(data, dated), "its date"),
    "docx, a member twice": ("docx", lambda data: zipped(data, lambda m: [*m, m[1]]), "the number of members"),
    "docx, a member less": ("docx", lambda data: zipped(data, lambda m: m[:-1]), "the member "),
    "docx, another compression": ("docx", lambda data: zipped(data, list, 1), "the same content, compressed in"),
    "epub, a word": (
        "epub",
        lambda data: zipped(data, replaced("EPUB/text.xhtml", b"Decides", b"Decided")),
        "EPUB/text.xhtml, line ",
    ),
    "epub, the order of members": ("epub", lambda data: zipped(data, swapped), "the order of the members, number 4"),
    "pdf, the size of a page": (
        "pdf",
        lambda data: updated(data, object_of(data, a_page), shifted),
        "object {page} (Page), /MediaBox, item 2",
    ),
    "pdf, what is on a page": (
        "pdf",
        lambda data: updated(data, object_of(data, content_of_a_page), lambda body: body.replace(b" Tf", b"0 Tf", 1)),
        "object {content} (the content of page 1), its stream, line ",
    ),
    "pdf, the title in its metadata": (
        "pdf",
        lambda data: updated(data, object_of(data, xmp), lambda body: body.replace(b"fictional", b"factual", 1)),
        "object {xmp} (Metadata, XML), its stream, line ",
    ),
    "pdf, cut off": ("pdf", lambda data: data[:20], "byte 20"),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(("edition", "change", "place"), TAMPERED.values(), ids=TAMPERED)
def test_the_first_difference_is_named_with_its_place(built: Path, edition: str, change: Change, place: str) -> None:
    good = (built / f"output/2030-resolution/2030-resolution.en.{edition}").read_bytes()
    bad = change(good)
    assert bad != good
    found = first(bad, good)
    assert found is not None
    before = good[: good.find(b"Noting")].decode(errors="replace")
    numbers = {"line": before.count("\n") + 1, "column": len(before) - before.rfind("\n") + 3}
    if edition == "pdf":
        wanted = {"page": a_page, "content": content_of_a_page, "xmp": xmp}
        numbers = {name: object_of(good, test) for name, test in wanted.items()}
    assert place.format(**numbers) in found.where()
    assert found.before != found.after
    assert first(good, good) is None


def test_the_element_and_both_sides_are_shown() -> None:
    text = '<?xml version="1.0"?><a>\n<b/><b><c>one {}</c></b></a>'
    found = first(text.format("two").encode(), text.format("too").encode())
    assert found is not None
    assert found.place == ("line 2, column 16", "a/b[2]/c")
    assert found.before == '…“ion="1.0"?><a>\\n<b/><b><c>one two</c></b></a>”'
    assert found.after == '…“ion="1.0"?><a>\\n<b/><b><c>one too</c></b></a>”'


def test_every_edition_that_was_tampered_with_is_named(press: Path) -> None:
    for name in ("html, a word", "docx, a word", "epub, the order of members", "pdf, what is on a page"):
        edition, change, _ = TAMPERED[name]
        path = press / f"output/2030-resolution/2030-resolution.en.{edition}"
        path.write_bytes(change(path.read_bytes()))
    before = tree(press)
    result = run(press, "reproduce", Way(arguments=("2030-resolution",)))
    said = result.stdout.decode()
    assert result.returncode == Exit.PROBLEMS
    for edition in ("html", "docx", "epub", "pdf"):
        assert f"2030-resolution.en.{edition}: was changed after it was built; made anew, it is what the mani" in said
    assert said.count("first difference: ") == 4
    assert "the order of the members, number 4" in said
    assert "(the content of page 1), its stream, line " in said
    assert "Since it was built" not in said
    assert b"4 of 4 editions of 1 publication differ." in result.stderr
    assert tree(press) == before


def test_what_has_changed_since_is_said(press: Path) -> None:
    text = press / "source/2030-resolution/text.en.md"
    text.write_text(text.read_text().replace("Decides", "Has decided"))
    put(press / "templates/html/style.css", "/* nothing */")
    manifest = press / "output/letterhead/manifest.json"
    manifest.write_text(manifest.read_text().replace('"jinja2": "', '"jinja2": "0.'))
    result = run(press, "reproduce", Way(arguments=("2030-resolution", "letterhead")))
    said = result.stdout.decode()
    assert result.returncode == Exit.PROBLEMS
    assert "2030-resolution.en.docx: comes out differently" in said
    assert "the source text.en.md was changed" in said
    assert "the template html/style.css was changed" in said
    assert "letterhead.en.html: comes out differently" in said
    assert "jinja2 was 0." in said


def test_a_published_version_that_would_come_out_differently(press: Path) -> None:
    text = press / "source/2030-resolution/text.en.md"
    text.write_text(text.read_text().replace("status: draft", "status: final"))
    put(press / "source/publisher.yaml", "publisher: Office of Fictional Publications\n")
    only = Way(arguments=("2030-resolution",), gate=True)
    assert run(press, "build", only).returncode == 0
    assert run(press, "publish", only).returncode == 0
    assert run(press, "reproduce", only).returncode == Exit.OK
    style = (ROOT / "templates/html/style.css").read_text()
    put(press / "templates/html/style.css", style + "p { color: #111 }\n")
    assert run(press, "build", only).returncode == 0
    result = run(press, "reproduce", only)
    said = result.stdout.decode()
    assert result.returncode == Exit.PROBLEMS
    assert "2030-resolution.en.html: comes out differently; it is of a published version" in said
    assert "2 of 4 editions differ" in said  # the PDF carries the digest of the HTML
    assert "its stream, line 1, column " in said


def test_what_is_missing_is_said(press: Path) -> None:
    shutil.rmtree(press / "output/letterhead")
    (press / "output/2030-communique/2030-communique.ar.pdf").unlink()
    (press / "source/2030-communique/text.fr.md").unlink()
    put(press / "source/2030-resolution/text.en.md", "no front matter")
    result = run(press, "reproduce")
    said = result.stdout.decode()
    assert result.returncode == Exit.PROBLEMS
    assert "letterhead       not built: chancery build first" in said
    assert "2030-communique.ar.pdf: is missing in the output" in said  # made anew, it names no French version
    assert "2030-communique.fr.epub: is no longer made: its source or its edition is gone" in said
    assert "2030-resolution  cannot be made anew: 1 problem" in said
    assert b"F02" in result.stderr or b"source/2030-resolution/text.en.md" in result.stderr


def test_a_press_that_was_never_built(tmp_path: Path) -> None:
    root = make_press(tmp_path / "press", SOURCES[:1])
    result = run(root, "reproduce")
    assert result.returncode == Exit.PROBLEMS
    assert b"2030-communique  not built: chancery build first" in result.stdout
    assert not (root / "output").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_removes_the_scratch_folder(press: Path, number: int) -> None:
    before, scratch = tree(press), press.parent / "scratch"
    scratch.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "reproduce", "--press", str(press)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(scratch)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  else ignored in the background
    )
    deadline = time.monotonic() + 60
    while not list(scratch.glob("chancery-reproduce-*")) and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.2)
    process.send_signal(number)
    _, err = process.communicate(timeout=30)
    assert process.returncode in (Exit.INTERRUPTED, -number), err  # a shell says 130 of both
    assert err == b"chancery: Interrupted: what was finished stays, nothing is half written.\n"
    assert not list(scratch.glob("chancery-reproduce-*"))
    assert tree(press) == before
