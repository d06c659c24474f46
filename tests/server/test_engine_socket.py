"""The engine's socket, asked as the clients of the field ask it: one send, one recv(2048)."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest

from mockgenie.channels import APOLOGY, EngineChannel
from mockgenie.faults import Fault
from mockgenie.journal import Reader
from mockgenie.server import Settings
from mockgenie.server.domains import engines_at
from mockgenie.server.engine_socket import EngineSocket
from mockgenie.server.server import Server
from mockgenie.sockets import open_sockets
from tests.open_sessions import entries_of
from tests.support import NO_LINGER, PATIENCE, read_all

ORDER = """
description: 주문
entities:
  Food:
    slots:
      menu: {values: {짜장면: [짜장], 탕수육: }}
      day: {type: date}
acts:
  order: [<Food.menu>, 주문]
  bye: [끝]
tasks:
  start:
    say: 무엇을 드릴까요?
    next: [{when: act = "bye", task: bye}, {when: act = "order", task: take}]
  take:
    fill: [Food.menu]
    ask: {Food.menu: 메뉴를 골라 주세요.}
    say: "{Food.menu} 하나요."
    next: [{when: act = "bye", task: bye}]
  bye: {say: 안녕히 가세요., end: true}
fallback: 잘 모르겠습니다.
"""
CHATTER = """
tasks: {talk: {say: 네.}}
fallback: 수다를 떨어요.
"""


class Engine:
    """A server with an engine's socket, and where it is."""

    def __init__(self, server: Server, engine: EngineSocket, port: int) -> None:
        self.server = server
        self.engine = engine
        self.port = port

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), PATIENCE)

    def ask_bytes(self, request: bytes) -> bytes:
        """What one recv(2048) gets, as every client of the field has it."""
        with self.connect() as sock:
            sock.send(request)
            return sock.recv(2048)

    def ask(self, text: str, bot_type: str = "TEST", **more: Any) -> dict[str, Any]:
        request = {"Query": text, "BotType": bot_type, **more}
        answer: dict[str, Any] = json.loads(self.ask_bytes(json.dumps(request).encode()).decode())
        return answer

    async def answers(self, *texts: str, **more: Any) -> list[str]:
        said = []
        for text in texts:
            said.append((await asyncio.to_thread(self.ask, text, **more))["Answer"])
        return said


@contextlib.asynccontextmanager
async def running(
    channel: EngineChannel | None = None,
    domains: dict[str, str] | None = None,
    order: str = ORDER,
    **settings: Any,
) -> AsyncIterator[Engine]:
    server = Server(engines_at({"Order": order, "Chatter": CHATTER}), Settings(**settings))
    engine = EngineSocket(server.conversations, channel or EngineChannel(), domains)
    sockets = open_sockets("127.0.0.1", 0)
    port = sockets[0].getsockname()[1]
    await engine.listen(sockets)
    try:
        yield Engine(server, engine, port)
    finally:
        await engine.close()


async def test_a_question_is_answered_and_the_connection_closed() -> None:
    async with running() as engine:

        def ask() -> bytes:
            with engine.connect() as sock:
                sock.send(json.dumps({"Query": "짜장 주세요", "BotType": "TEST"}).encode())
                return read_all(sock)

        answer = json.loads(await asyncio.to_thread(ask))
    assert answer == {
        "Query": "짜장 주세요",
        "Answer": "짜장면 하나요.",
        "AnswerImageUrl": None,
        "Intent": "order",
        "NER": "[('짜장면', 'B_MENU'), ('주세요', 'O')]",
    }


async def test_acts_and_slots_have_the_names_that_the_domain_gives_them() -> None:
    named = ORDER.replace("order: [<Food.menu>, 주문]", "order: {patterns: 짜장면, intent: 주문}")
    named = named.replace("탕수육: }", "탕수육: }, tag: B_FOOD")
    async with running(order=named) as engine:
        answer = await asyncio.to_thread(engine.ask, "짜장면")
    assert (answer["Intent"], answer["NER"]) == ("주문", "[('짜장면', 'B_FOOD')]")


async def test_what_is_said_again_or_forgotten_at_once_is_found_all_the_same() -> None:
    forgetful = ORDER.replace('하나요."', '하나요."\n    reset: true')
    async with running(order=forgetful) as engine:
        for _ in range(2):
            answer = await asyncio.to_thread(engine.ask, "짜장면")
            assert answer["NER"] == "[('짜장면', 'B_MENU')]"


async def test_an_image_and_further_keys_are_those_of_the_domain() -> None:
    shown = ORDER.replace(
        '"{Food.menu} 하나요."',
        '{text: "{Food.menu} 하나요.", image: "https://a/{Food.menu}.png", extra: {Step: "2"}}',
    )
    async with running(order=shown) as engine:
        answer = await asyncio.to_thread(engine.ask, "짜장면")
    assert (answer["AnswerImageUrl"], answer["Step"]) == ("https://a/짜장면.png", "2")


