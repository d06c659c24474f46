"""A server with everything that the rows of `facts` speak to, and what can be done with it."""

from __future__ import annotations

import asyncio
import json
import os
import socket
from ast import literal_eval
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, ClassVar, TypeAlias

from aiohttp import ClientSession

import mockgenie
from mockgenie.channels import EngineChannel
from mockgenie.faults import Fault
from mockgenie.server import EngineSocket, Runner, Server
from mockgenie.sockets import open_sockets
from tests.channels.facts import Row
from tests.support import PATIENCE, read_all

DOMAIN = """
entities:
  Food:
    slots:
      menu: {values: {짜장면: [짜장], 탕수육: }, tag: B_FOOD}
      day: {type: date}
      time: {type: time}
acts:
  greet: {patterns: [반가워], intent: 인사}
  order: {patterns: [<Food.menu>, 주문], intent: 주문}
  bye: [끝]
tasks:
  start:
    say: 무엇을 드릴까요?
    next:
      - {when: act = "bye", task: bye}
      - {when: act = "greet", task: greet}
      - {when: act = "order", task: take}
  greet:
    say: {text: 반갑습니다., image: https://example.com/hello.png, extra: {emotion: 기쁨}}
  take:
    fill: [Food.menu]
    ask: {Food.menu: 메뉴를 골라 주세요.}
    say: "{Food.menu} 하나요."
    next: [{when: act = "bye", task: bye}]
  bye: {say: 안녕히 가세요., end: true}
fallback: 잘 모르겠습니다.
"""
CHATTER = "tasks: {talk: {say: 네.}}\nfallback: 수다를 떨어요.\n"

Verb: TypeAlias = Callable[["Stage", Any], Awaitable[Any]]


class Stage:
    """The application with its channels, and the engine's socket beside it."""

    VERBS: ClassVar[dict[str, Verb]] = {}
    """What a step can do, by its name."""

    def __init__(
        self, server: Server, url: str, engine: list[socket.socket], session: ClientSession
    ) -> None:
        self.server = server
        self.url = url
        self.engine_sockets = engine
        self.port: int = engine[0].getsockname()[1]
        self.session = session

    async def perform(self, step: dict[str, Any]) -> Any:
        """What comes of a step."""
        (verb,) = step.keys() - {"answer"}
        return await self.VERBS[verb](self, step[verb])

    def connect(self) -> socket.socket:
        """A connection to the engine."""
        return socket.create_connection(("127.0.0.1", self.port), PATIENCE)


@asynccontextmanager
async def staged(row: Row) -> AsyncIterator[Stage]:
    """What a row needs: the domains Order and Chatter, of which Order serves the channels, and bot
    type JOY is Chatter's."""
    settings = {"channels": "Order", "book_errors": False, **row.settings}
    app = mockgenie.create_app({"Order": DOMAIN, "Chatter": CHATTER}, **settings)
    server = app[mockgenie.SERVER]
    engine = EngineSocket(
        server.conversations, EngineChannel(**row.engine), {"": "Order", "joy": "Chatter"}
    )
    runner = Runner(app, patience=0)
    sockets, engine_sockets = open_sockets("127.0.0.1", 0), open_sockets("127.0.0.1", 0)
    port = sockets[0].getsockname()[1]
    await runner.listen(sockets)
    await engine.listen(engine_sockets)
    try:
        async with ClientSession() as session:
            yield Stage(server, f"http://127.0.0.1:{port}", engine_sockets, session)
    finally:
        await engine.close()
        await runner.cleanup()


def verb(name: str) -> Callable[[Verb], Verb]:
    """Makes a function the verb `name`."""

    def add(function: Verb) -> Verb:
        Stage.VERBS[name] = function
        return function

    return add


