"""The instance database of an entity class: its records, found by their values."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from mockgenie.conditions import Key, all_of, one_of, read_value
from mockgenie.domains import Record, Table

SEOUL_TODAY = {"W.city": "서울", "W.date": "오늘", "W.low": "2"}
SEOUL_TOMORROW = {"W.city": "서울", "W.date": "내일", "W.low": "3.0"}
BUSAN_TODAY = {"W.city": "부산", "W.date": "오늘", "W.low": "8"}
JEJU = {"W.city": "제주", "W.low": "02"}
TABLE = Table((SEOUL_TODAY, SEOUL_TOMORROW, BUSAN_TODAY, JEJU))


def test_without_a_wish_all_records_are_found() -> None:
    assert TABLE.find({}, read_value) == (SEOUL_TODAY, SEOUL_TOMORROW, BUSAN_TODAY, JEJU)
    assert Table().find({}, read_value) == ()
    assert (len(TABLE), len(Table())) == (4, 0)


def test_records_are_found_by_one_slot() -> None:
    assert TABLE.find({"W.city": ("서울",)}, read_value) == (SEOUL_TODAY, SEOUL_TOMORROW)
    assert TABLE.find({"W.city": ("대구",)}, read_value) == ()


def test_records_are_found_by_several_slots() -> None:
    wanted = {"W.city": ("서울",), "W.date": ("오늘",)}
    assert TABLE.find(wanted, read_value) == (SEOUL_TODAY,)


def test_one_of_several_values_is_enough_and_the_order_is_that_of_the_table() -> None:
    wanted = {"W.city": ("부산", "서울"), "W.date": ("오늘", "내일")}
    assert TABLE.find(wanted, read_value) == (SEOUL_TODAY, SEOUL_TOMORROW, BUSAN_TODAY)


def test_a_record_without_the_slot_is_not_found_by_it() -> None:
    assert TABLE.find({"W.city": ("제주",), "W.date": ("오늘",)}, read_value) == ()


def test_a_slot_that_no_record_has_finds_nothing() -> None:
    assert TABLE.find({"W.wind": ("3",)}, read_value) == ()


def test_numbers_are_found_as_numbers() -> None:
    assert TABLE.find({"W.low": ("2",)}, read_value) == (SEOUL_TODAY, JEJU)
    assert TABLE.find({"W.low": ("3",)}, read_value) == (SEOUL_TOMORROW,)


def test_a_new_reading_finds_other_records() -> None:
    def today_is(day: date) -> dict[str, date]:
        return {"오늘": day, "내일": date.fromordinal(day.toordinal() + 1)}

    table = Table(({"W.date": "2026-11-22"}, {"W.date": "2026-11-23"}))
    for day in (22, 23, 22):
        names = today_is(date(2026, 11, day))

        def read(text: str, names: dict[str, date] = names) -> Key:
            return ("date", names[text]) if text in names else read_value(text)

        assert table.find({"W.date": ("오늘",)}, read) == ({"W.date": f"2026-11-{day}"},)


def test_the_values_of_a_slot_come_once_and_in_their_order() -> None:
    assert list(TABLE.values("W.city")) == ["서울", "부산", "제주"]
    assert list(TABLE.values("W.date")) == ["오늘", "내일"]
    assert list(TABLE.values("W.wind")) == []


VALUES = st.sampled_from(["서울", "부산", "1", "01", "1.0", "2026-11-22", "9:30", "09:30"])
RECORDS = st.lists(st.dictionaries(st.sampled_from("abc"), VALUES), max_size=8)
WISHES = st.dictionaries(
    st.sampled_from("abcd"), st.lists(VALUES, min_size=1, max_size=3).map(tuple), max_size=3
)


@given(RECORDS, WISHES)
@settings(deadline=None, derandomize=True, database=None, max_examples=300)
def test_what_is_found_is_what_the_condition_matches(
    records: list[Record], wanted: dict[str, tuple[str, ...]]
) -> None:
    condition = all_of(tuple(one_of(slot, values) for slot, values in wanted.items()))
    expected = tuple(record for record in records if condition.matches(record))
    assert Table(tuple(records)).find(wanted, read_value) == expected
