"""Node's http.request gets every answer, whether or not its agent keeps connections."""

from pathlib import Path

import pytest

from tests.clients.conversation import assert_complete
from tests.clients.runtimes import program, run
from tests.support import Server

pytestmark = pytest.mark.slow  # each test starts processes of its own

AGENTS = str(Path(__file__).with_name("agents.mjs"))
ROUNDS = 20


def converse(server: Server, keep_alive: bool) -> int:
    """Hold ROUNDS conversations; how many requests reused a connection."""
    client = run([program("node"), AGENTS, server.url, str(keep_alive).lower(), str(ROUNDS)])
    assert client.stderr == ""
    *bodies, reused = client.stdout.splitlines()
    assert_complete(bodies, ROUNDS)
    return int(reused.removeprefix("reused "))


@pytest.mark.parametrize("keep_alive", [False, True])
def test_no_connection_outlives_its_answer(closing: Server, keep_alive: bool) -> None:
    assert converse(closing, keep_alive) == 0


def test_an_agent_that_closes_is_answered_by_a_server_that_would_not(keeping: Server) -> None:
    assert converse(keeping, keep_alive=False) == 0


def test_an_agent_that_keeps_its_connection_uses_one_for_all(keeping: Server) -> None:
    assert converse(keeping, keep_alive=True) == ROUNDS * 3 - 1
