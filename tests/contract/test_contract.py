"""Every contract case holds to the byte, in every envelope, and every row has a case."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mockgenie.contract import ENVELOPES, ContractCase, cases, play, report, rows
from mockgenie.contract.exchange import AnswerBytes, ask
from mockgenie.contract.messages import RequestBytes
from tests.support import PATIENCE, Server

CASES = list(cases())


@pytest.mark.parametrize(
    ("case", "envelope"),
    [
        # Where time is short, those that one server answers.
        pytest.param(
            case,
            envelope,
            id=f"{case.file}: {case.name} [{envelope}]",
            marks=[pytest.mark.slow] if case.options or envelope != ENVELOPES[0] else [],
        )
        for case in CASES
        for envelope in case.envelopes
    ],
)
def test_case(case: ContractCase, envelope: str, server_with: Callable[..., Server]) -> None:
    domains = ("--domains", str(case.domains))
    server = server_with("--envelope", envelope, *domains, *case.options)

    def exchange(sent: RequestBytes) -> AnswerBytes:
        with server.connect() as connection:
            return ask(connection, sent, PATIENCE)

    difference = play(case, envelope, exchange)
    if difference is not None:
        pytest.fail("\n".join(line.text for line in report(difference)), pytrace=False)


def test_every_row_has_a_case() -> None:
    due = {row for row, says in rows().items() if isinstance(says, str)}
    assert {row for case in CASES for row in case.source} == due


@pytest.mark.parametrize("envelope", ["guide", "observed", "legacy"])
def test_every_envelope_has_answers_spelled_out(envelope: str) -> None:
    statuses = {
        step.answer.raw.split()[1]
        for case in CASES
        if case.envelopes == (envelope,)
        for step in case.steps
        if step.answer is not None and step.answer.raw is not None
    }
    assert statuses >= {"200", "400", "404"}
