"""Recognises the plainest of requests, which most clients send: a whole POST /Dialog.

aiohttp would take longer to read it than to answer it. Whatever is in any way unusual is not read
here, so what is HTTP and what is not is aiohttp's to say.
"""

from __future__ import annotations

import re

from msgspec import Struct

from mockgenie.faults import HEADER
from mockgenie.journal import Received

_TOKEN = rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_VALUE = rb"[!-~\x80-\xff](?:[\t -~\x80-\xff]*[!-~\x80-\xff])?"
_HEADER = re.compile(rb"(%b): ?(%b)\r\n" % (_TOKEN, _VALUE))
_HEAD = re.compile(rb"POST /Dialog HTTP/1\.1\r\n(?:%b: ?%b\r\n){1,50}\r\n" % (_TOKEN, _VALUE))
_LONGEST_HEAD = 8192
_UNUSUAL = frozenset({b"transfer-encoding", b"expect", b"upgrade", b"content-encoding", b"te"})


class Plain(Struct, frozen=True, gc=False):
    """A plain request, and its headers `Authorization` and `X-Mockgenie-Fault`; `keep`: its client
    may go on with another one."""

    received: Received
    authorization: str
    fault: str
    keep: bool


def read_plain(data: bytes) -> Plain | None:
    """The request that is all of `data`, if it is a plain one."""
    if (head := _HEAD.match(data)) is None or head.end() > _LONGEST_HEAD:
        return None
    headers = tuple(_HEADER.findall(data, 0, head.end()))
    known = {name.lower(): value for name, value in headers}
    body = data[head.end() :]
    if (
        len(known) < len(headers)
        or known.get(b"content-length") != b"%d" % len(body)
        or b"host" not in known
        or not _UNUSUAL.isdisjoint(known)
    ):
        return None
    connection = known.get(b"connection", b"keep-alive").lower()
    if connection not in (b"keep-alive", b"close"):
        return None
    return Plain(
        Received(b"POST", b"/Dialog", b"1.1", headers, body),
        known.get(b"authorization", b"").decode("utf-8", "replace"),
        known.get(HEADER, b"").decode("utf-8", "replace"),
        connection == b"keep-alive",
    )
