"""What a conversation is: turns, and what has to be true after each of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from mockgenie.dialog import AccessMethod
from mockgenie.domain import Place
from mockgenie.records import Record
from mockgenie.source import Diagnostic
from mockgenie.testing.conversations.fields import State

TODAY = date(2026, 11, 22)
"""The day of a conversation that names none: a Sunday."""

Values: TypeAlias = tuple[str, ...] | None
"""The values of a slot; () where any will do, None where it has none."""


class Wording(Struct, frozen=True):
    """What is true of the bot's words: the very words (None: not told), regular expressions that
    fit somewhere, what they contain, what they do not contain."""

    exact: str | None = None
    matches: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


class Requested(Struct, frozen=True):
    """Records that have to be asked for: the slots and the condition; None: not told."""

    slots: tuple[str, ...] | None = None
    condition: str | None = None


class Expectation(Struct, frozen=True):
    """What has to be true behind a turn; None and the empty mapping: not told. `act`: "" for
    none understood."""

    bot: Wording | None = None
    state: State | None = None
    slots: Mapping[str, Values] = {}
    unwanted: Mapping[str, Values] = {}
    act: str | None = None
    task: str | None = None
    requests: tuple[Requested, ...] | None = None


class Turn(Struct, frozen=True):
    """What the user says or the client sends (neither, where the dialog opens)."""

    expected: Expectation
    place: Place
    user: str | None = None
    data: tuple[Record, ...] | None = None


class Conversation(Struct, frozen=True):
    """A conversation with a domain. The first of its turns is the opening."""

    name: str
    path: Path
    place: Place
    turns: tuple[Turn, ...]
    today: date = TODAY
    seed: int = 0
    access_method: AccessMethod = "internal_data"


class ConversationError(Exception):
    """A file of conversations that cannot be read. `diagnostics` has every problem found."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("\n".join(map(str, diagnostics)))
        self.diagnostics = diagnostics
