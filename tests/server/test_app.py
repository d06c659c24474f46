"""The application, run by aiohttp's own test server."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from aiohttp import web
from pytest_aiohttp.plugin import AiohttpClient

import mockgenie
from mockgenie.contract import DOMAINS
from mockgenie.faults import Fault
from mockgenie.server import DomainsError
from tests.server.calls import opening, saying, system_text, uuid_of
from tests.server.http_bytes import (
    HEAD,
    INVALID_METHOD,
    REQUIRED_EMPTY,
    TALK,
    TIMEOUT,
    TOO_LARGE,
    UNKNOWN_HANDLER,
    chunked,
    engine_error,
    post,
)
from tests.support import PATIENCE

HELLO = {"Hello": "tasks: {greeting: {say: 안녕하세요.}}\nname: Hello\n"}


async def exchange(port: int, request: bytes) -> bytes:
    """All that comes back on a connection of its own."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    received = await asyncio.wait_for(reader.read(), PATIENCE)
    writer.close()
    return received


async def port_of(aiohttp_client: AiohttpClient, app: web.Application) -> int:
    client = await aiohttp_client(app)
    assert client.server.port is not None
    return client.server.port


@pytest.mark.parametrize(
    ("request_bytes", "expected"),
    [
        (post(TALK), INVALID_METHOD),
        (post("{}"), REQUIRED_EMPTY),
        (post(TALK, "Connection: keep-alive"), INVALID_METHOD),
        (post(TALK, target="http://localhost:8000/Dialog"), INVALID_METHOD),
        (post(TALK, target="/Dialog?key=value"), INVALID_METHOD),
        (post(TALK, "Expect: 200-ok"), INVALID_METHOD),
        (post(TALK).replace(b"HTTP/1.1", b"HTTP/1.0"), INVALID_METHOD),
        (chunked(TALK[:20].encode(), TALK[20:].encode(), b""), INVALID_METHOD),
        (post(" " * 1001), TOO_LARGE),
        (chunked(b" " * 1001, b""), TOO_LARGE),
        (post(TALK, target="/Other"), UNKNOWN_HANDLER),
        (post(TALK, target="/"), UNKNOWN_HANDLER),
        (b"GET /Dialog HTTP/1.1\r\nHost: localhost\r\n\r\n", UNKNOWN_HANDLER),
        (b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", UNKNOWN_HANDLER),
        (
            b"HEAD /Dialog HTTP/1.1\r\nHost: localhost\r\n\r\n",
            UNKNOWN_HANDLER.partition(b"\r\n\r\n")[0] + b"\r\n\r\n",
        ),
    ],
)
async def test_ordinary_requests_get_the_documented_bytes(
    aiohttp_client: AiohttpClient, request_bytes: bytes, expected: bytes
) -> None:
    port = await port_of(
        aiohttp_client, mockgenie.create_app(DOMAINS / "Weather.yaml", max_body=1000)
    )
    assert await exchange(port, request_bytes) == expected


@pytest.mark.slow
async def test_a_body_that_does_not_come_gets_408(aiohttp_client: AiohttpClient) -> None:
    port = await port_of(aiohttp_client, mockgenie.create_app(HELLO, handler_timeout=0.05))
    assert await exchange(port, HEAD + b"Content-Length: 10\r\n\r\n") == TIMEOUT


async def test_a_dialog_is_led(aiohttp_client: AiohttpClient) -> None:
    port = await port_of(aiohttp_client, mockgenie.create_app(DOMAINS / "Weather.yaml"))
    uuid = uuid_of(await exchange(port, post(opening())))
    await exchange(port, post(saying("서울 날씨 알려줘", uuid)))
    answer = await exchange(port, post(saying("오늘", uuid)))
    assert system_text(answer) == "오늘 서울은 맑음입니다.\n"


async def test_a_connection_is_kept_where_the_settings_say_so(
    aiohttp_client: AiohttpClient,
) -> None:
    port = await port_of(aiohttp_client, mockgenie.create_app(HELLO, keep_alive=True))
    answers = await exchange(port, post(TALK) + post(TALK, "Connection: close"))
    assert answers == engine_error("Invalid method", "talk", "keep-alive") + INVALID_METHOD


async def test_a_client_of_aiohttp_talks_to_it(aiohttp_client: AiohttpClient) -> None:
    client = await aiohttp_client(mockgenie.create_app(HELLO))
    argument = {"method": "open_dialog", "name": "Hello", "access_method": "internal_data"}
    answer = await client.post("/Dialog", json={"access_key": "k", "argument": argument})
    result = (await answer.json())["return_object"]["result"]
    assert result["system_text"] == "안녕하세요.\n"
    shown = await client.get("/__mockgenie/domains", headers={"Host": "localhost"})
    assert [one["name"] for one in (await shown.json())["domains"]] == ["Hello"]


async def test_its_server_is_open_to_be_looked_into_and_changed(
    aiohttp_client: AiohttpClient,
) -> None:
    app = mockgenie.create_app(HELLO)
    server = app[mockgenie.SERVER]
    server.faults.add(Fault(garbage="{", times=1))
    port = await port_of(aiohttp_client, app)
    assert (await exchange(port, post(TALK))).endswith(b"\r\n\r\n{")
    assert await exchange(port, post(TALK)) == INVALID_METHOD
    assert [exchange.request.body for exchange in server.journal] == [TALK.encode()] * 2


@pytest.mark.parametrize("fault", [Fault(drip=0), Fault(delay=0.001), Fault(cut=5)])
async def test_faults_of_delivery_strike(aiohttp_client: AiohttpClient, fault: Fault) -> None:
    port = await port_of(aiohttp_client, mockgenie.create_app(HELLO, faults=[fault]))
    head, _, body = INVALID_METHOD.partition(b"\r\n\r\n")
    expected = head + b"\r\n\r\n" + (body if fault.cut is None else body[: fault.cut])
    assert await exchange(port, post(TALK)) == expected


def test_domains_are_those_that_are_given(tmp_path: Path) -> None:
    (tmp_path / "Hello.yaml").write_text(HELLO["Hello"], encoding="utf-8")
    for domains in (HELLO, tmp_path, str(tmp_path), [tmp_path / "Hello.yaml"]):
        app = mockgenie.create_app(domains)
        assert list(app[mockgenie.SERVER].versions.engines) == ["Hello"]
    assert "Weather" in mockgenie.create_app()[mockgenie.SERVER].versions.engines


def test_what_cannot_be_meant_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match='there is no option "rates", did you mean "rate"'):
        mockgenie.create_app(HELLO, rates=1)
    with pytest.raises(ValueError, match="max_body"):
        mockgenie.create_app(HELLO, max_body=0)
    with pytest.raises(DomainsError, match="there is no domain"):
        mockgenie.create_app(tmp_path)


def test_the_package_alone_imports_no_server() -> None:
    code = "import sys, mockgenie; print({'aiohttp', 'asyncio', 'yaml'} & set(sys.modules))"
    command = [sys.executable, "-c", code]
    result = subprocess.run(
        command, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=True
    )
    assert result.stdout == "set()\n"


async def test_it_can_be_a_part_of_another_application(aiohttp_client: AiohttpClient) -> None:
    whole = web.Application()
    whole.add_subapp("/mock", mockgenie.create_app(HELLO))
    port = await port_of(aiohttp_client, whole)
    answer = await exchange(port, post(opening("Hello"), target="/mock/Dialog"))
    assert system_text(answer) == "안녕하세요.\n"
    assert await exchange(port, post(TALK, target="/mock/Other")) == UNKNOWN_HANDLER
