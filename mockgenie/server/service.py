"""What every connection serves."""

from __future__ import annotations

from msgspec import Struct

from mockgenie.server.dialogs import Dialogs


class Limits(Struct, frozen=True):
    """What a request may cost: bytes of its body, seconds until all of it has come."""

    body_bytes: int = 1024 * 1024
    request_seconds: float = 30


class Service(Struct, frozen=True):
    """The dialogs behind /Dialog and how they are served over HTTP.

    `keep_alive`: clients that ask for it may use a connection again; the documented server
    closes it after every answer.
    """

    dialogs: Dialogs
    limits: Limits = Limits()
    keep_alive: bool = False

    def has(self, target: bytes) -> bool:
        """Whether a request target names /Dialog: as a path, or as the whole URL that a client
        behind a proxy sends."""
        if target == b"/Dialog":
            return True
        if not target.startswith(b"/"):
            _, _, behind_scheme = target.partition(b"://")
            target = b"/" + behind_scheme.partition(b"/")[2]
        return target.partition(b"#")[0].partition(b"?")[0] == b"/Dialog"
