"""Nouns that are no word of a domain."""

from __future__ import annotations

import pytest

from mockgenie.korean import (
    answered_noun,
    asked_noun,
    manner_noun,
    place_nouns,
    quoted,
    read_utterance,
    repeated,
)


def words(text: str, span: tuple[int, int] | None) -> str:
    return read_utterance(text).letters[slice(*span)] if span else ""


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("판교요", "판교"),
        ("수원이요", "수원"),
        ("런던이에요", "런던"),
        ("저는 판교로요", "판교"),
        ("경기도 판교요", "판교"),
        ("판교 쪽이요", "판교"),
        ("판교로 부탁해요", "판교"),
        ("안양에서요", "안양"),
        ("글쎄요", ""),
        ("비싸요", ""),
        ("졸려", ""),
        ("그냥요", ""),
        ("음 잠시만요", ""),
        ("흠흠", ""),
        ("뭐가요", ""),
        ("생각해 볼게요", ""),
        ("좋은 아침이야", ""),
        ("네", ""),
        ("123", ""),
        ("", ""),
    ],
)
def test_an_answer_may_be_a_noun(text: str, noun: str) -> None:
    assert words(text, answered_noun(read_utterance(text))) == noun


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("판교는요?", "판교"),
        ("판교는?", "판교"),
        ("판교 말고는?", "판교"),
        ("반려견은요", "반려견"),
        ("그건요?", ""),
        ("저는요?", ""),
        ("이 더하기 이는?", ""),
        ("나머지는요?", ""),
    ],
)
def test_a_question_may_be_about_a_noun(text: str, noun: str) -> None:
    assert words(text, asked_noun(read_utterance(text))) == noun


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("판교 쪽이요", "판교"),
        ("판교역 근처로", "판교"),
        ("그 근처", ""),
        ("회사 근처", ""),
        ("내 지역", ""),
    ],
)
def test_something_may_be_near_a_noun(text: str, noun: str) -> None:
    assert words(text, next(place_nouns(read_utterance(text)), None)) == noun


def test_a_noun_may_say_how() -> None:
    for text, noun in (("보라색으로", "보라색"), ("그걸로", ""), ("곳으로", ""), ("새로", "")):
        utterance = read_utterance(text)
        assert words(text, manner_noun(utterance, 0, len(utterance.letters))) == noun


def test_what_stands_in_quotes_is_found() -> None:
    assert quoted("“푸른 밤” 있어요?") == "푸른 밤"
    assert quoted("『푸른 밤』이요") == "푸른 밤"
    assert quoted("푸른 밤") == ""


def test_what_is_again_and_again_is_found() -> None:
    assert repeated("매주월요일") == (0, 2)
    assert repeated("이번주월요일") is None
