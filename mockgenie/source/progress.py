"""Long work that a person may wait for: what does it says how far it is, to whoever follows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias, TypeVar

T = TypeVar("T")

Follower: TypeAlias = Callable[[str, int, int], None]
"""Is told what is being done, how much of it is done, UNKNOWN where nobody knows, and of how much,
0 where nobody knows; first with 0 done, and at the end with ""."""

UNKNOWN = -1

_STEP = 1000
"""So many of what nobody has counted are done between two calls."""

_follower: ContextVar[Follower | None] = ContextVar("who follows long work", default=None)


@contextmanager
def following(follower: Follower) -> Iterator[None]:
    """Within, in this thread, a follower is told of long work."""
    token = _follower.set(follower)
    try:
        yield
    finally:
        _follower.reset(token)


def followed(items: Iterable[T], what: str, total: int = 0) -> Iterable[T]:
    """The items, whose number is `total` where it is known, and of which a follower is told as
    they are taken. They cost no more where nobody follows."""
    follower = _follower.get()
    return items if follower is None else _told(items, what, total, follower)


@contextmanager
def ticking(what: str) -> Iterator[Callable[[], None] | None]:
    """Around work that something else does, which now and then calls what is given: None where
    nobody follows."""
    follower = _follower.get()
    if follower is None:
        yield None
        return
    follower(what, 0, 0)
    try:
        yield lambda: follower(what, UNKNOWN, 0)
    finally:
        follower("", 0, 0)


def _told(items: Iterable[T], what: str, total: int, follower: Follower) -> Iterator[T]:
    step = 1 if total else _STEP
    follower(what, 0, total)
    try:
        for number, item in enumerate(items):
            if number % step == 0 and number:
                follower(what, number, total)
            yield item
    finally:
        follower("", 0, 0)
