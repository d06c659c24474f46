"""Dialog management: the session, the tracker of its slots, lookups, and the policy."""

from mockgenie.dialog.contract_problems import ContractProblem, contract_problems
from mockgenie.dialog.engine import Engine
from mockgenie.dialog.explain import Explanation, SlotExplanation, explain
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
    "Understanding",
    "Usage",
    "contract_problems",
    "explain",
]
