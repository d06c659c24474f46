"""The pure core: understands an utterance, keeps track, acts, speaks."""

from mockgenie.engine.engine import Engine
from mockgenie.engine.reply import (
    ClassRequest,
    DataMissing,
    DataRequest,
    EngineFailure,
    Reply,
    Speech,
)
from mockgenie.engine.session import ACCESS_METHODS, AccessMethod, Session

__all__ = [
    "ACCESS_METHODS",
    "AccessMethod",
    "ClassRequest",
    "DataMissing",
    "DataRequest",
    "Engine",
    "EngineFailure",
    "Reply",
    "Session",
    "Speech",
]
