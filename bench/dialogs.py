"""What the benchmarks say to a server: the bytes of requests, and sessions to say them in."""

from __future__ import annotations

import json
import socket
from typing import NamedTuple

from servers import HOST

QUESTIONS = (
    "서울 내일 날씨 알려줘",
    "부산은요?",
    "모레는?",
    "오늘 대전 날씨 어때?",
    "제주는요?",
    "내일 강원도 날씨 알려줘",
    "광주는 어때요?",
    "모레 인천 날씨 알려줘",
)
"""Turns of the shipped Weather domain; none of them ends the session."""

TURN_ENDS = b'","state":"dialog","message":""}}}'


def post(port: int, argument: dict[str, str]) -> bytes:
    """A whole request as Python's usual clients send it; they leave closing to the server."""
    message = {"request_id": "reserved field", "access_key": "BENCH", "argument": argument}
    body = json.dumps(message, ensure_ascii=False).encode()
    head = (
        "POST /Dialog HTTP/1.1\r\n"
        f"Host: {HOST}:{port}\r\n"
        "User-Agent: mockgenie-bench\r\n"
        "Accept-Encoding: identity\r\n"
        "Content-Type: application/json; charset=UTF-8\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def opening(port: int) -> bytes:
    """The open_dialog request."""
    return post(
        port, {"method": "open_dialog", "name": "Weather", "access_method": "internal_data"}
    )


def exchange(port: int, request: bytes, timeout: float = 10) -> bytes:
    """The body of the answer to `request`, sent on a connection of its own."""
    with socket.create_connection((HOST, port), timeout) as connection:
        connection.sendall(request)
        return read_answer(connection)


def read_answer(connection: socket.socket) -> bytes:
    """The body of one complete answer, which must be a 200."""
    received = b""
    while (end := received.find(b"\r\n\r\n")) < 0 or len(received) < end + 4 + length(received):
        part = connection.recv(65536)
        if not part:
            raise RuntimeError(f"the answer broke off: {received!r}")
        received += part
    if not received.startswith(b"HTTP/1.1 200 "):
        raise RuntimeError(f"not the answer that was asked for: {received!r}")
    return received[end + 4 :]


def length(answer: bytes) -> int:
    """What the Content-Length of a complete head says."""
    return int(answer.partition(b"Content-Length: ")[2].partition(b"\r\n")[0])


class Session(NamedTuple):
    """An open session: its turns' requests, and how the body of every answer must begin."""

    requests: tuple[bytes, ...]
    answer_begins: bytes


def open_session(port: int) -> tuple[Session, float]:
    """A session in which each question has been asked once, and the mean size of the answers."""
    opened = json.loads(exchange(port, opening(port)))["return_object"]
    if opened["result"]["state"] != "start":
        raise RuntimeError(f"no session was opened: {opened}")
    requests = tuple(
        post(port, {"method": "dialog", "uuid": opened["uuid"], "text": question})
        for question in QUESTIONS
    )
    answers = [exchange(port, request) for request in requests]
    texts = [json.loads(answer)["return_object"]["result"]["system_text"] for answer in answers]
    if len(set(texts)) <= len(texts) / 2:
        # The fallback, or one question asked back again and again, is not a dialog.
        raise RuntimeError(f"the questions are not understood: {texts}")
    return Session(requests, up_to_text(answers[0])), sum(map(len, answers)) / len(answers)


def up_to_text(answer: bytes) -> bytes:
    """The part of an answer's body that is the same in every turn of its session."""
    before, key, _ = answer.partition(b'"system_text":"')
    return before + key
