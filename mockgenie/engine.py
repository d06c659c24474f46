"""The pure core: understands an utterance, keeps track, acts, speaks."""

from mockgenie.engine.contract import ContractProblem, contract_problems
from mockgenie.engine.engine import Engine
from mockgenie.engine.explain import Explanation, SlotExplanation, explain
from mockgenie.engine.reading import reading_on
from mockgenie.engine.reply import (
    ClassRequest,
    DataMissing,
    DataRequest,
    EngineFailure,
    Reply,
    Speech,
)
from mockgenie.engine.session import ACCESS_METHODS, AccessMethod, Session
from mockgenie.engine.understand import Understanding
from mockgenie.engine.witness import Witness

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
    "Witness",
    "contract_problems",
    "explain",
    "reading_on",
]
