"""Who gets an answer from the admin API, and who does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.server.admin.access import Caller, check, is_loopback_host
from mockgenie.server.admin.problem import Refused
from tests.open_sessions import entries_of
from tests.server.admin.calling import Bakery, bakery, request, taken_apart

TOKEN = "Authorization: Bearer 열려라 참깨"


def refused(answer_status: int, body: bytes) -> bool:
    """Whether an answer says no and nothing else."""
    problem = json.loads(body)
    return answer_status in (401, 403) and set(problem) <= {
        "type",
        "title",
        "status",
        "detail",
        "where",
    }


@pytest.mark.parametrize(
    "host",
    ["localhost", "LocalHost", "localhost:8000", "127.0.0.1", "127.0.0.1:80", "127.3.2.1", "[::1]",
     "[::1]:65535", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]:8000"],
)  # fmt: skip
def test_these_names_are_always_this_machine_s(host: str) -> None:
    assert is_loopback_host(host)


@pytest.mark.parametrize(
    "host",
    ["", "example.com", "localhost.example.com", "127.0.0.1.example.com", "localhost@example.com",
     "example.com:127.0.0.1", "0.0.0.0", "192.168.0.7", "[::]", "[fe80::1]", "::1", "localhost:",
     "localhost:80:80", "localhost:80\x00", " localhost", "localhost ", "127.1", "2130706433",
     "0x7f.0.0.1", "localhost.", "localhost/", "999.0.0.1", "127.0.0.1\n"],
)  # fmt: skip
def test_these_names_may_be_another_s(host: str) -> None:
    assert not is_loopback_host(host)


@given(st.text(min_size=1))
def test_no_longer_name_passes_for_this_machine_s(more: str) -> None:
    for host in (f"localhost.{more}", f"{more}.localhost", f"127.0.0.1.{more}", f"[::1]{more}.kr"):
        assert not is_loopback_host(host)


@pytest.mark.parametrize("address", ["192.168.0.7", "10.0.0.1", "fe80::1%eth0", "8.8.8.8", ""])
def test_without_a_token_another_machine_gets_nothing(address: str) -> None:
    with pytest.raises(Refused) as refusal:
        check(Caller(address, {"host": ["localhost"]}), "")
    assert refusal.value.problem.status == 403
    assert "--admin-token" in refusal.value.problem.detail


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
def test_this_machine_is_let_in(address: str) -> None:
    check(Caller(address, {"host": ["localhost:8000"]}), "")


def test_with_a_token_another_machine_is_let_in_that_knows_it() -> None:
    headers = {"host": ["mock.example"], "authorization": ["Bearer sesame"]}
    check(Caller("192.168.0.7", headers), "sesame")


async def test_whoever_calls_by_a_rebound_name_gets_nothing(shop: Bakery) -> None:
    for host in ("rebound.example", f"rebound.example:{shop.port}", "127.0.0.1.rebound.example"):
        answer = await shop.ask("GET", "/sessions", headers=(f"Host: {host}",))
        assert refused(answer.status, answer.body)
        assert answer.json["where"] == "header.Host"


async def test_whoever_names_no_host_or_two_gets_nothing(shop: Bakery) -> None:
    old = await shop.raw(b"GET /__mockgenie/sessions HTTP/1.0\r\n\r\n")
    none = await shop.raw(request("GET", "/__mockgenie/sessions", ()))
    two = await shop.raw(
        request("GET", "/__mockgenie/sessions", ("Host: localhost", "Host: rebound.example"))
    )
    for received in (old, none, two):
        answer = taken_apart(received)
        assert answer.status in (400, 403)
        assert b"uuid" not in answer.body


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "https://localhost", "http://localhost:1", "", "file://"],
)
async def test_a_page_of_another_origin_gets_nothing(shop: Bakery, origin: str) -> None:
    headers = (f"Host: localhost:{shop.port}", f"Origin: {origin}")
    await shop.opened()
    for method, path in (("GET", "/sessions"), ("POST", "/reset"), ("DELETE", "/sessions")):
        answer = await shop.ask(method, path, headers=headers)
        assert refused(answer.status, answer.body)
    assert len(await entries_of(shop.server.sessions)) == 1


async def test_a_page_of_its_own_is_answered(shop: Bakery) -> None:
    host = f"localhost:{shop.port}"
    headers = (f"Host: {host}", f"Origin: http://{host}", "Sec-Fetch-Site: same-origin")
    answer = await shop.ask("GET", "/health", headers=headers)
    assert answer.status == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site", "anything"])
async def test_a_link_from_another_site_leads_nowhere(shop: Bakery, site: str) -> None:
    headers = ("Host: localhost", f"Sec-Fetch-Site: {site}")
    answer = await shop.ask("GET", "/sessions", headers=headers)
    assert refused(answer.status, answer.body)


async def test_a_form_of_another_site_cannot_post(shop: Bakery) -> None:
    """The kinds of content that a browser sends without asking first."""
    await shop.opened()
    for content_type in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        headers = ("Host: localhost", f"Content-Type: {content_type}", "Content-Length: 2")
        received = await shop.raw(request("POST", "/__mockgenie/reset", headers) + b"{}")
        assert taken_apart(received).status == 415
    assert len(await entries_of(shop.server.sessions)) == 1


async def test_a_browser_that_asks_whether_it_may_hears_no(shop: Bakery) -> None:
    preflight = (
        f"Host: localhost:{shop.port}",
        "Origin: http://evil.example",
        "Access-Control-Request-Method: DELETE",
    )
    answer = await shop.ask("OPTIONS", "/sessions", headers=preflight)
    assert answer.status == 403
    assert not [name for name in answer.headers if name.startswith("access-control")]


async def test_no_answer_lets_other_origins_read_it(shop: Bakery, guarded: Bakery) -> None:
    for running, path in ((shop, "/health"), (shop, "/nothing"), (guarded, "/health")):
        answer = await running.ask("GET", path)
        assert not [name for name in answer.headers if name.startswith("access-control")]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "authorization",
    [
        (),
        ("Authorization: Bearer",),
        ("Authorization: Bearer ",),
        ("Authorization: Bearer 열려라",),
        ("Authorization: Bearer 열려라 참깨!",),
        ("Authorization: Basic 열려라 참깨",),
        ("Authorization: 열려라 참깨",),
        ("Authorization: Bearer \x80\xff",),
    ],
)
async def test_without_the_token_nobody_gets_anything(
    guarded: Bakery, authorization: tuple[str, ...]
) -> None:
    answer = await guarded.ask("GET", "/sessions", headers=("Host: localhost", *authorization))
    assert answer.status == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert refused(answer.status, answer.body)


async def test_a_token_given_twice_is_none(guarded: Bakery) -> None:
    headers = ("Host: localhost", TOKEN, "Authorization: Bearer another")
    assert (await guarded.ask("GET", "/sessions", headers=headers)).status in (400, 401)


async def test_with_the_token_any_name_of_the_server_will_do(guarded: Bakery) -> None:
    for host in ("localhost", "mock.example:8000"):
        answer = await guarded.ask("GET", "/health", headers=(f"Host: {host}", TOKEN))
        assert answer.status == 200


async def test_with_the_token_a_page_of_another_origin_gets_nothing(guarded: Bakery) -> None:
    headers = ("Host: localhost", TOKEN, "Origin: http://evil.example")
    answer = await guarded.ask("GET", "/sessions", headers=headers)
    assert refused(answer.status, answer.body)


@pytest.mark.parametrize("token", [(), (TOKEN,)])
async def test_a_whole_url_as_a_proxy_is_sent_one_leads_to_no_admin_api(
    tmp_path: Path, token: tuple[str, ...]
) -> None:
    async with bakery(tmp_path, token="열려라 참깨" if token else "") as running:
        for target in (
            f"http://localhost:{running.port}/__mockgenie/sessions",
            "http://rebound.example/__mockgenie/sessions",
            "//localhost/__mockgenie/sessions",
        ):
            received = await running.raw(request("GET", target, ("Host: localhost", *token)))
            answer = taken_apart(received)
            assert answer.status == 404
            assert answer.json["reason"] == "Unknown Handler"
