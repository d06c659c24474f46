"""Which values are meant, and to which slot each belongs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.nlu.steps import MENTIONS, Steps, load, mentioned


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("부산에서 공항까지", [("부산", "Ride.from"), ("공항", "Ride.to")]),
        ("부산 도착", [("부산", "Ride.to")]),
        ("출발은 공항", [("공항", "Ride.from")]),
        ("강남역", [("강남역", "Inn.area")]),
        ("공항 아침에 도착", [("공항", "Ride.to")]),
    ],
)
def test_words_beside_a_value_tell_its_slot(
    inn: Steps, text: str, mentions: list[tuple[str, str]]
) -> None:
    assert mentioned(inn.run(MENTIONS, text)) == mentions


@pytest.mark.parametrize(
    ("task", "text", "mentions"),
    [
        ("find", "강남에서 하루 묵을게요", [("강남", "Inn.area"), ("하루", "Visit.length")]),
        ("find", "강남에 가려고요", [("강남", "Inn.area")]),
        ("find", "여행 왔는데 강남 쪽이요", [("강남", "Inn.area")]),
        ("find", "강남에서 부산까지 갈게요", [("강남", "Ride.from"), ("부산", "Ride.to")]),
        ("ride", "종로나 강남에 있는 숙소요", [("종로", "Inn.area"), ("강남", "Inn.area")]),
    ],
)
def test_what_the_dialog_or_the_sentence_is_about_tells_the_slot(
    inn: Steps, task: str, text: str, mentions: list[tuple[str, str]]
) -> None:
    assert mentioned(inn.run(MENTIONS, text, task)) == mentions


@pytest.mark.parametrize(
    ("task", "asked", "slot"),
    [
        ("find", "", "Inn.area"),
        ("ride", "", "Ride.from"),
        ("ride", "Ride.to", "Ride.to"),
        ("book", "Ride.to", "Ride.to"),
    ],
)
def test_what_the_dialog_needs_tells_the_slot(inn: Steps, task: str, asked: str, slot: str) -> None:
    assert mentioned(inn.run(MENTIONS, "강남", task, asked=asked)) == [("강남", slot)]


def test_a_slot_that_has_its_value_gives_way_to_one_that_has_none(inn: Steps) -> None:
    draft = inn.run(MENTIONS, "부산", "ride", slots={"Ride.from": ("공항",)})
    assert mentioned(draft) == [("부산", "Ride.to")]


def test_a_joined_value_belongs_where_the_one_before_it_does(inn: Steps) -> None:
    draft = inn.run(MENTIONS, "부산이나 공항", "ride")
    assert {slot for _, slot in mentioned(draft)} == {"Ride.from"}
    assert draft.mentions[1].why == "joined to Ride.from"


def test_a_word_behind_the_last_of_joined_values_stands_behind_all(inn: Steps) -> None:
    draft = inn.run(MENTIONS, "부산이나 공항까지", "ride")
    assert {slot for _, slot in mentioned(draft)} == {"Ride.to"}


def test_what_is_to_be_confirmed_is_changed_first(inn: Steps) -> None:
    known = {"Ride.from": ("공항",), "Ride.to": ("강남",)}
    text = "강남 동네로 바꿔 주세요"
    assert ("강남", "Inn.area") in mentioned(inn.run(MENTIONS, text, "ride", slots=known))
    draft = inn.run(MENTIONS, text, "ride", slots=known, stage="confirming")
    assert ("강남", "Inn.area") not in mentioned(draft)


def test_the_longest_words_are_meant(inn: Steps) -> None:
    assert mentioned(inn.run(MENTIONS, "홍대입구")) == [("홍대입구", "Inn.area")]


def test_why_a_slot_was_chosen_is_kept(inn: Steps) -> None:
    (mention,) = inn.run(MENTIONS, "부산까지").mentions
    assert mention.why == '"까지" stands behind it'


def test_what_is_kept_as_it_was_said_has_the_words_of_the_user(inn: Steps) -> None:
    (mention,) = inn.run(MENTIONS, "글피요").mentions
    assert (mention.slot, mention.values) == ("Visit.day", ("글피",))


TRIP = """
entities:
  Trip:
    slots:
      start: {type: date, words: [출발, 부터]}
      back: {type: date, words: [까지, 귀국]}
      people: {type: int, counters: [명]}
tasks: {book: {fill: [Trip.start, Trip.people], confirm: 맞아요?}}
"""


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("12월 6일 일요일이에요", [("12월 6일", "Trip.start")]),
        ("12월 6일, 일요일", [("12월 6일", "Trip.start"), ("일요일", "Trip.start")]),
        ("12월 6일 일요일부터 9일까지", [("12월 6일", "Trip.start"), ("9일", "Trip.back")]),
    ],
)
def test_the_weekday_of_a_day_is_no_other_day(
    tmp_path: Path, text: str, mentions: list[tuple[str, str]]
) -> None:
    trip = Steps(load(tmp_path, TRIP))
    needed = [step for step in MENTIONS if step in trip.needed]
    assert mentioned(trip.run(needed, text)) == mentions


def test_what_is_to_be_confirmed_is_told_apart_by_its_words(tmp_path: Path) -> None:
    trip = Steps(load(tmp_path, TRIP))
    needed = [step for step in MENTIONS if step in trip.needed]
    known = {"Trip.start": ("15일",), "Trip.back": ("18일",), "Trip.people": ("1",)}
    draft = trip.run(needed, "19일까지로 바꿔 주세요", slots=known, stage="confirming")
    assert mentioned(draft) == [("19일", "Trip.back")]
