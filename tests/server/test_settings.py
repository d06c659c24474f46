"""The settings of a server in Python are those of `mockgenie serve`."""

from __future__ import annotations

import pytest

from mockgenie.faults import Fault
from mockgenie.server import Settings
from mockgenie.server.app import settings_of


def test_without_options_everything_is_as_everywhere() -> None:
    assert settings_of({}) == Settings()


@pytest.mark.parametrize(
    "options",
    [
        {"envelope": "legacy", "session_ttl": 5, "max_sessions": 2},
        {"max_body": 10, "max_text": 3, "keep_alive": True, "journal": 0},
        {"handler_timeout": 0.5, "engine_timeout": 1.5, "rate": 2, "daily_quota": 7},
        {"access_keys": {"열쇠": ("Weather",)}},
    ],
)
def test_every_setting_is_an_option(options: dict[str, object]) -> None:
    assert settings_of(options) == Settings(**options)  # type: ignore[arg-type]


def test_access_keys_may_be_a_list_of_those_that_open_all_domains() -> None:
    assert settings_of({"access_keys": ["하나", "둘"]}).access_keys == {"하나": (), "둘": ()}


def test_faults_may_be_written_as_in_a_file() -> None:
    fault = {"error": "Too Many Requests", "times": 1, "delay": {"uniform": [0, 1]}}
    (read,) = settings_of({"faults": [fault]}).faults
    assert (read.error, read.times) == ("Too Many Requests", 1)
    assert settings_of({"faults": [read]}).faults == (read,)
    assert isinstance(read, Fault)


@pytest.mark.parametrize(
    ("options", "kind", "complaint"),
    [
        ({"max_txt": 3}, TypeError, 'there is no option "max_txt", did you mean "max_text"?'),
        ({"rate": "빨리"}, ValueError, "rate: expected a number, got a text"),
        ({"rate": -1}, ValueError, "rate: expected a number >= 0.0, got -1"),
        ({"rate": float("nan")}, ValueError, "rate: expected a number >= 0.0, got nan"),
        ({"journal": -1}, ValueError, "journal: expected a whole number >= 0, got -1"),
        ({"handler_timeout": 0}, ValueError, "handler_timeout: expected a number > 0.0, got 0"),
        ({"max_sessions": 0}, ValueError, "max_sessions: expected a whole number >= 1, got 0"),
        ({"access_keys": ["하나", 2]}, ValueError, "access_keys: expected a text, got a whole"),
        ({"access_keys": {"하나": "Hotel"}}, ValueError, "access_keys[...]: expected a list"),
        ({"faults": {"error": "x"}}, ValueError, "faults: a list of faults is expected, not {"),
        (
            {"envelope": "gude"},
            ValueError,
            'envelope: "gude" cannot be here, did you mean "guide"?',
        ),
        ({"faults": [{"eror": "x"}]}, TypeError, 'a fault has no "eror", did you mean "error"?'),
        (
            {"faults": [{"times": 0, "error": "x"}]},
            ValueError,
            "faults[0].times: expected a whole number >= 1",
        ),
    ],
)
def test_a_mistake_is_told_with_what_would_be_right(
    options: dict[str, object], kind: type[Exception], complaint: str
) -> None:
    with pytest.raises(kind) as told:
        settings_of(options)
    assert complaint in str(told.value)
