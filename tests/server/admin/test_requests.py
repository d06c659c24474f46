"""How the admin API and /Dialog share an application."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from mockgenie.server import Settings
from mockgenie.server.admin.routes import LARGEST_BODY
from tests.server.admin.calling import Bakery, bakery, request, taken_apart, until
from tests.support import PATIENCE

LOCAL = ("Host: localhost",)


async def test_every_answer_closes_its_connection(shop: Bakery) -> None:
    for path in ("/health", "/nothing", "/sessions?limit=0"):
        received = await shop.raw(request("GET", f"/__mockgenie{path}", LOCAL))
        assert taken_apart(received).headers["connection"] == "close"


async def test_a_dialog_request_behind_one_of_the_admin_api_is_not_answered_by_it(
    shop: Bakery,
) -> None:
    both = request("GET", "/__mockgenie/health", LOCAL) + request("POST", "/Dialog", LOCAL)
    received = await shop.raw(both)
    assert received.count(b"HTTP/1.1 ") == 1


async def test_a_connection_that_is_kept_for_dialogs_can_go_on_to_the_admin_api(
    tmp_path: Path,
) -> None:
    async with bakery(tmp_path, Settings(keep_alive=True)) as running:
        first = request("POST", "/Dialog", (*LOCAL, "Content-Length: 2")) + b"{}"
        reader, writer = await asyncio.open_connection("127.0.0.1", running.port)
        writer.write(first)
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PATIENCE)
        await reader.readexactly(int(taken_apart(head).headers["content-length"]))
        writer.write(request("GET", "/__mockgenie/health", LOCAL))
        received = await asyncio.wait_for(reader.read(), PATIENCE)
        writer.close()
    assert taken_apart(received).json["status"] == "ok"


async def test_a_request_that_comes_byte_by_byte_is_answered(shop: Bakery) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", shop.port)
    for byte in request("GET", "/__mockgenie/health", LOCAL):
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(0)
    received = await asyncio.wait_for(reader.read(), PATIENCE)
    writer.close()
    assert taken_apart(received).status == 200


async def test_what_only_begins_like_the_admin_api_is_an_unknown_handler(shop: Bakery) -> None:
    for target in ("/__mockgenie", "/__mockgeni", "/_", "/__MOCKGENIE/health", "/%5F_mockgenie/x"):
        answer = taken_apart(await shop.raw(request("GET", target, LOCAL)))
        assert (answer.status, answer.json["reason"]) == (404, "Unknown Handler")


async def test_unknown_paths_are_a_problem_that_names_a_known_one(shop: Bakery) -> None:
    answer = await shop.ask("GET", "/sesions")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["status"] == answer.status == 404
    assert '"/sessions"' in answer.json["detail"]


async def test_another_method_hears_which_there_are(shop: Bakery) -> None:
    answer = await shop.ask("PUT", "/faults")
    assert answer.status == 405
    assert answer.headers["allow"] == "DELETE, GET, POST"
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_parameter_of_a_path_may_have_any_letters(shop: Bakery) -> None:
    answer = await shop.ask("GET", "/domains/%EB%B9%B5%2F%EC%A7%91")
    assert answer.status == 404
    assert 'there is no domain "빵/집"' in answer.json["detail"]
    assert (await shop.ask("GET", "/domains/%FF")).status == 404
    assert 'there is no domain "빵집"' in (await shop.ask("GET", "/domains/빵집")).json["detail"]


async def test_a_body_that_is_too_large_is_refused(shop: Bakery) -> None:
    announced = (
        *LOCAL,
        "Content-Type: application/json",
        f"Content-Length: {LARGEST_BODY + 1}",
    )
    body = b" " * (LARGEST_BODY + 1)
    answer = taken_apart(await shop.raw(request("POST", "/__mockgenie/faults", announced) + body))
    assert (answer.status, answer.json["where"]) == (413, "body")
    chunk = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    chunked = (*LOCAL, "Content-Type: application/json", "Transfer-Encoding: chunked")
    answer = taken_apart(await shop.raw(request("POST", "/__mockgenie/faults", chunked) + chunk))
    assert answer.status == 413


async def test_a_client_that_waits_to_be_asked_for_its_body_is_asked(shop: Bakery) -> None:
    headers = (
        *LOCAL,
        "Content-Type: application/json",
        "Content-Length: 13",
        "Expect: 100-continue",
    )
    reader, writer = await asyncio.open_connection("127.0.0.1", shop.port)
    writer.write(request("POST", "/__mockgenie/faults", headers))
    asked = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PATIENCE)
    assert asked == b"HTTP/1.1 100 Continue\r\n\r\n"
    writer.write(b'{"delay":2.5}')
    received = await asyncio.wait_for(reader.read(), PATIENCE)
    writer.close()
    assert taken_apart(received).status == 201


async def test_the_admin_api_is_not_in_the_journal(shop: Bakery) -> None:
    await shop.ask("GET", "/health")
    assert len(shop.server.journal) == 0


async def test_a_wait_ends_with_the_server(tmp_path: Path) -> None:
    async with bakery(tmp_path) as running:
        waiting = asyncio.create_task(running.ask("GET", "/journal/wait?timeout=600"))
        await until(lambda: running.server.arrivals.waiting)
    (outcome,) = await asyncio.gather(waiting, return_exceptions=True)
    assert isinstance(outcome, Exception)  # the connection was closed without an answer


async def test_a_wait_ends_with_its_client(shop: Bakery) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", shop.port)
    writer.write(request("GET", "/__mockgenie/journal/wait?timeout=600", LOCAL))
    await until(lambda: shop.server.arrivals.waiting)
    writer.close()
    await until(lambda: not shop.server.arrivals.waiting)


@pytest.mark.slow
def test_what_only_few_ask_for_is_not_imported_before() -> None:
    code = """
        import sys
        import mockgenie
        mockgenie.create_app()
        heavy = {"mockgenie.server.admin.openapi", "mockgenie.lint", "lark"}
        heavy.add("mockgenie.conditions.lark_parser")
        print(sorted(heavy & set(sys.modules)))
    """
    command = [sys.executable, "-c", textwrap.dedent(code)]
    result = subprocess.run(
        command, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=True
    )
    assert result.stdout == "[]\n"


@pytest.mark.parametrize(
    "sent",
    [
        request("GET", "/__mockgenie/health", (*LOCAL, "no header")),
        request("GET", "/__mockgenie/health", (*LOCAL, "X-Long: " + "x" * 70_000)),
        request("GET", "/__mockgenie/\0", LOCAL),
        request("POST", "/__mockgenie/reset", (*LOCAL, "Content-Length: x")),
        request("POST", "/__mockgenie/reset", (*LOCAL, "Content-Length: 2",
                                               "Transfer-Encoding: chunked")),
    ],
    ids=["header", "long", "nul", "length", "framing"],
)  # fmt: skip
async def test_what_is_no_proper_http_is_a_problem_too_and_no_news(
    shop: Bakery, sent: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    answer = taken_apart(await shop.raw(sent))
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["status"] == answer.status == 400
    assert "\n" not in answer.json["detail"]
    assert not answer.json["detail"].endswith(":")
    assert "access-control-allow-origin" not in answer.headers
    assert caplog.text == ""


@pytest.mark.parametrize("hosts", [(), (*LOCAL, *LOCAL)])
async def test_without_a_host_or_with_two_it_tells_nothing(
    shop: Bakery, hosts: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    answer = taken_apart(await shop.raw(request("GET", "/__mockgenie/health", hosts)))
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.status in (400, 403)  # some versions of aiohttp say themselves that it is wrong
    assert caplog.text == ""


async def test_a_client_that_goes_within_its_body_is_no_news(
    shop: Bakery, caplog: pytest.LogCaptureFixture
) -> None:
    headers = (*LOCAL, "Content-Type: application/json", "Content-Length: 50")
    _, writer = await asyncio.open_connection("127.0.0.1", shop.port)
    writer.write(request("POST", "/__mockgenie/faults", headers) + b"{")
    await writer.drain()
    writer.close()
    assert (await shop.ask("GET", "/faults")).json == {"faults": []}
    await asyncio.sleep(0)
    assert caplog.text == ""


async def test_what_is_no_http_is_told_without_bytes(shop: Bakery) -> None:
    for head in (
        b"GET /__mockgenie/health HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 70_000 + b"\r\n\r\n",
        b"GET /__mockgenie/journal?when=" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /__mockgenie/health HTTP/1.1\r\nHo st: localhost\r\n\r\n",
        b"GET /__mockgenie/health HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
    ):
        answer = taken_apart(await shop.raw(head))
        assert answer.status == 400
        detail = answer.json["detail"]
        assert detail
        assert "b'" not in detail
        assert "bytearray" not in detail


async def test_half_of_a_surrogate_pair_is_told_as_such(shop: Bakery) -> None:
    for body in (b'{"when":"\\ud800"}', b'{"when":"\\udc00x"}', b'{"when":"\\ud800\\u0041abcdef"}'):
        answer = await shop.ask("POST", "/journal/search", body)
        assert (answer.status, answer.json["where"]) == (400, "body")
        assert "half of a surrogate pair" in answer.json["detail"]
    answer = await shop.ask("POST", "/journal/search", b'{"when":"a')
    assert "not JSON" in answer.json["detail"]
