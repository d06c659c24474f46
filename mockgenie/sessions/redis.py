"""Sessions in Redis."""

from __future__ import annotations

from collections.abc import Awaitable, Generator, Sequence
from typing import Any, Literal, cast

from mockgenie.sessions.table import (
    AT_ONCE,
    ENDED_REMEMBERED,
    Ended,
    IdleLimit,
    Inserted,
    SessionRow,
)
from mockgenie.stores import Script, ScriptRunner

# PREFIXsession:UUID is a hash: the access key, the version, the content, and the tokens of the last
# changes. PREFIXsessions has the uuids by the time at which they were used; PREFIXended has how the
# last ones ended, and by which token, and PREFIXended:order their order.
_COMMON = f"""
local sessions, ended = KEYS[1] .. 'sessions', KEYS[1] .. 'ended'
local function place(uuid) return KEYS[1] .. 'session:' .. uuid end
local function remove(uuid, how, token)
  redis.call('ZREM', sessions, uuid)
  redis.call('DEL', place(uuid))
  redis.call('HSET', ended, uuid, how .. '=' .. token)
  if redis.call('LPUSH', ended .. ':order', uuid) > {ENDED_REMEMBERED} then
    redis.call('HDEL', ended, redis.call('RPOP', ended .. ':order'))
  end
end
local function expire(horizon)
  local uuids = redis.call('ZRANGEBYSCORE', sessions, '-inf', horizon, 'LIMIT', 0, {AT_ONCE})
  for _, uuid in ipairs(uuids) do remove(uuid, 'expired', '') end
  return uuids
end
local function used(uuid)
  local score = redis.call('ZSCORE', sessions, uuid)
  return score and tonumber(score)
end
"""
# ARGV: uuid, access key, content, now, horizon, limit, token.
_INSERT = Script(
    _COMMON
    + """
local uuid, token = ARGV[1], ARGV[7]
if redis.call('HGET', place(uuid), 'tokens') == token then return {'kept'} end
if used(uuid) then return {'taken'} end
local expired = expire(ARGV[5])
local count = redis.call('ZCOUNT', sessions, '(' .. ARGV[5], '+inf')
if count >= tonumber(ARGV[6]) then
  table.insert(expired, 1, 'full')
  return expired
end
redis.call('HSET', place(uuid), 'key', ARGV[2], 'version', 1, 'kept', ARGV[3], 'tokens', token)
redis.call('ZADD', sessions, ARGV[4], uuid)
table.insert(expired, 1, 'kept')
return expired
"""
)
# ARGV: uuid, access key, now, horizon.
_USE = Script(
    _COMMON
    + """
local uuid = ARGV[1]
local last = used(uuid)
if not last then return false end
if last <= tonumber(ARGV[4]) then
  remove(uuid, 'expired', '')
  return 'expired'
end
local row = redis.call('HMGET', place(uuid), 'key', 'version', 'kept')
if not row[1] then
  redis.call('ZREM', sessions, uuid)
  return false
end
if row[1] ~= ARGV[2] then return false end
if tonumber(ARGV[3]) > last then redis.call('ZADD', sessions, ARGV[3], uuid) end
return {row[2], row[3]}
"""
)
# ARGV: uuid, version, content, token. What has been done by this token is done.
_REPLACE = Script(
    """
local key = KEYS[1] .. 'session:' .. ARGV[1]
local row = redis.call('HMGET', key, 'version', 'tokens')
if not row[1] then return 0 end
local tokens = row[2] or ''
if string.find(tokens, ARGV[4], 1, true) then return 1 end
if row[1] ~= ARGV[2] then return 0 end
redis.call('HSET', key, 'version', string.format('%d', row[1] + 1), 'kept', ARGV[3],
  'tokens', string.sub(ARGV[4] .. tokens, 1, 160))
return 1
"""
)
# ARGV: uuid, how it ends, horizon, token, "1" for a certain access key, the key, version or "".
_REMOVE = Script(
    _COMMON
    + """
local uuid = ARGV[1]
local last = used(uuid)
if not last then
  if redis.call('HGET', ended, uuid) == ARGV[2] .. '=' .. ARGV[4] then return 'removed' end
  return false
end
if last <= tonumber(ARGV[3]) then
  remove(uuid, 'expired', '')
  return 'expired'
end
local row = redis.call('HMGET', place(uuid), 'key', 'version')
if ARGV[5] == '1' and row[1] ~= ARGV[6] then return false end
if ARGV[7] ~= '' and row[2] ~= ARGV[7] then return false end
remove(uuid, ARGV[2], ARGV[4])
return 'removed'
"""
)
# ARGV: uuids.
_ROWS = Script(
    """
local rows = {}
for i, uuid in ipairs(ARGV) do
  local score = redis.call('ZSCORE', KEYS[1] .. 'sessions', uuid)
  local row = redis.call('HMGET', KEYS[1] .. 'session:' .. uuid, 'key', 'version', 'kept')
  if score and row[1] then table.insert(rows, {uuid, score, row[1], row[2], row[3]}) end
end
return rows
"""
)
_ENDED = Script("return redis.call('HGET', KEYS[1] .. 'ended', ARGV[1])")
_UUIDS = Script("return redis.call('ZRANGEBYSCORE', KEYS[1] .. 'sessions', '(' .. ARGV[1], '+inf')")
_EXPIRE = Script(_COMMON + "return expire(ARGV[1])")
_CLEAR = Script(
    _COMMON
    + """
local count = redis.call('ZCOUNT', sessions, '(' .. ARGV[1], '+inf')
for _, uuid in ipairs(redis.call('ZRANGE', sessions, 0, -1)) do
  redis.call('DEL', place(uuid))
end
redis.call('DEL', sessions, ended, ended .. ':order')
return count
"""
)


