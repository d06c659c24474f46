"""One form for every way of writing the same utterance."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.korean import names_value, normalise, read_utterance, squeeze


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


# A text


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("", ""),
        ("서울 날씨", "서울 날씨"),
        (nfd("서울 날씨 알려줘"), "서울 날씨 알려줘"),
        (nfd("Ünïcödé"), "Ünïcödé"),
        ("ＫＴＸ　１２３！？", "KTX 123!?"),
        ("서울　날씨", "서울 날씨"),
        ("～", "~"),
        ("ㅋㅋㅋ ㅠㅠ", "ㅋㅋㅋ ㅠㅠ"),
        ("①½㎏", "①½㎏"),
        ("오늘 😀", "오늘 😀"),
    ],
)
def test_a_text_is_composed_and_narrow(text: str, normal: str) -> None:
    assert normalise(text) == normal


@given(st.text())
def test_what_is_normal_stays_as_it_is(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


# A word of a dictionary


@pytest.mark.parametrize(
    ("word", "letters"),
    [
        ("", ""),
        ("서울", "서울"),
        (" 서울 특별시 ", "서울특별시"),
        ("서울_특별시", "서울특별시"),
        ("서울(특별시)", "서울특별시"),
        (nfd("제주도"), "제주도"),
        ("KTX-산천", "ktx산천"),
        ("ＫＴＸ", "ktx"),
        ("?!…~·、。", ""),
        ("😀", ""),
        ("ㅋㅋ", "ㅋㅋ"),
    ],
)
def test_a_word_is_squeezed(word: str, letters: str) -> None:
    assert squeeze(word) == letters


@pytest.mark.parametrize("number", ["1,000", "3.5", "2026-11-25", "12:30", "11/25", "2026.11.25"])
def test_the_signs_within_a_number_belong_to_it(number: str) -> None:
    assert squeeze(number) == number
    assert read_utterance(f"오늘은 {number} 이고").letters == f"오늘은{number}이고"


# An utterance


@pytest.mark.parametrize(
    ("text", "letters", "words"),
    [
        ("서울 날씨 알려줘", "서울날씨알려줘", ["서울", "날씨", "알려줘"]),
        ("  서울,   날씨!! ", "서울날씨", ["서울", "날씨"]),
        ("서울\n날씨\t알려줘", "서울날씨알려줘", ["서울", "날씨", "알려줘"]),
        (nfd("서울은 맑음?"), "서울은맑음", ["서울은", "맑음"]),
        ("오늘😀날씨", "오늘날씨", ["오늘", "날씨"]),
        ("KTX 타고", "ktx타고", ["ktx", "타고"]),
        ("10시 30분", "10시30분", ["10시", "30분"]),
        ("서울/부산", "서울부산", ["서울", "부산"]),
        ("서울·부산, 대구", "서울부산대구", ["서울", "부산", "대구"]),
        ("3.5도", "3.5도", ["3.5도"]),
        ("(서울)", "서울", ["서울"]),
        ("", "", []),
        ("   ", "", []),
        ("?!", "", []),
        ("😀👍🏽", "", []),
    ],
)
def test_an_utterance_is_letters_and_where_words_begin(
    text: str, letters: str, words: list[str]
) -> None:
    utterance = read_utterance(text)
    assert utterance.letters == letters
    begins = [place for place, start in enumerate(utterance.starts) if start == 1]
    assert [letters[begin:end] for begin, end in pairwise([*begins, len(letters)])] == words


@pytest.mark.parametrize("text", ["İstanbul", "İ", "서울 İ KTX", "ǅ", "ẞ", "Σ"])
def test_a_letter_whose_lower_case_is_longer_does_not_shift_the_words(text: str) -> None:
    utterance = read_utterance(text)
    assert len(utterance.letters) == len(utterance.starts)
    assert utterance.starts[0] == 1
    assert utterance.starts.count(1) == len(text.split())


@pytest.mark.parametrize(
    ("text", "start", "end", "words"),
    [
        ("다음 주 금요일 날씨", 0, 6, "다음 주 금요일"),
        ("다음주 금요일은요", 0, 6, "다음주 금요일"),
        ("서울  내일   모레", 2, 6, "내일   모레"),
        ("서울 내일", 2, 4, "내일"),
        ("서울 KTX역", 2, 5, "ktx"),
        ("오늘!", 0, 2, "오늘"),
        (nfd("다음 주 금요일"), 0, 6, "다음 주 금요일"),
    ],
)
def test_the_words_the_user_said_can_be_read_off(
    text: str, start: int, end: int, words: str
) -> None:
    assert read_utterance(text).words_between(start, end) == words


def test_where_words_end() -> None:
    utterance = read_utterance("서울은 내일")
    assert [utterance.ends_word(end) for end in range(1, 6)] == [False, False, True, False, True]


def test_what_crosses_words() -> None:
    utterance = read_utterance("가서 울산")
    assert utterance.crosses_words(1, 3)
    assert not utterance.crosses_words(0, 2)
    assert not utterance.crosses_words(2, 4)
    assert not utterance.crosses_words(2, 2)


@given(st.text())
def test_every_letter_has_its_place(text: str) -> None:
    utterance = read_utterance(text)
    assert len(utterance.letters) == len(utterance.starts)
    assert set(utterance.starts) <= {0, 1}
    assert not utterance.letters or utterance.starts[0] == 1
    assert utterance.letters.isspace() is False


@given(st.text(alphabet="가나 서울ABc12.,!?\u1100\u1161\u11a8", max_size=30))
def test_composed_and_decomposed_text_read_alike(text: str) -> None:
    composed = read_utterance(unicodedata.normalize("NFC", text))
    decomposed = read_utterance(nfd(text))
    assert (composed.letters, composed.starts) == (decomposed.letters, decomposed.starts)


@given(st.text(alphabet="가나다 abC!?,.1", max_size=30), st.data())
def test_what_is_read_off_squeezes_to_its_letters(text: str, data: st.DataObject) -> None:
    utterance = read_utterance(text)
    end = data.draw(st.integers(0, len(utterance.letters)))
    start = data.draw(st.integers(0, end))
    if start < end and utterance.starts[start] == 1 and utterance.ends_word(end):
        words = utterance.words_between(start, end)
        assert squeeze(words) == utterance.letters[start:end]


@given(st.text(alphabet="가나다 서울", min_size=1, max_size=20))
def test_a_squeezed_text_is_the_letters_of_the_utterance(text: str) -> None:
    assert squeeze(text) == read_utterance(text).letters


def test_a_sentence_ends_at_its_sign_or_its_polite_ending() -> None:
    utterance = read_utterance("숙소는 됐어요 식당은요? 주요 지역이면, 더 좋고.")
    sentences = {utterance.sentence_of(i) for i in range(len(utterance.letters))}
    assert [utterance.letters[start:end] for start, end in sorted(sentences)] == [
        "숙소는됐어요",
        "식당은요",
        "주요지역이면더좋고",
    ]


@given(st.text(alphabet="가요는 3.,?!\n~)", max_size=16))
def test_every_letter_is_in_one_sentence(text: str) -> None:
    utterance = read_utterance(text)
    size = len(utterance.letters)
    sentences = sorted({utterance.sentence_of(place) for place in range(size)})
    assert [start for start, _ in sentences] == [0, *[end for _, end in sentences]][
        : len(sentences)
    ]
    assert all(utterance.starts[start] == 1 for start, _ in sentences)


def test_a_value_is_no_end_of_a_noun_with_its_particle() -> None:
    utterance = read_utterance("단체 할인도 되나요")
    assert not names_value(utterance, 3, 5)
    assert names_value(read_utterance("요즘 인도는 더워요"), 2, 4)
