"""A contract case, played: every request sent and every answer compared, byte for byte."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping

from msgspec import Struct

from mockgenie.contract.cases import Case
from mockgenie.contract.exchange import NO_INTERIM, Heard
from mockgenie.contract.messages import UUID, Sent, answer_text, request
from mockgenie.contract.target import Elsewhere, Expected

Exchange = Callable[[Sent], Heard]
"""Sends a request; what comes back."""

_A_UUID = re.compile(r'"uuid":"([1-9][0-9]{17})"')
_BYTES = "the answer differs"
_ONE_UUID = "two dialogs have one uuid"


class Difference(Struct, frozen=True):
    """Where an answer is not as the case has it. `step` counts from 1."""

    step: int
    what: str
    sent: Sent
    expected: bytes
    got: bytes


class Undecided(Struct, frozen=True):
    """Why the rest of a case could not be played: the domain went otherwise."""

    reason: str


def play(
    case: Case, envelope: str, exchange: Exchange, elsewhere: Elsewhere | None = None
) -> Difference | Undecided | None:
    """Send every request of `case` and compare every answer, up to the first that differs.

    `elsewhere`: the server, where it is not one that was started for this case.
    """
    uuids: dict[str, str] = {}
    for number, step in enumerate(case.steps, 1):
        if step.answer is None:
            time.sleep(step.pause)
            continue
        text = answer_text(step.answer, envelope)
        for _ in range(step.repeat):
            sent = request(step, uuids)
            sent = elsewhere.request(sent) if elsewhere else sent
            heard = exchange(sent)
            expected = elsewhere.expected(text, heard.answer) if elsewhere else Expected(text)
            known = _fill(expected.text, uuids)
            news = _news(known, heard.answer)
            what = heard.trouble or ("" if news is not None else _BYTES)
            if news:
                uuids.update(news)
                what = what or _ONE_UUID * (len(set(uuids.values())) < len(uuids))
            if what:
                lacking = sent.interim if heard.trouble == NO_INTERIM else _shown(known, heard)
                return Difference(number, what, sent, lacking, heard.answer)
            if expected.otherwise:
                return Undecided(expected.otherwise)
    return None


def _fill(text: str, uuids: Mapping[str, str]) -> str:
    return UUID.sub(lambda found: uuids.get(found[0], found[0]), text)


def _news(known: str, got: bytes) -> dict[str, str] | None:
    """The uuids that an answer brings for the first time; None where it is not as expected."""
    text = known.encode().decode("latin-1")
    names = [*dict.fromkeys(UUID.findall(text))]
    pattern = re.escape(text)
    for number, name in enumerate(names):
        first, *others = pattern.split(re.escape(name))
        again = f"(?P=n{number})".join(others)
        pattern = f"{first}(?P<n{number}>[1-9][0-9]{{17}}){again}"
    found = re.fullmatch(pattern, got.decode("latin-1"))
    return dict(zip(names, found.groups(), strict=True)) if found else None


def _shown(known: str, heard: Heard) -> bytes:
    """What was expected, with the uuid of what came where that is one."""
    came = _A_UUID.search(heard.answer.decode("latin-1"))
    return (UUID.sub(came[1], known) if came else known).encode()