class RedisSessionTable:
    """A SessionTable."""

    def __init__(self, connection: ScriptRunner) -> None:
        self._connection = connection
        self._run = connection.run

    async def insert(
        self, uuid: str, access_key: bytes, kept: bytes, idle: IdleLimit, limit: int
    ) -> tuple[Inserted, Sequence[str]]:
        became, *expired = await self._run(
            _INSERT,
            uuid,
            access_key,
            kept,
            repr(idle.now),
            repr(idle.horizon),
            limit,
            self._connection.token(),
        )
        return cast(Inserted, became.decode()), [one.decode() for one in expired]

    async def use(
        self, uuid: str, access_key: bytes, idle: IdleLimit
    ) -> tuple[int, bytes] | Literal["expired"] | None:
        found = await self._run(_USE, uuid, access_key, repr(idle.now), repr(idle.horizon))
        if found is None:
            return None
        if not isinstance(found, list):
            return "expired"
        return _readable(*found)

    async def replace(self, uuid: str, version: int, kept: bytes) -> bool:
        done = await self._run(_REPLACE, uuid, version, kept, self._connection.token())
        return bool(done)

    async def remove(
        self,
        uuid: str,
        how: Ended,
        idle: IdleLimit,
        access_key: bytes | None = None,
        version: int | None = None,
    ) -> Literal["removed", "expired"] | None:
        removed = await self._run(
            _REMOVE,
            uuid,
            how,
            repr(idle.horizon),
            self._connection.token(),
            "" if access_key is None else "1",
            access_key or b"",
            "" if version is None else version,
        )
        if removed is None:
            return None
        return "removed" if removed == b"removed" else "expired"

    def find(self, uuid: str) -> Awaitable[SessionRow | None]:
        read = self._connection.read
        return _Finding(
            uuid,
            read("ZSCORE", "sessions", uuid),
            read("HMGET", f"session:{uuid}", "key", "version", "kept"),
        )

    async def ended(self, uuid: str) -> Ended | None:
        how = await self._run(_ENDED, uuid)
        return None if how is None else cast(Ended, how.decode().partition("=")[0])

    async def uuids(self, idle: IdleLimit) -> Sequence[str]:
        return [one.decode() for one in await self._run(_UUIDS, repr(idle.horizon))]

    async def rows(self, uuids: Sequence[str]) -> Sequence[SessionRow]:
        found = await self._run(_ROWS, *uuids)
        return [_row(uuid.decode(), float(used), *rest) for uuid, used, *rest in found]

    async def clear(self, idle: IdleLimit) -> int:
        count: int = await self._run(_CLEAR, repr(idle.horizon))
        return count

    async def expire(self, idle: IdleLimit) -> Sequence[str]:
        return [one.decode() for one in await self._run(_EXPIRE, repr(idle.horizon))]


class _Finding:
    """A session that has been asked for: when it was used, and what is kept of it."""

    __slots__ = ("_row", "_used", "_uuid")

    def __init__(self, uuid: str, used: Awaitable[Any], row: Awaitable[Any]) -> None:
        self._uuid = uuid
        self._used = used
        self._row = row

    def __await__(self) -> Generator[Any, None, SessionRow | None]:
        used = yield from self._used.__await__()
        row = yield from self._row.__await__()
        return None if used is None or row[0] is None else _row(self._uuid, float(used), *row)


def _row(uuid: str, used: float, access_key: bytes, version: Any, kept: Any) -> SessionRow:
    number, kept = _readable(version, kept)
    return SessionRow(uuid, access_key, number, used, kept)


def _readable(version: Any, kept: Any) -> tuple[int, bytes]:
    """A version and a content; where one of them is none, there is no content: that is no session,
    which whoever reads it notices."""
    if not isinstance(version, bytes) or not version.isdigit() or not isinstance(kept, bytes):
        return 0, b""
    return int(version), kept
