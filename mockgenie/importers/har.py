"""HAR files, as browsers and proxies write them: the calls of /Dialog in them as conversations.

HAR 1.2: `log.entries`, each with `startedDateTime`, `request` (method, url, postData.text) and
`response` (status, content.text, in base64 where content.encoding says so).
"""

from __future__ import annotations

import base64
import binascii
import json
from datetime import datetime, timezone
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from mockgenie.conversations import Conversation, by_session, recorded
from mockgenie.importers.imported import ImportFailure
from mockgenie.journal import Entry, Exchange, Reader, Received
from mockgenie.source import json_object, object_in, text_in

LARGEST = 256 * 1024 * 1024
"""Bytes of a file."""
_PATH = "/Dialog"
_STATES = ("start", "dialog", "end", "data_request")


class HarTraffic(Struct, frozen=True):
    """What a file has: `entries`, of which `calls` are of /Dialog; the conversations that they
    make; and what was left out, a line for people each."""

    entries: int
    calls: int
    conversations: tuple[Conversation, ...]
    left_out: tuple[str, ...]


class _BrokenEntry(ValueError):
    """What is wrong with an entry."""


def read_har(path: Path) -> HarTraffic:
    """The traffic in a file. Raises ImportFailure where it is no HAR file or no call of /Dialog is
    in it, OSError."""
    listed = _entries(path)
    left_out: list[str] = []
    calls: list[Entry] = []
    for number, one in enumerate(listed, 1):
        if not _is_call(one):
            continue
        try:
            calls.append(_call(number, one))
        except _BrokenEntry as broken:
            left_out.append(f"entry {number}: {broken}")
    if not calls and not left_out:
        raise ImportFailure(f"{path}: none of its {len(listed)} entries is a POST to {_PATH}")
    count = len(calls) + len(left_out)
    calls.sort(key=lambda call: call.at)
    refused = sum(call.state not in _STATES for call in calls)
    if refused:
        calls_were = "call was" if refused == 1 else "calls were"
        left_out.append(f"{refused} {calls_were} refused, and no turn was made")
    conversations = []
    for uuid, entries in by_session(calls).items():
        conversation = recorded(entries)
        if conversation is not None and conversation.domain:
            conversations.append(conversation)
        elif any(entry.state in _STATES for entry in entries):
            left_out.append(f"session {uuid}: its open_dialog is not in the file")
    return HarTraffic(len(listed), count, tuple(conversations), tuple(left_out))


def _entries(path: Path) -> list[Any]:
    if path.stat().st_size > LARGEST:
        raise ImportFailure(f"{path}: larger than {LARGEST:,} bytes")
    try:
        har = json.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeError:
        raise ImportFailure(f"{path}: not UTF-8, as a HAR file is") from None
    except RecursionError:
        raise ImportFailure(f"{path}: nested too deep") from None
    except ValueError as error:
        raise ImportFailure(f"{path}: no JSON, as a HAR file is: {error}") from None
    entries = object_in(har, "log").get("entries")
    if not isinstance(entries, list):
        raise ImportFailure(f"{path}: no HAR file: there is no list log.entries in it")
    return entries


def _is_call(entry: Any) -> bool:
    request = object_in(entry, "request")
    try:
        path = urlsplit(text_in(request, "url")).path
    except ValueError:
        return False
    return text_in(request, "method").upper() == "POST" and path.rstrip("/").endswith(_PATH)


def _call(number: int, entry: Any) -> Entry:
    """A call as the journal would have it. Raises _BrokenEntry."""
    request, response = object_in(entry, "request"), object_in(entry, "response")
    body = _body(object_in(request, "postData"))
    if not body:
        raise _BrokenEntry("its request was not kept (request.postData.text)")
    answer = _body(object_in(response, "content"))
    if not answer:
        raise _BrokenEntry("its answer was not kept (response.content.text)")
    status = response.get("status")
    exchange = Exchange(
        number,
        _moment(entry),
        0.0,
        Received(b"POST", _PATH.encode(), b"1.1", (), body),
        status if isinstance(status, int) else 0,
        answer,
        False,
    )
    call = Reader().read(exchange)
    if not call.method:
        raise _BrokenEntry("its request is no call of the dialog API")
    if call.method == "open_dialog":
        call = replace(call, uuid=_uuid(answer))
    return call


def _body(content: dict[str, Any]) -> bytes:
    """The bytes of a body, b"" where none were kept. Raises _BrokenEntry."""
    text = text_in(content, "text")
    if text_in(content, "encoding") != "base64":
        return text.encode("utf-8", "replace")
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise _BrokenEntry("a body says that it is base64, and is not") from None


def _moment(entry: Any) -> float:
    written = text_in(entry, "startedDateTime")
    try:
        at = datetime.fromisoformat(written.replace("Z", "+00:00"))
        if at.tzinfo is None:
            at = at.replace(tzinfo=timezone.utc)
        return at.timestamp()
    except (ValueError, OverflowError):
        raise _BrokenEntry(f'startedDateTime "{written[:40]}" is no moment') from None


def _uuid(answer: bytes) -> str:
    return text_in(object_in(json_object(answer), "return_object"), "uuid")
