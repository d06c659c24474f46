"""A user of a chat platform: what every simulated platform has."""

from __future__ import annotations

from abc import ABC, abstractmethod
from types import TracebackType
from typing import TypeVar

from mockgenie.channels import Problem, Touch, by_label, labelled
from mockgenie.platforms.seen import Seen

U = TypeVar("U", bound="PlatformUser")


class PlatformUser(ABC):
    """Somebody who talks to a bot on a platform. A further platform is a class with `say`.

    A user is of one thread. What was seen so far is in `turns`; `str` gives all of it as text.
    """

    platform: str
    """What the platform is called."""

    def __init__(self) -> None:
        self.turns: list[Seen] = []
        self.touches: dict[str, Touch] = {}
        """What can be touched now, by its label."""

    @abstractmethod
    def say(self, text: str) -> Seen:
        """Type a text and send it, or touch what has that label; what is seen then."""

    def look(self) -> Seen | None:
        """What has come since, by itself; None for nothing."""
        return None

    @property
    def problems(self) -> list[Problem]:
        """What was wrong so far."""
        return [problem for turn in self.turns for problem in turn.problems]

    def close(self) -> None:
        """Take nothing more that a bot sends."""
        self.touches = {}

    def __str__(self) -> str:
        return "\n".join(map(str, self.turns))

    def __enter__(self: U) -> U:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _seen(self, seen: Seen) -> Seen:
        """Keep what was seen."""
        self.turns.append(seen)
        return seen

    def _touched(self, touch: Touch) -> Seen:
        """What is seen where something was touched that sends nothing."""
        self.touches = {**self.touches, **by_label(touch.opens)}
        line = labelled(one.label for one in touch.opens) or f"→ {touch.leads}"
        return self._seen(Seen(touch.label, (line,), labels=tuple(self.touches)))
