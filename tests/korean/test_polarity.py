"""What is said of a value behind it."""

from __future__ import annotations

import pytest

from mockgenie.korean import (
    Polarity,
    change_behind,
    is_needless,
    is_repaired,
    may_be_negated,
    polarity_before,
    polarity_behind,
    squeeze,
    wants_change,
)


def behind(value: str, rest: str) -> Polarity:
    letters = squeeze(value + rest)
    return polarity_behind(letters, len(squeeze(value)), len(letters))


@pytest.mark.parametrize(
    ("value", "rest"),
    [
        ("서울", "에서요"),
        ("서울", " 안에 있는 곳"),
        ("서울", " 안쪽이요"),
        ("주차", " 되나요?"),
        ("주차", " 안 될까요?"),
        ("수영장", "이 없나요"),
        ("수영장", " 있는 호텔이 있을까요"),
        ("네 명", "이요"),
        ("비", " 오는 곳"),
        ("조식", "이 나오면 좋겠어요"),
        ("한식", " 안내해 주세요"),
        ("금요일", "로 해 주시지 않을래요"),
        ("강남", "도 괜찮아요"),
        ("국수", "는 없는가"),
        ("국수", "는 없는감"),
        ("모텔", "은 없남"),
        ("강남", "은 멀어요?"),
        ("호텔", "이 비싸고 좋은가요"),
        ("강남", "은 두 시고"),
    ],
)
def test_a_value_is_wanted(value: str, rest: str) -> None:
    assert behind(value, rest) is Polarity.WANTED


@pytest.mark.parametrize(
    ("value", "rest"),
    [
        ("비", " 안 오는 곳"),
        ("비", "가 오지 않는 데"),
        ("맵", "지 않은 걸로"),
        ("주차", " 안 되는 곳"),
        ("주차장", "이 없는 데요"),
        ("술", "은 못 마셔요"),
        ("호텔", " 싫어요"),
        ("흡연", " 불가"),
        ("올리브", "는 넣지 마세요"),
        ("강남", "이 아닌 곳"),
        ("수진", " 쌤은 싫어요"),
        ("부산", "당은 별로예요"),
        ("조식", " 안 나오는 데"),
        ("콜라", "는 속이 더부룩해서 안 돼요"),
        ("호텔", "은 원하지 않아요"),
    ],
)
def test_a_value_is_unwanted(value: str, rest: str) -> None:
    assert behind(value, rest) is Polarity.UNWANTED


@pytest.mark.parametrize(
    ("value", "rest"),
    [
        ("모텔", "은 빼고요"),
        ("눈", " 내리는 날은 빼고"),
        ("김민지", " 선생님은 제외하고"),
        ("공포", " 제외하고 보여 줘"),
        ("비싼", " 곳은 빼 주세요"),
    ],
)
def test_a_value_is_left_out(value: str, rest: str) -> None:
    assert behind(value, rest) is Polarity.LEFT_OUT


@pytest.mark.parametrize(
    ("value", "rest"),
    [
        ("부산", " 말고 대구로"),
        ("부산", "말구 대구요"),
        ("강남", " 쪽 말고"),
        ("강남", "역 말고 홍대역"),
        ("수진", "님 말고 민지님"),
        ("버스", " 타는 거 말고"),
        ("호텔", "보다는 모텔"),
        ("비싼", " 데 말고 싼 데"),
        ("네 명", "이 아니라 다섯 명이요"),
        ("세 시", "가 아니고 네 시"),
        ("콜라", " 대신 사이다"),
        ("다섯 시", "는 이르고 여섯 시"),
        ("강남", "은 너무 멀고 종로"),
        ("호텔", "은 좀 비싸니까 모텔"),
        ("토요일", "은 붐빌 것 같고 일요일"),
        ("한식", "은 무거워서 일식"),
    ],
)
def test_a_value_is_replaced(value: str, rest: str) -> None:
    assert behind(value, rest) is Polarity.REPLACED


@pytest.mark.parametrize(
    ("value", "rest"),
    [
        ("가격", "은 상관없어요"),
        ("조식", "은 없어도 돼요"),
        ("주차", " 안 되는 곳도 괜찮아요"),
        ("와이파이", "는 됐고요"),
        ("위치", "는 신경 안 써요"),
        ("종류", " 무관"),
        ("조식", "은 있든 없든요"),
        ("금연", "이 아니어도 괜찮아요"),
    ],
)
def test_it_does_not_matter(value: str, rest: str) -> None:
    assert behind(value, rest) is Polarity.INDIFFERENT


