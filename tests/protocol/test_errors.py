"""Both tables of documented errors, complete (guide, section "오류 코드")."""

from __future__ import annotations

from mockgenie.protocol import EngineError, GatewayError


def test_the_engine_has_the_twelve_errors_of_the_guide() -> None:
    assert [error.value for error in EngineError] == [
        "Invalid access key",
        "Invalid method",
        "JSON parsing error, error type: {type}, offset: {offset}",
        "JSON error: parsed, but this is not valid JSON object.",
        "Open error: invalid domain name or domain knowledge",
        "Open error: invalid domain knowledge",
        "Open error: invalid access_method (only internal_data or external_data is allowed)",
        "Open error: memory allocation error",
        "Open error: invalid status",
        "Dialog engine: unexpected error",
        "Dialog engine: not found external_data",
        "500 Internal Server Error: thread closing failure.",
    ]


def test_the_gateway_has_the_eleven_errors_of_the_guide() -> None:
    assert [(error.status, error.reason) for error in GatewayError] == [
        (400, "Required arguments is empty"),
        (400, "One or more arguments are not valid"),
        (413, "Request Entity Too Large"),
        (429, "Too Many Requests"),
        (404, "Unknown Handler"),
        (408, "Handler Timeout"),
        (500, "ETRI service server connection refused"),
        (500, "ETRI service server is not exists"),
        (500, "Recipient Failure"),
        (500, "Unknown ReplyFailure"),
        (500, "Unknown Exception"),
    ]
