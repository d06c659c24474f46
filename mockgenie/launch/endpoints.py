"""The addresses that a bot has compiled in, and where its connections go instead."""

from __future__ import annotations

import re

from msgspec import Struct

_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?")
_HTTP = 80


class Endpoint(Struct, frozen=True):
    """Where connections are made to: a name or an address, in small letters and without brackets,
    and a port."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


ETRI = Endpoint("aiopen.etri.re.kr", 8000)
"""Where the guide has the dialog API (section 2)."""


class Redirection(Struct, frozen=True):
    """Connections that are made to some `places` are made to `target`; all others to where they
    are meant for."""

    places: tuple[Endpoint, ...]
    target: Endpoint

    def of(self, place: Endpoint) -> Endpoint | None:
        """Where a connection to `place` is made instead, None for nowhere else."""
        return self.target if place in self.places else None


def endpoint_of(text: str) -> Endpoint:
    """What `NAME[:PORT]` says, as it stands in a URL: without a port it is that of http, 80.

    Raises ValueError, whose message says what would be right.
    """
    host, colon, port = text.partition(":")
    if not _NAME.fullmatch(host) or "/" in port:
        raise ValueError("expected NAME or NAME:PORT as in the bot's URL, without http:// and path")
    if not colon:
        return Endpoint(host.lower(), _HTTP)
    if not (port.isascii() and port.isdigit() and len(port) <= 5 and 0 < int(port) < 65536):
        raise ValueError("a port is a number from 1 to 65535")
    return Endpoint(host.lower(), int(port))
