"""A place in Redis, or in a server that speaks its protocol: Valkey, for example."""

from __future__ import annotations

import asyncio
import os
from collections import deque
from collections.abc import Sequence
from typing import Any, TypeAlias

from redis.asyncio.connection import ConnectionPool
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import (
    ConnectionError,  # noqa: A004
    NoScriptError,
    ReadOnlyError,
    RedisError,
    ResponseError,
    TimeoutError,  # noqa: A004
)

from mockgenie.stores.errors import StoreGarbled, StoreUnreachable, StoreUnwritable
from mockgenie.stores.place import PlaceKind, StorePlace
from mockgenie.stores.redis_documents import RedisDocuments
from mockgenie.stores.redis_stream import RedisStream
from mockgenie.stores.script import Script

PREFIX = "mockgenie:"
"""What the names of all keys begin with, where the place has no other."""

TIMEOUT = 3.0
"""Seconds within which Redis has to answer, where the place has no other."""

_Argument: TypeAlias = bytes | str | int | float

_GARBLED = ("WRONGTYPE", "value is not", "Error compiling")
_UNWRITABLE = ("maxmemory", "READONLY", "MISCONF", "NOREPLICAS", "unable to persist")
_LOST = (ConnectionError, OSError, asyncio.IncompleteReadError)

_AGAIN = b"$5\r\nagain\r\n"
_MOST_AT_ONCE = 500


class _Call:
    """A command with its arguments, packed, and how many there are; and who waits for its answer.
    `script`: the script that it is to perform, None where it only reads."""

    __slots__ = ("answers", "arguments", "is_again", "length", "script")

    def __init__(self, script: Script | None, arguments: bytes, length: int) -> None:
        self.script = script
        self.arguments = arguments
        self.length = length
        self.answers: list[asyncio.Future[Any]] = []
        self.is_again = False
        """Whether it has been sent before, on a connection that was lost."""

    @property
    def is_waited_for(self) -> bool:
        return not all(answer.done() for answer in self.answers)

    def give(self, result: object) -> None:
        """Answer with what Redis gives."""
        for answer in self.answers:
            if not answer.done():
                answer.set_result(result)

    def fail(self, error: Exception) -> None:
        """Answer that it has failed."""
        for answer in self.answers:
            if not answer.done():
                answer.set_exception(error)
                answer.exception()  # there is nothing to tell where nobody asks

    def ask_again(self) -> None:
        """It may have been done."""
        self.is_again = True
        if self.script is not None:
            self.arguments += _AGAIN
            self.length += 1


