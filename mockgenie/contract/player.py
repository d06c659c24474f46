"""Plays a contract case: sends every request and compares every answer, byte for byte."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from typing import TypeAlias

from msgspec import Struct

from mockgenie.contract.cases import ContractCase
from mockgenie.contract.exchange import NO_INTERIM, AnswerBytes
from mockgenie.contract.messages import UUID, RequestBytes, answer_text, request
from mockgenie.contract.target import AdaptedAnswer, Target

Send: TypeAlias = Callable[[RequestBytes], AnswerBytes]
"""Sends a request; gives what comes back."""

_A_UUID = re.compile(r'"uuid":"([1-9][0-9]{17})"')
_BYTES = "the answer differs"
_ONE_UUID = "two dialogs have one uuid"


class Difference(Struct, frozen=True):
    """Where an answer is not what the case expects. `step` counts from 1."""

    step: int
    what: str
    sent: RequestBytes
    expected: bytes
    got: bytes


class Undecided(Struct, frozen=True):
    """Why the rest of a case could not be played: the target's domain took another course."""

    reason: str


def play(
    case: ContractCase, envelope: str, send: Send, target: Target | None = None
) -> Difference | Undecided | None:
    """Send every request of `case` and compare every answer, up to the first that differs.

    `target`: the server, unless it was started for this case.
    """
    uuids: dict[str, str] = {}
    for number, step in enumerate(case.steps, 1):
        if step.answer is None:
            time.sleep(step.pause)
            continue
        text = answer_text(step.answer, envelope)
        for _ in range(step.repeat):
            sent = request(step, uuids)
            sent = target.request(sent) if target else sent
            received = send(sent)
            expected = target.adapt(text, received.answer) if target else AdaptedAnswer(text)
            filled = _fill(expected.text, uuids)
            new_uuids = _new_uuids(filled, received.answer)
            what = received.problem or ("" if new_uuids is not None else _BYTES)
            if new_uuids:
                uuids.update(new_uuids)
                what = what or _ONE_UUID * (len(set(uuids.values())) < len(uuids))
            if what:
                wanted = (
                    sent.interim if received.problem == NO_INTERIM else _shown(filled, received)
                )
                return Difference(number, what, sent, wanted, received.answer)
            if expected.undecided:
                return Undecided(expected.undecided)
    return None


def _fill(text: str, uuids: Mapping[str, str]) -> str:
    return UUID.sub(lambda found: uuids.get(found[0], found[0]), text)


def _new_uuids(expected: str, got: bytes) -> dict[str, str] | None:
    """The uuids that an answer brings for the first time; None where it is not the expected one."""
    text = expected.encode().decode("latin-1")
    names = [*dict.fromkeys(UUID.findall(text))]
    pattern = re.escape(text)
    for number, name in enumerate(names):
        first, *others = pattern.split(re.escape(name))
        again = f"(?P=n{number})".join(others)
        pattern = f"{first}(?P<n{number}>[1-9][0-9]{{17}}){again}"
    found = re.fullmatch(pattern, got.decode("latin-1"))
    return dict(zip(names, found.groups(), strict=True)) if found else None


def _shown(expected: str, received: AnswerBytes) -> bytes:
    """The expected answer, with the uuid that came where there is one."""
    came = _A_UUID.search(received.answer.decode("latin-1"))
    return (UUID.sub(came[1], expected) if came else expected).encode()
