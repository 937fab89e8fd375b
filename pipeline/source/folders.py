"""Which folders are publications, and which of their files count. Cheap: nothing is opened."""

from __future__ import annotations

from pathlib import Path


def find_publications(press: Path) -> tuple[Path, ...]:
    """The publications of a press, sorted: the folders below `source/` that hold a document.

    Hidden folders and those that begin with `_` are skipped.
    """
    root = press / "source"
    if not root.is_dir():
        return ()
    found = (path for path in root.iterdir() if path.is_dir() and not path.name.startswith((".", "_")))
    return tuple(sorted(path for path in found if documents(path)))


def documents(folder: Path) -> tuple[Path, ...]:
    """The Markdown files of a publication, sorted: one for each language. README.md is none."""
    return tuple(
        sorted(
            path
            for path in folder.iterdir()
            if path.suffix == ".md" and path.name != "README.md" and not path.name.startswith(".")
            if path.is_file() or path.is_symlink()
        )
    )


PUBLISHED = "published.json"
"""The record of published versions in a publication's folder: about its editions, and no part of them."""


def source_files(folder: Path) -> tuple[Path, ...]:
    """Every file of a publication that its digest is made of, sorted; hidden files, links and
    the record of published versions are left out."""
    return tuple(
        sorted(
            path
            for path in folder.rglob("*")
            if not path.is_symlink()
            and path.is_file()
            and path != folder / PUBLISHED
            and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        )
    )
