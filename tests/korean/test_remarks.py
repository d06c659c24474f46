"""What only tells something."""

from __future__ import annotations

import pytest

from mockgenie.korean import greets, is_reaction, remark, tells_since_when, thanks


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("넘어졌어요", "telling"),
        ("다녀왔다", "telling"),
        ("이사간대", "telling"),
        ("이네요", "telling"),
        ("지루하구나", "telling"),
        ("쉬는중이야", "telling"),
        ("읽어", "plain"),
        ("힘들까", "plain"),
        ("읽어요", ""),  # it may be asked for
        ("읽을게요", ""),
        ("가고싶다", ""),
        ("싶다", ""),
        ("좋네요", ""),
        ("정했어요", ""),  # 강남으로 정했어요
        ("늘었어요", ""),  # 한 명 늘었어요
        ("네", ""),
        ("다", ""),
        ("까지", ""),
        ("", ""),
        ("울었어", "telling"),
    ],
)
def test_the_end_of_a_sentence_says_whether_it_only_tells(word: str, kind: str) -> None:
    assert remark(word) == kind


@pytest.mark.parametrize(
    "letters", ["취직한지석달됐어요", "배운지는벌써사흘됐다", "떠난지일년이넘었네"]
)
def test_a_duration_tells_since_when_something_is_so(letters: str) -> None:
    assert tells_since_when(letters)


@pytest.mark.parametrize(
    "letters", ["사흘묵을게요", "면허딴지얼마안됐는데빌릴수있나요", "편지두통부쳐주세요"]
)
def test_a_duration_may_be_wanted(letters: str) -> None:
    assert not tells_since_when(letters)


@pytest.mark.parametrize(
    "letters",
    [
        "우와대단하네요",
        "아하그런거구나",
        "헐대박",
        "ㅇㅎ",
        "안심이다",
        "어휴힘들겠다",
        "멋지네ㅎㅎ",
        "허허",
        "조카가매운걸잘먹거든요",
        "동생도오늘온대요",
        "어제늦게까지일해서요",
        "그때도늦었잖아요",
    ],
)
def test_a_reaction_only_shows_what_somebody_makes_of_it(letters: str) -> None:
    assert is_reaction(letters)


@pytest.mark.parametrize(
    "letters",
    ["창문도열렸으면좋겠네", "따뜻한물마시고싶다", "우리동네", "커피", "노래들려줘", "누가왔어"],
)
def test_a_wish_or_a_name_is_no_reaction(letters: str) -> None:
    assert not is_reaction(letters)


def test_a_greeting_is_nothing_but_that() -> None:
    for letters in ("안녕하세요", "저기요안녕하세요", "안녕반가워요", "여보세요"):
        assert greets(letters)
    for letters in ("안녕하세요주문할게요", "안녕히계세요", "하이볼주세요"):
        assert not greets(letters)


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("고마워요", True),
        ("네정말감사합니다", True),
        ("수고하세요~", True),
        ("땡큐ㅋㅋ", True),
        ("고마워그럼하나더", False),
        ("감사패주문", False),
    ],
)
def test_what_does_nothing_but_thank(letters: str, expected: bool) -> None:
    assert thanks(letters) is expected
