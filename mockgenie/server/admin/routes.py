"""The admin API as routes of aiohttp, made from the table of operations."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, TypeAlias

from aiohttp import web
from msgspec.structs import replace

from mockgenie.server.admin.access import Caller, check, check_place
from mockgenie.server.admin.encoding import as_json
from mockgenie.server.admin.events import EventStream, feed_of
from mockgenie.server.admin.operations import (
    CONSOLE,
    EVENTS,
    JSON,
    OPERATIONS,
    ROOT,
    Nothing,
    Operation,
)
from mockgenie.server.admin.params import read_body_of, read_parameters
from mockgenie.server.admin.problem import HEADERS, Refused, problem_response
from mockgenie.server.dialog import result_now
from mockgenie.server.handler import DialogHandler
from mockgenie.server.request import BodyTooLarge, expect_nothing, read_body
from mockgenie.server.server import Server
from mockgenie.sessions import StoreGarbled, StoreUnreachable
from mockgenie.source import did_you_mean, short

log = logging.getLogger("mockgenie")

LARGEST_BODY = 1024 * 1024
"""Bytes of a request body."""

_BODY_SECONDS = 30.0
_TYPE = "Content-Type"
_SHOWN = 100

_AdminHandler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]


def admin_app(server: Server, token: str = "") -> web.Application:
    """The admin API of a server, to be put below ROOT. Callers need the `token`; where it is "",
    they have to be on this machine, and no page of a web site."""
    app = web.Application()
    server.feed = feed = feed_of(server)

    async def close_feed(_: web.Application) -> None:
        feed.close()

    async def close_rooms(_: web.Application) -> None:
        if "rooms" in vars(server):  # none is made to be closed
            await server.rooms.close_all()

    app.on_shutdown.extend((close_feed, close_rooms))
    for path, operations in _by_path((*OPERATIONS, _openapi(token))).items():
        # A base address that ends in a slash and a path that begins with one give two.
        for written in (path, f"/{path}"):
            resource = app.router.add_resource(written)
            for operation in operations:
                handler = _guarded(_performing(server, operation, token), token)
                resource.add_route(operation.method, handler, expect_handler=expect_nothing)
            # A resource of its own for the others: the path is no parameter of another one.
            handler = _guarded(_not_allowed(operations), token)
            resource.add_route("*", handler, expect_handler=expect_nothing)
    for path in (CONSOLE, f"{CONSOLE}/{{file:.+}}"):
        handler = _guarded(_show_console, token, check_place)
        app.router.add_get(path, handler, expect_handler=expect_nothing)
    app.router.add_route(
        "*", "/{path:.*}", _guarded(_not_found, token), expect_handler=expect_nothing
    )
    return app


def _by_path(operations: Iterable[Operation]) -> dict[str, list[Operation]]:
    """Operations by their paths, those with words of their own before those with parameters."""
    found: dict[str, list[Operation]] = {}
    for operation in sorted(operations, key=lambda one: "{" in one.path):
        found.setdefault(operation.path, []).append(operation)
    return found


def _openapi(token: str) -> Operation:
    """The operation that shows the OpenAPI document; it is made when it is first asked for."""
    document: dict[str, Any] = {}

    async def show_openapi(_: Server) -> dict[str, Any]:
        """The OpenAPI document of all this."""
        if not document:
            from mockgenie.server.admin.openapi import openapi

            document.update(openapi((*OPERATIONS, operation), bool(token)))
        return document

    operation = Operation(
        "GET",
        "/openapi.json",
        "This document",
        show_openapi,
        answer=dict[str, Any],
        common="ignored",
    )
    return operation


def _guarded(
    handler: _AdminHandler,
    token: str,
    checked: Callable[[Caller, str], None] = check,
) -> _AdminHandler:
    """A handler for callers that may use it, as `checked` says; every answer closes its
    connection."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        if not request.raw_path.startswith(f"{ROOT}/"):
            raise web.HTTPNotFound  # a whole URL, or quoted letters: nobody's way to an own server
        try:
            checked(_caller(request), token)
            response = await handler(request)
        except Refused as refused:
            response = problem_response(refused)
        response.force_close()
        return response

    return guarded


