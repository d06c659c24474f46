"""The same arguments give the same result, and nothing else happens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockgenie.dialog import DataMissing, Engine, Speech
from mockgenie.domain import Domain
from tests.shop import ALL, SHOP

MONDAY = date(2026, 11, 23)


def test_a_turn_changes_nothing_but_what_it_returns(domain: Callable[[str], Domain]) -> None:
    engine = Engine(domain(SHOP))
    session, _ = engine.open("internal_data", MONDAY)
    session, _ = engine.step(session, "라떼", None, MONDAY)
    before = (repr(session), dict(session.slots))
    first = engine.step(session, "큰 거", None, MONDAY)
    engine.step(session, "아메리카노 작은 거", None, MONDAY)
    engine.step(session, "그만", None, MONDAY)
    assert (repr(session), dict(session.slots)) == before
    assert engine.step(session, "큰 거", None, MONDAY) == first


def test_records_given_are_not_changed(domain: Callable[[str], Domain]) -> None:
    engine = Engine(domain(SHOP))
    session, _ = engine.open("external_data", MONDAY)
    session, _ = engine.step(session, "큰 라떼", None, MONDAY)
    data = [dict(record) for record in ALL]
    engine.step(session, None, data, MONDAY)
    assert data == ALL


def test_one_engine_leads_any_number_of_dialogs(domain: Callable[[str], Domain]) -> None:
    engine = Engine(domain(SHOP))
    first, _ = engine.open("internal_data", MONDAY)
    second, _ = engine.open("internal_data", MONDAY)
    first, _ = engine.step(first, "라떼", None, MONDAY)
    second, _ = engine.step(second, "아메리카노", None, MONDAY)
    assert engine.step(first, "큰 거", None, MONDAY)[1] == Speech("벤티 라떼는 4500원입니다.")
    assert engine.step(second, "큰 거", None, MONDAY)[1] == Speech(
        "벤티 아메리카노는 4000원입니다."
    )


UTTERANCES = st.sampled_from(
    [
        "라떼",
        "큰 거",
        "아메리카노 작은 거",
        "그만",
        "도움말",
        "주문",
        "",
        "상관없어",
        "아무거나",
        "ㅋ",
    ]
) | st.text(max_size=10)
TURNS = st.lists(UTTERANCES | st.lists(st.sampled_from(ALL), max_size=3), max_size=8)


@pytest.mark.slow
@given(TURNS, st.sampled_from(["internal_data", "external_data"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_same_turns_lead_to_the_same_replies(
    domain: Callable[[str], Domain], turns: list[Any], access_method: Any
) -> None:
    content = domain(SHOP)

    def play() -> list[object]:
        engine = Engine(content)
        session, reply = engine.open(access_method, MONDAY)
        played: list[object] = [session, reply]
        for turn in turns:
            text, data = (turn, None) if isinstance(turn, str) else (None, turn)
            try:
                session, reply = engine.step(session, text, data, MONDAY)
            except DataMissing:
                assert session.pending
            played += [session, reply]
        return played

    assert play() == play()
