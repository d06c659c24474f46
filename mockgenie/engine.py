"""The engine as a library: a domain, a session and what the user says, to the next session.

engine = Engine(load_domain(path))
session, reply = engine.open("internal_data", date.today())
session, reply = engine.step(session, "내일 서울 날씨", None, date.today())
"""

from mockgenie.dialog import (
    ACCESS_METHODS,
    AccessMethod,
    ClassRequest,
    ContractProblem,
    DataMissing,
    DataRequest,
    Engine,
    EngineFailure,
    Explanation,
    Reply,
    Session,
    SlotExplanation,
    Speech,
    Usage,
    contract_problems,
    explain,
)
from mockgenie.nlu import Understanding
from mockgenie.records import reading_on

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
    "reading_on",
]
