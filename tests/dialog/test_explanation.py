"""Why an utterance was understood as it was, in plain words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from mockgenie.dialog import Explanation, SlotExplanation, explain

Talk = Callable[..., Any]
Tell = Callable[..., Explanation]

TABLE = """
name: Table
entities:
  Inn:
    key: name
    slots:
      name: 이름이 어떻게 되세요
      area: {values: {강남: [강남역], 홍대: [홍대입구]}, any: [아무 데나]}
      to: {values: [강남, 홍대], words: [도착]}
      parking: {type: boolean, words: [주차]}
    instances:
      - {name: 한마루, area: 강남}
      - {name: 소담상, area: 강남}
  Visit:
    slots:
      day: {type: date}
      time: {type: time, words: [시간]}
      people: {type: int, counters: [명]}
      seat: {type: choice, values: [창가, 안쪽]}
      phone: {type: pattern, pattern: "01[0-9]-[0-9]{3,4}-[0-9]{4}"}
      wish: {}
acts:
  find:
    - 식당 (찾아|추천)
    - <Inn.area>
  note: <Visit.wish> 메모
  reserve:
    examples: ["<Inn.area=강남>에 자리 하나 잡아 주실 수 있나요"]
tasks:
  find:
    fill: [Inn.area]
    lookup: Inn
    say: {each: "{Inn.name}"}
    next: {task: book, when: Inn.name is filled}
  book:
    fill: [Inn.name, Visit.day, Visit.time, Visit.people, Visit.seat, Inn.parking, Visit.wish]
    confirm: 예약할까요?
    say: 예약했어요.
    end: true
