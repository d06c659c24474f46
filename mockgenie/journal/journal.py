"""What was asked and answered: the last exchanges, kept as they were.

While a request is served nothing is made of it but a note; what it means is worked out when
somebody looks.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Sequence
from itertools import islice

from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder
from msgspec.structs import replace

from mockgenie.domain import Slots
from mockgenie.journal.session_domains import SessionDomains
from mockgenie.journal.slices import Slices
from mockgenie.protocol import head

MOST_BYTES = 64 * 1024 * 1024
"""Of all exchanges that a journal keeps."""


class Received(Struct, frozen=True, gc=False, array_like=True):
    """A request as it was read: `headers` have their names and values as they were sent, `body` is
    unpacked if it came in chunks. What is no HTTP has no `method`, and is all `body`."""

    method: bytes = b""
    target: bytes = b""
    version: bytes = b""
    headers: tuple[tuple[bytes, bytes], ...] = ()
    body: bytes = b""

    @property
    def raw(self) -> bytes:
        """Its bytes, as far as they are known: spaces around headers and chunks are not."""
        if not self.method:
            return self.body
        line = b"%b %b HTTP/%b" % (self.method, self.target, self.version)
        headers = (b"%b: %b" % header for header in self.headers)
        return b"\r\n".join([line, *headers, b"", self.body])

    @property
    def authorization(self) -> str:
        """The header of that name, "" without one."""
        given = [value for name, value in self.headers if name.lower() == b"authorization"]
        return given[-1].decode("utf-8", "replace") if given else ""


class DataProblem(Struct, frozen=True):
    """A mistake in the data that a bot sent (contract problem)."""

    kind: str
    what: str
    where: str
    asked: str


class Led(Struct, frozen=True, gc=False, array_like=True):
    """Where a session stood behind its turn."""

    uuid: str
    domain: str
    turn: int
    task: str
    act: str
    slots: Slots
    unwanted: Slots
    compared: Slots = {}


class ChannelTurn(Struct, frozen=True, gc=False, array_like=True):
    """What a request of a chat channel says, whose bytes are no /Dialog: `text` of somebody on the
    channel `channel`, and what it was answered, in which `state`."""

    channel: str
    text: str
    answer: str = ""
    state: str = ""


class Exchange(Struct, frozen=True, gc=False, array_like=True):
    """A request and its answer.

    `number` counts from 1 since the server began, or its journal was cleared; `at`: seconds since
    1970 when the answer was ready; `took`: seconds from the whole request to that; `status` and
    `answer`: the answer's, with its body; `kept`: the connection was to stay open; `led`: where
    the engine led the session, None where it had nothing to do; `fault`: what struck, "" for
    nothing; `problems` in the data; `why`: of a refusal the reason for people; `utterance`: what
    was said on a chat channel, None for what is no such request.
    """

    number: int
    at: float
    took: float
    request: Received
    status: int
    answer: bytes
    kept: bool
    led: Led | None = None
    fault: str = ""
    problems: tuple[DataProblem, ...] = ()
    why: str = ""
    utterance: ChannelTurn | None = None

    @property
    def sent(self) -> bytes:
        """The bytes of the answer, those that a fault held back included."""
        if self.utterance is not None and not self.request.method:
            return self.answer  # not HTTP
        start = head(self.status, len(self.answer), self.kept)
        return start if self.request.method == b"HEAD" else start + self.answer


_ENCODER = Encoder()
_DECODER = Decoder(Exchange)


class Journal:
    """The last `size` exchanges, oldest first, or fewer where they would take more than 64 MiB;
    none are kept where `size` is 0.

    Each is kept packed, in one piece of memory: a thousand of them as they were would push what
    serves out of the processor's cache. `now` gives seconds since 1970.
    """

    def __init__(self, size: int, now: Callable[[], float] = time.time) -> None:
        self.size = size
        self._now = now
        self._packed: deque[bytes] = deque()
        self._bytes = 0
        self._number = 0
        self.follower: Callable[[bytes], None] | None = None
        """Gets each exchange, packed, as it happens; `unpack` reads it. It must not wait."""
        self._listeners: tuple[Callable[[bytes], None], ...] = ()
        self.domains = SessionDomains(max(size, 1))
        """The domain of each session that the exchanges are of."""
        self.noted = 0
        """How many exchanges there have been, whether or not the journal was cleared."""
        self.slices = Slices()
        """By which whoever reads all of it lets others have their turn."""

    def __iter__(self) -> Iterator[Exchange]:
        return map(_DECODER.decode, tuple(self._packed))

    def __len__(self) -> int:
        return len(self._packed)

    @property
    def forgotten(self) -> int:
        """How many exchanges there have been that are no longer here."""
        return self._number - len(self._packed) if self.size else 0

    @property
    def last(self) -> int:
        """The number of the last exchange."""
        return self._number

    def packed(self, since: int = 0, before: int = 0) -> Sequence[bytes]:
        """The exchanges as they are kept, `unpack` reads them; those alone whose numbers are above
        `since` and, unless that is 0, below `before`."""
        first = self._number - len(self._packed) + 1
        begin = max(0, since + 1 - first)
        end = max(begin, before - first) if before else None
        return tuple(islice(self._packed, begin, end))

    def note(
        self,
        took: float,
        request: Received,
        status: int,
        answer: bytes,
        kept: bool,
        led: Led | None = None,
        fault: str = "",
        problems: tuple[DataProblem, ...] = (),
        why: str = "",
        utterance: ChannelTurn | None = None,
    ) -> Awaitable[int] | None:
        """Keep an exchange: the arguments are the fields of Exchange. Where other processes share
        the journal, its number there, which has to be waited for; else None."""
        if not self.size and self.follower is None:
            return None
        exchange = Exchange(
            self._number + 1, self._now(), took, request, status, answer, kept,
            led, fault, problems, why, utterance,
        )  # fmt: skip
        return self._note(pack(exchange), led)

    def _note(self, packed: bytes, led: Led | None) -> Awaitable[int] | None:
        """Keep an exchange that is packed, of the session `led`."""
        self._number += 1
        self.noted += 1
        if self.follower is not None:
            self.follower(packed)
        if not self.size:
            return None
        self._keep(packed, led)
        for listen in self._listeners:
            listen(packed)
        return None

    def _keep(self, packed: bytes, led: Led | None) -> None:
        exchanges = self._packed
        exchanges.append(packed)
        self._bytes += len(packed)
        while len(exchanges) > self.size or (self._bytes > MOST_BYTES and len(exchanges) > 1):
            self._bytes -= len(exchanges.popleft())
        if led is not None:
            self.domains.note(led.uuid, led.domain)

    def listen(self, listener: Callable[[bytes], None]) -> None:
        """Have `listener` get each exchange that is kept, as `follower` does."""
        self._listeners = (*self._listeners, listener)

    def unlisten(self, listener: Callable[[bytes], None]) -> None:
        """Have it get no more of them."""
        self._listeners = tuple(one for one in self._listeners if one != listener)

    def clear(self) -> None:
        """Forget all, and count from 1 again."""
        self._drop()
        self.domains.clear()
        self._number = 0

    def _drop(self) -> None:
        """Keep none of the exchanges any more."""
        self._packed.clear()
        self._bytes = 0


def unpack(packed: bytes) -> Exchange:
    """An exchange as it was packed."""
    return _DECODER.decode(packed)


def pack(exchange: Exchange) -> bytes:
    """An exchange as it is kept."""
    try:
        return _ENCODER.encode(exchange)
    except UnicodeEncodeError:  # half of a surrogate pair, which the request's bytes tell as well
        return _ENCODER.encode(replace(exchange, led=None, problems=(), utterance=None))
