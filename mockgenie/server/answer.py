"""What a request gets, and what became of it."""

from __future__ import annotations

from msgspec import Struct

from mockgenie.dialog import ContractProblem, Session
from mockgenie.faults import Strike


class EngineStep(Struct, frozen=True, gc=False):
    """What the engine did for a request: it led the session `uuid` to `after`; `problems` are in
    the data that it got."""

    uuid: str
    after: Session
    problems: tuple[ContractProblem, ...] = ()


class Done(Struct, frozen=True, gc=False):
    """A request that was done as asked: the `return_object`, JSON text, and the engine's step,
    None where it had nothing to do."""

    return_object: str
    step: EngineStep | None = None


class Answer(Struct, frozen=True, gc=False):
    """An HTTP status and a body; what the engine did, and which fault struck, if any. `why`: for
    a refusal the reason for people, which is not sent."""

    status: int
    body: bytes
    step: EngineStep | None = None
    strike: Strike | None = None
    why: str = ""
