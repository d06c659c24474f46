"""The journal: what was asked and answered."""

from __future__ import annotations

from collections import deque
from typing import Annotated

from msgspec import Meta, Struct

from mockgenie.journal import FACTS, Entry, Reader, entries_of
from mockgenie.server.admin.params import filter_of
from mockgenie.server.admin.problem import Refused
from mockgenie.server.server import Server

_When = Annotated[
    str,
    Meta(
        description="Only those for which this condition holds: " + ", ".join(FACTS) + ", and the"
        " slots of the session.",
        examples=['method = "dialog" and state = "end"', 'message is filled and text = "내일"'],
    ),
]
_Since = Annotated[
    int, Meta(ge=0, le=1_000_000_000_000, description="Only those with a higher number.")
]


class EntriesAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """Which of the entries."""

    when: _When = ""
    since: _Since = 0
    before: Annotated[
        int,
        Meta(ge=0, le=1_000_000_000_000, description="Only those with a lower number; 0: all."),
    ] = 0
    limit: Annotated[
        int, Meta(ge=1, le=1000, description="No more than so many, the latest of them.")
    ] = 100


class EntriesAwaited(Struct, frozen=True, forbid_unknown_fields=True):
    """Which entries are waited for, how many of them, and how long."""

    when: _When = ""
    since: _Since = 0
    count: Annotated[int, Meta(ge=1, le=1000, description="Until there are so many.")] = 1
    timeout: Annotated[
        float, Meta(ge=0, le=600, description="Or until so many seconds have passed.")
    ] = 10.0


class OneEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """Which entry."""

    number: Annotated[int, Meta(ge=1, le=1_000_000_000_000, description="Its number.")]


class EntriesShown(Struct, frozen=True):
    """Entries, the oldest first; `total`: how many the filter finds; `kept` there are in all, and
    `forgotten` there were before them."""

    entries: list[Entry]
    total: int
    kept: int
    forgotten: int


class EntriesArrived(Struct, frozen=True):
    """What was waited for; `enough`: whether it is as many as were wanted."""

    entries: list[Entry]
    enough: bool


class EntryTold(Struct, frozen=True):
    """An entry with its bytes, in base64: the request as it was `received`, but for spaces around
    headers and for chunks, and the answer, as it was `sent` or, where a fault held something
    back, would have been."""

    entry: Entry
    received: bytes
    sent: bytes


async def list_entries(server: Server, asked: EntriesAsked) -> EntriesShown:
    """Those there are."""
    test = filter_of(asked.when, FACTS).test()
    journal = server.journal
    found: deque[Entry] = deque(maxlen=asked.limit)
    total = 0
    async for entry in entries_of(journal):
        asked_for = entry.number > asked.since and (entry.number < asked.before or not asked.before)
        if asked_for and (not asked.when or test(entry.facts())):
            found.append(entry)
            total += 1
    return EntriesShown(list(found), total, len(journal), journal.forgotten)


async def await_entries(server: Server, asked: EntriesAwaited) -> EntriesArrived:
    """As soon as there are as many as are wanted. Raises Refused, 409."""
    test = filter_of(asked.when, FACTS).test()
    if not server.journal.size:
        raise Refused(409, "nothing can arrive: this server keeps no journal (--journal 0)")

    def fits(entry: Entry) -> bool:
        return not asked.when or test(entry.facts())

    found: list[Entry] = []
    wanted = Reader().wanted(fits, found, asked.since)
    await server.journal.wait(wanted, asked.count, asked.timeout)
    return EntriesArrived(found, len(found) >= asked.count)


async def show_entry(server: Server, asked: OneEntry) -> EntryTold:
    """One of them. Raises Refused, 404."""
    reader = Reader()
    for exchange in server.journal:
        reader.pass_over(exchange)
        if exchange.number == asked.number:
            return EntryTold(reader.read(exchange), exchange.request.raw, exchange.sent)
    raise Refused(404, "there is no such entry; it may have been forgotten", "path.number")


async def clear_journal(server: Server) -> None:
    """Forget them, and count from 1 again."""
    server.journal.clear()
