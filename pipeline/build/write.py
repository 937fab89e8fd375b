"""The only module that touches the output: under a lock, atomically, all files of a publication or none."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pipeline import manifest
from pipeline.build import failures
from pipeline.build.produce import Produced, failed
from pipeline.manifest import Record
from pipeline.problems import Exit, Problem

LOCK = ".lock"
PART = ".part"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a publication. `made`: (language, edition); `removed`, `kept`: files without a source."""

    name: str
    made: tuple[tuple[str, str], ...] = ()
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    seconds: float = 0.0
    exit_code: Exit = Exit.OK


@contextmanager
def locked(output: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """The output for this process alone; `waiting` is called first where another build has it.

    The lock (POSIX, fcntl) goes with the process, however it ends. Raises MachineError where it cannot be had.
    """
    import fcntl

    try:
        output.mkdir(parents=True, exist_ok=True)
        file = (output / LOCK).open("a")
    except OSError as error:
        raise failures.unwritable(error, output) from error
    with file:
        try:
            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                if error.errno not in (errno.EACCES, errno.EAGAIN):
                    raise
                waiting()
                fcntl.lockf(file, fcntl.LOCK_EX)
        except OSError as error:
            raise failures.unwritable(error, output / LOCK) from error
        yield


def sweep(output: Path, names: Iterable[str]) -> None:
    """Removes what a build that was killed left half written in the folders of these publications."""
    for name in names:
        with suppress(OSError):
            for entry in os.scandir(output / name):
                if entry.name.startswith(".") and entry.name.endswith(PART):
                    Path(entry.path).unlink()


def write(output: Path, produced: Produced) -> Outcome:
    """Puts a publication into the output: its editions, then its manifest; then what has no source goes.

    A publication with problems changes nothing, and neither does one that cannot be written.
    """
    if produced.manifest is None:
        return _outcome(produced)
    folder = output / produced.name
    try:
        replace_all(folder, {**produced.files, manifest.NAME: produced.manifest.to_bytes()})
    except OSError as error:
        cause = failures.unwritable(error, _meant(Path(str(error.filename or folder))))
        return _outcome(failed(produced.name, [cause], produced.warnings))
    removed, kept = _remove(folder, produced.obsolete)
    return _outcome(produced, removed, kept)


def replace_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes files in their order: first all of them beside their places, then each into its place.

    So a full disk changes nothing, and whoever reads a file finds the old one or the new one. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    staged = {folder / name: folder / f".{name}{PART}" for name in files}
    try:
        for (target, part), data in zip(staged.items(), files.values(), strict=True):
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
            _to_disk(part, data)
        for target, part in staged.items():
            part.replace(target)
    except BaseException:
        for part in staged.values():
            with suppress(OSError):
                part.unlink()
        raise
    _sync(folder)


def _to_disk(path: Path, data: bytes) -> None:
    try:
        with path.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        error.filename = error.filename or str(path)  # a full disk is reported for a descriptor, without a name
        raise


def _meant(path: Path) -> Path:
    """The file that a half-written one was to become."""
    return path.with_name(path.name[1 : -len(PART)]) if path.name.endswith(PART) else path


def _sync(folder: Path) -> None:
    """Makes the renames last (fsync of the folder); file systems that cannot are left alone."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove(folder: Path, obsolete: Iterable[Record]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Removes editions whose source is gone: those that are as they were made, and no others."""
    removed, kept = [], []
    for record in obsolete:
        path = folder / record.file
        try:
            if sha256(path.read_bytes()).hexdigest() == record.sha256:
                path.unlink()
                removed.append(record.file)
            else:
                kept.append(record.file)
        except FileNotFoundError:
            continue
        except OSError:
            kept.append(record.file)
    return tuple(removed), tuple(kept)


def _outcome(produced: Produced, removed: tuple[str, ...] = (), kept: tuple[str, ...] = ()) -> Outcome:
    return Outcome(
        produced.name,
        produced.made,
        removed,
        kept,
        produced.problems,
        produced.warnings,
        produced.seconds,
        produced.exit_code,
    )
