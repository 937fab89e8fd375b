"""The Makefile explains itself, the scripts parse, and the lock holds everything that is needed."""

from __future__ import annotations

import re
import subprocess
import tomllib

import pytest

from tests.small import ROOT


def test_make_help_lists_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = re.findall(r"^([a-z]+):", makefile, re.MULTILINE)
    shown = subprocess.run(["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {"build", "test", "lint", "clean", "help"} <= set(targets)
    for target in targets:
        assert re.search(rf"^  {target} +\S", shown.stdout, re.MULTILINE), f"{target} has no ## description"
        assert target in re.findall(r"\w+", makefile.split(".PHONY:")[1].splitlines()[0])


@pytest.mark.parametrize("script", ["run", "setup"])
def test_the_scripts_parse_and_can_be_run(script: str) -> None:
    path = ROOT / ".ci" / script
    assert path.stat().st_mode & 0o111
    subprocess.run(["bash", "-n", str(path)], check=True)


def test_the_lock_holds_all_dependencies_with_their_hashes_and_names_no_host() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    locked = {line.split("==")[0] for line in lock.splitlines() if re.match(r"[a-z0-9]", line)}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = {re.split(r"[<>=\[; ]", line)[0].lower().replace("_", "-") for line in wanted}
    assert names <= locked
    assert "//" not in lock
    for entry in re.split(r"\n(?=[a-z0-9])", lock):
        assert "--hash=sha256:" in entry


def test_the_licence_is_the_agpl() -> None:
    text = (ROOT / "LICENSE").read_text()
    assert "GNU AFFERO GENERAL PUBLIC LICENSE\n                       Version 3" in text
    assert text.count("\n") > 600
