"""What leaves something open."""

from __future__ import annotations

import pytest

from mockgenie.korean import (
    indifference,
    leaves_open,
    not_known,
    open_scopes,
    read_utterance,
    squeeze,
)


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("상관없어요", ""),
        ("크게 상관은 안 해요", ""),
        ("아무거나 괜찮습니다", ""),
        ("다 좋아요", ""),
        ("알아서 해 주세요", ""),
        ("편하신 대로요", ""),
        ("구애받지 않아요", ""),
        ("음 딱히 생각은 안 해 봤어요", ""),
        ("생각해 둔 건 없어요", ""),
        ("아직 미정입니다", ""),
        ("가서 정할게요", ""),
        ("아무 때나요", "time"),
        ("언제든 좋아요", "time"),
        ("아무 데나 상관없어요", "place"),
        ("어디든지요", "place"),
    ],
)
def test_the_user_is_indifferent(text: str, to: str) -> None:
    assert indifference(squeeze(text)) == to


@pytest.mark.parametrize(
    "text",
    [
        "강남이요",
        "무슨 관이 있어요",
        "어디가 좋아요",
        "언제 가능해요",
        "언제 나온 거예요",
        "어디 나오는 사람이에요",
        "뭐 나와요",
        "아무 생각이 없어",
        "강남으로 생각하고 있어요",
        "아직 못 정했어요",
        "잘 모르겠어요",
    ],
)
def test_the_user_is_not_indifferent(text: str) -> None:
    assert indifference(squeeze(text)) is None


@pytest.mark.parametrize(
    ("rest", "how"),
    [
        ("은 상관없어요", "open"),
        ("은 크게 신경 쓰지 않아요", "open"),
        ("은 얼마든 상관 안 하고요", "open"),
        ("은 아직 생각을 안 해 봤는데", "open"),
        ("은 도착해서 정할게요", "open"),
        (" 제한 없이 찾아 주세요", "open"),
        (" 추가 없이요", "open"),
        ("은 따로 안 할게요", "open"),
        ("은 안 넣을게요", "open"),
        ("은 미정이에요", "open"),
        ("은 아직 못 정했어요", "undecided"),
        ("은 잘 모르겠네요", "undecided"),
        ("은 삼만 원이요", ""),
        ("이 얼마예요", ""),
        ("은 강남으로 정했어요", ""),
    ],
)
def test_a_property_is_left_open_by_its_name(rest: str, how: str) -> None:
    assert leaves_open(squeeze(f"가격{rest}"), 2) == how


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("둘 다 상관없어요", ["both"]),
        ("전부 알아서 해 주세요", ["all"]),
        ("다 상관은 없는데 조용하면 좋겠어요", ["all"]),
        ("나머지는 아무거나요", ["rest"]),
        ("다른 건 아직 결정을 못 해서요", ["rest"]),
        ("그 외에는 마음대로 해 주세요", ["rest"]),
        ("가격은 상관없어요", []),
        ("다른 건 없어요", []),
        ("둘 다 좋아하는 곳이요", []),
    ],
)
def test_much_is_left_open_at_once(text: str, scopes: list[str]) -> None:
    utterance = read_utterance(text)
    assert list(open_scopes(utterance.letters, utterance.starts)) == scopes


@pytest.mark.parametrize(
    ("text", "sorts"),
    [
        ("몇 명이 올지 아직 몰라서요", ["people"]),
        ("며칠 있을지는 미정이라서", ["duration"]),
        ("몇 시에 갈지는 나중에 정할게요", []),
        ("언제 갈지는 상관없어요", ["date"]),
        ("몇 시에 갈지 아직 못 정했어요", []),
        ("언제 갈지 알려 드릴게요", []),
    ],
)
def test_the_user_does_not_know_yet(text: str, sorts: list[str]) -> None:
    assert list(not_known(squeeze(text))) == sorts


@pytest.mark.parametrize("word", ["가지", "안", "상관", "다른건", "몇명"])
def test_the_time_grows_with_nothing_but_the_length(word: str) -> None:
    utterance = read_utterance(word * 5_000)
    indifference(utterance.letters)
    assert not list(open_scopes(utterance.letters, utterance.starts))
    assert not list(not_known(utterance.letters))
