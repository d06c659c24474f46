"""A connection object that has served one client serves others, as a new one would."""

from __future__ import annotations

import random
import socket
from typing import Any

import pytest

from mockgenie.dialog import Session
from mockgenie.server.handler import DialogHandler
from mockgenie.sessions import MemorySessions
from tests.server.http_bytes import (
    EMPTY_400,
    INVALID_METHOD,
    NO_JSON_OBJECT,
    REQUIRED_EMPTY,
    TALK,
    UNKNOWN_HANDLER,
    chunked,
    post,
)
from tests.server.live import live
from tests.support import NO_LINGER

PLAIN = post(TALK)
CLIENTS = {
    "plain": ((PLAIN,), INVALID_METHOD),
    "another plain one": ((post("[]"),), NO_JSON_OBJECT),
    "in two pieces": ((PLAIN[:60], PLAIN[60:]), INVALID_METHOD),
    "in chunks": ((chunked(TALK.encode(), b""),), INVALID_METHOD),
    "more behind the body": ((PLAIN + b"rest",), INVALID_METHOD),
    "two at once": ((PLAIN + PLAIN,), INVALID_METHOD),
    "half-closed": ((PLAIN, b""), INVALID_METHOD),
    "silent": ((b"",), b""),
    "another path": ((post(TALK, target="/Other"),), UNKNOWN_HANDLER),
    "no HTTP": ((b"no request\r\n\r\n",), EMPTY_400),
    "empty": ((post("{}"),), REQUIRED_EMPTY),
}
"""What each sends, piece by piece, b"" for the end of it, and what it is answered."""


class Elsewhere(MemorySessions[Session]):
    """A store in another process, as far as a server knows: its answers are waited for."""

    immediate = False


STORES = [MemorySessions, Elsewhere]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("store", STORES)
async def test_each_client_is_answered_whoever_came_before(
    store: type[MemorySessions[Session]], seed: int
) -> None:
    clients = list(CLIENTS) * 4
    random.Random(seed).shuffle(clients)
    async with live(sessions=store()) as server:
        for before, name in zip(["", *clients], clients, strict=False):
            pieces, expected = CLIENTS[name]
            async with server.connect() as connection:
                for piece in pieces:
                    if piece:
                        await connection.send(piece)
                    else:
                        connection.sock.shutdown(socket.SHUT_WR)
                assert await connection.rest() == expected, (before, name)


@pytest.mark.parametrize("store", STORES)
async def test_one_connection_object_is_enough_for_plain_clients_that_come_in_turn(
    store: type[MemorySessions[Session]], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    construct = DialogHandler.__init__

    def count(handler: DialogHandler, *args: Any, **options: Any) -> None:
        made.append(handler)
        construct(handler, *args, **options)

    monkeypatch.setattr(DialogHandler, "__init__", count)
    async with live(sessions=store()) as server:
        for _ in range(20):
            assert await server.exchange(PLAIN) == INVALID_METHOD
    assert len(made) == 1  # it is free before the client sees the end


@pytest.mark.parametrize("store", STORES)
async def test_a_client_that_goes_without_its_answer_leaves_no_trace(
    store: type[MemorySessions[Session]],
) -> None:
    async with live(sessions=store()) as server:
        for _ in range(20):
            async with server.connect() as connection:
                connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
                await connection.send(PLAIN)
            assert await server.exchange(PLAIN) == INVALID_METHOD
