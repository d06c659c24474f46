"""A request to the admin API to its answer, whoever carries them."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from mockgenie.admin.asked import read_body, read_parameters
from mockgenie.admin.callers import Caller, check
from mockgenie.admin.openapi import openapi
from mockgenie.admin.operation import Nothing, Operation, find_operation
from mockgenie.admin.operations import OPERATIONS
from mockgenie.admin.problem import CONTENT_TYPE, Refused
from mockgenie.server import Server
from mockgenie.sessions import StoreGarbled, StoreUnreachable

log = logging.getLogger("mockgenie")

_JSON = "application/json"


class Asked(Struct, frozen=True):
    """A request as it came: its target as it was sent, and how to read its body."""

    method: str
    target: str
    caller: Caller
    read: Callable[[], Awaitable[bytes]]


class Answered(Struct, frozen=True):
    """What it gets; `body` is None where there is none."""

    status: int
    body: bytes | None
    headers: Mapping[str, str]


class AdminAnswering:
    """Finds the answer to each request about a server; callers need the `token`, if it is not
    "", or have to be on this machine."""

    def __init__(self, server: Server, token: str = "") -> None:
        self._server = server
        self._token = token
        document = Operation(
            "GET", "/openapi.json", "This document", self.show_openapi, answer=dict[str, Any]
        )
        self._operations = (*OPERATIONS, document)
        self._document: dict[str, Any] | None = None

    async def answer(self, asked: Asked) -> Answered:
        """The answer, whatever is asked."""
        try:
            return await self._perform(asked)
        except Refused as refused:
            return answer_to(refused)

    async def show_openapi(self, _: Server) -> dict[str, Any]:
        """The OpenAPI document of all this."""
        if self._document is None:
            self._document = openapi(self._operations, bool(self._token))
        return self._document

    async def _perform(self, asked: Asked) -> Answered:
        """What is asked for. Raises Refused."""
        check(asked.caller, self._token)
        path, _, query = asked.target.partition("#")[0].partition("?")
        found = find_operation(self._operations, asked.method, path)
        operation = found.operation
        given: list[Any] = [self._server]
        parameters = read_parameters(operation.parameters, found.parameters, query)
        if operation.parameters is not Nothing:
            given.append(parameters)
        if operation.body is not None:
            body = read_body(operation.body, operation.many, await _body(asked))
            if operation.body is not Nothing:
                given.append(body)
        try:
            result = await operation.run(*given)
        except (StoreUnreachable, StoreGarbled) as error:
            raise Refused(503, f"the session store gives no answer: {error}") from None
        except Refused:
            raise
        except Exception as error:
            log.exception("%s %s failed in a way that was not foreseen", asked.method, path)
            raise Refused(500, "this should not happen; the server's log says more") from error
        if operation.answer is None:
            return Answered(operation.status, None, {})
        return Answered(operation.status, _encoded(result), {"Content-Type": _JSON})


def answer_to(refused: Refused) -> Answered:
    """What a refused request gets."""
    headers = {"Content-Type": CONTENT_TYPE, **refused.headers}
    return Answered(refused.problem.status, _encoded(refused.problem), headers)


async def _body(asked: Asked) -> bytes:
    """The bytes of a body that says it is JSON: that, no page of another site can have sent
    without being asked whether it may."""
    types = asked.caller.says("content-type")
    body = await asked.read()
    said = [type_.partition(";")[0].strip().lower() for type_ in types]
    if (body or said) and said != [_JSON]:
        raise Refused(415, f"a body needs the header Content-Type: {_JSON}", "header.Content-Type")
    return body


def _encoded(answer: object) -> bytes:
    try:
        return msgspec.json.encode(answer)
    except UnicodeEncodeError:
        # Half of a surrogate pair, as JSON may have it in a bot's request: UTF-8 has none.
        return json.dumps(msgspec.to_builtins(answer)).encode()
