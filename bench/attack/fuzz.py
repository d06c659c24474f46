"""Sends a server bodies that are nearly right, or not at all, and bytes that are no HTTP.

Every answer has to be one that is documented, the log has to be without a traceback, and the memory
has to stay within 1 %: it is compared behind a fifth of the bodies and at the end. By then all is
full that has a bound: 1,000 sessions are open, and the journal has its 1,000 exchanges. The bytes
that are no HTTP come evenly among the bodies, so that the journal has as many of them each time.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench.attack.target import HOST, Target, served, undocumented, verdict

CONNECTIONS = 16
MOST_GROWTH = 0.01
METHODS = ("open_dialog", "dialog", "close_dialog", "", "talk")
TEXTS = ("서울 내일 날씨 알려줘", "아니 부산", "그만", "3시 반", "🍕" * 50, "\0", "가" * 3000, " ")
DOMAINS = ("Weather", "Hotel", "Pizza", "없음", "Weather\u0000")
ODD = (None, True, 0, -1, 1.5, 2**70, "", [], {}, [[]], {"a": {"b": []}})
SLOTS = ("Weather.city", "Weather.date", "Hotel.name", "Weather.", "")


def body_of(draw: random.Random, uuids: list[str]) -> bytes:
    """A body, valid or not."""
    written = json.dumps(_root(draw, uuids), ensure_ascii=draw.random() < 0.3)
    body = written.encode("utf-8", "surrogatepass")
    if draw.random() < 0.4:
        body = draw.choice(_SPOILING)(draw, body)
    return body


def _root(draw: random.Random, uuids: list[str]) -> Any:
    argument: dict[str, Any] = {"method": draw.choice(METHODS)}
    if draw.random() < 0.7:
        argument["uuid"] = draw.choice(uuids) if uuids and draw.random() < 0.8 else "1"
    if draw.random() < 0.6:
        argument["text"] = draw.choice(TEXTS)
    if draw.random() < 0.4:
        argument["name"] = draw.choice(DOMAINS)
        argument["access_method"] = draw.choice(("internal_data", "external_data", "", "x"))
    if draw.random() < 0.2:
        argument["data"] = [
            {draw.choice(SLOTS): draw.choice((*TEXTS, "<count>3</count>", *ODD)) for _ in range(3)}
            for _ in range(draw.randrange(5))
        ]
    root: dict[str, Any] = {"access_key": draw.choice(("k", "k", "k", "한", "f" * 2000))}
    root["argument"] = argument
    for within in (root, argument):
        if draw.random() < 0.15:
            name = draw.choice([*within, "request_id", "x"])
            within[name] = draw.choice(ODD)
    return root if draw.random() < 0.98 else draw.choice(ODD)


def _flipped(draw: random.Random, body: bytes) -> bytes:
    flipped = bytearray(body)
    for _ in range(draw.choice((1, 1, 3, 20))):
        flipped[draw.randrange(len(flipped))] = draw.randrange(256)
    return bytes(flipped)


def _cut(draw: random.Random, body: bytes) -> bytes:
    return body[: draw.randrange(len(body))]


def _doubled(draw: random.Random, body: bytes) -> bytes:
    at = draw.randrange(len(body))
    return body[:at] + body[draw.randrange(len(body)) :] + body[at:]


def _nested(draw: random.Random, body: bytes) -> bytes:
    depth = draw.choice((10, 1000, 20_000))
    return body[:-1] + b',"deep":' + b"[" * depth + b"]" * depth + b"}"


def _other_encoding(draw: random.Random, body: bytes) -> bytes:
    return body.decode("utf-8", "replace").encode(draw.choice(("cp949", "utf-16")), "replace")


def _with_surrogate(draw: random.Random, body: bytes) -> bytes:
    return body.replace(b'"k"', b'"\\ud800"', 1)


_SPOILING: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    _flipped, _cut, _doubled, _nested, _other_encoding, _with_surrogate,
)  # fmt: skip

HEAD = b"POST /Dialog HTTP/1.1\r\nHost: a\r\nContent-Length: "
_LINES = (
    b"POST /Dialog HTTP/1.1",
    b"GET /Dialog HTTP/1.0",
    b"POST /Dialog HTTP/9.9",
    b"PO ST / HTTP/1.1",
    b"OPTIONS * HTTP/1.1",
    b"CONNECT a:1 HTTP/1.1",
    b"POST http://a/Dialog HTTP/1.1",
    b"\x16\x03\x01",
    b"GET /__mockgenie/journal?when=\xff HTTP/1.1",
    b"POST /" + b"a" * 70_000 + b" HTTP/1.1",
    b"",
)
_FIELDS = (
    b"Host: a",
    b"Content-Length: 5",
    b"Content-Length: -1",
    b"Content-Length: x",
    b"A: " + b"b" * 9_000,
    b"Transfer-Encoding: chunked",
    b"Transfer-Encoding: gzip, chunked",
    b"Expect: 100-continue",
    b"Connection: upgrade",
    b"Upgrade: websocket",
    b"\xff\xfe: \x00",
    b" folded",
    b"X",
    b"Authorization: \xe2",
)
_BEHIND = (
    b"",
    b"{}",
    b"hello",
    b"5\r\nhello\r\n0\r\n\r\n",
    b"zz\r\n",
    b"\xff" * 2_000,
    b"0\r\n\r\n",
)


def raw_of(draw: random.Random) -> bytes:
    """What one connection sends: HTTP, nearly HTTP, or none."""
    lines = [draw.choice(_LINES), *draw.sample(_FIELDS, draw.randrange(5))]
    sent = b"\r\n".join(lines) + b"\r\n\r\n" + draw.choice(_BEHIND)
    return _flipped(draw, sent) if draw.random() < 0.3 else sent


class Attack:
    """Sends, and looks at what comes back."""

    def __init__(self, target: Target, bodies: int, raw: int, seed: int) -> None:
        self.problems: list[str] = []
        self.statuses: Counter[int] = Counter()
        self.memory: list[int] = []
        """Behind each tenth of the bodies."""
        self._target = target
        self._bodies = bodies
        self._left = bodies
        self._raw = raw
        self._raw_sent = 0
        self._draw = random.Random(seed)
        self._uuids: list[str] = []

    async def send(self) -> None:
        """All of it, on some connections."""
        await asyncio.gather(*(self._connection() for _ in range(CONNECTIONS)))
        while self._raw_sent < self._raw:
            await self._send_raw()

    async def _connection(self) -> None:
        reader, writer = await asyncio.open_connection(HOST, self._target.port)
        while self._left > 0:
            self._left -= 1
            if self._left % max(1, self._bodies // 10) == 0:
                self.memory.append(self._target.memory())
            body = body_of(self._draw, self._uuids)
            writer.write(HEAD + b"%d\r\n\r\n" % len(body) + body)
            status, answer, keep = await asyncio.wait_for(_answer(reader), 60)
            self.statuses[status] += 1
            if wrong := undocumented(status, answer):
                self.problems.append(f"{wrong} for {body[:300]!r}")
            self._remember(answer)
            if not keep:
                writer.close()
                reader, writer = await asyncio.open_connection(HOST, self._target.port)
            if self._raw_sent * self._bodies < self._raw * (self._bodies - self._left):
                await self._send_raw()
        writer.close()

    def _remember(self, answer: bytes) -> None:
        if b'"start"' in answer and len(self._uuids) < 200:
            self._uuids.append(json.loads(answer)["return_object"]["uuid"])

    async def _send_raw(self) -> None:
        """A connection with whatever bytes; it has to end, with an answer or without."""
        self._raw_sent += 1
        reader, writer = await asyncio.open_connection(HOST, self._target.port)
        sent = raw_of(self._draw)
        with contextlib.suppress(ConnectionError):
            writer.write(sent)
            writer.write_eof()
            came = await asyncio.wait_for(reader.read(), 60)
            if came and not came.startswith((b"HTTP/1.1 ", b"HTTP/1.0 ")):
                self.problems.append(f"raw: {came[:100]!r} for {sent[:300]!r}")
        writer.close()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes, bool]:
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.partition(b"Content-Length: ")[2].split(b"\r\n")[0])
    return int(head.split()[1]), await reader.readexactly(length), b"keep-alive" in head


async def attack(target: Target, options: argparse.Namespace) -> int:
    """All of it; the exit code."""
    attacking = Attack(target, options.bodies, options.raw, options.seed)
    began = time.monotonic()
    await attacking.send()
    took = time.monotonic() - began
    statuses = ", ".join(f"{status}: {n:,}" for status, n in sorted(attacking.statuses.items()))
    print(f"{options.bodies:,} bodies, {options.bodies / took:,.0f} a second; {statuses}")
    print(f"{options.raw:,} raw connections")
    before, behind = attacking.memory[1], target.memory()
    if before:
        tenths = ", ".join(f"{one / 1e6:.1f}" for one in attacking.memory)
        print(f"memory behind each tenth of the bodies: {tenths} MB")
        grown = (behind - before) / before
        print(f"memory {behind / 1e6:.1f} MB, {grown:+.2%} since a fifth of them")
        if options.bodies >= 250_000 and grown > MOST_GROWTH:
            attacking.problems.append(f"the memory has grown by more than {MOST_GROWTH:.0%}")
    reader, writer = await asyncio.open_connection(HOST, target.port)
    writer.write(HEAD + b"2\r\n\r\n{}")
    assert (await _answer(reader))[0] == 400  # it still answers
    writer.close()
    return verdict(attacking.problems, target.said())


def main() -> int:
    """Attack once; the exit code is 1 where something did not hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bodies", type=int, default=300_000, help="(default: %(default)s)")
    parser.add_argument("--raw", type=int, default=1_000, help="connections (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="(default: %(default)s)")
    options = parser.parse_args()
    # Dialogs that nobody ends stay open, and are memory that is meant to be taken.
    with served("--keep-alive", "--quiet", "--max-sessions", "1000") as target:
        return asyncio.run(attack(target, options))


if __name__ == "__main__":
    sys.exit(main())
