"""The application: everything of mockgenie that is reached over HTTP."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from aiohttp import web

from mockgenie.server.admin.operations import ROOT
from mockgenie.server.admin.routes import admin_app
from mockgenie.server.dialog import PATH, DialogEndpoint
from mockgenie.server.domains import Domains, engines_at
from mockgenie.server.request import expect_nothing
from mockgenie.server.runner import DIALOG, handler_options
from mockgenie.server.server import Server
from mockgenie.server.settings import settings_of

__tracebackhide__ = True  # what a test asks wrongly is shown at its own line

_Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]

SERVER = web.AppKey("mockgenie.server", Server)
"""Where an application has its Server: sessions, faults, journal, clock and settings."""


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


def app_of(server: Server, admin_token: str = "") -> web.Application:
    """The application of a server."""
    dialog = DialogEndpoint(server.answering, server.journal, server.settings)
    app = web.Application(middlewares=[_unknown_handler], handler_args=handler_options(dialog))
    app[SERVER] = server
    app[DIALOG] = dialog
    app.router.add_post(PATH, dialog.post, expect_handler=expect_nothing)
    app.add_subapp(ROOT, admin_app(server, admin_token))
    app.router.add_route("*", "/{path:.*}", dialog.refuse, expect_handler=expect_nothing)
    return app


@web.middleware
async def _unknown_handler(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """What no route is for, such as CONNECT, whose target is no path."""
    try:
        return await handler(request)
    except (web.HTTPNotFound, web.HTTPMethodNotAllowed):
        return await request.app[DIALOG].refuse(request)
