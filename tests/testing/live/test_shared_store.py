"""Servers in tests that are one mock, because they have one store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from mockgenie.testing import MockServer, serve
from tests.server.admin.calling import BAKERY
from tests.support import answer_to

pytestmark = pytest.mark.slow

OPENING = {"method": "open_dialog", "name": "Bakery", "access_method": "internal_data"}


@pytest.fixture
def servers(shared_place: str) -> Iterator[tuple[MockServer, MockServer]]:
    with serve({"Bakery": BAKERY}, store=shared_place) as one:  # noqa: SIM117
        with serve({"Bakery": BAKERY}, store=shared_place) as other:
            yield one, other


def call(server: MockServer, **argument: Any) -> dict[str, Any]:
    """The answer to a call, an opening where there is no argument."""
    return answer_to(server.url, argument or OPENING)


def test_a_fault_of_one_strikes_on_the_other(servers: tuple[MockServer, MockServer]) -> None:
    one, other = servers
    fault = one.fail_next("Too Many Requests", times=2)
    assert call(other)["reason"] == "Too Many Requests"
    assert (fault.seen, fault.struck) == (1, 1)
    assert call(one)["reason"] == "Too Many Requests"
    assert fault.struck == 2
    removed = other.fail("Too Many Requests")
    removed.remove()
    assert "reason" not in call(one)


def test_the_journal_of_one_has_what_the_other_was_asked(
    servers: tuple[MockServer, MockServer],
) -> None:
    one, other = servers
    uuid = call(one)["return_object"]["uuid"]
    call(other, method="dialog", uuid=uuid, text="식빵 주세요")
    assert len(one.journal) == len(other.journal) == 2
    assert one.conversation().said == ["식빵 주세요"]
    assert [entry.number for entry in other.journal.wait(count=2)] == [1, 2]
    one.assert_called(1, method="dialog")
    assert list(other.sessions) == [uuid]
    one.journal.clear()
    other.assert_not_called()
    assert len(other.journal) == 0


def test_the_clock_of_one_is_that_of_the_other(servers: tuple[MockServer, MockServer]) -> None:
    one, other = servers
    one.freeze("2026-12-24")
    before = other.now
    other.move(days=1)
    assert one.now - before == timedelta(days=1)
    other.release()
    assert one.now != before + timedelta(days=1)


def test_the_journal_can_be_read_when_its_server_has_ended(shared_place: str) -> None:
    with serve({"Bakery": BAKERY}, store=shared_place) as server:
        call(server)
    assert [entry.method for entry in server.journal] == ["open_dialog"]
