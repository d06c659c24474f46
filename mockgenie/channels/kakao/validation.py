"""The validation of a parameter: what a skill answers, and what Kakao makes of it."""

from __future__ import annotations

from collections.abc import Iterator

from mockgenie.channels.channel import object_of, word_of
from mockgenie.channels.problem import Problem

_STATUSES = ("SUCCESS", "FAIL", "ERROR", "IGNORE")
_NOT_FILLED = "the parameter is not filled"


def check_validated(response: object) -> list[Problem]:
    """The problems of an answer to the validation of a parameter; [] for none."""
    if not isinstance(response, dict):
        return [Problem("", "it has to be an object", _NOT_FILLED)]
    return list(_problems(response))


def _problems(response: dict[str, object]) -> Iterator[Problem]:
    if response.get("status") not in _STATUSES:
        yield Problem("status", f"it has to be one of {', '.join(_STATUSES)}", _NOT_FILLED)
    for name in ("value", "message"):
        if not isinstance(response.get(name), (str, type(None))):
            yield Problem(name, "it has to be a string", _NOT_FILLED)


def validated(response: object) -> list[str]:
    """What came of a validation: the status with the value, and the message for the user."""
    answer = object_of(response)
    shown = f"{word_of(answer.get('status'))} {word_of(answer.get('value'))}".strip()
    message = word_of(answer.get("message"))
    return [*filter(None, (shown, message))]
