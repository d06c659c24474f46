"""What an operation of the admin API is, and which one a request is for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Any
from urllib.parse import unquote

from msgspec import Struct

from mockgenie.admin.problem import Refused
from mockgenie.source import did_you_mean

ROOT = "/__mockgenie"
"""What every path begins with."""

_SHOWN = 100


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


class Found(Struct, frozen=True):
    """The operation that a request is for, and the parameters in its path."""

    operation: Operation
    parameters: dict[str, str]


def find_operation(operations: Iterable[Operation], method: str, path: str) -> Found:
    """The operation of that method and path; `path` is as it was sent, without the query.

    Raises Refused, 404 or 405.
    """
    operations = tuple(operations)
    segments = _segments(path)
    there: list[Found] = []
    for operation in operations:
        parameters = _parameters(operation, segments)
        if parameters is not None:
            there.append(Found(operation, parameters))
    # A word of its own comes before a parameter that it could be: journal/wait is no number.
    fewest = min((len(found.parameters) for found in there), default=0)
    there = [found for found in there if len(found.parameters) == fewest]
    for found in there:
        if found.operation.method == method:
            return found
    if there:
        allowed = ", ".join(sorted({found.operation.method for found in there}))
        raise Refused(405, f"{path} takes {allowed}", headers={"Allow": allowed})
    below = path[len(ROOT) :]
    meant = did_you_mean(below, sorted({operation.path for operation in operations}))
    there_is = f"{meant.rstrip('?')} below {ROOT}?" if meant else ""
    shown = path if len(path) <= _SHOWN else path[:_SHOWN] + "…"
    raise Refused(404, f"there is nothing at {shown}{there_is}; see {ROOT}/openapi.json")


def _segments(path: str) -> tuple[str, ...]:
    try:
        return tuple(unquote(part, errors="strict") for part in path[len(ROOT) :].split("/"))
    except UnicodeDecodeError:
        raise Refused(404, "a path is written in UTF-8, percent-encoded") from None


def _parameters(operation: Operation, segments: tuple[str, ...]) -> dict[str, str] | None:
    """The parameters in a path, None where it is not the path of the operation."""
    wanted = operation.segments
    if len(wanted) != len(segments):
        return None
    parameters: dict[str, str] = {}
    for want, given in zip(wanted, segments, strict=True):
        if want.startswith("{"):
            if not given:
                return None
            parameters[want.strip("{}")] = given
        elif want != given:
            return None
    return parameters
