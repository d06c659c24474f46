"""Kakao's chatbot skills: requests read and written, answers written, checked and shown.

from mockgenie.channels.kakao import check
problems = check(response)          # what Kakao would drop or fold, and where
"""

from mockgenie.channels.kakao.check import NOT_SHOWN, check
from mockgenie.channels.kakao.parts import SECONDS
from mockgenie.channels.kakao.payload import (
    BOT_ID,
    MediaKind,
    SkillSettings,
    payload,
)
from mockgenie.channels.kakao.seen import bubbles, contexts_of, texts, touches
from mockgenie.channels.kakao.skill import KakaoChannel
from mockgenie.channels.kakao.validation import check_validated, validated

__all__ = [
    "BOT_ID",
    "NOT_SHOWN",
    "SECONDS",
    "KakaoChannel",
    "MediaKind",
    "SkillSettings",
    "bubbles",
    "check",
    "check_validated",
    "contexts_of",
    "payload",
    "texts",
    "touches",
    "validated",
]
