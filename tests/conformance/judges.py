"""Every judge passes a good edition and rejects the broken ones, by the rule that is due. Run by `make conformance`.

Named so that `make test` does not collect it: the judges are not on every machine.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from pipeline.conformance.finding import Finding
from pipeline.conformance.judge import Judge
from pipeline.conformance.judges import JUDGES
from pipeline.editions import EDITIONS
from pipeline.house import House
from pipeline.source import read_publication
from tests.conformance.broken import BROKEN, Broken

HERE = Path(__file__).parent
Judged = Callable[[Judge], dict[str, tuple[Finding, ...]]]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """The verdicts of a judge on the good edition and all its broken ones, in one run: by name."""
    folder = tmp_path_factory.mktemp("editions")
    house = House.of(HERE)
    publication = read_publication(HERE / "source/everything", HERE, house)
    document = next(one for one in publication.documents if one.metadata.language == "en")
    editions = {edition.name: edition for edition in EDITIONS}

    @cache
    def judged(judge: Judge) -> dict[str, tuple[Finding, ...]]:
        edition = editions[judge.edition]
        good = edition.write(document, house)
        files = {"good": good} | {one.name: one.spoil(good) for one in BROKEN if one.judge == judge.name}
        paths = {name: folder / f"{judge.name}-{name}{edition.suffix}" for name in files}
        for name, path in paths.items():
            path.write_bytes(files[name])
        found = judge.judge(list(paths.values()))
        return {name: found[path] for name, path in paths.items()}

    return judged


@pytest.mark.parametrize("judge", JUDGES, ids=lambda judge: judge.name)
def test_a_good_edition_passes(judge: Judge, judged: Judged) -> None:
    assert not judge.missing()
    assert judged(judge)["good"] == ()


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: f"{broken.judge}-{broken.name}")
def test_a_broken_edition_is_rejected(broken: Broken, judged: Judged) -> None:
    judge = next(judge for judge in JUDGES if judge.name == broken.judge)
    found = judged(judge)[broken.name]
    assert any(finding.rule.startswith(broken.rule) for finding in found), found
    assert all(finding.message for finding in found)


def test_every_judge_has_something_to_reject() -> None:
    assert {broken.judge for broken in BROKEN} == {judge.name for judge in JUDGES}
