"""The documented errors, as tests go through them."""

from __future__ import annotations

import copy
import pickle

import pytest

from mockgenie.protocol import EngineError, GatewayError
from mockgenie.testing import ERRORS, ErrorText, serve

FLOWER = "tasks: {hello: {say: 안녕하세요.}}\n"


def test_they_are_those_of_the_guide_in_its_order() -> None:
    assert len(ERRORS) == len(EngineError) + len(GatewayError) == 23
    assert list(ERRORS[-11:]) == [error.reason for error in GatewayError]
    assert [error.status for error in ERRORS[-11:]] == [error.status for error in GatewayError]
    assert {error.status for error in ERRORS[:12]} == {200}
    assert ERRORS[0] == "Invalid access key"
    assert {error.method for error in ERRORS} == {"", "open_dialog", "dialog", "close_dialog"}


@pytest.mark.parametrize("error", ERRORS)
def test_each_is_what_a_fault_takes(error: ErrorText) -> None:
    with serve({"Flower": FLOWER}) as server:
        assert server.fail_next(error).fault.error == error


def test_copies_are_the_same() -> None:
    error = ERRORS[-1]
    for again in (copy.deepcopy(error), pickle.loads(pickle.dumps(error))):
        assert (again, again.status, again.method) == (error, error.status, error.method)
