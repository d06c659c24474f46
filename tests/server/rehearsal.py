"""Conversations held with a server in this process, each as a bot would hold it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from mockgenie.conversations import Conversation
from mockgenie.dialog import Engine
from mockgenie.server import Server
from mockgenie.server.clock import KOREA
from mockgenie.server.dialog import DialogEndpoint
from mockgenie.server.request import read_plain


def server_of(*engines: Engine) -> Server:
    """A server of these domains."""
    return Server({engine.domain.name: engine for engine in engines})


class Caller:
    """A bot that calls a server without a socket, so that its journal has what was said."""

    def __init__(self, server: Server) -> None:
        self._endpoint = DialogEndpoint(server.answering, server.journal, server.settings)
        self._server = server

    def call(self, method: str, **argument: Any) -> dict[str, Any]:
        """The `return_object` of a call; {} for an error of the gateway."""
        body = json.dumps({"access_key": "k", "argument": {"method": method, **argument}}).encode()
        head = b"POST /Dialog HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
        plain = read_plain(head % len(body) + body)
        assert plain is not None
        answer, _ = self._endpoint.answer_at_once(plain, may_keep=False)
        returned: dict[str, Any] = json.loads(answer.body).get("return_object", {})
        return returned

    def open(self, domain: str, access_method: str = "internal_data") -> str:
        """The uuid of a new session."""
        uuid = self.call("open_dialog", name=domain, access_method=access_method)["uuid"]
        assert isinstance(uuid, str)
        return uuid

    def say(self, uuid: str, text: str) -> dict[str, Any]:
        """The `result` of an utterance."""
        result: dict[str, Any] = self.call("dialog", uuid=uuid, text=text)["result"]
        return result

    def send(self, uuid: str, data: Sequence[dict[str, str]]) -> dict[str, Any]:
        """The `result` of records."""
        result: dict[str, Any] = self.call("dialog", uuid=uuid, data=data)["result"]
        return result

    def hold(self, domain: str, conversation: Conversation) -> str:
        """Hold a conversation on its day; the uuid of its session."""
        day = conversation.today
        self._server.clock.freeze(
            datetime(day.year, day.month, day.day, 12, tzinfo=KOREA).timestamp()
        )
        uuid = self.open(domain, conversation.access_method)
        for turn in conversation.turns[1:]:
            if turn.data is not None:
                self.send(uuid, [dict(record) for record in turn.data])
            else:
                self.call("dialog", uuid=uuid, text=turn.user)
        return uuid


def wait_for(coroutine: Any) -> Any:
    """What comes of it."""
    return asyncio.run(coroutine)
