"""The page on conditions: its Python is run, its grammar and tables are those of the library."""

from __future__ import annotations

import doctest
import re
from importlib.resources import files
from pathlib import Path

import pytest

from mockgenie.conditions import ConditionError, parse, read_value
from mockgenie.conditions.columns import COLUMN_TYPES
from mockgenie.conditions.values import OPERATORS
from tests.docs.languages import both_languages, named_rows, page_in
from tests.docs.pages import ENGLISH, ROOT, Section, korean, quoted, read, relative, rows, sections

CONDITIONS = ROOT / "docs" / "conditions.md"
IN_PYTHON = [
    page
    for page in (*ENGLISH, *map(korean, ENGLISH))
    if any(block.language == "pycon" for one in sections(page) for block in one.blocks)
]


def grammar(page: Path) -> str:
    (found,) = (
        block.text for one in sections(page) for block in one.blocks if block.language == "ebnf"
    )
    return found


def section_with(page: Path, words: str) -> Section:
    (found,) = (one for one in sections(page) if words in one.prose)
    return found


@pytest.mark.parametrize("page", IN_PYTHON, ids=relative)
def test_what_is_typed_into_python_gives_what_is_shown(page: Path) -> None:
    blocks = [
        block.text for one in sections(page) for block in one.blocks if block.language == "pycon"
    ]
    typed = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, page.name, page.name, 0)
    told: list[str] = []
    result = doctest.DocTestRunner().run(typed, out=told.append)
    assert result.attempted > len(blocks)
    assert result.failed == 0, "".join(told)


@both_languages
def test_every_operator_is_in_the_grammar_and_in_the_table(language: str) -> None:
    page = page_in(language, CONDITIONS)
    (line,) = (line for line in grammar(page).splitlines() if line.startswith("operator "))
    assert set(re.findall(r'"([^"]+)"', line)) == set(OPERATORS)
    told = [row[0] for row in rows(section_with(page, "| `~=` |").prose)]
    assert sorted(told) == sorted(f"`{operator}`" for operator in OPERATORS)


@both_languages
def test_every_word_of_conditions_is_in_the_grammar(language: str) -> None:
    known = files("mockgenie.conditions").joinpath("grammar.lark").read_text(encoding="utf-8")
    words = set(re.findall(r'"(\w+)"i', known))
    assert words >= {"and", "or", "filled"}
    assert words <= set(re.findall(r'"(\w+)"', grammar(page_in(language, CONDITIONS))))


@both_languages
def test_what_is_shown_as_a_number_a_day_or_a_time_is_one_and_what_is_not_is_none(
    language: str,
) -> None:
    table = rows(section_with(page_in(language, CONDITIONS), "`007`").prose)
    for (_, looks, looks_not), kind in zip(table, ("number", "date", "time"), strict=False):
        assert len(quoted(looks)) + len(quoted(looks_not)) > 4
        assert {read_value(text)[0] for text in quoted(looks)} == {kind}
        assert kind not in {read_value(text)[0] for text in quoted(looks_not)}


@both_languages
def test_the_canonical_conditions_are_written_as_they_are_shown(language: str) -> None:
    (shown,) = (
        block.text
        for one in sections(page_in(language, CONDITIONS))
        for block in one.blocks
        if block.language == "text"
    )
    lines = shown.splitlines()
    assert len(lines) == 2
    assert [str(parse(line)) for line in lines] == lines


@both_languages
def test_every_type_of_a_column_has_a_row(language: str) -> None:
    told = {name for name, _ in named_rows(page_in(language, CONDITIONS))}
    assert set(filter(None, COLUMN_TYPES)) <= told


@both_languages
@pytest.mark.parametrize("page", ["conditions", "domains"])
def test_the_longest_condition_is_told(language: str, page: str) -> None:
    (told,) = (
        int(found.replace(",", ""))
        for row in rows(read(page_in(language, ROOT / "docs" / f"{page}.md")))
        if row[0] in ("a condition", "조건")
        for found in re.findall(r"([0-9,]+)(?= characters|자|글자)", row[1])
    )
    spaces = " " * (told - len("a=1"))
    assert str(parse(f"a=1{spaces}")) == 'a="1"'
    with pytest.raises(ConditionError, match=f"at most {told:,} characters"):
        parse(f"a=1 {spaces}")


@both_languages
def test_parentheses_go_as_deep_as_is_told(language: str) -> None:
    prose = section_with(page_in(language, CONDITIONS), "65,536").prose
    (deepest,) = map(int, re.findall(r"\b([0-9]+)(?= deep|겹)", prose))
    nested = "(" * deepest + "a=1" + ")" * deepest
    assert str(parse(nested)) == 'a="1"'
    with pytest.raises(ConditionError, match=f"at most {deepest} deep"):
        parse(f"({nested})")