def _performing(server: Server, operation: Operation, token: str) -> _AdminHandler:
    """A handler that does what an operation is for."""

    async def perform(request: web.Request) -> web.StreamResponse:
        given: list[Any] = [server]
        _, _, query = request.raw_path.partition("#")[0].partition("?")
        parameters = read_parameters(operation.parameters, request.match_info, query)
        for name, header in operation.headers.items():
            if header in request.headers:
                parameters = replace(parameters, **{name: request.headers[header]})
        _check_secrets(parameters, token, "query")
        if operation.parameters is not Nothing:
            given.append(parameters)
        if operation.body is not None:
            body = read_body_of(operation.body, operation.many, await _json_body(request))
            _check_secrets(body, token, "body")
            if operation.body is not Nothing:
                given.append(body)
        try:
            result = await _run(server, operation, given)
        except (StoreUnreachable, StoreGarbled) as error:
            raise Refused(503, f"the session store gives no answer: {error}") from None
        except Refused:
            raise
        except Exception as error:
            log.exception(
                "%s %s failed in a way that was not foreseen", request.method, request.path
            )
            raise Refused(500, "this should not happen; the server's log says more") from error
        if operation.answer is None:
            return web.Response(status=operation.status, headers=HEADERS)
        if operation.media == EVENTS:
            return await _stream(request, result)
        content = as_json(result) if operation.media == JSON else result.encode()
        headers = {**HEADERS, _TYPE: operation.media}
        return web.Response(status=operation.status, body=content, headers=headers)

    return perform


async def _run(server: Server, operation: Operation, given: list[Any]) -> Any:
    """What an operation gives, which sees and changes what all processes of a mock have in
    common."""
    sharing = server.sharing
    if sharing is None or operation.common == "ignored":
        return await operation.run(*given)
    if operation.common == "changed":
        return await sharing.perform(lambda: result_now(operation.run(*given)))
    await sharing.look()
    return await operation.run(*given)


async def _stream(request: web.Request, events: EventStream) -> web.StreamResponse:
    """Send events until either end goes. Who takes none of them for a while has gone."""
    response = web.StreamResponse(headers={**HEADERS, _TYPE: EVENTS})
    response.force_close()
    try:
        await response.prepare(request)
        async for frames in events:
            await response.write(frames)
            if isinstance(request.protocol, DialogHandler):
                request.protocol.allow_more_time()
        await response.write_eof()
    except ConnectionError:
        pass
    finally:
        events.close()
    return response


def _check_secrets(asked: object, token: str, where: str) -> None:
    """Raises Refused, 403, where somebody asks for secrets that has none to show."""
    if getattr(asked, "secrets", False) and not token:
        raise Refused(
            403,
            "whole access keys are shown to who has an admin token; start the server with"
            " --admin-token",
            f"{where}.secrets",
        )


def _not_allowed(operations: Iterable[Operation]) -> _AdminHandler:
    """A handler that tells which methods a path takes."""
    allowed = ", ".join(sorted(operation.method for operation in operations))

    async def refuse(request: web.Request) -> web.StreamResponse:
        path = request.raw_path.partition("?")[0]
        raise Refused(405, f"{path} takes {allowed}", headers={"Allow": allowed})

    return refuse


async def _show_console(request: web.Request) -> web.StreamResponse:
    """A handler that gives the page in the browser; its room is imported when it is asked for."""
    from mockgenie.server.console import serve_file

    return await serve_file(request)


async def _not_found(request: web.Request) -> web.StreamResponse:
    """A handler that tells what was perhaps meant."""
    path = request.raw_path.partition("#")[0].partition("?")[0]
    meant = did_you_mean(path[len(ROOT) :], sorted({one.path for one in OPERATIONS}))
    there_is = f"{meant.rstrip('?')} below {ROOT}?" if meant else ""
    raise Refused(
        404, f"there is nothing at {short(path, _SHOWN)}{there_is}; see {ROOT}/openapi.json"
    )


def _caller(request: web.Request) -> Caller:
    peer = request.transport.get_extra_info("peername") if request.transport else None
    headers: dict[str, list[str]] = {}
    for name, value in request.headers.items():
        headers.setdefault(name.lower(), []).append(value)
    return Caller(peer[0] if isinstance(peer, tuple) else "", headers)


async def _json_body(request: web.Request) -> bytes:
    """The bytes of a body that says it is JSON: that, no page of another site can have sent
    without being asked whether it may. Raises Refused, 400, 408, 413 or 415."""
    body = await _body(request)
    types = [given.partition(";")[0].strip().lower() for given in request.headers.getall(_TYPE, [])]
    if (body or types) and types != [JSON]:
        raise Refused(415, f"a body needs the header {_TYPE}: {JSON}", f"header.{_TYPE}")
    return body


async def _body(request: web.Request) -> bytes:
    try:
        return await read_body(request, LARGEST_BODY, _BODY_SECONDS)
    except BodyTooLarge:
        raise Refused(413, f"a body has at most {LARGEST_BODY:,} bytes", "body") from None
    except asyncio.TimeoutError:
        raise Refused(408, f"the body has not come in {_BODY_SECONDS:g} seconds", "body") from None
    except (web.RequestPayloadError, ConnectionError):
        raise Refused(
            400, "the body is cut short, or its chunks are not as they should be"
        ) from None
