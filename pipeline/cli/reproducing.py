"""`chancery reproduce`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing
from time import perf_counter

from pipeline import editions, manifest
from pipeline.cli.building import processors
from pipeline.cli.screen import Screen, count
from pipeline.house import House
from pipeline.press import Press
from pipeline.problems import Exit
from pipeline.reproduction.again import Again, Compared, again
from pipeline.reproduction.since import since

REASONS = 8
"""What has changed is told one by one up to this number."""


def run(options: Namespace, screen: Screen) -> Exit:
    """Makes publications anew, compares them with the output, and says what differs. Returns the gravest exit code."""
    press = Press.at(options.press, options.output)
    chosen = press.choose(options.publications)
    started, results = perf_counter(), []
    width = max((len(name) for name in chosen), default=0)
    with closing(again(press, House.of(press.root), editions.EDITIONS, chosen, processors())) as made:
        for result in made:
            results.append(result)
            for line in _lines(result, width, screen):
                screen.say(line)
            screen.problems(result.problems)
    if not options.publications:
        _without_source(press, set(chosen), screen)
    _summary(results, perf_counter() - started, screen)
    return max((result.exit_code for result in results), default=Exit.OK)


def _summary(results: list[Again], seconds: float, screen: Screen) -> None:
    compared = [one for result in results for one in result.editions]
    what = f"{count(len(compared), 'edition')} of {count(len(results), 'publication')}"
    left = [result for result in results if not result.editions or result.moved]
    if not results:
        screen.say("There is no publication yet: chancery new NAME makes the first.")
    elif all(result.same for result in results):
        screen.say(f"{what}: the same, byte for byte, in {seconds:.1f} s")
    else:
        differ = sum(not one.same for one in compared)
        said = [f"{differ} of {what} differ{'s' * (differ == 1)}"] if differ else []
        said += [f"{count(len(left), 'publication')} could not be compared"] if left else []
        screen.wrong(f"{'; '.join(said)}.")


def _without_source(press: Press, known: set[str], screen: Screen) -> None:
    """Says what is in the output and cannot be made anew."""
    for path in sorted(press.output.glob(f"*/{manifest.NAME}")):
        if path.parent.name not in known:
            screen.warn(f"{path.parent.name} is in the output and not in source/: it cannot be made anew.")


def _lines(result: Again, width: int, screen: Screen) -> Iterator[str]:
    """`2011-09-23-r2p-ministerial  en  html pdf epub docx  the same  1.2 s`, and below it what differs."""
    differ = [one for one in result.editions if not one.same]
    if result.old is None:
        said, style = "not built: chancery build first", "yellow"
    elif result.problems:
        said, style = f"cannot be made anew: {count(len(result.problems), 'problem')}", "red"
    elif result.moved:
        said, style = "was built again meanwhile: compare once more", "yellow"
    elif differ:
        said, style = (
            f"{len(differ)} of {count(len(result.editions), 'edition')} differ{'s' * (len(differ) == 1)}",
            "red",
        )
    else:
        said, style = f"{count(len(result.editions), 'edition')}, the same", "green"
    time = f"  {result.seconds:.1f} s" if result.editions else ""
    yield f"{result.name:<{width}}  {screen.styled(said, style, screen.out)}{time}"
    if differ and not result.moved:
        for one in differ:
            yield from _edition(one)
        yield from _reasons(result, differ)


def _edition(one: Compared) -> Iterator[str]:
    """One edition that differs: its file, what is wrong with it, the first difference."""
    yield f"    {one.record.file}: {_verdict(one)}"
    if one.first is not None:
        yield f"        first difference: {one.first.where()}"
        yield f"            in the output  {one.first.before}"
        yield f"            made anew      {one.first.after}"


def _verdict(one: Compared) -> str:
    faithful = one.made == one.record.sha256
    if not one.made:
        return "is no longer made: its source or its edition is gone"
    if not one.there:
        return "is missing in the output; " + (
            "made anew, it is what the manifest says" if faithful else "made anew, it is not what the manifest says"
        )
    if one.there == one.made:
        return "comes out the same, but the manifest says another digest"
    if faithful:
        return "was changed after it was built; made anew, it is what the manifest says"
    if one.there != one.record.sha256:
        return "was changed after it was built, and comes out differently as well"
    return "comes out differently" + (
        "; it is of a published version: chancery build says why" if one.record.outdated else ""
    )


def _reasons(result: Again, differ: list[Compared]) -> Iterator[str]:
    """What has changed since the build; only where an edition comes out otherwise than its manifest says."""
    otherwise = [one for one in differ if one.made != one.record.sha256 and not one.record.outdated]
    if result.old is None or result.new is None or not otherwise:
        return
    told = list(since(result.old, result.new))
    if not told:
        yield "    Nothing that the manifest records has changed since it was built."
        return
    yield "    Since it was built:"
    for reason in told[:REASONS]:
        yield f"        {reason}"
    if len(told) > REASONS:
        yield f"        and {len(told) - REASONS} more"
