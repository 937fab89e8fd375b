"""A press: a folder with source/, the publications in it, and the folder that their editions go to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.problems import Exit, MachineError, Problem


class UsageError(Exception):
    """A command that cannot be carried out as it was given: what is wrong, and what to write instead."""

    exit_code = Exit.USAGE

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Press:
    """The folders of a press: `root` holds source/ (and perhaps templates/), `output` the editions."""

    root: Path
    output: Path

    @classmethod
    def at(cls, root: Path, output: Path | None = None) -> Press:
        """The press in a folder; its output goes to `output`, by default to output/ in that folder.

        Raises UsageError where there is no source/, or where the output would land among the sources.
        """
        if not root.is_dir():
            raise UsageError(f"There is no folder {root}.", "Name the press with --press: a folder with source/ in it.")
        if not (root / "source").is_dir():
            raise UsageError(
                f"There is no source/ in {root.resolve()}.",
                "Go to the folder of your press, name it with --press, or make source/ in it.",
            )
        press = cls(root.resolve(), (output if output is not None else root / "output").absolute())
        if press.output.resolve().is_relative_to(press.source.resolve()):
            raise UsageError(
                f"The output cannot go to {press.output}: that is inside source/.",
                "Name another folder with --output.",
            )
        return press

    @property
    def source(self) -> Path:
        return self.root / "source"

    @property
    def defaults(self) -> Path:
        """The file with what all publications have in common."""
        return self.source / "publisher.yaml"

    def publications(self) -> dict[str, Path]:
        """The folders of all publications, by name, sorted. Raises MachineError where they cannot be read."""
        from pipeline.source import find_publications

        try:
            return {folder.name: folder for folder in sorted(find_publications(self.root))}
        except OSError as error:
            reason = f"cannot be read: {error.strerror}"
            raise MachineError([Problem("B07", reason, str(error.filename or self.source))]) from error

    def choose(self, wanted: Sequence[str]) -> dict[str, Path]:
        """The publications of these names or paths, all where none is named; each once, sorted by name.

        Raises UsageError for one that is not there, with the name that comes nearest to it.
        """
        known = self.publications()
        if not wanted:
            return known
        names = {self._name(word, known) for word in wanted}
        return {name: folder for name, folder in known.items() if name in names}

    def _name(self, word: str, known: dict[str, Path]) -> str:
        """`udhr`, `source/udhr/` from wherever the user stands, or a file in that folder -> `udhr`."""
        if word.rstrip("/") in known:
            return word.rstrip("/")
        source = self.source.resolve()
        for path in (Path(word), self.root / word):
            inside = path.resolve()
            if path.exists() and inside.is_relative_to(source) and inside != source:
                name = inside.relative_to(source).parts[0]
                if name in known:
                    return name
                raise UsageError(f"There is no document in {self.source / name}.", f"chancery new {name} makes one.")
        raise UsageError(f"There is no publication {word}.", nearest(Path(word).name, known) or self._all(known))

    def _all(self, known: dict[str, Path]) -> str:
        if not known:
            return "There is none yet: chancery new NAME makes the first."
        return "chancery list shows all of them."


def nearest(word: str, known: Sequence[str] | dict[str, Path]) -> str:
    """`Did you mean …?` with the name that comes nearest, or nothing where none is near."""
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), n=1, cutoff=0.4)
    if not close:  # `ministerial` for `2011-09-23-r2p-ministerial`
        close = [name for name in known if word and word.lower() in name.lower()][:1]
    return f"Did you mean {close[0]}?" if close else ""
