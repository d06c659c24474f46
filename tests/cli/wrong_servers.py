"""A server that answers as mockgenie does, but for one thing that it does wrong."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress

from tests.support import PATIENCE

Change = Callable[[bytes], bytes]
Send = Callable[[socket.socket, bytes], None]


def at_once(client: socket.socket, answer: bytes) -> None:
    """Send an answer as it should be sent."""
    client.sendall(answer)


@contextmanager
def listening(serve: Callable[[socket.socket], None]) -> Iterator[int]:
    """The port of a server that does `serve` with each connection, in a thread of its own."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def accept() -> None:
            while True:
                try:
                    client, _ = listener.accept()
                except OSError:
                    return
                client.settimeout(PATIENCE)
                threading.Thread(target=_serve, args=(serve, client), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield listener.getsockname()[1]
        # Ends `accept`, which closing alone would leave waiting on some systems.
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)


def _serve(serve: Callable[[socket.socket], None], client: socket.socket) -> None:
    with closing(client), suppress(OSError):
        serve(client)
        # Closing alone would not be seen while another thread reads.
        client.shutdown(socket.SHUT_RDWR)


@contextmanager
def wrong(real: int, change: Change, send: Send = at_once) -> Iterator[int]:
    """The port of a server whose answers are those of the server at port `real`, changed."""

    def serve(client: socket.socket) -> None:
        with socket.create_connection(("127.0.0.1", real), PATIENCE) as server:
            threading.Thread(target=_pump, args=(client, server), daemon=True).start()
            answer = b""
            while part := server.recv(65536):
                if part.startswith(b"HTTP/1.1 100"):
                    client.sendall(part)
                else:
                    answer += part
        send(client, change(answer))

    with listening(serve) as port:
        yield port


def _pump(client: socket.socket, server: socket.socket) -> None:
    """Pass on what the client sends, until either side has gone."""
    with suppress(OSError):
        while part := client.recv(65536):
            server.sendall(part)


def with_body(answer: bytes, change: Change) -> bytes:
    """An answer with another body, and with the length of that."""
    head, end, body = answer.partition(b"\r\n\r\n")
    changed = change(body)
    length = b"Content-Length: %d"
    return head.replace(length % len(body), length % len(changed)) + end + changed
