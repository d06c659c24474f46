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

if TYPE_CHECKING:
    from mockgenie.dialog.explanation import Explanation, SlotExplanation, explain
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
    "AccessMethod",
    "ClassRequest",
    "ContractProblem",
    "DataMissing",
    "DataRequest",
    "Engine",
    "EngineFailure",
    "Explanation",
    "Reply",
    "Session",
    "SlotExplanation",
    "Speech",
    "TraceRow",
    "Understanding",
    "Usage",
    "contract_problems",
    "count_in_words",
    "explain",
    "rows_of_data",
    "rows_of_problems",
    "rows_of_utterance",
]

_OF_TRACE = (
    "TraceRow",
    "count_in_words",
    "rows_of_data",
    "rows_of_problems",
    "rows_of_utterance",
)


def __getattr__(name: str) -> object:
    """Understanding is imported when somebody speaks: opening a dialog does without."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name == "Understanding":
        from mockgenie.nlu import Understanding

        return Understanding
    from mockgenie.dialog import explanation, trace

    return getattr(trace if name in _OF_TRACE else explanation, name)
