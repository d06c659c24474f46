"""The journal: what was asked and answered."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Annotated, cast

import msgspec
from msgspec import Meta, Struct

from mockgenie.journal import (
    FACTS,
    Entry,
    Exchange,
    Journal,
    Reader,
    TooManyWaiting,
    exchange_at,
    read_entries,
    short_keys_in,
    short_keys_in_bytes,
)
from mockgenie.server.admin.encoding import as_json
from mockgenie.server.admin.params import Secrets, filter_of
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
    secrets: Secrets = False


class EntriesAwaited(Struct, frozen=True, forbid_unknown_fields=True):
    """Which entries are waited for, how many of them, and how long."""

    when: _When = ""
    since: _Since = 0
    count: Annotated[int, Meta(ge=1, le=1000, description="Until there are so many.")] = 1
    timeout: Annotated[
        float, Meta(ge=0, le=600, description="Or until so many seconds have passed.")
    ] = 10.0
    secrets: Secrets = False


class OneEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """Which entry."""

    number: Annotated[int, Meta(ge=1, le=1_000_000_000_000, description="Its number.")]
    secrets: Secrets = False


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


async def list_entries(server: Server, asked: EntriesAsked, where: str = "query") -> EntriesShown:
    """Those there are. `where` says so, for a filter that is none. Raises Refused, 400."""
    journal = server.journal
    if asked.when:
        test = filter_of(asked.when, FACTS, where).test()
        found: deque[Entry] = deque(maxlen=asked.limit)
        total = 0

        def look_at(entry: Entry) -> None:
            nonlocal total
            if test(entry.facts()):
                found.append(entry)
                total += 1

        await read_entries(journal, look_at, asked.since, asked.before)
    else:
        found = deque()
        total = len(journal.packed(asked.since, asked.before))
        last = asked.before or journal.last + 1
        since = max(asked.since, last - 1 - asked.limit)
        await read_entries(journal, found.append, since, asked.before)
    shown = await encoded(journal, found, asked.secrets)
    return EntriesShown(shown, total, len(journal), journal.forgotten)


async def find_entries(server: Server, asked: EntriesAsked) -> EntriesShown:
    """The same, asked for in a body, where a long filter has room. Raises Refused, 400."""
    return await list_entries(server, asked, "body")


async def await_entries(
    server: Server, asked: EntriesAwaited, where: str = "query"
) -> EntriesArrived:
    """As soon as there are as many as are wanted. Raises Refused, 400, 409 or 429."""
    test = filter_of(asked.when, FACTS, where).test()
    if not server.journal.size:
        raise Refused(409, "nothing can arrive: this server keeps no journal (--journal 0)")

    def fits(entry: Entry) -> bool:
        return not asked.when or test(entry.facts())

    try:
        found = await server.arrivals.wait(fits, asked.count, asked.timeout, asked.since)
    except TooManyWaiting as error:
        raise Refused(429, f"{error}; ask again when one of them has its answer") from None
    shown = await encoded(server.journal, found, asked.secrets)
    return EntriesArrived(shown, len(found) >= asked.count)


async def await_found_entries(server: Server, asked: EntriesAwaited) -> EntriesArrived:
    """The same, asked for in a body. Raises Refused, 400, 409 or 429."""
    return await await_entries(server, asked, "body")


async def show_entry(server: Server, asked: OneEntry) -> EntryTold:
    """One of them. Raises Refused, 404."""
    exchange = kept_exchange(server, asked.number)
    entry = Reader(server.journal.domains).read(exchange)
    if asked.secrets:
        return EntryTold(entry, exchange.request.raw, exchange.sent)
    return EntryTold(short_keys_in(entry), short_keys_in_bytes(exchange.request.raw), exchange.sent)


def kept_exchange(server: Server, number: int) -> Exchange:
    """The exchange of an entry. Raises Refused, 404."""
    exchange = exchange_at(server.journal, number)
    if exchange is None:
        raise Refused(404, "there is no such entry; it may have been forgotten", "path.number")
    return exchange


async def encoded(journal: Journal, entries: Iterable[Entry], secrets: bool) -> list[Entry]:
    """Entries as they are shown, as JSON already: others have their turn meanwhile."""
    shown: list[msgspec.Raw] = []

    def encode(entry: Entry) -> None:
        shown.append(msgspec.Raw(as_json(entry if secrets else short_keys_in(entry))))

    await journal.slices.each(entries, encode)
    return cast("list[Entry]", shown)


async def clear_journal(server: Server) -> None:
    """Forget them, and count from 1 again."""
    await server.clear_journal()
