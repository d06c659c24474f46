"""Documents in Redis."""

from __future__ import annotations

import time
from collections.abc import Callable

from mockgenie.stores.script import Script, ScriptRunner

# ARGV: set, name, horizon, known version. A document is a hash; "PREFIXdocs:SET" has the names of a
# set by the time at which they were swapped.
_FIND = """
local place = KEYS[1] .. 'docs:' .. ARGV[1]
local swapped = redis.call('ZSCORE', place, ARGV[2])
local key = place .. ':' .. ARGV[2]
local version = '0'
if swapped and tonumber(swapped) > tonumber(ARGV[3]) then
  version = redis.call('HGET', key, 'version') or '0'
end
"""
_READ = Script(
    _FIND
    + """
if version == ARGV[4] or version == '0' then return {version, false} end
return {version, redis.call('HGET', key, 'content')}
"""
)
# Further ARGV: now, the token of this swap, the content, "" for none and "1" for one. A document
# keeps the tokens of the last swaps with the versions that they gave.
_SWAP = Script(
    _FIND
    + """
local tokens = redis.call('HGET', key, 'tokens') or ''
local at = string.find(tokens, ARGV[6], 1, true)
if at then return string.match(tokens, '=(%d+);', at) end
if version ~= ARGV[4] then return false end
if ARGV[8] == '' then
  redis.call('ZREM', place, ARGV[2])
  redis.call('DEL', key)
  return '0'
end
for _, name in ipairs(redis.call('ZRANGEBYSCORE', place, '-inf', ARGV[3], 'LIMIT', 0, 20)) do
  redis.call('ZREM', place, name)
  redis.call('DEL', place .. ':' .. name)
end
if version == '0' then tokens = '' end
local new = string.format('%d', redis.call('INCR', KEYS[1] .. 'versions'))
tokens = string.sub(ARGV[6] .. '=' .. new .. ';' .. tokens, 1, 200)
redis.call('HSET', key, 'version', new, 'content', ARGV[7], 'tokens', tokens)
redis.call('ZADD', place, ARGV[5], ARGV[2])
return new
"""
)
_CLEAR = Script(
    """
local place = KEYS[1] .. 'docs:' .. ARGV[1]
local count = redis.call('ZCOUNT', place, '(' .. ARGV[2], '+inf')
for _, name in ipairs(redis.call('ZRANGE', place, 0, -1)) do
  redis.call('DEL', place .. ':' .. name)
end
redis.call('DEL', place)
return count
"""
)


class RedisDocuments:
    """A set of Documents; `idle_seconds`: how long one is kept that nobody swaps, 0 for ever."""

    def __init__(
        self,
        connection: ScriptRunner,
        kind: str,
        idle_seconds: float = 0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._connection = connection
        self._kind = kind
        self._idle_seconds = idle_seconds
        self._clock = clock

    async def read(self, name: str) -> tuple[int, bytes | None]:
        version, content = await self._connection.run(_READ, self._kind, name, self._horizon(), "")
        return int(version), content

    async def newer(self, name: str, version: int) -> tuple[int, bytes | None] | None:
        if not self._idle_seconds:
            found = await self._connection.read("HGET", f"docs:{self._kind}:{name}", "version")
            if int(found or 0) == version:
                return None
        now, content = await self._connection.run(_READ, self._kind, name, self._horizon(), version)
        return None if int(now) == version else (int(now), content)

    async def swap(self, name: str, version: int, content: bytes | None) -> int | None:
        new = await self._connection.run(
            _SWAP,
            self._kind,
            name,
            self._horizon(),
            version,
            repr(self._clock()),
            self._connection.token(),
            b"" if content is None else content,
            "" if content is None else "1",
        )
        return None if new is None else int(new)

    async def clear(self) -> int:
        count: int = await self._connection.run(_CLEAR, self._kind, self._horizon())
        return count

    def _horizon(self) -> str:
        """The moment at which one has to have been swapped that is there still."""
        return repr(self._clock() - self._idle_seconds if self._idle_seconds else -1.0)
