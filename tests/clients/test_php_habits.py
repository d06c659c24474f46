"""PHP gets every answer: with a stream context in HTTP/1.0 and 1.1, and with curl."""

from pathlib import Path

import pytest

from tests.clients.conversation import assert_complete
from tests.clients.runtimes import php_with_curl, program, run
from tests.support import Server

HABITS = str(Path(__file__).with_name("habits.php"))
ROUNDS = 20


def converse(php: str, server: Server, habit: str) -> None:
    client = run([php, HABITS, server.url, habit, str(ROUNDS)])
    assert client.stderr == ""
    assert_complete(client.stdout.splitlines(), ROUNDS)


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_a_stream_context_gets_every_answer(either: Server, version: str) -> None:
    converse(program("php"), either, version)


def test_the_curl_extension_gets_every_answer(either: Server) -> None:
    converse(php_with_curl(), either, "curl")
