"""What stays of a word in all its forms."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from mockgenie.korean import apart, beginnings, is_light, is_past, letters_of, stem, syllables


@pytest.mark.parametrize(
    ("word", "stays"),
    [
        ("보내고", "보내"),
        ("보낼게요", "보내"),
        ("보냈어요", "보내"),
        ("보내려는데요", "보내"),
        ("보냅니다", "보내"),
        ("보내시겠어요", "보내"),
        ("끊어", "끊"),
        ("끊을래요", "끊"),
        ("찾아줘", "찾"),
        ("찾아주세요", "찾"),
        ("먹고싶어요", "먹"),
        ("예약하려고요", "예약"),
        ("예약해줘", "예약"),
        ("예약됐나요", "예약"),
        ("배달시킬게요", "배달"),
        ("부탁드려요", "부탁"),
        ("병원에", "병원"),
    ],
)
def test_a_stem_is_what_stays(word: str, stays: str) -> None:
    assert unicodedata.normalize("NFC", stem(word)) == stays


@pytest.mark.parametrize("noun", ["의자", "회의", "가게", "바다", "경기", "하나", "얼마나", "광고"])
def test_a_noun_of_two_letters_keeps_what_looks_like_an_ending(noun: str) -> None:
    assert unicodedata.normalize("NFC", stem(noun)) == noun


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("바꿔줘", "바꾸려고요"),
        ("골라줘", "고를게요"),
        ("더워요", "덥네요"),
        ("들을래요", "듣고"),
        ("만들고", "만드는"),
        ("지어요", "짓고"),
        ("꺼줘", "끄고"),
        ("와요", "오고"),
        ("알려줘", "알리고"),
        ("취소해요", "취소하고"),
    ],
)
def test_two_forms_of_a_verb_begin_alike(one: str, other: str) -> None:
    assert set(beginnings(one)) & set(beginnings(other))


@pytest.mark.parametrize(
    ("one", "other"), [("물이", "문이"), ("사고", "팔고"), ("보내요", "보여요")]
)
def test_other_words_do_not(one: str, other: str) -> None:
    assert not set(beginnings(one)) & set(beginnings(other))


@pytest.mark.parametrize(
    "word",
    [
        *("하고", "할게요", "해줘", "주세요", "주실", "싶어요", "싶은데", "알려줘", "가르쳐"),
        *("있나요", "되나요", "될까요", "부탁드려요", "어때요", "뭐예요", "가능한가요", "찾고"),
        *("봐요", "원해요", "궁금해요"),
    ],
)
def test_some_words_only_ask(word: str) -> None:
    assert is_light(word)


@pytest.mark.parametrize(
    "word",
    [
        *("예약", "취소", "얼마", "없어요", "안", "못", "보내요", "언제"),
        *("일", "물", "길", "보증", "주소", "수리"),
    ],
)
def test_others_say_what(word: str) -> None:
    assert not is_light(word)


@pytest.mark.parametrize("said", ["보냈어요", "예약했는데", "갔다", "예약한거", "취소된것"])
def test_what_is_done_is_past(said: str) -> None:
    assert is_past(said)


@pytest.mark.parametrize("said", ["보낼게요", "있어요", "하겠습니다", "예약했으면", "예약하는거"])
def test_what_is_wanted_is_not(said: str) -> None:
    assert not is_past(said)


def test_a_long_word_is_no_form_of_one() -> None:
    assert stem("가" * 13 + "고") == apart("가" * 13 + "고")


@given(st.text(alphabet="가나다하고요어아서ㄹ", max_size=14))
def test_a_stem_is_never_empty_and_begins_the_word(word: str) -> None:
    own = stem(word)
    assert apart(word).startswith(own)
    assert bool(own) == bool(word)


def test_syllables_are_counted_apart() -> None:
    assert [syllables(apart(word)) for word in ("", "보", "보낼", "a1")] == [0, 1, 2, 0]


@given(st.text("가나각값힣ㅋㄴㄹㅏab19", min_size=1, max_size=12), st.data())
def test_jamo_are_parts_of_the_letters_that_they_were_taken_from(
    letters: str, data: DataObject
) -> None:
    jamo = apart(letters)
    owners = [place for place, letter in enumerate(letters) for _ in apart(letter)]
    start = data.draw(st.integers(0, len(jamo) - 1))
    end = data.draw(st.integers(start + 1, len(jamo)))
    assert letters_of(letters, jamo, start, end) == (owners[start], owners[end - 1] + 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [("고마워", "고맙습니다"), ("매워", "맵네요"), ("무거워", "무겁다"), ("구워", "굽는데")],
)
def test_a_stem_loses_the_consonant_that_ends_it(one: str, other: str) -> None:
    assert any(apart(other).startswith(form) for form in beginnings(one))


@pytest.mark.parametrize(("one", "other"), [("지워", "집"), ("배워", "뱁"), ("샤워", "샵")])
def test_other_stems_and_nouns_have_none(one: str, other: str) -> None:
    assert apart(other) not in beginnings(one)


@pytest.mark.parametrize("said", ["고마웠어요", "감사했습니다", "반가웠어요"])
def test_what_is_felt_is_not_done(said: str) -> None:
    assert not is_past(said)
