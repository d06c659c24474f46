"""How sessions have ended, in a bounded piece of memory."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.sessions.ended import EndedSessions

How = Literal["closed", "expired"]
UUIDS = st.integers(10**17, 10**18 - 1).map(str)
ENDS: st.SearchStrategy[How] = st.sampled_from(["closed", "expired"])


def test_the_last_ones_are_remembered() -> None:
    ended = EndedSessions(3)
    uuids = [str(10**17 + number) for number in range(5)]
    for uuid in uuids:
        ended.note(uuid, "closed")
    assert [ended.how(uuid) for uuid in uuids] == ["unknown"] * 2 + ["closed"] * 3
    ended.clear()
    assert [ended.how(uuid) for uuid in uuids] == ["unknown"] * 5


@pytest.mark.slow
@given(st.lists(st.tuples(UUIDS, ENDS), max_size=12, unique_by=lambda one: one[0]), UUIDS)
def test_each_has_ended_as_it_did(ends: list[tuple[str, How]], other: str) -> None:
    ended = EndedSessions(6)
    for uuid, how in ends:
        ended.note(uuid, how)
    last = dict(ends[-6:])
    for uuid in (*dict(ends), other):
        assert ended.how(uuid) == last.get(uuid, "unknown")


@pytest.mark.parametrize("uuid", ["", "1", "0" * 18, "１" * 18, "1" * 40, "-" * 18])
def test_what_is_no_uuid_has_not_ended(uuid: str) -> None:
    ended = EndedSessions(2)
    ended.note("1" * 18, "closed")
    assert ended.how(uuid) == "unknown"


def test_the_end_of_one_and_the_beginning_of_another_are_no_session() -> None:
    first, second, between = "294940133838111012", "390055794410522616", "574213452919026541"
    ended = EndedSessions(2)
    ended.note(first, "closed")
    ended.note(second, "closed")
    written = b"".join((int(uuid) * 2).to_bytes(8, "little") for uuid in (first, second))
    assert int.from_bytes(written[2:10], "little") // 2 == int(between)
    assert [ended.how(uuid) for uuid in (first, second, between)] == ["closed", "closed", "unknown"]
