"""A loop in a thread of its own does what other threads ask of it."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from mockgenie.testing.live.background import Background
from tests.support import PATIENCE


@pytest.fixture
def background() -> Iterator[Background]:
    background = Background()
    yield background
    background.stop()


async def in_thread() -> threading.Thread:
    return threading.current_thread()


def test_everything_is_done_in_its_thread(background: Background) -> None:
    theirs = background.call(threading.current_thread)
    assert theirs is not threading.current_thread()
    assert background.run(in_thread()) is theirs


def test_what_is_raised_there_is_raised_here(background: Background) -> None:
    with pytest.raises(ZeroDivisionError):
        background.call(lambda: 1 // 0)


def test_behind_the_end_things_are_done_here_or_not_at_all(background: Background) -> None:
    background.stop()
    background.stop()
    assert background.call(threading.current_thread) is threading.current_thread()
    with pytest.raises(RuntimeError, match="has been stopped"):
        background.run(in_thread())


def test_what_waits_for_good_ends_with_it(background: Background) -> None:
    waiting = background.start(asyncio.sleep(3600))
    background.stop()
    with pytest.raises(RuntimeError, match="has been stopped"):
        waiting.result(0)


def test_who_gives_up_waiting_ends_what_was_waited_for(background: Background) -> None:
    ended = threading.Event()

    async def wait_for_good() -> None:
        try:
            await asyncio.sleep(3600)
        finally:
            ended.set()

    waiting = background.start(wait_for_good())
    background.call(lambda: None)  # behind it
    waiting.cancel()
    assert ended.wait(PATIENCE)


def test_what_is_last_is_done_once_whoever_ends_it(background: Background) -> None:
    done = []

    async def last() -> None:
        await asyncio.sleep(0)
        done.append(threading.current_thread())

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: background.stop(last), range(8)))
    assert len(done) == 1


def _use(background: Background, start: threading.Barrier) -> str:
    """Ask for something until the end; what came of it last."""
    start.wait(PATIENCE)
    try:
        while True:
            background.run(asyncio.sleep(0))
    except RuntimeError as error:
        return str(error)


@pytest.mark.slow
def test_whoever_calls_while_it_ends_hears_that_it_has_ended() -> None:
    callers, enders, rounds = 50, 3, 200
    with ThreadPoolExecutor(callers + enders + 1) as threads:
        for number in range(rounds):
            background = Background()
            start = threading.Barrier(callers + enders + 1)

            def end(background: Background = background, start: threading.Barrier = start) -> None:
                start.wait(PATIENCE)
                background.stop()

            calling = [threads.submit(_use, background, start) for _ in range(callers)]
            ending = [threads.submit(end) for _ in range(enders)]
            waiting = background.start(asyncio.sleep(3600))
            start.wait(PATIENCE)
            if number % 2:
                background.stop()
            heard = {one.result(PATIENCE) for one in calling}
            assert heard == {"the server has been stopped"}
            for one in ending:
                one.result(PATIENCE)
            with pytest.raises(RuntimeError, match="has been stopped"):
                waiting.result(PATIENCE)
            assert background.call(lambda: 7) == 7


def test_its_own_thread_is_not_made_to_wait_for_itself(background: Background) -> None:
    async def ask_itself() -> None:
        background.call(lambda: None)

    with pytest.raises(RuntimeError, match="wait for itself"):
        background.run(ask_itself())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on this system")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_process_in_which_its_thread_is_not_hears_so(background: Background) -> None:
    child = os.fork()
    if child == 0:  # what is raised here must not get to pytest
        try:
            background.run(in_thread())
        except RuntimeError as error:
            os._exit(7 if "forked" in str(error) and background.is_elsewhere else 1)
        finally:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert not background.is_elsewhere
