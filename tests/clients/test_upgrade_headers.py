"""A client that would rather speak HTTP/2 is answered in HTTP/1.1, its body read all the same."""

from pathlib import Path

import pytest

from tests.clients.conversation import assert_complete, expected, opening, uuid_of
from tests.clients.runtimes import java, run
from tests.support import Server

UPGRADE = str(Path(__file__).with_name("Upgrade.java"))
ROUNDS = 20


@pytest.mark.slow
def test_javas_own_http_client_gets_every_answer(either: Server) -> None:
    client = run([*java(), UPGRADE, either.url, str(ROUNDS)])
    assert client.stderr == ""
    assert_complete(client.stdout.splitlines(), ROUNDS)


def test_an_offer_of_http2_is_passed_over(closing: Server) -> None:
    body = opening()
    answer = closing.exchange(
        b"POST /Dialog HTTP/1.1\r\n"
        b"Connection: Upgrade, HTTP2-Settings\r\n"
        b"Content-Length: %d\r\n"
        b"Host: localhost\r\n"
        b"HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA\r\n"
        b"Upgrade: h2c\r\n"
        b"User-Agent: Java-http-client/17.0.15\r\n"
        b"\r\n" % len(body) + body
    )
    head, _, text = answer.decode().partition("\r\n\r\n")
    assert text == expected(uuid_of(text))[0]
    assert head.split("\r\n") == [
        "HTTP/1.1 200 OK",
        "Access-Control-Allow-Origin: *",
        "Connection: close",
        f"Content-Length: {len(text.encode())}",
        "Content-Type: application/json; charset=UTF-8",
    ]
