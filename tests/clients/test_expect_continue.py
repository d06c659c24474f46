"""C# clients ask leave to send their body (Expect: 100-continue), and may not wait for it."""

from __future__ import annotations

from tests.clients.conversation import TURN_ON, body, expected, opening, uuid_of
from tests.support import Server, read_all

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


def head(length: int) -> bytes:
    """What .NET Framework's HttpWebRequest sends before the body of a POST."""
    return (
        b"POST /Dialog HTTP/1.1\r\n"
        b"Content-Type: application/json\r\n"
        b"Host: localhost\r\n"
        b"Content-Length: %d\r\n"
        b"Expect: 100-continue\r\n"
        b"Connection: Keep-Alive\r\n"
        b"\r\n" % length
    )


def whole_answer(answer: str) -> bytes:
    """The bytes that carry `answer` from a server that closes."""
    content = answer.encode()
    return (
        b"HTTP/1.1 200 OK\r\n"
        b"Access-Control-Allow-Origin: *\r\n"
        b"Connection: close\r\n"
        b"Content-Length: %d\r\n"
        b"Content-Type: application/json; charset=UTF-8\r\n"
        b"\r\n" % len(content) + content
    )


def ask_and_wait(server: Server, request: bytes) -> bytes:
    """Send the body when the server has said that it wants it; the answer after that."""
    with server.connect() as connection:
        connection.sendall(head(len(request)))
        leave = b""
        while len(leave) < len(CONTINUE) and (part := connection.recv(len(CONTINUE) - len(leave))):
            leave += part
        assert leave == CONTINUE
        connection.sendall(request)
        return read_all(connection)


def test_a_client_that_waits_for_leave_to_send_gets_it(closing: Server) -> None:
    answer = ask_and_wait(closing, opening())
    uuid = uuid_of(answer.decode())
    opened, lit, closed = expected(uuid)
    assert answer == whole_answer(opened)
    assert ask_and_wait(closing, body("dialog", uuid=uuid, text=TURN_ON)) == whole_answer(lit)
    assert ask_and_wait(closing, body("close_dialog", uuid=uuid)) == whole_answer(closed)


def test_a_client_that_sends_without_leave_is_answered_too(closing: Server) -> None:
    request = opening()
    answer = closing.exchange(head(len(request)) + request).removeprefix(CONTINUE)
    assert answer == whole_answer(expected(uuid_of(answer.decode()))[0])
