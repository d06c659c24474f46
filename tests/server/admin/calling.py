"""A server with an admin API in this process, and what is said to it over sockets."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import replace

from mockgenie.domain import Library
from mockgenie.server import Reloading, Runner, Server, Settings, app_of, engines_of
from mockgenie.sockets import open_sockets
from tests.support import PATIENCE

BAKERY = """\
name: Bakery
description: 동네 빵집
entities:
  Order:
    slots:
      bread: {values: {식빵: [], 단팥빵: [팥빵]}}
acts:
  order: ["<Order.bread> 주세요", "빵 사고 싶어요"]
tasks:
  greeting:
    say: 어서 오세요.
    next: {task: selling, when: act = "order"}
  selling:
    fill: Order.bread
    ask: {Order.bread: 어떤 빵을 드릴까요?}
    say: "{Order.bread} 여기 있습니다."
"""


class Answer(NamedTuple):
    """An answer: its status, its headers by their names in small letters, its body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class News(NamedTuple):
    """An event of a stream: its id, its name, its data."""

    id: str
    name: str
    data: Any


class Watched:
    """A stream of events, in chunks."""

    def __init__(self, reader: asyncio.StreamReader) -> None:
        self._reader = reader
        self._text = ""
        self.seen: list[News] = []

    async def next(self) -> News | None:
        """The next event; None at the end of the stream."""
        while True:
            frame, end, rest = self._text.partition("\n\n")
            if end:
                self._text = rest
                fields = dict(line.partition(": ")[::2] for line in frame.split("\n"))
                if "event" in fields:
                    news = News(fields["id"], fields["event"], json.loads(fields["data"]))
                    self.seen.append(news)
                    return news
            elif not (piece := await asyncio.wait_for(self._chunk(), PATIENCE)):
                return None
            else:
                self._text += piece

    async def until(self, name: str, fits: Callable[[Any], bool] = lambda _: True) -> News:
        """The next event of that name whose data fit."""
        while news := await self.next():
            if news.name == name and fits(news.data):
                return news
        raise AssertionError(f"no {name} among {self.seen}")

    async def rest(self) -> list[News]:
        """All events until the end."""
        rest: list[News] = []
        while news := await self.next():
            rest.append(news)
        return rest

    async def _chunk(self) -> str:
        size = int(await self._reader.readline() or b"0", 16)
        chunk = await self._reader.readexactly(size)
        await self._reader.readline()
        return chunk.decode()


class Bakery:
    """A running server of the bakery."""

    def __init__(self, server: Server, port: int, folder: Path) -> None:
        self.server = server
        self.port = port
        self.folder = folder

    async def raw(self, request: bytes) -> bytes:
        """All that comes back until the server closes the connection."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(request)
            return await asyncio.wait_for(reader.read(), PATIENCE)
        finally:
            writer.close()

    async def ask(
        self, method: str, path: str, body: Any = None, *, headers: tuple[str, ...] | None = None
    ) -> Answer:
        """Ask the admin API; `path` is below /__mockgenie, `body` is sent as JSON unless it is
        bytes; `headers` are sent instead of the Host alone."""
        given = headers if headers is not None else ("Host: localhost",)
        content = b"" if body is None else body if isinstance(body, bytes) else _json(body)
        if body is not None:
            given = (*given, "Content-Type: application/json", f"Content-Length: {len(content)}")
        return taken_apart(await self.raw(request(method, f"/__mockgenie{path}", given) + content))

    @asynccontextmanager
    async def watched(
        self, query: str = "", headers: tuple[str, ...] = ("Host: localhost",)
    ) -> AsyncIterator[Watched]:
        """The stream of events, as soon as it has begun."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(request("GET", f"/__mockgenie/events{query}", headers))
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PATIENCE)
            assert b" 200 OK\r\n" in head, head
            assert b"content-type: text/event-stream\r\n" in head.lower()
            yield Watched(reader)
        finally:
            writer.close()

    async def dialog(self, **argument: Any) -> dict[str, Any]:
        """A call of /Dialog; its whole answer."""
        content = _json({"access_key": "k", "argument": argument})
        lines = ("Host: localhost", f"Content-Length: {len(content)}")
        answer = taken_apart(await self.raw(request("POST", "/Dialog", lines) + content))
        answered: dict[str, Any] = answer.json
        return answered

    async def opened(self) -> str:
        """The uuid of a new session."""
        argument = {"method": "open_dialog", "name": "Bakery", "access_method": "internal_data"}
        answered = await self.dialog(**argument)
        uuid = answered["return_object"]["uuid"]
        assert isinstance(uuid, str)
        return uuid

    async def said(self, uuid: str, text: str) -> str:
        """What the bakery says to `text`."""
        answered = await self.dialog(method="dialog", uuid=uuid, text=text)
        spoken = answered["return_object"]["result"]["system_text"]
        assert isinstance(spoken, str)
        return spoken


@asynccontextmanager
async def bakery(
    folder: Path,
    settings: Settings | None = None,
    token: str = "",
    text: str = BAKERY,
    *,
    place: str = "memory",
    before: Callable[[Server], object] = lambda _: None,
) -> AsyncIterator[Bakery]:
    """A server of the bakery, whose domain, of that `text`, lies in `folder`; `place`: what it
    shares with other processes, as --store takes it; `before` is called before it runs."""
    (folder / "bakery.yaml").write_text(text, encoding="utf-8")
    library = Library([folder])
    library.load()
    engines = engines_of(library.editions)
    server = Server(engines, replace(settings or Settings(), store=place))
    server.reloading = Reloading(library, engines, server.versions, lambda line: None)
    before(server)
    sockets = open_sockets("127.0.0.1", 0)
    runner = Runner(app_of(server, token), patience=0.05)
    await runner.listen(sockets)
    try:
        yield Bakery(server, sockets[0].getsockname()[1], folder)
    finally:
        await runner.cleanup()


async def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so; fails where it never is."""

    async def look() -> None:
        while not condition():
            await asyncio.sleep(0.005)

    await asyncio.wait_for(look(), PATIENCE)


def request(method: str, target: str, headers: tuple[str, ...]) -> bytes:
    """The head of a request."""
    return "\r\n".join([f"{method} {target} HTTP/1.1", *headers, "", ""]).encode()


def taken_apart(received: bytes) -> Answer:
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    pairs = (line.partition(": ") for line in lines)
    return Answer(int(first.split()[1]), {name.lower(): value for name, _, value in pairs}, body)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
