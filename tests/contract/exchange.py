"""A contract case, played on real connections."""

from __future__ import annotations

import re
import select
import socket
import time
from collections.abc import Callable, Mapping

from contract import envelopes
from contract.cases import Case
from support import read_all

USUAL_HEAD = (
    "POST /Dialog HTTP/1.1",
    "Host: localhost",
    "Content-Type: application/json; charset=UTF-8",
    "Content-Length: {length}",
)
EIGHTEEN = "9" * 18
_UUID = re.compile(r"\{uuid\d*\}")
_SPACES = re.compile(r"\{spaces:(\d+)\}")
_ESCAPE = re.compile(r"\\(?:([rnt\\])|x([0-9A-Fa-f]{2})|())")
_MEANING = {"r": b"\r", "n": b"\n", "t": b"\t", "\\": b"\\"}


def play(case: Case, envelope: str, connect: Callable[[], socket.socket]) -> None:
    """Send every request of `case` and compare every answer; AssertionError when one differs."""
    uuids: dict[str, str] = {}
    for number, step in enumerate(case.steps, 1):
        if "pause" in step:
            time.sleep(step["pause"])
            continue
        expected = answer_text(step["answer"], envelope)
        for _ in range(step.get("repeat", 1)):
            with connect() as connection:
                got = ask(connection, step, uuids)
            compare(expected, got, uuids, f"step {number} of {case.name!r}")


def ask(connection: socket.socket, step: Mapping, uuids: Mapping[str, str]) -> bytes:
    """Send the request of `step`; everything that comes back."""
    head, body = request(step, uuids)
    if "interim" not in step:
        connection.sendall(head + body)
    else:
        interim = unescape(step["interim"])
        connection.sendall(head)
        got = b""
        while len(got) < len(interim) and (part := connection.recv(len(interim) - len(got))):
            got += part
        assert got == interim
        connection.sendall(body)
    if step.get("one_read"):
        select.select([connection], [], [], connection.gettimeout())
        first = connection.recv(65536)
        rest = read_all(connection)
        assert rest == b"", f"after the first read {first!r} there still came {rest!r}"
        return first
    return read_all(connection)


def request(step: Mapping, uuids: Mapping[str, str]) -> tuple[bytes, bytes]:
    """Head and body of a request; a raw request is all head."""

    def filled(text: str) -> str:
        text = _UUID.sub(lambda found: uuids[found[0]], text)
        return _SPACES.sub(lambda found: " " * int(found[1]), text)

    if "raw" in step:
        return unescape(filled(step["raw"])), b""
    body = filled(step["post"]).encode() if "post" in step else unescape(filled(step["post_bytes"]))
    lines = [*step.get("head", USUAL_HEAD), "", ""]
    return "\r\n".join(lines).replace("{length}", str(len(body))).encode(), body


def answer_text(answer: Mapping, envelope: str) -> bytes:
    """The exact answer, in which `{uuid}` still stands for digits."""
    if "raw" in answer:
        return unescape(answer["raw"])
    body = envelopes.body(answer, envelope)
    length = len(_UUID.sub(EIGHTEEN, body).encode())
    head = envelopes.head(answer.get("status", 200), length, answer.get("connection", "close"))
    return (head if answer.get("head_only") else head + body).encode()


def compare(expected: bytes, got: bytes, uuids: dict[str, str], where: str) -> None:
    """Assert that `got` is `expected`, learning the uuids that appear for the first time."""
    text = expected.decode("latin-1")
    news = [name for name in dict.fromkeys(_UUID.findall(text)) if name not in uuids]
    known = _UUID.sub(lambda found: uuids.get(found[0], found[0]), text)
    pattern = re.escape(known)
    for name in news:
        first, *others = pattern.split(re.escape(name))
        group = f"n{news.index(name)}"
        pattern = f"{first}(?P<{group}>[1-9][0-9]{{17}}){f'(?P={group})'.join(others)}"
    found = re.fullmatch(pattern, got.decode("latin-1"))
    if not found:
        raise AssertionError(
            f"{where}\nexpected: {_shown(known.encode('latin-1'))}\ngot:      {_shown(got)}"
        )
    uuids.update(zip(news, found.groups(), strict=True))
    assert len(set(uuids.values())) == len(uuids), f"{where}: two dialogs have one uuid: {uuids}"


def unescape(text: str) -> bytes:
    r"""The bytes that `text` describes with `\r`, `\n`, `\t`, `\\` and `\xHH`."""
    joined = text.replace("\n", "")
    parts = []
    end = 0
    for found in _ESCAPE.finditer(joined):
        if found[3] is not None:
            raise ValueError(f"unknown escape: {joined[found.start() : found.start() + 4]!r}")
        parts.append(joined[end : found.start()].encode())
        parts.append(_MEANING[found[1]] if found[1] else bytes.fromhex(found[2]))
        end = found.end()
    return b"".join([*parts, joined[end:].encode()])


def _shown(answer: bytes) -> str:
    return answer.decode("utf-8", "backslashreplace").replace("\r\n", "\n          ")
