"""Conversations with a server that speaks /Dialog, wherever it is."""

from __future__ import annotations

import contextlib
import http.client
import json
from typing import Any

from mockgenie.conditions import ConditionError, parse
from mockgenie.conversations.model import Conversation, ConversationTurn
from mockgenie.conversations.runner import Failure, NoReply, TurnResult, hold
from mockgenie.dialog import ClassRequest, DataRequest, Session, Speech
from mockgenie.source import object_in, text_in

_PATH = "/Dialog"
_SECONDS = 30.0
_MOST_BYTES = 16 * 1024 * 1024
_LONGEST_SHOWN = 200


class NoAnswer(Exception):
    """A server that does not answer; the message says why not."""


class RemoteServer:
    """Holds conversations with a server, with one access key."""

    def __init__(self, host: str, port: int, access_key: str) -> None:
        self._host = host
        self._port = port
        self._access_key = access_key

    def hold(self, conversation: Conversation, domain: str) -> Failure | None:
        """Hold one in the domain until a turn does not go as written; None where all do. What only
        an engine knows (slots, acts, tasks, pictures) is not looked at. Raises NoAnswer."""
        dialog = _RemoteDialog(self, conversation, domain)
        try:
            return hold(conversation, dialog)
        finally:
            dialog.close()

    def call(self, **argument: Any) -> dict[str, Any]:
        """The body of the answer to a call. Raises NoAnswer."""
        body = json.dumps({"access_key": self._access_key, "argument": argument})
        connection = http.client.HTTPConnection(self._host, self._port, timeout=_SECONDS)
        try:
            headers = {"Content-Type": "application/json; charset=UTF-8"}
            connection.request("POST", _PATH, body.encode(), headers)
            raw = connection.getresponse().read(_MOST_BYTES)
        except TimeoutError:
            raise NoAnswer(f"no answer came within {_SECONDS:g} seconds") from None
        except (OSError, http.client.HTTPException) as error:
            raise NoAnswer(str(error) or type(error).__name__) from None
        finally:
            connection.close()
        try:
            answer = json.loads(raw)
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            shown = raw[:_LONGEST_SHOWN].decode("utf-8", "replace")
            return {"reason": f"the answer is no JSON object: {shown}"}
        return answer


class _RemoteDialog:
    """A dialog with a server, as a conversation is held with it."""

    def __init__(self, server: RemoteServer, conversation: Conversation, domain: str) -> None:
        self.session: Session | None = None
        self.is_pending = False
        self._server = server
        self._conversation = conversation
        self._domain = domain
        self._uuid = ""
        self._has_ended = False

    @property
    def is_open(self) -> bool:
        return bool(self._uuid)

    def take(self, turn: ConversationTurn) -> TurnResult:
        if not self._uuid:
            method = self._conversation.access_method
            answer = self._server.call(
                method="open_dialog", name=self._domain, access_method=method
            )
            self._uuid = text_in(object_in(answer, "return_object"), "uuid")
        elif turn.data is not None:
            data = [dict(record) for record in turn.data]
            answer = self._server.call(method="dialog", uuid=self._uuid, data=data)
        else:
            # A text has to have a letter; a space says as little.
            answer = self._server.call(method="dialog", uuid=self._uuid, text=turn.user or " ")
        result = _result(answer)
        if not isinstance(result, NoReply):
            self.is_pending = isinstance(result, DataRequest)
            self._has_ended = isinstance(result, Speech) and result.end
        elif not self.is_pending and turn.data is None and turn.user is None:
            self._uuid = ""
        return result

    def close(self) -> None:
        """End it, where it is open."""
        if self._uuid and not self._has_ended:
            self._server.call(method="close_dialog", uuid=self._uuid)


def _result(answer: dict[str, Any]) -> TurnResult:
    """What an answer says, in whatever envelope."""
    result = object_in(object_in(answer, "return_object"), "result")
    state = text_in(result, "state")
    if state in ("start", "dialog", "end"):
        return Speech(text_in(result, "system_text"), state == "end")
    requests = result.get("data_request")
    if state == "data_request" and isinstance(requests, list):
        return DataRequest(tuple(_class_request(one) for one in requests if isinstance(one, dict)))
    said = text_in(result, "message") or text_in(answer, "reason")
    return NoReply(said or f"no answer that is documented: {json.dumps(answer)[:_LONGEST_SHOWN]}")


def _class_request(asked: dict[str, Any]) -> ClassRequest:
    slots, condition = asked.get("slots"), text_in(asked, "condition")
    with contextlib.suppress(ConditionError):  # it is compared as it stands then
        condition = str(parse(condition)) if condition.strip() else ""
    return ClassRequest(tuple(map(str, slots)) if isinstance(slots, list) else (), condition)
