"""The keys that type Korean, and slips on them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.korean import keystrokes, slips

WORDS = st.text(st.characters(min_codepoint=ord("가"), max_codepoint=ord("힣")), min_size=2)


@pytest.mark.parametrize(
    ("letters", "keys"),
    [
        ("우유", "ㅇㅜㅇㅠ"),
        ("왜", "ㅇㅗㅐ"),
        ("닭", "ㄷㅏㄹㄱ"),
        ("빨래", "ㅃㅏㄹㄹㅐ"),
        ("ㄱ므요일", "ㄱㅁㅡㅇㅛㅇㅣㄹ"),
        ("3층", "3ㅊㅡㅇ"),
        ("", ""),
    ],
)
def test_letters_are_typed_by_keys(letters: str, keys: str) -> None:
    assert keystrokes(letters) == keys


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("바닥", "바닥"),  # no slip
        ("바댝", "바닥"),  # ㅑ is above ㅏ
        ("빠닥", "바닥"),  # shift held
        ("ㅏㅂ닥", "바닥"),  # the wrong order
        ("바다", "바닥"),  # one left out
        ("바닥ㄱ", "바닥"),  # pressed twice
    ],
)
def test_one_slip_is_seen(typed: str, meant: str) -> None:
    seen = any(True for _ in slips(keystrokes(typed), keystrokes(meant)))
    assert seen


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("마당", "바닥"),  # two slips
        ("바막", "바닥"),  # ㅁ is far from ㄷ
        ("가닥", "바닥"),
        ("닥바", "바닥"),
        ("", "바닥"),
    ],
)
def test_more_than_a_slip_is_another_word(typed: str, meant: str) -> None:
    assert not list(slips(keystrokes(typed), keystrokes(meant)))


def test_what_follows_is_told_by_how_many_keys_were_taken() -> None:
    assert list(slips(keystrokes("ㅏㅂ닥에서"), keystrokes("바닥"))) == [5]
    assert list(slips(keystrokes("바닷에서"), keystrokes("바닥"))) == [5, 4]


@given(WORDS)
def test_a_word_is_typed_by_its_own_keys(word: str) -> None:
    keys = keystrokes(word)
    assert list(slips(keys, keys)) == [len(keys)]
    assert list(slips(keys + "ㅇㅔ", keys)) == [len(keys)]


@given(WORDS, st.data())
def test_a_key_left_out_or_two_swapped_is_always_seen(word: str, data: st.DataObject) -> None:
    keys = keystrokes(word)
    at = data.draw(st.integers(0, len(keys) - 2))
    assert list(slips(keys[:at] + keys[at + 1 :], keys))
    swapped = keys[:at] + keys[at + 1] + keys[at] + keys[at + 2 :]
    assert len(keys) in slips(swapped, keys)
