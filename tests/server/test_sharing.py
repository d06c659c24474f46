"""One mock, however many processes: two servers on one store are one to whoever uses them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from mockgenie.dialog import Session
from mockgenie.faults import Fault
from mockgenie.server import Settings
from mockgenie.sessions import MemorySessions
from tests.server.admin.calling import Answer, Bakery, bakery

pytestmark = pytest.mark.slow

Mock: TypeAlias = tuple[Bakery, Bakery]

TOO_MANY = "Too Many Requests"


class CommonSessions(MemorySessions[Session]):
    """Sessions that several servers have."""

    immediate = False


@asynccontextmanager
async def processes(
    place: str, folder: Path, settings: Settings | None = None, count: int = 2
) -> AsyncIterator[tuple[Bakery, ...]]:
    """Servers that are one mock."""
    sessions = CommonSessions()
    async with AsyncExitStack() as stack:
        yield tuple(
            [
                await stack.enter_async_context(
                    bakery(folder, settings, sessions=sessions, place=place)
                )
                for _ in range(count)
            ]
        )


@pytest.fixture
async def mock(shared_place: str, tmp_path: Path) -> AsyncIterator[Mock]:
    """Two of them."""
    async with processes(shared_place, tmp_path) as (one, other):
        yield one, other


async def failed(shop: Bakery) -> bool:
    """Whether a call is answered by a fault."""
    answered = await shop.dialog(method="open_dialog", name="Bakery", access_method="internal_data")
    return (
        "return_object" not in answered
        or "result" not in answered["return_object"]
        or (answered["return_object"]["result"].get("state") == "error")
    )


async def asked(shop: Bakery, method: str, path: str, body: Any = None) -> Any:
    """What the admin API answers, which is a success."""
    answer = await shop.ask(method, path, body)
    assert answer.status < 300, answer
    return answer.json if answer.body else None


# Faults


async def test_the_next_three_requests_are_three_whoever_is_asked(mock: Mock) -> None:
    one, other = mock
    await asked(one, "POST", "/faults", {"error": TOO_MANY, "times": 3})
    hits = [await failed(shop) for shop in (one, other) * 3]
    assert hits == [True, True, True, False, False, False]
    for shop in mock:
        (shown,) = (await asked(shop, "GET", "/faults"))["faults"]
        assert (shown["seen"], shown["struck"]) == (3, 3)


async def test_they_are_three_when_all_ask_at_once(mock: Mock) -> None:
    await asked(mock[0], "POST", "/faults", {"error": TOO_MANY, "times": 3})
    hits = await asyncio.gather(*(failed(shop) for shop in mock * 10))
    assert sum(hits) == 3


async def test_chances_are_one_sequence(shared_place: str, tmp_path: Path) -> None:
    fault = Fault(error=TOO_MANY, chance=0.5, seed=5)
    async with bakery(tmp_path, Settings(faults=(fault,))) as alone:
        expected = [await failed(alone) for _ in range(16)]
    async with processes(shared_place, tmp_path, Settings(faults=(fault,))) as (one, other):
        assert [await failed(shop) for shop in (one, other, other, one) * 4] == expected


async def test_a_fault_that_is_removed_on_one_strikes_on_none(mock: Mock) -> None:
    one, other = mock
    added = (await asked(one, "POST", "/faults", [{"error": TOO_MANY}, {"delay": 0}]))["faults"]
    await asked(other, "DELETE", f"/faults/{added[0]['id']}")
    assert not await failed(one)
    (left,) = (await asked(one, "GET", "/faults"))["faults"]
    assert left["id"] == added[1]["id"]
    await asked(one, "DELETE", "/faults")
    assert await asked(other, "GET", "/faults") == {"faults": []}


async def test_no_two_faults_have_one_name_when_all_add_some_at_once(mock: Mock) -> None:
    wanted = {"error": TOO_MANY, "times": 1}
    added = await asyncio.gather(*(asked(shop, "POST", "/faults", wanted) for shop in mock * 5))
    names = [one["faults"][0]["id"] for one in added]
    assert sorted(names, key=int) == [str(number) for number in range(1, 11)]


async def test_the_faults_of_a_file_are_armed_once_and_counted_together(
    shared_place: str, tmp_path: Path
) -> None:
    settings = Settings(faults=(Fault(error=TOO_MANY, times=1),))
    async with processes(shared_place, tmp_path, settings) as (one, other):
        assert [await failed(one), await failed(other)] == [True, False]
    async with bakery(tmp_path, settings, sessions=CommonSessions(), place=shared_place) as again:
        assert not await failed(again), "a process that is started anew goes on with the mock"
    changed = Settings(faults=(Fault(error=TOO_MANY, times=1, skip=1),))
    async with bakery(tmp_path, changed, sessions=CommonSessions(), place=shared_place) as third:
        assert [await failed(third), await failed(third)] == [False, True]


async def test_what_is_refused_on_one_changes_nothing_on_the_other(mock: Mock) -> None:
    one, other = mock
    answer = await one.ask("POST", "/faults", {"error": "Nothing such"})
    assert answer.status == 400
    assert await asked(other, "GET", "/faults") == {"faults": []}


# Keys


async def admitted(mock: Mock, calls: int) -> int:
    """How many of so many calls at once get in."""
    hits = await asyncio.gather(*(failed(shop) for shop in mock * (calls // 2)))
    return calls - sum(hits)


async def test_a_daily_quota_is_one_for_all(shared_place: str, tmp_path: Path) -> None:
    async with processes(shared_place, tmp_path, Settings(daily_quota=7)) as (one, other):
        assert await admitted((one, other), 30) == 7
        await asked(other, "POST", "/reset", {"only": ["quota"]})
        assert await admitted((one, other), 30) == 7


async def test_a_rate_is_one_for_all(shared_place: str, tmp_path: Path) -> None:
    async with processes(shared_place, tmp_path, Settings(rate=1, burst=5)) as (one, other):
        await asked(one, "POST", "/clock/freeze", {})
        assert await admitted((one, other), 20) == 5
        await asked(other, "POST", "/clock/move", {"seconds": 2})
        assert await admitted((one, other), 20) == 2


# The clock


async def test_the_clock_of_one_is_the_clock_of_all(mock: Mock) -> None:
    one, other = mock
    await asked(one, "POST", "/clock/freeze", {"at": "2026-12-24"})
    shown = await asked(other, "GET", "/clock")
    assert (shown["today"], shown["frozen"]) == ("2026-12-24", True)
    await asked(other, "POST", "/clock/move", {"seconds": 86_400})
    assert (await asked(one, "GET", "/clock"))["today"] == "2026-12-25"
    await asked(one, "POST", "/clock/release", {})
    assert not (await asked(other, "GET", "/clock"))["frozen"]


async def test_moves_at_once_are_all_made(mock: Mock) -> None:
    await asked(mock[0], "POST", "/clock/freeze", {"at": "2026-12-01"})
    move = {"seconds": 86_400}
    await asyncio.gather(*(asked(shop, "POST", "/clock/move", move) for shop in mock * 5))
    assert (await asked(mock[1], "GET", "/clock"))["today"] == "2026-12-11"


# Settings and resets


async def test_settings_that_change_on_one_change_on_all(mock: Mock) -> None:
    one, other = mock
    keys = {"k": [], "상점": ["Bakery"]}
    await asked(one, "PATCH", "/settings", {"envelope": "legacy", "access_keys": keys})
    shown = await asked(other, "GET", "/settings")
    assert (shown["envelope"], shown["access_keys"]) == ("legacy", keys)
    await asked(other, "PATCH", "/settings", {"max_text": 3})
    assert (await asked(one, "GET", "/settings"))["max_text"] == 3
    await asked(one, "POST", "/reset", {"only": ["settings"]})
    shown = await asked(other, "GET", "/settings")
    assert (shown["envelope"], shown["access_keys"], shown["max_text"]) == ("guide", None, 0)


async def test_a_request_is_answered_as_the_settings_of_the_other_have_it(mock: Mock) -> None:
    one, other = mock
    await asked(one, "PATCH", "/settings", {"access_keys": {"another": []}})
    assert await failed(other)


async def test_a_reset_of_one_is_a_reset_of_all(mock: Mock) -> None:
    one, other = mock
    uuid = await one.opened()
    await asked(one, "POST", "/faults", {"error": TOO_MANY, "skip": 100})
    await asked(one, "POST", "/clock/freeze", {"at": "2026-12-24"})
    await asked(one, "PATCH", "/settings", {"max_text": 9})
    await asked(other, "POST", "/reset", {})
    assert await asked(one, "GET", "/faults") == {"faults": []}
    assert not (await asked(one, "GET", "/clock"))["frozen"]
    assert (await asked(one, "GET", "/settings"))["max_text"] == 0
    assert (await one.ask("GET", f"/sessions/{uuid}")).status == 404
    for shop in mock:
        assert (await asked(shop, "GET", "/journal"))["kept"] == 0


async def test_parts_are_reset_alone(mock: Mock) -> None:
    one, other = mock
    await asked(one, "POST", "/faults", {"error": TOO_MANY, "skip": 100})
    await asked(one, "POST", "/clock/freeze", {"at": "2026-12-24"})
    await one.opened()
    await asked(other, "POST", "/reset", {"only": ["clock"]})
    assert len((await asked(one, "GET", "/faults"))["faults"]) == 1
    assert not (await asked(one, "GET", "/clock"))["frozen"]
    assert (await asked(one, "GET", "/journal"))["kept"] == 1


# The journal


async def numbers(shop: Bakery, query: str = "") -> list[int]:
    return [one["number"] for one in (await asked(shop, "GET", f"/journal{query}"))["entries"]]


async def test_the_journal_has_every_exchange_once_under_one_number(mock: Mock) -> None:
    one, other = mock
    uuids = await asyncio.gather(*(shop.opened() for shop in mock * 10))
    for shop in mock:
        shown = await asked(shop, "GET", "/journal")
        assert [entry["number"] for entry in shown["entries"]] == list(range(1, 21))
        assert sorted(entry["uuid"] for entry in shown["entries"]) == sorted(uuids)
        assert (shown["total"], shown["kept"], shown["forgotten"]) == (20, 20, 0)
    told = await asked(one, "GET", "/journal/7"), await asked(other, "GET", "/journal/7")
    assert told[0] == told[1]


async def test_a_session_is_told_of_wherever_its_turns_were_made(mock: Mock) -> None:
    one, other = mock
    uuid = await one.opened()
    assert await other.said(uuid, "식빵 주세요") == "식빵 여기 있습니다.\n"
    told = await asked(one, "GET", f"/sessions/{uuid}")
    assert [entry["text"] for entry in told["history"]] == ["", "식빵 주세요"]
    transcript = (await other.ask("GET", f"/sessions/{uuid}/transcript")).body.decode()
    assert "식빵 여기 있습니다." in transcript
    traced = await asked(one, "GET", "/journal/2/trace")
    assert traced == await asked(other, "GET", "/journal/2/trace")


async def test_a_call_by_the_admin_api_has_its_number(mock: Mock) -> None:
    one, other = mock
    uuid = await one.opened()
    made = await asked(other, "POST", f"/sessions/{uuid}/dialog", {"text": "식빵 주세요"})
    assert made["number"] == 2


async def test_a_filter_finds_what_was_said_on_the_other(mock: Mock) -> None:
    one, other = mock
    uuid = await one.opened()
    await other.said(uuid, "식빵 주세요")
    found = await asked(one, "POST", "/journal/search", {"when": 'text = "식빵 주세요"'})
    assert found["total"] == 1


async def test_who_waits_on_one_hears_what_comes_to_the_other(mock: Mock) -> None:
    one, other = mock
    wait = asyncio.ensure_future(asked(one, "GET", "/journal/wait?count=2&timeout=60"))
    await other.opened()
    await other.opened()
    arrived = await wait
    assert arrived["enough"]
    assert [entry["number"] for entry in arrived["entries"]] == [1, 2]


async def test_a_journal_that_is_cleared_on_one_counts_from_one_on_all(mock: Mock) -> None:
    one, other = mock
    for shop in (one, other, one):
        await shop.opened()
    assert await numbers(other) == [1, 2, 3]
    await asked(one, "DELETE", "/journal")
    assert await numbers(other) == []
    await other.opened()
    assert await numbers(one) == await numbers(other) == [1]


async def test_the_journal_is_bounded_for_all(shared_place: str, tmp_path: Path) -> None:
    async with processes(shared_place, tmp_path, Settings(journal=5)) as (one, other):
        for shop in (one, other) * 4:
            await shop.opened()
        for shop in (one, other):
            shown = await asked(shop, "GET", "/journal")
            assert [entry["number"] for entry in shown["entries"]] == [4, 5, 6, 7, 8]
            assert (shown["kept"], shown["forgotten"]) == (5, 3)


async def test_a_server_that_keeps_no_journal_notes_nothing(
    shared_place: str, tmp_path: Path
) -> None:
    async with processes(shared_place, tmp_path, Settings(journal=0)) as (one, other):
        await one.opened()
        assert (await asked(other, "GET", "/journal"))["kept"] == 0
        assert (await other.ask("GET", "/journal/wait")).status == 409


async def test_a_process_that_is_started_later_has_what_came_before(
    shared_place: str, tmp_path: Path
) -> None:
    async with processes(shared_place, tmp_path, count=1) as (one,):
        await one.opened()
    async with processes(shared_place, tmp_path, count=1) as (again,):
        await again.opened()
        assert await numbers(again) == [1, 2]


# Events


async def test_what_is_said_on_one_is_told_by_the_other(mock: Mock) -> None:
    one, other = mock
    async with one.watched() as watched:
        uuid = await other.opened()
        opened = await watched.until("exchange")
        assert (opened.data["number"], opened.data["uuid"]) == (1, uuid)
        await other.said(uuid, "식빵 주세요")
        said = await watched.until("exchange")
        assert (said.data["number"], said.data["text"]) == (2, "식빵 주세요")


async def test_sessions_of_one_are_told_by_the_other(mock: Mock) -> None:
    one, other = mock
    async with one.watched() as watched:
        uuid = await other.opened()
        opened = (await watched.until("session")).data
        assert (opened["uuid"], opened["change"]) == (uuid, "opened")
        await asked(other, "DELETE", f"/sessions/{uuid}")
        ended = (await watched.until("session", lambda told: told["change"] == "ended")).data
        assert (ended["uuid"], ended["why"]) == (uuid, "closed")


async def test_changes_of_one_are_told_by_the_other(mock: Mock) -> None:
    one, other = mock
    async with one.watched() as watched:
        await watched.until("hello")
        await asked(other, "POST", "/faults", {"error": TOO_MANY, "times": 1})
        assert (await watched.until("fault")).data["change"] == "armed"
        assert await failed(other)
        assert (await watched.until("fault")).data["change"] == "struck"
        await asked(other, "PATCH", "/settings", {"max_text": 5})
        assert (await watched.until("settings")).data["max_text"] == 5
        await asked(other, "POST", "/clock/freeze", {"at": "2026-12-24"})
        assert (await watched.until("clock")).data["frozen"]
        await asked(other, "DELETE", "/journal")
        assert (await watched.until("journal")).data == {"cleared": True}


async def test_a_reader_goes_on_with_whichever_process_answers(mock: Mock) -> None:
    one, other = mock
    async with one.watched() as watched:
        await other.opened()
        seen = (await watched.until("exchange")).id
    await one.opened()
    async with other.watched(f"?last_event_id={seen}") as resumed:
        hello = await resumed.until("hello")
        assert (hello.data["resumed"], hello.data["missed"]) == (True, 0)
        assert (await resumed.until("exchange")).data["number"] == 2


# The store


async def test_without_the_store_nothing_is_done_and_it_is_said_why(tmp_path: Path) -> None:
    place = f"sqlite:{tmp_path / 'gone' / 'store.db'}"
    async with bakery(tmp_path, sessions=CommonSessions(), place=place) as shop:
        answered = await shop.dialog(method="dialog", uuid="1" * 18, text="안녕")
        assert answered["reason"] == "ETRI service server connection refused"
        for method, path in (("GET", "/faults"), ("GET", "/journal"), ("POST", "/reset")):
            refused: Answer = await shop.ask(method, path, {} if method == "POST" else None)
            assert refused.status == 503
            assert place in refused.json["detail"]
        for path in ("/health", "/errors", "/openapi.json"):
            assert (await shop.ask("GET", path)).status == 200
