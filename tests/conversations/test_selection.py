"""An expression tells which names are meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.conversations import SelectionError, select

NAME = "Weather forecast.yaml 도시와 날짜를 한꺼번에 말한다"


@pytest.mark.parametrize(
    ("expression", "meant"),
    [
        ("날짜", True),
        ("weather", True),
        ("시간", False),
        ("도시와 날짜를", True),
        ("날짜를 도시와", False),
        ("도시 and 날짜", True),
        ("도시 and 시간", False),
        ("시간 or 날짜", True),
        ("not 시간", True),
        ("not 날짜", False),
        ("not not 날짜", True),
        ("시간 and 도시 or 날짜", True),
        ("시간 and (도시 or 날짜)", False),
        ("not (시간 or 장소) and 도시", True),
        ('"and"', False),
        ("'날짜를 한꺼번에'", True),
        ("forecast.yaml", True),
    ],
)
def test_words_are_looked_for_and_combined(expression: str, meant: bool) -> None:
    assert select(expression)(NAME) is meant


def test_composed_and_decomposed_hangul_are_the_same() -> None:
    assert select("\u1102\u1161\u11af\u110d\u1161")("날짜")


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "  ",
        "and",
        "not",
        "날짜 and",
        "or 날짜",
        "(날짜",
        "날짜)",
        "()",
        '"날짜',
        "''",
        "(" * 5000,
    ],
)
def test_what_is_no_expression_is_refused(expression: str) -> None:
    with pytest.raises(SelectionError):
        select(expression)


words = st.text("가나다라abc ", min_size=1).filter(str.strip)


@given(words, words)
def test_a_phrase_in_quotes_is_meant_where_it_stands_and_not_means_the_others(
    phrase: str, name: str
) -> None:
    assert select(f'"{phrase}"')(name) == (phrase in name)
    assert select(f'not "{phrase}"')(name) != select(f'"{phrase}"')(name)


@given(words, words, words)
def test_either_and_both_are_as_in_logic(one: str, other: str, name: str) -> None:
    first, second = select(f"'{one}'")(name), select(f"'{other}'")(name)
    assert select(f"'{one}' or '{other}'")(name) == (first or second)
    assert select(f"'{one}' and '{other}'")(name) == (first and second)
