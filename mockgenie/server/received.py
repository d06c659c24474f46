"""The bytes of a request, taken apart when somebody looks at them."""

from __future__ import annotations

import re
from functools import cached_property

from msgspec import Struct

_EMPTY_LINES = re.compile(rb"[\r\n]*")
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")


class Parts(Struct, frozen=True):
    """What a request is made of: the `line` it begins with, its headers, its body unpacked from
    chunks; and where all that ends."""

    line: bytes
    headers: list[tuple[bytes, bytes]]
    body: bytes
    end: int


def take_apart(raw: bytes, start: int = 0) -> Parts:
    """The parts of the request that begins at `start` of `raw`; it is one that the HTTP parser has
    read, but need not have come whole."""
    before = _EMPTY_LINES.match(raw, start)
    start = before.end() if before else start
    found = _END_OF_HEAD.search(raw, start)
    end, begin = found.span() if found else (len(raw), len(raw))
    line, *lines = raw[start:end].split(b"\n")
    pairs = (one.partition(b":") for one in lines)
    headers = [(name.strip(), value.strip()) for name, _, value in pairs]
    known = {name.lower(): value for name, value in headers}
    if b"chunked" in known.get(b"transfer-encoding", b"").lower():
        body, end = _unpack(raw, begin)
    else:
        announced = known.get(b"content-length", b"0")
        end = min(len(raw), begin + (int(announced) if announced.isdigit() else 0))
        body = raw[begin:end]
    return Parts(line.rstrip(b"\r"), headers, body, end)


def _unpack(raw: bytes, position: int) -> tuple[bytes, int]:
    """The body in the chunks from `position` on, and where they end."""
    pieces = []
    while (end := raw.find(b"\n", position)) >= 0:
        try:
            size = int(raw[position:end].partition(b";")[0], 16)
        except ValueError:
            break
        position = end + 1
        if size == 0:
            while (end := raw.find(b"\n", position)) >= 0:  # trailers, and an empty line
                line, position = raw[position:end], end + 1
                if not line.strip():
                    break
            break
        pieces.append(raw[position : position + size])
        position = raw.find(b"\n", position + size) + 1 or len(raw)
    return b"".join(pieces), min(position, len(raw))


class Received:
    """A request as it came: its `raw` bytes. `is_http`: whether it is a request at all."""

    def __init__(self, raw: bytes, is_http: bool) -> None:
        self.raw = raw
        self._is_http = is_http

    @property
    def method(self) -> bytes:
        """The HTTP method."""
        return self._parts.line.partition(b" ")[0]

    @property
    def target(self) -> bytes:
        """The path, or the whole URL, as it was sent."""
        return self._parts.line.partition(b" ")[2].rpartition(b" ")[0]

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        """Names and values, as they were sent."""
        return self._parts.headers

    @property
    def body(self) -> bytes:
        """The body, unpacked if it came in chunks; of what is no request, all of it."""
        return self._parts.body if self._is_http else self.raw

    @property
    def authorization(self) -> str:
        """The header of that name, "" without one."""
        given = [value for name, value in self.headers if name.lower() == b"authorization"]
        return given[-1].decode("utf-8", "replace") if given else ""

    @cached_property
    def _parts(self) -> Parts:
        return take_apart(self.raw) if self._is_http else Parts(b"", [], b"", 0)
