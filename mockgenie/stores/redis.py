"""A place in Redis, or in a server that speaks its protocol: Valkey, for example."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

from redis.asyncio.connection import ConnectionPool
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import (
    AuthenticationError,
    BusyLoadingError,
    ConnectionError,  # noqa: A004
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

_GARBLED = ("WRONGTYPE", "ERR value is not", "ERR hash value is not", "ERR Error compiling")
_UNWRITABLE = ("maxmemory", "READONLY", "MISCONF", "NOREPLICAS", "unable to persist")
_LOST = (ConnectionError, TimeoutError, OSError, asyncio.TimeoutError, asyncio.IncompleteReadError)


_AGAIN = b"$5\r\nagain\r\n"
_MOST_AT_ONCE = 500


class _Call(NamedTuple):
    """A script with its arguments, packed, and how many there are; and who waits for it."""

    script: Script
    arguments: bytes
    length: int
    answer: asyncio.Future[Any]


class RedisConnection:
    """A Connection to Redis.

    All goes over one connection, each batch in one pipeline. Where the connection is lost in the
    middle of one, what has not been answered is asked again on another one, once, with "again" as
    one more argument. It may have been done the first time: each script that is run has to notice
    that, by the token that it has got (`token`), or be one that may be done twice.
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
        self._sent_scripts: set[str] = set()
        self._asked: list[_Call] = []
        self._pump: asyncio.Task[None] | None = None
        self._process = os.urandom(6).hex()
        self._tokens = 0

    def token(self) -> str:
        self._tokens += 1
        return f"{self._process}{self._tokens:08x}"

    async def run(self, script: Script, *arguments: _Argument) -> Any:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Any] = loop.create_future()
        self._asked.append(_Call(script, _packed(arguments), len(arguments), answer))
        if self._pump is None:
            self._pump = loop.create_task(self._perform_all())
        return await answer

    async def start(self) -> None:
        await self.run(_WRITE_SOMETHING)

    async def close(self) -> None:
        if self._pump is not None:
            await self._pump
        await self._disconnect()

    def documents(self, name: str, idle_seconds: float = 0) -> RedisDocuments:
        return RedisDocuments(self, name, idle_seconds)

    def stream(self, name: str, most: int, most_bytes: int) -> RedisStream:
        return RedisStream(self, name, most, most_bytes)

    async def _perform_all(self) -> None:
        """Do what is asked for until there is nothing more."""
        try:
            while self._asked:
                batch, self._asked = self._asked[:_MOST_AT_ONCE], self._asked[_MOST_AT_ONCE:]
                await self._perform(batch)
        finally:
            self._pump = None

    async def _perform(self, batch: Sequence[_Call]) -> None:
        """Answer each of a batch."""
        for _ in range(2):
            try:
                await asyncio.wait_for(self._exchange(batch), self._timeout)
                return
            except _LOST as error:
                why: Exception = error
                if self._connection is None:  # there has not been any
                    break
                await self._disconnect()
            except (RedisError, ValueError) as error:  # what is no answer of Redis
                await self._disconnect()
                self._fail(batch, StoreGarbled(f"{self.where}: {error}"))
                return
            except Exception as error:  # nobody is to wait for ever, whatever it is
                await self._disconnect()
                self._fail(batch, error)
                return
            batch = [
                one._replace(arguments=one.arguments + _AGAIN, length=one.length + 1)
                for one in batch
                if not one.answer.done()
            ]
            if not batch or isinstance(why, (AuthenticationError, BusyLoadingError)):
                break
        self._fail(batch, StoreUnreachable(f"{self.where}: {self._reason(why)}"))

    def _reason(self, error: Exception) -> str:
        if isinstance(error, (asyncio.TimeoutError, TimeoutError)):
            return f"no answer within {self._timeout:g} seconds"
        return str(error) or type(error).__name__

    @staticmethod
    def _fail(batch: Sequence[_Call], error: Exception) -> None:
        for one in batch:
            if not one.answer.done():
                one.answer.set_exception(error)

    async def _exchange(self, batch: Sequence[_Call]) -> None:
        """Send a batch, and give each of it what Redis answers. Raises what redis-py does where the
        connection is lost."""
        connection = await self._connected()
        await self._send(connection, batch)
        unknown = []
        for one in batch:
            try:
                result = await connection.read_response()
            except BusyLoadingError:
                raise
            except ResponseError as error:
                if str(error).startswith(("NOSCRIPT", "No matching script")):
                    unknown.append(one)
                elif not one.answer.done():
                    one.answer.set_exception(self._failure(error))
                continue
            if not one.answer.done():
                one.answer.set_result(result)
        if unknown:  # somebody has had Redis forget its scripts
            self._sent_scripts.clear()
            await self._exchange(unknown)

    async def _connected(self) -> Any:
        connection = self._connection
        if connection is None:
            connection = self._pool.make_connection()  # type: ignore[no-untyped-call]
            try:
                await connection.connect()
            except ResponseError as error:  # no such database, for example
                await connection.disconnect(nowait=True)
                raise AuthenticationError(str(error)) from None
            except BaseException:
                await connection.disconnect(nowait=True)
                raise
            self._connection = connection
            self._sent_scripts.clear()
        return connection

    async def _send(self, connection: Any, batch: Sequence[_Call]) -> None:
        commands: list[bytes] = []
        for script, arguments, length, _ in batch:
            if script.sha in self._sent_scripts:
                how = ("EVALSHA", script.sha, 1, self.prefix)
            else:
                self._sent_scripts.add(script.sha)
                how = ("EVAL", script.text, 1, self.prefix)
            commands += b"*%d\r\n" % (len(how) + length), _packed(how), arguments
        await connection.send_packed_command(b"".join(commands), check_health=False)

    async def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.disconnect(nowait=True)

    def _failure(self, error: ResponseError) -> Exception:
        """An error that Redis has answered, as a failure of a store."""
        said = f"{self.where}: {error}"
        if any(sign in str(error) for sign in _GARBLED):
            return StoreGarbled(said)
        if isinstance(error, ReadOnlyError) or any(sign in str(error) for sign in _UNWRITABLE):
            return StoreUnwritable(said)
        return StoreUnreachable(said)


def _packed(words: Sequence[_Argument]) -> bytes:
    """Words as they go to Redis; redis-py takes several times as long for them."""
    parts = []
    for word in words:
        written = word if isinstance(word, bytes) else str(word).encode()
        parts.append(b"$%d\r\n%b\r\n" % (len(written), written))
    return b"".join(parts)


_WRITE_SOMETHING = Script("redis.call('SET', KEYS[1] .. 'format', '1') return 1")
