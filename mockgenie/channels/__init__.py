"""The chat channels: what asks the engine otherwise than by /Dialog, and how each is answered.

A channel turns the bytes of a request into what a user says, and what the engine says into the
bytes of an answer. It knows nothing of sockets; the server carries both.
"""

from mockgenie.channels.bubbles import Touch, by_label, labelled
from mockgenie.channels.channel import (
    APOLOGY,
    ApiAnswer,
    Channel,
    Heard,
    Later,
    NotARequest,
    Said,
    is_address,
)
from mockgenie.channels.engine import EngineChannel, QueryChannel
from mockgenie.channels.kakao import KakaoChannel
from mockgenie.channels.naver import NaverChannel
from mockgenie.channels.problem import Problem
from mockgenie.channels.whole import ObjectReader

__all__ = [
    "APOLOGY",
    "ApiAnswer",
    "Channel",
    "EngineChannel",
    "Heard",
    "KakaoChannel",
    "Later",
    "NaverChannel",
    "NotARequest",
    "ObjectReader",
    "Problem",
    "QueryChannel",
    "Said",
    "Touch",
    "by_label",
    "is_address",
    "labelled",
]
