"""The documented errors, for tests that go through all of them."""

from __future__ import annotations

from mockgenie.faults import ERRORS as DOCUMENTED
from mockgenie.faults import DocumentedError
from mockgenie.protocol import GatewayError


class ErrorText(str):
    """The text of a documented error, as `fail_next` and faults take it.

    `status`: the HTTP status with which it comes; `method`: the method to which alone the
    documented server answers so, "" for any.
    """

    status: int
    method: str

    def __new__(cls, text: str, status: int = 0, method: str = "") -> ErrorText:
        """The text, with what goes with it."""
        made = super().__new__(cls, text)
        made.status = status
        made.method = method
        return made


def _with_text(text: str, error: DocumentedError) -> ErrorText:
    if isinstance(error, GatewayError):
        return ErrorText(text, error.status)
    return ErrorText(text, 200, error.method)


ERRORS: tuple[ErrorText, ...] = tuple(_with_text(*one) for one in DOCUMENTED.items())
"""The documented errors in the order of the guide: those of the engine, those of the gateway."""
