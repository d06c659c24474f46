"""Both tables of documented errors (guide, section "오류 코드"), and what a refusal carries."""

from __future__ import annotations

import pytest

from mockgenie.protocol import EngineError, EngineRefusal, GatewayError, GatewayRefusal, Refusal


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


def test_an_engine_refusal_without_a_request_echoes_nothing() -> None:
    refusal = EngineRefusal("Invalid method")
    assert (refusal.message, refusal.method, refusal.uuid) == ("Invalid method", "", "")
    assert refusal.request_id is None
    assert str(refusal) == "Invalid method"


def test_an_engine_refusal_echoes_what_the_request_sent() -> None:
    refusal = EngineRefusal("Invalid method", "talk", "1", "r")
    assert (refusal.method, refusal.uuid, refusal.request_id) == ("talk", "1", "r")


@pytest.mark.parametrize("error", GatewayError)
def test_a_gateway_refusal_reads_as_its_reason(error: GatewayError) -> None:
    refusal = GatewayRefusal(error, "r")
    assert refusal.error is error
    assert refusal.request_id == "r"
    assert str(refusal) == error.reason
    assert isinstance(refusal, Refusal)
