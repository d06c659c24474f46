"""The state of one dialog: a small immutable value that any store can keep."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

AccessMethod: TypeAlias = Literal["internal_data", "external_data"]
ACCESS_METHODS: tuple[AccessMethod, ...] = ("internal_data", "external_data")
"""Where records come from: the domain's instances, or the client (guide, open_dialog)."""


class Session(Struct, frozen=True):
    """Where a dialog stands.

    `domain`: the name it was opened with; `task`: the task it is in; `turn`: how many utterances
    the user has made; `act`: the last understood one's dialog act, "" for none; `asked`: the slot
    that the system asked for last, "" for none; `slots`: full slot name to the user's values, ()
    where any value will do; `count`: how many records were found last; `pending`: records were
    requested from the client and have not come; `said`: what will be said before the answer that
    waits for them.
    """

    domain: str
    access_method: AccessMethod
    task: str
    turn: int = 0
    act: str = ""
    asked: str = ""
    slots: dict[str, tuple[str, ...]] = {}
    count: int = 0
    pending: bool = False
    said: tuple[str, ...] = ()
