"""Templates: whole, strict, escaping, and open to a publisher's own, file by file."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jinja2 import UndefinedError, nodes

from pipeline.crosswalk import FIELDS
from pipeline.crosswalk.codecs import LANGUAGE
from pipeline.crosswalk.fields import STATUSES
from pipeline.editions import EDITIONS
from pipeline.editions.edition import Edition
from pipeline.house import House, built_in
from pipeline.nodes import NODES, macro_name
from pipeline.templating import Renderer, environment, long_date
from tests import samples
from tests.small import put

HOUSE = House()
HTML = next(edition for edition in EDITIONS if edition.name == "html")
TEMPLATES = tuple(name for name in HOUSE.files("") if name.endswith(".j2"))
NAMES = {macro_name(node) for node in NODES}
every_edition = pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.name)
every_template = pytest.mark.parametrize("name", TEMPLATES)


def parsed(name: str) -> nodes.Template:
    return environment(HOUSE).parse(HOUSE.read(name).decode())


def of_edition(edition: Edition) -> list[str]:
    return [name for folder in edition.templates for name in HOUSE.files(folder) if name.endswith(".j2")]


def macros(name: str) -> set[str]:
    return {macro.name for macro in parsed(name).find_all(nodes.Macro)}


def called(name: str) -> Iterator[str]:
    """The names of the macros that a template calls, its own or another's."""
    for call in parsed(name).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name):
            yield call.node.name
        elif isinstance(call.node, nodes.Getattr):
            yield call.node.attr


# ------------------------------------------------------------------ whole and strict


@every_edition
def test_there_is_a_macro_for_every_node_type_and_none_for_others(edition: Edition) -> None:
    files = of_edition(edition)
    blocks = [name for name in files if Path(name).name.startswith("blocks.")]
    found = set().union(*map(macros, blocks))
    helpers = {name for file in files for name in called(file)}
    assert found >= NAMES
    assert found - NAMES <= helpers, "a macro for nothing"


def test_docx_has_all_macros_of_its_own() -> None:
    assert macros("docx/blocks.xml.j2") >= NAMES


def test_a_missing_macro_is_named(tmp_path: Path) -> None:
    text = HOUSE.read("shared/blocks.html.j2").decode().replace("macro quote(", "macro quotation(")
    put(tmp_path / "templates" / "shared" / "blocks.html.j2", text)
    with pytest.raises(LookupError, match="no macro quote in"):
        HTML.write(samples.short(), House.of(tmp_path))


@every_template
def test_a_name_that_is_not_known_is_an_error(name: str) -> None:
    env = environment(HOUSE)
    assert env.get_template(name)
    with pytest.raises(UndefinedError):
        env.from_string("{{ nonsense }}").render()


@every_template
def test_everything_is_escaped(name: str) -> None:
    env = environment(HOUSE)
    assert env.autoescape is True  # for every name, not by suffix
    assert not list(parsed(name).find_all((nodes.ScopedEvalContextModifier, nodes.EvalContextModifier)))
    for marked in parsed(name).find_all(nodes.Filter):
        if marked.name == "safe":
            # The section of a DOCX is XML, taken as it is from reference.docx.
            section = name == "docx/document.xml.j2" and getattr(marked.node, "name", "") == "section"
            assert section or isinstance(marked.node, nodes.Const), "only a constant may be called safe"


def test_a_template_that_is_misspelt_fails_the_edition(tmp_path: Path) -> None:
    page = HOUSE.read("html/page.html.j2").decode().replace("metadata.title", "metadata.titel")
    put(tmp_path / "templates" / "html" / "page.html.j2", page)
    with pytest.raises((UndefinedError, AttributeError), match="titel"):
        HTML.write(samples.short(), House.of(tmp_path))


def test_a_renderer_knows_every_node() -> None:
    variables = {"void": "", "picture_source": str, "picture_size": lambda _: "", "strings": HOUSE.strings("en")}
    renderer = Renderer(HOUSE, ("shared/blocks.html.j2",), variables)
    assert str(renderer.render(samples.p("<&>"))).strip() == "<p>&lt;&amp;&gt;</p>"


# ------------------------------------------------------------------ the publisher's own


