"""Cases asked of any server: one request at a time, and no session left behind."""

from __future__ import annotations

import json
import socket
import time
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from mockgenie.contract.address import Address
from mockgenie.contract.applicability import not_askable
from mockgenie.contract.cases import Answer, Case, Step
from mockgenie.contract.exchange import STAYS_OPEN, Heard, Unreachable, ask
from mockgenie.contract.expected import guess
from mockgenie.contract.messages import Sent, request
from mockgenie.contract.player import Difference, Undecided, play
from mockgenie.contract.target import Elsewhere

Kind: TypeAlias = Literal["agrees", "differs", "not asked"]
AGREES: Kind = "agrees"
DIFFERS: Kind = "differs"
NOT_ASKED: Kind = "not asked"
KINDS = (AGREES, DIFFERS, NOT_ASKED)

_OPEN = (
    '{"access_key":"k","argument":'
    '{"method":"open_dialog","name":"Weather","access_method":"internal_data"}}'
)
_CLOSE = '{"access_key":"k","argument":{"method":"close_dialog","uuid":"{uuid}"}}'
_PATIENT, _IMPATIENT = 2.0, 0.2
"""Seconds that a server has for closing, until it is known that it does not, and then."""
_POLITE = 0.2
_LONGEST = 200


class Stopped(Exception):
    """Why it makes no sense to ask this server any more."""


class Outcome(Struct, frozen=True):
    """How a case went. `reason`: why it was not asked."""

    case: Case
    kind: Kind
    reason: str = ""
    difference: Difference | None = None


class Asker:
    """Asks the server at `address`.

    `timeout`: seconds that an answer may take; `pause`: seconds between two requests, None for
    none on this machine and a fifth of a second elsewhere. `requests` counts those it has made.
    """

    def __init__(
        self, address: Address, elsewhere: Elsewhere, timeout: float, pause: float | None = None
    ) -> None:
        self.requests = 0
        self._address = address
        self._elsewhere = elsewhere
        self._timeout = timeout
        self._pause = pause
        self._grace = _PATIENT
        self._open: dict[str, None] = {}

    def begin(self) -> str:
        """Open a dialog and close it; the name of the envelope that the answer came in.

        Raises Unreachable, and Stopped where the server does not answer as /Dialog, does not
        know the access key or does not have the domain.
        """
        heard = self._exchange(self._elsewhere.request(request(Step(post=_OPEN), {})))
        self._close_all()
        if why := self._why_not(heard):
            raise Stopped(why)
        return guess(heard.answer)

    def ask(self, case: Case, envelope: str) -> Outcome:
        """Play a case where it can be. Raises Unreachable, and Stopped where the server will have
        no more requests."""
        if reason := not_askable(case, self._elsewhere, envelope):
            return Outcome(case, NOT_ASKED, reason)
        try:
            played = play(case, envelope, self._exchange, self._elsewhere)
        finally:
            self._close_all()
        if isinstance(played, Undecided):
            return Outcome(case, NOT_ASKED, played.reason)
        return Outcome(case, DIFFERS if played else AGREES, difference=played)

    def _exchange(self, sent: Sent) -> Heard:
        heard = self._send(sent)
        if _status(heard.answer) == "429":
            raise Stopped(
                f"the server has had enough of this access key: {_shown(heard.answer)};"
                " --pause makes it slower, --only asks less"
            )
        _follow(heard.answer, self._open)
        return heard

    def _send(self, sent: Sent) -> Heard:
        time.sleep(self._pause or 0)
        with self._connect() as connection:
            if self._pause is None:
                here = connection.getpeername()[0] == connection.getsockname()[0]
                self._pause = 0 if here else _POLITE
            self.requests += 1
            heard = ask(connection, sent, self._grace)
        if heard.trouble == STAYS_OPEN:
            self._grace = _IMPATIENT
        return heard

    def _connect(self) -> socket.socket:
        host, port = self._address.host, self._address.port
        try:
            return socket.create_connection((host, port), self._timeout)
        except (OSError, UnicodeError) as error:
            why = getattr(error, "strerror", None) or str(error) or type(error).__name__
            raise Unreachable(f"cannot connect to {self._address.authority}: {why}") from error

    def _close_all(self) -> None:
        """Close the sessions that are still open; nothing is expected of the answers."""
        while self._open:
            uuid, _ = self._open.popitem()
            close = request(Step(post=_CLOSE, answer=Answer()), {"{uuid}": uuid})
            self._send(self._elsewhere.request(close))

    def _why_not(self, heard: Heard) -> str:
        """What keeps this server from being asked, by its first answer."""
        status, answer = _status(heard.answer), _body(heard.answer)
        if not heard.answer:
            return f"{self._address.url}: {heard.trouble or 'the server closes without an answer'}"
        cut_short = f"{heard.trouble}: " if heard.trouble and not answer else ""
        shown = cut_short + _shown(heard.answer)
        if not status:
            return f"{self._address.url} does not speak HTTP: {shown}"
        if status == "404":
            return f"there is no /Dialog at {self._address.url}: {shown}"
        result = _result(answer)
        if result.get("state") in ("start", "end"):
            return ""
        why = result.get("message") or answer.get("reason") or shown
        return _ADVICE.get(str(why), "{url} opens no dialog: {why}").format(
            url=self._address.url, why=why, domain=self._elsewhere.domain
        )


_ADVICE = {
    "Invalid access key": "the server does not know this access key; --access-key gives another",
    "Open error: invalid domain name or domain knowledge": (
        "the server has no domain {domain} (or not for this access key); --domain names another"
    ),
    "Open error: invalid domain knowledge": "the server's domain {domain} does not load: {why}",
    "ETRI service server is not exists": "the server has no domain: {why}",
}


def _follow(answer: bytes, sessions: dict[str, None]) -> None:
    """Note which session an answer says is open, or open no longer."""
    returned = _body(answer).get("return_object")
    if not isinstance(returned, dict) or not isinstance(uuid := returned.get("uuid"), str):
        return
    state = _result(_body(answer)).get("state")
    if state == "start":
        sessions[uuid] = None
    elif state == "end":
        sessions.pop(uuid, None)


def _body(answer: bytes) -> dict[str, Any]:
    try:
        content = json.loads(answer.partition(b"\r\n\r\n")[2])
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


def _result(answer: dict[str, Any]) -> dict[str, Any]:
    returned = answer.get("return_object")
    result = returned.get("result") if isinstance(returned, dict) else None
    return result if isinstance(result, dict) else {}


def _status(answer: bytes) -> str:
    """The three digits of a status line, "" where there is none."""
    first = answer.partition(b"\r\n")[0].split(b" ")
    is_http = first[0].startswith(b"HTTP/1.") and len(first) > 1 and len(first[1]) == 3
    return first[1].decode("latin-1") if is_http else ""


def _shown(answer: bytes) -> str:
    text = " ".join(answer[:_LONGEST].decode("utf-8", "backslashreplace").split())
    return text + "…" * (len(answer) > _LONGEST)
