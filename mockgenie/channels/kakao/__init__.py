"""Kakao's chatbot skills: requests read, answers written, and answers checked.

from mockgenie.channels.kakao import check
problems = check(response)          # what Kakao would drop or fold, and where
"""

from mockgenie.channels.kakao.check import Problem, check
from mockgenie.channels.kakao.skill import KakaoChannel

__all__ = ["KakaoChannel", "Problem", "check"]