"""


@pytest.fixture
def tell(talk: Talk) -> Tell:
    """What the last of several utterances is explained as; fields of the session may be set
    before it."""

    def tell(*utterances: str, **fields: object) -> Explanation:
        conversation = talk(TABLE)
        for utterance in utterances[:-1]:
            conversation.turn(utterance)
        before = conversation.session = replace(conversation.session, **fields)
        conversation.turn(utterances[-1])
        return explain(
            conversation.engine, before, utterances[-1], conversation.session, conversation.today
        )

    return tell


def only(slots: tuple[SlotExplanation, ...], name: str) -> SlotExplanation:
    (found,) = (slot for slot in slots if slot.slot == name)
    return found


# The act


def test_a_pattern_is_named(tell: Tell) -> None:
    told = tell("식당 추천")
    assert (told.act, told.why_act) == ("find", 'pattern "식당 추천", which ends last')


def test_where_a_pattern_stands_in_other_words_they_are_shown(tell: Tell) -> None:
    told = tell("저기요, 식당 좀 찾아 주세요")
    assert told.why_act == 'pattern "식당 찾아" in "식당 좀 찾아", which ends last'


def test_a_pattern_in_another_form_is_told_as_such(tell: Tell) -> None:
    told = tell("추천할 만한 식당이 있을까요")
    assert told.act == "find"
    assert told.why_act == 'pattern "식당 추천" in "추천할 만한 식당", in another form'


def test_a_pattern_of_slots_alone_is_named_by_them(tell: Tell) -> None:
    assert tell("강남역이요").why_act == 'pattern "<Inn.area>", which ends last'


def test_an_act_of_every_domain_is_told_as_such(tell: Tell) -> None:
    told = tell("취소할게요")
    assert told.act == "cancel"
    assert told.why_act.endswith("understood in every domain")


def test_a_similar_example_is_told_with_its_score_and_the_threshold(tell: Tell) -> None:
    told = tell("자리 하나 잡아 주실 수 있을까요")
    assert told.act == "reserve"
    assert told.why_act.startswith('similar to the example "<Inn.area> 에')
    assert told.why_act.endswith("and 0.60 is enough")


def test_an_example_that_is_not_similar_enough_is_told_as_well(tell: Tell) -> None:
    told = tell("자리 얘기예요")
    assert told.act == ""
    assert told.why_act.startswith("no pattern fits; the example")
    assert "of reserve is the most similar: 0." in told.why_act
    assert told.why_act.endswith("and 0.60 would be enough")


def test_nothing_is_told_as_nothing(tell: Tell) -> None:
    told = tell("ㅋㅋ")
    assert (told.act, told.why_act, told.slots) == ("", "no pattern fits", ())


# The slots


@pytest.mark.parametrize(
    ("utterance", "name", "values", "words", "why"),
    [
        ("창가로 주세요", "Visit.seat", ("창가",), ("창가",), "its value"),
        ("홍대입구요", "Inn.area", ("홍대",), ("홍대입구",), "a synonym of its value"),
        ("아무 데나요", "Inn.area", (), ("아무 데나",), "no matter which"),
        ("내일이요", "Visit.day", ("내일",), ("내일",), "a day (2026-11-23)"),
        ("저녁 일곱 시", "Visit.time", ("저녁 일곱 시",), ("저녁 일곱 시",), "a time (19:00)"),
        ("네 명이요", "Visit.people", ("4",), ("네 명",), "a number with its counter"),
        ("주차 돼야 해요", "Inn.parking", ("yes",), ("주차",), "said to be so"),
        ("주차 안 되는 곳", "Inn.parking", ("no",), ("주차",), "said not to be so"),
        ("010-123-4567", "Visit.phone", ("010-123-4567",), ("010-123-4567",), "fits its pattern"),
        ("창문 쪽 메모", "Visit.wish", ("창문 쪽",), ("창문 쪽",),
         "what stands at its place in the pattern"),
    ],
)  # fmt: skip
def test_words_say_something_of_a_slot(
    tell: Tell, utterance: str, name: str, values: tuple[str, ...], words: tuple[str, ...], why: str
) -> None:
    assert only(tell(utterance).slots, name) == SlotExplanation(name, values, words, why)


def test_several_values_are_told_with_all_their_words(tell: Tell) -> None:
    area = only(tell("강남이랑 홍대").slots, "Inn.area")
    assert (area.values, area.words) == (("강남", "홍대"), ("강남", "홍대"))


def test_where_several_slots_could_have_a_value_what_decided_is_told(tell: Tell) -> None:
    to = only(tell("홍대 도착이요").slots, "Inn.to")
    assert to.words == ("홍대",)
    assert to.why == 'its value; "도착" stands behind it'


@pytest.mark.parametrize(
    ("asked", "utterance", "values", "words", "why"),
    [
        ("Visit.people", "3이요", ("3",), ("3",), "a number, which was asked for"),
        ("Visit.seat", "두 번째요", ("안쪽",), ("두 번째",), "its place in its values"),
        ("Inn.parking", "네", ("yes",), (), "said to be so, in answer to what was asked"),
        ("Inn.parking", "아니요", ("no",), (), "said not to be so, in answer to what was asked"),
        ("Visit.seat", "상관없어요", (), (), "no matter which, said of what was asked"),
        ("Visit.wish", "조용한 방", ("조용한 방",), ("조용한 방",),
         "the whole answer to what was asked"),
    ],
)  # fmt: skip
def test_an_answer_is_told_as_an_answer(
    tell: Tell,
    asked: str,
    utterance: str,
    values: tuple[str, ...],
    words: tuple[str, ...],
    why: str,
) -> None:
    told = tell(utterance, task="book", asked=asked, turn=1)
    assert only(told.slots, asked) == SlotExplanation(asked, values, words, why)


def test_a_place_in_a_list_is_told_as_one(tell: Tell) -> None:
    name = only(tell("강남", "두 번째 거요").slots, "Inn.name")
    assert name.values == ("소담상",)
    assert "두 번째" in name.words[0]
    assert name.why == "its place in the list said last"


def test_what_is_pointed_back_at_is_told(tell: Tell) -> None:
    name = only(tell("강남", "거기로 할게요").slots, "Inn.name")
    assert (name.values, name.words, name.why) == (("한마루",), (), "pointed back at")


def test_what_is_ruled_out_is_told(tell: Tell) -> None:
    told = tell("강남은 빼고요")
    assert told.slots == ()
    assert told.unwanted == (
        SlotExplanation("Inn.area", ("강남",), ("강남",), "ruled out by what stands behind it"),
    )


def test_what_is_to_be_said_anew_is_told(tell: Tell) -> None:
    told = tell("시간을 바꿔 주세요", task="book", slots={"Visit.time": ("두 시",)}, turn=1)
    assert told.forgotten == ("Visit.time",)


# The task


def test_the_way_from_task_to_task_is_told_with_what_is_missing(tell: Tell) -> None:
    told = tell("강남", "1번이요")
    assert (told.task_before, told.task_after) == ("find", "book")
    assert told.missing[:2] == ("Visit.day", "Visit.time")
    assert told.awaits == ""


def test_a_task_that_has_spoken_needs_nothing(tell: Tell) -> None:
    assert (tell("강남").missing, tell("강남").awaits) == ((), "")


def test_a_task_that_wants_to_be_confirmed_awaits_a_yes(tell: Tell) -> None:
    slots = {"Inn.name": ("한마루",), "Visit.day": ("내일",), "Visit.time": ("두 시",)}
    slots |= {"Visit.seat": ("창가",), "Inn.parking": (), "Visit.wish": ()}
    told = tell("세 명이요", task="book", slots=slots, turn=3)
    assert (told.missing, told.awaits) == ((), "a yes")


def test_records_that_are_asked_for_are_awaited(talk: Talk) -> None:
    conversation = talk(TABLE, "external_data")
    before = conversation.session
    conversation.turn("강남")
    told = explain(conversation.engine, before, "강남", conversation.session, conversation.today)
    assert (told.missing, told.awaits) == ((), "records")


def test_explaining_changes_nothing(tell: Tell) -> None:
    assert tell("강남에 네 명") == tell("강남에 네 명")


# The steps


def test_the_steps_that_changed_something_are_told_in_their_order(tell: Tell) -> None:
    steps = tell("강남은 빼고 네 명이요").steps
    names = [step.step for step in steps]
    assert names == ["dictionary", "counts", "slot_resolver", "patterns", "polarity", "filling"]
    assert [(finding.kind, finding.names, finding.values) for finding in steps[-1].found] == [
        ("slot", ("Visit.people",), ("4",)),
        ("unwanted", ("Inn.area",), ("강남",)),
    ]


def test_an_utterance_that_means_nothing_has_no_steps(tell: Tell) -> None:
    assert tell("ㅋㅋ").steps == ()
