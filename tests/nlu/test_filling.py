"""What mentions and names of slots give the slots."""

from __future__ import annotations

import pytest

from mockgenie.domain import Slots
from tests.nlu.steps import MENTIONS, Steps

FILLING = (*MENTIONS, "patterns", "polarity", "truths", "corrections", "filling")


@pytest.mark.parametrize(
    ("text", "slots", "unwanted"),
    [
        ("강남에 두 명", {"Inn.area": ("강남",), "Visit.people": ("2",)}, {}),
        ("강남 홍대", {"Inn.area": ("강남", "홍대")}, {}),
        ("강남 말고 홍대", {"Inn.area": ("홍대",)}, {}),
        ("강남 말고 다른 데", {}, {"Inn.area": ("강남",)}),
        ("강남은 싫고 홍대", {"Inn.area": ("홍대",)}, {"Inn.area": ("강남",)}),
        ("강남은 아무래도 좋아요", {"Inn.area": ()}, {}),
        ("아무 동네나요", {"Inn.area": ()}, {}),
        ("아무 동네나요 강남도 좋고", {"Inn.area": ("강남",)}, {}),
        ("강남 빼고 전부요", {}, {"Inn.area": ("강남",)}),
        ("주차 되나요", {"Inn.parking": ("yes",)}, {}),
    ],
)
def test_mentions_fill_slots(inn: Steps, text: str, slots: Slots, unwanted: Slots) -> None:
    draft = inn.run(FILLING, text)
    assert (draft.slots, draft.unwanted) == (slots, unwanted)


@pytest.mark.parametrize(
    ("text", "stage", "extras"),
    [
        ("베개 추가요", "", ("수건", "베개")),
        ("베개도요", "", ("수건", "베개")),
        ("베개요", "", ("베개",)),
        ("베개도요", "done", ("베개",)),
    ],
)
def test_a_value_may_come_to_those_a_slot_has(
    inn: Steps, text: str, stage: str, extras: tuple[str, ...]
) -> None:
    draft = inn.run(FILLING, text, slots={"Visit.extras": ("수건",)}, stage=stage)
    assert draft.slots == {"Visit.extras": extras}


@pytest.mark.parametrize(
    ("text", "slots", "forgotten"),
    [
        ("가격은 상관없어요", {"Inn.price": ()}, ()),
        ("인원을 바꿔 주세요", {}, ("Visit.people",)),
        ("가격이 어때요", {}, ()),
        ("인원을 세 명으로 바꿔 주세요", {"Visit.people": ("3",)}, ()),
    ],
)
def test_names_of_slots_leave_them_open_or_have_them_said_anew(
    inn: Steps, text: str, slots: Slots, forgotten: tuple[str, ...]
) -> None:
    draft = inn.run((*FILLING, "indifference", "slot_names"), text)
    assert (draft.slots, draft.forgotten) == (slots, forgotten)


def test_what_free_text_gives_now_is_not_to_be_said_anew(inn: Steps) -> None:
    steps = (*MENTIONS, "patterns", "free_text", "filling", "slot_names")
    draft = inn.run(steps, "조용한 방 메모해 주세요 요청을 바꿀게요")
    assert (draft.slots, draft.forgotten) == ({"Visit.wish": ("조용한 방",)}, ())


def test_who_orders_goes_without_what_is_needless(inn: Steps) -> None:
    draft = inn.run(FILLING, "수건은 안 줘도 돼요", "book")
    assert (draft.slots, draft.unwanted) == ({}, {"Visit.extras": ("수건",)})


def test_an_act_that_is_needless_is_none(inn: Steps) -> None:
    assert inn.run(FILLING, "이불 빼 줘").act == "drop"
    assert not inn.run(FILLING, "이불 안 빼도 돼요").act
