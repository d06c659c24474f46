"""The memory that open sessions take in a server, and what of it is left when they have expired.

Sessions are opened and led in process, through all that a server does with a request's body. Each
row is measured in a process of its own: what one has left behind would be used by the next.
"""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

# The mockgenie of this checkout, whether or not one is installed.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sections import Missing, Rows, Section, run

from mockgenie.domain import Library, shipped_folder
from mockgenie.server import Arriving, Server, Settings

T = TypeVar("T")

PLACES: dict[str, tuple[str, ...]] = {
    "Weather": ("서울", "부산", "대구", "인천", "광주", "대전", "울산", "제주", "강원"),
    "Hotel": ("강남역", "명동", "홍대", "잠실", "종로", "여의도", "이태원"),
    "Restaurant": ("강남역", "명동", "홍대", "잠실", "종로", "여의도", "이태원"),
}
SAID: dict[str, tuple[str, str, str]] = {
    "Weather": ("{} 내일 날씨 알려줘", "모레는?", "주말에는 어때요?"),
    "Hotel": ("{} 근처 호텔 찾아줘", "조식 되는 곳으로", "주차는 돼?"),
    "Restaurant": ("{} 근처 한식집 찾아줘", "조용한 데로", "주차 되는 곳"),
}
KEY = "BENCH"
OPEN, GONE, MILLION = 30_000, 100_000, 1_000_000
FEW = 1_100
_WARM_UP = 300
"""Sessions that come and go first: what a server remembers of all of them is full then."""


class Sessions:
    """A server in this process, and its sessions of one domain with some turns each."""

    def __init__(self, domain: str, turns: int) -> None:
        self.server = Server(
            Arriving(Library([shipped_folder()])), Settings(max_sessions=2 * MILLION)
        )
        self._domain = domain
        self._turns = turns

    async def open(self, count: int) -> None:
        """Open so many more and make their turns. Raises RuntimeError where one is not answered."""
        places = PLACES[self._domain]
        for number in range(count):
            place = places[number % len(places)]
            uuid = await self._call("open_dialog", name=self._domain, access_method="internal_data")
            for text in SAID[self._domain][: self._turns]:
                await self._call("dialog", uuid=uuid, text=text.format(place))

    async def open_led(self, count: int) -> None:
        """Open the first sessions, and put them where dialogs of so many turns, one for each place,
        have come to: a million dialogs are opened, and not led turn by turn."""
        await self.open(len(PLACES[self._domain]))
        led = [one async for page in self.server.sessions.pages() for one in page]
        states = [one.session for one in led]
        for number in range(count - len(states)):
            uuid = await self._call("open_dialog", name=self._domain, access_method="internal_data")
            loaded = await self.server.sessions.load(uuid, KEY)
            assert loaded is not None
            await self.server.sessions.save(uuid, loaded[1], states[number % len(states)])

    async def expire(self) -> None:
        """Let all be idle for so long that they are gone."""
        self.server.clock.move(self.server.settings.session_ttl + 1)
        await self.server.sessions.expire()

    async def _call(self, method: str, **argument: str) -> str:
        root = {"access_key": KEY, "argument": {"method": method, **argument}}
        body = json.dumps(root, ensure_ascii=False).encode()
        answer = json.loads((await self.server.answering.answer(body)).body)["return_object"]
        if answer["result"]["state"] not in ("start", "dialog"):
            raise RuntimeError(f"{argument} was answered by {answer}")
        uuid: str = answer["uuid"]
        return uuid


def memory() -> int:
    """Bytes that this process has."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


async def warmed_up(domain: str, turns: int) -> Sessions:
    """A server that has had sessions, and has none."""
    sessions = Sessions(domain, turns)
    await sessions.open(_WARM_UP)
    await sessions.expire()
    gc.collect()
    gc.freeze()
    return sessions


async def opened(domain: str, turns: int, count: int) -> dict[str, float]:
    """The bytes that a session takes, where so many are open."""
    sessions = await warmed_up(domain, turns)
    before, began = memory(), time.perf_counter()
    await sessions.open(count)
    took, size = time.perf_counter() - began, (memory() - before) / count
    return {
        "bytes": size,
        "million_mb": (before + size * MILLION) / 1e6,
        "us": 1e6 * took / count / (turns + 1),
    }


async def come_and_gone(domain: str, turns: int, count: int) -> Rows:
    """What is left of sessions that were opened, used and have expired, three times over."""
    sessions = await warmed_up(domain, turns)
    before, rows = memory(), {}
    for number in ("first", "second", "third"):
        await sessions.open(count)
        there = memory()
        await sessions.expire()
        rows[f"the {number} {count:,}"] = {
            "open_mb": (there - before) / 1e6,
            "left_mb": (memory() - before) / 1e6,
        }
    return rows


async def a_million(domain: str, turns: int, count: int) -> dict[str, float]:
    """A million that are open at once."""
    sessions = await warmed_up(domain, turns)
    before, began = memory(), time.perf_counter()
    await sessions.open_led(count)
    took, there = time.perf_counter() - began, memory()
    await sessions.expire()
    return {
        "bytes": (there - before) / count,
        "mb": there / 1e6,
        "us": 1e6 * took / count,
        "left_mb": (memory() - before) / 1e6,
    }


def _run(make: Callable[[], T]) -> T:
    logging.disable()  # what a server would say of a client that opens sessions and leaves them
    return asyncio.run(make())  # type: ignore[arg-type]


def alone(measure: Callable[..., object], *arguments: object) -> dict[str, object]:
    """What is measured, in a process of its own. Raises Missing where the system does not tell how
    much memory a process has."""
    if not Path("/proc/self/statm").exists():
        raise Missing("how much memory a process has is read from /proc, which is not there")
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        result: dict[str, object] = pool.apply(_run, (partial(measure, *arguments),))
        return result


def measure_open(quick: bool) -> Rows:
    """Sessions of three domains, as they were opened and behind three turns."""
    rows = {}
    for domain in SAID:
        for turns, name in ((0, "as opened"), (3, "behind three turns")):
            count = FEW if quick else OPEN
            rows[f"{domain}, {name}"] = alone(opened, domain, turns, count)
    return rows  # type: ignore[return-value]


def measure_expired(quick: bool) -> Rows:
    """Sessions that are gone."""
    return alone(come_and_gone, "Weather", 3, FEW if quick else GONE)  # type: ignore[return-value]


def measure_million(quick: bool) -> Rows:
    """As many as are promised."""
    count = FEW if quick else MILLION
    return {f"{count:,} of Weather": alone(a_million, "Weather", 3, count)}  # type: ignore[dict-item]


_HEADINGS = {
    "bytes": ("bytes", "{:.0f}"),
    "million_mb": ("MB of 1M", "{:.0f}"),
    "mb": ("MB in all", "{:.0f}"),
    "open_mb": ("MB open", "{:.1f}"),
    "left_mb": ("MB left", "{:.1f}"),
    "us": ("us/call", "{:.1f}"),
}
SECTIONS = {
    "open": Section("Open sessions", measure_open, _HEADINGS),
    "expired": Section("Sessions that have expired", measure_expired, _HEADINGS),
    "million": Section("A million open sessions, three turns each", measure_million, _HEADINGS),
}


def main() -> int:
    return run(
        "open sessions",
        __doc__,
        SECTIONS,
        wide=32,
        how="each row in a process of its own",
        on_demand=("million",),
    )


if __name__ == "__main__":
    sys.exit(main())
