"""`chancery rebuild`."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path

from pipeline import editions
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
    return _summed_up(found, screen)


def _summed_up(found: Rebuilt, screen: Screen) -> Exit:
    different = [one.edition for one in found.editions if not one.same]
    if not different:
        screen.say(f"All {len(found.editions)} editions are, byte for byte, those that were published.")
        return Exit.OK
    if found.differences:
        screen.say("What differs between the tools that made them and those of now:")
        for line in found.differences:
            screen.say(f"  {line}")
    else:
        screen.say("The tools are the same, as far as the record knows: the copy itself may have been changed.")
    screen.wrong(f"{', '.join(different)}: not what was published.")
    return Exit.PROBLEMS
