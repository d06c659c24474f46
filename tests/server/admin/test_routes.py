"""Which operation a request is for, and what it gets where it is for none."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from pytest_aiohttp.plugin import AiohttpClient

from mockgenie import create_app
from mockgenie.server.admin.operations import OPERATIONS, ROOT, Operation
from tests.server.admin.calling import Bakery

LOCAL = {"Host": "localhost"}


@pytest.fixture
async def client(aiohttp_client: AiohttpClient) -> TestClient[Any, Any]:
    """A client of the domains that come with mockgenie."""
    return await aiohttp_client(create_app())


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: f"{one.method} {one.path}")
async def test_every_operation_is_found_at_its_path(
    client: TestClient[Any, Any], operation: Operation
) -> None:
    path = operation.path.replace("{number}", "7").replace("{", "").replace("}", "")
    query = {"/journal/wait": "?timeout=0", "/events": "?seconds=0.01"}.get(path, "")
    given = {"json": {"timeout": 0}} if operation.method == "POST" and query else {}
    answer = await client.request(operation.method, f"{ROOT}{path}{query}", headers=LOCAL, **given)
    said = await answer.text()
    assert answer.status != 405, said
    assert "there is nothing at" not in said


@pytest.mark.parametrize("path", ["/health", "/domains/Weather", "/openapi.json"])
async def test_a_base_address_may_end_in_the_slash_with_which_a_path_begins(
    client: TestClient[Any, Any], path: str
) -> None:
    once = await client.get(f"{ROOT}{path}", headers=LOCAL)
    twice = await client.get(f"{ROOT}/{path}", headers=LOCAL)
    assert (once.status, twice.status) == (200, 200)
    assert await twice.read() == await once.read()


async def test_who_may_not_call_may_not_call_with_two_slashes_either(
    client: TestClient[Any, Any],
) -> None:
    answer = await client.delete(f"{ROOT}//sessions", headers={"Host": "rebound.example"})
    assert answer.status == 403


async def test_a_word_comes_before_a_parameter(client: TestClient[Any, Any]) -> None:
    answer = await client.get(f"{ROOT}/journal/wait?timeout=0", headers=LOCAL)
    assert await answer.json() == {"entries": [], "enough": False}
    answer = await client.get(f"{ROOT}/journal/7", headers=LOCAL)
    assert (await answer.json())["where"] == "path.number"


async def test_what_is_reloaded_is_never_a_domain_of_that_name(
    client: TestClient[Any, Any],
) -> None:
    answer = await client.get(f"{ROOT}/domains/reload", headers=LOCAL)
    assert (answer.status, answer.headers["Allow"]) == (405, "POST")


@pytest.mark.parametrize(
    "path",
    [
        "/", "//", "/x", "/health/", "/health/x", "/healthy", "///health", "//x", "/journal/",
        "/domains//", "/sessions/1/end", "/sessions//expire", "//sessions//expire",
        "/%ED%95%9C", "/x%2Fhealth", "/{id}", "/faults/",
    ],
)  # fmt: skip
async def test_any_other_path_is_a_problem(shop: Bakery, path: str) -> None:
    for method in ("GET", "POST", "PUT", "OPTIONS"):
        answer = await shop.ask(method, path)
        assert answer.status == 404
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json["detail"].startswith(f"there is nothing at {ROOT}{path}")


@pytest.mark.parametrize("method", ["HEAD", "PUT", "OPTIONS", "PATCH", "PROPFIND"])
async def test_another_method_is_a_problem_that_names_those_there_are(
    shop: Bakery, method: str
) -> None:
    answer = await shop.ask(method, "/journal")
    assert (answer.status, answer.headers["allow"]) == (405, "DELETE, GET")


async def test_a_long_path_is_not_repeated_whole(shop: Bakery) -> None:
    answer = await shop.ask("GET", "/" + "x" * 5000)
    assert answer.status == 404
    assert len(answer.body) < 600
