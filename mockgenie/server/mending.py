"""Heads of requests that clients write and the documented server reads, but aiohttp does not."""

from __future__ import annotations

import re

from mockgenie.server.dialog import ADDED_HOST

_LINE = re.compile(rb"([!-~]+ )([^ \r\n]+)( HTTP/1\.[01]\r\n)")
_NO_ASCII = re.compile(rb"[\x80-\xff]")
_HOST = b"%b: %b\r\n" % ADDED_HOST


def mended(head: bytes) -> bytes:
    """A whole head in which letters of the target beyond ASCII are quoted (curl sends those of a
    query as they are) and which has a Host, be it an empty one."""
    end = head.find(b"\r\n") + 2
    if b"\nHost:" not in head and b"\nhost:" not in head.lower():
        head = head[:end] + _HOST + head[end:]
    if head[:end].isascii() or not (line := _LINE.match(head)):
        return head
    target = _NO_ASCII.sub(lambda byte: b"%%%02X" % ord(byte[0]), line[2])
    return line[1] + target + line[3] + head[end:]
