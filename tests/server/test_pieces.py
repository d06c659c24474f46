"""However requests on a kept connection are cut into pieces, each gets its answer in its turn."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockgenie.server import Settings
from mockgenie.server.handler import DialogHandler
from mockgenie.sockets import loop_name
from tests.server.http_bytes import (
    INVALID_METHOD,
    TALK,
    chunked,
    engine_error,
    failure,
    post,
)
from tests.server.live import live
from tests.server.pieces import send_in_pieces
from tests.support import Server, read_all

INVALID_METHOD_KEPT = engine_error("Invalid method", "talk", "keep-alive")
REQUIRED_EMPTY_KEPT = failure(400, "Required arguments is empty", "keep-alive")
UNKNOWN_HANDLER_KEPT = failure(404, "Unknown Handler", "keep-alive")
NO_OBJECT_KEPT = engine_error(
    "JSON error: parsed, but this is not valid JSON object.", connection="keep-alive"
)
NO_JSON_KEPT = engine_error(
    "JSON parsing error, error type: Invalid value., offset: 0", connection="keep-alive"
)
BODY_LIKE_REQUEST = post(TALK, "Upgrade: h2c", "Connection: Upgrade, close")
OFFER = ("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAEAAEAA")

# A request that is refused before its body has come ends the connection, so none is here.
ANSWERED = [
    (post(TALK), INVALID_METHOD_KEPT),
    (post("{}"), REQUIRED_EMPTY_KEPT),
    (
        post(""),
        engine_error(
            "JSON parsing error, error type: The document is empty., offset: 0",
            connection="keep-alive",
        ),
    ),
    (chunked(TALK[:9].encode(), TALK[9:].encode(), b""), INVALID_METHOD_KEPT),
    (chunked(b"[]", b""), NO_OBJECT_KEPT),
    (post(TALK, *OFFER), INVALID_METHOD_KEPT),
    (
        chunked(TALK.encode(), b"").replace(
            b"Host: localhost\r\n", b"Upgrade: h2c\r\nConnection: upgrade\r\nHost: localhost\r\n"
        ),
        INVALID_METHOD_KEPT,
    ),
    (post(BODY_LIKE_REQUEST), NO_JSON_KEPT),
    (b"GET /Dialog HTTP/1.1\r\nHost: localhost\r\n\r\n", UNKNOWN_HANDLER_KEPT),
    (
        b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
        UNKNOWN_HANDLER_KEPT,
    ),
    (
        b"HEAD /Dialog HTTP/1.1\r\nHost: localhost\r\n\r\n",
        UNKNOWN_HANDLER_KEPT.partition(b"\r\n\r\n")[0] + b"\r\n\r\n",
    ),
    (b"\r\n" + post(TALK), INVALID_METHOD_KEPT),
]


@pytest.mark.slow
@settings(
    max_examples=200,
    suppress_health_check=list(HealthCheck),
)
@given(
    exchanges=st.lists(st.sampled_from(ANSWERED), max_size=5),
    cuts=st.lists(st.integers(0, 1500), max_size=6),
)
def test_every_request_is_answered_in_its_turn(
    keeping_server: Server, exchanges: list[tuple[bytes, bytes]], cuts: list[int]
) -> None:
    requests = b"".join(request for request, _ in exchanges) + post(TALK, "Connection: close")
    with keeping_server.connect() as connection:
        send_in_pieces(keeping_server, connection, requests, cuts)
        answers = read_all(connection)
    assert answers == b"".join(answer for _, answer in exchanges) + INVALID_METHOD


async def test_what_is_large_is_read_in_pieces_that_leave_no_large_gap(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if loop_name() != "asyncio":
        pytest.skip("a loop of another kind keeps its buffers, and leaves no gap")
    sizes: list[int] = []
    as_it_is = DialogHandler.data_received

    def data_received(self: DialogHandler, data: bytes) -> None:
        sizes.append(len(data))
        as_it_is(self, data)

    monkeypatch.setattr(DialogHandler, "data_received", data_received)
    async with live(Settings()) as server:
        request = post(TALK.replace("talk", "t" * 500_000))
        assert (await server.exchange(request)).startswith(b"HTTP/1.1 200 OK\r\n")
    assert sum(sizes) == len(request)
    assert max(sizes) <= 16 * 1024
