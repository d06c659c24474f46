"""Dialog acts that are understood in every domain without being written.

An act of the same name in a domain adds its patterns; what the engine does with it stays.
"""

from __future__ import annotations

from functools import lru_cache

from mockgenie.domain.model import Act
from mockgenie.domain.patterns import parse_pattern

BUILT_IN_ACTS: dict[str, tuple[str, ...]] = {
    "yes": (),
    "no": (),
    "cancel": (),
    "restart": (
        "(처음부터|처음으로|다시 시작|새로 시작|초기화|리셋)",
        "처음부터 [다시] (하|할|해|시작)",
    ),
    "repeat": (),
    "help": (
        "(도움말|도와줘|도와주세요|도와 줄래|사용법|사용 방법|헬프|help)",
        "(뭐|뭘|무엇|무엇을|무슨 일을|어떤 일을|어떤 걸) (할 수|해 줄|해줄|물어)",
        "어떻게 (써|쓰|사용|말하|물어)",
    ),
}
"""Each act with its patterns; those without are read from what the utterance does
(`mockgenie.korean.read_kind`)."""

BUILT_IN_WORDS: dict[str, str] = {
    **dict.fromkeys(("네", "예", "응", "그래요", "좋아요"), "yes"),
    **dict.fromkeys(("아니요", "아뇨", "싫어요"), "no"),
    **dict.fromkeys(
        ("취소", "취소해", "취소해줘", "취소해주세요", "취소할게", "취소할게요"), "cancel"
    ),
    **dict.fromkeys(("처음부터", "다시시작"), "restart"),
    **dict.fromkeys(("뭐라고", "다시말해", "못들었어요"), "repeat"),
    **dict.fromkeys(("도움말", "도와줘", "도와주세요"), "help"),
}
"""Words of these acts, without spaces, that nobody means otherwise; each with its act."""


@lru_cache(1)
def built_in_acts() -> dict[str, Act]:
    """The built-in acts by name."""
    return {
        name: Act(name, tuple(way for pattern in patterns for way in parse_pattern(pattern)))
        for name, patterns in BUILT_IN_ACTS.items()
    }
