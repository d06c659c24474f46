"""What only tells something."""

from __future__ import annotations

import pytest

from mockgenie.korean import remark, tells_since_when


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
