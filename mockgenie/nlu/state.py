"""What understanding needs to know of the dialog so far."""

from __future__ import annotations

from typing import Protocol

from mockgenie.domain import Slots


class DialogState(Protocol):
    """The state of a dialog, as a step of the pipeline sees it; a session is one."""

    @property
    def task(self) -> str:
        """The task that the dialog is in."""

    @property
    def turn(self) -> int:
        """How many utterances the user has made before this one."""

    @property
    def stage(self) -> str:
        """How far the task has come: "done" once it has spoken."""

    @property
    def last(self) -> str:
        """What the system said last."""

    @property
    def act(self) -> str:
        """The act of the utterance before, "" for none."""

    @property
    def kind(self) -> str:
        """What the utterance before did, "" where there was none."""

    @property
    def asked(self) -> str:
        """The slot that was asked for last, "" for none."""

    @property
    def slots(self) -> Slots:
        """What the user has said of slots, () where any value will do."""

    @property
    def compared(self) -> Slots:
        """What values of slots are to be within, or first by."""

    @property
    def before(self) -> Slots:
        """The last values of slots that have been forgotten since."""

    @property
    def listed(self) -> tuple[str, ...]:
        """The key slot and its values in the records said last."""

    @property
    def access_method(self) -> str:
        """Where records come from: internal_data or external_data."""

    @property
    def shown(self) -> tuple[dict[str, str], ...]:
        """Of the records that a client sent, those said last."""

    @property
    def done_items(self) -> tuple[Slots, ...]:
        """Of classes of many, the slots of those that were spoken of before."""

    @property
    def next_items(self) -> tuple[Slots, ...]:
        """Of classes of many, the slots of those whose turn is still to come."""

    @property
    def outcome(self) -> Slots:
        """The slots that were forgotten when a confirmed task was done: what was just booked."""
