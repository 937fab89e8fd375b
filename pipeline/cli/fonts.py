"""`chancery fonts`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from pipeline import fontcase
from pipeline.cli.screen import Screen
from pipeline.house import House
from pipeline.press import Press, UsageError
from pipeline.problems import Exit


def run(options: Namespace, screen: Screen) -> Exit:
    """Lists the fonts there are, or adds one to the press."""
    press = Press.at(options.press, options.output)
    house = House.of(press.root)
    if options.what == "list":
        if options.family or options.source:
            raise UsageError("chancery fonts list takes no further words.", "chancery fonts add ja adds a font.")
        _list(house, screen)
        return Exit.OK
    return _add(options.family, options.source, press, house, screen)


def _list(house: House, screen: Screen) -> None:
    families = dict.fromkeys(face.family for face in house.faces())
    screen.say("The house has, in the order in which a character falls through them:")
    for family in families:
        screen.say(f"  {family}")
    rest = [entry for entry in fontcase.catalogue(house) if entry.name not in families]
    if rest:
        screen.say("\nchancery fonts add brings:")
    for entry in rest:
        screen.say(f"  {entry.word:<8} {entry.name} ({entry.about})")


def _add(wanted: str, source: Path | None, press: Press, house: House, screen: Screen) -> Exit:
    from pipeline import fontfiles

    entry = fontcase.entry_for(house, wanted) if wanted else None
    if source is None and entry is None:
        known = ", ".join(one.word for one in fontcase.catalogue(house))
        if not wanted:
            raise UsageError("There is no word of what to add.", f"Name a language or a script: {known}.")
        advice = f"There are {known}; --from takes a font of your own."
        if fontcase.comes_along(house, wanted):
            screen.say(f"The fonts for {wanted} come with the press: there is nothing to add.")
            return Exit.OK
        raise UsageError(f"The catalogue has no font for {wanted}.", advice)
    try:
        font = fontfiles.from_files(source, entry) if source else fontfiles.from_package(entry)
    except fontfiles.NotThereError as error:
        screen.wrong(str(error), error.advice)
        return error.exit_code
    folder = press.root / "templates" / "fonts" / font.folder
    if folder.exists():
        screen.say(f"{font.name} is there already: {folder}. Nothing was changed.")
        return Exit.OK
    fontfiles.put(font, folder)
    screen.say(f"{font.name}: {len(font.files)} files in {folder}")
    return Exit.OK
