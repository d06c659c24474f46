"""What is known of the platforms' protocols holds, row by row."""

from __future__ import annotations

import pytest

from tests.channels import platform_verbs  # noqa: F401 (steps of Kakao and TalkTalk)
from tests.channels.facts import Row, fits, rows
from tests.channels.stage import Stage, staged

pytestmark = pytest.mark.usefixtures("patient_platforms")

ROWS = rows()


@pytest.mark.slow
@pytest.mark.parametrize("row", [pytest.param(row, id=name) for name, row in ROWS.items()])
async def test_a_fact(row: Row) -> None:
    if row.out:
        pytest.skip(row.out)
    async with staged(row) as stage:
        for step in row.steps:
            got = await stage.perform(step)
            assert fits(step["answer"], got), f"{row.fact}: {step} got {got}"


def test_steps_are_written_as_they_are_read() -> None:
    verbs = [step.keys() - {"answer"} for row in ROWS.values() for step in row.steps]
    assert all(len(one) == 1 and one <= Stage.VERBS.keys() for one in verbs)
    assert all("answer" in step for row in ROWS.values() for step in row.steps)


@pytest.mark.parametrize(
    ("expected", "got", "does"),
    [
        ({"a": 1}, {"a": 1, "b": 2}, True),
        ({"a": 1, "b": None}, {"a": 1}, False),
        ([{"a": 1}], [{"a": 1, "b": 2}], True),
        ([1], [1, 2], False),
        ([], {}, False),
        ({}, None, False),
        (1, True, False),
        ("a", "ab", False),
    ],
)
def test_an_answer_fits_what_is_named(expected: object, got: object, does: bool) -> None:
    assert fits(expected, got) is does
