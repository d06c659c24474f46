"""`mockgenie kakao`: a simulated Kakao room, in which somebody's skill is talked to."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, TypeVar

from mockgenie.cli.line_commands import LineCommand
from mockgenie.cli.output import fail, say
from mockgenie.cli.room import (
    Room,
    RoomOption,
    add_room_options,
    address_of,
    listening,
    said_in,
    show_trust,
)

if TYPE_CHECKING:
    from mockgenie.platforms import KakaoUser

P = TypeVar("P", bound=argparse.ArgumentParser)

_DESCRIPTION = """
Talk to a Kakao skill as its users do. Each line that is typed is sent to the skill as Kakao sends
it; shown are the bubbles that a user sees, and behind ?? whatever Kakao would drop or fold. With
check, what --say says is sent instead, and the exit code is 0 where every answer arrives, and 1
where one does not come, comes too late or is dropped.
"""


def add_to(commands: argparse._SubParsersAction[P]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "kakao",
        help="talk to a Kakao skill, and check its answers",
        description=_DESCRIPTION,
    )
    parser.set_defaults(run=run)
    add_room_options(
        parser,
        "skill",
        "http://localhost:8000/query/KAKAO",
        "answers to a callback are taken",
        "a free one",
    )
    option = parser.add_argument
    option(
        "--payload",
        choices=("real", "skill-test", "validation"),
        default="real",
        help="what is sent: real traffic, the admin centre's skill-test, or the validation of a"
        " parameter (default: %(default)s)",
    )
    option("--live", action="store_true", help="the channel that all see, not the developing one")
    option(
        "--block",
        metavar="NAME",
        default="폴백 블록",
        help="the block that calls the skill (default: %(default)s)",
    )
    option(
        "--param",
        action="append",
        metavar="NAME=VALUE",
        default=argparse.SUPPRESS,
        help="value of a parameter of the block; may be given several times",
    )
    option("--stranger", action="store_true", help="the user has not added the channel")
    option(
        "--app-key",
        action="store_true",
        help="the bot has an app key, so that the user has an appUserId as well",
    )
    option(
        "--callback",
        action="store_true",
        help="offer an address for answers that take longer than 5 seconds",
    )
    option(
        "--callback-base",
        default=argparse.SUPPRESS,
        metavar="BASE",
        help="what such an address begins with, as https://bot-api.kakao.com (default: where this"
        " machine listens)",
    )
    option(
        "--header",
        action="append",
        metavar="NAME:VALUE",
        default=argparse.SUPPRESS,
        help="header to send, as the skill's settings have it; may be given several times",
    )


def run(options: argparse.Namespace) -> int:
    """Talk until there is nothing more to say."""
    from mockgenie.cli.console import open_lines
    from mockgenie.cli.lines import Pipe
    from mockgenie.platforms import NoSuchWebhook

    try:
        said = said_in(options, "kakao")
        user = _user(options)
    except (RoomOption, NoSuchWebhook) as problem:
        return fail(str(problem))
    with user:
        room = Room(user, COMMANDS, Pipe() if said is not None else open_lines())
        return room.talk() if said is None else room.check(said)


def _user(options: argparse.Namespace) -> KakaoUser:
    """Who talks, as the options have it. Raises RoomOption and NoSuchWebhook."""
    from mockgenie.channels import is_address
    from mockgenie.platforms import CALLBACK_HOST, Callbacks, KakaoUser

    user = KakaoUser(
        options.url,
        dict(_pairs(options, "header", ":")),
        user=options.user,
        kind=options.payload,
        live=options.live,
        block=options.block,
        params=dict(_pairs(options, "param", "=")),
        friend=not options.stranger,
        app=options.app_key,
    )
    if not options.callback:
        if options.tls or "port" in options or "callback_base" in options:
            raise RoomOption("--tls, --port and --callback-base are for --callback")
        return user
    if options.payload != "real":
        raise RoomOption(f"a {options.payload} offers no callback; leave out --callback")
    base = getattr(options, "callback_base", "")
    if base and not is_address(base):
        raise RoomOption(f"--callback-base: expected an address, not {base}")
    try:
        place = listening(options, [CALLBACK_HOST], 0, say)
        callbacks = Callbacks(base, **place)
    except OSError as error:
        raise RoomOption(f"port {getattr(options, 'port', 0)}: {error.strerror}") from None
    show_trust(options, callbacks.port, [CALLBACK_HOST])
    user.take_callbacks(callbacks)
    return user


def _pairs(options: argparse.Namespace, name: str, between: str) -> list[tuple[str, str]]:
    """The pairs that an option gives. Raises RoomOption."""
    pairs = []
    for given in getattr(options, name, ()):
        key, sign, value = given.partition(between)
        if not (sign and key.strip()):
            raise RoomOption(f"--{name}: expected NAME{between}VALUE, not {given}")
        if name == "header" and not (given.isascii() and given.isprintable()):
            raise RoomOption(f"--header: expected ASCII, not {given}")
        pairs.append((key.strip(), value.strip()))
    return pairs


def _picture(user: KakaoUser, address: str) -> None:
    user.send_picture(address_of(address, "a picture or a film"))


def _film(user: KakaoUser, address: str) -> None:
    user.send_film(address_of(address, "a picture or a film"))


COMMANDS: dict[str, LineCommand] = {
    "/image": LineCommand("URL", "sends a picture, of which the skill gets the address", _picture),
    "/video": LineCommand("URL", "sends a film likewise", _film),
}
