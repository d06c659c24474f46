"""Patterns that are compiled late, and the letters without which they need not be searched."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

import mockgenie.korean
from mockgenie.korean import LazyPattern


def lazy_patterns() -> Iterator[LazyPattern]:
    for found in pkgutil.iter_modules(mockgenie.korean.__path__, "mockgenie.korean."):
        for value in vars(importlib.import_module(found.name)).values():
            several = value.values() if isinstance(value, dict) else (value,)
            yield from (one for one in several if isinstance(one, LazyPattern))


PATTERNS = [one for one in lazy_patterns() if one.cues]
BEGINNING = [one for one in lazy_patterns() if one.firsts]


def test_several_patterns_have_cues_and_first_letters() -> None:
    assert len(PATTERNS) > 8
    assert len(BEGINNING) > 1


@pytest.mark.slow
@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda one: "".join(sorted(one.cues)))
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_a_pattern_matches_has_one_of_its_cues(
    pattern: LazyPattern, data: DataObject
) -> None:
    text = data.draw(st.from_regex(pattern.compiled))
    found = pattern.compiled.search(text)
    assert found is not None
    assert not pattern.cues.isdisjoint(found[0])


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