async def test_the_next_connection_of_a_client_goes_on_with_its_dialog() -> None:
    async with running() as engine:
        said = await engine.answers("주문할게요", "탕수육이요")
    assert said == ["메뉴를 골라 주세요.", "탕수육 하나요."]


async def test_bot_types_and_users_have_dialogs_of_their_own() -> None:
    async with running() as engine:
        assert await engine.answers("주문할게요") == ["메뉴를 골라 주세요."]
        assert await engine.answers("탕수육이요", UserId="다른 사람") == ["탕수육 하나요."]
        await engine.answers("주문할게요", bot_type="KAKAO")
        sessions = await entries_of(engine.server.sessions)
    assert len(sessions) == 3
    assert {one.access_key for one in sessions} == {"ENGINE"}


async def test_a_dialog_that_has_ended_begins_anew() -> None:
    async with running() as engine:
        said = await engine.answers("짜장면", "끝", "주문할게요")
        assert len(await entries_of(engine.server.sessions)) == 1
    assert said == ["짜장면 하나요.", "안녕히 가세요.", "메뉴를 골라 주세요."]


async def test_a_dialog_that_was_idle_too_long_begins_anew() -> None:
    async with running(session_ttl=60) as engine:
        await engine.answers("짜장면")
        engine.server.clock.move(61)
        assert await engine.answers("주문할게요") == ["메뉴를 골라 주세요."]


async def test_a_bot_type_chooses_the_domain() -> None:
    async with running(domains={"": "Order", "joy": "Chatter"}) as engine:
        assert await engine.answers("xyz", bot_type="JOY") == ["수다를 떨어요."]
        assert await engine.answers("xyz", bot_type="QUICK") == ["잘 모르겠습니다."]


async def test_a_domain_that_is_not_there_is_the_apology() -> None:
    async with running(domains={"": "Oder"}) as engine:
        assert await engine.answers("짜장면") == [APOLOGY]
        (entry,) = map(Reader().read, engine.server.journal)
    assert 'did you mean "Order"' in entry.why


@pytest.mark.parametrize("request_", [b"hello", b"{}", b'{"Query": 1}', b"\xff\xfe", b"[1]"])
async def test_what_is_no_request_is_closed_without_a_byte(request_: bytes) -> None:
    async with running() as engine:
        assert await asyncio.to_thread(engine.ask_bytes, request_) == b""
        (entry,) = map(Reader().read, engine.server.journal)
    assert entry.why


async def test_plain_text_is_a_question_where_it_is_allowed() -> None:
    async with running(EngineChannel(plain=True)) as engine:
        answer = json.loads(await asyncio.to_thread(engine.ask_bytes, "짜장면".encode()))
    assert answer["Answer"] == "짜장면 하나요."


async def test_a_request_in_two_pieces_is_one_request() -> None:
    async with running() as engine:

        def ask() -> bytes:
            request = '{"Query": "짜장면"}'.encode()
            with engine.connect() as sock:
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                sock.send(request[:13])
                sock.send(request[13:])
                return sock.recv(2048)

        assert json.loads(await asyncio.to_thread(ask))["Answer"] == "짜장면 하나요."


async def test_half_a_request_is_closed_without_a_byte_when_its_time_is_over() -> None:
    async with running(handler_timeout=0.05) as engine:
        assert await asyncio.to_thread(engine.ask_bytes, b'{"Query": "a') == b""
        (entry,) = map(Reader().read, engine.server.journal)
    assert "handler_timeout" in entry.why


async def test_a_request_that_is_cut_short_is_closed_without_a_byte() -> None:
    async with running() as engine:

        def ask() -> bytes:
            with engine.connect() as sock:
                sock.send(b'{"Query": "a')
                sock.shutdown(socket.SHUT_WR)
                return sock.recv(2048)

        assert await asyncio.to_thread(ask) == b""


async def test_a_client_that_sends_nothing_leaves_nothing() -> None:
    async with running() as engine:

        def leave() -> bytes:
            with engine.connect() as sock:
                sock.shutdown(socket.SHUT_WR)
                return sock.recv(2048)

        assert await asyncio.to_thread(leave) == b""
        assert len(engine.server.journal) == 0


async def test_a_client_that_resets_its_connection_leaves_nothing() -> None:
    failures: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, failure: failures.append(failure))
    async with running() as engine:

        def reset() -> None:
            with engine.connect() as sock:
                sock.send(b'{"Query": "a')
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)

        await asyncio.to_thread(reset)
        assert await engine.answers("짜장면") == ["짜장면 하나요."]
        assert len(engine.server.journal) == 1
    assert failures == []


async def test_connections_are_closed_with_the_engine() -> None:
    async with running() as engine:
        sock = engine.connect()
        sock.send(b'{"Query": "a')
        assert await engine.answers("짜장면") == ["짜장면 하나요."]
    with sock, contextlib.suppress(ConnectionResetError):
        assert await asyncio.to_thread(sock.recv, 2048) == b""


