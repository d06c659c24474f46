"""Slots that any text can fill."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockgenie.dialog import Session
from mockgenie.domain import Slots
from mockgenie.nlu import Pipeline
from tests.nlu.steps import MENTIONS, Steps, load, mentioned

PLACES = (*MENTIONS, "patterns", "free_text")
WHOLE = (*PLACES, "polarity", "filling", "utterance_kind", "built_in_acts", "whole_answer")


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("조용한 방 메모해 주세요", {"Visit.wish": ("조용한 방",)}),
        ("메모해 주세요", {}),
        ("그거 메모해 주세요", {}),
    ],
)
def test_words_at_the_place_of_an_open_slot_fill_it(inn: Steps, text: str, slots: Slots) -> None:
    assert inn.run(PLACES, text).slots == slots


def test_a_known_word_within_free_text_is_no_mention(inn: Steps) -> None:
    draft = inn.run(PLACES, "베개 두 겹으로 메모해 줘")
    assert draft.slots == {"Visit.wish": ("베개 두 겹",)}
    assert mentioned(draft) == []


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("창문 있는 방이요", {"Visit.wish": ("창문 있는 방",)}),
        ("요청은 높은 층", {"Visit.wish": ("높은 층",)}),
        ("취소", {}),
        ("네 명", {"Visit.people": ("4",)}),
        ("아니 네 명으로 할게요", {"Visit.people": ("4",)}),
        ("...", {}),
    ],
)
def test_a_whole_answer_fills_the_open_slot_that_was_asked_for(
    inn: Steps, text: str, slots: Slots
) -> None:
    assert inn.run(WHOLE, text, "book", asked="Visit.wish").slots == slots


def test_a_whole_answer_performs_no_act_besides(inn: Steps) -> None:
    draft = inn.run(WHOLE, "취소된 예약이 있는지 먼저 봐 주셨으면", "book", asked="Visit.wish")
    assert "Visit.wish" in draft.slots
    assert (draft.act, draft.answer, draft.built_in) == ("", "", None)


ORDER = r"""
entities:
  Order:
    slots:
      food: {values: {우동: [], 메밀국수: [소바], 유부초밥: []}}
      amount: {type: int, counters: [개, 그릇]}
      name: {description: 받으실 분 성함이 어떻게 되세요}
      phone: {type: pattern, pattern: '0[0-9]+-[0-9]+-[0-9]+', description: 연락처를 알려 주세요}
      address: {words: [주소], description: 어디로 갈까요}
      way: {type: choice, values: {배달: [보내], 포장: [가지러]}}
      note: {description: 남기실 말씀이 있으세요}
acts:
  order: <Order.food>
  choose: [<Order.way>, 보내]
tasks:
  order: {fill: [Order.food, Order.amount, Order.name, Order.phone, Order.address, Order.note]}
