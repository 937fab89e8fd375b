"""The crosswalk: every codec keeps its law, every column reads back, and a new field is one row."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.crosswalk import BY_NAME, COLUMNS, FIELDS, CodecError, Field, metadata, read_back, written
from pipeline.crosswalk.codecs import (
    CORRECTION,
    DATE,
    EMBLEM,
    IDENTIFIER,
    LANGUAGE,
    PARTY,
    ROLES,
    SIBLING,
    TEXT,
    TIME,
    URL,
    Codec,
    canonical_language,
)
from pipeline.crosswalk.fields import DELIVERIES, NUMBERINGS, STATUSES
from pipeline.crosswalk.roles import ORDERS
from pipeline.document import Correction, Emblem, Party, Sibling
from pipeline.house import House
from tests import samples
from tests.small import ROOT

# ------------------------------------------------------------------ values

# XML 1.0, 2.2: what a text of any edition may hold at all.
XML_LEGAL = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff") | st.sampled_from("\t\n")
HARD = ("{{ x }}", "{% raw %}", "{#", "<b>&amp;", "]]>", "</script>", "\"'", "\\", "; ,", "\U0001f54a", "é", "a\u0301")
texts = st.lists(st.text(XML_LEGAL, min_size=1) | st.sampled_from(HARD), min_size=1).map("".join).filter(str.strip)
optional = st.just("") | texts
zones = st.just(UTC) | st.integers(-23 * 60 - 59, 23 * 60 + 59).map(
    lambda minutes: timezone(timedelta(minutes=minutes))
)
symbols = st.from_regex(r"[!-~\u00a1-\u02af]([ -~\u00a1-\u02af]{0,60}[!-~])?", fullmatch=True).filter(
    lambda text: text == text.strip() and "\u00a0" not in text
)
tags = st.builds(
    lambda *parts: canonical_language("-".join(part for part in parts if part)),
    st.sampled_from(("en", "fr", "ar", "zh", "gsw", "yue", "pt", "sr")),
    st.sampled_from(("", "latn", "HANS", "Cyrl")),
    st.sampled_from(("", "gb", "419", "BR")),
    st.sampled_from(("", "1996", "valencia", "u-ca-gregory", "x-draft-2")),
)
VALUES: dict[Codec, st.SearchStrategy[Any]] = {
    TEXT: texts,
    DATE: st.dates(),
    TIME: st.datetimes(timezones=zones),
    LANGUAGE: tags,
    URL: st.from_regex(r"https?://[a-z.]{1,20}/[!#-;=?-~é]{0,30}", fullmatch=True),
    IDENTIFIER: symbols,
    PARTY: st.builds(Party, texts, st.sampled_from(("", *ROLES)), optional, optional, optional, st.none() | st.dates()),
    EMBLEM: st.builds(Emblem, texts, texts),
    CORRECTION: st.builds(Correction, symbols, st.just("") | st.dates().map(date.isoformat)),
    BY_NAME["delivery"].codec: st.sampled_from(DELIVERIES),
    SIBLING: st.builds(Sibling, tags, texts, texts),
    BY_NAME["status"].codec: st.sampled_from(STATUSES),
    BY_NAME["numbering"].codec: st.sampled_from(NUMBERINGS),
    BY_NAME["order"].codec: st.sampled_from(ORDERS),
}


@pytest.mark.parametrize("row", FIELDS, ids=lambda row: row.name)
@given(data=st.data())
def test_what_is_written_is_what_is_read(row: Field, data: st.DataObject) -> None:
    values = VALUES[row.codec]
    value = data.draw(st.lists(values, max_size=4).map(tuple) if row.many else values)
    strings = row.encode(value)
    assert all(isinstance(string, str) and string for string in strings)
    assert row.decode(strings) == value
    if row.codec is TIME:  # equal times may stand in unequal zones: the zone is part of what was written
        assert row.decode(strings).utcoffset() == value.utcoffset()


@pytest.mark.parametrize("row", FIELDS, ids=lambda row: row.name)
def test_an_absent_value_has_no_strings(row: Field) -> None:
    absent = () if row.many else None
    assert row.encode(absent) == ()
    assert row.decode(()) == absent


def test_several_strings_are_no_single_value() -> None:
    with pytest.raises(ValueError, match="title: one value is due, 2 were found"):
        BY_NAME["title"].decode(("one", "two"))


# ------------------------------------------------------------------ what is no value

WRONG = [
    (TEXT, "", "leave the line out"),
    (TEXT, " \t ", "leave the line out"),
    (DATE, "23 Sept 2011", "write 2011-09-23"),
    (DATE, "September 23, 2011", "write 2011-09-23"),
    (DATE, "2011-9-23", "write 2011-09-23"),
    (DATE, "2011/09/23", "write 2011-09-23"),
    (DATE, "2011.09.23", "write 2011-09-23"),
    (DATE, "20110923", "write 2011-09-23"),
    (DATE, "23/09/2011", "write 2011-09-23"),
    (DATE, "09/10/2011", "like 2011-09-23"),  # two readings: no guess
    (DATE, "2011", "like 2011-09-23"),
    (DATE, "2011-02-30", "a day that exists"),
    (DATE, "2011-09-23T00:00", "write 2011-09-23"),
    (DATE, "٢٠١١-٠٩-٢٣", "like 2011-09-23"),
    (DATE, "yesterday", "like 2011-09-23"),
    (LANGUAGE, "English", "write en"),
    (LANGUAGE, "français", "like en"),
    (LANGUAGE, "eng", "write en"),
    (LANGUAGE, "en_GB", "write en-GB"),
    (LANGUAGE, "xx", "like en"),
    (LANGUAGE, "xx-nonsense-" + "a" * 9, "like en"),
    (LANGUAGE, "en-", "like en"),
    (LANGUAGE, "e", "like en"),
    (LANGUAGE, "", "like en"),
    (TIME, "2011-09-23T15:00:00", "+02:00"),
    (TIME, "2011-09-23", "+02:00"),
    (TIME, "2011-09-23 15:00:00+02:00", "2011-09-23T15:00:00+02:00"),
    (TIME, "15:00", "2011-09-23T15:00:00+02:00"),
    (URL, "example.org", "https://"),
    (URL, "javascript:alert(1)", "https://"),
    (URL, "https://exa mple.org", "https://"),
    (URL, 'https://example.org/"', "https://"),
    (IDENTIFIER, "", "one line"),
    (IDENTIFIER, " A/1", "one line"),
    (IDENTIFIER, "A/1\nB", "one line"),
    (IDENTIFIER, "x" * 201, "200 characters"),
    (BY_NAME["status"].codec, "Final", "write final"),
    (BY_NAME["status"].codec, "embargo", "write embargoed"),
    (BY_NAME["status"].codec, "?", "draft, embargoed"),
    (BY_NAME["numbering"].codec, "paragraph", "write paragraphs"),
    (PARTY, '{"name":"A","role":"cohost"}', "write co-host"),
    (PARTY, '{"name":"A","role":"Co Sponsor"}', "write co-sponsor"),
    (PARTY, '{"role":"host"}', "add name"),
    (EMBLEM, '{"file":"a.png"}', "add alt"),
    (CORRECTION, '{"date":"2011-10-04"}', "add identifier"),
    (CORRECTION, '{"identifier":"S/1/Corr.1","date":"4 October 2011"}', "write 2011-10-04"),
]


@pytest.mark.parametrize(("codec", "found", "advice"), WRONG, ids=lambda value: getattr(value, "name", value))
def test_what_is_no_value_says_what_to_write(codec: Codec, found: str, advice: str) -> None:
    with pytest.raises(CodecError) as caught:
        codec.decode(found)
    assert str(caught.value)
    assert advice in caught.value.fix


@pytest.mark.parametrize("found", ["[1]", "{", "null", '{"name":"A","unknown":"x"}', '{"name":["A"]}'])
@pytest.mark.parametrize("codec", [PARTY, EMBLEM, CORRECTION], ids=lambda codec: codec.name)
def test_a_damaged_record_is_a_value_error(codec: Codec, found: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  every reader catches this type and no other
        codec.decode(found)


# ------------------------------------------------------------------ the table

READ_BACK = ("xmp", "opf", "html")
"""The columns that hold all metadata. DOCX has its record part, Info equals XMP, JSON-LD is for other programs."""


@pytest.mark.parametrize("column", COLUMNS)
def test_no_two_rows_read_back_from_one_address(column: str) -> None:
    paths = [at.path for row in FIELDS for at in getattr(row, column) if at.view is None]
    assert len(paths) == len(set(paths))


@pytest.mark.parametrize("column", READ_BACK)
@pytest.mark.parametrize("row", FIELDS, ids=lambda row: row.name)
def test_every_field_has_an_address_that_reads_back(row: Field, column: str) -> None:
    assert any(at.view is None for at in getattr(row, column))


@pytest.mark.parametrize("column", READ_BACK)
def test_a_column_reads_back_whole(column: str) -> None:
    data = samples.full_metadata()
    held: dict[str, tuple[str, ...]] = {}
    for _, at, strings in written(data, column):
        held[at.path] = held.get(at.path, ()) + tuple(strings)
    assert dict(read_back(column, lambda at: held.get(at.path, ()))) == dict(data)


def test_the_sample_leaves_no_field_out() -> None:
    data = samples.full_metadata(numbering="paragraphs")
    assert [row.name for row in FIELDS if data[row.name] in (None, (), row.default)] == []


@pytest.mark.parametrize("row", [row for row in FIELDS if row.label], ids=lambda row: row.name)
def test_a_field_that_is_shown_has_a_label(row: Field) -> None:
    assert House().strings("en")["label"][row.label]


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(KeyError):
        metadata({"titel": "A title"})


# ------------------------------------------------------------------ one more row

ROW = """    Field(
        "hall", TEXT, "the hall it was adopted in", label="hall",
        xmp=(A("chancery:hall"),), docx=(A("custom:Hall"),), opf=(A("chancery:hall"),), html=(A("chancery.hall"),),
    ),