@pytest.fixture
def press(tmp_path: Path) -> Path:
    own = tmp_path / "templates"
    put(own / "html" / "style.css", "body { color: rebeccapurple }")
    put(own / "kinds" / "edict.yaml", "label: {en: Edict, nl: Edict <nl>}\nletterhead: [issuer]\n")
    put(
        own / "strings" / "sv.yaml",
        'language: sv\nabout: Om dokumentet & mer\nlabel: {publisher: Utgivare}\ndate: "d MMMM y"\n',
    )
    put(own / "strings" / "de-AT.yaml", "label: {rights: Rechte <AT>}\n")
    return tmp_path


def written(press: Path, **values: Any) -> str:
    return HTML.write(samples.everything(**values), House.of(press)).decode()


def test_a_publisher_overrides_file_by_file(press: Path) -> None:
    page = written(press)
    assert "rebeccapurple" in page
    assert "--ground" not in page
    assert '<p class="kind">Joint statement</p>' in page.replace("Joint Statement", "Joint statement")
    assert "font-face" in page


def test_a_new_kind_is_one_file(press: Path) -> None:
    assert "edict" in House.of(press).kinds()
    assert '<p class="kind">Edict</p>' in written(press, type="edict")
    assert '<p class="kind">Edict &lt;nl&gt;</p>' in written(press, type="edict", language="nl-BE")
    in_english = '<p class="kind"><span lang="en" dir="ltr">Edict</span></p>'
    assert in_english in written(press, type="edict", language="fr")


def test_a_new_language_is_one_file_over_english(press: Path) -> None:
    page = written(press, language="sv")
    assert "Om dokumentet &amp; mer" in page
    assert "<dt>Utgivare</dt>" in page
    assert '<dt><span lang="en" dir="ltr">Contact</span></dt>' in page
    assert "23 september 2011" in page


def test_a_regional_language_stands_over_its_own(press: Path) -> None:
    page = written(press, language="de-AT")
    assert "<dt>Rechte &lt;AT&gt;</dt>" in page
    assert f"<dt>{HOUSE.strings('de')['label']['publisher']}</dt>" in page


def test_an_edition_of_a_press_of_its_own_says_the_same(press: Path) -> None:
    document = samples.everything(type="edict", language="sv")
    for edition in EDITIONS:
        assert dict(edition.read(edition.write(document, House.of(press))).metadata) == dict(document.metadata)


