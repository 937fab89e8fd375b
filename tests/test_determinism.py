"""The same sources give the same bytes, wherever, whenever and however they are made."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.elsewhere import Way, build_once, make_press, run
from tests.small import tree

REVERSED = "from pipeline import editions; editions.EDITIONS = editions.EDITIONS[::-1]; "
WARM = (
    "import sys; from pipeline.cli import main; main(['build', '--jobs', '1', '--press', '{other}']); sys.exit(main())"
)
WAYS = {
    "another folder, deeper, with spaces and an umlaut; a zone ahead; no locale; a strict umask": Way(
        "über den Dingen/a b/c/press",
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        umask=0o077,
    ),
    "a folder with signs that formats escape; a zone behind; another locale; an open umask": Way(
        "a&b <c> 'd' %20 #e",
        {"TZ": "America/Lima", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "LANGUAGE": "tr"},
        umask=0,
    ),
    "another hash seed; another home; one job": Way(
        environment={"PYTHONHASHSEED": "1", "HOME": "{tmp}/home", "XDG_CACHE_HOME": "{tmp}/cache", "USER": "nobody"},
        arguments=("--jobs", "1"),
    ),
    "a third hash seed; other temporary files; no byte code; files of another age; two jobs": Way(
        environment={"PYTHONHASHSEED": "4294967295", "TMPDIR": "{tmp}/elsewhere", "PYTHONDONTWRITEBYTECODE": "1"},
        arguments=("--jobs", "2"),
        touched=True,
    ),
    "the editions in another order; a narrow terminal": Way(
        environment={"COLUMNS": "37", "LINES": "5", "TERM": "xterm"}, code=REVERSED + Way.code, terminal=True
    ),
    "a process that made other documents before; a wide terminal": Way(
        environment={"COLUMNS": "300", "TERM": "xterm"}, code=WARM, terminal=True
    ),
}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The press, built once in the usual way."""
    return build_once(tmp_path_factory.mktemp("built") / "press")


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_the_same_bytes_whatever_is_different(built: Path, tmp_path: Path, way: Way) -> None:
    root = make_press(tmp_path / way.folder)
    if "other" in way.code:
        make_press(root.parent / "other", ("tests/conformance/source/everything",))
    for path in root.rglob("*") if way.touched else ():
        os.utime(path, (1, 1))
    result = run(root, "build", way)
    assert result.returncode == 0, result.stderr
    ours, usual = tree(root / "output"), tree(built / "output")
    assert [name for name in usual if ours[name] != usual[name]] == []
    assert ours.keys() == usual.keys()
    assert len(usual) == 4 * 4 + 3


def test_another_day_changes_the_time_of_the_manifest_alone(built: Path, tmp_path: Path) -> None:
    root = make_press(tmp_path / "press")
    run(root, "build", Way(environment={"SOURCE_DATE_EPOCH": "4102444800"}))
    ours, usual = tree(root / "output"), tree(built / "output")
    assert {Path(name).name for name in usual if ours[name] != usual[name]} == {"manifest.json"}
    for name in (name for name in usual if name.endswith("manifest.json")):
        mine, theirs = json.loads(ours[name]), json.loads(usual[name])
        assert mine.pop("built") == "2100-01-01T00:00:00Z"
        assert mine == theirs


def test_being_checked_changes_no_byte(built: Path, tmp_path: Path) -> None:
    root = make_press(tmp_path / "press")
    assert run(root, "build", Way(gate=True)).returncode == 0
    ours, usual = tree(root / "output"), tree(built / "output")
    for name in usual:
        checked, unchecked = b'"checked": true', b'"checked": false'
        assert ours[name].replace(checked, unchecked) == usual[name], name
