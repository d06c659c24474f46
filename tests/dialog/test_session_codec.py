"""Sessions as they are kept where other releases read them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec import msgpack
from msgspec.structs import asdict

from mockgenie.dialog import Engine, Session, SessionCodec
from mockgenie.domain import load_domain, shipped_folder

FORMAT_1 = {
    "domain": "Weather", "access_method": "internal_data", "task": "forecast", "turn": 3,
    "act": "ask_weather", "asked": "Weather.date", "slots": {"Weather.city": ["서울", "부산"]},
    "count": 2, "pending": True, "said": ["잠시만요."], "version": "0123456789abcdef", "seed": 7,
    "times": 2, "unwanted": {"Weather.city": ["대구"]}, "before": {"Weather.date": ["오늘"]},
    "listed": ["Weather.city", "서울"], "stage": "confirming", "waiting": ["greeting"],
    "last": "언제인가요?", "system_act": "request", "shown": [{"city": "서울"}],
    "counts": {"Weather": 4}, "settled": "order", "outcome": {"Pizza.size": ["L"]},
    "compared": {"Weather.low": ["<=3"]}, "kind": "wish", "found_by": ["Weather.city"],
    "done_items": [{"Pizza.name": ["콤비네이션"]}], "next_items": [{"Pizza.name": ["포테이토"]}],
    "day": "2026-11-22", "held": {"Weather.city": ["광주"]},
    "early": ["Weather.date"], "further": ["ask_wind"], "rest": ["내일 부산"],
}  # fmt: skip
"""A session of format 1, with every field that it has had. Whoever renames or removes one needs
another format, and a way to read this one."""


def test_a_session_of_the_first_format_is_read() -> None:
    session = SessionCodec().decode(1, msgpack.encode(FORMAT_1))
    assert session is not None
    assert {name: getattr(session, name) for name in FORMAT_1} == asdict(
        msgpack.decode(msgpack.encode(FORMAT_1), type=Session)
    )
    assert msgpack.decode(SessionCodec().encode(session)) == FORMAT_1


def test_fields_that_a_session_does_not_have_are_as_at_its_beginning() -> None:
    few = {name: FORMAT_1[name] for name in ("domain", "access_method", "task")}
    assert SessionCodec().decode(1, msgpack.encode(few)) == Session(
        "Weather", "internal_data", "forecast"
    )


def test_fields_that_a_later_release_has_added_are_passed_over() -> None:
    more = {**FORMAT_1, "added": ["by another release"]}
    codec = SessionCodec()
    assert codec.decode(1, msgpack.encode(more)) == codec.decode(1, msgpack.encode(FORMAT_1))


@pytest.mark.parametrize(
    "kept", [b"", b"\xff", b"\x01", msgpack.encode({}), msgpack.encode({**FORMAT_1, "turn": "3"})]
)
def test_what_is_no_session_is_refused(kept: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        SessionCodec().decode(1, kept)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["weather", "hotel", "pizza"])
def test_a_dialog_is_read_as_it_was_written(name: str) -> None:
    engine = Engine(load_domain(Path(shipped_folder(), name, "domain.yaml")), "1")
    today, codec = date(2026, 11, 22), SessionCodec()
    session, _ = engine.open("internal_data", today)
    for text in ("서울", "내일", "하나 주세요", "네", "고마워"):
        assert codec.decode(1, codec.encode(session)) == session
        session, _ = engine.step(session, text, None, today)
