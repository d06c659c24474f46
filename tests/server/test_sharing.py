"""One mock, however many processes: two servers on one store are one to whoever uses them."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, TypeAlias

import msgspec
import pytest

from mockgenie.faults import Fault
from mockgenie.journal import Exchange, unpack
from mockgenie.server import Settings
from mockgenie.server.common_document import put
from mockgenie.stores import connect, place_of
from tests.redis_servers import PROGRAM, WHY_NOT, RedisServer, running
from tests.server.admin.calling import (
    BAKERY,
    Answer,
    Bakery,
    bakery,
    request,
    taken_apart,
    until,
)
from tests.support import PATIENCE, free_port

pytestmark = pytest.mark.slow

Mock: TypeAlias = tuple[Bakery, Bakery]

TOO_MANY = "Too Many Requests"


@asynccontextmanager
async def processes(
    place: str, folder: Path, settings: Settings | None = None, count: int = 2
) -> AsyncIterator[tuple[Bakery, ...]]:
    """Servers that are one mock."""
    async with AsyncExitStack() as stack:
        yield tuple(
            [
                await stack.enter_async_context(bakery(folder, settings, place=place))
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
    async with bakery(tmp_path, settings, place=shared_place) as again:
        assert not await failed(again), "a process that is started anew goes on with the mock"
    changed = Settings(faults=(Fault(error=TOO_MANY, times=1, skip=1),))
    async with bakery(tmp_path, changed, place=shared_place) as third:
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


async def test_a_clock_that_is_moved_on_one_expires_sessions_of_all(mock: Mock) -> None:
    one, other = mock
    uuid = await one.opened()
    async with one.watched() as watched:
        await asked(other, "POST", "/clock/move", {"seconds": 3_600})
        ended = (await watched.until("session")).data
        assert (ended["uuid"], ended["why"]) == (uuid, "expired")
    answered = await one.dialog(method="dialog", uuid=uuid, text="식빵 주세요")
    assert answered["reason"] == "One or more arguments are not valid"
    assert (await asked(other, "GET", "/sessions"))["total"] == 0


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


# Channels


async def talked(shop: Bakery, text: str) -> str:
    """What the bakery says to `text` on the channel TEST."""
    content = json.dumps({"query": text}, ensure_ascii=False).encode()
    lines = ("Host: localhost", f"Content-Length: {len(content)}")
    answer = taken_apart(await shop.raw(request("POST", "/query/TEST", lines) + content))
    said: str = answer.json["Answer"]
    return said


async def test_a_user_of_a_channel_has_one_dialog_whoever_answers(
    shared_place: str, tmp_path: Path
) -> None:
    async with processes(shared_place, tmp_path, Settings(channels="Bakery")) as (one, other):
        assert await talked(one, "빵 사고 싶어요") == "어떤 빵을 드릴까요?"
        assert await talked(other, "단팥빵") == "단팥빵 여기 있습니다."
        entries = (await asked(one, "GET", "/journal"))["entries"]
        assert [entry["turn"] for entry in entries] == [1, 2]
        assert len({entry["uuid"] for entry in entries}) == 1
        uuid = entries[0]["uuid"]
        await asked(other, "DELETE", f"/sessions/{uuid}")
        assert await talked(one, "식빵 주세요") == "식빵 여기 있습니다."
        assert (await asked(one, "GET", "/sessions"))["total"] == 1


async def test_a_user_who_speaks_to_all_at_once_has_one_dialog(
    shared_place: str, tmp_path: Path
) -> None:
    async with processes(shared_place, tmp_path, Settings(channels="Bakery")) as mock:
        await asyncio.gather(*(talked(shop, "식빵 주세요") for shop in mock * 5))
        shown = await asked(mock[0], "GET", "/sessions")
        assert shown["total"] == 1
        assert shown["sessions"][0]["turn"] == 10


async def test_a_fault_of_a_channel_is_counted_for_all(shared_place: str, tmp_path: Path) -> None:
    fault = Fault(text="다른 말", when='access_key = "TEST"', times=1, skip=1)
    settings = Settings(channels="Bakery", faults=(fault,))
    async with processes(shared_place, tmp_path, settings) as (one, other):
        said = [await talked(shop, "식빵 주세요") for shop in (one, other, one)]
        assert said == ["식빵 여기 있습니다.", "다른 말", "식빵 여기 있습니다."]


# What is known of sessions and tests


async def test_a_session_that_was_put_by_hand_is_known_as_such_to_all(mock: Mock) -> None:
    one, other = mock
    wanted = {"domain": "Bakery", "access_key": "k", "task": "selling"}
    opened = await asked(one, "POST", "/sessions", wanted)
    uuid = opened["session"]["uuid"]
    assert await other.said(uuid, "식빵") == "식빵 여기 있습니다.\n"
    traced = await asked(other, "GET", "/journal/1/trace")
    assert traced == await asked(one, "GET", "/journal/1/trace")
    assert (await other.ask("GET", f"/sessions/{uuid}/test")).status == 409


async def test_how_tests_went_on_one_is_shown_by_the_other(mock: Mock, tmp_path: Path) -> None:
    one, other = mock
    conversation = "- conversation: [{user: 식빵 주세요, bot: 식빵 여기 있습니다.}]\n"
    (tmp_path / "bakery.test.yaml").write_text(conversation, encoding="utf-8")
    path = "/domains/Bakery/tests"
    assert not (await asked(other, "GET", path))["held"]
    held = await asked(one, "POST", path, {})
    assert held["passed"]
    assert await asked(other, "GET", path) == held
    (tmp_path / "bakery.yaml").write_text(BAKERY + "fallback: 네?\n", encoding="utf-8")
    await asked(other, "POST", "/domains/reload", {})
    assert (await asked(other, "GET", path))["outdated"]


async def test_domains_that_one_is_asked_to_read_are_read_by_all(
    mock: Mock, tmp_path: Path
) -> None:
    one, other = mock
    for number, shop in enumerate((one, other, one)):
        said = f"{number}번째 인사입니다."
        (tmp_path / "bakery.yaml").write_text(BAKERY.replace("어서 오세요.", said), "utf-8")
        assert len((await asked(shop, "POST", "/domains/reload", {}))["news"]) == 1
        versions = [await asked(each, "GET", "/domains/Bakery") for each in mock]
        assert versions[0] == versions[1]


async def test_domains_are_read_by_all_when_all_are_asked_at_once(
    mock: Mock, tmp_path: Path
) -> None:
    (tmp_path / "bakery.yaml").write_text(BAKERY + "fallback: 네?\n", encoding="utf-8")
    paths = ["/domains/reload", "/domains/reload"]
    await asyncio.gather(*(asked(shop, "POST", path, {}) for shop in mock for path in paths))
    (tmp_path / "bakery.yaml").write_text(BAKERY + "fallback: 네네?\n", encoding="utf-8")
    await asked(one := mock[0], "POST", "/domains/reload", {})
    shown = [await asked(shop, "GET", "/domains/Bakery") for shop in (one, mock[1])]
    assert shown[0] == shown[1]


async def test_a_room_is_opened_only_where_its_process_answers_alone(
    shared_place: str, tmp_path: Path
) -> None:
    wanted = {"platform": "kakao", "url": "http://localhost:1/"}
    async with processes(shared_place, tmp_path, count=1) as (shop,):
        answer = await shop.ask("POST", "/rooms", wanted)
        if shared_place.startswith("sqlite:"):
            assert answer.status == 201
        else:
            assert answer.status == 409
            assert "mockgenie kakao URL" in answer.json["detail"]


async def test_what_is_shown_of_a_process_is_its_own_under_the_number_of_all(mock: Mock) -> None:
    one, other = mock
    shown: list[Exchange] = []
    await one.opened()
    other.server.journal.follower = lambda packed: shown.append(unpack(packed))
    uuid = await other.opened()
    await one.opened()
    await asked(other, "DELETE", "/journal")
    await other.opened()
    assert [exchange.number for exchange in shown] == [2, 1]
    assert shown[0].led is not None
    assert shown[0].led.uuid == uuid


async def test_who_listens_before_the_server_runs_hears_of_all(
    shared_place: str, tmp_path: Path
) -> None:
    async with processes(shared_place, tmp_path, count=1) as (one,):
        heard: list[Exchange] = []
        await one.opened()
        async with bakery(
            tmp_path,
            place=shared_place,
            before=lambda server: server.journal.listen(
                lambda packed: heard.append(unpack(packed))
            ),
        ):
            await one.opened()
            await one.opened()
            await until(lambda: len(heard) == 2)
    assert [exchange.number for exchange in heard] == [2, 3]


# The store


async def test_without_the_store_nothing_is_done_and_it_is_said_why(tmp_path: Path) -> None:
    pytest.importorskip("redis")
    place = f"redis://127.0.0.1:{free_port()}"
    async with bakery(tmp_path, place=place) as shop:
        answered = await shop.dialog(method="dialog", uuid="1" * 18, text="안녕")
        assert answered["reason"] == "ETRI service server connection refused"
        for method, path in (("GET", "/faults"), ("GET", "/journal"), ("POST", "/reset")):
            refused: Answer = await shop.ask(method, path, {} if method == "POST" else None)
            assert refused.status == 503
            assert place in refused.json["detail"]
        for path in ("/health", "/errors", "/openapi.json"):
            assert (await shop.ask("GET", path)).status == 200
        told = (await shop.ask("GET", "/openapi.json")).json["paths"]
        assert "503" in told["/__mockgenie/faults"]["get"]["responses"]
        assert "503" not in told["/__mockgenie/health"]["get"]["responses"]


async def test_a_store_that_has_lost_all_has_the_mock_as_at_the_beginning(
    redis_server: RedisServer, tmp_path: Path
) -> None:
    async with processes(redis_server.place, tmp_path) as (one, other):
        await asked(one, "POST", "/faults", {"error": TOO_MANY})
        await asked(one, "POST", "/clock/freeze", {"at": "2026-12-24"})
        await asked(one, "DELETE", "/journal")
        assert await failed(other)
        redis_server.empty()
        assert not await failed(one)
        for shop in (one, other):
            assert await asked(shop, "GET", "/faults") == {"faults": []}
            assert not (await asked(shop, "GET", "/clock"))["frozen"]
            assert await numbers(shop) == [1]


@pytest.mark.skipif(sys.platform == "win32", reason="no process can be paused there")
async def test_a_store_that_says_nothing_holds_nobody_up_for_long(tmp_path: Path) -> None:
    pytest.importorskip("redis")
    if PROGRAM is None:
        pytest.skip(WHY_NOT)
    with running(tmp_path) as redis:
        place = f"{redis.url}?timeout=0.5"
        async with processes(place, tmp_path) as (one, other):
            await eventually(lambda: succeeds(one))
            redis.pause()
            try:
                dialogs = [shop.dialog(method="dialog", uuid="1" * 18, text="안녕")
                           for shop in (one, other) * 5]  # fmt: skip
                answers = await asyncio.gather(*dialogs)
                assert {answer["reason"] for answer in answers} == {
                    "ETRI service server connection refused"
                }
                assert (await one.ask("GET", "/faults")).status == 503
            finally:
                redis.go_on()
            await eventually(lambda: succeeds(one))
            await eventually(lambda: succeeds(other))


async def succeeds(shop: Bakery) -> bool:
    return not await failed(shop)


async def eventually(holds: Callable[[], Awaitable[bool]]) -> None:
    """Wait until something is so; fails where it never is."""

    async def look() -> None:
        while not await holds():
            await asyncio.sleep(0.05)

    await asyncio.wait_for(look(), PATIENCE)


async def test_a_file_that_another_process_holds_holds_nobody_up_for_ever(tmp_path: Path) -> None:
    place = f"sqlite:{tmp_path / 'store.db'}?timeout=1"
    async with processes(place, tmp_path, count=1) as (shop,):
        uuid = await shop.opened()
        holder = sqlite3.connect(tmp_path / "store.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        try:
            answered = await shop.dialog(method="dialog", uuid=uuid, text="식빵 주세요")
            assert answered["reason"] == "ETRI service server connection refused"
            refused = await shop.ask("POST", "/faults", {"error": TOO_MANY})
            assert refused.status == 503
            assert "another process has held it" in refused.json["detail"]
        finally:
            holder.execute("ROLLBACK")
            holder.close()
        assert await shop.said(uuid, "식빵 주세요") == "식빵 여기 있습니다.\n"
        assert await asked(shop, "GET", "/faults") == {"faults": []}


async def test_what_cannot_be_read_is_told(shared_place: str, tmp_path: Path) -> None:
    connection = connect(place_of(shared_place))
    await put(connection.documents("mock"), "mock", msgspec.msgpack.encode([1, "garbled"]))
    await connection.close()
    async with processes(shared_place, tmp_path, count=1) as (shop,):
        answered = await shop.dialog(method="dialog", uuid="1" * 18, text="안녕")
        assert answered["reason"] == "Recipient Failure"
        answer = await shop.ask("GET", "/faults")
        assert answer.status == 503
        assert "cannot be read" in answer.json["detail"]


async def test_what_another_release_has_left_begins_anew(shared_place: str, tmp_path: Path) -> None:
    connection = connect(place_of(shared_place))
    await put(connection.documents("mock"), "mock", msgspec.msgpack.encode([99, "instance"]))
    await connection.close()
    async with processes(shared_place, tmp_path) as (one, other):
        assert not await failed(one)
        assert await asked(other, "GET", "/faults") == {"faults": []}
