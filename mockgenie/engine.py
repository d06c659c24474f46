"""The engine as a library: a domain, a session and what the user says, to the next session.

engine = Engine(load_domain(path))
session, reply = engine.open("internal_data", date.today())
session, reply = engine.step(session, "내일 서울 날씨", None, date.today())
"""

from mockgenie.dialog import (
    ACCESS_METHODS,
    AccessMethod,
    DataMissing,
    DataRequest,
    Engine,
    EngineFailure,
    Reply,
    Session,
    Speech,
)
from mockgenie.nlu import Understanding

__all__ = [
    "ACCESS_METHODS",
    "AccessMethod",
    "DataMissing",
    "DataRequest",
    "Engine",
    "EngineFailure",
    "Reply",
    "Session",
    "Speech",
    "Understanding",
]
