"""With what editions are made: engine, templates, fonts, tools, system libraries; what differs between two of those."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Toolchain:
    """All that shapes the editions of one document, apart from its sources.

    `engine`: `version`, and `sha256` of the code that shapes editions. `templates`, `fonts`: sha-256 by name.
    `tools`: versions of Python packages, of Python and of zlib. `libraries`: versions of system libraries.
    """

    engine: Mapping[str, str]
    templates: Mapping[str, str]
    fonts: Mapping[str, str]
    tools: Mapping[str, str]
    libraries: Mapping[str, str]

    def plain(self) -> dict[str, Any]:
        """As JSON values."""
        return asdict(self)

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Toolchain:
        """From JSON values. Raises KeyError, TypeError or AttributeError for what is none."""
        return cls(**{part.name: _strings(values[part.name]) for part in fields(cls)})


def _strings(value: Mapping[str, Any]) -> dict[str, str]:
    return {str(name): str(text) for name, text in value.items()}


_WORDS = {
    "engine": "the engine's {name}",
    "templates": "the template {name}",
    "fonts": "the font {name}",
    "tools": "{name}",
    "libraries": "the system library {name}",
}


def differences(then: Toolchain, now: Toolchain) -> Iterator[str]:
    """What differs, in words, templates and fonts first: `the template html/style.css was changed`."""
    for part in ("templates", "fonts", "tools", "libraries", "engine"):
        before, after = getattr(then, part), getattr(now, part)
        for name in sorted({*before, *after}):
            if before.get(name) != after.get(name):
                what = _WORDS[part].format(name="code" if name == "sha256" else name)
                yield f"{what} {_how(before.get(name), after.get(name), part)}"


def _how(then: str | None, now: str | None, part: str) -> str:
    if then is None:
        return "was not there"
    if now is None:
        return "is gone"
    digests = part in ("templates", "fonts") or len(then) == len(now) == 64
    return "was changed" if digests else f"was {then}, and is {now}"
