"""Faults: those that are armed, and more of them."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from mockgenie.faults import ERRORS, Armed, Fault, FaultError, method_of
from mockgenie.protocol import GatewayError
from mockgenie.server.admin.problem import Refused
from mockgenie.server.server import Server


class OneFault(Struct, frozen=True, forbid_unknown_fields=True):
    """Which fault."""

    id: Annotated[str, Meta(description="The id that it got when it was added.")]


class FaultShown(Struct, frozen=True):
    """A fault: it was for `seen` requests, and has struck `struck` of them."""

    id: str
    fault: Fault
    seen: int
    struck: int


class FaultsShown(Struct, frozen=True):
    """Faults in their order: the first that is for a request strikes."""

    faults: list[FaultShown]


class ErrorShown(Struct, frozen=True):
    """A documented error: what a fault calls it, `error`; whether the `engine` says it, as the
    `message` of an answer with the HTTP status 200, or the `gateway`, as its `reason`; and the
    `method` that alone is answered so, "" for any."""

    error: str
    kind: Literal["engine", "gateway"]
    status: int
    method: str


class ErrorsShown(Struct, frozen=True):
    """The documented errors, in the order of the guide."""

    errors: list[ErrorShown]


async def list_errors(_: Server) -> ErrorsShown:
    """Those that a fault can make happen."""
    return ErrorsShown(
        [
            ErrorShown(text, "gateway", error.status, method_of(error))
            if isinstance(error, GatewayError)
            else ErrorShown(text, "engine", 200, method_of(error))
            for text, error in ERRORS.items()
        ]
    )


async def list_faults(server: Server) -> FaultsShown:
    """Those there are."""
    return FaultsShown([shown_fault(armed) for armed in server.faults])


async def add_faults(server: Server, faults: list[Fault]) -> FaultsShown:
    """All of `faults`, or none where one of them cannot be meant so: then Refused, 400, or 409
    where there are too many."""
    for number, fault in enumerate(faults):
        try:
            Armed("", fault)
        except FaultError as error:
            where = f"body[{number}]" if len(faults) > 1 else "body"
            field = f".{error.field}" if error.field else ""
            place = "" if error.position is None else f"column {error.position + 1}: "
            raise Refused(400, place + error.problem, where + field) from None
    added: list[Armed] = []
    for fault in faults:
        try:
            added.append(server.faults.add(fault))
        except FaultError as error:
            for armed in added:
                server.faults.remove(armed.name)
            raise Refused(409, error.problem) from None
    return FaultsShown([shown_fault(armed) for armed in added])


async def show_fault(server: Server, asked: OneFault) -> FaultShown:
    """One of them. Raises Refused, 404."""
    armed = server.faults.armed.get(asked.id)
    if armed is None:
        raise _unknown()
    return shown_fault(armed)


async def remove_fault(server: Server, asked: OneFault) -> None:
    """One of them. Raises Refused, 404."""
    if not server.faults.remove(asked.id):
        raise _unknown()


async def clear_faults(server: Server) -> None:
    """All of them, those with which the server began included."""
    server.faults.clear()


def _unknown() -> Refused:
    return Refused(404, "there is no such fault; it may have been removed already", "path.id")


def shown_fault(armed: Armed) -> FaultShown:
    """A fault as it is shown."""
    return FaultShown(armed.name, armed.fault, armed.seen, armed.struck)
