"""The record of a build: what it says, and that it says the same anywhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline import manifest
from pipeline.build import write as writing
from tests.small import (
    TEXT,
    build,
    chancery,
    make_press,
    put,
    tree,
)


@pytest.fixture
def press(tmp_path: Path) -> Path:
    root = make_press(tmp_path, alpha="Hello.", beta="World.")
    put(root / "source/alpha/text.fr.md", TEXT.format(title="De alpha", words="Bonjour."))
    build(root)
    return root


def test_the_manifest_records_what_was_made_from_what_with_what(press: Path) -> None:
    data = (press / "output/alpha/manifest.json").read_bytes()
    content = json.loads(data)
    assert data == json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n"
    entry = content["editions"][0]
    edition = (press / "output/alpha" / entry["file"]).read_bytes()
    assert (entry["size"], entry["sha256"]) == (len(edition), writing.sha256(edition).hexdigest())
    assert (entry["media_type"], entry["language"], entry["source"]) == ("text/plain", "en", "text.en.md")
    assert [document["title"] for document in content["documents"]] == ["On alpha", "De alpha"]
    assert set(content["sources"]) == {"text.en.md", "text.fr.md"}
    assert "one/head.txt" in content["templates"]
    assert "fonts/NotoSerif-Regular.ttf" in content["fonts"]
    assert {"jinja2", "markdown-it-py", "python", "zlib"} <= set(content["tools"])
    assert manifest.parse(data, "alpha").to_bytes() == data
    assert "built" not in content


@pytest.mark.parametrize("file", ["../alpha.txt", "/etc/passwd", "beta.en.one.txt", ".lock"])
def test_a_manifest_that_names_files_of_others_is_refused(press: Path, file: str) -> None:
    data = (press / "output/alpha/manifest.json").read_text().replace("alpha.en.one.txt", file)
    with pytest.raises(ValueError, match="is no edition of alpha"):
        manifest.parse(data.encode(), "alpha")


def test_the_same_inputs_give_the_same_bytes_anywhere(tmp_path: Path) -> None:
    outputs = []
    for folder, zone, seed, jobs in (("a", "Pacific/Kiritimati", "1", "1"), ("b/c", "America/Lima", "2", "3")):
        (tmp_path / folder).mkdir(parents=True)
        root = make_press(tmp_path / folder, alpha="Hello.", beta="World.", gamma="Third.")
        result = chancery("build", "--press", root, "--jobs", jobs, TZ=zone, PYTHONHASHSEED=seed)
        assert result.returncode == 0, result.stderr
        outputs.append(tree(root / "output"))
    assert outputs[0] == outputs[1]
    assert len(outputs[0]) == 9


def test_the_build_s_own_time_is_source_date_epoch(tmp_path: Path) -> None:
    root = make_press(tmp_path, alpha="Hello.")
    chancery("build", "--press", root, SOURCE_DATE_EPOCH="1316736000")
    assert json.loads((root / "output/alpha/manifest.json").read_bytes())["built"] == "2011-09-23T00:00:00Z"
