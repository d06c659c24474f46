"""What a channel is: its requests become utterances, and what is said becomes its answers."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, TypeGuard

from msgspec import Struct

from mockgenie.channels.problem import Problem
from mockgenie.dialog import Session
from mockgenie.domain import Domain, Slots

APOLOGY = "죄송해요 무슨 말인지 모르겠어요. 조금 더 공부 할게요."
"""What is said where nothing else can be: the text is fixed, and clients compare it."""


class NotARequest(Exception):
    """What came is no request of the channel; the message says why, for people."""


class Heard(Struct, frozen=True):
    """What a request says.

    `text`: the utterance, None where the request is none (somebody comes, or leaves). `user`: who
    says it, "" where the channel does not tell. `bot_type`: what may choose the domain. `leaves`:
    the user has gone, so the dialog is over. `request`: the request, for the answer to it.
    """

    text: str | None
    user: str = ""
    bot_type: str = ""
    leaves: bool = False
    request: dict[str, Any] = {}


class Said(Struct, frozen=True):
    """What the engine says to an utterance.

    `found`: the values that were found in it, by slot; `session` and `domain`: where the dialog
    stands then, None where the engine could not say; `before`: where it stood; `image`: the address
    of a picture beside the text, "" for none; `extra`: further keys of an engine's answer.
    """

    text: str
    found: Slots = {}
    session: Session | None = None
    domain: Domain | None = None
    before: Session | None = None
    image: str = ""
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def choices(self) -> tuple[str, ...]:
        """What a user may well answer: the values of the slot that was asked for, or yes and no."""
        if self.session is None or self.domain is None:
            return ()
        if self.session.stage == "confirming":
            return ("네", "아니요")
        slot = self.domain.slots().get(self.session.asked)
        if slot is None:
            return ()
        return ("네", "아니요") if slot.type == "boolean" else tuple(slot.values)

    @property
    def listed(self) -> tuple[str, ...]:
        """The names of the records that are listed now, () for none, or those of an earlier
        turn."""
        if self.session is None or (self.before and self.before.listed == self.session.listed):
            return ()
        return self.session.listed[1:]


class Later(Struct, frozen=True):
    """An answer that is sent to `url` by a request of its own, with these headers; `answer` is what
    comes first."""

    url: str
    answer: bytes
    headers: Mapping[str, str] = {}


class ApiAnswer(Struct, frozen=True):
    """An answer of a platform's own API; `problems`: what it does not tell, because it takes things
    that it never delivers."""

    status: int
    content: dict[str, Any]
    problems: tuple[Problem, ...] = ()


class Channel(ABC):
    """One kind of client. A further one is a class with `hear` and `reply`."""

    name: str
    """What it is called in paths, faults and the journal."""
    api_paths: tuple[str, ...] = ()
    """Of the platform's own API, to which bots send; `api` answers there."""

    @abstractmethod
    def hear(self, body: bytes) -> Heard:
        """What a request says. Raises NotARequest."""

    @abstractmethod
    def reply(self, heard: Heard, said: Said | None) -> bytes:
        """The answer to a request; `said` is None where nothing was to be said."""

    def later(self, heard: Heard, delay: float) -> Later | None:
        """How an answer is sent by a request of its own, which comes `delay` seconds late; None
        where it is the answer to the client."""
        return None

    def api(self, path: str, body: bytes, headers: Mapping[str, str]) -> ApiAnswer:
        """What the platform's own API answers to a bot, at one of `api_paths`."""
        raise NotImplementedError(path)


def read_object(body: bytes) -> dict[str, Any]:
    """The JSON object that a body is. Raises NotARequest."""
    try:
        found = json.loads(body.decode("utf-8"))
    except UnicodeDecodeError:
        raise NotARequest("the request is not UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise NotARequest(f"the request is no JSON: {error}") from None
    if not isinstance(found, dict):
        raise NotARequest("the request is JSON, but no object")
    return found


def word_of(value: object) -> str:
    """A string, a number as text, and "" for anything else."""
    if isinstance(value, bool):
        return ""
    return str(value) if isinstance(value, (str, int)) else ""


def object_of(value: object) -> dict[str, Any]:
    """An object, an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def is_address(value: object) -> TypeGuard[str]:
    """Whether a value is an address of http or https."""
    return isinstance(value, str) and value.startswith(("http://", "https://"))


def written(answer: dict[str, Any]) -> bytes:
    """An answer as JSON in UTF-8; half of a surrogate pair, of which UTF-8 has none, is "?"."""
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")
