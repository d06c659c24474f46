"""Checks any server against the cases that apply to it: one request at a time."""

from __future__ import annotations

import shlex
import socket
import time
from collections.abc import Callable, Iterator
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from mockgenie.contract.cases import DOMAINS, CaseStep, ContractCase, ExpectedAnswer
from mockgenie.contract.exchange import STAYS_OPEN, AnswerBytes, Unreachable, ask
from mockgenie.contract.messages import RequestBytes, envelope_of, request, unescape
from mockgenie.contract.player import Difference, Undecided, play
from mockgenie.contract.target import KEY, REPLACEABLE_DOMAINS, Address, Target
from mockgenie.source import json_object, object_in, text_in

Verdict: TypeAlias = Literal["agrees", "differs", "not asked"]
AGREES: Verdict = "agrees"
DIFFERS: Verdict = "differs"
NOT_ASKED: Verdict = "not asked"
VERDICTS = (AGREES, DIFFERS, NOT_ASKED)

_OPEN = (
    '{"access_key":"k","argument":'
    '{"method":"open_dialog","name":"Weather","access_method":"internal_data"}}'
)
_CLOSE = '{"access_key":"k","argument":{"method":"close_dialog","uuid":"{uuid}"}}'
_CLOSING_S, _NEVER_CLOSING_S = 2.0, 0.2
"""Seconds that a server has for closing; fewer once it has not closed a connection."""
_PAUSE_S = 0.2
_LONGEST = 200

_ADVICE = {
    "Invalid access key": "the server does not know this access key; --access-key gives another",
    "Open error: invalid domain name or domain knowledge": (
        "the server has no domain {domain} (or not for this access key); --domain names another"
    ),
    "Open error: invalid domain knowledge": "the server's domain {domain} does not load: {why}",
    "ETRI service server is not exists": "the server has no domain: {why}",
}

OWN_DOMAINS = ("Board", "Broken", "Escapes", "Market", "Spinning", "Steps", "Stuck", "폴더")
"""The domains of the cases that no other domain can replace."""

_Rule: TypeAlias = Callable[[ContractCase, Target], str]
"""Why a case does not apply, "" where this rule has nothing against it."""


class Stopped(Exception):
    """The server cannot be asked any further; the text says why."""


class Outcome(Struct, frozen=True):
    """How a case went. `reason`: why it was not asked."""

    case: ContractCase
    verdict: Verdict
    reason: str = ""
    difference: Difference | None = None


class Verifier:
    """Checks the server at `address`.

    `timeout`: seconds that an answer may take; `pause`: seconds between two requests, None for
    none on this machine and a fifth of a second elsewhere. `requests` counts those it has made.
    """

    def __init__(
        self, address: Address, target: Target, timeout: float, pause: float | None = None
    ) -> None:
        self.requests = 0
        self._address = address
        self._target = target
        self._timeout = timeout
        self._pause = pause
        self._grace = _CLOSING_S
        self._open: dict[str, None] = {}

    def probe(self) -> str:
        """Open a dialog and close it; gives the name of the envelope that the answer came in.

        Raises Unreachable, and Stopped where the server does not answer as /Dialog, does not
        know the access key or does not have the domain.
        """
        received = self._exchange(self._target.request(request(CaseStep(post=_OPEN), {})))
        self._close_all()
        if why := self._why_not(received):
            raise Stopped(why)
        return envelope_of(received.answer)

    def check(self, case: ContractCase, envelope: str) -> Outcome:
        """Play a case, if it applies. Raises Unreachable, and Stopped where the server accepts no
        more requests."""
        if reason := why_not_applicable(case, self._target, envelope):
            return Outcome(case, NOT_ASKED, reason)
        try:
            played = play(case, envelope, self._exchange, self._target)
        finally:
            self._close_all()
        if isinstance(played, Undecided):
            return Outcome(case, NOT_ASKED, played.reason)
        return Outcome(case, DIFFERS if played else AGREES, difference=played)

    def _exchange(self, sent: RequestBytes) -> AnswerBytes:
        received = self._send(sent)
        if _status(received.answer) == "429":
            raise Stopped(
                f"the server has had enough of this access key: {_shown(received.answer)};"
                " --pause makes it slower, --only asks less"
            )
        _follow(received.answer, self._open)
        return received

    def _send(self, sent: RequestBytes) -> AnswerBytes:
        time.sleep(self._pause or 0)
        with self._connect() as connection:
            if self._pause is None:
                here = connection.getpeername()[0] == connection.getsockname()[0]
                self._pause = 0 if here else _PAUSE_S
            self.requests += 1
            received = ask(connection, sent, self._grace)
        if received.problem == STAYS_OPEN:
            self._grace = _NEVER_CLOSING_S
        return received

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
            close = request(CaseStep(post=_CLOSE, answer=ExpectedAnswer()), {"{uuid}": uuid})
            self._send(self._target.request(close))

    def _why_not(self, received: AnswerBytes) -> str:
        """Why this server cannot be checked, by its first answer; "" where it can be."""
        status, answer = _status(received.answer), _body(received.answer)
        if not received.answer:
            return (
                f"{self._address.url}: {received.problem or 'the server closes without an answer'}"
            )
        cut_short = f"{received.problem}: " if received.problem and not answer else ""
        shown = cut_short + _shown(received.answer)
        if not status:
            return f"{self._address.url} does not speak HTTP: {shown}"
        if status == "404":
            return f"there is no /Dialog at {self._address.url}: {shown}"
        result = _result(answer)
        if result.get("state") in ("start", "end"):
            return ""
        why = result.get("message") or answer.get("reason") or shown
        return _ADVICE.get(str(why), "{url} opens no dialog: {why}").format(
            url=self._address.url, why=why, domain=self._target.domain
        )


