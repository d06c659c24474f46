"""The documented errors (guide, section "오류 코드"), and a request that is answered with one."""

from __future__ import annotations

from enum import Enum


class EngineError(Enum):
    """What the dialog engine reports: HTTP 200, `result` 0, `state` `error`, this `message`."""

    INVALID_ACCESS_KEY = "Invalid access key"
    INVALID_METHOD = "Invalid method"
    JSON_PARSING = "JSON parsing error, error type: {type}, offset: {offset}"
    JSON_NOT_AN_OBJECT = "JSON error: parsed, but this is not valid JSON object."
    OPEN_DOMAIN_NAME = "Open error: invalid domain name or domain knowledge"
    OPEN_DOMAIN_KNOWLEDGE = "Open error: invalid domain knowledge"
    OPEN_ACCESS_METHOD = (
        "Open error: invalid access_method (only internal_data or external_data is allowed)"
    )
    OPEN_MEMORY = "Open error: memory allocation error"
    OPEN_STATUS = "Open error: invalid status"
    DIALOG_UNEXPECTED = "Dialog engine: unexpected error"
    DIALOG_NO_EXTERNAL_DATA = "Dialog engine: not found external_data"
    CLOSE_FAILURE = "500 Internal Server Error: thread closing failure."

    @property
    def method(self) -> str:
        """The method to which alone the documented server answers so, "" for any."""
        return _METHODS.get(self.name.partition("_")[0], "")


_METHODS = {"OPEN": "open_dialog", "DIALOG": "dialog", "CLOSE": "close_dialog"}


class GatewayError(Enum):
    """What the gateway before the engine reports: an HTTP status, `result` -1, this `reason`."""

    REQUIRED_ARGUMENTS_EMPTY = (400, "Required arguments is empty")
    ARGUMENTS_NOT_VALID = (400, "One or more arguments are not valid")
    ENTITY_TOO_LARGE = (413, "Request Entity Too Large")
    TOO_MANY_REQUESTS = (429, "Too Many Requests")
    UNKNOWN_HANDLER = (404, "Unknown Handler")
    HANDLER_TIMEOUT = (408, "Handler Timeout")
    CONNECTION_REFUSED = (500, "ETRI service server connection refused")
    SERVER_NOT_EXISTS = (500, "ETRI service server is not exists")
    RECIPIENT_FAILURE = (500, "Recipient Failure")
    REPLY_FAILURE = (500, "Unknown ReplyFailure")
    UNKNOWN_EXCEPTION = (500, "Unknown Exception")

    @property
    def status(self) -> int:
        """The HTTP status it comes with."""
        return self.value[0]

    @property
    def reason(self) -> str:
        """The text of the envelope's `reason`."""
        return self.value[1]


class Refusal(Exception):
    """The answer is a documented error.

    `request_id`: the request's own, None without one. `why`: the reason for people, which never
    goes over the wire: what is wrong, where, and what would be right; "" where the documented
    text says it all.
    """

    request_id: str | None = None
    why: str = ""


class EngineRefusal(Refusal):
    """The answer is an engine error: HTTP 200, `state` `error` and `message`.

    `method` and `uuid` are what the request sent, "" where it sent none.
    """

    def __init__(
        self,
        message: str,
        method: str = "",
        uuid: str = "",
        request_id: str | None = None,
        why: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.method = method
        self.uuid = uuid
        self.request_id = request_id
        self.why = why


class GatewayRefusal(Refusal):
    """The answer is a gateway error: its HTTP status, `result` -1 and `reason`."""

    def __init__(self, error: GatewayError, request_id: str | None = None, why: str = "") -> None:
        super().__init__(error.reason)
        self.error = error
        self.request_id = request_id
        self.why = why
