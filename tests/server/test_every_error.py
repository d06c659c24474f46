"""Every documented error by its natural cause, and on demand in every way, to the byte."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import replace

from mockgenie.contract import ENVELOPES, ExpectedAnswer, body, head
from mockgenie.dialog import Engine, Session
from mockgenie.faults import DocumentedError, Fault, Faults, error_text
from mockgenie.faults.fault_file import read_faults
from mockgenie.protocol import EngineError, GatewayError
from mockgenie.server import Engines, Settings
from mockgenie.sessions import SessionStore, StoreGarbled, StoreUnreachable
from tests.server.calls import (
    REQUEST_ID,
    FailingStore,
    MumblingEngine,
    SlowEngine,
    call,
    opening,
    saying,
    uuid_of,
)
from tests.server.http_bytes import post
from tests.server.live import contract_engines, live

UNKNOWN_UUID = "617208326861624290"
ALL = [*EngineError, *GatewayError]


def engine(name: str) -> Engine:
    found = contract_engines()[name]
    assert isinstance(found, Engine)
    return found


class Cause(Struct, frozen=True):
    """What brings an error about: `settings`, `engines` and `sessions` of the server, requests
    `before`, whose last uuid stands for {uuid}, and the `request` itself, sent to `target`.

    `message` is the text of the error, where it is not the documented one; `echoes` tells whether
    the answer may say what the request has said.
    """

    request: str
    before: tuple[str, ...] = ()
    settings: Settings = Settings()
    engines: Callable[[], Engines] = contract_engines
    sessions: Callable[[], SessionStore[Session] | None] = lambda: None
    target: str = "/Dialog"
    message: str = ""
    echoes: bool = True


CAUSES: dict[DocumentedError, Cause] = {
    EngineError.INVALID_ACCESS_KEY: Cause(
        opening(access_key="other"), settings=Settings(access_keys={"k": ()})
    ),
    EngineError.INVALID_METHOD: Cause(call("talk")),
    EngineError.JSON_PARSING: Cause(
        '{"access_key":"k",}',
        message="JSON parsing error, error type: Missing a name for object member., offset: 18",
        echoes=False,
    ),
    EngineError.JSON_NOT_AN_OBJECT: Cause("[]", echoes=False),
    EngineError.OPEN_DOMAIN_NAME: Cause(opening("Nowhere")),
    EngineError.OPEN_DOMAIN_KNOWLEDGE: Cause(opening("Broken")),
    EngineError.OPEN_ACCESS_METHOD: Cause(
        call("open_dialog", name="Weather", access_method="no_data")
    ),
    EngineError.OPEN_MEMORY: Cause(opening(), (opening(),), Settings(max_sessions=1)),
    EngineError.OPEN_STATUS: Cause(opening("Spinning")),
    EngineError.DIALOG_UNEXPECTED: Cause(saying("돌아라"), (opening("Stuck"),)),
    EngineError.DIALOG_NO_EXTERNAL_DATA: Cause(
        saying("여보세요?"), (opening(external=True), saying("서울 오늘 날씨 알려줘"))
    ),
    EngineError.CLOSE_FAILURE: Cause(call("close_dialog", uuid=UNKNOWN_UUID)),
    GatewayError.REQUIRED_ARGUMENTS_EMPTY: Cause(call("dialog", uuid=UNKNOWN_UUID)),
    GatewayError.ARGUMENTS_NOT_VALID: Cause(saying("안녕하세요", UNKNOWN_UUID)),
    GatewayError.ENTITY_TOO_LARGE: Cause(
        saying("안녕하세요?"), (opening(), saying("안녕하세요")), Settings(max_text=5)
    ),
    GatewayError.TOO_MANY_REQUESTS: Cause(opening(), (opening(),), Settings(rate=0.001)),
    GatewayError.UNKNOWN_HANDLER: Cause(opening(), target="/Dialogue", echoes=False),
    GatewayError.HANDLER_TIMEOUT: Cause(
        opening(),
        settings=Settings(engine_timeout=0.01),
        engines=lambda: {"Weather": SlowEngine(engine("Weather"), 0.05)},
    ),
    GatewayError.CONNECTION_REFUSED: Cause(
        opening(), sessions=lambda: FailingStore(StoreUnreachable("redis://localhost: refused"))
    ),
    GatewayError.SERVER_NOT_EXISTS: Cause(opening(), engines=dict),
    GatewayError.RECIPIENT_FAILURE: Cause(
        opening(), sessions=lambda: FailingStore(StoreGarbled("half of a session"))
    ),
    GatewayError.REPLY_FAILURE: Cause(
        opening(), engines=lambda: {"Weather": MumblingEngine(engine("Weather").domain)}
    ),
    GatewayError.UNKNOWN_EXCEPTION: Cause(
        opening(), sessions=lambda: FailingStore(RuntimeError("nobody thought of that"))
    ),
}

every_error = pytest.mark.parametrize("error", ALL, ids=lambda error: str(error.name))
every_envelope = pytest.mark.parametrize(
    "envelope",
    [
        pytest.param(one, marks=[pytest.mark.slow] if one != ENVELOPES[0] else [])
        for one in ENVELOPES
    ],
)


def expected(
    error: DocumentedError, envelope: str, request: str, message: str = "", echoes: bool = True
) -> bytes:
    """The whole answer that an error is to a request."""
    request_id = REQUEST_ID if echoes else None
    if isinstance(error, GatewayError):
        answer = ExpectedAnswer(error.status, reason=error.reason, request_id=request_id)
    else:
        argument = json.loads(request)["argument"] if echoes else {}
        method, uuid = argument.get("method", ""), argument.get("uuid", "")
        text = message or error.value
        answer = ExpectedAnswer(error=text, method=method, uuid=uuid, request_id=request_id)
    content = body(answer, envelope).encode()
    return head(answer.status, len(content)).encode() + content


@every_envelope
@every_error
async def test_an_error_comes_by_its_natural_cause(error: DocumentedError, envelope: str) -> None:
    cause = CAUSES[error]
    settings = replace(cause.settings, envelope=envelope)
    async with live(settings, cause.engines(), cause.sessions()) as server:
        uuid = ""
        for request in cause.before:
            answer = await server.exchange(post(request.replace("{uuid}", uuid)))
            assert answer.startswith(b"HTTP/1.1 200 ")
            uuid = uuid_of(answer)
        request = cause.request.replace("{uuid}", uuid)
        got = await server.exchange(post(request, target=cause.target))
    assert got == expected(error, envelope, request, cause.message, cause.echoes)


# On demand

UNREAD = {
    EngineError.JSON_PARSING,
    EngineError.JSON_NOT_AN_OBJECT,
    GatewayError.UNKNOWN_HANDLER,
}
"""The documented server has not read what the request says."""

ANY_JSON_ERROR = "JSON parsing error, error type: Invalid value., offset: 0"

REQUESTS = {
    "OPEN": opening(),
    "DIALOG": saying("안녕하세요", UNKNOWN_UUID),
    "CLOSE": call("close_dialog", uuid=UNKNOWN_UUID),
}
"""A request that might meet an error, by how its name begins."""


def request_for(error: DocumentedError) -> str:
    kind = error.name.partition("_")[0] if isinstance(error, EngineError) else ""
    return REQUESTS.get(kind, REQUESTS["DIALOG"])


class Demand(Struct, frozen=True):
    """How an error is asked for: the faults of the server, or what the request has."""

    faults: Callable[[str, Path], tuple[Fault, ...]] = lambda _, __: ()
    headers: Callable[[str], tuple[str, ...]] = lambda _: ()
    access_key: Callable[[str], str] = lambda _: "k"


def written(error: str, folder: Path) -> tuple[Fault, ...]:
    """The fault as a file has it."""
    path = folder / "faults.yaml"
    path.write_text(f"- error: {json.dumps(error)}\n", encoding="utf-8")
    return read_faults(path)


DEMANDS = {
    "fault": Demand(faults=lambda error, _: (Fault(error=error),)),
    "file": Demand(faults=written),
    "header": Demand(headers=lambda error: (f"X-Mockgenie-Fault: {error}",)),
    "access key": Demand(access_key=lambda error: f"fault:{error}"),
}


@pytest.mark.parametrize("way", DEMANDS)
@every_envelope
@every_error
async def test_an_error_comes_on_demand(
    error: DocumentedError, envelope: str, way: str, tmp_path: Path
) -> None:
    demand, name = DEMANDS[way], error_text(error)
    settings = Settings(envelope=envelope, faults=demand.faults(name, tmp_path))
    request = json.loads(request_for(error))
    request["access_key"] = demand.access_key(name)
    sent = json.dumps(request, ensure_ascii=False)
    async with live(settings) as server:
        got = await server.exchange(post(sent, *demand.headers(name)))
    message = ANY_JSON_ERROR if error is EngineError.JSON_PARSING else ""
    assert got == expected(error, envelope, sent, message, error not in UNREAD)


def test_there_are_23_of_them() -> None:
    assert len(ALL) == len({error_text(error) for error in ALL}) == 23
    assert CAUSES.keys() == set(ALL)


@every_error
def test_an_error_is_found_by_its_text_however_it_is_written(error: DocumentedError) -> None:
    name = error_text(error)
    for text in (name, name.upper(), name.lower(), f"  {name.replace(' ', '  ')} "):
        (armed,) = Faults([Fault(error=text)])
        strike = armed.strike({"method": json.loads(request_for(error))["argument"]["method"]})
        assert strike is not None
        assert strike.error is error
