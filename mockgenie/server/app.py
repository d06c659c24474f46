"""The application: everything of mockgenie that is reached over HTTP, and its runner."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from typing import Any, TypeAlias

import msgspec
from aiohttp import web

from mockgenie.faults import as_fault
from mockgenie.server.admin.operations import CONSOLE, ROOT
from mockgenie.server.admin.routes import admin_app
from mockgenie.server.dialog import PATH, DialogEndpoint
from mockgenie.server.domains import Domains, engines_at
from mockgenie.server.handler import LARGEST_HEAD, DialogHandler
from mockgenie.server.request import expect_nothing
from mockgenie.server.server import Server
from mockgenie.server.settings import Settings
from mockgenie.sockets import AT_ONCE, BACKLOG
from mockgenie.source import did_you_mean, mismatch
from mockgenie.stores import PlaceError, place_of

__tracebackhide__ = True  # what a test asks wrongly is shown at its own line

_Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]

SERVER = web.AppKey("mockgenie.server", Server)
"""Where an application has its Server: sessions, faults, journal, clock and settings."""

DIALOG = web.AppKey("mockgenie.dialog", DialogEndpoint)
"""Where an application has its end of /Dialog."""

CONSOLE_PATH = f"{ROOT}{CONSOLE}"
"""Where the page in the browser is."""

_SHORTEST_PATIENCE = 0.01
"""For aiohttp, 0 seconds are for ever."""


def create_app(
    domains: Domains = None, *, admin_token: str = "", **settings: Any
) -> web.Application:
    """An application of aiohttp that answers /Dialog, and the admin API under /__mockgenie/.

        app = mockgenie.create_app("mydomains", rate=2)
        client = await aiohttp_client(app)              # in a test, with pytest-aiohttp
        app[mockgenie.SERVER].faults.add(...)           # what it serves, open to be changed

    `domains`: a file or a folder, several of them, names with the YAML text of each, or None: the
    domains that come with mockgenie. `admin_token`: who calls the admin API has to have it; "":
    callers have to be on this machine. `settings` are the fields of `mockgenie.server.Settings`;
    `faults` may be mappings, `access_keys` a list.

    Run by aiohttp itself it gives every ordinary request the documented bytes. Clients that are
    slow, half-closed or not quite HTTP are answered as documented where `mockgenie serve` or
    `mockgenie.server.Runner` runs it.

    Raises DomainsError where a domain does not load, TypeError for a setting that there is not,
    ValueError for a value that it cannot have, OSError where a place is not there.
    """
    return app_of(Server(engines_at(domains), settings_of(settings)), admin_token)


def settings_of(options: Mapping[str, Any]) -> Settings:
    """Settings with these in the place of what they are otherwise.

    `faults` may be mappings, `access_keys` a list of keys that open every domain. Raises TypeError
    for an option that there is not, ValueError for a value that it cannot have.
    """
    known = Settings.__struct_fields__
    for name in options:
        if name not in known:
            raise TypeError(f'there is no option "{name}"{did_you_mean(name, known)}')
    given = dict(options)
    if "faults" in given:
        if not isinstance(given["faults"], (list, tuple)):
            raise ValueError(f"faults: a list of faults is expected, not {given['faults']!r}")
        given["faults"] = [
            msgspec.to_builtins(as_fault(one, f"faults[{number}]"))
            for number, one in enumerate(given["faults"])
        ]
    keys = given.get("access_keys")
    if isinstance(keys, (list, tuple, set, frozenset)):
        given["access_keys"] = dict.fromkeys(keys, ())
    if isinstance(given.get("store"), str):
        try:
            place_of(given["store"])
        except PlaceError as error:
            raise ValueError(f"store: {error}") from None
    try:
        return msgspec.convert(given, Settings)
    except msgspec.ValidationError as error:
        found = mismatch(error, Settings)
        name = found.path.lstrip(".")
        got = f", got {given[name]!r}" if name in given and ", got " not in found.problem else ""
        raise ValueError(f"{name or 'options'}: {found.problem}{got}") from None


def app_of(server: Server, admin_token: str = "") -> web.Application:
    """The application of a server."""
    dialog = DialogEndpoint(server.answering, server.journal, server.settings)
    app = web.Application(middlewares=[_unknown_handler], handler_args=handler_options(dialog))
    app[SERVER] = server
    app.cleanup_ctx.append(_store)
    app[DIALOG] = dialog
    app.router.add_post(PATH, dialog.post, expect_handler=expect_nothing)
    app.add_subapp(ROOT, admin_app(server, admin_token))
    if server.settings.channels:
        from mockgenie.server.channel_endpoint import QUERY, ChannelEndpoint

        channels = ChannelEndpoint(server.conversations, dialog)
        app.router.add_route("*", QUERY, channels.answer, expect_handler=expect_nothing)
        for path in channels.apis:
            app.router.add_post(path, channels.api, expect_handler=expect_nothing)
        app.on_shutdown.append(channels.close)
    others = app.router.add_route("*", "/{path:.*}", dialog.refuse, expect_handler=expect_nothing)
    _route_the_rest(app.router, others)
    return app


async def _store(app: web.Application) -> AsyncIterator[None]:
    """The store of the server, while the application runs."""
    await app[SERVER].start()
    yield
    await app[SERVER].close()


def _route_the_rest(router: web.UrlDispatcher, others: web.AbstractRoute) -> None:
    """Let `others` have what no route is for: a target that is no path. aiohttp would look whether
    it knows what such a request expects, and refuse it with a status of its own."""
    resolve = router.resolve

    async def resolve_all(request: web.Request) -> web.UrlMappingMatchInfo:
        found = await resolve(request)
        return found if found.http_exception is None else web.UrlMappingMatchInfo({}, others)

    router.resolve = resolve_all  # type: ignore[method-assign]


@web.middleware
async def _unknown_handler(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """What a route has nothing for."""
    try:
        return await handler(request)
    except (web.HTTPNotFound, web.HTTPMethodNotAllowed):
        return await request.app[DIALOG].refuse(request)


class Runner(web.AppRunner):
    """An AppRunner whose connections are DialogHandlers; they do what aiohttp leaves out.

    `patience`: seconds for which `cleanup` lets answers under way leave. `_make_server` is the
    only place where aiohttp lets a runner choose the class of its connections.
    """

    def __init__(self, app: web.Application, patience: float = 0.3) -> None:
        super().__init__(app, shutdown_timeout=max(patience, _SHORTEST_PATIENCE), access_log=None)

    async def listen(self, sockets: Iterable[socket.socket]) -> None:
        """Set up, and accept connections on `sockets`, which are bound."""
        await self.setup()
        for sock in sockets:
            await web.SockSite(self, sock, backlog=AT_ONCE).start()
            sock.listen(BACKLOG)

    async def _make_server(self) -> web.Server:
        made = await super()._make_server()
        return Connections(
            made.request_handler,
            self.app[DIALOG],
            request_factory=made.request_factory,
            handler_cancellation=True,  # nobody waits for what nobody will read
            **handler_options(self.app[DIALOG]),
        )


class Connections(web.Server):
    """Makes the connections of an application, and looks at their time. One timer serves all of
    them: one for each would cost more than most of what else is done for it."""

    def __init__(self, handler: Any, dialog: DialogEndpoint, **options: Any) -> None:
        super().__init__(handler, **options)
        self._dialog = dialog
        self._spare: list[DialogHandler] = []
        self._watch: asyncio.TimerHandle | None = None
        self._watch_time()

    def __call__(self) -> web.RequestHandler:
        """A connection."""
        if self._spare:
            return self._spare.pop()
        return DialogHandler(self, self._dialog, self._spare, loop=self._loop, **self._kwargs)

    async def shutdown(self, timeout: float | None = None) -> None:
        """Let the answers under way leave for `timeout` seconds, close all."""
        if self._watch is not None:
            self._watch.cancel()
        await super().shutdown(timeout)

    def _watch_time(self) -> None:
        now = self._loop.time()
        for connection in self.connections:
            if isinstance(connection, DialogHandler):
                connection.look_at_time(now)
        interval = min(1.0, self._dialog.seconds / 4)
        self._watch = self._loop.call_later(interval, self._watch_time)


def handler_options(dialog: DialogEndpoint) -> dict[str, Any]:
    """How aiohttp reads the requests of an application, whoever runs it."""
    return {
        "access_log": None,
        "auto_decompress": False,
        "lingering_time": 10.0,
        "max_field_size": LARGEST_HEAD,
        "max_headers": LARGEST_HEAD,
        "max_line_size": LARGEST_HEAD,
        "read_bufsize": max(LARGEST_HEAD, dialog.body_bytes),
    }
