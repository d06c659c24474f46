"""Long work on an event loop, a slice at a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")

_SECONDS = 0.004
"""How long a slice is."""


class Slices:
    """Does long work a slice at a time: whatever else happens on the event loop has its turn after
    each slice, of however many such works there are at once."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()

    async def each(self, things: Iterable[T], do: Callable[[T], object]) -> None:
        """Do something with each of the things. Raises what it raises."""
        left = iter(things)
        is_over = False
        while not is_over:
            async with self._lock:
                is_over = _do_some(left, do)
                if not is_over:  # within the lock: the others wait meanwhile
                    await asyncio.sleep(0)


def _do_some(left: Iterable[T], do: Callable[[T], object]) -> bool:
    """Do some of it; whether nothing is left."""
    end = time.perf_counter() + _SECONDS
    for thing in left:
        do(thing)
        if time.perf_counter() > end:
            return False
    return True
