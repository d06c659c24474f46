"""A request that is answered with a documented error instead of a dialog."""

from __future__ import annotations

from mockgenie.protocol.errors import GatewayError


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
