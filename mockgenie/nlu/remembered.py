"""Answers that are remembered."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast
from weakref import WeakMethod

P = ParamSpec("P")
R = TypeVar("R")


def remembered(most: int, method: Callable[P, R]) -> Callable[P, R]:
    """A method that remembers its last `most` answers, for an attribute of its object.

    It does not hold the object, as `lru_cache` of a bound method does: what holds itself is freed
    late, and never where `gc.freeze` has been called meanwhile, as it is whenever a domain has been
    reloaded.
    """
    weak = WeakMethod(method)

    def answer(*arguments: P.args, **named: P.kwargs) -> R:
        found = weak()
        assert found is not None
        return found(*arguments, **named)

    return cast("Callable[P, R]", lru_cache(most)(answer))