async def test_a_client_that_says_no_more_is_answered() -> None:
    async with running() as engine:

        def ask() -> bytes:
            with engine.connect() as sock:
                sock.send(b'{"Query": "hello"}')
                sock.shutdown(socket.SHUT_WR)
                return sock.recv(2048)

        assert json.loads(await asyncio.to_thread(ask))["Answer"] == "잘 모르겠습니다."


async def test_a_megabyte_without_an_end_is_not_waited_for() -> None:
    async with running(max_body=100_000) as engine:

        def flood() -> bytes:
            with engine.connect() as sock, contextlib.suppress(ConnectionError):
                sock.sendall(b'{"Query": "' + b"a" * 1_000_000)
                return sock.recv(2048)
            return b""

        assert await asyncio.to_thread(flood) == b""
        assert await engine.answers("짜장면") == ["짜장면 하나요."]


async def test_a_peer_that_never_reads_holds_nobody_up() -> None:
    async with running() as engine:
        with contextlib.ExitStack() as stack:
            for _ in range(20):
                sock = stack.enter_context(engine.connect())
                sock.send(b'{"Query": "hello"}')
            assert await engine.answers("짜장면") == ["짜장면 하나요."]


@pytest.mark.slow
async def test_a_peer_that_never_reads_a_very_long_answer_is_not_waited_for() -> None:
    long = Fault(text="가" * 2_000_000)
    channel = EngineChannel(limit=10**9)
    async with running(channel, faults=(long,), handler_timeout=0.5) as engine:
        with socket.socket() as sock:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            sock.connect(("127.0.0.1", engine.port))
            sock.send(b'{"Query": "hello"}')
            while not engine.engine._connections:
                await asyncio.sleep(0)
            await asyncio.wait_for(asyncio.gather(*engine.engine._connections), PATIENCE)
            sock.settimeout(PATIENCE)
            came = 0
            with contextlib.suppress(ConnectionResetError):
                while piece := await asyncio.to_thread(sock.recv, 2**20):
                    came += len(piece)
    assert came < 12_000_000


async def test_two_hundred_connections_at_once_all_get_their_answer() -> None:
    async with running() as engine:
        loop = asyncio.get_running_loop()

        async def ask(number: int) -> str:
            with socket.socket() as sock:
                sock.setblocking(False)
                await loop.sock_connect(sock, ("127.0.0.1", engine.port))
                request = {"Query": "주문할게요", "UserId": str(number)}
                await loop.sock_sendall(sock, json.dumps(request).encode())
                answer = json.loads(await loop.sock_recv(sock, 2048))
                return str(answer["Answer"])

        said = await asyncio.gather(*map(ask, range(200)))
    assert set(said) == {"메뉴를 골라 주세요."}


@pytest.mark.slow
async def test_a_client_that_reads_once_loses_nothing_in_a_thousand_times() -> None:
    async with running() as engine:

        def ask() -> None:
            for number in range(1000):
                text = "가" * (number % 400 + 1)
                assert engine.ask(text, UserId=str(number))["Answer"] == "잘 모르겠습니다."

        await asyncio.to_thread(ask)


# Faults and the journal


async def test_the_journal_has_what_was_said_and_the_bytes() -> None:
    async with running() as engine:
        await engine.answers("짜장면")
        (exchange,) = engine.server.journal
    entry = Reader().read(exchange)
    assert (entry.method, entry.access_key, entry.text) == ("dialog", "ENGINE", "짜장면")
    assert (entry.system_text, entry.state, entry.act) == ("짜장면 하나요.", "dialog", "order")
    assert entry.slots == {"Food.menu": ("짜장면",)}
    assert json.loads(exchange.sent)["Answer"] == "짜장면 하나요."


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault(text="고장"), "고장"),
        (Fault(state="error"), APOLOGY),
        (Fault(error="Dialog engine: unexpected error"), APOLOGY),
        (Fault(when='access_key = "ENGINE" and text = "짜장면"', text="고장"), "고장"),
        (Fault(when='access_key = "KAKAO"', text="고장"), "짜장면 하나요."),
    ],
)
async def test_faults_strike_what_is_said(fault: Fault, expected: str) -> None:
    async with running(faults=(fault,)) as engine:
        assert await engine.answers("짜장면") == [expected]


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault(error="Too Many Requests"), b""),
        (Fault(garbage="<html>"), b"<html>"),
        (Fault(cut=5), b'{"Que'),
    ],
)
async def test_faults_strike_the_bytes(fault: Fault, expected: bytes) -> None:
    async with running(faults=(fault,)) as engine:
        assert await asyncio.to_thread(engine.ask_bytes, b'{"Query": "a"}') == expected


async def test_a_reset_is_a_reset() -> None:
    async with running(faults=(Fault(reset="before"),)) as engine:
        with pytest.raises(ConnectionResetError):
            await asyncio.to_thread(engine.ask_bytes, b'{"Query": "a"}')
