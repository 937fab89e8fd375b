"""Files below source/ that nothing reads: an author who put them there thinks that something does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.problems import Problem
from pipeline.source.folders import PUBLISHED, documents

CODE = "F08"
PICTURES = (".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp", ".tif", ".tiff", ".bmp")
"""What a document may show, or try to (P06); a picture that none shows yet is no stray."""
_TEXTS = (".md", ".markdown", ".mdown", ".mkd", ".txt")
_ASIDE = "or put _ before its name"


def strays(press: Path) -> tuple[Problem, ...]:
    """Warnings of what stands in source/ and is no publication, sorted by name."""
    root = press / "source"
    found: list[Problem] = []
    for path in sorted(root.iterdir()) if root.is_dir() else ():
        if path.name.startswith((".", "_")) or path.name in ("publisher.yaml", "README.md"):
            continue
        if not path.is_dir():
            found.append(_warning(f"source/{path.name}", "is not read: it stands in no folder", _moved(path)))
        elif not documents(path):
            inside = tuple(ignored(path, f"source/{path.name}"))
            fix = f"put a text like statement.en.md into it, {_ASIDE}"
            found += inside or (_warning(f"source/{path.name}", "holds no document, and is not read", fix),)
    return tuple(found)


def ignored(folder: Path, shown: str) -> Iterator[Problem]:
    """Warnings of the files of a publication that nothing reads; `shown` is how messages name the folder."""
    read = {*documents(folder), folder / PUBLISHED}
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        aside = any(part.startswith((".", "_")) for part in inside.parts)
        if path in read or path.name == "README.md" or aside or path.is_dir() or path.suffix.lower() in PICTURES:
            continue
        yield _warning(f"{shown}/{inside.as_posix()}", *_why(inside))


def _why(inside: Path) -> tuple[str, str]:
    """Why a file of a publication is not read, and what to do."""
    if inside.suffix.lower() not in _TEXTS:
        return "is not read: it is no text and no picture", f"take it out, {_ASIDE}"
    name = f"{inside.stem}.md"
    if len(inside.parts) > 1:
        return "is not read: it stands in a folder of the publication", f"move it to the publication itself, {_ASIDE}"
    return "is not read: its name does not end in .md", f"name it {name}, {_ASIDE}"


def _moved(path: Path) -> str:
    if path.suffix.lower() in _TEXTS:
        return f"move it to a folder: source/{path.name.split('.')[0]}/{path.stem}.md, {_ASIDE}"
    if path.stem == "publisher":
        return "name it publisher.yaml"
    return f"take it out, {_ASIDE}"


def _warning(file: str, message: str, fix: str) -> Problem:
    return Problem(CODE, message, file, fix=fix, warning=True)
