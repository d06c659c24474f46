"""The state of one dialog: a small immutable value that any store can keep."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from mockgenie.domain import Slots

AccessMethod: TypeAlias = Literal["internal_data", "external_data"]
ACCESS_METHODS: tuple[AccessMethod, ...] = ("internal_data", "external_data")
"""Where records come from: the domain's instances, or the client (guide, open_dialog)."""

Stage: TypeAlias = Literal["", "confirming", "confirmed", "deferred", "widened", "done"]
"""How far the task has come: at work, waiting for a yes, having it, waiting for the first
utterance to ask the client for records, for all records of what was chosen, spoken."""


class Session(Struct, frozen=True, gc=False, omit_defaults=True):
    """Where a dialog stands.

    `domain`: the name it was opened with; `task`: the task it is in; `turn`: how many utterances
    the user has made; `act`: the last understood one's dialog act, "" for none; `asked`: the slot
    that the system asked for last, "" for none; `slots`: the user's values, () where any value
    will do; `count`: how many records were found last; `pending`: records were requested from the
    client and have not come; `said`: what will be said before the answer that waits for them;
    `version`: the version of the domain that the dialog began with; `seed`: what the choice
    among wordings depends on; `times`: how often the slot `asked` was asked for in a row;
    `unwanted`: values that the user ruled out; `compared`: what the values of slots are to be
    within, `<=30000`, and by which the records are ordered, `lowest` (`ORDERS`); `before`: the last
    values of slots that have been forgotten since; `listed`: the key slot and its values in the
    records said last; `stage`; `waiting`: unfinished tasks to come back to, the latest last;
    `last`: what was said last; `system_act`: the dialog act that the system performed last;
    `shown`: of the records that a client sent, those said last, so that a later turn knows what
    they say; `counts`: how many records the last lookup of each entity class found; `settled`: the
    task that was confirmed and done last, "" for none; `outcome`: the slots that were forgotten
    then; `kind`: what the last utterance did, "" before the first; `found_by`: the slots that were
    constrained when a task that says what it drops found something last; `done_items`,
    `next_items`: of a class of many, the slots of those that were spoken of before the one that
    `slots` has, and of those whose turn is still to come; `day`: the day that it is in this dialog,
    2026-11-22, "" where that is the server's; `held`: what unfinished tasks had of slots that the
    user spoke of in leaving them, until these are forgotten or come back to; `early`: while records
    are waited for, the slots that were filled in this turn without being asked for; `further`:
    meanwhile, the acts of questions that are still to be answered; `rest`: of an utterance that
    says several things, what is still to be heard.
    """

    domain: str
    access_method: AccessMethod
    task: str
    turn: int = 0
    act: str = ""
    asked: str = ""
    slots: Slots = {}
    count: int = 0
    pending: bool = False
    said: tuple[str, ...] = ()
    version: str = ""
    seed: int = 0
    times: int = 0
    unwanted: Slots = {}
    before: Slots = {}
    listed: tuple[str, ...] = ()
    stage: Stage = ""
    waiting: tuple[str, ...] = ()
    last: str = ""
    system_act: str = ""
    shown: tuple[dict[str, str], ...] = ()
    counts: dict[str, int] = {}
    settled: str = ""
    outcome: Slots = {}
    compared: Slots = {}
    kind: str = ""
    found_by: tuple[str, ...] = ()
    done_items: tuple[Slots, ...] = ()
    next_items: tuple[Slots, ...] = ()
    day: str = ""
    held: Slots = {}
    early: tuple[str, ...] = ()
    further: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
