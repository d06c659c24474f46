"""`mockgenie naver`: a simulated room of Naver TalkTalk, in which somebody's bot is talked to."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, TypeVar

from mockgenie.cli.line_commands import LineCommand
from mockgenie.cli.numbers import number
from mockgenie.cli.output import fail, say
from mockgenie.cli.room import (
    CannotBeDone,
    Room,
    RoomOption,
    add_room_options,
    address_of,
    listening,
    said_in,
    show_trust,
)

if TYPE_CHECKING:
    from mockgenie.platforms import NaverApi, NaverUser

P = TypeVar("P", bound=argparse.ArgumentParser)

_DESCRIPTION = """
Talk to a bot of Naver TalkTalk as its users do. Each line that is typed goes to its webhook as
TalkTalk sends it; shown is what a user sees of the response, and of what the bot sends to the send
API, which is here as well. Behind ?? stands what the platform refuses, or takes and never delivers.
With check, what --say says is sent instead, and the exit code is 0 where every answer arrives, and
1 where one does not come, comes too late or is dropped.
"""
_PORT = 9000
_RESULTS = ("SUCCESS", "DISAGREE", "CANCEL")


def add_to(commands: argparse._SubParsersAction[P]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "naver",
        help="talk to a bot of Naver TalkTalk, and check what it sends",
        description=_DESCRIPTION,
    )
    parser.set_defaults(run=run)
    add_room_options(
        parser, "webhook", "http://localhost:8000/query/NAVER", "the send API is", str(_PORT)
    )
    option = parser.add_argument
    option(
        "--key",
        metavar="KEY",
        help="what a bot has to give as Authorization (default: anything)",
    )
    option(
        "--fetch",
        action="store_true",
        help="fetch pictures as the platform does: JPG, PNG or GIF, 20 MB, within 10 seconds",
    )
    option("--echo", action="store_true", help="let the bot have echoes of what it sends")
    option(
        "--wait",
        type=number(least=0, most=600),
        default=5.0,
        metavar="SECONDS",
        help="for which an answer by the send API is waited for (default: %(default)s)",
    )


def run(options: argparse.Namespace) -> int:
    """Talk until there is nothing more to say."""
    from mockgenie.cli.console import open_lines
    from mockgenie.cli.lines import Pipe
    from mockgenie.platforms import NAVER_HOSTS, NaverUser, NoSuchWebhook

    try:
        said = said_in(options, "naver")
        with _api(options) as api:
            user = NaverUser(options.url, api, options.user, options.echo, options.wait)
            if said is None:
                say(f"the send API is at {api.url}")
            show_trust(options, api.port, NAVER_HOSTS)
            room = Room(user, COMMANDS, Pipe() if said is not None else open_lines())
            return room.talk() if said is None else room.check(said)
    except (RoomOption, NoSuchWebhook) as problem:
        return fail(str(problem))


def _api(options: argparse.Namespace) -> NaverApi:
    """The send API as the options have it. Raises RoomOption."""
    from mockgenie.platforms import NAVER_HOSTS, NaverApi

    place = listening(options, NAVER_HOSTS, _PORT, say)
    try:
        return NaverApi(options.key or "", options.fetch, **place)
    except OSError as error:
        told = f"{options.host}, port {place['port']}: {error.strerror}"
        raise RoomOption(f"{told}; --port 0 takes a free one") from None


def _open(user: NaverUser, inflow: str) -> None:
    user.open(_one_of(inflow or "none", ("button", "list", "none")))


def _friend(user: NaverUser, state: str) -> None:
    user.befriend(_one_of(state or "on", ("on", "off")) == "on")


def _picture(user: NaverUser, address: str) -> None:
    user.send_picture(address_of(address, "a picture"))


def _card(user: NaverUser, text: str) -> None:
    title, _, description = text.partition("|")
    if not title.strip():
        raise CannotBeDone("a card has a title: /card TITLE | DESCRIPTION")
    user.send_card(title.strip(), description.strip())


def _echo(user: NaverUser, text: str) -> None:
    if not text:
        raise CannotBeDone("a person types something: /echo TEXT")
    user.echo(text)


def _profile(user: NaverUser, result: str) -> None:
    user.give_profile(_one_of(result or "SUCCESS", _RESULTS))


def _handover(user: NaverUser, control: str) -> None:
    user.hand_over(_one_of(control or "pass", ("pass", "take")) + "Thread")


def _pay(user: NaverUser, code: str) -> None:
    user.pay(_one_of(code or "Success", ("Success", "Fail")))


def _one_of(given: str, known: tuple[str, ...]) -> str:
    if given not in known:
        raise CannotBeDone(f"it is one of {', '.join(known)}, not {given}")
    return given


COMMANDS: dict[str, LineCommand] = {
    "/open": LineCommand("[INFLOW]", "comes in: by a button, from the list, or none", _open),
    "/leave": LineCommand("", "leaves the room", lambda user, _: user.leave()),
    "/friend": LineCommand("[on|off]", "adds the partner as a friend, or removes it", _friend),
    "/image": LineCommand("URL", "sends a picture, of which the bot gets the address", _picture),
    "/card": LineCommand("TITLE [| DESCRIPTION]", "sends a card", _card),
    "/profile": LineCommand(
        "[RESULT]", "answers what the bot has asked for: SUCCESS, DISAGREE, CANCEL", _profile
    ),
    "/pay": LineCommand("[Success|Fail]", "pays; what is approved of is confirmed", _pay),
    "/echo": LineCommand("TEXT", "a person on the bot's side types a text", _echo),
    "/handover": LineCommand(
        "[pass|take]", "a person gives the dialog to the bot, or takes it", _handover
    ),
    "/unblock": LineCommand(
        "", "saves the address of a blocked webhook anew", lambda user, _: user.save_webhook()
    ),
}
