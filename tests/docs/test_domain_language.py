"""Every field, word, operator and particle of the domain language stands in its reference."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.languages import DOMAINS, both_languages, named_rows, page_in
from docs.pages import quoted, read, rows, sections
from mockgenie.conditions import OPERATORS
from mockgenie.domains import DomainError, load_domain
from mockgenie.korean import PARTICLES, day_words

# {} is where a field comes that nobody knows.
FIELDS = {
    "a domain": "{}",
    "an entity class": "entities: {Probe: {}}",
    "a slot": "entities: {Probe: {slots: {slot: {}}}}",
    "a task": "tasks: {probe: {}}",
    "say": "tasks: {probe: {say: {}}}",
    "next": "tasks: {probe: {next: {}}}",
}
WORDS = {
    "a slot type": 'entities: {Probe: {slots: {slot: {type: "Ω"}}}}',
    "a controller": 'tasks: {probe: {next: {task: probe, controller: "Ω"}}}',
    "a name": "tasks: {probe: {say: {text: x, when: Ω = 1}}}",
}
DAY_ENDING = re.compile("(뒤|후|전|주?[월화수목금토일](요일|욜)|주{0,2}말)$")


def known_words(folder: Path, text: str) -> list[str]:
    """What the loader says that it knows, where it meets something that it does not."""
    path = folder / "Probe.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DomainError) as error:
        load_domain(path)
    (told,) = re.findall(r"unknown .* \(known: (.*)\)", str(error.value))
    return told.split(", ")


@both_languages
@pytest.mark.parametrize("level", FIELDS)
def test_every_field_has_a_row_in_the_table_of_its_level(
    language: str, level: str, tmp_path: Path
) -> None:
    known = known_words(tmp_path, FIELDS[level].replace("{}", '{"Ω": 1}'))
    tables = [
        {quoted(row[0])[0] for row in rows(table) if quoted(row[0])}
        for one in sections(page_in(language, DOMAINS))
        for table in one.prose.split("\n\n")
    ]
    assert set(known) in tables


@both_languages
@pytest.mark.parametrize("kind", WORDS)
def test_every_word_that_a_field_may_hold_is_told(language: str, kind: str, tmp_path: Path) -> None:
    text = read(page_in(language, DOMAINS))
    for word in known_words(tmp_path, WORDS[kind]):
        assert f"`{word}`" in text


@both_languages
def test_every_operator_is_in_the_grammar(language: str) -> None:
    (grammar,) = (
        block.text
        for one in sections(page_in(language, DOMAINS))
        for block in one.blocks
        if block.language == "ebnf"
    )
    (line,) = (line for line in grammar.splitlines() if line.startswith("operator "))
    assert set(re.findall(r'"([^"]+)"', line)) == set(OPERATORS)


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
    (table,) = (
        one.prose for one in sections(page_in(language, DOMAINS)) if "`그저께`" in one.prose
    )
    told = {name.split()[0] for row in rows(table) for name in quoted(row[1])}
    stems = {DAY_ENDING.sub("", word) for word in day_words()} - {""}
    assert stems - told == set()
