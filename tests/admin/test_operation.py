"""Which operation a request is for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.admin.operation import ROOT, find_operation
from mockgenie.admin.operations import OPERATIONS
from mockgenie.admin.problem import Refused
from tests.admin.calling import Bakery


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: f"{one.method} {one.path}")
def test_every_operation_is_found_at_its_path(operation: object) -> None:
    from mockgenie.admin.operation import Operation

    assert isinstance(operation, Operation)
    path = operation.path.replace("{", "").replace("}", "")
    found = find_operation(OPERATIONS, operation.method, ROOT + path)
    assert found.operation is operation
    assert all(name == value for name, value in found.parameters.items())


def test_a_word_comes_before_a_parameter() -> None:
    found = find_operation(OPERATIONS, "GET", f"{ROOT}/journal/wait")
    assert found.parameters == {}
    assert find_operation(OPERATIONS, "GET", f"{ROOT}/journal/7").parameters == {"number": "7"}


def test_what_is_reloaded_is_never_a_domain_of_that_name() -> None:
    with pytest.raises(Refused) as refusal:
        find_operation(OPERATIONS, "GET", f"{ROOT}/domains/reload")
    assert refusal.value.problem.status == 405
    assert refusal.value.headers == {"Allow": "POST"}


@given(st.text())
def test_any_other_path_is_a_problem(rest: str) -> None:
    known = {operation.path for operation in OPERATIONS}
    if f"/x{rest}" not in known:
        with pytest.raises(Refused) as refusal:
            find_operation(OPERATIONS, "GET", f"{ROOT}/x{rest}")
        assert refusal.value.problem.status == 404


async def test_a_long_path_is_not_repeated_whole(shop: Bakery) -> None:
    answer = await shop.ask("GET", "/" + "x" * 5000)
    assert answer.status == 404
    assert len(answer.body) < 600
