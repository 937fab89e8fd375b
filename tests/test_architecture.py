"""Imports run downwards, editions keep apart, and heavy libraries are loaded when they are used."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.build.inputs import SHAPING
from tests.small import ROOT

ENGINE = ROOT / "pipeline"
MODULES = sorted(ENGINE.rglob("*.py"))

FLOORS = (
    ("nodes", "scripts", "boundaries", "tags"),
    ("document", "numerals", "words", "cldr", "citations", "squeezing"),
    ("problems", "crosswalk"),
    (
        "house",
        "kinds",
        "naming",
        "fonts",
        "fontcase",
        "fontfiles",
        "languages",
        "dates",
        "collation",
        "closing",
        "beginnings",
    ),
    ("lettering", "templating", "source"),
    ("editions",),
    ("press", "toolchain", "manifest", "carried", "published"),
    ("agreement", "conformance"),
    ("build",),
    ("changes", "parallel", "reproduction", "rebuilding", "publishing"),
    ("cli", "__main__"),
)
"""The rooms, ground floor first: each may import from its own floor and those below it."""

FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
SHARED = ("edition", "container", "directions", "drawing", "elements", "markup", "setting")
"""Modules of editions/ that every edition may use; besides them an edition imports nothing of another."""

HEAVY = (
    "babel", "cffi", "docx", "ebooklib", "html5lib", "icu", "jinja2", "lxml", "markdown_it", "mdit_py_plugins",
    "page", "pikepdf", "PIL", "pydyf", "pypdfium2", "resvg_py", "rich", "uharfbuzz", "weasyprint", "yaml",
)  # fmt: skip


def room(module: str) -> str:
    """`pipeline.editions.pdf.xmp` -> `editions`; empty for the package itself."""
    return [*module.split("."), ""][1]


def imports(path: Path, *, top: bool) -> Iterator[str]:
    """The modules a file imports, anywhere, or when it is itself imported (not for a type checker alone)."""
    tree = ast.parse(path.read_bytes())
    for node in _at_import(tree) if top else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: imports are written out"
            yield node.module
            if node.module == "pipeline":
                yield from (f"pipeline.{alias.name}" for alias in node.names)


def _at_import(node: ast.AST) -> Iterator[ast.AST]:
    """What runs when a module is imported."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
            continue
        yield child
        yield from _at_import(child)


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_run_downwards(path: Path) -> None:
    here = room(name_of(path))
    for module in imports(path, top=False):
        there = room(module) if module.split(".")[0] == "pipeline" else ""
        if here and there and there != "__version__":
            assert FLOOR[there] <= FLOOR[here], f"{here} imports {module}, which stands above it"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_editions_do_not_import_each_other(path: Path) -> None:
    parts = name_of(path).split(".")
    if parts[1:2] != ["editions"] or len(parts) < 3:
        return
    for module in imports(path, top=False):
        if module.startswith("pipeline.editions."):
            assert module.split(".")[2] in (*SHARED, parts[2]), f"{name_of(path)} imports {module}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_heavy_is_loaded_before_it_is_used(path: Path) -> None:
    loaded = {module.split(".")[0] for module in imports(path, top=True)}
    assert not loaded & set(HEAVY)


def test_the_code_that_shapes_editions_is_in_the_key_of_a_build() -> None:
    """What readers and editions import, and what that imports: a change to any of it makes editions anew."""
    shaping = {name.removesuffix(".py") for name in SHAPING}
    left, seen = ["source", "editions"], set()
    while left:
        here = left.pop()
        seen.add(here)
        for path in MODULES:
            if room(name_of(path)) == here:
                found = {room(name) for name in imports(path, top=False) if name.startswith("pipeline.")}
                left += sorted(found - seen - {"", "__version__", *left})
    assert seen <= shaping


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_file_holds_one_idea(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= (300 if path.name != "nodes.py" else 400)
