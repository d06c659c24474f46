"""Servers of the Lamp domain for the clients to talk to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import Server, serve

DOMAINS = str(Path(__file__).parent / "domains")


@pytest.fixture(scope="session")
def closing() -> Iterator[Server]:
    """As documented: the connection is closed after every answer."""
    with serve("--domains", DOMAINS) as server:
        yield server


@pytest.fixture(scope="session")
def keeping() -> Iterator[Server]:
    """A server that lets clients reuse their connection."""
    with serve("--domains", DOMAINS, "--keep-alive") as server:
        yield server


@pytest.fixture(scope="session")
def legacy() -> Iterator[Server]:
    """A server that answers as in 2018 to 2020."""
    with serve("--domains", DOMAINS, "--envelope", "legacy") as server:
        yield server


@pytest.fixture(params=["closing", "keeping"])
def either(request: pytest.FixtureRequest) -> Server:
    """Each of the two ways to treat a connection, in turn."""
    server: Server = request.getfixturevalue(request.param)
    return server
