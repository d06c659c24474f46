"""What turns used, for those who want to know what a conversation has reached."""

from __future__ import annotations

from msgspec import Struct, field

from mockgenie.domain import Place


class Usage(Struct):
    """Is told, turn by turn: the acts understood, the tasks entered, the texts said (by their
    place in the domain's file)."""

    acts: list[str] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    texts: list[Place] = field(default_factory=list)
