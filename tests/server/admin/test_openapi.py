"""The OpenAPI document: valid, and nothing is answered that it does not tell."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from mockgenie.server.admin.domains import OneDomain
from mockgenie.server.admin.faults import OneFault
from mockgenie.server.admin.openapi import openapi
from mockgenie.server.admin.operations import OPERATIONS, Nothing
from mockgenie.server.admin.rooms import OneRoom
from mockgenie.server.admin.sessions import OneSession
from tests.server.admin.calling import Bakery, bakery
from tests.support import PATIENCE

pytestmark = pytest.mark.slow  # each test has many requests or turns

_EXAMPLES = 12
"""Of each operation, so many requests that its document allows, and as many that it does not."""

_WITH_LANGUAGE = (
    "GET /__mockgenie/domains/{name}/instances",
    "GET /__mockgenie/sessions",
    "GET /__mockgenie/journal",
    "GET /__mockgenie/journal/wait",
    "POST /__mockgenie/sessions/search",
    "POST /__mockgenie/journal/search",
    "POST /__mockgenie/journal/wait",
    "GET /__mockgenie/sessions/test",
    "POST /__mockgenie/sessions",
    "POST /__mockgenie/sessions/{uuid}/dialog",
    "POST /__mockgenie/faults",
    "POST /__mockgenie/rooms",
    "POST /__mockgenie/clock/freeze",
    "POST /__mockgenie/clock/move",
)
"""Operations that take a condition, a fault, an address, a moment or a domain: not every text is
one, and that is more than a schema can say."""

_LOADED = schemathesis.openapi.from_dict(openapi(OPERATIONS, token=False))
_NAMED = (OneDomain, OneSession, OneFault, OneRoom, Nothing)
"""Parameters that any text may be."""

_CAN_BE_WRONG = [
    f"{one.method} /__mockgenie{one.path}"
    for one in OPERATIONS
    if one.body is not None or one.parameters not in _NAMED
]

_TOLD = {one.label: one for one in (result.ok() for result in _LOADED.get_all_operations())}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a server listens that is in a thread of its own."""
    folder = tmp_path_factory.mktemp("domains")
    ready = threading.Event()
    running: list[Bakery] = []
    loop = asyncio.new_event_loop()
    ended = asyncio.Event()

    async def serve() -> None:
        async with bakery(folder) as shop:
            running.append(shop)
            ready.set()
            await ended.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    assert ready.wait(PATIENCE)
    yield f"http://127.0.0.1:{running[0].port}"
    loop.call_soon_threadsafe(ended.set)
    thread.join(PATIENCE)
    loop.close()


def test_the_document_is_valid() -> None:
    for token in (False, True):
        schemathesis.openapi.from_dict(openapi(OPERATIONS, token)).validate()


async def test_the_document_is_served(shop: Bakery, guarded: Bakery) -> None:
    document = (await shop.ask("GET", "/openapi.json")).json
    assert document["openapi"].startswith("3.1")
    assert document["paths"]["/__mockgenie/openapi.json"]["get"]["operationId"] == "show_openapi"
    assert "security" not in document
    headers = ("Host: localhost", "Authorization: Bearer 열려라 참깨")
    secured = (await guarded.ask("GET", "/openapi.json", headers=headers)).json
    assert secured["security"] == [{"token": []}]
    assert all(
        "401" in told["responses"] for path in secured["paths"].values() for told in path.values()
    )


def test_the_document_has_every_operation_once() -> None:
    assert sorted(_TOLD) == sorted(f"{one.method} /__mockgenie{one.path}" for one in OPERATIONS)
    names = [one.name for one in OPERATIONS]
    assert len(set(names)) == len(names)


def references(value: Any) -> Iterator[str]:
    """Every `$ref` in a document."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from [inner] if name == "$ref" else references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def test_the_document_has_the_schemas_that_it_refers_to_and_no_others() -> None:
    document = openapi(OPERATIONS, token=True)
    names = {reference.rpartition("/")[2] for reference in references(document)}
    assert names == set(document["components"]["schemas"])


@pytest.mark.parametrize("label", _TOLD)
def test_a_request_that_the_document_allows_gets_an_answer_that_it_tells(
    label: str, url: str
) -> None:
    check(label, GenerationMode.POSITIVE, url)


@pytest.mark.parametrize("label", _CAN_BE_WRONG)
def test_a_request_that_the_document_does_not_allow_is_refused_as_it_tells(
    label: str, url: str
) -> None:
    check(label, GenerationMode.NEGATIVE, url)


def check(label: str, mode: GenerationMode, url: str) -> None:
    """Let schemathesis ask for an operation, and judge the answers by all that it can."""
    told = _TOLD[label]
    excluded = [positive_data_acceptance] if label in _WITH_LANGUAGE else []

    @settings(
        max_examples=_EXAMPLES,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=told.as_strategy(mode))
    def answered(case: Any) -> None:
        if label == "POST /__mockgenie/journal/wait":
            if isinstance(case.body, dict) and isinstance(case.body.get("timeout", 10.0), float):
                case.body["timeout"] = 0.0
            elif not case.body and mode is GenerationMode.POSITIVE:  # it would wait 10 seconds
                case.body, case.media_type = {"timeout": 0.0}, "application/json"
        elif label.endswith("/journal/wait"):
            case.query = {**(case.query or {}), "timeout": "0"}
        elif label.endswith("/events") and mode is GenerationMode.POSITIVE:
            case.query = {**(case.query or {}), "seconds": "0.001"}
        case.call_and_validate(base_url=url, excluded_checks=excluded)

    answered()
