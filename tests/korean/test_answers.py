"""The bare word in an answer, and in front of a verb."""

from __future__ import annotations

import pytest

from mockgenie.korean import bare_answer, bare_object


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("홍길동", "홍길동"),
        ("홍길동이요", "홍길동"),
        ("네, 홍길동입니다.", "홍길동"),
        ("김민수예요!", "김민수"),
        ("저는 이서연이라고 합니다", "이서연"),
        ("음... 한빛으로 할게요", "한빛"),
        ("서울역이에요", "서울역"),
        ("필요", "필요"),
        ("서울시 마포구 양화로 12", "서울시 마포구 양화로 12"),
        ("홍길동, Jr.", "홍길동, Jr."),
        ("?!", "?!"),
    ],
)
def test_an_answer_is_its_bare_word(text: str, word: str) -> None:
    assert bare_answer(text) == word


@pytest.mark.parametrize(
    ("words", "bare"),
    [
        ("치과 예약을", "치과 예약"),
        ("팀 회의", "팀 회의"),
        ("회의를", "회의"),
        ("고양이", "고양이"),
        ("운동으로", "운동"),
        ("출장이라는", "출장"),
        ("나이", "나이"),
    ],
)
def test_an_object_is_its_bare_words(words: str, bare: str) -> None:
    assert bare_object(words) == bare
