"""Which cases can be asked of any server."""

from __future__ import annotations

from mockgenie.contract import DOMAINS, Target, cases, why_not_applicable
from mockgenie.contract.target import REPLACEABLE_DOMAINS
from mockgenie.contract.verifier import OWN_DOMAINS
from mockgenie.domain import Library

CASES = list(cases())
ANYWHERE = Target("localhost:8000", "Weather")


def reasons(target: Target, envelope: str = "") -> dict[str, str]:
    told = {case.name: why_not_applicable(case, target, envelope) for case in CASES}
    return {name: reason for name, reason in told.items() if reason}


def test_every_domain_of_the_contract_is_known_to_be_its_own_or_to_be_replaced() -> None:
    library = Library([DOMAINS])
    library.load()
    assert {*OWN_DOMAINS, *REPLACEABLE_DOMAINS} == set(library.editions)


def test_options_have_to_be_those_of_the_server() -> None:
    for case in CASES:
        assert bool(why_not_applicable(case, ANYWHERE)) or not case.options


def test_no_case_that_can_be_asked_asks_much() -> None:
    asked = [case for case in CASES if not why_not_applicable(case, ANYWHERE)]
    assert max(case.requests for case in asked) <= 12


def test_a_configured_key_leaves_out_what_needs_others() -> None:
    more = reasons(Target("localhost:8000", "Weather", "k")).items() - reasons(ANYWHERE).items()
    assert {reason for _, reason in more} == {"needs other access keys"}
    assert {name for name, _ in more} == {
        "another key's session is not there",
        "any key that is not empty is allowed",
    }


def test_the_forms_of_another_envelope_are_left_out() -> None:
    told = reasons(ANYWHERE, "legacy")
    assert told["a success, spelled out"] == "is about the envelope guide"
    assert "a success, spelled out (legacy)" not in told


def test_a_case_about_a_domain_that_is_not_there_needs_it_not_to_be_there() -> None:
    told = reasons(Target("localhost:8000", "Nowhere"))
    assert told["no such domain"] == "needs a server without the domain Nowhere"
