"""Fonts brought into a press: out of a package of the catalogue, or from files; checked, and put into one folder.

The folder (`templates/fonts/<family>/`) holds the faces, their licence, and family.yaml, which the house reads.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pipeline.fontcase import Entry
from pipeline.problems import Exit

PATIENCE = 600
"""Seconds that the npm client may take."""
_LICENCES = ("OFL.txt", "LICENSE.txt", "LICENSE", "LICENCE", "LICENSE_FONT")


class NotThereError(Exception):
    """What keeps a font from being brought: what is missing or wrong, and what to do."""

    def __init__(self, message: str, advice: str, exit_code: Exit = Exit.MACHINE) -> None:
        super().__init__(message)
        self.advice = advice
        self.exit_code = exit_code


@dataclass(frozen=True, slots=True)
class Font:
    """A family as it goes into a press: its folder, and the files in it by name (faces, licence, family.yaml)."""

    name: str
    folder: str
    files: Mapping[str, bytes]


def from_package(entry: Entry | None) -> Font:
    """The family of a catalogue's entry, fetched by the npm client. Raises NotThereError."""
    assert entry is not None
    own = f"chancery fonts add {entry.word} --from FOLDER takes the TTF files of {entry.name} from a folder."
    npm = shutil.which("npm")
    if npm is None:
        raise NotThereError("npm is not installed: it fetches the fonts of the catalogue.", f"Install it; or {own}")
    with tempfile.TemporaryDirectory(prefix="chancery-fonts-") as folder:
        command = [npm, "pack", f"{entry.package}@{entry.version}", "--ignore-scripts", "--silent"]
        try:
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=PATIENCE, check=False)
        except subprocess.TimeoutExpired:
            raise NotThereError(f"npm did not bring {entry.package} in {PATIENCE} s.", own) from None
        packed = next(Path(folder).glob("*.tgz"), None)
        if done.returncode or packed is None:
            said = (done.stderr.strip() or "no file").splitlines()[-1]
            raise NotThereError(f"npm could not bring {entry.package}@{entry.version}: {said}", own)
        return _unpacked(entry, packed)


def _unpacked(entry: Entry, packed: Path) -> Font:
    """The faces of a package that are as the catalogue says."""
    files: dict[str, bytes] = {}
    with tarfile.open(packed) as archive:
        for name in (*entry.files, entry.licence):
            member = archive.extractfile(f"package/{name}")
            assert member is not None
            files[name] = member.read()
    for name, digest in entry.files.items():
        if sha256(files[name]).hexdigest() != digest:
            message = f"{name} of {entry.package}@{entry.version} is not the file that the catalogue knows."
            raise NotThereError(message, "Nothing was taken. Ask whoever publishes the package.", Exit.PROBLEMS)
    faces = {name.rpartition("/")[2]: files[name] for name in entry.files}
    return _font(faces, files[entry.licence], entry)


def from_files(source: Path, entry: Entry | None) -> Font:
    """The family whose TTF files stand in a folder, or one file. Raises NotThereError."""
    paths = [source] if source.is_file() else sorted(source.glob("*.ttf"))
    if not paths:
        raise NotThereError(f"{source} holds no TTF file.", "Name a folder with .ttf files, or one.", Exit.USAGE)
    around = source if source.is_dir() else source.parent
    licence = next((around / name for name in _LICENCES if (around / name).is_file()), None)
    faces = {path.name: path.read_bytes() for path in paths}
    return _font(faces, licence.read_bytes() if licence else b"", entry)


def _font(faces: Mapping[str, bytes], licence: bytes, entry: Entry | None) -> Font:
    """A family with its family.yaml. Raises NotThereError: faces of several families, or that may not be embedded."""
    about = {name: _about(name, data) for name, data in faces.items()}
    families = sorted({family for family, *_ in about.values()})
    if len(families) > 1:
        raise NotThereError(f"These are {' and '.join(families)}.", "Add one family at a time.", Exit.USAGE)
    lines = [f"name: {families[0]}"]
    if entry is not None and entry.ranges:
        lines += [f"scripts: [{', '.join((entry.script, *entry.also))}]", f"ranges: {entry.ranges}"]
        lines += ["leads: true"] if entry.leads else []
    lines.append("faces:")
    for name, (_, weight, italic) in sorted(about.items(), key=lambda row: row[1][1:]):
        lines.append(f"  - {{file: {name}, weight: {weight}{', style: italic' if italic else ''}}}")
    files = {**faces, "family.yaml": ("\n".join(lines) + "\n").encode()}
    if licence:
        files["LICENCE.txt"] = licence
    return Font(families[0], families[0].lower().replace(" ", "-"), dict(sorted(files.items())))


def _about(name: str, data: bytes) -> tuple[str, int, bool]:
    """Family, weight and whether it is italic, as a font says itself (OpenType: name, OS/2)."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        font = TTFont(io.BytesIO(data), lazy=True)
        family = font["name"].getDebugName(16) or font["name"].getDebugName(1)
        weight, italic, rights = font["OS/2"].usWeightClass, bool(font["OS/2"].fsSelection & 1), font["OS/2"].fsType
    except (TTLibError, KeyError) as error:
        raise NotThereError(f"{name} is no TrueType font: {error}.", "Bring it as .ttf.", Exit.PROBLEMS) from error
    if "glyf" not in font or "fvar" in font:
        message = f"{name} has no fixed TrueType outlines (it is a variable font, or CFF)."
        raise NotThereError(message, "Bring its static .ttf files.", Exit.PROBLEMS)
    if rights & 0x2 or rights & 0x100:
        message = f"{name} forbids to be embedded or cut (OS/2 fsType {rights})."
        raise NotThereError(message, "Bring a font under an open licence.", Exit.PROBLEMS)
    return str(family), int(weight), italic


def put(font: Font, folder: Path) -> None:
    """Writes a family into a new folder: whole, or not at all. Raises OSError."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
    try:
        for name, data in font.files.items():
            (made / name).write_bytes(data)
        made.chmod(0o755)
        made.rename(folder)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