@verb("ask")
async def ask(stage: Stage, request: dict[str, Any]) -> Any:
    """What the engine answers to a client of the field: one send, one recv(2048), UTF-8, JSON."""

    def exchange() -> Any:
        with stage.connect() as engine:
            engine.send(json.dumps(request).encode())
            return json.loads(engine.recv(2048).decode())

    return await asyncio.to_thread(exchange)


@verb("send")
async def send(stage: Stage, pieces: str | list[Any]) -> str:
    """All that the engine sends until it closes, where a client sends these pieces, [piece, times]
    as often; at an empty one it says no more."""

    def exchange() -> str:
        with stage.connect() as engine:
            engine.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for piece in [pieces] if isinstance(pieces, str) else pieces:
                text, times = piece if isinstance(piece, list) else (piece, 1)
                if text:
                    engine.sendall(text.encode() * times)
                else:
                    engine.shutdown(socket.SHUT_WR)
            return read_all(engine).decode()

    return await asyncio.to_thread(exchange)


@verb("answer_of")
async def answer_of(stage: Stage, request: dict[str, Any]) -> dict[str, int]:
    """Of an answer with so many `letters`, how many come, and how many pairs of NER."""
    stage.server.faults.add(Fault(text="가" * request["letters"]))
    answer = json.loads(await send(stage, json.dumps({"Query": request["Query"]})))
    return {"letters": len(answer["Answer"]), "pairs": len(literal_eval(answer["NER"]))}


@verb("types")
async def types(stage: Stage, request: dict[str, Any]) -> list[str]:
    """The keys of an answer, in their order, with the kinds of their values."""
    answer = await ask(stage, request)
    return [f"{key} {type(value).__name__}" for key, value in answer.items()]


@verb("listening")
async def listening(stage: Stage, _: None) -> dict[str, Any]:
    """Of the engine's socket: its family, and whether its address can be taken again at once."""
    (sock, *_rest) = stage.engine_sockets
    option = "SO_EXCLUSIVEADDRUSE" if os.name == "nt" else "SO_REUSEADDR"
    reuse = sock.getsockopt(socket.SOL_SOCKET, getattr(socket, option))
    return {"family": {socket.AF_INET: "IPv4"}.get(sock.family), "reuse": bool(reuse)}


@verb("greeting")
async def greeting(stage: Stage, _: None) -> str:
    """What a client gets that has not asked yet."""
    reader, writer = await asyncio.open_connection("127.0.0.1", stage.port)
    await ask(stage, {"Query": "끝"})  # by now the engine has seen the connection before
    writer.write_eof()
    came = await asyncio.wait_for(reader.read(), PATIENCE)
    writer.close()
    return came.decode()


@verb("headers")
async def headers(stage: Stage, request: dict[str, Any]) -> dict[str, str]:
    """The headers of an answer to a POST."""
    url = stage.url + request["path"]
    async with stage.session.post(url, json=request["body"]) as answer:
        return dict(answer.headers)


@verb("ask_beside_another")
async def ask_beside_another(stage: Stage, request: dict[str, Any]) -> list[Any]:
    """The answers of two connections, where the first to connect is the last to ask."""

    def exchange() -> list[Any]:
        with stage.connect() as first, stage.connect() as second:
            answers = []
            for engine in (second, first):
                engine.send(json.dumps(request).encode())
                answers.append(json.loads(engine.recv(2048).decode()))
            return answers

    return await asyncio.to_thread(exchange)


@verb("post")
async def post(stage: Stage, request: dict[str, Any]) -> dict[str, Any]:
    """Status and body of what the application answers; `path`, and `method`, `body`, `text` where
    they are needed."""
    text = request.get("text")
    data = json.dumps(request.get("body")).encode() if text is None else text.encode()
    method = request.get("method", "POST")
    url, headers = stage.url + request["path"], {"Connection": "close"}
    async with stage.session.request(method, url, data=data, headers=headers) as answer:
        content = await answer.text()
        return {"status": answer.status, "body": json.loads(content) if content else None}
