"""Places in a list as people type them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.korean import find_ordinals


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("첫 번째", 0),
        ("첫번째요", 0),
        ("첫 번째 호텔로 해 줘", 0),
        ("첫째", 0),
        ("두 번째 거요", 1),
        ("두번째로 할게요", 1),
        ("두 번 째", 1),
        ("2번째", 1),
        ("2 번째 거", 1),
        ("둘째 거요", 1),
        ("세번째 거", 2),
        ("세번째거로", 2),
        ("네 번째", 3),
        ("다섯째요", 4),
        ("열 번째", 9),
        ("열두 번째", 11),
        ("스무 번째", 19),
        ("1번", 0),
        ("1번이요", 0),
        ("2번으로 예약해 줘", 1),
        ("2 번으로요", 1),
        ("3번 호텔이요", 2),
        ("10번", 9),
        ("삼번", 2),
        ("일번이요", 0),
        ("십이번", 11),
        ("번호는 2번이요", 1),
        ("마지막", -1),
        ("마지막이요", -1),
        ("마지막 거", -1),
        ("마지막거요", -1),
        ("마지막 걸로 해 주세요", -1),
        ("마지막으로 할게요", -1),
        ("마지막 호텔", -1),
        ("맨 마지막", -1),
        ("맨마지막 거", -1),
        ("제일 마지막에 있는 거", -1),
        ("맨 위", 0),
        ("맨 위에 있는 거요", 0),
        ("맨위에거요", 0),
        ("제일 위 거", 0),
        ("맨 처음", 0),
        ("맨 처음 거", 0),
        ("맨 앞에 거", 0),
        ("처음 거요", 0),
        ("처음 것으로", 0),
        ("처음걸로 할게요", 0),
        ("앞의 거", 0),
        ("앞에 거요", 0),
        ("맨 아래", -1),
        ("맨아래거", -1),
        ("맨 밑에 거", -1),
        ("제일 아래로요", -1),
        ("뒤의 거", -1),
        ("뒤에 거로 해 줘", -1),
    ],
)
def test_a_place_in_a_list_is_found(text: str, index: int) -> None:
    assert [found for _, _, found in find_ordinals(text)] == [index]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("첫 번째랑 두 번째", [("첫 번째", 0), ("두 번째", 1)]),
        ("1번하고 3번이요", [("1번", 0), ("3번", 2)]),
        ("1번 말고 2번이요", [("1번", 0), ("2번", 1)]),
        ("음 세번째 거요", [("세번째", 2)]),
        ("네, 두 번째요", [("두 번째", 1)]),
        ("맨 위 말고 마지막", [("맨 위", 0), ("마지막", -1)]),
    ],
)
def test_the_words_of_a_place_are_its_span(text: str, found: list[tuple[str, int]]) -> None:
    assert [(text[start:end], index) for start, end, index in find_ordinals(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "두 번",
        "두 번 갔어요",
        "2번 갔어요",
        "3번 먹었어요",
        "한번",
        "한 번 더 말해 줘",
        "한번만요",
        "1번 더",
        "1번씩",
        "2번 만에",
        "하루에 2번",
        "일주일에 3번이요",
        "2번 출구",
        "강남역 2번출구",
        "삼번 출구",
        "3번 버스",
        "1번 국도",
        "370번",
        "010번",
        "0번",
        "0번째",
        "이번",
        "이번에는요",
        "저번 거",
        "11번가",
        "일번지",
        "1번지",
        "전화번호",
        "몇 번",
        "처음",
        "처음부터",
        "맨 처음부터 다시",
        "처음 가요",
        "처음 거기 갔을 때",
        "앞에",
        "역 앞",
        "앞에 거기",
        "눈앞에 거",
        "뒤에 가요",
        "마지막으로 확인할게 있어요",
        "마지막 날",
        "둘째 날",
        "둘째 주 토요일",
        "맨날",
        "제일 위험한 곳",
        "맨 위층",
        "가장 가까운 곳",
    ],
)
def test_what_is_no_place_in_a_list(text: str) -> None:
    assert find_ordinals(text) == []


@given(st.integers(1, 99), st.sampled_from(["번", "번째", " 번째", "번이요", "번째 거요"]))
def test_every_number_names_its_place(number: int, written: str) -> None:
    assert [index for _, _, index in find_ordinals(f"{number}{written}")] == [number - 1]


@given(st.text(alphabet="첫두세한번째 12마지막맨위앞에거것처음이요으로", max_size=30))
def test_any_text_is_searched(text: str) -> None:
    found = find_ordinals(text)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert all(0 <= start < end <= len(text) and index >= -1 for start, end, index in found)


@pytest.mark.parametrize("piece", ["2", "한", "2시", "3번", "두 번", "맨 ", "마지막", "번", "십"])
def test_a_long_text_is_searched(piece: str) -> None:
    text = piece * (10_000 // len(piece))
    assert len(find_ordinals(text)) <= 10_000 // len(piece)
