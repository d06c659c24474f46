"""Words that come in place of others or with them: who asks for 값 may as well say 가격 or 요금,
and who names a 도착 says 가는."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from mockgenie.korean.stems import beginnings

_ALIKE = (
    "가격 값 요금 비용 금액 얼마",
    "고맙 고마워 고마우 감사 땡큐 ㄱㅅ ㄳ",
    "예약 예매 부킹",
    "주문 시키",
    "취소 무르 철회",
    "변경 바꾸 옮기 수정 미루 앞당기 늦추",
    "환불 돌려받 반환받",
    "조회 확인 체크",
    "추천 인기 잘나가 잘팔리",
    "보내 부치 발송",
    "도착 받아보",
    "배달 배송",
    "포장 테이크아웃",
    "고치 수리 손보",
    "고장 망가지 먹통 안돼 안되 안나오 안켜지 안들어오",
    "파손 깨지 부서지 찌그러지",
    "분실 잃어버리 없어지",
    "빌리 대여 렌트",
    "반납 돌려주",
    "구매 구입 사",
    "결제 계산 지불",
    "가입 등록",
    "신청 접수",
    "해지 탈퇴",
    "연장 늘리",
    "삭제 지우 없애",
    "할인 세일",
    "재고 남아있",
    "일정 스케줄",
    "비밀번호 비번 암호",
    "전화번호 연락처",
    "영업 운영",
)

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


BRIEFLY = {
    "감사": ("ㄱㅅ", "ㄳ"),
    "안녕": ("ㅎㅇ", "하이"),
    "안녕히": ("ㅂㅂ", "ㅂㅇ", "바이"),
}
"""How words are typed in a chat."""


@lru_cache(2_000)
def alike(word: str) -> tuple[str, ...]:
    """What the forms of `word`, and of the words that say the same, begin with (`beginnings`)."""
    own = beginnings(word)
    same = (others for others in _classes() if not others.isdisjoint(own))
    return tuple(dict.fromkeys((*own, *(other for others in same for other in sorted(others)))))


@lru_cache(1)
def _classes() -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset(form for word in words.split() for form in beginnings(word)) for words in _ALIKE
    )


_REMOVING = ("삭제", "지우", "지워", "지울", "없애", "취소", "무르", "철회")


def removes(word: str) -> bool:
    """Whether a word of a pattern takes something away: 삭제, 지워, 취소."""
    return word.startswith(_REMOVING)


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


def only_follows(word: str) -> bool:
    """Whether a squeezed word stands only behind a noun, as a particle does: 에서, 까지, 행."""
    return word == "행" or word.startswith(("에서", "까지", "부터", "로가", "으로가"))


def is_of_any_journey(word: str) -> bool:
    """Whether a squeezed word stands beside the beginning or the end of whatever leads from one to
    the other: 부산에서, 다섯 시까지, 두 시에 가려고."""
    return only_follows(word) or word in _OF_JOURNEYS


_OF_JOURNEYS = frozenset(word.replace(" ", "") for word in (*_OF_ORIGIN, *_OF_GOAL))
