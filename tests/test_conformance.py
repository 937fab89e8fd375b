"""The judges fail closed: no verdict is never a pass. The runner and its report count everything."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from pipeline.conformance import report, toolbox
from pipeline.conformance.__main__ import main
from pipeline.conformance.finding import Finding
from pipeline.conformance.judge import NO_VERDICT, Judge
from pipeline.conformance.judges import JUDGES, axe, libreoffice, nu, verapdf
from pipeline.conformance.run import Collected, Item, collect, judge_all
from pipeline.conformance.toolbox import Output
from pipeline.problems import Exit
from tests.small import ROOT

OTHER = json.dumps({"report": {"jobs": []}, "messages": [], "file": "other", "ok": True, "errors": []})
NOTHING_SAID = {
    "empty": Output(0, "", ""),
    "garbage": Output(0, "\0 {]", "\0 {]"),
    "another format": Output(0, '{"all": "fine"}', '{"all": "fine"}'),
    "another file": Output(0, OTHER, OTHER),
    "a list": Output(0, "[]", "[]"),
    "crash": Output(139, OTHER, "Segmentation fault"),
    "time-out": Output(-9, OTHER, "", "it took more than 600 seconds"),
    "not started": Output(-1, "", "", "it could not be started: No such file or directory"),
}


@pytest.mark.parametrize("output", NOTHING_SAID.values(), ids=NOTHING_SAID)
@pytest.mark.parametrize("judge", JUDGES, ids=lambda judge: judge.name)
def test_no_verdict_is_a_failure(judge: Judge, output: Output, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.{judge.edition}" for name in "ab"]
    for file in files:
        file.write_bytes(b"no edition")
    monkeypatch.setattr(toolbox, "run", lambda *_, **__: output)
    found = judge.judge(files)
    assert set(found) == set(files)
    for file in files:
        assert NO_VERDICT in [finding.rule for finding in found[file]]


def test_a_verdict_does_not_outlive_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    said = '{"messages": []}'
    monkeypatch.setattr(toolbox, "run", lambda *_, **__: Output(0, "/a.html\n", said))
    assert nu.Nu().judge([Path("/a.html")]) == {Path("/a.html"): ()}
    monkeypatch.setattr(toolbox, "run", lambda *_, **__: Output(134, "/a.html\n", said))
    assert nu.Nu().judge([Path("/a.html")])[Path("/a.html")][0].rule == NO_VERDICT


def test_a_page_that_takes_too_long_leaves_the_others_their_verdicts(monkeypatch: pytest.MonkeyPatch) -> None:
    line = json.dumps({"file": "/a.html", "views": axe.VIEWS, "findings": []})
    asked: list[float] = []

    def ended(_: object, variables: Mapping[str, str], seconds: float) -> Output:
        asked.extend((float(variables["CHANCERY_PAGE_SECONDS"]), seconds))
        return Output(-9, line, "", "it took more than 600 seconds")

    monkeypatch.setattr(toolbox, "run", ended)
    found = axe.Axe().judge([Path("/a.html"), Path("/b.html")])
    assert found[Path("/a.html")] == ()
    assert [finding.rule for finding in found[Path("/b.html")]] == [NO_VERDICT]
    assert asked == [toolbox.TIME_LIMIT, toolbox.TIME_LIMIT * 3]


def test_letters_that_are_not_composed_are_no_finding_and_other_warnings_are() -> None:
    guess = 'This document appears to be written in Xhosa but the “html” start tag has “lang="ee"”.'
    said = ["Text run is not in Unicode Normalization Form C. Should instead be “x”.", guess, "Section lacks heading."]
    messages = [{"type": "info", "subType": "warning", "url": "file:/a.html", "message": text} for text in said]
    found = nu.read(Output(1, "/a.html\n", json.dumps({"messages": messages})))
    assert [finding.message for finding in found[Path("/a.html")]] == ["Section lacks heading."]


def test_a_missing_claim_and_a_verdict_without_rules_are_findings() -> None:
    result = {"profileName": "PDF/A-3A validation profile", "compliant": False, "jobEndStatus": "normal"}
    job = {"itemDetails": {"name": "a.pdf"}, "validationResult": [{**result, "details": {"ruleSummaries": []}}]}
    found = verapdf.read(Output(1, json.dumps({"report": {"jobs": [job]}}), ""))
    assert [finding.rule for finding in found[Path("a.pdf")]] == ["PDF/A-3A", "claim"]


def test_a_program_that_hangs_is_ended_with_all_that_it_started() -> None:
    output = toolbox.run(("sh", "-c", "echo begun; sleep 60 & sleep 60"), seconds=0.3)
    assert output.out == "begun\n"
    assert output.ended == "it took more than 0.3 seconds"
    assert toolbox.run(("no such program",)).ended.startswith("it could not be started")


def test_files_go_in_as_few_runs_as_fit() -> None:
    files = [Path("x" * 9), Path("y" * 9), Path("z" * 9)]
    assert list(toolbox.batches(files, 20)) == [(files[0], files[1]), (files[2],)]
    assert list(toolbox.batches(files)) == [tuple(files)]
    assert list(toolbox.batches([])) == []


def test_letters_are_counted_whatever_their_shape() -> None:
    assert "".join(libreoffice.letters("Oﬃce, Ａ1 ﻻ")) == "officea1لا"
    # A page's text from right to left may have a mark before its letter.
    assert not list(libreoffice.unprinted(["\u0627\u0654\u0628"], "\u0654\u0627\u0628"))
    assert list(libreoffice.unprinted(["\u0627\u0654\u0628"], "\u0654\u0627"))


def test_a_word_that_is_lost_or_changes_its_place_is_found() -> None:
    own = "one two three four".split()
    assert list(libreoffice.lost(own, own)) == []
    assert list(libreoffice.lost(own, ["new", *own])) == []
    assert [finding.rule for finding in libreoffice.lost(own, "one two four".split())] == ["lost-word"]
    assert [finding.rule for finding in libreoffice.lost(own, "one three two four".split())] == ["lost-word"]


class Stub:
    name, about, edition = "stub", "a stub", "pdf"

    def __init__(self, found: Mapping[Path, tuple[Finding, ...]]) -> None:
        self.found = found

    def missing(self) -> str:
        return ""

    def judge(self, files: Sequence[Path]) -> Mapping[Path, tuple[Finding, ...]]:
        if not self.found:
            raise RuntimeError(f"a fault at {files[0]}")
        return self.found


def test_every_file_of_every_publication_is_accounted_for() -> None:
    one, two = Path("/one.pdf"), Path("/two.pdf")
    collected = Collected((Item("one", "pdf", one), Item("two", "pdf", two), Item("three", "html", Path("/3.html"))))
    done = judge_all(collected, [Stub({one: ()})])
    assert [(name, finding.rule) for name, _, _, finding in done.findings()] == [
        ("two", NO_VERDICT),
        ("three", "no-files"),
    ]
    faulty = judge_all(Collected((Item("one", "pdf", one),)), [Stub({})])
    assert [finding.message for *_, finding in faulty.findings()] == ["no verdict: RuntimeError: a fault at /one.pdf"]
    assert [finding.rule for *_, finding in judge_all(Collected(), []).findings()] == ["no-files"]


def test_the_report_says_it_in_words_for_people_and_programs(tmp_path: Path) -> None:
    path = Path("/one.pdf")
    found = (Finding("7.1-1", "<b> & bad", "page 4"),)
    values = report.plain(judge_all(Collected((Item("one", "pdf", path),)), [Stub({path: found})]))
    page = report.write(values, tmp_path, ROOT).read_text()
    assert json.loads((tmp_path / "report.json").read_bytes())["findings"][0]["place"] == "page 4"
    assert "✗ 1 found" in page
    assert "&lt;b&gt; &amp; bad" in page
    assert report.lines(values["findings"]) == ["one.pdf: stub: 7.1-1\n    <b> & bad\n    at page 4"]


def test_a_manifest_that_lies_is_a_finding(tmp_path: Path) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    (folder / "manifest.json").write_text("{}")
    assert [finding.rule for _, finding in collect([tmp_path]).findings] == ["manifest"]


def test_a_judge_that_is_not_there_is_named_with_the_command(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHANCERY_JUDGES", str(tmp_path))
    assert main(["--judge", "nu", "--output", str(tmp_path)]) == Exit.MACHINE
    assert "npm vnu-jar not found: make conformance installs" in capsys.readouterr().err


def test_every_judge_and_what_it_allows_is_documented() -> None:
    text = (ROOT / "docs/conformance.md").read_text()
    for judge in JUDGES:
        assert f"| `{judge.name}` |" in text
    locked = json.loads((ROOT / "pipeline/conformance/tools/package.json").read_text())["dependencies"]
    for name, number in locked.items():
        assert f"{name} {number}" in text
