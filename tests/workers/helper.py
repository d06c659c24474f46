"""A worker of the tests: what its orders say, it does."""

from __future__ import annotations

import os
import socket
import sys
import threading

from mockgenie.workers import Parent


def main() -> None:
    parent = Parent()
    what = parent.orders.what
    if "dies at once" in what:
        print("no, I will not", file=sys.stderr)
        sys.exit(3)
    ended = threading.Event()
    if "is deaf" not in what:
        parent.when_it_ends(ended.set)
    else:
        parent.when_it_ends(lambda: None)
    for sock in parent.orders.sockets.get("door", ()):
        sock.listen()
        threading.Thread(target=answer, args=(sock, parent.number), daemon=True).start()
    parent.send(f"{parent.number} {os.getpid()}")
    if "talks" in what:
        print("printed by mistake")
        print("하나\n둘", file=sys.stderr, flush=True)
        parent.send(f"여러 줄\nin one piece of {parent.number}\n")
        parent.send("x" * 300_000)
    if "dies soon" in what:
        sys.exit(1)
    ended.wait()
    if "says good-bye" in what:
        parent.send("good-bye")


def answer(sock: socket.socket, number: int) -> None:
    """Tell whoever comes which worker this is."""
    sock.setblocking(True)
    while True:
        connection, _ = sock.accept()
        with connection:
            connection.sendall(f"{number} {os.getpid()}".encode())


if __name__ == "__main__":
    main()
