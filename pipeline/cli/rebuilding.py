"""`chancery rebuild`."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path

from pipeline import editions
from pipeline.build import freezing
from pipeline.cli.screen import Screen
from pipeline.house import House
from pipeline.problems import Exit
from pipeline.rebuilding import Rebuilt, rebuild


def run(options: Namespace, screen: Screen) -> Exit:
    """Rebuilds all editions of a PDF's source and compares them. Problems where one is not the published one."""
    into = options.into or Path(f"{options.copy.stem}-rebuilt")
    screen.note(f"Making all editions of the source that {options.copy.name} carries …")
    found = rebuild(options.copy, into, House.of(options.press.resolve()), editions.EDITIONS)
    record = found.carried
    screen.say(
        f"{record.publication}, {record.language}, version {record.version}, in {os.path.relpath(found.folder)}/"
    )
    for one in found.editions:
        if one.same:
            screen.say(f"  {one.edition:<6}the same, byte for byte  sha256 {one.published}")
        else:
            line = (
                f"  {one.edition:<6}differs: published {one.published[:16]}…, rebuilt {one.rebuilt[:16] or 'nothing'}…"
            )
            screen.say(screen.styled(line, "red", screen.out))
    return _summed_up(found, options.press, screen)


def _official(found: Rebuilt, press: Path) -> str:
    """Whether the press at hand published these very editions. A copy alone can only prove that it is whole."""
    record = found.carried
    folder = press / "source" / record.publication
    frozen = freezing.read(folder, str(folder)).get((record.version, record.language))
    if frozen is None:
        return "To know that it is the official one, compare these digests with those that the publisher recorded."
    if {one.edition: one.published for one in found.editions} == {
        n: made.sha256 for n, made in frozen.editions.items()
    }:
        return f"They are the editions that this press published on {frozen.published[:10]}."
    return f"But this press published other editions of version {record.version} on {frozen.published[:10]}."


def _summed_up(found: Rebuilt, press: Path, screen: Screen) -> Exit:
    different = [one.edition for one in found.editions if not one.same]
    if not different:
        screen.say(f"All {len(found.editions)} editions come out again, byte for byte: this copy is whole.")
        screen.say(_official(found, press))
        return Exit.OK
    if found.differences:
        screen.say("What differs between the tools that made them and those of now:")
        for line in found.differences:
            screen.say(f"  {line}")
    else:
        screen.say("The tools are the same, as far as the record knows: the copy itself may have been changed.")
    screen.wrong(f"{', '.join(different)}: not what the record of this copy says.")
    return Exit.PROBLEMS
