"""Times things that are compared in rounds that alternate between them."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeAlias

Batch: TypeAlias = Callable[[], int]
"""Does something many times; gives how many."""

_WARM_UP = 2


@contextmanager
def building() -> Iterator[None]:
    """Around making what is measured: as in `mockgenie serve`, nothing is collected meanwhile, and
    what was made is not looked at by the collections of later."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()


def microseconds(sides: Mapping[str, Batch], rounds: int, seconds: float) -> dict[str, list[float]]:
    """The time of one turn of each side in each round, which lasts `seconds` or one batch."""
    for batch in sides.values():
        for _ in range(_WARM_UP):
            batch()
    times: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(rounds):
        for name in sides if number % 2 == 0 else reversed(tuple(sides)):
            times[name].append(_one_round(sides[name], seconds))
    return times


def ratio(times: Mapping[str, list[float]], name: str, to: str) -> float:
    """How many times longer `name` takes than `to`: the median over the rounds."""
    pairs = zip(times[name], times[to], strict=True)
    return statistics.median(one / other for one, other in pairs)


def _one_round(batch: Batch, seconds: float) -> float:
    turns = 0
    start = now = time.perf_counter()
    while not turns or now - start < seconds:
        turns += batch()
        now = time.perf_counter()
    return 1e6 * (now - start) / turns
