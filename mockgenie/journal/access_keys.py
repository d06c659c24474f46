"""Access keys as they are shown: enough to know them by, not to use them."""

from __future__ import annotations

import json
import re

from msgspec.structs import replace

from mockgenie.journal.entries import Entry

_SHORT = 4
"""Letters of an access key that are shown."""
_NO_SECRETS = ("fault:", "TEST", "KAKAO", "NAVER", "ENGINE")
"""What a key begins with that asks for a fault, or is the name of a channel."""

_IN_BODY = re.compile(r'("access_key"\s*:\s*")((?:[^"\\]|\\.)+)', re.DOTALL)
_HEADER = b"authorization"
_IN_HEAD = re.compile(rb"^(authorization:[ \t]*)([^\r\n]+)", re.IGNORECASE | re.MULTILINE)


def short_key(access_key: str) -> str:
    """The beginning of an access key; a short one is shown whole."""
    if len(access_key) <= _SHORT or access_key.startswith(_NO_SECRETS):
        return access_key
    return access_key[:_SHORT] + "…"


def short_keys_in(entry: Entry) -> Entry:
    """An entry whose access key is shortened wherever it is."""
    headers = [
        (name, short_key(value) if name.lower() == _HEADER.decode() else value)
        for name, value in entry.headers
    ]
    body, key = _IN_BODY.sub(_shortened, entry.body), short_key(entry.access_key)
    if (key, headers, body) == (entry.access_key, entry.headers, entry.body):
        return entry
    return replace(entry, access_key=key, headers=headers, body=body)


def short_keys_in_bytes(received: bytes) -> bytes:
    """The bytes of a request, of which the access key is shortened."""
    head, end, body = received.partition(b"\r\n\r\n")
    if not end:
        head, body = b"", received
    head = _IN_HEAD.sub(lambda found: found[1] + short_key(_text(found[2])).encode(), head)
    text = body.decode("utf-8", "surrogateescape")
    return head + end + _IN_BODY.sub(_shortened, text).encode("utf-8", "surrogateescape")


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _shortened(found: re.Match[str]) -> str:
    """A key in a body, which has to stay JSON."""
    try:
        key = json.loads(f'"{found[2]}"', strict=False)
    except ValueError:  # it is none, or cut short
        key = found[2].replace("\\", "")
    short = short_key(key)
    return found[0] if short == key else found[1] + json.dumps(short, ensure_ascii=False)[1:-1]
