"""A server of Redis for tests: a real one, on a free port, in a folder of its own."""

from __future__ import annotations

import asyncio
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support import PATIENCE, free_port

PROGRAM = shutil.which("redis-server") or shutil.which("valkey-server")
WHY_NOT = "neither redis-server nor valkey-server is installed"


class RedisServer:
    """A server of Redis that can be stopped, killed, paused and started again.

    `options` are those of its command line, without the two lines at their front.
    """

    def __init__(self, folder: Path, **options: str) -> None:
        self.port = free_port()
        self._folder = folder
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}"

    @property
    def place(self) -> str:
        """The place that it is, with as much patience as tests have."""
        return f"{self.url}?timeout={PATIENCE:g}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        assert PROGRAM, WHY_NOT
        options = {
            "port": str(self.port),
            "bind": "127.0.0.1",
            "dir": str(self._folder),
            "save": "",
            "daemonize": "no",
            **self._options,
        }
        command = [PROGRAM]
        for name, value in options.items():
            command += [f"--{name}", value]
        with open(self._folder / "redis.log", "ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        deadline = time.monotonic() + PATIENCE
        while not self.ask("PING").startswith((b"+PONG", b"-NOAUTH")):
            assert self._process.poll() is None, (self._folder / "redis.log").read_text("utf-8")
            assert time.monotonic() < deadline, "the server of Redis does not answer"
            time.sleep(0.01)

    def ask(self, *words: str) -> bytes:
        """The first bytes that it answers to a command; none where it cannot be reached."""
        command = f"*{len(words)}\r\n" + "".join(f"${len(w)}\r\n{w}\r\n" for w in words)
        try:
            with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as connection:
                connection.sendall(command.encode())
                return connection.recv(65536)
        except OSError:
            return b""

    def empty(self) -> None:
        """Have it forget everything."""
        assert self.ask("FLUSHALL") == b"+OK\r\n"

    def cut(self) -> None:
        """Cut all connections to it."""
        self.ask("CLIENT", "KILL", "TYPE", "normal")

    def pause(self) -> None:
        """Have it do nothing, until `go_on`. Not on Windows."""
        self._signal("SIGSTOP")

    def go_on(self) -> None:
        """Have it do what has come meanwhile."""
        self._signal("SIGCONT")

    def stop(self) -> None:
        """End it, as it wants to be ended."""
        self._end(kill=False)

    def kill(self) -> None:
        """End it at once."""
        self._end(kill=True)

    def _signal(self, name: str) -> None:
        assert self._process
        self._process.send_signal(getattr(signal, name))

    def _end(self, *, kill: bool) -> None:
        process, self._process = self._process, None
        if process is not None:
            if kill:
                process.kill()
            else:
                process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


class LossyRedis:
    """Stands before a server of Redis, and cuts the connection instead of giving the answer to a
    command that has `word` in it, once it has been done."""

    def __init__(self, server: RedisServer, word: bytes) -> None:
        self._server = server
        self._word = word
        self.cuts = 1
        self.listening: asyncio.Server | None = None

    async def __aenter__(self) -> str:
        self.listening = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return f"redis://127.0.0.1:{self.listening.sockets[0].getsockname()[1]}"

    async def __aexit__(self, *_: object) -> None:
        assert self.listening
        self.listening.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        theirs, ours = await asyncio.open_connection("127.0.0.1", self._server.port)
        try:
            while request := await reader.read(1 << 20):
                ours.write(request)
                answer = await theirs.read(1 << 20)
                if self.cuts and self._word in request:
                    self.cuts -= 1
                    return
                writer.write(answer)
        finally:
            writer.close()
            ours.close()


@contextmanager
def running(folder: Path, **options: str) -> Iterator[RedisServer]:
    """A server of Redis while the block lasts."""
    server = RedisServer(folder, **options)
    try:
        server.start()
        yield server
    finally:
        server.kill()
