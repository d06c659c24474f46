"""A server that redirected programs reach, and what they are told by the environment."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mockgenie.launch import ETRI, Endpoint, Redirection, redirecting_environment
from mockgenie.testing import MockServer, serve
from tests.clients.runtimes import environment


@pytest.fixture
def server() -> Iterator[MockServer]:
    """mockgenie, on a free port."""
    with serve(host="127.0.0.1") as running:
        yield running


@pytest.fixture
def without_proxy(server: MockServer) -> dict[str, str]:
    """The environment for a program that is led to the server by what is loaded into it: where its
    proxy should be, nobody listens."""
    redirection = Redirection((ETRI,), Endpoint("127.0.0.1", server.port))
    return redirecting_environment(environment(), redirection, Endpoint("127.0.0.1", 1))
