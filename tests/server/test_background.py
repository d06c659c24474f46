"""What takes its time is done in a thread of its own."""

from __future__ import annotations

import asyncio
import threading

import pytest

from mockgenie.server.background import in_background
from tests.support import PATIENCE


async def test_what_it_gives_or_raises_comes_back() -> None:
    assert await in_background(lambda: threading.current_thread().daemon) is True
    with pytest.raises(ZeroDivisionError):
        await in_background(lambda: 1 // 0)


async def test_others_go_on_meanwhile() -> None:
    go_on = threading.Event()
    waiting = asyncio.ensure_future(in_background(lambda: go_on.wait(PATIENCE)))
    await asyncio.sleep(0)
    assert not waiting.done()
    go_on.set()
    assert await waiting is True


async def test_nobody_has_to_wait_for_it() -> None:
    go_on, ended = threading.Event(), threading.Event()

    def act() -> None:
        go_on.wait(PATIENCE)
        ended.set()

    waiting = asyncio.ensure_future(in_background(act))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    go_on.set()
    assert await asyncio.to_thread(ended.wait, PATIENCE)
