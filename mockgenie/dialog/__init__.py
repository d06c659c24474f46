"""Dialog management: the session, the tracker of its slots, lookups, and the policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockgenie.dialog.contract_problems import ContractProblem, contract_problems
from mockgenie.dialog.engine import Engine
from mockgenie.dialog.reply import (
    ClassRequest,
    DataMissing,
    DataRequest,
    EngineFailure,
    Reply,
    Speech,
    Usage,
)
from mockgenie.dialog.session import ACCESS_METHODS, AccessMethod, Session
from mockgenie.dialog.session_codec import SessionCodec

if TYPE_CHECKING:
    from mockgenie.dialog.bot import MOST_SENT, Bot, SentRecords, data_of
    from mockgenie.dialog.choices import candidates
    from mockgenie.dialog.explanation import Explanation, SlotExplanation, explain
    from mockgenie.dialog.placement import Placement, PlacementError, place
    from mockgenie.dialog.trace import (
        TraceRow,
        count_in_words,
        rows_of_data,
        rows_of_problems,
        rows_of_utterance,
    )
    from mockgenie.nlu import Understanding

__all__ = [
    "ACCESS_METHODS",
    "MOST_SENT",
    "AccessMethod",
    "Bot",
    "ClassRequest",
    "ContractProblem",
    "DataMissing",
    "DataRequest",
    "Engine",
    "EngineFailure",
    "Explanation",
    "Placement",
    "PlacementError",
    "Reply",
    "SentRecords",
    "Session",
    "SessionCodec",
    "SlotExplanation",
    "Speech",
    "TraceRow",
    "Understanding",
    "Usage",
    "candidates",
    "contract_problems",
    "count_in_words",
    "data_of",
    "explain",
    "place",
    "rows_of_data",
    "rows_of_problems",
    "rows_of_utterance",
]

_LATE = {
    "mockgenie.dialog.bot": ("MOST_SENT", "Bot", "SentRecords", "data_of"),
    "mockgenie.dialog.choices": ("candidates",),
    "mockgenie.dialog.explanation": ("Explanation", "SlotExplanation", "explain"),
    "mockgenie.dialog.placement": ("Placement", "PlacementError", "place"),
    "mockgenie.dialog.trace": (
        "TraceRow",
        "count_in_words",
        "rows_of_data",
        "rows_of_problems",
        "rows_of_utterance",
    ),
    "mockgenie.nlu": ("Understanding",),
}


def __getattr__(name: str) -> object:
    """What opening a dialog does without is imported when it is asked for: understanding, and what
    is for people."""
    module = next((module for module, names in _LATE.items() if name in names), "")
    if not module:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(module), name)
