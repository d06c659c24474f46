"""The options of `mockgenie serve`, and the settings of a server that they make."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from mockgenie.cli.access_keys import KeysError, access_key, access_keys
from mockgenie.cli.options import (
    add_domains_option,
    count,
    count_or_none,
    port,
    rate,
    seconds,
    seconds_or_none,
)

if TYPE_CHECKING:
    from mockgenie.faults import Fault
    from mockgenie.server import Settings

TOKEN_VARIABLE = "MOCKGENIE_ADMIN_TOKEN"
"""Where the admin token may stand as well: a command line can be seen by others."""


class OptionsError(Exception):
    """What is wrong in a file that an option names, or between options; `problems` has a line for
    each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add them all to the command's parser."""
    _add_places(parser)
    _add_protocol(parser)
    _add_limits(parser)
    _add_testing(parser)


def _add_places(parser: argparse.ArgumentParser) -> None:
    option = parser.add_argument
    option(
        "--host",
        default="localhost",
        help="address to listen on; localhost is IPv4 and IPv6 (default: %(default)s)",
    )
    option(
        "--port",
        type=port,
        default=8000,
        help="port to listen on; 0 takes a free one (default: %(default)s)",
    )
    add_domains_option(parser)
    option(
        "--no-reload",
        action="store_true",
        help="read the domains once; otherwise a file that is saved counts from the next"
        " open_dialog",
    )


def _add_protocol(parser: argparse.ArgumentParser) -> None:
    option = parser.add_argument
    option(
        "--envelope",
        choices=("guide", "observed", "legacy"),
        default="guide",
        help="form of the answers: as the guide prints them, as observed in 2021, or the short"
        " one of 2018 to 2020 (default: %(default)s)",
    )
    option(
        "--keep-alive",
        action="store_true",
        help="let clients that ask for it reuse a connection; the documented server closes it",
    )


def _add_limits(parser: argparse.ArgumentParser) -> None:
    option = parser.add_argument
    option(
        "--session-ttl",
        type=seconds,
        metavar="S",
        default=1800,
        help="seconds after which an idle session is gone (default: %(default)s)",
    )
    option(
        "--max-sessions",
        type=count,
        metavar="N",
        default=100_000,
        help="sessions that may be open at once (default: %(default)s)",
    )
    option(
        "--max-body",
        type=count,
        metavar="BYTES",
        default=1024 * 1024,
        help="largest request body (default: %(default)s)",
    )
    option(
        "--max-text",
        type=count_or_none,
        metavar="N",
        default=0,
        help="most characters of an utterance; 0 for any number (default: %(default)s)",
    )
    option(
        "--handler-timeout",
        type=seconds,
        metavar="S",
        default=30,
        help="seconds within which a request has to have come whole (default: %(default)s)",
    )
    option(
        "--engine-timeout",
        type=seconds_or_none,
        metavar="S",
        default=0,
        help="seconds within which its answer has to be found; 0 for any time"
        " (default: %(default)s)",
    )
    option(
        "--access-key",
        type=access_key,
        action="append",
        metavar="KEY[=DOMAIN,...]",
        default=argparse.SUPPRESS,
        help="an access key that is allowed, for all domains or some; may be given several times"
        " (default: any key is allowed)",
    )
    option(
        "--access-keys",
        type=Path,
        metavar="FILE",
        default=argparse.SUPPRESS,
        help="YAML file with access keys that are allowed, as KEY: [DOMAIN, ...]",
    )
    option(
        "--rate",
        type=rate,
        metavar="N/s",
        default=argparse.SUPPRESS,
        help="requests a second, minute (N/m) or hour (N/h) that each access key may make"
        " (default: any number)",
    )
    option(
        "--daily-quota",
        type=count_or_none,
        metavar="N",
        default=0,
        help="requests that each access key may make a day, which begins at midnight in Korea; 0"
        " for any number (default: %(default)s)",
    )


def _add_testing(parser: argparse.ArgumentParser) -> None:
    option = parser.add_argument
    option(
        "--faults",
        type=Path,
        metavar="FILE",
        default=argparse.SUPPRESS,
        help="YAML file with what goes wrong on purpose",
    )
    option(
        "--journal",
        type=count_or_none,
        metavar="N",
        default=1000,
        help="so many requests and answers are remembered; 0 for none (default: %(default)s)",
    )
    option(
        "--admin-token",
        type=_token,
        metavar="TOKEN",
        default=argparse.SUPPRESS,
        help="what the admin API asks for, which then answers other machines as well; better in"
        f" the variable {TOKEN_VARIABLE}",
    )


def settings_of(options: argparse.Namespace) -> Settings:
    """The settings that the options make. Raises OptionsError."""
    from mockgenie.server import Settings

    try:
        keys = access_keys(
            getattr(options, "access_key", ()), getattr(options, "access_keys", None)
        )
    except KeysError as error:
        raise OptionsError(error.problems) from None
    a_second, burst = getattr(options, "rate", (0.0, 0))
    faults: Path | None = getattr(options, "faults", None)
    return Settings(
        envelope=options.envelope,
        session_ttl=options.session_ttl,
        max_sessions=options.max_sessions,
        max_body=options.max_body,
        max_text=options.max_text,
        handler_timeout=options.handler_timeout,
        engine_timeout=options.engine_timeout,
        keep_alive=options.keep_alive,
        access_keys=keys,
        rate=a_second,
        burst=burst,
        daily_quota=options.daily_quota,
        faults=_faults(faults) if faults else (),
        journal=options.journal,
    )


def admin_token(options: argparse.Namespace) -> str:
    """What the admin API asks for, "" for nothing. Raises OptionsError."""
    given: str | None = getattr(options, "admin_token", None)
    if given is not None:
        return given
    try:
        return _token(os.environ[TOKEN_VARIABLE]) if TOKEN_VARIABLE in os.environ else ""
    except argparse.ArgumentTypeError as error:
        raise OptionsError((f"{TOKEN_VARIABLE}: {error}",)) from None


def _faults(path: Path) -> tuple[Fault, ...]:
    from mockgenie.faults.fault_file import FaultFileError, read_faults

    try:
        return read_faults(path)
    except FaultFileError as error:
        raise OptionsError(tuple(map(str, error.diagnostics))) from None


def _token(text: str) -> str:
    if text and all("!" <= char <= "~" for char in text):
        return text
    raise argparse.ArgumentTypeError("a token is made of ASCII letters, digits and signs, no space")
