"""What an operation of the admin API is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from msgspec import Struct

ROOT = "/__mockgenie"
"""What every path begins with."""


class Nothing(Struct, frozen=True, forbid_unknown_fields=True):
    """No parameters, or no fields."""


class Operation(Struct, frozen=True):
    """Something that can be asked of the admin API, as its routes and its OpenAPI document have
    it.

    `path`: below ROOT, with parameters in braces; `run` is called with the server, then with
    `parameters` (of the path and the query) and the `body` where there are any; `many`: the body
    is one such thing or a list of them, and `run` gets a list; `answer`: the type of what `run`
    gives, None for nothing; `problems`: the statuses with which it refuses what every other
    operation would take.
    """

    method: str
    path: str
    summary: str
    run: Callable[..., Awaitable[Any]]
    parameters: type[Struct] = Nothing
    body: type[Struct] | None = None
    many: bool = False
    answer: Any = None
    status: int = 200
    problems: tuple[int, ...] = ()

    @property
    def segments(self) -> tuple[str, ...]:
        """What stands between the slashes of its path."""
        return tuple(self.path.split("/"))

    @property
    def name(self) -> str:
        """Its name in the OpenAPI document: that of the function which does it."""
        return self.run.__name__
