"""Servers for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mockgenie.contract import DOMAINS
from tests.support import Server, serve


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server with no options but the domains of the contract tests."""
    with serve("--domains", str(DOMAINS)) as running:
        yield running


@pytest.fixture(scope="session")
def small_server() -> Iterator[Server]:
    """A server that takes bodies of up to 1,000 bytes."""
    with serve("--domains", str(DOMAINS), "--max-body", "1000") as running:
        yield running


@pytest.fixture(scope="session")
def impatient_server() -> Iterator[Server]:
    """A server that waits half a second for a request."""
    with serve("--domains", str(DOMAINS), "--handler-timeout", "0.5") as running:
        yield running


@pytest.fixture(scope="session")
def keeping_server() -> Iterator[Server]:
    """A server that keeps connections open for clients that ask for it."""
    with serve("--domains", str(DOMAINS), "--max-body", "1000", "--keep-alive") as running:
        yield running


@pytest.fixture(scope="session")
def impatient_keeping_server() -> Iterator[Server]:
    """A server that keeps connections open, and waits half a second for each request."""
    limits = ("--keep-alive", "--handler-timeout", "0.5")
    with serve("--domains", str(DOMAINS), *limits) as running:
        yield running
