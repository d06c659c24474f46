"""A refusal carries what its answer needs."""

from __future__ import annotations

import pytest

from mockgenie.protocol import EngineRefusal, GatewayError, GatewayRefusal, Refusal


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
