"""What changed in a block besides its words, said in words: kind, level, links, languages, abbreviations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.changes.units import NAMES, Unit
from pipeline.editions.edition import Said

Known = tuple[tuple[str, ...], ...]


def remarks(old: Sequence[Unit], new: Sequence[Unit]) -> tuple[str, ...]:
    """The remarks on units of the old side that are those of the new one now."""
    if not old or not new:
        return ()
    before = [said for unit in old for said in unit.said]
    after = [said for unit in new for said in unit.said]
    found = list(_remarks(before, after, is_row=new[0].is_row or old[0].is_row))
    if len(new) > 1:
        found.insert(0, f"split into {_names(new)}")
    if len(old) > 1:
        found.insert(0, f"joined from {_names(old)}")
    return tuple(found)


def _remarks(old: list[Said], new: list[Said], *, is_row: bool) -> Iterator[str]:
    if is_row and len(old) != len(new):
        yield f"{len(old)} cells, now {len(new)}"
    kinds = [[_name(said) for said in side] for side in (old, new)]
    if len(old) == len(new):
        was_now = dict.fromkeys(pair for pair in zip(*kinds, strict=True) if pair[0] != pair[1])
        yield from (f"was {_a(was)}, is now {_a(now)}" for was, now in was_now)
    yield from _links(old, new)
    yield from _languages(old, new)
    yield from _expansions(old, new)


def _links(old: list[Said], new: list[Said]) -> Iterator[str]:
    gone, come = _difference([said.links for said in old], [said.links for said in new])
    for target, text, title in list(gone):
        other = next((link for link in come if link[1] == text), None)
        if other is not None:
            come.remove(other)
            gone.remove((target, text, title))
            if other[0] != target:
                yield f"the link “{text}” leads to {other[0]}, before to {target}"
            else:
                yield f"the link “{text}” is titled {_quoted(other[2])}, before {_quoted(title)}"
    yield from (f"the link “{text}” to {target} is gone" for target, text, _ in gone)
    yield from (f"“{text}” is now a link to {target}" for target, text, _ in come)


def _languages(old: list[Said], new: list[Said]) -> Iterator[str]:
    gone, come = _difference([said.languages for said in old], [said.languages for said in new])
    for tag, text in list(gone):
        other = next((run for run in come if run[1] == text), None)
        if other is not None:
            come.remove(other)
            gone.remove((tag, text))
            yield f"“{text}” is in the language {other[0]}, before in {tag}"
    yield from (f"“{text}” is no longer marked as being in {tag}" for tag, text in gone)
    yield from (f"“{text}” is marked as being in {tag}" for tag, text in come)


def _expansions(old: list[Said], new: list[Said]) -> Iterator[str]:
    gone, come = _difference([said.expansions for said in old], [said.expansions for said in new])
    for text, meaning in list(gone):
        other = next((one for one in come if one[0] == text), None)
        if other is not None:
            come.remove(other)
            gone.remove((text, meaning))
            yield f"“{text}” stands for {_quoted(other[1])}, before for {_quoted(meaning)}"
    yield from (f"“{text}” is no longer explained as {_quoted(meaning)}" for text, meaning in gone)
    yield from (f"“{text}” is explained as {_quoted(meaning)}" for text, meaning in come)


def _difference(old: list[Known], new: list[Known]) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """What stands in the old lists alone, and in the new ones alone, in order."""
    before, after = [one for part in old for one in part], [one for part in new for one in part]
    gone = list(before)
    come = []
    for one in after:
        if one in gone:
            gone.remove(one)
        else:
            come.append(one)
    return gone, come


def _names(units: Sequence[Unit]) -> str:
    """`paragraph 5 and paragraph 6`, `2 paragraphs`."""
    names = [unit.name for unit in units]
    return f"{len(names)} {names[0]}s" if len(set(names)) == 1 else " and ".join(names)


def _name(said: Said) -> str:
    name = NAMES.get(said.kind, said.kind)
    if said.kind == "heading":
        return f"{name} of level {said.level}"
    return f"{name} at depth {said.level}" if said.kind == "item" and said.level > 1 else name


def _a(name: str) -> str:
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "nothing"
