"""Which event loop a server runs in."""

from __future__ import annotations

import sys
from collections.abc import Coroutine
from importlib.util import find_spec
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from mockgenie.sockets import FASTER, EventLoop, faster_loop, loop_name, run_in_loop


def loop_of(loop: EventLoop) -> str:
    """The loop in which something runs that is to run in `loop`."""
    names = []

    async def main() -> None:
        names.append(loop_name())

    run_in_loop(main(), loop)
    (name,) = names
    return name


@pytest.fixture
def not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """That there is no faster loop."""
    monkeypatch.setitem(sys.modules, FASTER, None)


def test_the_faster_loop_is_of_this_system() -> None:
    assert ("winloop" if sys.platform == "win32" else "uvloop") == FASTER


@pytest.mark.usefixtures("not_installed")
@pytest.mark.parametrize("loop", ["auto", "asyncio"])
def test_without_the_extra_it_is_the_loop_of_python(loop: EventLoop) -> None:
    assert faster_loop() is None
    assert loop_of(loop) == "asyncio"


@pytest.mark.skipif(find_spec(FASTER) is None, reason="the extra speed is not installed")
def test_the_faster_loop_is_taken_where_it_is_installed() -> None:
    assert loop_of("auto") == FASTER


def test_who_wants_the_loop_of_python_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(main: Coroutine[Any, Any, None]) -> None:
        raise AssertionError("the other loop was not asked for")

    monkeypatch.setitem(sys.modules, FASTER, faked(run))
    assert loop_of("asyncio") == "asyncio"


def test_the_faster_loop_runs_what_is_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    run: list[Coroutine[Any, Any, None]] = []

    async def main() -> None:
        """Is not waited for."""

    monkeypatch.setitem(sys.modules, FASTER, faked(run.append))
    coroutine = main()
    run_in_loop(coroutine)
    assert run == [coroutine]
    coroutine.close()


def faked(run: Any) -> ModuleType:
    """A module of a loop that is run by `run`."""
    return SimpleNamespace(run=run)  # type: ignore[return-value]
