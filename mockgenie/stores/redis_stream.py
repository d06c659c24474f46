"""Streams in Redis."""

from __future__ import annotations

from mockgenie.stores.connection import StreamEntry
from mockgenie.stores.script import Script, ScriptRunner

# ARGV: stream, content, token, most entries, most bytes. "PREFIXstream:NAME" is a stream of Redis
# with the numbers as ids; beside it are the number given last and the bytes of all.
_APPEND = Script(
    """
local key = KEYS[1] .. 'stream:' .. ARGV[1]
if ARGV[6] == 'again' then
  for _, entry in ipairs(redis.call('XREVRANGE', key, '+', '-', 'COUNT', 1000)) do
    if entry[2][4] == ARGV[3] then return tonumber(string.match(entry[1], '%d+')) end
  end
end
local number = redis.call('INCR', key .. ':number')
redis.call('XADD', key, string.format('%d-1', number), 'content', ARGV[2], 'token', ARGV[3])
local count = redis.call('XLEN', key)
local bytes = redis.call('INCRBY', key .. ':bytes', #ARGV[2])
local most, most_bytes = tonumber(ARGV[4]), tonumber(ARGV[5])
while count > most or bytes > most_bytes do
  local first = redis.call('XRANGE', key, '-', '+', 'COUNT', 1)[1]
  if not first then break end
  redis.call('XDEL', key, first[1])
  count = count - 1
  bytes = redis.call('DECRBY', key .. ':bytes', #first[2][2])
end
return number
"""
)
_READ = Script(
    """
local key = KEYS[1] .. 'stream:' .. ARGV[1]
if ARGV[5] == '1' then return redis.call('XREVRANGE', key, ARGV[3], ARGV[2], 'COUNT', ARGV[4]) end
return redis.call('XRANGE', key, ARGV[2], ARGV[3], 'COUNT', ARGV[4])
"""
)
_NUMBER = Script(
    "return tonumber(redis.call('GET', KEYS[1] .. 'stream:' .. ARGV[1] .. ':number') or 0)"
)
_CLEAR = Script(
    """
local key = KEYS[1] .. 'stream:' .. ARGV[1]
local count = redis.call('XLEN', key)
redis.call('DEL', key, key .. ':bytes')
return count
"""
)


class RedisStream:
    """An EntryStream of at most so many entries and bytes."""

    def __init__(self, connection: ScriptRunner, name: str, most: int, most_bytes: int) -> None:
        self._connection = connection
        self._name = name
        self._most = most
        self._most_bytes = most_bytes

    async def append(self, content: bytes) -> int:
        number: int = await self._connection.run(
            _APPEND,
            self._name,
            content,
            self._connection.token(),
            self._most,
            self._most_bytes,
        )
        return number

    async def read(
        self, since: int = 0, before: int | None = None, most: int = 1000, *, last: bool = False
    ) -> list[StreamEntry]:
        if most < 1:
            return []
        end = "+" if before is None else f"{max(before - 1, 0)}-1"
        found = await self._connection.run(
            _READ, self._name, f"{since + 1}-0", end, most, "1" if last else ""
        )
        entries = [StreamEntry(int(name.split(b"-")[0]), fields[1]) for name, fields in found]
        return entries[::-1] if last else entries

    async def number(self) -> int:
        number: int = await self._connection.run(_NUMBER, self._name)
        return number

    async def clear(self) -> int:
        count: int = await self._connection.run(_CLEAR, self._name)
        return count
