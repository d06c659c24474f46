"""A request that is answered with a documented error instead of a dialog."""

from __future__ import annotations

from mockgenie.protocol.errors import GatewayError


class Refusal(Exception):
    """The answer is a documented error. `request_id` is the request's own, None without one."""

    request_id: str | None = None


class EngineRefusal(Refusal):
    """The answer is an engine error: HTTP 200, `state` `error` and `message`.

    `method` and `uuid` are what the request sent, "" where it sent none.
    """

    def __init__(
        self, message: str, method: str = "", uuid: str = "", request_id: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.method = method
        self.uuid = uuid
        self.request_id = request_id


class GatewayRefusal(Refusal):
    """The answer is a gateway error: its HTTP status, `result` -1 and `reason`."""

    def __init__(self, error: GatewayError, request_id: str | None = None) -> None:
        super().__init__(error.reason)
        self.error = error
        self.request_id = request_id
