"""`mockgenie run`: run a bot as it is, and answer in the place of the real server."""

from __future__ import annotations

import argparse
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from mockgenie.cli.output import fail, say, shown
from mockgenie.cli.serve_options import add_options

if TYPE_CHECKING:
    from mockgenie.cli.run_server import JoinedServer, OwnServer
    from mockgenie.launch import Endpoint, UpstreamProxy

P = TypeVar("P", bound=argparse.ArgumentParser)

_DESCRIPTION = """
Run a command whose connections to http://aiopen.etri.re.kr:8000 are made to mockgenie, and all
others to where they are meant for. The server is started on a free port, or is one that runs
already; the conversations are shown on standard error; the exit code is that of the command.
"""
_USAGE = "mockgenie run [options] -- COMMAND..."

_NOT_HERE = (
    "host", "port", "admin_token", "open_console", "record", "engine_port", "engine_domains",
    "engine_limit", "engine_answer", "engine_utf8", "engine_plain", "channels", "book_errors",
    "naver_send", "naver_key", "store", "workers", "loop",
)  # fmt: skip
"""Settings of `serve` that are for a server that runs on its own, or for other callers."""

_SHOWING = ("quiet", "log_format")
"""Settings that say what is shown, and nothing about the server."""

PORT = 8000
"""Where `mockgenie serve` listens."""

_NOTHING_CAME = "no request for {} came"
_OTHER_WAYS = {
    False: "; a program that heeds neither http_proxy nor what is loaded into Python and Node.js is"
    " led here by --isolate, or by a line in the hosts file",
    True: "",
}
"""By --isolate: what else can be tried."""


def add_to(commands: argparse._SubParsersAction[P]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "run",
        help="run a bot whose calls of the real server are answered here",
        description=_DESCRIPTION,
        usage=_USAGE,
    )
    option = parser.add_argument
    option(
        "command",
        nargs=argparse.REMAINDER,
        metavar="COMMAND",
        help="what runs the bot, as python bot.py, with its arguments",
    )
    option(
        "--host",
        dest="places",
        type=_place,
        action="append",
        metavar="NAME[:PORT]",
        default=argparse.SUPPRESS,
        help="another address that is answered here, as it stands in the bot's URL, whose port is"
        " 80 without PORT; may be given several times (default: aiopen.etri.re.kr:8000 alone)",
    )
    option(
        "--isolate",
        action="store_true",
        help="on Linux, give the command a view of its own in which these names mean this machine,"
        " and change nothing else",
    )
    option(
        "--join",
        type=_url,
        metavar="URL",
        default=argparse.SUPPRESS,
        help="the server that answers, as http://localhost:8000 (default: one that runs there, if"
        " no option says how the server is to be, else one of its own)",
    )
    option("--new", action="store_true", help="start a server even where one runs already")
    own = add_options(parser, _NOT_HERE)
    flags = {name: flag for name, flag in own.items() if name not in _SHOWING}
    defaults = {name: parser.get_default(name) for name in flags}
    parser.set_defaults(run=run, own=defaults, own_flags=flags)


def run(options: argparse.Namespace) -> int:
    """Run the command to its end; its exit code."""
    import asyncio

    from mockgenie.cli.run_server import NoServer
    from mockgenie.launch import (
        CannotRun,
        NotIsolated,
        UnusableProxy,
        find_program,
        upstream_proxy,
    )

    command = options.command[1:] if options.command[:1] == ["--"] else options.command
    if not command:
        return fail("run needs a command, as mockgenie run -- python bot.py")
    if problem := _conflict(options):
        return fail(problem)
    try:
        program = find_program(command, os.environ)
        upstream = None if options.isolate else upstream_proxy(os.environ)
        return asyncio.run(_run(options, command, program, upstream))
    except CannotRun as error:
        say(str(error))
        return error.code
    except NotIsolated as error:
        return fail(f"--isolate: {error}")
    except UnusableProxy as error:
        return fail(f"{error}; unset it for this command, or use --isolate")
    except NoServer as error:
        return fail(str(error))


async def _run(
    options: argparse.Namespace,
    command: Sequence[str],
    program: str,
    upstream: UpstreamProxy | None,
) -> int:
    from mockgenie.launch import (
        ETRI,
        ForwardingProxy,
        Isolation,
        Redirection,
        Relay,
        bypass_list,
        isolated_environment,
        redirecting_environment,
        run_to_end,
    )

    places = tuple(dict.fromkeys((ETRI, *getattr(options, "places", ()))))
    async with AsyncExitStack() as running:
        isolation = None
        if options.isolate:
            isolation = Isolation(places)
            running.callback(isolation.close)
        server = await running.enter_async_context(_server(options, places))
        if isolation is not None:
            relay = Relay(server.place)
            running.push_async_callback(relay.close)
            await relay.start(isolation.sockets)
            environment = isolated_environment(os.environ, places)
        else:
            redirection = Redirection(places, server.place)
            proxy = ForwardingProxy(redirection, upstream, bypass_list(os.environ))
            running.push_async_callback(proxy.close)
            environment = redirecting_environment(os.environ, redirection, await proxy.start())
        code = await run_to_end(command, program, environment, isolation)
        if server.requests == 0 and not options.quiet:
            server.tell(_NOTHING_CAME.format(_listed(places)) + _OTHER_WAYS[options.isolate])
        return code


@asynccontextmanager
async def _server(
    options: argparse.Namespace, places: Sequence[Endpoint]
) -> AsyncIterator[JoinedServer | OwnServer]:
    """The server that answers, as long as it is needed."""
    from mockgenie.cli.run_server import JoinedServer, OwnServer

    place = joined(options)
    server = OwnServer(options) if place is None else JoinedServer(place)
    await server.start()
    try:
        if not options.quiet:
            server.tell(f"{_listed(places)} is {server.called}")
        yield server
    finally:
        await server.stop()


def joined(options: argparse.Namespace) -> Endpoint | None:
    """Where the server is that answers, None for one of its own."""
    from mockgenie.cli.run_server import NoServer
    from mockgenie.cli.running import health, why_unreachable
    from mockgenie.launch import Endpoint

    told: Endpoint | None = getattr(options, "join", None)
    if told is not None:
        if problem := why_unreachable(told):
            raise NoServer(f"--join: nothing answers at http://{told}: {problem}")
        return told
    usual = Endpoint("127.0.0.1", PORT)
    wants_own = options.new or _own_options(options)
    return None if wants_own or not health(usual) else usual


def _own_options(options: argparse.Namespace) -> list[str]:
    """The names of options that say how a server of its own is to be."""
    return [
        name for name, default in options.own.items() if getattr(options, name, default) != default
    ]


def _conflict(options: argparse.Namespace) -> str:
    """Why the options do not go together, "" where they do."""
    if not hasattr(options, "join"):
        return ""
    if options.new:
        return "--join and --new: either a server that runs, or one of its own"
    if own := _own_options(options):
        flags = ", ".join(options.own_flags[name] for name in own)
        return f"{flags} is for a server of its own; --join takes one as it runs"
    return ""


def _listed(places: Sequence[Endpoint]) -> str:
    return ", ".join(map(str, places))


def _place(text: str) -> Endpoint:
    from mockgenie.launch import endpoint_of

    try:
        return endpoint_of(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{error}; got {shown(text)}") from None


def _url(text: str) -> Endpoint:
    from mockgenie.launch import Endpoint

    try:
        split = urlsplit(text)
        if split.scheme == "http" and split.hostname and split.path in ("", "/", "/Dialog"):
            return Endpoint(split.hostname, split.port or 80)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"expected http://HOST:PORT, not {shown(text)}")
