"""Scripts that Redis performs: each is one step, in which nobody else's comes."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable
from typing import Any, Protocol


class Script:
    """A script in Lua; KEYS[1] is what the names of all keys begin with. `sha`: what Redis knows it
    by when it has performed it once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.sha = hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


class ScriptRunner(Protocol):
    """What performs scripts: the connection to Redis."""

    def run(self, script: Script, *arguments: bytes | str | int | float) -> Awaitable[Any]:
        """What a script gives: bytes, a number, None, or a list of these.

        Where the connection is lost, it may be performed a second time, with "again" as one more
        argument. Raises StoreUnreachable and StoreGarbled, UnicodeEncodeError for half of a
        surrogate pair.
        """

    def read(self, command: str, key: str, *arguments: bytes | str | int | float) -> Awaitable[Any]:
        """What a command gives that only reads; `key`: without what the names of all begin with.
        Who asks for the same at once is answered from one.

        What is asked for is on its way from then on, whoever waits for it. Raises as `run` does.
        """

    def token(self) -> str:
        """A token that nothing else has."""