"""


@pytest.fixture(scope="module")
def delivery(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return Pipeline(load(tmp_path_factory.mktemp("delivery"), ORDER))


def given(delivery: Pipeline, text: str, asked: str = "") -> dict[str, str]:
    """What an utterance gives the slots, each by its own name."""
    asked = f"Order.{asked}" if asked else ""
    session = Session("Test", "internal_data", "order", asked=asked)
    fill = tuple(f"Order.{one}" for one in ["food", "amount", "name", "phone", "address", "note"])
    slots = delivery.understand(text, session, fill).slots
    return {slot.removeprefix("Order."): ", ".join(values) for slot, values in slots.items()}


@pytest.mark.parametrize(
    ("text", "name", "phone"),
    [
        ("이름은 정하늘이고 연락처는 011-345-6789입니다", "정하늘", "011-345-6789"),
        ("성함은 윤보라고요 전화번호는 011-345-6789예요", "윤보라", "011-345-6789"),
        ("정하늘이요, 011-345-6789", "정하늘", "011-345-6789"),
        ("정하늘 011-345-6789", "정하늘", "011-345-6789"),
        ("전화는 011-345-6789이고 이름은 정하늘이에요", "정하늘", "011-345-6789"),
    ],
)
def test_a_name_and_a_number_fill_both(
    delivery: Pipeline, text: str, name: str, phone: str
) -> None:
    assert given(delivery, text, "name") == {"name": name, "phone": phone}


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        (
            "주소는 연남동 12-3이고 이름은 정하늘이에요",
            {"address": "연남동 12-3", "name": "정하늘"},
        ),
        ("이름을 윤보라로 바꿔 주세요", {"name": "윤보라"}),
        ("이름이 정하늘이 아니라 정하은이에요", {"name": "정하은"}),
        ("배달지는 연남동 5번지요", {"address": "연남동 5번지"}),
        ("이름이 뭐예요?", {}),
        ("주소를 아직 못 정했어요", {}),
    ],
)
def test_an_open_slot_is_filled_by_its_name_whatever_was_asked(
    delivery: Pipeline, text: str, slots: dict[str, str]
) -> None:
    assert given(delivery, text, "amount") == slots


@pytest.mark.parametrize(
    "text",
    [
        "잠시만 기다려 주세요",
        "꼭 알려 드려야 하나요?",
        "배달은 얼마나 걸려요",
        "우동 말고 소바로 바꿔 주세요",
        "세 그릇이 아니라 네 그릇이요",
        "사진 좀 보여 주세요",
        "주소는 연남동 5번지예요",
        "주문 취소할게요",
        "잘 모르겠어요",
    ],
)
def test_what_is_no_name_fills_no_name(delivery: Pipeline, text: str) -> None:
    assert "name" not in given(delivery, text, "name")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("김하나", "김하나"),
        ("예약자는 정하늘로 해 주세요", "정하늘"),
        ("윤보라라고 합니다", "윤보라"),
        ("정하늘로 부탁드려요", "정하늘"),
    ],
)
def test_a_name_is_taken_without_what_is_said_around_it(
    delivery: Pipeline, text: str, name: str
) -> None:
    assert given(delivery, text, "name") == {"name": name}


@pytest.mark.parametrize(
    "text", ["연남동 소바길 12", "샛별아파트 3동 502호", "연남동 5번지", "소망빌라 2"]
)
def test_an_address_that_ends_in_a_number_sets_nothing_else(delivery: Pipeline, text: str) -> None:
    assert given(delivery, text, "address") == {"address": text}


@pytest.mark.parametrize(
    "text",
    [
        "문 앞에 두고 가 주세요",
        "벨은 누르지 마세요",
        "단무지 두 개 더 주세요",
        "조심히 와 주실 수 있나요",
    ],
)
def test_a_note_may_be_a_sentence(delivery: Pipeline, text: str) -> None:
    assert given(delivery, text, "note") == {"note": text}


def test_what_only_says_an_address_is_no_part_of_it(delivery: Pipeline) -> None:
    slots = given(delivery, "샛별아파트 502호로 보내 주세요", "address")
    assert slots == {"address": "샛별아파트 502호", "way": "배달"}


def test_what_there_is_stands_without_its_particle(tmp_path: Path) -> None:
    diary = load(
        tmp_path,
        """
entities: {Entry: {slots: {title: {}}}}
acts: {note: <Entry.title> (있으니|있어서) 적어}
tasks: {note: {fill: Entry.title}}
""",
    )
    session = Session("Test", "internal_data", "note")
    assert Pipeline(diary).understand("사은회가 있으니 적어 두게", session).slots == {
        "Entry.title": ("사은회",)
    }


PARCEL = """
entities:
  Box: {slots: {size: {type: choice, values: [작은, 큰]}}}
  To: {slots: {address: {words: [주소, 배달지], noted: "네, {To.address}(으)로요."}}}
  Other: {slots: {place: {words: [장소], noted: "네, {Other.place}요."}}}
tasks:
  box: {fill: [Box.size]}
  both: {fill: [Box.size, To.address]}
  other: {fill: [Other.place]}
"""


def test_what_is_noted_is_given_by_its_name_before_it_is_asked_for(tmp_path: Path) -> None:
    domain = load(tmp_path, PARCEL)
    for text, slots in (
        ("배달지는 한강빌딩 3층입니다", {"To.address": ("한강빌딩 3층",)}),
        ("장소는 한강빌딩 3층입니다", {}),
    ):
        session = Session("Test", "internal_data", "box", turn=1, asked="Box.size")
        fill = domain.tasks["box"].fill
        assert Pipeline(domain).understand(text, session, fill).slots == slots


def test_what_is_to_be_confirmed_is_told_by_its_name_alone(tmp_path: Path) -> None:
    diary = load(
        tmp_path,
        """
entities: {Entry: {slots: {title: {}, place: {words: [장소]}}}}
tasks: {note: {fill: [Entry.title, Entry.place], goal: Entry.title is filled, confirm: 적을까요?}}
""",
    )
    session = Session("Test", "internal_data", "note", stage="confirming")
    fill = ["Entry.title", "Entry.place"]
    assert Pipeline(diary).understand("장소 새마을회관", session, fill).slots == {
        "Entry.place": ("새마을회관",)
    }


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("비가 온다는데 내일 우비로 메모해 줘", {"Visit.wish": ("우비",)}),
        ("내일에도 메모해 줘", {}),
    ],
)
def test_of_several_stretches_the_one_before_that_as_which_it_is_meant(
    inn: Steps, text: str, slots: Slots
) -> None:
    assert inn.run(PLACES, text).slots == slots
