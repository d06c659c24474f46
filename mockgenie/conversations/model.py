"""What a conversation is: turns, and what has to be true after each of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from mockgenie.conversations.fields import ReplyState
from mockgenie.dialog import AccessMethod
from mockgenie.domain import Place
from mockgenie.records import Record
from mockgenie.source import SourceError

TODAY = date(2026, 11, 22)
"""The day of a conversation that gives none: a Sunday."""

SlotValues: TypeAlias = tuple[str, ...] | None
"""The values of a slot; () where any will do, None where it has none."""


class Wording(Struct, frozen=True):
    """What the bot's words have to be: the exact words (None: any), regular expressions that match
    somewhere, parts that they contain, and parts that they lack."""

    exact: str | None = None
    matches: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


class ExpectedRequest(Struct, frozen=True):
    """Records that the bot has to request: the slots and the condition; None: any."""

    slots: tuple[str, ...] | None = None
    condition: str | None = None


class Expectation(Struct, frozen=True):
    """What has to be true after a turn; None and the empty mapping: not checked. `act`: "" where
    no act may be understood; `image`: "" where there may be none."""

    bot: Wording | None = None
    state: ReplyState | None = None
    slots: Mapping[str, SlotValues] = {}
    unwanted: Mapping[str, SlotValues] = {}
    compared: Mapping[str, SlotValues] = {}
    act: str | None = None
    task: str | None = None
    image: str | None = None
    requests: tuple[ExpectedRequest, ...] | None = None


class ConversationTurn(Struct, frozen=True):
    """What the user says or the client sends (neither in the opening), and what has to follow."""

    expected: Expectation
    place: Place
    user: str | None = None
    data: tuple[Record, ...] | None = None


class Conversation(Struct, frozen=True):
    """A conversation with a domain. The first of its turns is the opening. `domain`: its name, ""
    for that of the file beside which the conversation stands."""

    name: str
    path: Path
    place: Place
    turns: tuple[ConversationTurn, ...]
    today: date = TODAY
    seed: int = 0
    access_method: AccessMethod = "internal_data"
    domain: str = ""


class ConversationError(SourceError):
    """A file of conversations that cannot be read. `diagnostics` has every problem found."""