@pytest.mark.parametrize(
    "rest",
    [
        "는 필요 없어요",
        "도 필요 없고요",
        "가 필요하지 않아요",
        "는 안 봐도 돼요",
    ],
)
def test_there_is_no_need_of_it(rest: str) -> None:
    assert behind("주차", rest) is Polarity.NEEDLESS


def test_a_verb_may_be_needless() -> None:
    letters = squeeze("거실은 안 꺼도 돼요")
    assert is_needless(letters, 4, 5)
    assert not is_needless(squeeze("거실은 꺼도 돼요"), 3, 4)
    assert not is_needless(squeeze("거실은 안 꺼지네요"), 4, 5)


def test_a_prefix_negates_a_value() -> None:
    assert polarity_before("비흡연방", 1, 3) is Polarity.UNWANTED
    assert polarity_before("흡연방", 0, 2) is Polarity.WANTED


def test_only_what_stands_before_the_next_value_counts() -> None:
    letters = squeeze("서울 부산 말고")
    assert polarity_behind(letters, 2, 2) is Polarity.WANTED
    assert polarity_behind(letters, 4, len(letters)) is Polarity.REPLACED


def test_without_a_cue_nothing_is_negated() -> None:
    assert not may_be_negated(squeeze("내일 서울 날씨 알려 주세요"))
    assert may_be_negated(squeeze("서울 말고"))


@pytest.mark.parametrize("between", ["아니", "아니 아니", "요 아니", "아 참", "아니요"])
def test_a_value_is_taken_back(between: str) -> None:
    letters = squeeze(f"서울 {between} 부산")
    assert is_repaired(letters, 2, len(letters) - 2)


@pytest.mark.parametrize(
    "between", ["", "이랑", "에서", "하고 또", "이 아니라는 말이 아니고요 그러니까"]
)
def test_a_value_stays_beside_the_next(between: str) -> None:
    letters = squeeze(f"서울 {between} 부산")
    assert not is_repaired(letters, 2, len(letters) - 2)


@pytest.mark.parametrize("text", ["시간을 바꿔 주세요", "날짜 변경할게요", "인원 좀 고쳐 줘"])
def test_a_change_is_wanted(text: str) -> None:
    assert wants_change(squeeze(text))


def test_the_change_is_of_what_stands_before_it() -> None:
    letters = squeeze("시간을 바꿔 주세요")
    assert change_behind(letters, 2)
    assert not change_behind(squeeze("시간은 그대로 두고 다른 것을 바꿔 주세요"), 2)


@pytest.mark.parametrize("word", ["가지", "안", "말고", "없"])
def test_the_time_grows_with_nothing_but_the_reach(word: str) -> None:
    letters = word * 5_000
    assert polarity_behind(letters, 1, len(letters)) in Polarity


@pytest.mark.parametrize(
    ("letters", "value", "meant"),
    [
        ("비싼데는좀부담스러워요", "비싼", Polarity.UNWANTED),
        ("주방불은놔두고다꺼", "주방", Polarity.LEFT_OUT),
        ("싼데없수", "싼", Polarity.WANTED),
    ],
)
def test_burdens_what_is_left_alone_and_older_questions(
    letters: str, value: str, meant: Polarity
) -> None:
    assert polarity_behind(letters, len(value), len(letters)) is meant


@pytest.mark.parametrize("rest", ["은 언제 나온 거야", "에는 뭐 나와요", "은 어디 나오나요"])
def test_what_comes_out_is_asked_and_not_left_open(rest: str) -> None:
    assert behind("영화", rest) is Polarity.WANTED


@pytest.mark.parametrize("rest", ["은 안 넣어도 됩니다", "은 안 넣어도 돼요"])
def test_what_needs_not_be_done_is_needless(rest: str) -> None:
    assert behind("양파", rest) is Polarity.NEEDLESS


@pytest.mark.parametrize(
    "rest", ["는 집에 있다 빼 주세요", "는 매워서 빼 주세요", "는 남아 있는데 빼 줘"]
)
def test_what_is_left_out_for_a_reason(rest: str) -> None:
    assert behind("콜라", rest) is Polarity.LEFT_OUT
