"""Questions about a property, and wishes for it."""

from __future__ import annotations

import pytest

from mockgenie.korean import (
    asks_for_what_has,
    asks_how_far,
    asks_how_it_is,
    asks_if_fits,
    asks_if_it_is,
    asks_if_such,
    asks_of,
    read_utterance,
)


def asks(text: str) -> bool:
    """Whether 주차 is asked about in the sentence `text`."""
    utterance = read_utterance(text)
    end = utterance.letters.index("주차") + 2
    _, stop = utterance.sentence_of(end - 1)
    return asks_of(utterance.letters, end, stop, utterance.asks_before(stop))


@pytest.mark.parametrize(
    "text",
    [
        "주차 되나요?",
        "주차 가능한가요",
        "주차도 있나요?",
        "주차장이 있어요?",
        "주차할 수 있나요",
        "주차 돼요?",
        "주차 여부 알려 주세요",
        "주차는요?",
        "주차는요",
        "주차?",
        "주차 되는지 확인 부탁드려요",
        "주차가 무료인지도 궁금합니다",
        "주차도 같이 하고 있나요?",
        "주차 되는 곳인가요",
        "주차 요금은 얼마예요?",
        "주차되죠?",
        "주차가 되는 건지 알고 싶어요",
        "주차장 유무 좀 말씀해 주세요",
    ],
)
def test_it_is_asked(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "주차 되는 곳이요",
        "주차 가능한 호텔",
        "주차 가능하면 좋겠어요",
        "주차 있는 데로",
        "주차 되면 좋겠어요",
        "주차 필요해요",
        "주차",
        "주차 되는 숙소 좀 찾아봐 주시겠어요?",
        "주차 되는 숙소도 있나요?",
        "주차장은 있어야 합니다",
        "주차 포함으로 예약해 주실래요?",
        "주차 되는 집으로 알려 주세요",
        "주차 추가해 주세요",
        "주차했으면 해요. 얼마예요?",
    ],
)
def test_it_is_wished(text: str) -> None:
    assert not asks(text)


def test_it_is_asked_if_something_is_so() -> None:
    for asked in ("비싼가요", "비싼편인가요", "비싼곳이에요", "비싼지"):
        assert asks_if_it_is(asked, 2), asked
    for wished in ("비싼데로", "비싼곳으로", "비싼", "비싼호텔인가요"):
        assert not asks_if_it_is(wished, 2), wished


@pytest.mark.parametrize(
    "text",
    [
        "공항까지 얼마나 걸려요?",
        "공항에서 멀어요?",
        "공항역에서 많이 먼가요",
        "공항까지 걸어서 몇 분이에요?",
        "공항에서 가까워요?",
        "공항까지는 오래 걸리나요",
    ],
)
def test_it_is_asked_how_far_it_is(text: str) -> None:
    assert asks_how_far(read_utterance(text).letters, 2)


@pytest.mark.parametrize(
    "text",
    [
        "주말에도 사람 많아?",
        "주말에는 더 비싸요?",
        "주말로 하면 더 싸?",
        "주말에 문 열어요?",
        "일주 묵으면 할인되나요",
        "주말은 붐비나요",
    ],
)
def test_it_is_asked_how_it_is_then(text: str) -> None:
    assert asks_how_it_is(read_utterance(text).letters, 2)


@pytest.mark.parametrize(
    "text", ["주말에 자리 있어요?", "주말로 할게요", "주말에 네 명이요", "주말 되나요?"]
)
def test_a_day_may_be_wished_for(text: str) -> None:
    assert not asks_how_it_is(read_utterance(text).letters, 2)


@pytest.mark.parametrize(
    "text", ["공항에서 가까운 데요", "공항까지 태워 주나요?", "공항 가까운 데", "공항에서 안 먼 곳"]
)
def test_what_is_near_is_wished_for(text: str) -> None:
    assert not asks_how_far(read_utterance(text).letters, 2)


def test_it_is_asked_if_so_much_will_do() -> None:
    for asked in ("만원이면될까요", "만원이면충분한가요", "만원으로가능해요?"):
        assert asks_if_it_is(read_utterance(asked).letters, 2), asked
    assert asks_if_it_is("채식메뉴도있어요", 2)
    assert not asks_if_it_is("만원이면좋겠어요", 2)


@pytest.mark.parametrize(
    "text", ["25명이 다 들어가나요", "세 명이 잘 수 있어?", "네 명 들어갈 수 있나요"]
)
def test_it_is_asked_if_so_many_may(text: str) -> None:
    letters = read_utterance(text).letters
    assert asks_if_fits(letters, letters.index("명") + 1)


def test_what_something_is_to_have_is_asked_for() -> None:
    for asked in ("버섯들어간피자있어요", "버섯이올라간거있나요"):
        assert asks_for_what_has(asked, len("버섯"))
    for wished in ("버섯들어간피자주세요", "버섯있어요"):
        assert not asks_for_what_has(wished, len("버섯"))


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("집에서 가까운가요", True),
        ("집에서 가까운가", True),
        ("주차 가요", False),
        ("큰 가방", False),
    ],
)
def test_an_adjective_may_be_all_that_is_asked(text: str, asked: bool) -> None:
    letters = read_utterance(text).letters
    assert asks_if_such(letters, letters.rindex("가"), len(letters)) is asked
