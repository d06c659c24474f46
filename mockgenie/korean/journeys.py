"""What is said of the two ends of a journey."""

from __future__ import annotations

from collections.abc import Iterable

_ORIGIN = frozenset(("에서", "출발", "출발지"))
_GOAL = frozenset(("까지", "도착", "도착지", "목적지", "행"))
_OF_ORIGIN = ("에서 탈", "에서 타", "에서 탑승", "에서 나와", "에서 나갈")
_OF_GOAL = (
    "가는",
    "가고",
    "가려",
    "가야",
    "가있",
    "갈게",
    "갈거",
    "갈 거",
    "가주",
    "가 줘",
    "이동",
    "내릴",
    "내려",
    "하차",
)


def words_of_journey(words: Iterable[str]) -> tuple[str, ...]:
    """More words that stand beside a place or time, where `words` make it the beginning or the
    end of a journey: with 도착 comes 가는 (부산으로 가는 표), with 출발 comes 에서 탈."""
    known = set(words)
    found: tuple[str, ...] = ()
    if known & _ORIGIN:
        found += _OF_ORIGIN
    if known & _GOAL:
        found += _OF_GOAL
    return found
