"""Patterns that are compiled late, and the letters without which they need not be searched."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

import mockgenie.korean
from mockgenie.korean import LazyPattern


def patterns_with_cues() -> Iterator[LazyPattern]:
    for found in pkgutil.iter_modules(mockgenie.korean.__path__, "mockgenie.korean."):
        for value in vars(importlib.import_module(found.name)).values():
            several = value.values() if isinstance(value, dict) else (value,)
            yield from (one for one in several if isinstance(one, LazyPattern) and one.cues)


PATTERNS = list(patterns_with_cues())


def test_several_patterns_have_cues() -> None:
    assert len(PATTERNS) > 8


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


def test_a_pattern_is_compiled_when_it_is_first_needed() -> None:
    pattern = LazyPattern("가+")
    assert "compiled" not in vars(pattern)
    assert pattern.compiled is pattern.compiled
