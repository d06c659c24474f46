"""The bare word in an answer, and in front of a verb."""

from __future__ import annotations

import pytest

from mockgenie.korean import bare_answer, bare_clause, bare_object


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
        ("집이요", "집"),
        ("나예요", "나"),
        ("서울시 마포구 양화로 12", "서울시 마포구 양화로 12"),
        ("홍길동, Jr.", "홍길동, Jr."),
        ("한빛으로 예약해 주세요", "한빛"),
        ("서울로 보내 주세요", "서울"),
        ("집으로 갖다 주세요", "집"),
        ("정하늘이라고 적어 주세요", "정하늘"),
        ("조심히 와 주세요", "조심히 와 주세요"),
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


@pytest.mark.parametrize(
    ("words", "bare"),
    [
        ("윤보라고 ", "윤보라"),
        ("정하늘이고요, ", "정하늘"),
        ("연남동 12-3이며", "연남동 12-3"),
        ("정하늘이 아니라 정하은이에요", "정하은"),
        ("윤보라 말고 윤보람", "윤보람"),
        ("김민고", "김민고"),
        (" ", ""),
    ],
)
def test_a_clause_is_its_bare_words(words: str, bare: str) -> None:
    assert bare_clause(words) == bare


def test_a_shop_is_no_verb() -> None:
    assert bare_answer("시장 입구 과일가게요") == "시장 입구 과일가게"
    assert bare_answer("문 앞으로 나갈게요") == "문 앞으로 나갈게요"
