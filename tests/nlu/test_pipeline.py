"""From an utterance to a dialog act and the slots it gives."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.domain import BUILT_IN_ACTS, Domain
from tests.hearing import Heard, Listener
from tests.travel import slots

Build = Callable[[str], Domain]

# Values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("제주", slots(from_=("제주",))),
        ("제주도", slots(from_=("제주",))),
        ("특실로 주세요", slots(class_=("특실",))),
        ("일등석이요", slots(class_=("특실",))),
        ("제주 특실", slots(from_=("제주",), class_=("특실",))),
        ("제주, 울산", slots(from_=("제주", "울산"))),
        ("울산이랑 제주하고 울산", slots(from_=("울산", "제주"))),
        ("강릉 가요", slots(to=("강릉",))),
        ("동대구역", {"Stop.station": ("동대구역",)}),
        ("상관없어요", slots(class_=())),
        ("특실도 일반실도 상관없어", slots(class_=())),
        ("언제든 돼요", slots(date=())),
        ("", {}),
        ("   ", {}),
        ("안녕", {}),
    ],
)
def test_an_utterance_fills_slots(
    travel: Listener, text: str, expected: dict[str, tuple[str, ...]]
) -> None:
    assert travel.understand(text).slots == expected


@pytest.mark.parametrize(
    "particle",
    ["은", "이", "을", "에", "에서", "의", "도", "이요", "이랑", "까지", "부터", "으로", "에는",
     "에서는요", "입니다", "이에요", "쪽", "역", "만", "보다", "라고요", "인데요", "이라니까"],
)  # fmt: skip
def test_a_particle_never_hides_a_value(travel: Listener, particle: str) -> None:
    assert travel.understand(f"울산{particle} 갈래요").slots == slots(from_=("울산",))
    assert travel.understand(f"내일{particle} 갈래요").slots == slots(date=("내일",))


@pytest.mark.parametrize(
    "text",
    ["서울특별시", "서울 특별시", "서울  특별시", " 서울특별시 ", "서울\t특별시", "서울특별시!!",
     "「서울특별시」", "서울특별시요", "저는서울특별시에", "서울　특별시"],
)  # fmt: skip
def test_spacing_does_not_matter(travel: Listener, text: str) -> None:
    assert travel.understand(text).slots == slots(from_=("서울",))


@pytest.mark.parametrize("text", ["제주 내일", "특실은 모레요", "네 제주도요", "울산 예약 취소"])
def test_decomposed_text_is_the_same_text(travel: Listener, text: str) -> None:
    assert travel.understand(unicodedata.normalize("NFD", text)) == travel.understand(text)


@pytest.mark.parametrize("text", ["ktx역", "KTX역", "Ktx 역", "ＫＴＸ역"])
def test_upper_and_lower_case_do_not_matter(travel: Listener, text: str) -> None:
    assert travel.understand(text).slots == slots(to=("KTX역",))


@pytest.mark.parametrize("text", ["가서 울산", "동대구 역전"])
def test_the_end_of_one_word_and_the_beginning_of_another_are_no_value(
    travel: Listener, text: str
) -> None:
    found = travel.understand(text).slots
    assert "서울" not in found.get("Trip.from", ())
    assert "Stop.station" not in found


def test_a_list_with_commas_is_several_values(travel: Listener) -> None:
    assert travel.understand("내일, 모레").slots == slots(date=("내일", "모레"))
    assert travel.understand("내일 그리고 모레").slots == slots(date=("내일", "모레"))


def test_two_words_that_happen_to_make_a_value_are_none(travel: Listener) -> None:
    assert travel.understand("내 일정").slots == {}
    assert travel.understand("제 주소").slots == {}


# Of which slot


def test_a_word_of_two_slots_is_the_first_ones(travel: Listener) -> None:
    assert travel.understand("부산").slots == slots(from_=("부산",))


def test_a_word_of_two_slots_is_the_one_that_was_asked_for(travel: Listener) -> None:
    assert travel.understand("부산", "Trip.to").slots == slots(to=("부산",))
    assert travel.understand("부산", "Trip.date").slots == slots(from_=("부산",))


def test_a_synonym_of_several_values_is_all_of_them(domain: Build) -> None:
    understander = Listener(
        domain(
            "entities: {A: {slots: {b: {values: {서울: [수도권], 인천: [수도권], 부산: []}}}}}\n"
            "tasks: {a: }"
        )
    )
    assert understander.understand("수도권이요").slots == {"A.b": ("서울", "인천")}
    assert understander.understand("부산 수도권").slots == {"A.b": ("부산", "서울", "인천")}


def test_a_longer_word_hides_a_shorter_one(travel: Listener) -> None:
    assert travel.understand("서울역").slots == {"Stop.station": ("서울역",)}


@pytest.mark.parametrize(
    ("text", "seats"),
    [
        ("10", ("10",)),
        ("1 2", ("1", "2")),
        ("1, 2", ("1", "2")),
        ("10 은요", ("10",)),
        ("2 요", ("2",)),
        ("2요", ("2",)),
        ("12", ()),
        ("100", ()),
        ("3.2", ()),
    ],
)
def test_a_number_is_a_whole_number(travel: Listener, text: str, seats: tuple[str, ...]) -> None:
    assert travel.understand(text).slots.get("Trip.seat", ()) == seats


# Days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("내일", ("내일",)),
        ("내일모레요", ("내일모레",)),
        ("오늘이나 내일", ("오늘", "내일")),
        ("다음 주 금요일에", ("다음 주 금요일",)),
        ("다음주금요일", ("다음주금요일",)),
        ("다음  주 금요일", ("다음  주 금요일",)),
        ("이번 주말에는", ("이번 주말",)),
        ("사흘 뒤", ("사흘 뒤",)),
        ("3일 뒤에 가요", ("3일 뒤",)),
        ("11월 25일부터 28일까지", ("11월 25일", "28일")),
        ("2026-11-25", ("2026-11-25",)),
        ("2026년 11월 25일 수요일", ("2026년 11월 25일",)),
        ("２５일", ("25일",)),
        ("2박 3일", ()),
        ("32일", ()),
        ("1시간 뒤", ()),
    ],
)
def test_a_day_keeps_the_words_of_the_user(
    travel: Listener, text: str, days: tuple[str, ...]
) -> None:
    assert travel.understand(text).slots.get("Trip.date", ()) == days


def test_without_a_date_slot_days_are_words_like_others(domain: Build) -> None:
    understander = Listener(
        domain("entities: {A: {slots: {b: {values: [오늘]}}}}\nacts: {c: 내일}\ntasks: {a: }")
    )
    assert understander.understand("내일").slots == {}
    assert understander.understand("내일").act == "c"
    assert understander.understand("오늘 3일").slots == {"A.b": ("오늘",)}


# Slots without a list


def test_an_open_slot_takes_what_is_answered(travel: Listener) -> None:
    understood = travel.understand("  홍길동, Jr.! ", "Trip.name")
    assert understood == Heard("", slots(name=("홍길동, Jr.!",)))


def test_an_open_slot_takes_nothing_unless_asked(travel: Listener) -> None:
    assert travel.understand("홍길동").slots == {}
    assert travel.understand("홍길동", "Trip.from").slots == {}


def test_an_open_slot_takes_no_silence(travel: Listener) -> None:
    assert travel.understand("?!", "Trip.name").nothing
    assert travel.understand("", "Trip.name").nothing


def test_an_answer_that_means_something_else_is_not_taken(travel: Listener) -> None:
    assert travel.understand("그만", "Trip.name") == Heard("bye", {})
    assert travel.understand("제주", "Trip.name", ["Trip.from"]).slots == slots(from_=("제주",))


def test_a_value_that_nobody_needs_is_a_word_like_any_other(travel: Listener) -> None:
    assert travel.understand("제주", "Trip.name").slots == slots(name=("제주",))


def test_a_slot_with_instances_knows_their_values(travel: Listener) -> None:
    assert travel.understand("동대구역에서").slots == {"Stop.station": ("동대구역",)}
    assert travel.understand("갈아타는 곳").slots == {}


# Laws


@given(st.text(max_size=40))
def test_any_text_is_understood_somehow(travel: Listener, text: str) -> None:
    understood = travel.understand(text, "Trip.name")
    assert understood.act in {"", "book", "book_day", "bye", *BUILT_IN_ACTS}
    assert all(slot.partition(".")[0] in {"Trip", "Stop"} for slot in understood.slots)


@given(st.permutations(["제주", "특실", "강릉", "내일"]), st.sampled_from([" ", ", ", "이랑 "]))
def test_the_order_of_what_is_said_does_not_matter(
    travel: Listener, words: list[str], between: str
) -> None:
    assert travel.understand(between.join(words)).slots == slots(
        from_=("제주",), class_=("특실",), to=("강릉",), date=("내일",)
    )


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["서울", "비", "표 ", "예약 ", "1일", "내일", "네 ", "가"])
def test_a_long_utterance_is_no_problem(travel: Listener, unit: str) -> None:
    travel.understand(unit * 100_000)
