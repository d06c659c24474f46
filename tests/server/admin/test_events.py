"""The stream of events: what has happened, to whoever watches, and nothing that costs a turn."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from mockgenie.journal import Received
from mockgenie.server import Settings, feed
from mockgenie.server.feed import MOST_WATCHING
from mockgenie.server.watcher import Watcher
from tests.server.admin.calling import BAKERY, Bakery, bakery, until


async def test_a_stream_begins_with_who_tells(shop: Bakery) -> None:
    async with shop.watched() as watched, shop.watched() as other:
        hello = await watched.next()
        assert hello is not None
        assert (hello.name, hello.data["resumed"], hello.data["missed"]) == ("hello", False, 0)
        assert hello.data["journal"] == 1000
        assert hello.id == f"{hello.data['instance']}-0"
        also = await other.next()
        assert also is not None
        assert also.data["instance"] == hello.data["instance"]


async def test_another_server_is_another_instance(shop: Bakery, tmp_path: Path) -> None:
    async with shop.watched() as watched, bakery(tmp_path) as second, second.watched() as other:
        one, two = await watched.next(), await other.next()
        assert one is not None
        assert two is not None
        assert one.data["instance"] != two.data["instance"]


async def test_what_is_said_is_told_as_it_is_said(shop: Bakery) -> None:
    async with shop.watched() as watched:
        uuid = await shop.opened()
        opened = (await watched.until("exchange")).data
        assert (opened["method"], opened["uuid"], opened["domain"]) == (
            "open_dialog", uuid, "Bakery",
        )  # fmt: skip
        await shop.said(uuid, "단팥빵 주세요")
        said = (await watched.until("exchange")).data
        assert said["number"] == 2
        assert (said["text"], said["system_text"]) == ("단팥빵 주세요", "단팥빵 여기 있습니다.\n")
        assert (said["state"], said["turn"], said["task"]) == ("dialog", 1, "selling")
        assert said["slots"] == {"Order.bread": ["단팥빵"]}
        assert (said["status"], said["message"], said["records"]) == (200, "", None)


async def test_the_reason_of_a_refusal_is_told(shop: Bakery) -> None:
    async with shop.watched() as watched:
        await shop.dialog(method="dialog", uuid="1" * 18, text="안녕")
        refused = (await watched.until("exchange")).data
        assert refused["message"] == "One or more arguments are not valid"
        assert refused["why"] == f"no session has this uuid: {'1' * 18}"


async def test_sessions_are_told_when_they_open_change_and_end(shop: Bakery) -> None:
    async with shop.watched() as watched:
        uuid = await shop.opened()
        opened = (await watched.until("session")).data
        assert (opened["uuid"], opened["change"], opened["why"]) == (uuid, "opened", "")
        assert opened["session"]["task"] == "greeting"
        await shop.said(uuid, "식빵 주세요")
        changed = (await watched.until("session", lambda one: one["change"] == "changed")).data
        assert changed["session"]["slots"] == {"Order.bread": ["식빵"]}
        await shop.ask("DELETE", f"/sessions/{uuid}")
        ended = (await watched.until("session", lambda one: one["change"] == "ended")).data
        assert ended == {"uuid": uuid, "change": "ended", "why": "closed", "session": None}


async def test_a_session_that_is_idle_too_long_is_told_to_have_expired(shop: Bakery) -> None:
    uuid = await shop.opened()
    async with shop.watched() as watched:
        await shop.ask("POST", "/clock/move", {"seconds": 3600})
        ended = (await watched.until("session")).data
        assert (ended["uuid"], ended["change"], ended["why"]) == (uuid, "ended", "expired")


async def test_the_end_of_all_sessions_is_one_event(shop: Bakery) -> None:
    for _ in range(3):
        await shop.opened()
    async with shop.watched() as watched:
        await shop.ask("DELETE", "/sessions")
        ended = (await watched.until("session")).data
        assert ended == {"uuid": "", "change": "ended", "why": "closed", "session": None}


async def test_faults_are_told_when_they_are_armed_strike_and_go(shop: Bakery) -> None:
    async with shop.watched() as watched:
        await shop.ask("POST", "/faults", {"error": "Too Many Requests", "times": 1})
        armed = (await watched.until("fault")).data
        assert (armed["id"], armed["change"]) == ("1", "armed")
        assert armed["fault"]["struck"] == 0
        await shop.dialog(method="open_dialog", name="Bakery", access_method="internal_data")
        struck = (await watched.until("fault")).data
        assert (struck["change"], struck["fault"]["struck"]) == ("struck", 1)
        await shop.ask("DELETE", "/faults")
        assert (await watched.until("fault")).data == {
            "id": "1",
            "change": "removed",
            "fault": None,
        }


async def test_settings_and_clock_are_told_as_they_are_shown(shop: Bakery) -> None:
    async with shop.watched() as watched:
        await shop.ask("PATCH", "/settings", {"envelope": "legacy"})
        assert (await watched.until("settings")).data["envelope"] == "legacy"
        await shop.ask("POST", "/clock/freeze", {"at": "2026-12-24"})
        clock = (await watched.until("clock")).data
        assert (clock["today"], clock["frozen"]) == ("2026-12-24", True)
        await shop.ask("POST", "/clock/release", {})
        assert (await watched.until("clock")).data["frozen"] is False


@pytest.mark.slow
async def test_domains_are_told_when_they_are_read_again(shop: Bakery) -> None:
    file = shop.folder / "bakery.yaml"
    async with shop.watched() as watched:
        file.write_text(BAKERY.replace("say: 어서", "sai: 어서"), encoding="utf-8")
        await shop.ask("POST", "/domains/reload", {})
        broken = (await watched.until("domain")).data
        assert (broken["name"], broken["change"]) == ("Bakery", "broken")
        (diagnostic, *_) = broken["domain"]["diagnostics"]
        assert (diagnostic["line"], diagnostic["code"]) == (11, "unknown-field")
        file.write_text(BAKERY.replace("어서 오세요", "안녕하세요"), encoding="utf-8")
        await shop.ask("POST", "/domains/reload", {})
        mended = (await watched.until("domain")).data
        assert (mended["change"], mended["domain"]["loads"]) == ("reloaded", True)
        file.unlink()
        await shop.ask("POST", "/domains/reload", {})
        gone = (await watched.until("domain")).data
        assert gone == {"name": "Bakery", "change": "removed", "domain": None}


@pytest.mark.parametrize("by", ["header", "query"])
async def test_who_comes_again_gets_what_was_missed(shop: Bakery, by: str) -> None:
    async with shop.watched() as watched:
        uuid = await shop.opened()
        seen = (await watched.until("exchange")).id
    await shop.said(uuid, "식빵 주세요")
    await shop.said(uuid, "단팥빵 주세요")
    query = f"?last_event_id={seen}" if by == "query" else ""
    headers = ("Host: localhost", *([f"Last-Event-ID: {seen}"] if by == "header" else []))
    async with shop.watched(query, headers) as again:
        hello = await again.next()
        assert hello is not None
        assert (hello.data["resumed"], hello.data["missed"]) == (True, 0)
        texts = [(await again.until("exchange")).data["text"] for _ in range(2)]
        assert texts == ["식빵 주세요", "단팥빵 주세요"]
        await shop.said(uuid, "식빵 주세요")
        assert (await again.until("exchange")).data["number"] == 4


async def test_what_the_journal_has_forgotten_was_missed(tmp_path: Path) -> None:
    async with bakery(tmp_path, Settings(journal=2)) as shop:
        async with shop.watched() as watched:
            hello = await watched.next()
        assert hello is not None
        for _ in range(5):
            await shop.opened()
        async with shop.watched(f"?last_event_id={hello.id}") as again:
            resumed = await again.next()
            assert resumed is not None
            assert (resumed.data["resumed"], resumed.data["missed"]) == (True, 3)
            numbers = [(await again.until("exchange")).data["number"] for _ in range(2)]
            assert numbers == [4, 5]


@pytest.mark.parametrize(
    "seen", ["", "7", "abc-1", "{}-99", "{}-x", "{}--1", "{}-\u0661", "{}-" + "9" * 9_000]
)
async def test_an_id_of_nothing_that_was_told_resumes_nothing(shop: Bakery, seen: str) -> None:
    await shop.opened()
    async with shop.watched() as watched:
        hello = await watched.next()
    assert hello is not None
    headers = ("Host: localhost", f"Last-Event-ID: {seen.format(hello.data['instance'])}")
    async with shop.watched("", headers) as again:
        other = await again.next()
        assert other is not None
        assert (other.data["resumed"], other.data["missed"]) == (False, 0)
        assert other.id == f"{other.data['instance']}-1"


async def test_a_journal_that_is_cleared_is_told_and_numbers_begin_again(shop: Bakery) -> None:
    async with shop.watched() as watched:
        await shop.opened()
        seen = await watched.until("exchange")
        await shop.ask("DELETE", "/journal")
        assert (await watched.until("journal")).data == {"cleared": True}
        await shop.opened()
        assert (await watched.until("exchange")).data["number"] == 1
    async with shop.watched(f"?last_event_id={seen.id}") as again:
        hello = await again.next()
        assert hello is not None
        assert hello.data["resumed"] is True
        assert (await again.until("exchange")).data["number"] == 1


async def test_what_comes_too_fast_is_left_out_and_counted(
    shop: Bakery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "_MOST_UNREAD", 3)
    async with shop.watched() as watched:
        await watched.until("hello")
        for _ in range(10):  # with no turn for anybody between them
            shop.server.journal.note(0, Received(), 200, b"", kept=False)
        assert (await watched.until("dropped")).data == {"count": 7}
        numbers = [(await watched.until("exchange")).data["number"] for _ in range(3)]
        assert numbers == [8, 9, 10]


async def test_of_what_a_slow_reader_has_not_read_the_oldest_is_left_out() -> None:
    watcher = Watcher(0)
    for number in range(3_000):
        watcher.put(b"%d\n" % number)
    assert watcher.left_out == 1_000
    assert (await watcher.read(0))[0] == b"1000\n"
    watcher = Watcher(0)
    for _ in range(10):
        watcher.put(b"x" * 1024 * 1024)
    assert watcher.left_out == 6
    assert len(await watcher.read(0)) == 1  # a piece at a time


async def test_no_more_may_watch_than_there_is_room_for(shop: Bakery) -> None:
    async with AsyncExitStack() as stack:
        for _ in range(MOST_WATCHING - 1):
            await stack.enter_async_context(shop.watched())
        async with shop.watched():
            refused = await shop.ask("GET", "/events")
            assert refused.status == 429
            assert refused.json["detail"].startswith(f"{MOST_WATCHING} watch already")
        assert shop.server.feed is not None
        told = shop.server.feed
        await until(lambda: told.watching == MOST_WATCHING - 1)
        async with shop.watched() as watched:
            assert await watched.next() is not None


async def test_where_nobody_watches_nothing_is_noted(shop: Bakery) -> None:
    told, journal = shop.server.feed, shop.server.journal
    assert told is not None
    assert (journal._listeners, shop.server.sessions.listener) == ((), None)
    async with shop.watched():
        assert shop.server.sessions.listener is not None
        assert len(journal._listeners) == 1
    await until(lambda: told.watching == 0)
    assert (journal._listeners, shop.server.sessions.listener) == ((), None)


async def test_a_stream_ends_after_the_seconds_that_are_asked_for(shop: Bakery) -> None:
    async with shop.watched("?seconds=0.05") as watched:
        assert [news.name for news in await watched.rest()] == ["hello"]


async def test_where_the_server_ends_so_does_the_stream(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        async with bakery(tmp_path) as shop:
            watched = await stack.enter_async_context(shop.watched())
            await watched.until("hello")
        assert [news.name for news in await watched.rest()] == ["bye"]


async def test_access_keys_are_shortened_and_texts_are_cut(shop: Bakery) -> None:
    async with shop.watched() as watched:
        shop.server.journal.note(
            0,
            Received(b"POST", b"/Dialog", b"1.1", (), b'{"access_key":"secret-key","argument":{'
            b'"method":"dialog","text":"%b"}}' % (b"\\n" * 3_000)),
            200, b"", kept=False,
        )  # fmt: skip
        data = (await watched.until("exchange")).data
        assert data["access_key"] == "secr…"
        assert data["text"] == "\n" * 2_000 + "…"


async def test_half_of_a_letter_breaks_no_event(shop: Bakery) -> None:
    async with shop.watched() as watched:
        body = b'{"access_key":"k","argument":{"method":"dialog","text":"\\ud800"}}'
        request = Received(b"POST", b"/Dialog", b"1.1", (), body)
        shop.server.journal.note(0, request, 200, b"", kept=False)
        assert (await watched.until("exchange")).data["text"] == "\ud800"


async def test_who_may_not_call_may_not_watch(shop: Bakery, guarded: Bakery) -> None:
    other = await shop.ask("GET", "/events", headers=("Host: localhost", "Origin: http://evil.com"))
    assert other.status == 403
    named = await shop.ask("GET", "/events", headers=("Host: evil.com",))
    assert (named.status, named.json["where"]) == (403, "header.Host")
    assert (await guarded.ask("GET", "/events")).status == 401
    token = ("Host: localhost", "Authorization: Bearer 열려라 참깨")
    async with guarded.watched("", token) as watched:
        assert await watched.next() is not None


async def test_turns_go_on_where_nobody_reads_a_stream(shop: Bakery) -> None:
    async with shop.watched("?seconds=600"):  # and nothing of it is read
        uuid = await shop.opened()
        for _ in range(50):
            await shop.said(uuid, "식빵 주세요")
        assert shop.server.feed is not None
        await asyncio.sleep(0)
        assert shop.server.feed.watching == 1
