"""A published version of a publication: found by the digests that were recorded when it was published."""

from __future__ import annotations

import subprocess
from hashlib import sha256
from pathlib import Path

from pipeline import editions
from pipeline.build import freezing
from pipeline.changes.sides import Side, of_edition, of_source, one_language
from pipeline.press import Press, UsageError
from pipeline.published import Frozen

ORDER = ("pdf", "html", "epub", "docx")
"""Which edition stands in for a text that is not there any more."""
COMMITS = 1_000
"""Versions of a file in the history that are looked at, the latest first."""
SECONDS = 30


def of_version(folder: Path, version: str, language: tuple[str, str], press: Press, word: str) -> Side:
    """The side that a published version is: its source text as it stands or stood in git, or one of its editions.

    `language`: the wanted one, and that of the other side.
    Raises UsageError where there is no such version, or nothing of it can be found.
    """
    frozen = _chosen(folder, version, language)
    what = f"version {frozen.version}, {frozen.language}, published {frozen.published[:10]}"
    path = folder / frozen.source
    digest = frozen.sources[frozen.source]
    if path.is_file() and not path.is_symlink():
        data = path.read_bytes()
        if sha256(data).hexdigest() == digest:
            return of_source(data, path, press.root, word, f"{what}: source text")
    for name in ORDER:
        edition = next((one for one in editions.EDITIONS if one.name == name), None)
        found = _edition(frozen, name, press.output / folder.name)
        if edition is not None and found is not None:
            return of_edition(found, edition, word, f"{what}: {name.upper()} edition")
    old = from_history(path, digest)
    if old is not None:
        return of_source(old, path, press.root, word, f"{what}: source text, from the history in git")
    raise UsageError(
        f"Nothing is left of version {frozen.version} of {folder.name} ({frozen.language}): its text was changed, and "
        "neither the output nor git has the old one.",
        "Give the file of an edition of it, as in chancery diff old.pdf NEW.",
    )


def _chosen(folder: Path, version: str, language: tuple[str, str]) -> Frozen:
    """The record of a version. Raises UsageError; PublishingError for a damaged record."""
    records = list(freezing.read(folder, f"source/{folder.name}").values())
    if not records:
        raise UsageError(
            f"No version of {folder.name} was published yet.",
            f"chancery publish {folder.name} freezes the one that is there; to compare files, name the files.",
        )
    found = [record for record in records if record.version == version]
    if not found:
        there = ", ".join(dict.fromkeys(record.version for record in records))
        raise UsageError(f"There is no published version {version} of {folder.name}.", f"There is {there}.")
    tag = one_language(f"{folder.name}@{version}", [record.language for record in found], *language)
    return next(record for record in found if record.language == tag)


def _edition(frozen: Frozen, name: str, output: Path) -> bytes | None:
    """The bytes of a published edition, where the output still has them as they were."""
    made = frozen.editions.get(name)
    path = output / Path(made.file).name if made else output
    if made is None or not path.is_file():
        return None
    data = path.read_bytes()
    return data if sha256(data).hexdigest() == made.sha256 else None


def from_history(path: Path, digest: str) -> bytes | None:
    """The bytes with this sha-256 that a file had in some commit; None where git, or the history, has none."""
    commits = _git(path.parent, "log", f"--max-count={COMMITS}", "--format=%H", "--", path.name)
    for commit in (commits or b"").decode("ascii", "replace").split():
        data = _git(path.parent, "cat-file", "blob", f"{commit}:./{path.name}")
        if data is not None and sha256(data).hexdigest() == digest:
            return data
    return None


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What git says, None where it fails or there is none."""
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            timeout=SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
