"""The chat channels over HTTP: /query/TEST, /query/KAKAO and /query/NAVER."""

from __future__ import annotations

import asyncio
import json
import logging
from time import perf_counter

from aiohttp import ClientError, ClientSession, ClientTimeout, web

from mockgenie.channels import (
    Channel,
    Heard,
    KakaoChannel,
    Later,
    NaverChannel,
    NotARequest,
    QueryChannel,
)
from mockgenie.protocol import GatewayError
from mockgenie.server.answering import Answer
from mockgenie.server.conversations import Conversations, Turned
from mockgenie.server.dialog import DialogEndpoint, received_of
from mockgenie.server.response import DialogResponse

wait = asyncio.sleep

log = logging.getLogger("mockgenie")

QUERY = "/query/{bot_type}"
_JSON = {"Content-Type": "application/json;charset=UTF-8"}
_SECONDS = 10
"""For which an answer that is sent later waits to be taken."""


class ChannelEndpoint:
    """Answers /query/TYPE, as the API servers do that stand between the platforms and an engine,
    and the paths of the platforms' own APIs.

    `domain` is the one that answers; `book_errors`: whatever is refused is 500, as in the program
    that these servers are made after.
    """

    def __init__(self, conversations: Conversations, dialog: DialogEndpoint) -> None:
        self._conversations = conversations
        self._dialog = dialog
        self._settings = conversations.settings
        naver = NaverChannel(self._settings.naver_send, self._settings.naver_key)
        channels: tuple[Channel, ...] = (QueryChannel(), KakaoChannel(), naver)
        self._channels = {channel.name: channel for channel in channels}
        self.apis = {path: channel for channel in channels for path in channel.api_paths}
        """The channels of which a platform's own API is served, by its paths."""
        self._later: set[asyncio.Task[None]] = set()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """The handler of the route."""
        began = perf_counter()
        channel = self._channels.get(request.match_info["bot_type"])
        if channel is None or request.method not in ("GET", "POST"):
            if channel is None and self._settings.book_errors:
                return DialogResponse(self._refused(GatewayError.UNKNOWN_HANDLER), keep=False)
            return await self._dialog.refuse(request)
        body, refused = await self._dialog.body_of(request)
        if request.method == "GET":
            body = json.dumps(dict(request.query)).encode()
        heard = turned = None
        if refused is None:
            try:
                heard = channel.hear(body)
            except NotARequest as reason:
                refused = self._refused(GatewayError.ARGUMENTS_NOT_VALID, str(reason))
        if heard is None:
            assert refused is not None
            answer = refused
        else:
            turned = await self._turned(channel, request, heard)
            answer = self._answer(channel, heard, turned)
        received = received_of(request, body)
        noting = self._conversations.note(
            channel, began, received, heard, turned, answer.body, answer.status, answer.why
        )
        if noting is not None:
            await noting
        return DialogResponse(answer, keep=False)

    async def api(self, request: web.Request) -> web.StreamResponse:
        """The handler of the platforms' own APIs, to which bots send."""
        began = perf_counter()
        channel = self.apis[request.path]
        body, refused = await self._dialog.body_of(request)
        answer = refused
        if answer is None:
            done = channel.api(request.path, body, request.headers)
            content = json.dumps(done.content, ensure_ascii=False).encode()
            answer = Answer(done.status, content, why="; ".join(map(str, done.problems)))
        received = received_of(request, body)
        noting = self._conversations.note(
            channel, began, received, None, None, answer.body, answer.status, answer.why
        )
        if noting is not None:
            await noting
        if refused is not None:
            return DialogResponse(refused, keep=False)
        # Its statuses are not those of /Dialog.
        response = web.Response(body=answer.body, status=answer.status, headers=_JSON)
        response.force_close()
        return response

    async def close(self, _: web.Application) -> None:
        """Send nothing more."""
        for task in tuple(self._later):
            task.cancel()

    async def _turned(self, channel: Channel, request: web.Request, heard: Heard) -> Turned | None:
        user = heard.user or request.remote or ""
        if heard.text is not None:
            return await self._conversations.hear(channel, user, self._settings.channels, heard)
        if heard.leaves:
            await self._conversations.leave(channel, user, heard)
        return None

    def _answer(self, channel: Channel, heard: Heard, turned: Turned | None) -> Answer:
        """What is answered, where `turned` is what came of an utterance."""
        if turned is None:
            return Answer(200, channel.reply(heard, None))
        if turned.said is None:
            answer = self._refused(turned.error or GatewayError.UNKNOWN_EXCEPTION, turned.why)
        else:
            body = channel.reply(heard, turned.said)
            strike = turned.strike
            delay = 0.0
            if strike is not None:
                body, delay = strike.body(body), strike.delay
            if (later := channel.later(heard, delay)) is not None:
                self._send(later, body, delay)
                return Answer(200, later.answer, turned.step)
            answer = Answer(200, body, turned.step)
        return Answer(answer.status, answer.body, turned.step, turned.strike, turned.why)

    def _refused(self, error: GatewayError, why: str = "") -> Answer:
        answer = self._dialog.answering.refuse(error, why=why)
        if self._settings.book_errors:
            return Answer(500, answer.body, why=why)
        return answer

    def _send(self, later: Later, body: bytes, delay: float) -> None:
        """Send an answer by a request of its own, after `delay` seconds."""
        task = asyncio.ensure_future(_post(later, body, delay))
        self._later.add(task)
        task.add_done_callback(self._later.discard)


async def _post(later: Later, body: bytes, delay: float) -> None:
    await wait(delay)
    url = later.url
    given = {**_JSON, **later.headers}
    try:
        async with (
            ClientSession(timeout=ClientTimeout(_SECONDS)) as client,
            client.post(url, data=body, headers=given, ssl=_certificates(url)) as answer,
        ):
            said = await answer.text("utf-8", "replace")
            if answer.status != 200:
                log.warning("%s answered %d: %s", url, answer.status, said[:200])
    except (ClientError, OSError, ValueError, asyncio.TimeoutError) as error:
        log.warning("an answer could not be sent to %s: %s", url, error)


def _certificates(url: str) -> object:
    """How a server proves who it is, for aiohttp: the certificates that the system trusts, which
    `mockgenie serve` does not read at its start."""
    if not url.lower().startswith("https:"):
        return True
    import ssl

    return ssl.create_default_context()
