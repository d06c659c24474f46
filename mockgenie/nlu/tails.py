"""What may stand behind a word, and is not mistaken for a part of it."""

from __future__ import annotations

from mockgenie.korean import heard


def words(written: str) -> tuple[str, ...]:
    """The words of a list as it is written."""
    return tuple(written.split())


TAILS = (
    "",
    *words(
        "은 는 이 가 을 를 에 도 의 로 과 와 만 요 으로 이랑 랑 하고 에서 에는 부터 까지 이나"
        " 나 이요 이에요 예요 에요 입니다 이야 야 이죠 인데 인데요 로요 으로요 에서요 은요 는요"
        " 이고 이고요 이구 이구요 이면 면 이라고 라고 이라는 라는 처럼 보다 마다 쪽 쪽으로 쯤"
        " 정도 한테 에게 씩 이든 든 이라도 라도 이며 인가요 인지 일까요 있는 없는 관련"
    ),
)
"""Particles and what else is written together with a word."""
VERBS = words(
    "하 해 할 한 합 했 되 돼 될 된 됩 됐 주 줘 부탁 가능 좀 있 없 습니다 어요 아요 으면 은데"
)
"""What makes a verb of the word before it."""

_KNOWN = frozenset(TAILS)
_BY_SOUND = {heard(tail): tail for tail in sorted(TAILS)}


def meant_tail(letters: str) -> str | None:
    """What stands behind a word, as it is spelled: 에서 for 애서; None where it is no tail."""
    return letters if letters in _KNOWN else _BY_SOUND.get(heard(letters))


def ends_like_tail(word: str) -> bool:
    """Whether what ends a word sounds like a particle and is none: 애서 in 호텔애서."""
    if heard(word) == word:
        return False
    ends = (word[size:] for size in range(1, len(word)))
    return any(meant_tail(end) not in (None, end) for end in ends)
