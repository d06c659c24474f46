"""A café that is served in this process, and a bot that talks to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mockgenie.testing.live import MockServer, serve
from tests.testing.cafe import CAFE
from tests.testing.live.bot import Bot


@pytest.fixture(scope="module")
def cafe_server() -> Iterator[MockServer]:
    with serve({"Cafe": CAFE}) as server:
        yield server


@pytest.fixture
def server(cafe_server: MockServer) -> MockServer:
    """With nothing in it."""
    cafe_server.clear()
    return cafe_server


@pytest.fixture
def bot(server: MockServer) -> Bot:
    """With an open dialog."""
    bot = Bot(server.url)
    bot.open()
    return bot
