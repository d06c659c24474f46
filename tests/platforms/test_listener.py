"""Where bots send to a platform: HTTP, HTTPS, and the way of a proxy, at one port."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from typing import Any

import pytest
import requests

from mockgenie.platforms import Listener, Posted, server_tls
from tests.support import PATIENCE

HOST = "gw.talk.naver.com"


def echo(posted: Posted) -> tuple[int, dict[str, Any]]:
    return 200, {"path": posted.path, "body": posted.body.decode(), "type": posted.headers["x"]}


@pytest.fixture
def told() -> Queue[str]:
    return Queue()


@pytest.fixture
def plain(told: Queue[str]) -> Iterator[Listener]:
    listener = Listener(echo, names=[HOST], tell=told.put)
    yield listener
    listener.close()


@pytest.fixture
def ca(tmp_path: Path) -> Path:
    return tmp_path / "ca.pem"


@pytest.fixture
def secure(ca: Path, told: Queue[str]) -> Iterator[Listener]:
    listener = Listener(echo, names=[HOST], tls=server_tls([HOST], ca), tell=told.put)
    yield listener
    listener.close()


def posted(url: str, **how: Any) -> Any:
    """What `requests` gets, whose environment has no proxies of its own."""
    with requests.Session() as session:
        session.trust_env = False
        answer = session.post(
            url, data="안녕".encode(), headers={"x": "y"}, timeout=PATIENCE, **how
        )
    return answer.json()


EXPECTED = {"path": "/a", "body": "안녕", "type": "y"}


def test_a_post_is_answered(plain: Listener) -> None:
    assert posted(f"{plain.url}/a?b=c") == EXPECTED
    assert posted(f"http://localhost:{plain.port}/a") == EXPECTED


def test_what_fails_unforeseen_is_500() -> None:
    def broken(_: Posted) -> tuple[int, dict[str, Any]]:
        raise ValueError("broken on purpose")

    listener = Listener(broken)
    with requests.Session() as session:
        session.trust_env = False
        assert session.post(listener.url, timeout=PATIENCE).status_code == 500
    listener.close()


def test_nothing_can_be_got(plain: Listener) -> None:
    with requests.Session() as session:
        session.trust_env = False
        assert session.get(plain.url, timeout=PATIENCE).status_code == 404


def test_a_body_in_chunks_is_read_whole(plain: Listener) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", plain.port, timeout=PATIENCE)
    chunks = iter(["안".encode(), "녕".encode()])
    connection.request("POST", "/a", chunks, {"x": "y"}, encode_chunked=True)
    assert json.load(connection.getresponse()) == EXPECTED
    connection.request("POST", "/a", "안녕".encode(), {"x": "y"})  # on the same connection
    assert json.load(connection.getresponse()) == EXPECTED
    connection.close()


def test_a_body_without_an_end_is_not_waited_for(plain: Listener) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", plain.port, timeout=PATIENCE)
    connection.putrequest("POST", "/a")
    connection.putheader("Content-Length", "999999999999")
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()


def test_the_port_may_be_one_that_is_taken(plain: Listener) -> None:
    with pytest.raises(OSError, match=r"in use|10048|10013"):
        Listener(echo, port=plain.port)


def test_https_is_spoken_at_the_same_port(secure: Listener, ca: Path) -> None:
    assert posted(f"https://localhost:{secure.port}/a", verify=str(ca)) == EXPECTED
    assert posted(f"http://localhost:{secure.port}/a") == EXPECTED


def test_a_host_that_a_bot_has_hard_coded_is_led_here_by_a_proxy(
    secure: Listener, ca: Path
) -> None:
    proxies = {"https": secure.url, "http": secure.url}
    assert posted(f"https://{HOST}/a", verify=str(ca), proxies=proxies) == EXPECTED
    assert posted(f"http://{HOST}/a", proxies=proxies) == EXPECTED


def test_no_way_leads_anywhere_else(secure: Listener, told: Queue[str]) -> None:
    with pytest.raises(requests.exceptions.ProxyError, match="403"):
        posted("https://example.com/", proxies={"https": secure.url})
    expected = "a bot asked for example.com, to which nothing leads from here"
    assert told.get(timeout=PATIENCE) == expected
    with requests.Session() as session:
        session.trust_env = False
        proxies = {"http": secure.url}
        answer = session.post("http://example.com/", proxies=proxies, timeout=PATIENCE)
    assert answer.status_code == 403
    assert told.get(timeout=PATIENCE) == expected


def test_a_bot_that_does_not_trust_the_certificate_is_told_of(
    secure: Listener, told: Queue[str]
) -> None:
    with pytest.raises(requests.exceptions.SSLError):
        posted(f"https://localhost:{secure.port}/a")
    assert "trusts us not" in told.get(timeout=PATIENCE)


def test_https_without_a_certificate_is_told_of(plain: Listener, told: Queue[str]) -> None:
    context = ssl.create_default_context()
    sock = socket.create_connection(("127.0.0.1", plain.port), PATIENCE)
    with sock, pytest.raises((ssl.SSLError, OSError)):
        context.wrap_socket(sock, server_hostname="localhost")
    assert told.get(timeout=PATIENCE) == "a bot came by HTTPS; it is understood with --tls"
