"""The event loop that a server runs in."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine
from importlib import import_module
from types import ModuleType
from typing import Any, Literal, TypeAlias

EventLoop: TypeAlias = Literal["auto", "asyncio"]
"""The fastest one that is installed, or the one that Python brings along."""

FASTER = "winloop" if sys.platform == "win32" else "uvloop"
"""What is faster than the loop of Python on this system: an event loop on libuv."""


def faster_loop() -> ModuleType | None:
    """The module of the faster loop, None where it is not installed or cannot be loaded."""
    try:
        return import_module(FASTER)
    except ImportError:
        return None


def loop_name() -> str:
    """The package that the running event loop is of: asyncio, uvloop or winloop."""
    return type(asyncio.get_running_loop()).__module__.partition(".")[0]


def run_in_loop(main: Coroutine[Any, Any, None], loop: EventLoop = "auto") -> None:
    """Run `main` to its end in a new event loop, as asyncio.run does."""
    faster = faster_loop() if loop == "auto" else None
    if faster is None:
        asyncio.run(main)
    else:
        faster.run(main)
