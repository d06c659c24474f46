"""How a platform calls: what it waits for, and what it makes of what comes."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from mockgenie.platforms import NoSuchWebhook
from mockgenie.platforms.webhook import Webhook
from tests.platforms.bots import bot
from tests.support import PATIENCE


@contextmanager
def peer(behave: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that does with a connection what it likes."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def run() -> None:
            connection, _ = server.accept()
            with connection:
                behave(connection)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        thread.join(PATIENCE)


def test_an_answer_comes_with_all_that_it_has() -> None:
    with bot(lambda _: {"a": 1}) as made:
        called = Webhook(made.url, {"x-key": "k"}, PATIENCE).post({"b": "나"}, {"Accept": "a"})
    assert (called.status, called.is_json, called.read()) == (200, True, {"a": 1})
    assert not called.late
    assert made.requests == [{"b": "나"}]
    assert made.headers[0]["x-key"] == "k"
    assert made.headers[0]["accept"] == "a"


@pytest.mark.parametrize("status", [204, 302, 404, 429, 500])
def test_any_status_is_an_answer(status: int) -> None:
    with bot(lambda _: None, status) as made:
        assert Webhook(made.url, {}, PATIENCE).post({}, {}).status == status


def test_who_does_not_answer_is_late() -> None:
    done = threading.Event()
    with peer(lambda _: assert_set(done)) as url:
        called = Webhook(url, {}, 0.2).post({}, {})
        done.set()
    assert (called.status, called.late, called.failure) == (0, True, "")


@pytest.mark.slow
def test_who_answers_bit_by_bit_is_late_as_well() -> None:
    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        try:
            while not done.wait(0.01):
                connection.sendall(b"X")
        except OSError:
            pass

    done = threading.Event()
    with peer(drip) as url:
        called = Webhook(url, {}, 0.3).post({}, {})
        done.set()
    assert (called.status, called.late) == (0, True)


def test_who_is_not_there_has_a_reason() -> None:
    with bot(lambda _: None) as made:
        pass
    called = Webhook(made.url, {}, PATIENCE).post({}, {})
    assert (called.status, called.late) == (0, False)
    assert called.failure


@pytest.mark.parametrize("answer", [b"", b"garbage\r\n\r\n", b"HTTP/1.1 200 OK\r\n"])
def test_what_is_no_http_has_a_reason(answer: bytes) -> None:
    def behave(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(answer)

    with peer(behave) as url:
        called = Webhook(url, {}, PATIENCE).post({}, {})
    assert called.late is False
    assert (called.status, bool(called.failure)) in ((0, True), (200, False))


@pytest.mark.parametrize(
    "url", ["", "nowhere", "ftp://a/", "http://", "http://a:b/", "http://가/", "http://a/ b"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(NoSuchWebhook):
        Webhook(url, {}, 1)


def assert_set(event: threading.Event) -> None:
    assert event.wait(PATIENCE)
