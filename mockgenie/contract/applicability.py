"""Which cases cannot be asked of a server that was not started for them, and why."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from mockgenie.contract.cases import DOMAINS, Case, Step
from mockgenie.contract.messages import unescape
from mockgenie.contract.target import KEY, REPLACED, Elsewhere

OWN = ("Board", "Broken", "Escapes", "Market", "Spinning", "Steps", "Stuck", "폴더")
"""The domains of the cases in whose place no other can be opened."""

Reason = Callable[[Case, Elsewhere], str]


def not_askable(case: Case, elsewhere: Elsewhere, envelope: str = "") -> str:
    """Why a case cannot be asked; "" where it can be. `envelope`: the server's, where known."""
    if envelope and envelope not in case.envelopes:
        return f"is about the envelope {' or '.join(case.envelopes)}"
    return next(filter(None, (reason(case, elsewhere) for reason in _REASONS)), "")


def _options(case: Case, _: Elsewhere) -> str:
    return f"needs a server that runs with {shlex.join(case.options)}" if case.options else ""


def _folder(case: Case, _: Elsewhere) -> str:
    return "needs a server none of whose domains loads" if case.domains != DOMAINS else ""


def _often(case: Case, _: Elsewhere) -> str:
    most = max(step.repeat for step in case.steps)
    return f"would ask {most} times in a row" if most > 1 else ""


def _own_domain(case: Case, _: Elsewhere) -> str:
    for step, name in _opened(case):
        if name in OWN and (step.answer is None or step.answer.reason is None):
            return f"needs the domain {name} of the contract"
    return ""


def _ends_at_once(case: Case, _: Elsewhere) -> str:
    goes_on = any("{uuid" in (step.post or "") for step in case.steps)
    ends = any(name == REPLACED[1] for _, name in _opened(case))
    return f"needs the domain {REPLACED[1]} of the contract, which ends at once" * (goes_on & ends)


def _absent_domain(case: Case, elsewhere: Elsewhere) -> str:
    names = {name for _, name in _opened(case)} - {*REPLACED}
    return f"needs a server without the domain {elsewhere.domain}" * (elsewhere.domain in names)


def _other_keys(case: Case, elsewhere: Elsewhere) -> str:
    if elsewhere.access_key is None:
        return ""
    keys = (request.get("access_key") for _, request in _requests(case))
    others = any(isinstance(key, str) and key not in ("", KEY) for key in keys)
    return "needs other access keys" if others else ""


_REASONS: tuple[Reason, ...] = (
    _options,
    _folder,
    _often,
    _own_domain,
    _ends_at_once,
    _absent_domain,
    _other_keys,
)


def _opened(case: Case) -> Iterator[tuple[Step, str]]:
    """The steps that open a domain, each with its name."""
    for step, request in _requests(case):
        argument = request.get("argument")
        if isinstance(argument, Mapping) and argument.get("method") == "open_dialog":
            yield step, str(argument.get("name"))


def _requests(case: Case) -> Iterator[tuple[Step, Mapping[str, Any]]]:
    """The steps whose body is a JSON object, each with that."""
    for step in case.steps:
        body = step.post or unescape(step.raw or "").partition(b"\r\n\r\n")[2]
        try:
            request = json.loads(body)
        except ValueError:
            continue
        if isinstance(request, Mapping):
            yield step, request
