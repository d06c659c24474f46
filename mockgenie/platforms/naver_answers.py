"""What a bot of TalkTalk has sent, and what is wrong with how it did."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from mockgenie.channels import Problem
from mockgenie.platforms.webhook import Called

_IGNORED = "it is ignored"
_NOT_SEEN = "the user sees no answer"


class Arrived(Struct):
    """An event that a bot has sent, None for something that was not taken, and what is wrong."""

    event: dict[str, Any] | None
    problems: tuple[Problem, ...]

    @property
    def is_delivered(self) -> bool:
        """Whether the user sees it."""
        return self.event is not None and not any(one.drops for one in self.problems)


def reply_in(name: str, called: Called) -> tuple[dict[str, Any] | None, list[Problem]]:
    """The event that a response is, None for none, and what is wrong with it as a response."""
    answer = called.read()
    if not called.body.strip() or answer == {} or (answer is None and not called.is_json):
        return None, []
    if not isinstance(answer, dict):
        return None, [Problem("", "the response is no JSON object", _IGNORED)]
    if not called.is_json:
        what = f'its Content-Type is "{called.content_type[:60]}", not application/json'
        return None, [Problem("", what, _IGNORED)]
    if name == "leave":
        return None, [Problem("", "an answer to leave", _IGNORED)]
    if name == "echo":
        return None, [answered_echo()]
    return answer, []


def says(arrived: Arrived) -> bool:
    """Whether a bot says something by it, rather than only doing something."""
    return arrived.event is not None and arrived.event.get("event") != "action"


def no_answer(has_api: bool, seconds: float) -> Problem:
    """That none has come: within these seconds, where there is a send API."""
    if not has_api:
        return Problem("", "the response is empty", _NOT_SEEN)
    what = f"nothing has come in the response, nor by the send API within {seconds:g} seconds"
    return Problem("", what, _NOT_SEEN)


def answered_echo() -> Problem:
    """That an echo is answered."""
    what = "an echo is answered, of which there is an echo again"
    return Problem("", what, "bot and platform answer each other for ever")