"""
PROGRAM = """
from pathlib import Path
from pipeline.editions import EDITIONS
from pipeline.house import House
from pipeline.source import read_publication
house = House.of(Path("."))
document, = read_publication(Path("source/one"), Path("."), house).documents
for edition in EDITIONS:
    data = edition.write(document, house)
    print(edition.name, edition.read(data).metadata.hall)
    if edition.name == "html":
        assert b"<dt>The hall</dt>" in data
"""


def _insert(path: Path, after: str, text: str) -> None:
    before = path.read_text()
    assert before.count(after) == 1
    path.write_text(before.replace(after, after + text))


def test_a_new_field_is_one_row_and_a_label(tmp_path: Path) -> None:
    """A copy of the engine with one more row takes it from the front matter through every edition."""
    ignore: Callable[..., Any] = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "pipeline", tmp_path / "pipeline", ignore=ignore)
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    _insert(tmp_path / "pipeline/crosswalk/fields.py", "FIELDS: tuple[Field, ...] = (\n", ROW)
    _insert(tmp_path / "templates/strings/en.yaml", "\nlabel:\n", "  hall: The hall\n")
    text = tmp_path / "source/one/text.en.md"
    text.parent.mkdir(parents=True)
    text.write_text('---\ntitle: T\ntype: declaration\ndate: 2011-09-23\nhall: "Hall <1> & {{ 2 }}"\n---\n\nWords.\n')
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    from pipeline.editions import EDITIONS

    assert done.stdout.splitlines() == [f"{edition.name} Hall <1> & {{{{ 2 }}}}" for edition in EDITIONS]


def test_times_keep_their_zone() -> None:
    assert TIME.encode(datetime(2011, 9, 23, 15, tzinfo=UTC)) == "2011-09-23T15:00:00Z"
    assert TIME.decode("2011-09-23T15:00:00+05:45").utcoffset() == timedelta(hours=5, minutes=45)


@pytest.mark.parametrize("tag", ["ykg", "zgh", "kr", "sr-Latn", "de-1996", "es-419", "zh-Hant-HK"])
def test_every_registered_language_is_one(tag: str) -> None:
    assert LANGUAGE.decode(tag) == tag


@pytest.mark.parametrize("tag", ["xx", "xx-yy", "en-Zzyz", "de-abcde"])
def test_what_is_not_registered_is_no_language(tag: str) -> None:
    with pytest.raises(CodecError, match="names no language that is registered"):
        LANGUAGE.decode(tag)
