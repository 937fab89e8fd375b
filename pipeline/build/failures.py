"""What can go wrong in a build, apart from the sources: said as problems, never as a traceback."""

from __future__ import annotations

import errno
import traceback
from collections.abc import Iterable
from pathlib import Path

from pipeline.house import House
from pipeline.problems import MachineError, Problem, PublishingError

CODES: dict[str, str] = {
    "B01": "the output cannot be written",
    "B02": "a library that an edition needs is not on this machine",
    "B03": "an edition could not be made: a fault in a template, or in the engine",
    "B04": "the process that made a publication crashed, or was ended from outside",
    "B05": "a source changed while it was being built",
    "B06": "there is not enough memory",
    "B07": "a source or a template cannot be read",
    "B09": "a file of the templates is wrong",
    "B08": "a library gave up on a part of an edition: a picture, the target of a link",
}

SYSTEM_LIBRARIES = (
    "install the system libraries with `make build`, or by hand: "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libfontconfig1 (Debian, Ubuntu), "
    "dnf install pango harfbuzz fontconfig (Fedora), brew install pango (macOS); until then --edition builds the others"
)

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your quota of the disk is used up",
    errno.EACCES: "you may not write there",
    errno.EPERM: "you may not write there",
    errno.EROFS: "it is on a disk that can only be read",
    errno.ENOTDIR: "a file stands where a folder is needed",
    errno.EEXIST: "a file stands where a folder is needed",
    errno.EISDIR: "a folder stands where a file is needed",
    errno.ENAMETOOLONG: "the name is too long",
}


def unwritable(error: OSError, path: Path) -> MachineError:
    """The problem of a file or folder of the output that cannot be written."""
    reason = _REASONS.get(error.errno or 0) or (error.strerror or str(error))
    return MachineError(
        [
            Problem(
                "B01",
                f"cannot be written: {reason}",
                str(path),
                fix="free it, or name another folder with --output",
            )
        ]
    )


def unreadable(error: OSError | UnicodeEncodeError, path: Path, within: Path) -> PublishingError:
    """The problem of a source or template that cannot be read."""
    shown = path.relative_to(within).as_posix() if path.is_relative_to(within) else str(path)
    if isinstance(error, UnicodeEncodeError):
        shown = shown.encode(errors="replace").decode()
        return PublishingError([Problem("B07", "has a name that is not UTF-8", shown, fix="rename the file")])
    reason = "you may not read it" if isinstance(error, PermissionError) else (error.strerror or str(error))
    return PublishingError(
        [Problem("B07", f"cannot be read: {reason}", shown, fix="see who owns it, and its permissions")]
    )


def missing_tool(name: str) -> MachineError:
    """The problem of a Python package that an edition needs and that is not installed."""
    return MachineError([Problem("B02", f"the Python package {name} is not installed", fix="run `make build`")])


def crashed(file: str) -> MachineError:
    """The problem of a worker process that died over a publication."""
    return MachineError(
        [
            Problem(
                "B04",
                "the process that made its editions crashed, or was ended from outside",
                file,
                fix="often too little memory: try again with --jobs 1; a picture that is new may be the cause",
            )
        ]
    )


def changed(file: str) -> PublishingError:
    """The problem of a source that was edited between being looked at and being read."""
    return PublishingError([Problem("B05", "changed while it was being built", file, fix="build again")])


def from_exception(error: Exception, what: str, file: str, house: House) -> PublishingError:
    """Any exception of an edition's writer, as the problem of the template, library or code it comes from.

    `what` names what was being made (`the pdf edition`), `file` the source.
    """
    if isinstance(error, PublishingError):
        return error
    if isinstance(error, MemoryError):
        return MachineError([Problem("B06", f"not enough memory for {what}", file, fix="try --jobs 1")])
    if isinstance(error, ImportError):
        return MachineError([Problem("B02", f"{what} cannot be made: {error}", fix="run `make build`")])
    if isinstance(error, OSError) and "cannot load library" in str(error):
        library = str(error).split("'")[1] if "'" in str(error) else str(error)
        return MachineError(
            [Problem("B02", f"{what} cannot be made: the library {library} is missing", fix=SYSTEM_LIBRARIES)]
        )
    place, line = _origin(error, house)
    said = " ".join(str(error).split()) or "no further word"
    return PublishingError(
        [
            Problem(
                "B03",
                f"{what} of {file} could not be made: {type(error).__name__}: {said}",
                place,
                line,
                fix="mend the template; if it is not one of yours, report this line",
            )
        ]
    )


def _origin(error: Exception, house: House) -> tuple[str, int]:
    """The innermost line of a template or of the engine that an exception passed through."""
    syntax = (getattr(error, "filename", None), getattr(error, "lineno", None))
    if isinstance(syntax[0], str) and isinstance(syntax[1], int):
        return _named(syntax[0], house), syntax[1]
    engine = Path(__file__).resolve().parents[1]
    frames = traceback.extract_tb(error.__traceback__)
    for frame in reversed(frames):
        if _inside(frame.filename, (*house.roots, engine)):
            return _named(frame.filename, house), frame.lineno or 0
    return "", 0


def _inside(filename: str, roots: Iterable[Path]) -> bool:
    return any(Path(filename).is_relative_to(root) for root in roots)


def _named(filename: str, house: House) -> str:
    path = Path(filename)
    for root in (*house.roots, Path(__file__).resolve().parents[1]):
        if path.is_relative_to(root):
            return f"{root.name}/{path.relative_to(root).as_posix()}"
    return path.name