class RedisConnection:
    """A Connection to Redis.

    All goes over one connection, each batch in one pipeline: what is asked for while one is under
    way is the next one. Where the connection is lost in the middle of one, what has not been
    answered is asked again on another one, once, with "again" as one more argument. It may have
    been done the first time: each script that is run has to notice that, by the token that it has
    got (`token`), or be one that may be done twice.
    """

    kind: PlaceKind = "redis"

    def __init__(self, place: StorePlace) -> None:
        self.where = place.shown
        self.prefix = place.options.get("prefix", PREFIX)
        self._timeout = float(place.options.get("timeout", TIMEOUT))
        given: dict[str, Any] = {
            name: value for name, value in place.options.items() if name.startswith("ssl_")
        }
        if "ssl_check_hostname" in given:
            given["ssl_check_hostname"] = given["ssl_check_hostname"].lower() in (
                "1",
                "true",
                "yes",
            )
        if "db" in place.options:
            given["db"] = int(place.options["db"])
        self._pool = ConnectionPool.from_url(
            place.target,
            protocol=2,
            socket_timeout=None,
            socket_connect_timeout=None,
            retry=Retry(NoBackoff(), 0),
            **given,
        )
        self._connection: Any = None
        """What redis-py has connected: by the URL, with TLS, password and database."""
        self._heads: dict[str, tuple[int, bytes]] = {}
        """How the command begins that performs a script which Redis knows: words, and bytes."""
        self._asked: list[_Call] = []
        self._reads: dict[bytes, _Call] = {}
        """What is only to be read, of what is asked for and not sent."""
        self._sent: deque[_Call] = deque()
        """What Redis has not answered."""
        self._exchanging: asyncio.Task[None] | None = None
        """What exchanges batches with Redis, while there is something asked for."""
        self._is_late = False
        """Whether there was no answer in time."""
        self._process = os.urandom(6).hex()
        self._tokens = 0

    def token(self) -> str:
        self._tokens += 1
        return f"{self._process}{self._tokens:08x}"

    def run(self, script: Script, *arguments: _Argument) -> asyncio.Future[Any]:
        call = _Call(script, _packed(arguments), len(arguments))
        self._asked.append(call)
        return self._answer(call)

    def read(self, command: str, key: str, *arguments: _Argument) -> asyncio.Future[Any]:
        packed = _packed((command, self.prefix + key, *arguments))
        call = self._reads.get(packed)
        if call is None:
            call = self._reads[packed] = _Call(None, packed, 2 + len(arguments))
            self._asked.append(call)
        return self._answer(call)

    async def start(self) -> None:
        await self.run(_WRITE_SOMETHING)

    async def close(self) -> None:
        while self._exchanging is not None:
            await asyncio.wait([self._exchanging])
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.disconnect(nowait=True)

    def documents(self, name: str, idle_seconds: float = 0) -> RedisDocuments:
        return RedisDocuments(self, name, idle_seconds)

    def stream(self, name: str, most: int, most_bytes: int) -> RedisStream:
        return RedisStream(self, name, most, most_bytes)

    def _answer(self, call: _Call) -> asyncio.Future[Any]:
        """The answer to what is asked for, which will come."""
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        call.answers.append(answer)
        if self._exchanging is None:
            self._exchanging = asyncio.ensure_future(self._exchange_batches())
        return answer

    async def _exchange_batches(self) -> None:
        """Have Redis answer what is asked for, batch by batch, until there is nothing more.

        Nobody waits for ever, whatever happens.
        """
        try:
            while self._asked:
                try:
                    if self._connection is None:
                        self._connection = await asyncio.wait_for(self._connected(), self._timeout)
                except Exception as error:
                    self._refuse(self._failure(error))
                    continue
                await self._exchange()
                if self._asked:
                    await asyncio.sleep(0)  # behind those who have got their answers now
        finally:
            self._exchanging = None
            self._refuse(StoreUnreachable(f"{self.where}: the connection is given up"))

    async def _connected(self) -> Any:
        """A connection. Raises what redis-py does where there is none."""
        connection: Any = self._pool.make_connection()  # type: ignore[no-untyped-call]
        try:
            await connection.connect()
        except BaseException:
            await connection.disconnect(nowait=True)
            raise
        self._heads.clear()
        return connection

    async def _exchange(self) -> None:
        """Send a batch of what is asked for, and take the answers."""
        batch, self._asked = self._asked[:_MOST_AT_ONCE], self._asked[_MOST_AT_ONCE:]
        self._reads.clear()
        self._sent.extend(batch)
        # redis-py leaves a connection when one of these raises anything.
        connection, self._connection = self._connection, None
        timer = asyncio.get_running_loop().call_later(self._timeout, self._give_up)
        try:
            await connection.send_packed_command(b"".join(map(self._written, batch)))
            while self._sent:
                try:
                    reply = await connection.read_response()
                except ResponseError as error:
                    self._take_error(error)
                else:
                    self._sent.popleft().give(reply)
            self._connection = connection
        except asyncio.CancelledError:
            if not self._is_late:
                raise
            self._lose(self._failure(TimeoutError()))
        except Exception as error:
            self._lose(self._failure(error))
        finally:
            timer.cancel()
            self._is_late = False

    def _give_up(self) -> None:
        """There was no answer in time. asyncio.wait_for would do, in a task for each batch."""
        if self._exchanging is not None:
            self._is_late = self._exchanging.cancel()

    def _written(self, call: _Call) -> bytes:
        """A call as it goes to Redis."""
        script = call.script
        if script is None:
            return b"*%d\r\n%b" % (call.length, call.arguments)
        head = self._heads.get(script.sha)
        if head is None:
            self._heads[script.sha] = _head_of("EVALSHA", script.sha, 1, self.prefix)
            head = _head_of("EVAL", script.text, 1, self.prefix)
        return b"*%d\r\n%b%b" % (head[0] + call.length, head[1], call.arguments)

    def _take_error(self, error: ResponseError) -> None:
        """Give to whom it is for an error that Redis has answered."""
        call = self._sent.popleft()
        if isinstance(error, NoScriptError):  # somebody has had Redis forget its scripts
            self._heads.clear()
            self._asked.append(call)
        else:
            call.fail(self._failure(error))

    def _lose(self, failure: Exception) -> None:
        """The connection is lost: ask once more what has not been answered. It fails where that
        was done already, and where what has come is no answer."""
        again = []
        for call in self._sent:
            if call.is_again or not isinstance(failure, StoreUnreachable):
                call.fail(failure)
            elif call.is_waited_for:
                call.ask_again()
                again.append(call)
        self._sent.clear()
        self._asked[:0] = again
        self._reads.clear()

    def _refuse(self, failure: Exception) -> None:
        """Nothing that is asked for can be done."""
        for call in (*self._sent, *self._asked):
            call.fail(failure)
        self._sent.clear()
        self._asked.clear()
        self._reads.clear()

    def _failure(self, error: Exception) -> Exception:
        """What redis-py raises, as a failure of a store."""
        said = f"{self.where}: {str(error) or type(error).__name__}"
        if isinstance(error, ResponseError):
            if any(sign in str(error) for sign in _GARBLED):
                return StoreGarbled(said)
            if isinstance(error, ReadOnlyError) or any(sign in str(error) for sign in _UNWRITABLE):
                return StoreUnwritable(said)
            return StoreUnreachable(said)
        if isinstance(error, (asyncio.TimeoutError, TimeoutError)):
            return StoreUnreachable(f"{self.where}: no answer within {self._timeout:g} seconds")
        if isinstance(error, _LOST):
            return StoreUnreachable(said)
        if isinstance(error, (RedisError, ValueError)):  # what is no answer of Redis
            return StoreGarbled(said)
        return error


def _packed(words: Sequence[_Argument]) -> bytes:
    """Words as they go to Redis; redis-py takes several times as long for them."""
    parts = []
    for word in words:
        written = word if isinstance(word, bytes) else str(word).encode()
        parts.append(b"$%d\r\n%b\r\n" % (len(written), written))
    return b"".join(parts)


def _head_of(*words: _Argument) -> tuple[int, bytes]:
    """The beginning of a command: how many words, and their bytes."""
    return len(words), _packed(words)


_WRITE_SOMETHING = Script("redis.call('SET', KEYS[1] .. 'format', '1') return 1")
