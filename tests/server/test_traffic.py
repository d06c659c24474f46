"""Conversations that `serve` shows, and the reasons of refusals in them."""

from __future__ import annotations

import json
import queue
import re
import threading
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.journal import Journal, Received
from mockgenie.server import Traffic
from mockgenie.server.settings import LogFormat
from tests.server.calls import call, opening, saying, uuid_of
from tests.server.http_bytes import post
from tests.server.live import live
from tests.support import PATIENCE


class Screen:
    """Where traffic is written; `lines` waits for what is shown."""

    def __init__(self) -> None:
        self._written: queue.Queue[str] = queue.Queue()

    def write(self, text: str) -> None:
        self._written.put(text)

    def shown(self) -> str:
        """What is shown next."""
        return self._written.get(timeout=PATIENCE)

    def rest(self) -> str:
        """What has been shown and was not looked at."""
        return "".join(self._written.queue)


Watch = Callable[..., tuple[Journal, Screen, Traffic]]


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Makes a journal whose exchanges are shown."""
    started = []

    def make(log_format: LogFormat = "text") -> tuple[Journal, Screen, Traffic]:
        screen, journal = Screen(), Journal(0, lambda: 1000.0)
        traffic = Traffic(screen.write, log_format)
        traffic.start()
        started.append(traffic)
        journal.follower = traffic.note
        return journal, screen, traffic

    yield make
    for traffic in started:
        traffic.stop()


def note(journal: Journal, body: str, why: str = "") -> None:
    request = Received(b"POST", b"/Dialog", b"1.1", body=body.encode("utf-8", "surrogatepass"))
    journal.note(0.0015, request, 400, b"", kept=False, why=why)


def test_a_refusal_is_shown_with_its_reason(watch: Watch) -> None:
    journal, screen, _ = watch()
    note(journal, saying("내일", "123456789012345678"), why="the session has ended")
    first, *more = screen.shown().splitlines()
    assert re.fullmatch(r"\d\d:\d\d:\d\d 345678  나: 내일", first)
    assert more[-1].strip() == "why: the session has ended"
    assert any("(1.5 ms" in line or "1.5 ms)" in line for line in more)


def test_json_lines_have_the_fields_of_the_journal(watch: Watch) -> None:
    journal, screen, _ = watch("json")
    note(journal, saying("내일", "123456789012345678"), why="the session has ended")
    entry = json.loads(screen.shown())
    assert (entry["text"], entry["uuid"]) == ("내일", "123456789012345678")
    assert (entry["status"], entry["why"], entry["took"]) == (400, "the session has ended", 1.5)


@pytest.mark.parametrize("log_format", ["text", "json"])
@pytest.mark.parametrize(
    "text", ["\x1b[2J", "가\r\n나", "\x07", "\u202e", "\x9b31m", "\x7f", "\ud800"]
)
def test_nothing_that_a_terminal_would_obey_is_shown(
    watch: Watch, text: str, log_format: LogFormat
) -> None:
    journal, screen, _ = watch(log_format)
    note(journal, saying(text), why=f"no domain {text!r}")
    shown = screen.shown()
    assert not set("\x1b\r\x07\x9b\x7f\ud800") & set(shown)
    assert "\u202e" not in shown


@pytest.mark.slow
@given(st.text())
def test_whatever_is_sent_takes_as_many_lines_as_any_other_text(text: str) -> None:
    shown: list[str] = []
    for said in (text, "가"):
        screen, journal = Screen(), Journal(0, lambda: 1000.0)
        traffic = Traffic(screen.write)
        journal.follower = traffic.note
        traffic.start()
        note(journal, saying(said or "가"), why="it does not fit")
        traffic.stop(PATIENCE)
        shown.append(screen.rest())
    assert len(shown[0].splitlines()) == len(shown[1].splitlines())


def test_what_comes_while_nobody_reads_is_counted_and_makes_nobody_wait() -> None:
    reads, reading, screen = threading.Event(), threading.Event(), Screen()

    def write(text: str) -> None:
        reading.set()
        reads.wait(PATIENCE)
        screen.write(text)

    traffic, journal = Traffic(write), Journal(0, lambda: 1000.0)
    journal.follower = traffic.note
    traffic.start()
    note(journal, opening())
    assert reading.wait(PATIENCE)
    for _ in range(5_000):
        note(journal, opening())
    reads.set()
    traffic.stop(PATIENCE)
    shown = screen.rest()
    (left_out,) = re.findall(r"… ([\d,]+) more, too fast to be shown", shown)
    # Each exchange that is not counted has a line of its own with the time.
    kept = len(re.findall(r"^\d\d:\d\d:\d\d ", shown, re.MULTILINE))
    assert kept + int(left_out.replace(",", "")) == 5_001


def test_where_nobody_reads_any_more_the_server_goes_on() -> None:
    gone = threading.Event()

    def write(text: str) -> None:
        gone.set()
        raise BrokenPipeError

    traffic, journal = Traffic(write), Journal(0, lambda: 1000.0)
    journal.follower = traffic.note
    traffic.start()
    note(journal, opening())
    assert gone.wait(PATIENCE)
    traffic.stop(PATIENCE)
    note(journal, opening())


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (post('{"access_key":"k","argument":{"method":"dialog"}}'), "uuid"),
        (post(opening("Wether")), 'did you mean "Weather"?'),
        (post(opening(), target="/dialog"), "POST /Dialog"),
        (b"\0", ""),
    ],
)
async def test_the_reason_of_a_refusal_is_in_the_journal_and_never_sent(
    body: bytes, reason: str
) -> None:
    async with live() as server:
        answer = await server.exchange(body)
        (entry,) = server.server.journal
    assert entry.why
    assert reason in entry.why
    assert entry.why.encode() not in answer


@pytest.mark.parametrize(
    ("closes", "access_key", "reason"),
    [(True, "k", "the session has ended"), (False, "other", "another access key")],
)
async def test_why_a_session_is_not_there_for_a_caller(
    closes: bool, access_key: str, reason: str
) -> None:
    async with live() as server:
        uuid = uuid_of(await server.exchange(post(opening())))
        if closes:
            await server.exchange(post(call("close_dialog", uuid=uuid)))
        await server.exchange(post(saying("내일", uuid, access_key=access_key)))
        *_, entry = server.server.journal
    assert reason in entry.why
