"""The server that cases are played against, when it was not started for them: its address, access
key and domain take the places of those in the cases."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from mockgenie.conditions import ConditionError, parse
from mockgenie.contract.messages import END_OF_HEAD, RequestBytes, body_length, json_text
from mockgenie.source import json_object, object_in

KEY = "k"
"""The access key of the cases."""
REPLACEABLE_DOMAINS = ("Weather", "Closed")
"""The domains of the cases that any other domain may replace."""

EXAMPLE = "http://localhost:8000/Dialog"

_HOST = re.compile(rb"(?im)^(host:[ \t]*)[^\r\n]+")
_ABSOLUTE = re.compile(rb"\A([A-Z]+ http://)[^/ \r\n]+")
_AUTHORIZATION = re.compile(rb"(?im)^(authorization: )k(?=\r)")
_CONTENT_LENGTH = re.compile(rb"(?im)^(content-length: )(\d+)")
_CHUNKED = re.compile(rb"(?im)^transfer-encoding: chunked\r")
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]+)([^\r\n]*\r\n)")
_LENGTH = re.compile(r"(?m)^(Content-Length: )\d+")

# The states that a domain may choose between, by the method that is answered.
_STATES = {"open_dialog": ("start", "end"), "dialog": ("dialog", "data_request", "end")}
_ANY = "…"


class Address(Struct, frozen=True):
    """Where a server is. `authority`: HOST:PORT as in a Host header."""

    host: str
    port: int
    authority: str

    @property
    def url(self) -> str:
        return f"http://{self.authority}/Dialog"


def address_of(url: str) -> Address:
    """The address in `url`; a URL without a path means /Dialog. Raises ValueError, which says what
    is wrong with it."""
    scheme, colon, rest = url.partition("://")
    if not colon or scheme.lower() != "http":
        raise ValueError(f"a URL is wanted like {EXAMPLE}{_instead(scheme, colon)}")
    try:
        parts = urlsplit(f"http://{rest}")
        host, port = parts.hostname, parts.port
        authority = parts.netloc.encode("ascii").decode()
    except UnicodeError:
        raise ValueError("a host name has to be in ASCII letters (xn--…)") from None
    except ValueError as error:
        raise ValueError(f"no URL: {error}") from None
    if not host or "@" in authority or not authority.isprintable() or " " in authority:
        raise ValueError(f"a URL is wanted like {EXAMPLE}: it needs a host, and no user")
    if parts.path not in ("", "/", "/Dialog") or parts.query or parts.fragment:
        raise ValueError(f"the contract is about the path /Dialog, as in {EXAMPLE}")
    return Address(host, 80 if port is None else port, authority)


def _instead(scheme: str, colon: str) -> str:
    return ": the contract is about plain HTTP" if colon and scheme.lower() == "https" else ""


class AdaptedAnswer(Struct, frozen=True):
    """The answer of a case, adapted to what the target's domain said.

    `undecided`: why the rest of the case cannot be played with it, "" where it can be.
    """

    text: str
    undecided: str = ""


class Target(Struct, frozen=True):
    """A server and what to ask it with. `authority`: its HOST:PORT; `access_key`: None where the
    server takes any key."""

    authority: str
    domain: str
    access_key: str | None = None

    def request(self, sent: RequestBytes) -> RequestBytes:
        """The request of a case for this server, with its lengths counted again."""
        authority = rb"\g<1>" + self.authority.encode()
        head = _HOST.sub(authority, sent.head)
        head = _ABSOLUTE.sub(authority, head)
        head = _AUTHORIZATION.sub(lambda found: found[1] + self._key.encode(), head)
        if _CHUNKED.search(head):
            body = _in_chunks(sent.body, self._replace)
            return msgspec.structs.replace(sent, head=head, body=body)
        length = _CONTENT_LENGTH.search(head)
        # A body that is not JSON, or cut short, is answered with an offset: it stays as it is.
        if length and int(length[2]) == len(sent.body) and json_object(sent.body):
            body = self._replace(sent.body)
            head = head[: length.start(2)] + b"%d" % len(body) + head[length.end(2) :]
            return msgspec.structs.replace(sent, head=head, body=body)
        return msgspec.structs.replace(sent, head=head)

    @property
    def _key(self) -> str:
        return KEY if self.access_key is None else self.access_key

    def _replace(self, body: bytes) -> bytes:
        body = body.replace(b'"access_key":"k"', b'"access_key":' + json_text(self._key).encode())
        for name in REPLACEABLE_DOMAINS:
            mine = b'"name":' + json_text(self.domain).encode()
            body = body.replace(b'"name":"%b"' % name.encode(), mine)
        return body

    def adapt(self, text: str, got: bytes) -> AdaptedAnswer:
        """The answer of a case as this server's domain would have it.

        What only a domain decides (what it says, what data it wants and whether it goes on) is
        taken from `got` and written as the contract has it.
        """
        head, _, body = text.partition(END_OF_HEAD)
        returned = _returned(body)
        states = _STATES.get(returned.get("method", ""), ())
        wanted = returned.get("result", {})
        if wanted.get("state") not in states:
            return AdaptedAnswer(text)
        chosen = object_in(_returned(got.partition(END_OF_HEAD.encode())[2]), "result")
        state = chosen.get("state")
        state = state if state in states else wanted["state"]
        said = f'"data_request":{_data_request(chosen)}'
        if state != "data_request":
            said = f'"system_text":{json_text(_system_text(chosen))}'
        method, uuid = json_text(returned["method"]), json_text(returned["uuid"])
        before, mark, _ = body.partition('"return_object":')
        body = (
            f'{before}{mark}{{"method":{method},"uuid":{uuid},'
            f'"result":{{{said},"state":"{state}","message":""}}}}}}'
        )
        head = _LENGTH.sub(rf"\g<1>{body_length(body)}", head)
        return AdaptedAnswer(head + END_OF_HEAD + body, self._why_undecided(wanted["state"], state))

    def _why_undecided(self, wanted: str, state: str) -> str:
        # An opening that ends in the case may go on here: it is closed then.
        if state == wanted or state == "start":
            return ""
        return f"the domain {self.domain} answered with state {state} where {wanted} was needed"


def _in_chunks(body: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """A chunked body in which every chunk is changed."""
    parts = []
    position = 0
    while (size := _CHUNK_SIZE.match(body, position)) and int(size[1], 16):
        end = size.end() + int(size[1], 16)
        chunk = change(body[size.end() : end])
        parts.append(b"%X%b%b\r\n" % (len(chunk), size[2], chunk))
        position = end + 2
    return b"".join([*parts, body[position:]])


def _returned(body: str | bytes) -> dict[str, Any]:
    """The return object of an answer, {} where it has none."""
    return object_in(json_object(body), "return_object")


def _system_text(chosen: dict[str, Any]) -> str:
    """What a domain says, with one newline at its end."""
    text = chosen.get("system_text")
    text = text if isinstance(text, str) else _ANY
    return text.encode("utf-8", "replace").decode().rstrip("\n") + "\n"


def _data_request(chosen: dict[str, Any]) -> str:
    """The data that a domain requests: for each entity class its slots and a condition."""
    entries = chosen.get("data_request")
    entries = entries if isinstance(entries, list) and entries else [{}]
    return f"[{','.join(map(_data_entry, entries))}]"


def _data_entry(entry: object) -> str:
    entry = entry if isinstance(entry, dict) else {}
    slots = entry.get("slots")
    if not isinstance(slots, list) or not slots or not all(isinstance(s, str) for s in slots):
        slots = [_ANY]
    written = ",".join(map(json_text, slots))
    return f'{{"slots":[{written}],"condition":{json_text(_condition(entry.get("condition")))}}}'


def _condition(written: object) -> str:
    """A condition as the guide writes it."""
    if written == "":
        return ""
    try:
        return str(parse(written)) if isinstance(written, str) else _ANY
    except ConditionError:
        return _ANY
