"""Kakao's chatbot skills: requests read, answers written, and answers checked.

from mockgenie.channels.kakao import check
problems = check(response)          # what Kakao would drop or fold, and where
"""

from mockgenie.channels.kakao.check import check
from mockgenie.channels.kakao.parts import MOST_BYTES, SECONDS
from mockgenie.channels.kakao.room import bubbles, contexts_of, payload, quick_replies
from mockgenie.channels.kakao.skill import KakaoChannel
from mockgenie.channels.problem import Problem

__all__ = [
    "MOST_BYTES",
    "SECONDS",
    "KakaoChannel",
    "Problem",
    "bubbles",
    "check",
    "contexts_of",
    "payload",
    "quick_replies",
]
