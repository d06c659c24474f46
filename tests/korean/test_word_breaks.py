"""Where words begin in what is written together."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.korean import word_breaks


def parted(word: str) -> str:
    places = (0, *word_breaks(word), len(word))
    return " ".join(word[one:other] for one, other in pairwise(places))


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("구두맡기려고하는데며칠걸려요", "구두맡기려고 하는데 며칠걸려요"),
        ("수선좀부탁드릴게요", "수선 좀 부탁드릴게요"),
        ("굽만갈아주세요내일찾을게요", "굽만갈아주세요 내일찾을게요"),
        ("역에서안걸어도되는데로요", "역에서 안걸어도 되는데로요"),
        ("끝나면전화주세요", "끝나면전화주세요"),
        ("지퍼고치면얼마예요", "지퍼고치면 얼마예요"),
        ("집에가져가고가죽은둘게요", "집에가져가고가죽은둘게요"),
        ("맡기고가려고요", "맡기고 가려고요"),
        ("최고가는얼마인가요", "최고가는 얼마인가요"),
        ("자정에닫나요", "자정에 닫나요"),
        ("택배로거기로보내요", "택배로 거기로보내요"),
        ("오늘까지다상관없어요", "오늘까지 다 상관없어요"),
        ("토요일에서울에서찾을게요", "토요일에서울에서 찾을게요"),
        ("9:303켤레요", "9:30 3켤레요"),
    ],
)
def test_words_begin_where_the_language_says_so(written: str, words: str) -> None:
    assert parted(written) == words


@pytest.mark.parametrize(
    "word",
    [
        "",
        "구두",
        "운동화에서는요",
        "맡기시겠어요",
        "부탁드리겠습니다",
        "고가도로에서만나요",
        "꼭두각시인형극이요",
        "편안한슬리퍼로요",
        "12:30",
    ],
)
def test_one_word_stays_one(word: str) -> None:
    assert word_breaks(word) == ()


@given(st.text(st.sampled_from("가나다고데는에서요좀몇안0123:"), max_size=20))
def test_the_places_are_within_the_word_and_in_order(word: str) -> None:
    places = word_breaks(word)
    assert list(places) == sorted(set(places))
    assert all(0 < place < len(word) for place in places)
