"""Faults that a request asks for itself."""

from __future__ import annotations

from typing import Any

import pytest

from mockgenie.faults import ERRORS, Fault, FaultError
from mockgenie.faults import on_request as asked_for


@pytest.mark.parametrize("text", ERRORS)
def test_the_text_of_an_error_asks_for_it(text: str) -> None:
    assert asked_for(text).fault == Fault(error=text)
    assert asked_for(f"  {text.upper()} ").fault == Fault(error=text.upper())


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("delay 2.5", {"delay": 2.5}),
        ("delay 3", {"delay": 3}),
        ("delay   0", {"delay": 0}),
        ("delay .5", {"delay": 0.5}),
        ("delay 1E-3", {"delay": 0.001}),
        ("drip 0.1", {"drip": 0.1}),
        ("reset before", {"reset": "before"}),
        ("reset middle", {"reset": "middle"}),
        ("reset after", {"reset": "after"}),
        ("cut 20", {"cut": 20}),
        ("cut 0", {"cut": 0}),
        ("state end", {"state": "end"}),
        ("text 지금은 안 됩니다", {"text": "지금은 안 됩니다"}),
        ("text 3", {"text": "3"}),
        ("garbage <html>", {"garbage": "<html>"}),
        ("garbage", {"garbage": ""}),
    ],
)
def test_other_effects_are_named_with_what_they_take(text: str, fields: dict[str, Any]) -> None:
    assert asked_for(text).fault == Fault(**fields)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Too Many Request", 'did you mean "Too Many Requests"?'),
        ("", "nor one of state, text, delay, reset, cut, garbage, drip"),
        ("error Too Many Requests", "is no documented error"),
        ("delay", "delay"),
        ("delay soon", '"delay soon": expected a number, got a text'),
        ("delay ٣", "expected a number"),
        ("delay -1", '"delay -1": expected a number >= 0'),
        ("delay 100000", "86400"),
        ("delay " + "9" * 500, "delay"),
        ("cut 1.5", "cut 1.5"),
        ("reset", "(known: after, before, middle)"),
        ("reset later", '"reset later": "later" cannot be here'),
        ("reset midle", 'did you mean "middle"?'),
        ("state data_request", "(known: dialog, end, error, start)"),
        ("x" * 1001, "1,000 characters"),
    ],
)
def test_what_there_is_not_is_told_with_what_would_be_right(text: str, says: str) -> None:
    with pytest.raises(FaultError) as caught:
        asked_for(text)
    assert says in str(caught.value)
