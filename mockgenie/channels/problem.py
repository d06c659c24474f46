"""What is wrong with something that is sent to a platform."""

from __future__ import annotations

from msgspec import Struct


class Problem(Struct, frozen=True):
    """A problem of an answer.

    `path`: where, as `template.outputs[0].simpleText.text`, "" for the whole; `what` is wrong;
    `effect`: what the user sees instead; `limit`: the one that is passed, None for another
    problem; `drops`: the answer, or that part of it, does not arrive, otherwise it arrives
    changed.
    """

    path: str
    what: str
    effect: str
    limit: int | None = None
    drops: bool = True

    def __str__(self) -> str:
        return f"{self.path or 'the answer'}: {self.what}; {self.effect}"
