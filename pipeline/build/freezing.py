"""Published versions in a build: what keeps an edition from being replaced, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline import published
from pipeline.manifest import Manifest
from pipeline.problems import Problem, PublishingError
from pipeline.published import Frozen, Key
from pipeline.source.folders import PUBLISHED
from pipeline.toolchain import Toolchain

CODES: dict[str, str] = {
    "V01": "an edition of a published version would come out differently; the published copy stays",
    "V02": "an edition of a published version is not in the output, and would come out differently",
    "V03": "the record of published versions cannot be read",
    "V04": "a version that cannot be published: a draft, under embargo, not built or out of date, not checked",
    "V05": "a version that is published already, with other editions",
}
RAISE = "raise `version` in the front matter"
SHOWN = 5
"""Reasons that are told one by one."""


def read(folder: Path, shown: str) -> Mapping[Key, Frozen]:
    """The published versions of a publication's folder. Raises PublishingError for a record that is damaged."""
    path = folder / PUBLISHED
    if not path.is_file():
        return {}
    try:
        return {one.key: one for one in published.parse(path.read_bytes())}
    except (OSError, ValueError) as error:
        fix = "take it from version control as it was: it is only ever added to"
        raise PublishingError([Problem("V03", f"cannot be read: {error}", f"{shown}/{PUBLISHED}", fix=fix)]) from error


def check(last: Manifest | None, frozen: Mapping[Key, Frozen], shown: str) -> None:
    """Raises PublishingError where the last build knows of published editions and the record does not."""
    versions = {one["language"]: one["version"] for one in last.documents} if last else {}
    for record in last.editions if last else ():
        if record.published and (versions[record.language], record.language) not in frozen:
            message = (
                f"version {versions[record.language]} in {record.language} was published, and is not in this record"
            )
            fix = "take the record from version control as it was: it is only ever added to"
            raise PublishingError([Problem("V03", message, f"{shown}/{PUBLISHED}", fix=fix)])


def why(frozen: Frozen, sources: Mapping[str, str], now: Toolchain) -> str:
    """Why editions would come out differently from those of a published version, as the half of a sentence."""
    told = list(published.reasons(frozen, published.beside(sources, frozen.source), now)) or [
        "the record knows no reason"
    ]
    more = f", and {len(told) - SHOWN} more" if len(told) > SHOWN else ""
    return "; ".join(told[:SHOWN]) + more


def differs(edition: str, frozen: Frozen, file: str, reason: str) -> Problem:
    """The warning that an edition would come out otherwise than it was published."""
    what = f"the {edition} edition of version {frozen.version}, published on {frozen.published[:10]}"
    message = f"{what}, would come out differently ({reason}); the published copy stays as it is"
    return Problem("V01", message, file, fix=f"{RAISE} to publish it anew", warning=True)


def lost(edition: str, frozen: Frozen, file: str, reason: str) -> Problem:
    """The same where no published copy is in the output: then there is nothing that could stay."""
    what = f"the {edition} edition of version {frozen.version}, published on {frozen.published[:10]}"
    message = f"{what}, is not in the output, and would come out differently ({reason})"
    digest = frozen.editions[edition].sha256
    return Problem("V02", message, file, fix=f"put the published copy back (sha256 {digest[:16]}…), or {RAISE}")
