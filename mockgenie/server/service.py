"""What every connection serves."""

from __future__ import annotations

import asyncio
from typing import Protocol

from msgspec import Struct

from mockgenie.journal import Journal
from mockgenie.server.answering import Answering


class Limits(Struct, frozen=True):
    """What a request may cost: bytes of its body, seconds until all of it has come."""

    body_bytes: int = 1024 * 1024
    request_seconds: float = 30


class Visits(Protocol):
    """The connections of the admin API."""

    async def receive(self) -> asyncio.Protocol:
        """What takes over one more of them."""

    async def end(self, patience: float) -> None:
        """Let the answers under way leave for so many seconds, end what still waits, close
        all."""


class Service(Struct, frozen=True):
    """What is behind /Dialog and how it is served over HTTP.

    `keep_alive`: clients that ask for it may use a connection again; the documented server
    closes it after every answer. `admin` takes over the connections on which somebody asks for
    what is under /__mockgenie/.
    """

    answering: Answering
    journal: Journal
    limits: Limits = Limits()
    keep_alive: bool = False
    admin: Visits | None = None

    def has(self, target: bytes) -> bool:
        """Whether a request target names /Dialog: as a path, or as the whole URL that a client
        behind a proxy sends."""
        if target == b"/Dialog":
            return True
        if not target.startswith(b"/"):
            _, _, behind_scheme = target.partition(b"://")
            target = b"/" + behind_scheme.partition(b"/")[2]
        return target.partition(b"#")[0].partition(b"?")[0] == b"/Dialog"
