"""Words that point back."""

from __future__ import annotations

import pytest

from mockgenie.korean import (
    is_pointer,
    may_share,
    pointed_at,
    read_utterance,
    shared,
    shared_with,
)


@pytest.mark.parametrize(
    ("text", "pointed"),
    [
        ("거기로 할게요", {"thing", "place"}),
        ("그날 저녁에요", {"day"}),
        ("그 날로 해 주세요", {"day"}),
        ("그때 봬요", {"day", "time"}),
        ("같은 시간에 부탁해요", {"time"}),
        ("그걸로 주세요", {"thing"}),
        ("그 호텔 예약할게요", {"thing"}),
        ("이 집이 좋겠네요", {"thing"}),
        ("거기 말고 모텔은 없어요?", set()),
        ("그거 말고 이걸로요", {"thing"}),
        ("여기는 빼고요", set()),
        ("서울이요", set()),
        ("싱그날개", set()),
        ("", set()),
    ],
)
def test_an_utterance_points_back(text: str, pointed: set[str]) -> None:
    utterance = read_utterance(text)
    assert pointed_at(utterance) == pointed


@pytest.mark.parametrize("words", ["그거", "이것도", "그것만", "거기", "여기", "그", "이거 좀"])
def test_words_are_a_pointer(words: str) -> None:
    assert is_pointer(words)


@pytest.mark.parametrize("words", ["그림", "이모 생신", "저녁 약속", "그 회의", "이사"])
def test_words_are_more_than_a_pointer(words: str) -> None:
    assert not is_pointer(words)


@pytest.mark.parametrize(
    ("letters", "kinds"),
    [
        ("같은날같은인원으로", {"day", "people"}),
        ("동일한시간대로해줘", {"time"}),
        ("지역도똑같이해주세요", {"place"}),
        ("같은일정으로", {"day", "time"}),
        ("떡볶이같은거", set()),
        ("", set()),
    ],
)
def test_things_share_what_is_said_to_be_the_same(letters: str, kinds: set[str]) -> None:
    assert shared(letters) == kinds
    assert may_share(read_utterance(letters)) or not kinds


@pytest.mark.parametrize(
    ("letters", "kinds"),
    [
        ("펜션근처에", {"place"}),
        ("펜션에서가까운", {"place"}),
        ("펜션이랑같은동네", {"place"}),
        ("펜션하고같은날", set()),
        ("펜션예약한날", {"day"}),
        ("펜션예약해줘", None),
        ("펜션", None),
    ],
)
def test_a_thing_shares_with_what_stands_before(letters: str, kinds: set[str] | None) -> None:
    assert shared_with(letters, 2) == kinds