def test_a_missing_file_says_where_it_was_looked_for(press: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no template kinds/nope\.yaml in .*templates or .*templates"):
        House.of(press).kind("nope")


def test_the_press_itself_may_be_the_checkout() -> None:
    assert House.of(built_in().parent).roots == (built_in(),)


# ------------------------------------------------------------------ kinds and strings


def content(name: str) -> Mapping[str, Any]:
    import yaml

    return yaml.safe_load(HOUSE.read(name))


def leaves(tree: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from leaves(value, f"{path}{key}.")
        else:
            yield path + key, value


def slots(pattern: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name}


NUMBERED = ("numbered.", "reference.")


@pytest.mark.parametrize("language", HOUSE.languages())
def test_strings_have_the_keys_of_english_and_their_slots(language: str) -> None:
    own, english = dict(leaves(content(f"strings/{language}.yaml"))), dict(leaves(content("strings/en.yaml")))
    assert {key for key in own if not key.startswith(NUMBERED)} <= set(english)
    assert own["language"] == LANGUAGE.decode(language)
    for key, text in own.items():
        assert isinstance(text, str), f"{key} is no text: quote it"
        assert text
        if not key.startswith(NUMBERED) or key.rpartition(".")[2] in ("item", "within"):
            assert slots(text) == slots(english[key]), key
        else:  # a number in one of its forms, or none where the words are of one number alone
            assert len(slots(text)) == ("_" not in key), key
            assert slots(text) <= {"number", "roman", "han"}, key


@pytest.mark.parametrize("language", HOUSE.languages())
def test_every_language_words_every_number(language: str) -> None:
    for key in ("numbered", "reference"):
        assert set(content(f"strings/{language}.yaml")[key]) >= set(content("strings/en.yaml")[key])


def test_english_has_a_label_for_every_status_and_field() -> None:
    strings = HOUSE.strings("en")
    assert set(strings["status"]) == set(STATUSES)
    assert set(strings["label"]) == {row.label for row in FIELDS if row.label}


@pytest.mark.parametrize("language", [*HOUSE.languages(), "sv", "zh-Hant", "fr-CA", "qaa", "x-own"])
def test_a_date_is_written_in_every_language(language: str) -> None:
    day = samples.full_metadata().date
    assert "2011" in long_date(day, HOUSE.strings(language), language).translate(
        str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
    )


@pytest.mark.parametrize(
    ("language", "first", "eleventh"),
    [
        ("fr", "mercredi 1er janvier 2020", "samedi 11 janvier 2020"),
        ("fr-CA", "mercredi 1er janvier 2020", "samedi 11 janvier 2020"),
        ("it", "mercoledì 1º gennaio 2020", "sabato 11 gennaio 2020"),
        ("es", "miércoles, 1 de enero de 2020", "sábado, 11 de enero de 2020"),
    ],
)
def test_the_first_of_a_month_is_an_ordinal_where_the_language_has_it_so(
    language: str, first: str, eleventh: str
) -> None:
    days = (long_date(date(2020, 1, day), HOUSE.strings(language), language, weekday=True) for day in (1, 11))
    assert list(days) == [first, eleventh]


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_that_is_not_final_is_shown(status: str) -> None:
    page = HTML.write(samples.everything(status=status, embargo=None), HOUSE).decode()
    label = HOUSE.strings("en")["status"][status]
    assert (f'<p class="status">{label}</p>' in page) == (status != "final")


@pytest.mark.parametrize("status", ["draft", "embargoed"])
def test_an_embargo_is_shown_whatever_the_status(status: str) -> None:
    page = HTML.write(samples.everything(status=status), HOUSE).decode()
    assert "Embargoed until Friday, 23 September 2011, 15:00 (UTC)</p>" in page


WEEKDAYS = {  # with the day of the week, and without
    "en": ("Friday, 23 September 2011", "23 September 2011"),
    "fr": ("vendredi 23 septembre 2011", "23 septembre 2011"),
    "de": ("Freitag, 23. September 2011", "23. September 2011"),
    "es": ("viernes, 23 de septiembre de 2011", "23 de septiembre de 2011"),
    "pt": ("sexta-feira, 23 de setembro de 2011", "23 de setembro de 2011"),
    "nl": ("vrijdag 23 september 2011", "23 september 2011"),
    "ar": ("الجمعة، 23 سبتمبر 2011", "23 سبتمبر 2011"),
    "ru": ("23 сентября 2011 года", "23 сентября 2011 года"),
    "zh": ("2011年9月23日", "2011年9月23日"),
    "sv": ("fredag 23 september 2011", "23 september 2011"),
    "ja": ("2011年9月23日金曜日", "2011年9月23日"),
}


@pytest.mark.parametrize("language", WEEKDAYS)
def test_the_day_of_the_week_is_written_only_where_it_is_asked_for(language: str) -> None:
    day, strings = samples.full_metadata().date, HOUSE.strings(language)
    shown = long_date(day, strings, language, weekday=True), long_date(day, strings, language)
    assert shown == WEEKDAYS[language]


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda one: one.name)
@pytest.mark.parametrize("kind", HOUSE.kinds())
def test_kinds_say_whether_the_date_of_issue_names_the_day_of_the_week(kind: str, edition: Edition) -> None:
    made = samples.short(samples.p("Words."), type=kind, place="Vienna", addressee=("Somebody",))
    front = " ".join(line.text for line in edition.read(edition.write(made, HOUSE)).front)
    assert "23 September 2011" in front
    spoken = ("communique", "joint-statement", "press-release", "statement")
    assert ("Friday, 23 September" in front) == HOUSE.kind(kind).weekday == (kind in spoken)


@pytest.mark.parametrize("language", ["de-AT", "de-Latn-AT"])
def test_a_regional_pattern_of_dates_counts(tmp_path: Path, language: str) -> None:
    folder = tmp_path / "templates" / "strings"
    folder.mkdir(parents=True)
    (folder / f"{language}.yaml").write_text(f"language: {language}\ndate: y\n", encoding="utf-8")
    strings = House.of(tmp_path).strings(language)
    assert long_date(samples.full_metadata().date, strings, language) == "2011"