def _follow(answer: bytes, sessions: dict[str, None]) -> None:
    """Note the session that an answer opens or ends."""
    returned = object_in(_body(answer), "return_object")
    uuid, state = text_in(returned, "uuid"), text_in(object_in(returned, "result"), "state")
    if state == "start" and uuid:
        sessions[uuid] = None
    elif state == "end":
        sessions.pop(uuid, None)


def _body(answer: bytes) -> dict[str, Any]:
    return json_object(answer.partition(b"\r\n\r\n")[2])


def _result(answer: dict[str, Any]) -> dict[str, Any]:
    return object_in(object_in(answer, "return_object"), "result")


def _status(answer: bytes) -> str:
    """The three digits of a status line, "" where there is none."""
    first = answer.partition(b"\r\n")[0].split(b" ")
    is_http = first[0].startswith(b"HTTP/1.") and len(first) > 1 and len(first[1]) == 3
    return first[1].decode("latin-1") if is_http else ""


def _shown(answer: bytes) -> str:
    text = " ".join(answer[:_LONGEST].decode("utf-8", "backslashreplace").split())
    return text + "…" * (len(answer) > _LONGEST)


def why_not_applicable(case: ContractCase, target: Target, envelope: str = "") -> str:
    """Why a case cannot be asked of `target`, "" where it can be.

    `envelope`: that of the server, "" where it is not known.
    """
    if envelope and envelope not in case.envelopes:
        return f"is about the envelope {' or '.join(case.envelopes)}"
    return next(filter(None, (rule(case, target) for rule in _RULES)), "")


def _options(case: ContractCase, _: Target) -> str:
    return f"needs a server that runs with {shlex.join(case.options)}" if case.options else ""


def _folder(case: ContractCase, _: Target) -> str:
    return "needs a server none of whose domains loads" if case.domains != DOMAINS else ""


def _repeats(case: ContractCase, _: Target) -> str:
    most = max(step.repeat for step in case.steps)
    return f"would ask {most} times in a row" if most > 1 else ""


def _own_domains(case: ContractCase, _: Target) -> str:
    for step, name in _opened(case):
        if name in OWN_DOMAINS and (step.answer is None or step.answer.reason is None):
            return f"needs the domain {name} of the contract"
    return ""


def _closed_domain(case: ContractCase, _: Target) -> str:
    goes_on = any("{uuid" in (step.post or "") for step in case.steps)
    ends = any(name == REPLACEABLE_DOMAINS[1] for _, name in _opened(case))
    return f"needs the domain {REPLACEABLE_DOMAINS[1]} of the contract, which ends at once" * (
        goes_on & ends
    )


def _absent_domain(case: ContractCase, target: Target) -> str:
    names = {name for _, name in _opened(case)} - {*REPLACEABLE_DOMAINS}
    return f"needs a server without the domain {target.domain}" * (target.domain in names)


def _other_keys(case: ContractCase, target: Target) -> str:
    if target.access_key is None:
        return ""
    keys = (content.get("access_key") for _, content in _requests(case))
    others = any(isinstance(key, str) and key not in ("", KEY) for key in keys)
    return "needs other access keys" if others else ""


_RULES: tuple[_Rule, ...] = (
    _options,
    _folder,
    _repeats,
    _own_domains,
    _closed_domain,
    _absent_domain,
    _other_keys,
)


def _opened(case: ContractCase) -> Iterator[tuple[CaseStep, str]]:
    """The steps that open a domain, each with its name."""
    for step, content in _requests(case):
        argument = object_in(content, "argument")
        if argument.get("method") == "open_dialog":
            yield step, str(argument.get("name"))


def _requests(case: ContractCase) -> Iterator[tuple[CaseStep, dict[str, Any]]]:
    """The steps whose body is a JSON object, each with that."""
    for step in case.steps:
        body = step.post or unescape(step.raw or "").partition(b"\r\n\r\n")[2]
        if content := json_object(body):
            yield step, content
