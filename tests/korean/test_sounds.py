"""What sounds alike, and is written one for the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.korean import heard, read_utterance, roughly_heard, spelled_by_ear

HANGUL = st.text(st.characters(min_codepoint=ord("가"), max_codepoint=ord("힣")))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("찌개", "찌게"),
        ("육개장", "육계장"),
        ("돼지", "되지"),
        ("왠지", "웬지"),
        ("희망", "히망"),
        ("부엌", "부억"),
        ("낚시", "낙시"),
        ("꽃집", "꼿집"),
        ("싫증", "실증"),
        ("값", "갑"),
        ("많이", "만이"),
        ("좋은", "조은"),
        ("여덟", "여덜"),
        ("삶은", "삼은"),
    ],
)
def test_words_sound_alike(one: str, other: str) -> None:
    assert heard(one) == heard(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("강", "감"),
        ("의자", "이자"),
        ("갔다", "갖다"),
        ("엎어", "없어"),
        ("소리", "서리"),
        ("물", "문"),
        ("자다", "차다"),
        ("굴", "꿀"),
    ],
)
def test_other_words_do_not(one: str, other: str) -> None:
    assert heard(one) != heard(other)


@pytest.mark.parametrize(("one", "other"), [("굴", "꿀"), ("아가", "아까"), ("쌀", "살")])
def test_a_tense_consonant_is_nearly_a_plain_one(one: str, other: str) -> None:
    assert heard(one) != heard(other)
    assert roughly_heard(one) == roughly_heard(other)


@given(HANGUL)
def test_each_letter_has_one_sound_and_it_is_written_as_itself(letters: str) -> None:
    assert len(heard(letters)) == len(letters)
    assert heard(heard(letters)) == heard(letters)
    assert roughly_heard(heard(letters)) == roughly_heard(letters)


def test_other_letters_are_as_they_are() -> None:
    assert heard("KTX 3호 ㅋㅋ") == "KTX 3호 ㅋㅋ"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("매점이 업으면 안 가요", "매점이 없으면 안 가요"),
        ("자리 업나요", "자리 없나요"),
        ("아무도 업어요", "아무도 없어요"),
        ("남은 게 업습니다", "남은 게 없습니다"),
        ("비싸지 안은 곳", "비싸지 않은 곳"),
        ("춥지는 안아요", "춥지는 않아요"),
        ("별로 크지 안네요", "별로 크지 않네요"),
        ("친구랑 갓은 곳", "친구랑 같은 곳"),
        ("갓은 데로요", "같은 데로요"),
        ("거기랑 가튼 곳", "거기랑 같은 곳"),
        ("그늘이 잇나요", "그늘이 있나요"),
        ("잇으면 좋고요", "있으면 좋고요"),
        ("갠찬은 곳", "괜찮은 곳"),
        ("새시반에 갈게요", "세시반에 갈게요"),
        ("내명이요", "네명이요"),
        ("보시갰어요", "보시겠어요"),
        # what is meant as it is
        ("아이를 업어 주세요", "아이를 업어 주세요"),
        ("수업은 언제예요", "수업은 언제예요"),
        ("작업으로 바빠요", "작업으로 바빠요"),
        ("영업어때요", "영업어때요"),
        ("강아지 안고 갈게요", "강아지 안고 갈게요"),
        ("안 갈래요", "안 갈래요"),
        ("비싼 갓은 안 사요", "비싼 갓은 안 사요"),
        ("갓김치 있나요", "갓김치 있나요"),
        ("두 곳을 잇는 길", "두 곳을 잇는 길"),
        ("국내명소요", "국내명소요"),
        ("날이 갰어요", "날이 갰어요"),
        ("아가 튼튼해요", "아가 튼튼해요"),
    ],
)
def test_a_stem_without_a_consonant_that_is_not_heard(written: str, meant: str) -> None:
    utterance = read_utterance(written)
    changes = list(spelled_by_ear(utterance))
    assert utterance.with_letters(changes) == meant
