"""A document that several processes change: what each of them has is brought up to date before it
is used, and what one of them changes is changed for all, or done again on what is there by then."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from mockgenie.stores import Documents

T = TypeVar("T")

_NEVER_READ = -1
_PATIENT = 3
"""So many times in a row another process may be first before this one gives way for a moment."""
_PAUSE = 0.002
_LONGEST_PAUSE = 0.05


async def put(documents: Documents, name: str, content: bytes) -> None:
    """Put a content in the place of whatever a document is. Raises StoreUnreachable and
    StoreGarbled."""
    version, _ = await documents.read(name)
    while await documents.swap(name, version, content) is None:
        version, _ = await documents.read(name)


class CommonPart(Protocol):
    """What a process has of a document."""

    def state(self) -> bytes:
        """It as it stands, for the others."""

    def restore(self, content: bytes | None) -> None:
        """Stand as another process has left it; None: there is no such document, and it stands as
        at the beginning. Raises StoreGarbled."""


class CommonDocument:
    """The document `name`, of which this process has `part`.

    Who changes it while others are served is served with all who wait then: however many requests
    there are, the document is read, and written, once for all of them. Used on one event loop.
    """

    def __init__(self, documents: Documents, name: str, part: CommonPart) -> None:
        self._documents = documents
        self._name = name
        self._part = part
        self._version = _NEVER_READ
        self._content: bytes | None = None
        self._waiting: list[_Pending] = []
        self._serving: asyncio.Task[None] | None = None

    @property
    def is_idle(self) -> bool:
        """Whether nobody waits for it."""
        return self._serving is None

    @property
    def _is_settled(self) -> bool:
        """Whether the part is as it stood in the document when that was read or written last."""
        return self._serving is None and self._version > 0

    async def refresh(self) -> None:
        """Have the part as it stands now. Raises StoreUnreachable and StoreGarbled."""
        if self._is_settled:  # most of the time nobody has changed it
            newer = await self._documents.newer(self._name, self._version)
            if newer is None and self._is_settled:
                return
        await self._ask(None)

    async def perform(self, change: Callable[[], T]) -> T:
        """What `change` gives, which changes the part for all processes. It may be called several
        times, each time on the part as it stands by then, and must not wait for anything.

        Raises what it raises, StoreUnreachable and StoreGarbled.
        """
        done: T = await self._ask(change)
        return done

    async def _ask(self, change: Callable[[], object] | None) -> Any:
        asked = _Pending(change)
        self._waiting.append(asked)
        if self._serving is None:
            self._serving = asyncio.ensure_future(self._serve())
        return await asked.answer

    async def _serve(self) -> None:
        try:
            while self._waiting:
                served, self._waiting = self._waiting, []
                try:
                    await self._settle(served)
                except Exception as error:
                    self._version = _NEVER_READ  # what was changed here is not so
                    for asked in served:
                        asked.fail(error)
                else:
                    for asked in served:
                        asked.settle()
        finally:
            self._serving = None

    async def _settle(self, served: list[_Pending]) -> None:
        """Do what is asked for, again and again until nobody else was first."""
        attempts = 0
        while True:
            newer = await self._documents.newer(self._name, self._version)
            if newer is not None:
                version, self._content = newer
                self._version = _NEVER_READ
                self._part.restore(self._content)
                self._version = version
            if self._version and not any(asked.change for asked in served):
                return
            for asked in served:
                asked.run()
            content = self._part.state()
            if content == self._content:
                return
            now = await self._documents.swap(self._name, self._version, content)
            if now is not None:
                self._version, self._content = now, content
                return
            self._version = _NEVER_READ
            attempts += 1
            if attempts > _PATIENT:
                pause = min(_PAUSE * 2 ** (attempts - _PATIENT), _LONGEST_PAUSE)
                await asyncio.sleep(random.random() * pause)


class _Pending:
    """What somebody asks for: `change`, or None to see how it stands."""

    def __init__(self, change: Callable[[], object] | None) -> None:
        self.change = change
        self.answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._result: object = None
        self._error: Exception | None = None

    def run(self) -> None:
        """Do it, unless nobody waits any more."""
        if self.change is None or self.answer.done():
            return
        self._result = self._error = None
        try:
            self._result = self.change()
        except Exception as error:
            self._error = error

    def settle(self) -> None:
        """Answer with what came of it."""
        if self.answer.done():
            return
        if self._error is not None:
            self.answer.set_exception(self._error)
        else:
            self.answer.set_result(self._result)

    def fail(self, error: Exception) -> None:
        """Answer that it could not be done."""
        if not self.answer.done():
            self.answer.set_exception(error)
