"""Two ways to do what a curl command line says: the real curl, and a socket of our own."""

from __future__ import annotations

import os
import re
import shlex
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

from tests.clients.runtimes import environment, program
from tests.support import PATIENCE

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_ASSIGNMENT = re.compile(r"(\w+)=(.*)", re.DOTALL)


class CommandLine(NamedTuple):
    """A command line, taken apart as a POSIX shell does."""

    variables: dict[str, str]
    program: str
    arguments: tuple[str, ...]


Speaker = Callable[[CommandLine, Path], str]
"""Does a curl command line in a folder; what curl prints."""


def take_apart(line: str) -> CommandLine:
    words = shlex.split(line)
    variables = {}
    while words and (found := _ASSIGNMENT.fullmatch(words[0])):
        variables[found[1]] = found[2]
        del words[0]
    return CommandLine(variables, words[0], tuple(words[1:]))


def real_curl(command: CommandLine, folder: Path) -> str:
    """What the curl of this machine prints; skips the test without one."""
    if sys.platform == "win32":
        pytest.skip("curl for Windows reads Korean arguments in the system's code page")
    result = subprocess.run(
        [program("curl"), *command.arguments],
        cwd=folder,
        # Nobody's ~/.curlrc.
        env=environment(HOME=str(folder), CURL_HOME=str(folder), **command.variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=PATIENCE,
    )
    assert result.returncode == 0, f"curl ended with {result.returncode}: {result.stderr!r}"
    return _as_shown(result.stdout)


def own_socket(command: CommandLine, folder: Path) -> str:
    """What curl would print, asked over a socket: this needs no curl."""
    url, body, headers, with_head, method = "", None, {}, False, ""
    arguments = iter(command.arguments)
    for argument in arguments:
        if argument in ("-s", "-si"):
            with_head = "i" in argument
        elif argument == "-d":
            body = next(arguments).encode()
        elif argument == "-X":
            method = next(arguments)
        elif argument == "-H":
            name, _, value = next(arguments).partition(": ")
            headers[name] = value
        else:
            assert argument.startswith("http://"), f"an option that curl may know: {argument}"
            url = argument
    asked = urlsplit(url)
    target = asked.path + (f"?{asked.query}" if asked.query else "")
    proxy = command.variables.get("http_proxy")
    there = urlsplit(proxy or url)
    assert there.hostname
    head = {
        "Host": asked.netloc,
        "Accept": "*/*",
        **({} if body is None else {"Content-Length": str(len(body)), **_FORM}),
        **headers,
    }
    lines = [
        f"{method or ('GET' if body is None else 'POST')} {url if proxy else target} HTTP/1.1",
        *(f"{name}: {value}" for name, value in head.items()),
    ]
    request = "\r\n".join([*lines, "", ""]).encode() + (body or b"")
    with socket.create_connection((there.hostname, there.port or 80), PATIENCE) as sock:
        sock.sendall(request)
        answer_head, answer_body = _read_answer(sock)
    return _as_shown(answer_head + answer_body if with_head else answer_body)


def _read_answer(sock: socket.socket) -> tuple[bytes, bytes]:
    """Head and body of one answer, whether or not the server closes behind it."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += _receive(sock)
    head, _, body = received.partition(b"\r\n\r\n")
    if b" 204 " in head.partition(b"\r\n")[0]:
        return head + b"\r\n\r\n", b""
    length = re.search(rb"\r\nContent-Length: (\d+)", head)
    assert length, head
    while len(body) < int(length[1]):
        body += _receive(sock)
    return head + b"\r\n\r\n", body


def _receive(sock: socket.socket) -> bytes:
    part = sock.recv(65536)
    assert part, "the server has closed before its answer was whole"
    return part


def _as_shown(output: bytes) -> str:
    """What a terminal shows of it."""
    return output.decode().replace("\r\n", "\n")


SPEAKERS: dict[str, Speaker] = {"curl": real_curl, "socket": own_socket}


def python_environment() -> dict[str, str]:
    """For a mockgenie that runs in another folder: the one that is tested, in UTF-8."""
    import mockgenie

    tree = Path(mockgenie.__file__).parents[1]
    path = os.pathsep.join(filter(None, [str(tree), os.environ.get("PYTHONPATH", "")]))
    # A page that is opened goes to a browser that shows nothing.
    browser = f'"{sys.executable}" -c "" %s'
    return environment(PYTHONPATH=path, PYTHONUTF8="1", PYTHONUNBUFFERED="1", BROWSER=browser)
