"""All that the domain language has stands in its reference, in both languages."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from mockgenie.dialog import Engine
from mockgenie.domain import BUILT_IN_ACTS, load_domain
from mockgenie.domain.fields import Controller, DomainFields, SlotType, TaskType, ValueForm
from mockgenie.domain.loader import CANCELLED, FALLBACK
from mockgenie.domain.model import TERMS
from mockgenie.domain.templates import Value
from mockgenie.domain.texts import CHANGE
from mockgenie.korean import PARTICLES, day_words
from mockgenie.records import reading_on
from mockgenie.records.columns import TRUTH
from mockgenie.source.fields import Written, field_names
from tests.docs.languages import DOMAINS, both_languages, named_rows, page_in
from tests.docs.pages import Section, quoted, read, rows, sections

LEVELS = [
    level for level in Written.__subclasses__() if level.__module__ == DomainFields.__module__
]
NUMBER_OF_DAYS = re.compile(
    "[가-힣]{1,3}(?:일|주|주일|달|개월)|다?다?음?(?:이번)?달말일?"
    "|(?:이번달|다음달)?(?:첫째?|[둘셋넷]째|마지막)"
)
DAY_ENDING = re.compile("(뒤|후|전|주?[월화수목금토일](요일|욜)|(?<!월)주{0,2}말)$")


def tables(page: Path) -> list[dict[str, tuple[str, ...]]]:
    """Every table of a page: its rows by each thing that their first cells have in backticks."""
    return [
        {name: row for row in rows(table) for name in quoted(row[0])}
        for one in sections(page)
        for table in one.prose.split("\n\n")
        if table.lstrip().startswith("| ")
    ]


def table_with(page: Path, name: str) -> dict[str, tuple[str, ...]]:
    """The only table that has a row of that name."""
    (found,) = (table for table in tables(page) if name in table)
    return found


def section_with(page: Path, words: str) -> Section:
    (found,) = (one for one in sections(page) if words in one.prose)
    return found


@both_languages
@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.__name__)
def test_the_fields_of_each_level_are_the_rows_of_a_table(
    language: str, level: type[Written]
) -> None:
    assert set(field_names(level)) in map(set, tables(page_in(language, DOMAINS)))


@both_languages
def test_every_type_of_slot_is_a_row_of_the_table_of_types(language: str) -> None:
    assert set(table_with(page_in(language, DOMAINS), "duration")) == set(get_args(SlotType))


@both_languages
def test_every_word_that_a_field_may_hold_is_told(language: str) -> None:
    text = read(page_in(language, DOMAINS))
    for word in (*get_args(Controller), *get_args(TaskType)):
        assert f"`{word}`" in text


@both_languages
def test_every_name_that_conditions_know_is_a_row_of_their_table(language: str) -> None:
    assert set(TERMS) <= set(table_with(page_in(language, DOMAINS), "system_act"))


@both_languages
def test_every_form_of_a_value_in_a_text_is_told(language: str) -> None:
    told = "".join(table_with(page_in(language, DOMAINS), "{{"))
    for form in filter(None, get_args(ValueForm)):
        assert re.search(rf"\{{[\w.]+:{form}\}}", told), form
    for whose in filter(None, get_args(get_type_hints(Value)["of"])):
        assert re.search(rf"\{{{whose} [\w.]+\}}", told), whose


@both_languages
def test_every_act_that_need_not_be_written_has_a_row_with_words_that_mean_it(
    language: str, tmp_path: Path
) -> None:
    path = tmp_path / "Probe.yaml"
    path.write_text("tasks: {probe: {say: 네?}}", encoding="utf-8")
    engine = Engine(load_domain(path))
    session, _ = engine.open("internal_data", date(2026, 11, 22))
    table = table_with(page_in(language, DOMAINS), "restart")
    assert set(table) == set(BUILT_IN_ACTS)
    for act, (_, words, _) in table.items():
        told = words.removesuffix(" …").split(", ")
        assert len(told) > 2
        for word in told:
            assert engine.understand(session, word).act == act, word


@both_languages
def test_what_is_said_where_the_author_wrote_nothing_is_told(language: str) -> None:
    text = read(page_in(language, DOMAINS))
    for said in (FALLBACK, CANCELLED, CHANGE):
        assert f"`{said}`" in text


@both_languages
def test_every_way_to_write_yes_or_no_in_a_record_is_told(language: str) -> None:
    told = section_with(page_in(language, DOMAINS), "있음").prose
    for word in TRUTH:
        assert re.search(rf"(?<!\w){re.escape(word)}(?!\w)", told), word


@both_languages
def test_every_way_to_write_a_particle_is_in_the_table_with_its_two_forms(language: str) -> None:
    told = {
        written: (row[1].partition(",")[0], row[2])
        for written, row in named_rows(page_in(language, DOMAINS))
        if written in PARTICLES
    }
    assert told == PARTICLES


@both_languages
def test_every_word_for_a_day_is_told(language: str) -> None:
    table = section_with(page_in(language, DOMAINS), "`그저께`").prose
    names = [name for row in rows(table) for name in quoted(row[1])]
    told = {form for name in names for form in (name.split()[0], name.replace(" ", ""))}
    stems = {DAY_ENDING.sub("", word) for word in day_words()} - {""}
    # Of those that are counted, of months and their weeks, not every number is told.
    stems = {word for word in stems if not NUMBER_OF_DAYS.fullmatch(word)}
    assert stems - told == set()


@both_languages
def test_every_time_and_duration_that_is_told_is_read_as_one(language: str) -> None:
    read_word = reading_on(date(2026, 11, 22))
    times, durations = rows(section_with(page_in(language, DOMAINS), "`정오`").prose)
    for row, kind in ((times, "time"), (durations, "duration")):
        assert {read_word(word)[0] for word in quoted(row[1])} == {kind}
