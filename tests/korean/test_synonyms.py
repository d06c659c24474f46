"""Words that say the same."""

from __future__ import annotations

import pytest

from mockgenie.korean import alike, beginnings


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("가격", "요금이"),
        ("값", "얼마예요"),
        ("바꿔", "변경하려고요"),
        ("옮겨", "바꿀게요"),
        ("시킬게요", "주문"),
        ("고쳐줘", "수리"),
        ("빌려줘", "대여"),
        ("잃어버렸어요", "분실"),
        ("취소", "물러주세요"),
        ("지워", "삭제해"),
        ("사고", "구매하려고요"),
    ],
)
def test_they_begin_alike(one: str, other: str) -> None:
    assert set(alike(one)) & set(beginnings(other))
    assert set(beginnings(one)) & set(alike(other))


@pytest.mark.parametrize(
    ("one", "other"), [("취소", "변경"), ("예약", "주문"), ("배달", "포장"), ("날씨", "기온")]
)
def test_others_do_not(one: str, other: str) -> None:
    assert not set(alike(one)) & set(beginnings(other))


@pytest.mark.parametrize("word", ["날씨", "사과", "물", "예", "", "가"])
def test_a_word_without_others_is_itself(word: str) -> None:
    assert alike(word) == beginnings(word)
