"""Patterns that are compiled late, and those that one look at the letters rules out."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

import mockgenie.korean
from mockgenie.korean import (
    ANY_SIGNS,
    LazyPattern,
    SoughtPattern,
    read_utterance,
    signs_in,
    wants_change,
)


def lazy_patterns() -> Iterator[LazyPattern]:
    for found in pkgutil.iter_modules(mockgenie.korean.__path__, "mockgenie.korean."):
        for value in vars(importlib.import_module(found.name)).values():
            several = value.values() if isinstance(value, dict) else (value,)
            yield from (one for one in several if isinstance(one, LazyPattern))


SOUGHT = [*dict.fromkeys(one for one in lazy_patterns() if isinstance(one, SoughtPattern))]
BEGINNING = [one for one in lazy_patterns() if one.firsts]


def short(pattern: LazyPattern) -> str:
    return re.sub(r"\W", "", pattern.pattern)[:12]


def test_several_patterns_are_sought_or_have_first_letters() -> None:
    assert len(SOUGHT) > 20
    assert len(BEGINNING) > 1


@pytest.mark.slow
@pytest.mark.parametrize("pattern", SOUGHT, ids=short)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_where_a_pattern_matches_there_is_its_sign(
    pattern: SoughtPattern, data: DataObject
) -> None:
    written = re.compile(pattern.pattern.replace("\x01", ""), pattern.flags)
    utterance = read_utterance(data.draw(st.from_regex(written)))
    found = pattern.compiled.search(utterance.text) or pattern.compiled.search(utterance.letters)
    assume(found)
    assert pattern in utterance.signs


def test_most_is_ruled_out() -> None:
    signs = read_utterance("커피 마실래요").signs
    assert sum(one in signs for one in SOUGHT) < 8


def test_where_signs_are_not_known_nothing_is_ruled_out() -> None:
    assert all(one in ANY_SIGNS for one in SOUGHT)
    assert wants_change("시간 바꿔 줘")
    assert not wants_change("시간 바꿔 줘", signs_in("시간"))


@pytest.mark.parametrize(
    ("pattern", "sign"),
    [
        ("가(?!나(?:다|라))마$", "가마"),
        ("(?<=[)가])나", "나"),
        (r"가\(나(?=\))\Z", r"가\(나"),
        ("(?:가|나(?![(다]))", "(?:가|나)"),
        ("(?P<one>가)[^]$]", "(?P<one>가)[^]$]"),
    ],
)
def test_a_sign_is_the_pattern_without_its_assertions(pattern: str, sign: str) -> None:
    assert SoughtPattern(pattern).sign == sign


def test_signs_of_a_pattern_that_comes_later_are_found_as_well() -> None:
    signs_in("가")
    pattern = SoughtPattern("뷁뷁")
    assert pattern in signs_in("가뷁뷁나")
    assert pattern not in signs_in("가뷁나")


@pytest.mark.slow
def test_signs_are_found_in_a_time_that_grows_with_the_letters_alone() -> None:
    def seconds(times: int) -> float:
        letters = "가격이얼마나다른거말고안비싼거3만원" * times
        began = time.process_time()
        signs_in(letters)
        return time.process_time() - began

    seconds(1_000)
    assert seconds(40_000) < 40 * max(seconds(4_000), 0.001)


@pytest.mark.slow
@pytest.mark.parametrize("pattern", BEGINNING, ids=lambda one: "".join(sorted(one.firsts)))
@given(data=st.data())
@settings(max_examples=200, deadline=None)
def test_first_letters_rule_nothing_out_that_matches(
    pattern: LazyPattern, data: DataObject
) -> None:
    written = re.compile(pattern.pattern, pattern.flags)
    text = data.draw(st.from_regex(written))
    found, sought = written.search(text), pattern.compiled.search(text)
    assert found is not None
    assert sought is not None
    assert sought.span() == found.span()


def test_a_pattern_is_compiled_when_it_is_first_needed() -> None:
    pattern = LazyPattern("가+")
    assert "compiled" not in vars(pattern)
    assert pattern.compiled is pattern.compiled
