"""Rooms of the simulated chat platforms: opened, talked in, closed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Literal

from msgspec import Meta, Struct

from mockgenie.server.admin.problem import Refused
from mockgenie.server.server import Server

if TYPE_CHECKING:
    from mockgenie.platforms import Seen
    from mockgenie.server.rooms import PlatformRoom


class RoomWanted(Struct, frozen=True, forbid_unknown_fields=True):
    """A room to be opened."""

    platform: Annotated[
        Literal["kakao", "naver"], Meta(description="The platform that is simulated.")
    ]
    url: Annotated[
        str,
        Meta(
            description="Where the bot is on this machine, whose skill or webhook is called.",
            max_length=2000,
            examples=["http://localhost:8000/query/KAKAO"],
        ),
    ]
    user: Annotated[
        str, Meta(description="Who talks; each name is another user.", max_length=200)
    ] = "user"
    sends: Annotated[
        bool,
        Meta(
            description="The bot may send by itself: to the send API of TalkTalk, or to a callback"
            " of Kakao."
        ),
    ] = False


class RoomDeed(Struct, frozen=True, forbid_unknown_fields=True):
    """What the user of a room does. `echo`, `pass` and `take` are done by a person on the bot's
    side; `save` saves the address of a webhook that is blocked anew."""

    do: Annotated[
        Literal[
            "say", "image", "video", "open", "leave", "friend", "unfriend", "echo", "pass", "take",
            "profile", "save",
        ],
        Meta(description="What it is; `video` is of Kakao, most others of TalkTalk."),
    ] = "say"  # fmt: skip
    text: Annotated[
        str,
        Meta(
            description="What is said, the label of what is touched, or the address of a picture.",
            max_length=10_000,
        ),
    ] = ""


class OneRoom(Struct, frozen=True, forbid_unknown_fields=True):
    """Which room."""

    id: Annotated[str, Meta(description="What it was given when it was opened.")]


class RoomProblem(Struct, frozen=True):
    """Something that the platform drops (`drops`) or changes: its `path` in the answer, "" for the
    whole, what is wrong, its effect, and the limit that is passed, if it is one."""

    path: str
    what: str
    effect: str
    limit: int | None
    drops: bool


class RoomTouch(Struct, frozen=True):
    """What can be touched: the text by which `say` touches it, what it is in the words of the
    platform, what it says, null for nothing, and where it leads."""

    label: str
    kind: str
    says: str | None
    leads: str


class RoomTurn(Struct, frozen=True):
    """What came of something: what the user sees in `lines`, and as JSON in `shown`; what was sent
    and received, in base64; `status` 0 where no answer came within the milliseconds it `took`."""

    said: str
    lines: list[str]
    shown: list[str]
    problems: list[RoomProblem]
    sent: bytes
    received: bytes
    status: int
    took: float


class RoomTurns(Struct, frozen=True):
    """Turns, and what can be touched behind the last of them."""

    turns: list[RoomTurn]
    touches: list[RoomTouch]


class RoomShown(Struct, frozen=True):
    """A room; `send_api`: where a bot of TalkTalk can send to, "" for nowhere; `deeds`: what its
    user can do."""

    id: str
    platform: str
    url: str
    send_api: str
    deeds: list[str]


class RoomsShown(Struct, frozen=True):
    """The rooms that are open, in the order in which they were opened."""

    rooms: list[RoomShown]


class RoomTold(Struct, frozen=True):
    """A room, and what was said in it."""

    room: RoomShown
    turns: list[RoomTurn]
    touches: list[RoomTouch]


async def list_rooms(server: Server) -> RoomsShown:
    """Those that are open."""
    return RoomsShown([_shown(room) for room in server.rooms.open_ones.values()])


async def open_room(server: Server, wanted: RoomWanted) -> RoomShown:
    """Open one. Raises Refused: 400, 403 for a bot of another machine, and 409 where other
    processes may be asked for it."""
    from mockgenie.platforms import NoSuchWebhook
    from mockgenie.server.rooms import NotOfThisMachine

    if server.has_peers:
        raise Refused(
            409,
            "a room lives in one process, and others may answer at this address:"
            f" mockgenie {wanted.platform} URL does the same, as does a server without --workers"
            " and with --store memory or sqlite:FILE",
        )
    try:
        room = await server.rooms.open(wanted.platform, wanted.url, wanted.user, wanted.sends)
    except NotOfThisMachine:
        command = f"mockgenie {wanted.platform} URL"
        problem = "rooms call bots on this machine alone: localhost, 127.0.0.1 or [::1]"
        raise Refused(403, f"{problem}; {command} calls others", "body.url") from None
    except NoSuchWebhook as error:
        raise Refused(400, str(error), "body.url") from None
    except OSError as error:
        raise Refused(503, f"what it sends cannot be taken: {error.strerror}") from None
    return _shown(room)


async def show_room(server: Server, asked: OneRoom) -> RoomTold:
    """One of them. Raises Refused, 404."""
    room = _room(server, asked.id)
    turns = [_turn(seen) for seen in [*room.user.turns]]
    return RoomTold(_shown(room), turns, _touches(room))


async def do_in_room(server: Server, asked: OneRoom, deed: RoomDeed) -> RoomTurns:
    """Have its user do something. Raises Refused: 400, 404, and 409 where something else is under
    way."""
    from mockgenie.server.rooms import DEEDS, RoomBusy

    room = _room(server, asked.id)
    known = DEEDS[room.platform]
    if deed.do not in known:
        problem = f"a user of {room.platform} cannot {deed.do}; known: {', '.join(known)}"
        raise Refused(400, problem, "body.do")
    if deed.do in ("say", "image", "video", "echo") and not deed.text.strip():
        raise Refused(400, f"{deed.do} needs a text", "body.text")
    try:
        return _turns(room, await room.do(deed.do, deed.text))
    except RoomBusy:
        raise _busy() from None


async def look_into_room(server: Server, asked: OneRoom) -> RoomTurns:
    """What the bot has sent by itself since. Raises Refused: 404, and 409 where something else is
    under way."""
    from mockgenie.server.rooms import RoomBusy

    room = _room(server, asked.id)
    try:
        return _turns(room, await room.look())
    except RoomBusy:
        raise _busy() from None


async def close_room(server: Server, asked: OneRoom) -> None:
    """Close one. Raises Refused, 404."""
    await server.rooms.close(_room(server, asked.id))


def _room(server: Server, number: str) -> PlatformRoom:
    room = server.rooms.open_ones.get(number)
    if room is None:
        raise Refused(404, "there is no such room; it may have been closed", "path.id")
    return room


def _busy() -> Refused:
    return Refused(409, "the bot has not answered yet to what was done before")


def _shown(room: PlatformRoom) -> RoomShown:
    from mockgenie.server.rooms import DEEDS

    return RoomShown(room.id, room.platform, room.url, room.send_api, list(DEEDS[room.platform]))


def _turns(room: PlatformRoom, turns: list[Seen]) -> RoomTurns:
    return RoomTurns([_turn(seen) for seen in turns], _touches(room))


def _touches(room: PlatformRoom) -> list[RoomTouch]:
    touches = [*room.user.touches.items()]
    return [RoomTouch(label, one.kind, one.says, one.leads) for label, one in touches]


def _turn(seen: Seen) -> RoomTurn:
    return RoomTurn(
        seen.said,
        list(seen.lines),
        [text for one in seen.shown if (text := _json(one))],
        [
            RoomProblem(one.path, one.what, one.effect, one.limit, one.drops)
            for one in seen.problems
        ],
        seen.sent,
        seen.received,
        seen.status,
        round(seen.took * 1000, 1),
    )


def _json(value: object) -> str:
    """A value as JSON, "" where it nests too deep to be shown."""
    try:
        return json.dumps(value, ensure_ascii=False)
    except RecursionError:
        return ""
