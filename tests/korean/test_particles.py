"""Particles take their form from the last sound of the word before them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.korean import PARTICLES, WRITTEN, attach, final_of
from mockgenie.korean.particles import Final

VOWEL, RIEUL, CONSONANT = Final.VOWEL, Final.RIEUL, Final.CONSONANT


@pytest.mark.parametrize(
    ("word", "final"),
    [
        # Hangul
        ("제주", VOWEL),
        ("경기도", VOWEL),
        ("모레", VOWEL),
        ("가", VOWEL),
        ("서울", RIEUL),
        ("내일", RIEUL),
        ("부산", CONSONANT),
        ("맑음", CONSONANT),
        ("값", CONSONANT),
        ("흙", CONSONANT),
        ("힣", CONSONANT),
        # digits, as they are spoken
        ("0", CONSONANT),  # 영
        ("1", RIEUL),  # 일
        ("2", VOWEL),
        ("3", CONSONANT),
        ("4", VOWEL),
        ("5", VOWEL),
        ("6", CONSONANT),
        ("7", RIEUL),
        ("8", RIEUL),
        ("9", VOWEL),
        ("10", CONSONANT),  # 십
        ("11", RIEUL),
        ("12", VOWEL),
        ("20", CONSONANT),
        ("100", CONSONANT),  # 백
        ("101", RIEUL),
        ("1000", CONSONANT),  # 천
        ("1,000", CONSONANT),
        ("2,500", CONSONANT),  # 백
        ("10,000", CONSONANT),  # 만
        ("1,000,000", CONSONANT),
        ("100,000,000", CONSONANT),  # 억
        ("1000000000000", VOWEL),  # 조
        ("50,000,000,000,000", VOWEL),  # 오십조
        ("10000000000000000", CONSONANT),  # 경
        ("3.5", VOWEL),
        ("0.1", RIEUL),
        ("3.10", CONSONANT),  # 삼점일영
        ("3.0", CONSONANT),
        ("-7", RIEUL),
        ("2026", CONSONANT),
        ("제2", VOWEL),
        ("서울10", CONSONANT),
        # Latin letters, by their names
        ("KTX", VOWEL),
        ("LG", VOWEL),
        ("URL", RIEUL),
        ("AR", RIEUL),
        ("FM", CONSONANT),
        ("LAN", CONSONANT),
        ("Seoul", RIEUL),
        ("b", VOWEL),
        # English words, as Koreans say them
        ("Coffee", VOWEL),
        ("Mobile", RIEUL),
        ("Cycle", RIEUL),
        ("Prime", CONSONANT),
        ("Zone", CONSONANT),
        ("Camping", CONSONANT),
        ("Notebook", CONSONANT),
        ("Pub", CONSONANT),
        ("Ticket", CONSONANT),
        ("Park", VOWEL),
        ("Street", VOWEL),
        ("Star", VOWEL),
        ("R", RIEUL),
        # units and other scripts
        ("3kg", CONSONANT),
        ("10 km", VOWEL),
        ("500mL", VOWEL),
        ("30℃", VOWEL),
        ("100°", VOWEL),
        ("$100", CONSONANT),
        ("ラーメン", CONSONANT),
        ("すし", VOWEL),
        # quotes and brackets
        ("『푸른 숲』", CONSONANT),
        ("“바다”", VOWEL),
        ("[공지]", VOWEL),
        ("(주)한빛", CONSONANT),
        ("한빛(주)", CONSONANT),
        ("푸른 숲(2판)", CONSONANT),
        ("나무 (Tree) ", VOWEL),
        # signs behind a word are not spoken
        ("서울!", RIEUL),
        ('"부산"', CONSONANT),
        ("제주 ", VOWEL),
        ("서울(특별시)", RIEUL),  # what is in brackets is not spoken
        ("10.", CONSONANT),
        ("맑음☀", CONSONANT),
        ("서울…?", RIEUL),
    ],
)
def test_a_word_ends_in_a_sound(word: str, final: Final) -> None:
    assert final_of(word) is final


@pytest.mark.parametrize(
    ("word", "final"), [("60%", VOWEL), ("25℃", VOWEL), ("3°C", VOWEL), ("100％", VOWEL)]
)
def test_a_unit_sign_behind_a_number_is_spoken(word: str, final: Final) -> None:
    # 60퍼센트, 25도
    assert final_of(word) is final


@pytest.mark.parametrize("word", ["서울", "부산", "제주", "세종"])
def test_a_decomposed_word_ends_in_the_same_sound(word: str) -> None:
    assert final_of(unicodedata.normalize("NFD", word)) is final_of(word)


@pytest.mark.parametrize("word", ["", " ", "?!", "😀", "_"])
def test_what_has_no_sound_still_takes_a_particle(word: str) -> None:
    for written, pair in PARTICLES.items():
        assert attach(word, written) in pair


@pytest.mark.parametrize(
    ("written", "jeju", "busan", "seoul"),
    [
        ("은(는)", "는", "은", "은"),
        ("는(은)", "는", "은", "은"),
        ("이(가)", "가", "이", "이"),
        ("가(이)", "가", "이", "이"),
        ("을(를)", "를", "을", "을"),
        ("를(을)", "를", "을", "을"),
        ("과(와)", "와", "과", "과"),
        ("와(과)", "와", "과", "과"),
        ("으로(로)", "로", "으로", "로"),
        ("로(으로)", "로", "으로", "로"),
        ("(으)로", "로", "으로", "로"),
        ("이랑(랑)", "랑", "이랑", "이랑"),
        ("랑(이랑)", "랑", "이랑", "이랑"),
        ("(이)랑", "랑", "이랑", "이랑"),
        ("이나(나)", "나", "이나", "이나"),
        ("(이)나", "나", "이나", "이나"),
        ("이에요(예요)", "예요", "이에요", "이에요"),
        ("예요(이에요)", "예요", "이에요", "이에요"),
        ("이라(라)", "라", "이라", "이라"),
        ("(이)라", "라", "이라", "이라"),
        ("아(야)", "야", "아", "아"),
        ("은/는", "는", "은", "은"),
        ("는/은", "는", "은", "은"),
        ("이/가", "가", "이", "이"),
        ("가/이", "가", "이", "이"),
        ("을/를", "를", "을", "을"),
        ("를/을", "를", "을", "을"),
        ("과/와", "와", "과", "과"),
        ("와/과", "와", "과", "과"),
        ("으로/로", "로", "으로", "로"),
        ("로/으로", "로", "으로", "로"),
        ("이랑/랑", "랑", "이랑", "이랑"),
        ("랑/이랑", "랑", "이랑", "이랑"),
        ("이나/나", "나", "이나", "이나"),
        ("나/이나", "나", "이나", "이나"),
        ("이라/라", "라", "이라", "이라"),
        ("라/이라", "라", "이라", "이라"),
        ("이에요/예요", "예요", "이에요", "이에요"),
        ("예요/이에요", "예요", "이에요", "이에요"),
        ("아/야", "야", "아", "아"),
        ("야/아", "야", "아", "아"),
    ],
)
def test_a_particle_fits_the_word(written: str, jeju: str, busan: str, seoul: str) -> None:
    assert attach("제주", written) == jeju
    assert attach("부산", written) == busan
    assert attach("서울", written) == seoul


@pytest.mark.parametrize(
    ("word", "written", "form"),
    [
        ("10", "은(는)", "은"),
        ("2", "은(는)", "는"),
        ("1", "으로(로)", "로"),
        ("3", "(으)로", "으로"),
        ("8", "을(를)", "을"),
        ("KTX", "을(를)", "를"),
        ("URL", "(으)로", "로"),
        ("3.5", "이(가)", "가"),
        ("1,000", "과(와)", "과"),
    ],
)
def test_a_particle_fits_a_number_or_latin_letters(word: str, written: str, form: str) -> None:
    assert attach(word, written) == form


def test_every_written_particle_is_found_whole() -> None:
    for written in PARTICLES:
        found = WRITTEN.match(written)
        assert found
        assert found[0] == written


@pytest.mark.parametrize(
    "text", ["은", "는 것", "(비)", "은 (는)", "으로", "은 / 는", "은/가", "와/를"]
)
def test_a_plain_particle_is_not_a_choice(text: str) -> None:
    assert WRITTEN.match(text) is None


@given(st.text(), st.sampled_from(sorted(PARTICLES)))
def test_any_word_takes_any_particle(word: str, written: str) -> None:
    assert attach(word, written) in PARTICLES[written]


@given(st.integers(ord("가"), ord("힣")).map(chr))
def test_a_syllable_without_a_final_letter_ends_in_a_vowel(syllable: str) -> None:
    jamo = unicodedata.normalize("NFD", syllable)
    expected = VOWEL if len(jamo) == 2 else RIEUL if jamo[2] == "\u11af" else CONSONANT
    assert final_of(syllable) is expected
