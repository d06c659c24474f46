"""What a server can be told: every option, with what it is without it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from mockgenie.faults import Fault


class Settings(Struct, frozen=True):
    """How a server serves.

    `envelope`: the form of answers, by its name; `session_ttl`: seconds after which an idle
    session is gone; `max_sessions` open at once; `max_body`: bytes of a request body; `max_text`:
    characters of an utterance, 0 for any number; `handler_timeout`: seconds until a request has
    come whole; `engine_timeout`: seconds until its answer is found, 0 for any; `keep_alive`:
    connections may be used again; `access_keys`: those there are, each with the domains that it
    opens, () for all, and None where any key will do; `rate`: requests a second that each key may
    make, `burst` of them at once (0: those of one second), and `daily_quota` a day, 0 for any
    number; `faults` with which it begins; `journal`: so many exchanges are remembered, 0 for none.
    """

    envelope: str = "guide"
    session_ttl: float = 1800
    max_sessions: int = 100_000
    max_body: int = 1024 * 1024
    max_text: int = 0
    handler_timeout: float = 30
    engine_timeout: float = 0
    keep_alive: bool = False
    access_keys: Mapping[str, tuple[str, ...]] | None = None
    rate: float = 0
    daily_quota: int = 0
    burst: int = 0
    faults: tuple[Fault, ...] = ()
    journal: int = 1000
