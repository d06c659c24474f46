"""A room of a chat platform in the terminal: what `mockgenie kakao` and `mockgenie naver` share."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from mockgenie.cli.line_commands import (
    LineCommand,
    help_text,
    is_command,
    said,
    unknown_command,
)
from mockgenie.cli.numbers import number
from mockgenie.cli.output import counted, fail, say

if TYPE_CHECKING:
    from mockgenie.cli.lines import ChatLines
    from mockgenie.platforms import PlatformUser

P = TypeVar("P", bound=argparse.ArgumentParser)

_CA_FILE = "mockgenie-ca.pem"
_STORE, _STORE_PASSWORD = "mockgenie.p12", "mockgenie"
"""Where Java keeps the certificate that it is to trust; its password is no secret."""
_QUIT = "/quit"
_OF_ALL = (("/help", "shows these commands"), (_QUIT, "leaves, as Ctrl-D does"))
"""Commands that every room has, and what they do."""


class RoomOption(ValueError):
    """An option that cannot be as it is; the message says why."""


class CannotBeDone(Exception):
    """Why what was typed behind a `/` cannot be done."""


def add_room_options(
    parser: argparse.ArgumentParser, server: str, url: str, listens: str, port: str
) -> None:
    """Add what every room has: `server` is what is talked to, `url` an example of its address,
    `listens` what the port is for, and `port` which one it is by itself."""
    option = parser.add_argument
    option(
        "mode",
        nargs="?",
        choices=("check",),
        metavar="check",
        help="send what --say says, and say by the exit code how it went",
    )
    option("url", metavar="URL", help=f"where the {server} is, as {url}")
    option(
        "--say",
        action="append",
        metavar="TEXT",
        default=argparse.SUPPRESS,
        help="what check says, or does where it begins with /; may be given several times",
    )
    option(
        "--user",
        metavar="NAME",
        default="user",
        help="who talks; each name is another user (default: %(default)s)",
    )
    option(
        "--host",
        default="localhost",
        metavar="HOST",
        help=f"the host on which {listens} (default: %(default)s)",
    )
    option(
        "--port",
        type=number(is_whole=True, least=0, most=65535),
        default=argparse.SUPPRESS,
        metavar="PORT",
        help=f"the port on which {listens} (default: {port})",
    )
    option(
        "--tls",
        action="store_true",
        help="speak HTTPS there as well, with the certificates of the platform's hosts, made on the"
        " spot",
    )
    option(
        "--ca-file",
        type=Path,
        default=Path(_CA_FILE),
        metavar="FILE",
        help="what gets the certificate that a bot has to trust with --tls (default: %(default)s)",
    )


def said_in(options: argparse.Namespace, command: str) -> list[str] | None:
    """What check is to say, None where somebody types. Raises RoomOption."""
    if options.mode is None:
        if "say" in options:
            raise RoomOption(f"--say is for check: mockgenie {command} check URL --say TEXT")
        return None
    if "say" not in options:
        raise RoomOption("check needs something to say: --say TEXT")
    return list(options.say)


def listening(
    options: argparse.Namespace, names: Iterable[str], port: int, tell: Callable[[str], None]
) -> dict[str, Any]:
    """Where and how is listened, as the options have it; `port` without one. Raises RoomOption."""
    from mockgenie.platforms import TlsMissing, server_tls

    tls = None
    if options.tls:
        try:
            tls = server_tls(names, options.ca_file)
        except (TlsMissing, OSError) as error:
            raise RoomOption(f"--tls: {error}") from None
    port = getattr(options, "port", port)
    return {"host": options.host, "port": port, "tls": tls, "tell": tell}


def address_of(text: str, what: str) -> str:
    """What stands behind a /, an address. Raises CannotBeDone."""
    from mockgenie.channels import is_address

    if not is_address(text):
        raise CannotBeDone(f"the address of {what} is needed, as https://…/a.png")
    return text


def show_trust(options: argparse.Namespace, port: int, names: Iterable[str]) -> None:
    """Say how a bot is led here by HTTPS, where it can be."""
    if not options.tls:
        return
    host, ca = options.host, options.ca_file.absolute()
    proxy = f"HTTPS_PROXY=http://{host}:{port}"
    say(f"HTTPS for {', '.join(names)}; the certificate to trust is {ca}. Start the bot with")
    say(f"  Python: {proxy} REQUESTS_CA_BUNDLE={ca}")
    say(f"  Node.js (24 or later): {proxy} NODE_USE_ENV_PROXY=1 NODE_EXTRA_CA_CERTS={ca}")
    say(
        f"  Java: keytool -importcert -noprompt -alias mockgenie -file {ca} -keystore {_STORE}"
        f" -storepass {_STORE_PASSWORD}, then java -Dhttps.proxyHost={host}"
        f" -Dhttps.proxyPort={port} -Djavax.net.ssl.trustStore={_STORE}"
        f" -Djavax.net.ssl.trustStorePassword={_STORE_PASSWORD}"
    )


class Room:
    """A user of a platform, and somebody who says what the user does."""

    def __init__(
        self, user: PlatformUser, commands: Mapping[str, LineCommand], lines: ChatLines
    ) -> None:
        self._user = user
        self._commands = commands
        self._lines = lines
        self._shown = 0
        """Turns of the user that have been shown."""

    def check(self, texts: Sequence[str]) -> int:
        """Say all of it; the exit code: 1 where something is dropped."""
        for text in texts:
            if problem := self._unknown(text):
                return fail(problem)
        for text in texts:
            try:
                self._do(text)
            except CannotBeDone as reason:
                return fail(f"{text}: {reason}")
            self._show()
        self._user.look()
        self._show()
        problems = self._user.problems
        found = counted(len(problems), "problem") if problems else "no problem"
        self._lines.show(f"{counted(len(texts), 'turn')}, {found}")
        return 1 if any(problem.drops for problem in problems) else 0

    def talk(self) -> int:
        """Do what is typed, line by line, until there is no more; the exit code."""
        from mockgenie.platforms import USER

        prompt = USER if self._lines.interactive else ""
        while (line := self._lines.read(prompt, self._completions)) is not None:
            text = line.strip()
            if text == _QUIT:
                break
            try:
                if text == "/help":
                    self._lines.show(help_text(self._commands, *_OF_ALL))
                elif problem := self._unknown(text):
                    self._lines.note(problem)
                elif text:
                    self._do(text)
            except CannotBeDone as reason:
                self._lines.note(str(reason))
            self._user.look()
            self._show()
        return 0

    def _do(self, text: str) -> None:
        """Have the user say a text, or do what begins with /."""
        name, _, argument = text.partition(" ")
        if name in self._commands:
            self._commands[name].run(self._user, argument.strip())
        else:
            self._user.say(said(text))

    def _unknown(self, text: str) -> str:
        """What is wrong with a line that begins with /, "" for nothing."""
        name = text.partition(" ")[0]
        if not is_command(name) or name in self._commands:
            return ""
        return unknown_command(name, self._commands)

    def _show(self) -> None:
        """What has been seen since."""
        from mockgenie.source import printable

        turns = self._user.turns[self._shown :]
        self._shown += len(turns)
        for seen in turns:
            if text := seen.transcript(echo=not self._lines.interactive):
                self._lines.show("\n".join(map(printable, text.split("\n"))))

    def _completions(self, begun: str) -> Iterator[str]:
        """Commands, and what can be touched."""
        known = [*self._commands, "/help", _QUIT, *self._user.touches]
        yield from (one for one in known if begun and one.startswith(begun))
