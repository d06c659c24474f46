"""A document that several processes change."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from mockgenie.server.common_document import CommonDocument
from mockgenie.stores import StoreGarbled, StoreUnreachable


class Shelf:
    """Documents in memory; what is asked of them takes a turn of the event loop. `before_swap` is
    called before each swap: another process may be first."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[int, bytes]] = {}
        self.reads = self.swaps = 0
        self.versions = 0
        self.error: Exception | None = None
        self.before_swap: Callable[[], None] = lambda: None

    async def read(self, name: str) -> tuple[int, bytes | None]:
        await self._work()
        self.reads += 1
        return self.kept.get(name, (0, None))

    async def newer(self, name: str, version: int) -> tuple[int, bytes | None] | None:
        found = await self.read(name)
        return None if found[0] == version else found

    async def swap(self, name: str, version: int, content: bytes | None) -> int | None:
        await self._work()
        self.before_swap()
        if self.kept.get(name, (0, None))[0] != version:
            return None
        self.swaps += 1
        return self.put(name, content or b"")

    async def clear(self) -> int:
        await self._work()
        count = len(self.kept)
        self.kept.clear()
        return count

    def put(self, name: str, content: bytes) -> int:
        self.versions += 1
        self.kept[name] = (self.versions, content)
        return self.versions

    async def _work(self) -> None:
        await asyncio.sleep(0)
        if self.error is not None:
            raise self.error


class Number:
    """A part that is a number."""

    def __init__(self) -> None:
        self.now = 0
        self.restored = 0

    def add(self, more: int = 1) -> int:
        self.now += more
        return self.now

    def state(self) -> bytes:
        return str(self.now).encode()

    def restore(self, content: bytes | None) -> None:
        self.restored += 1
        try:
            self.now = int(content or b"0")
        except ValueError:
            raise StoreGarbled("that is no number") from None


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def process(shelf: Shelf) -> tuple[CommonDocument, Number]:
    """A process that has the number."""
    part = Number()
    return CommonDocument(shelf, "number", part), part


async def test_what_one_process_changes_the_others_see(shelf: Shelf) -> None:
    (one, its), (other, others) = process(shelf), process(shelf)
    assert await one.perform(its.add) == 1
    assert await other.perform(others.add) == 2
    await one.refresh()
    assert its.now == 2


async def test_no_change_is_lost_however_many_change_it_at_once(shelf: Shelf) -> None:
    processes = [process(shelf) for _ in range(4)]
    given = await asyncio.gather(
        *(document.perform(part.add) for document, part in processes for _ in range(25))
    )
    assert sorted(given) == list(range(1, 101))
    assert shelf.kept["number"][1] == b"100"


async def test_it_is_done_again_where_another_process_was_first(shelf: Shelf) -> None:
    document, part = process(shelf)
    await document.refresh()
    first = iter([10])

    def another_is_first() -> None:
        for number in first:
            shelf.put("number", str(number).encode())

    shelf.before_swap = another_is_first
    assert await document.perform(part.add) == 11


async def test_who_changes_it_at_once_is_served_at_once(shelf: Shelf) -> None:
    document, part = process(shelf)
    await document.refresh()
    reads = shelf.reads
    await asyncio.gather(*(document.perform(part.add) for _ in range(50)))
    assert (shelf.reads - reads, shelf.swaps) == (1, 2)
    assert part.now == 50


async def test_who_looks_while_it_is_changed_sees_what_has_come_of_it(shelf: Shelf) -> None:
    document, part = process(shelf)
    await document.refresh()

    for steps in range(6):  # of the change, before somebody looks
        adding = asyncio.ensure_future(document.perform(part.add))
        for _ in range(steps):
            await asyncio.sleep(0)
        await document.refresh()
        assert part.state() == shelf.kept["number"][1]
        await adding


async def test_who_looks_while_a_change_fails_does_not_see_it(shelf: Shelf) -> None:
    document, part = process(shelf)
    await document.refresh()
    answers = asyncio.Event()

    async def newer(name: str, version: int) -> tuple[int, bytes | None] | None:
        await answers.wait()
        return None if shelf.kept[name][0] == version else shelf.kept[name]

    async def swap(name: str, version: int, content: bytes | None) -> int | None:
        raise StoreUnreachable("gone")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(shelf, "newer", newer)
        looking = asyncio.ensure_future(document.refresh())
        await asyncio.sleep(0)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(shelf, "swap", swap)
        with pytest.raises(StoreUnreachable):
            await document.perform(part.add)
    assert part.now == 1
    answers.set()
    await looking
    assert part.now == 0


async def test_what_is_as_it_was_is_not_restored(shelf: Shelf) -> None:
    document, part = process(shelf)
    for _ in range(3):
        await document.refresh()
        await document.perform(part.add)
    assert part.restored == 1


async def test_a_document_that_is_not_there_is_made(shelf: Shelf) -> None:
    document, _ = process(shelf)
    await document.refresh()
    assert shelf.kept["number"][1] == b"0"


async def test_a_change_that_raises_raises_for_who_asked_for_it_alone(shelf: Shelf) -> None:
    document, part = process(shelf)

    def refuse() -> int:
        raise LookupError("not that")

    refused, added = await asyncio.gather(
        document.perform(refuse), document.perform(part.add), return_exceptions=True
    )
    assert isinstance(refused, LookupError)
    assert added == 1
    assert document.is_idle


async def test_what_could_not_be_written_is_not_so(shelf: Shelf) -> None:
    document, part = process(shelf)
    await document.perform(part.add)

    def fail() -> None:
        raise StoreUnreachable("gone")

    shelf.before_swap = fail
    with pytest.raises(StoreUnreachable):
        await document.perform(part.add)
    shelf.before_swap = lambda: None
    await document.refresh()
    assert part.now == 1


async def test_who_waits_hears_that_the_store_is_gone_and_goes_on_when_it_is_back(
    shelf: Shelf,
) -> None:
    document, part = process(shelf)
    shelf.error = StoreUnreachable("gone")
    answers = await asyncio.gather(
        document.refresh(), document.perform(part.add), return_exceptions=True
    )
    assert [type(answer) for answer in answers] == [StoreUnreachable] * 2
    shelf.error = None
    assert await document.perform(part.add) == 1


async def test_what_cannot_be_read_is_told_until_it_can(shelf: Shelf) -> None:
    document, part = process(shelf)
    shelf.put("number", b"garbled")
    for _ in range(2):
        with pytest.raises(StoreGarbled):
            await document.refresh()
    shelf.put("number", b"7")
    assert await document.perform(part.add) == 8


async def test_what_nobody_waits_for_any_more_is_not_done(shelf: Shelf) -> None:
    document, part = process(shelf)
    gone = asyncio.ensure_future(document.perform(part.add))
    await asyncio.sleep(0)
    gone.cancel()
    await document.refresh()
    assert part.now == 0
