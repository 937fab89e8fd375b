"""What has changed since a manifest was written: the reasons why an edition may come out differently."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.manifest import Manifest
from pipeline.toolchain import Toolchain, differences


def since(old: Manifest, new: Manifest) -> Iterator[str]:
    """What differs between two manifests of a publication, in words, sources first; nothing of its editions."""
    for name in sorted({*old.sources, *new.sources}):
        then, now = old.sources.get(name), new.sources.get(name)
        if then != now:
            how = "was not there" if then is None else "is gone" if now is None else "was changed"
            yield f"the source {name} {how}"
    told = list(differences(_toolchain(old), _toolchain(new)))
    yield from told
    keys = {record.file: record.key for record in new.editions}
    if old.sources == new.sources and not told and any(keys.get(one.file, one.key) != one.key for one in old.editions):
        yield "the engine's code was changed"


def _toolchain(record: Manifest) -> Toolchain:
    engine = {"version": record.engine}
    return Toolchain(engine, record.templates, record.fonts, record.tools, record.libraries)
