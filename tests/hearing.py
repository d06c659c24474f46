"""Listening without a dialog around: what an utterance means in a domain."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from mockgenie.dialog import Session
from mockgenie.domain import Domain
from mockgenie.nlu import Pipeline


class Heard(Struct, frozen=True):
    """The act and the slots of an utterance."""

    act: str
    slots: dict[str, tuple[str, ...]]

    @property
    def nothing(self) -> bool:
        """Neither of them."""
        return not (self.act or self.slots)


class Listener:
    """Understands utterances in a session that knows nothing yet."""

    def __init__(self, domain: Domain) -> None:
        self._pipeline = Pipeline(domain)
        self._name = domain.name
        self._task = domain.opening.name

    def understand(self, text: str, asked: str = "", fill: Sequence[str] = ()) -> Heard:
        """What `text` means where the system has just asked for the slot `asked`."""
        session = Session(self._name, "internal_data", self._task, asked=asked)
        understood = self._pipeline.understand(text, session, fill)
        return Heard(understood.act, understood.slots)
