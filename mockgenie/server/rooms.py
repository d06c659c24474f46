"""Rooms of the simulated chat platforms, in which the bot at an address is talked to."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any, Literal, TypeAlias
from urllib.parse import urlsplit

from mockgenie.platforms import KakaoUser, NaverApi, NaverUser, PlatformUser, Seen
from mockgenie.server.background import in_background

Platform: TypeAlias = Literal["kakao", "naver"]

MOST_ROOMS = 8
"""Of those that are open; a further one closes the one that was used least recently."""
MOST_TURNS = 200
"""Of a room; older ones are forgotten."""

_Deed: TypeAlias = Callable[[Any, str], object]

_KAKAO: dict[str, _Deed] = {
    "say": lambda user, text: user.say(text),
    "image": lambda user, text: user.send_picture(text),
    "video": lambda user, text: user.send_film(text),
}
_NAVER: dict[str, _Deed] = {
    "say": lambda user, text: user.say(text),
    "image": lambda user, text: user.send_picture(text),
    "open": lambda user, _: user.open(),
    "leave": lambda user, _: user.leave(),
    "friend": lambda user, _: user.befriend(),
    "unfriend": lambda user, _: user.befriend(on=False),
    "echo": lambda user, text: user.echo(text),
    "pass": lambda user, _: user.hand_over("passThread"),
    "take": lambda user, _: user.hand_over("takeThread"),
    "profile": lambda user, _: user.give_profile(),
    "save": lambda user, _: user.save_webhook(),
}
DEEDS: Mapping[Platform, Mapping[str, _Deed]] = {"kakao": _KAKAO, "naver": _NAVER}
"""What a user of a platform can do, with a text where that takes one."""


class NotOfThisMachine(ValueError):
    """An address of another machine, to which a server sends nothing."""


class RoomBusy(Exception):
    """What was done in a room before is still under way."""


class PlatformRoom:
    """A user of a platform, and the bot at `url`. `send_api`: where the bot can send to, "" where
    it only answers."""

    def __init__(
        self, number: str, platform: Platform, url: str, user: PlatformUser, api: NaverApi | None
    ) -> None:
        self.id = number
        self.platform = platform
        self.url = url
        self.user = user
        self.send_api = api.url if api else ""
        self.used = time.monotonic()
        self.busy = False
        self._api = api

    async def do(self, deed: str, text: str = "") -> list[Seen]:
        """Have the user do something (`DEEDS`); what is seen then, and what has come since. Raises
        RoomBusy."""
        act = DEEDS[self.platform][deed]
        return await self._during(lambda: act(self.user, text))

    async def look(self) -> list[Seen]:
        """What has come since. Raises RoomBusy."""
        return await self._during(self.user.look)

    def close(self) -> None:
        """Take nothing more that the bot sends."""
        self.user.close()
        if self._api is not None:
            self._api.close()

    async def _during(self, act: Callable[[], object]) -> list[Seen]:
        if self.busy:
            raise RoomBusy
        self.busy, self.used = True, time.monotonic()

        def run() -> list[Seen]:
            turns = self.user.turns
            before = len(turns)
            try:
                act()
                seen = turns[before:]
                del turns[:-MOST_TURNS]
                return seen
            finally:
                # Here, for who has asked may have gone.
                self.busy = False

        return await in_background(run)


class PlatformRooms:
    """The rooms that are open. They call nothing but this machine."""

    def __init__(self) -> None:
        self.open_ones: dict[str, PlatformRoom] = {}
        self._numbers = count(1)

    async def open(self, platform: Platform, url: str, user: str, sends: bool) -> PlatformRoom:
        """A room with the bot at `url`; `sends`: it may send by itself, to TalkTalk's send API
        or to Kakao's callback. Raises NotOfThisMachine, NoSuchWebhook, and OSError where nothing
        can be taken from it."""
        check_target(url)
        room = await in_background(lambda: self._made(platform, url, user, sends))
        self.open_ones[room.id] = room
        for one in sorted(self.open_ones.values(), key=lambda one: one.used)[:-MOST_ROOMS]:
            await self.close(one)
        return room

    async def close(self, room: PlatformRoom) -> None:
        """Close a room."""
        self.open_ones.pop(room.id, None)
        await in_background(room.close)

    async def close_all(self) -> None:
        """Close all of them."""
        for room in [*self.open_ones.values()]:
            await self.close(room)

    def _made(self, platform: Platform, url: str, user: str, sends: bool) -> PlatformRoom:
        number = str(next(self._numbers))
        if platform == "kakao":
            kakao = KakaoUser(url, callback=sends, user=user)
            return PlatformRoom(number, platform, url, kakao, None)
        api = NaverApi() if sends else None
        try:
            return PlatformRoom(number, platform, url, NaverUser(url, api, user), api)
        except ValueError:
            if api is not None:
                api.close()
            raise


def check_target(url: str) -> None:
    """Raises NotOfThisMachine for an address that names another machine, or none at all; whatever
    else is wrong with it, who calls it tells."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return
    try:
        if host in ("", "localhost") or ipaddress.ip_address(host).is_loopback:
            return
    except ValueError:
        pass
    raise NotOfThisMachine(url)
