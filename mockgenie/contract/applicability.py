"""Which cases do not apply to a server that was not started for them, and why."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from mockgenie.contract.cases import DOMAINS, CaseStep, ContractCase
from mockgenie.contract.messages import unescape
from mockgenie.contract.target import KEY, REPLACEABLE_DOMAINS, Target

OWN_DOMAINS = ("Board", "Broken", "Escapes", "Market", "Spinning", "Steps", "Stuck", "폴더")
"""The domains of the cases that no other domain can replace."""

_Rule: TypeAlias = Callable[[ContractCase, Target], str]
"""Why a case does not apply, "" where this rule has nothing against it."""


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
    keys = (request.get("access_key") for _, request in _requests(case))
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
    for step, request in _requests(case):
        argument = request.get("argument")
        if isinstance(argument, Mapping) and argument.get("method") == "open_dialog":
            yield step, str(argument.get("name"))


def _requests(case: ContractCase) -> Iterator[tuple[CaseStep, Mapping[str, Any]]]:
    """The steps whose body is a JSON object, each with that."""
    for step in case.steps:
        body = step.post or unescape(step.raw or "").partition(b"\r\n\r\n")[2]
        try:
            request = json.loads(body)
        except ValueError:
            continue
        if isinstance(request, Mapping):
            yield step, request
