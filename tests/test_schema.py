"""The manifest as a format for others: its schema, its canonical form, and how it is checked with other programs."""

from __future__ import annotations

import copy
import json
import re
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from pipeline import editions, manifest
from pipeline.build.making import ESSENTIALS
from pipeline.crosswalk.fields import NAMESPACE
from pipeline.manifest import FORMAT, Manifest, Record
from tests.small import ROOT, TEXT, build, make_press, put

SCHEMA = json.loads((ROOT / "docs/schemas/manifest.schema.json").read_bytes())
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
MAPS = ("sources", "templates", "fonts", "tools", "libraries")
"""Keys whose own keys are names of files and tools."""

OPTIONAL = {("built",), ("documents", 0, "embargo")}
SAMPLES = (None, True, 7, "text", [], {})


@pytest.fixture(scope="session")
def press(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A press with real editions in two languages, a file name of every kind, and an embargo."""
    root = make_press(tmp_path_factory.mktemp("schema"), alpha="Hello.", beta="World.")
    embargoed = 'status: embargoed\nembargo: "2011-09-23T15:00:00+02:00"\ndate:'
    put(root / "source/alpha/text.fr.md", TEXT.format(title="D’alpha", words="Bonjour.").replace("date:", embargoed))
    for name in ("\U0001f600.csv", "\ue000.csv", "ö ü.csv", "deep/er/A.csv"):
        put(root / "source/alpha" / name, "1")
    put(root / "source/publisher.yaml", "publisher: Office of Fictional Publications\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1316736000")
        build(root, editions.EDITIONS, gate=False)
    return root


@pytest.fixture
def value(press: Path) -> Any:
    """A real manifest, the embargoed document first."""
    content = json.loads((press / "output/alpha/manifest.json").read_bytes())
    content["documents"].sort(key=lambda entry: "embargo" not in entry)
    return content


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every value in a JSON value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from places(inner, (*path, key))


def parent(value: Any, path: tuple[str | int, ...]) -> Any:
    for key in path[:-1]:
        value = value[key]
    return value


# ------------------------------------------------------------------ the schema


def test_the_schema_is_one_and_explains_every_key() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    space = uuid.UUID(NAMESPACE.removeprefix("urn:uuid:").removesuffix("#"))
    assert SCHEMA["$id"] == f"urn:uuid:{uuid.uuid5(space, f'manifest {FORMAT}')}"
    assert SCHEMA["properties"]["format"]["const"] == FORMAT
    for thing in (SCHEMA, SCHEMA["$defs"]["document"], SCHEMA["$defs"]["edition"]):
        assert thing["additionalProperties"] is False
        for name, about in {**thing["properties"], "": thing}.items():
            assert about["title"], name
            assert about["description"].endswith("."), name


def test_the_schema_has_the_keys_of_the_manifest() -> None:
    assert set(SCHEMA["properties"]) == {row.name for row in fields(Manifest)} | {"format"}
    assert set(SCHEMA["$defs"]["edition"]["properties"]) == {row.name for row in fields(Record)}
    assert set(SCHEMA["$defs"]["document"]["properties"]) == set(ESSENTIALS)
    text = (ROOT / "docs/command-line.md").read_text().split("\n## The manifest")[1]
    for name in (*SCHEMA["properties"], *SCHEMA["$defs"]["edition"]["properties"]):
        assert f"`{name}`" in text, f"docs/command-line.md does not explain {name}"


@pytest.mark.parametrize("name", ["alpha", "beta"])
def test_a_real_manifest_is_valid(press: Path, name: str) -> None:
    content = json.loads((press / f"output/{name}/manifest.json").read_bytes())
    assert [error.message for error in VALIDATOR.iter_errors(content)] == []
    assert content["libraries"].keys() == {"pango", "harfbuzz", "fontconfig"}
    assert len(content["editions"]) == len(editions.EDITIONS) * len(content["documents"])


def test_every_key_that_is_removed_or_of_another_type_is_found(value: Any) -> None:
    checked = 0
    for path in list(places(value)):
        inside = path[0] in MAPS and len(path) > 1
        if isinstance(path[-1], str) and not inside and path not in OPTIONAL:
            broken = copy.deepcopy(value)
            del parent(broken, path)[path[-1]]
            assert not VALIDATOR.is_valid(broken), f"without {path}"
            checked += 1
        for other in SAMPLES:
            if type(other) is not type(parent(value, path)[path[-1]]):
                broken = copy.deepcopy(value)
                parent(broken, path)[path[-1]] = other
                assert not VALIDATOR.is_valid(broken), f"{path}: {other!r}"
                checked += 1
    assert checked > 500


def test_every_key_that_is_not_known_is_found(value: Any) -> None:
    for path in ((), *places(value)):
        thing = value if not path else parent(value, path)[path[-1]]
        if isinstance(thing, dict) and not (path and path[0] in MAPS):
            thing["another"] = "text"
            assert not VALIDATOR.is_valid(value), path
            del thing["another"]
    assert VALIDATOR.is_valid(value)


WRONG = [
    (("format",), FORMAT - 1),
    (("publication",), "a/b"),
    (("publication",), ".."),
    (("engine",), "new"),
    (("built",), "2011-09-23T00:00:00+02:00"),
    (("sources",), {}),
    (("sources", "text.en.md"), "0" * 63),
    (("sources", "text.en.md"), "A" * 64),
    (("fonts", "html/style.css"), "0" * 64),
    (("tools", "python"), ""),
    (("documents", 0, "language"), "english language"),
    (("documents", 0, "date"), "23 September 2011"),
    (("documents", 0, "date"), "2011-13-01"),
    (("documents", 0, "status"), "secret"),
    (("documents", 0, "embargo"), "tomorrow"),
    (("documents", 0, "title"), ""),
    (("editions", 0, "file"), "../alpha.html"),
    (("editions", 0, "media_type"), "pdf"),
    (("editions", 0, "size"), 0),
    (("editions", 0, "size"), 1.5),
    (("editions", 0, "size"), 2**53),
    (("editions", 0, "source"), "text.txt"),
    (("editions", 0, "key"), "sha256:00"),
]


@pytest.mark.parametrize(("path", "wrong"), WRONG, ids=str)
def test_a_value_that_cannot_be_is_found(value: Any, path: tuple[str | int, ...], wrong: object) -> None:
    assert VALIDATOR.is_valid(value)
    parent(value, path)[path[-1]] = wrong
    assert not VALIDATOR.is_valid(value)


# ------------------------------------------------------------------ the canonical form

CANONICAL = {
    "the order of keys, RFC 8785, 3.2.3": (
        '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",'
        '"\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}',
        '{"\\r":"Carriage Return","1":"One","\x80":"Control","ö":"Latin Small Letter O With Diaeresis",'
        '"€":"Euro Sign","\U0001f600":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    ),
    "strings and literals, RFC 8785, 3.2.2": (
        '{"string": "\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/", "literals": [null, true, false]}',
        '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    ),
    "a surrogate pair stands before the private use area": (
        '{"\\ue000":1,"\\ud800\\udc00":2}',
        '{"\U00010000":2,"\ue000":1}',
    ),
    "inner objects too, lists in their order": ('[{"b":[3,{"d":1,"c":2}],"a":-0}]', '[{"a":0,"b":[3,{"c":2,"d":1}]}]'),
    "whole numbers to the last": ("[9007199254740991,-9007199254740991]", "[9007199254740991,-9007199254740991]"),
    "short escapes, and nothing else": ('"\\b\\t\\n\\f\\r\\u001f\\u007f\\u2028"', '"\\b\\t\\n\\f\\r\\u001f\x7f\u2028"'),
}


@pytest.mark.parametrize(("text", "canonical"), CANONICAL.values(), ids=CANONICAL)
def test_the_canonical_form_is_that_of_rfc_8785(text: str, canonical: str) -> None:
    value = json.loads(text)
    assert manifest.canonical(value) == canonical.encode()
    assert manifest.canonical(json.loads(manifest.readable(value))) == canonical.encode()


@pytest.mark.parametrize("value", [1.5, 1.0, float("nan"), 2**53, -(2**53), "\ud800", {"\udc00": 1}], ids=repr)
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"whole numbers|surrogates"):
        manifest.canonical([value])


def test_the_file_is_sorted_as_the_canonical_form_is(press: Path) -> None:
    data = (press / "output/alpha/manifest.json").read_text()
    assert data.index('"\U0001f600.csv"') < data.index('"\ue000.csv"')
    squeezed = re.sub(r'\n *|(?<=":) (?=[\["{\d]|true|false)', "", data)
    assert squeezed.encode() == manifest.canonical(json.loads(data))


# ------------------------------------------------------------------ with other programs


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not on this machine")
def test_an_archivist_checks_it_with_sha256sum_and_jq_alone(press: Path) -> None:
    commands = re.findall(r"^    (jq .*)$", (ROOT / "docs/manifest.md").read_text(), re.MULTILINE)
    assert len(commands) == 3
    path = press / "output/alpha/manifest.json"
    folders = (path.parent, press / "source/alpha", path.parent)
    said = []
    for command, folder in zip(commands, folders, strict=True):
        shell = command.replace("/path/to/manifest.json", str(path))
        result = subprocess.run(
            ["sh", "-c", shell], cwd=folder, capture_output=True, text=True, check=False, timeout=60
        )
        assert result.returncode == 0, result.stderr
        said.append(result.stdout)
    value = json.loads(path.read_bytes())
    assert said[0].count(": OK") == len(value["editions"])
    assert said[1].count(": OK") == len(value["sources"])
    assert said[2].split()[0] == manifest.parse(path.read_bytes(), "alpha").digest()
    again = subprocess.run(["jq", "--indent", "2", ".", str(path)], capture_output=True, check=True, timeout=60)
    assert again.stdout == path.read_bytes()
