"""Which session each user of a chat channel has."""

from __future__ import annotations

import json
from collections import OrderedDict
from typing import TypeAlias

from mockgenie.server.limits import compact
from mockgenie.stores import Documents

User: TypeAlias = tuple[str, str, str]
"""By what a user is known: the channel's name, the type of bot, and what the channel calls
them."""


class LocalUsers:
    """The users of this process alone, of whom at most so many are remembered."""

    def __init__(self, most: int) -> None:
        self._most = most
        # Least recently used first.
        self._uuids: OrderedDict[User, str] = OrderedDict()

    async def session(self, user: User) -> str:
        """The uuid of a user's session, "" where there is none; it may have ended since."""
        uuid = self._uuids.get(user, "")
        if uuid:
            self._uuids.move_to_end(user)
        return uuid

    async def change(self, user: User, before: str, uuid: str) -> bool:
        """Give a user another session than `before`; False where they have another one still."""
        self._uuids[user] = uuid
        self._uuids.move_to_end(user)
        if len(self._uuids) > self._most:
            self._uuids.popitem(last=False)
        return True

    async def leave(self, user: User) -> str:
        """Give a user no session; the one that they had."""
        return self._uuids.pop(user, "")


class SharedUsers:
    """The users of a mock that several processes are. Every operation raises StoreUnreachable and
    StoreGarbled."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    async def session(self, user: User) -> str:
        """As of LocalUsers."""
        return (await self._read(user))[1]

    async def change(self, user: User, before: str, uuid: str) -> bool:
        """As of LocalUsers."""
        version, known = await self._read(user)
        if known != before:
            return False
        return await self._documents.swap(_name(user), version, uuid.encode()) is not None

    async def leave(self, user: User) -> str:
        """As of LocalUsers."""
        version, uuid = await self._read(user)
        if not uuid or await self._documents.swap(_name(user), version, None) is None:
            return ""
        return uuid

    async def _read(self, user: User) -> tuple[int, str]:
        version, content = await self._documents.read(_name(user))
        return version, (content or b"").decode("ascii", "replace")


def _name(user: User) -> str:
    return compact(json.dumps(user))
