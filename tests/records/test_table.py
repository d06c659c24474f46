"""The instance database of an entity class: its records, found by their values, however kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockgenie.conditions import Comparison, Key, all_of, one_of, read_value
from mockgenie.records import Record, Table, reading_on
from mockgenie.records.sqlite_table import store

Kind = Callable[[Sequence[Record]], Table]

SEOUL_TODAY = {"W.city": "서울", "W.date": "오늘", "W.low": "2"}
SEOUL_TOMORROW = {"W.city": "서울", "W.date": "내일", "W.low": "3.0"}
BUSAN_TODAY = {"W.city": "부산", "W.date": "오늘", "W.low": "8"}
JEJU = {"W.city": "제주", "W.low": "02"}
SLOTS = ("W.city", "W.date", "W.low")


def in_database(records: Sequence[Record]) -> Table:
    """The records as a large file keeps them."""
    slots = tuple(dict.fromkeys((*SLOTS, *(slot for record in records for slot in record))))
    rows = [[record.get(slot) for slot in slots] for record in records]
    return store(slots, rows)


@pytest.fixture(params=["objects", "few values", "many values", "no index"])
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Kind:
    """Makes a table of records in one of the ways of keeping them."""
    if request.param == "objects":
        return Table
    if request.param == "many values":
        monkeypatch.setattr("mockgenie.records.sqlite_table.FEW_VALUES", 0)
    if request.param == "no index":
        monkeypatch.setattr("mockgenie.records.sqlite_table._MOST_INDEXED", 0)
    return in_database


@pytest.fixture
def table(kind: Kind) -> Table:
    return kind((SEOUL_TODAY, SEOUL_TOMORROW, BUSAN_TODAY, JEJU))


def found(
    table: Table,
    wanted: dict[str, tuple[str, ...]],
    unwanted: dict[str, tuple[str, ...]] | None = None,
    limit: int = 1000,
) -> list[Record]:
    """The records that fit, which is as many as are counted where there is room for them."""
    answer = table.find(wanted, unwanted or {}, read_value, limit)
    assert len(answer.records) == min(answer.count, limit)
    return list(answer.records)


def test_without_a_wish_all_records_are_found(kind: Kind, table: Table) -> None:
    assert found(table, {}) == [SEOUL_TODAY, SEOUL_TOMORROW, BUSAN_TODAY, JEJU]
    assert list(table.records) == [SEOUL_TODAY, SEOUL_TOMORROW, BUSAN_TODAY, JEJU]
    assert found(kind(()), {}) == []
    assert (len(table), len(kind(()))) == (4, 0)


def test_records_are_given_page_by_page(table: Table) -> None:
    assert table.page(1, 2) == (SEOUL_TOMORROW, BUSAN_TODAY)
    assert table.page(3, 100) == (JEJU,)
    assert table.page(4, 1) == ()


def test_records_are_found_by_one_slot(table: Table) -> None:
    assert found(table, {"W.city": ("서울",)}) == [SEOUL_TODAY, SEOUL_TOMORROW]
    assert found(table, {"W.city": ("대구",)}) == []


def test_records_are_found_by_several_slots(table: Table) -> None:
    assert found(table, {"W.city": ("서울",), "W.date": ("오늘",)}) == [SEOUL_TODAY]


def test_one_of_several_values_is_enough_and_the_order_is_that_of_the_table(table: Table) -> None:
    wanted = {"W.city": ("부산", "서울"), "W.date": ("오늘", "내일")}
    assert found(table, wanted) == [SEOUL_TODAY, SEOUL_TOMORROW, BUSAN_TODAY]


def test_of_no_values_none_fits(table: Table) -> None:
    assert found(table, {"W.city": ()}) == []
    assert found(table, {"W.city": ("제주",)}, {"W.city": ()}) == [JEJU]


def test_a_record_without_the_slot_is_not_found_by_it(table: Table) -> None:
    assert found(table, {"W.city": ("제주",), "W.date": ("오늘",)}) == []


def test_a_slot_that_no_record_has_finds_nothing(table: Table) -> None:
    assert found(table, {"W.wind": ("3",)}) == []


def test_records_with_an_unwanted_value_are_left_out(table: Table) -> None:
    assert found(table, {}, {"W.city": ("서울", "제주")}) == [BUSAN_TODAY]
    assert found(table, {"W.city": ("서울",)}, {"W.date": ("오늘",)}) == [SEOUL_TOMORROW]
    assert found(table, {"W.city": ("서울",)}, {"W.city": ("서울",)}) == []


def test_a_record_without_the_slot_is_not_found_by_what_is_unwanted_either(table: Table) -> None:
    assert found(table, {}, {"W.date": ("오늘",)}) == [SEOUL_TOMORROW]
    assert found(table, {}, {"W.date": ("오늘", "내일")}) == []
    assert found(table, {}, {"W.wind": ("3",)}) == []


def test_of_no_unwanted_values_none_is_ruled_out(table: Table) -> None:
    assert len(found(table, {}, {"W.city": ()})) == 4
    assert found(table, {"W.low": ("8",)}, {"W.wind": ()}) == [BUSAN_TODAY]


@pytest.mark.parametrize("empty", ["", " ", None])
def test_an_empty_value_is_none(kind: Kind, empty: str | None) -> None:
    record = {"W.city": "서울"} if empty is None else {"W.city": "서울", "W.low": empty}
    table = kind((record, {"W.city": "부산", "W.low": "8"}))
    assert table.find({}, {"W.low": ("2",)}, read_value).count == 1
    assert table.find({"W.low": ("",)}, {}, read_value).count == 0
    assert list(filter(str.strip, table.values("W.low"))) == ["8"]


@pytest.mark.parametrize("size", [1000, 1025, 3000])
def test_rows_with_any_value_are_known_at_any_size(kind: Kind, size: int) -> None:
    table = kind([{"W.city": "서울"} | ({"W.low": str(n)} if n % 3 else {}) for n in range(size)])
    assert table.find({}, {"W.low": ("1",)}, read_value).count == size - (size + 2) // 3 - 1


def test_no_more_records_are_given_than_asked_for_but_all_are_counted(table: Table) -> None:
    assert found(table, {}, limit=2) == [SEOUL_TODAY, SEOUL_TOMORROW]
    assert found(table, {"W.date": ("오늘",)}, limit=1) == [SEOUL_TODAY]
    assert table.find({"W.date": ("오늘",)}, {}, read_value, 0).count == 2
    assert table.find({}, {}, read_value, 0).records == ()


@pytest.mark.parametrize("size", [1000, 1024, 1025, 3000])
def test_records_are_counted_and_come_in_order_at_any_size(kind: Kind, size: int) -> None:
    table = kind([{"W.city": str(n % 7), "W.low": str(n)} for n in range(size)])
    answer = table.find({"W.city": ("3", "5")}, {"W.low": ("10",)}, read_value, 600)
    fitting = [str(n) for n in range(size) if n % 7 in (3, 5) and n != 10]
    assert answer.count == len(fitting)
    assert [record["W.low"] for record in answer.records] == fitting[:600]
    assert found(table, {"W.low": (str(size - 1),)}) == [
        {"W.city": str((size - 1) % 7), "W.low": str(size - 1)}
    ]


@pytest.mark.parametrize("value", ["3", "3.0", "03", "3.00"])
def test_numbers_are_found_as_numbers(kind: Kind, value: str) -> None:
    table = kind(({"W.low": "3"}, {"W.low": "3.0"}, {"W.low": "30"}, {"W.low": "3.5"}))
    assert found(table, {"W.low": (value,)}) == [{"W.low": "3"}, {"W.low": "3.0"}]


def test_times_are_found_as_times(kind: Kind) -> None:
    table = kind(({"W.date": "9:30"}, {"W.date": "09:30"}, {"W.date": "19:30"}))
    assert found(table, {"W.date": ("09:30",)}) == [{"W.date": "9:30"}, {"W.date": "09:30"}]


def test_a_number_of_any_length_is_a_value(kind: Kind) -> None:
    long = "9" * 40
    assert found(kind(({"W.low": long}, {"W.low": "9"})), {"W.low": (long,)}) == [{"W.low": long}]


def test_a_value_with_the_signs_of_sql_is_a_value(kind: Kind) -> None:
    record = {"W.city": "x' OR '1'='1\"; DROP TABLE records; --"}
    table = kind((record, {"W.city": "서울"}))
    assert found(table, {"W.city": (record["W.city"],)}) == [record]
    assert found(table, {"W.city": ("' OR 1 --",)}) == []


def test_a_new_reading_finds_other_records(kind: Kind) -> None:
    def today_is(day: date) -> dict[str, date]:
        return {"오늘": day, "내일": date.fromordinal(day.toordinal() + 1)}

    table = kind(({"W.date": "2026-11-22"}, {"W.date": "2026-11-23"}))
    for day in (22, 23, 22):
        names = today_is(date(2026, 11, day))

        def read(text: str, names: dict[str, date] = names) -> Key:
            return ("date", names[text]) if text in names else read_value(text)

        assert table.find({"W.date": ("오늘",)}, {}, read).records == (
            {"W.date": f"2026-11-{day}"},
        )


@pytest.mark.parametrize("kept", [Table, in_database])
def test_a_day_in_words_is_found_by_its_date(kept: Kind) -> None:
    def read(text: str) -> Key:
        return ("date", date(2026, 11, 22)) if text == "오늘" else read_value(text)

    table = kept((SEOUL_TODAY, SEOUL_TOMORROW, BUSAN_TODAY))
    assert table.find({"W.date": ("2026-11-22",)}, {}, read).records == (SEOUL_TODAY, BUSAN_TODAY)
    assert table.find({}, {"W.date": ("2026-11-22",)}, read).records == (SEOUL_TOMORROW,)


def test_the_values_of_a_slot_come_once(table: Table) -> None:
    assert sorted(table.values("W.city")) == ["부산", "서울", "제주"]
    assert sorted(table.values("W.date")) == ["내일", "오늘"]
    assert list(table.values("W.wind")) == []


@pytest.mark.parametrize("kept", [Table, in_database])
def test_the_values_of_a_slot_come_in_the_order_of_the_file(kept: Kind) -> None:
    table = kept((SEOUL_TODAY, SEOUL_TOMORROW, BUSAN_TODAY, JEJU))
    assert list(table.values("W.city")) == ["서울", "부산", "제주"]


@pytest.mark.slow
def test_several_threads_look_records_up_at_once(kind: Kind) -> None:
    table = kind([{"W.city": str(n % 10), "W.low": str(n)} for n in range(500)])

    def look(city: int) -> int:
        answer = table.find({"W.city": (str(city % 10),)}, {}, read_value)
        return sum(record["W.city"] == str(city % 10) for record in answer.records)

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(look, range(200))) == [50] * 200


VALUES = st.sampled_from(["서울", "부산", "1", "01", "1.0", "2026-11-22", "9:30", "09:30"])
RECORDS = st.lists(st.dictionaries(st.sampled_from("abc"), VALUES | st.just("")), max_size=8)
WISHES = st.dictionaries(
    st.sampled_from("abcd"), st.lists(VALUES, min_size=1, max_size=3).map(tuple), max_size=3
)


def filled(record: Record) -> Record:
    """The record without the slots that have no value."""
    return {slot: value for slot, value in record.items() if value}


@pytest.mark.slow
@pytest.mark.parametrize("kept", [Table, in_database])
@given(RECORDS, WISHES, WISHES)
@settings(max_examples=300)
def test_what_is_found_is_what_the_condition_matches(
    kept: Kind,
    records: list[Record],
    wanted: dict[str, tuple[str, ...]],
    unwanted: dict[str, tuple[str, ...]],
) -> None:
    parts = [one_of(slot, values) for slot, values in wanted.items()]
    parts += [Comparison(slot, "~=", value) for slot, ruled in unwanted.items() for value in ruled]
    condition = all_of(tuple(parts))
    expected = [filled(record) for record in records if condition.matches(record)]
    assert [filled(record) for record in found(kept(records), wanted, unwanted)] == expected


ROOMS: tuple[Record, ...] = (
    {"R.name": "가", "R.rate": "30000", "R.from": "14:00", "R.stay": "두 시간"},
    {"R.name": "나", "R.rate": "9000", "R.from": "09:30", "R.stay": "90분"},
    {"R.name": "다", "R.rate": "120000", "R.from": "오후 세 시", "R.stay": "3시간"},
    {"R.name": "라"},
    {"R.name": "마", "R.rate": "9000", "R.from": "정오"},
    {"R.name": "바", "R.rate": "문의"},
)


def names(table: Table, limit: int = 1000, **compared: tuple[str, ...]) -> tuple[int, str]:
    """How many records fit, and the names of the first of them."""
    slots = {f"R.{slot.rstrip('_')}": values for slot, values in compared.items()}
    answer = table.find({}, {}, reading_on(date(2026, 11, 22)), limit, slots)
    return answer.count, "".join(record["R.name"] for record in answer.records)


@pytest.mark.parametrize(
    ("slot", "comparisons", "expected"),
    [
        ("rate", ("<=30000",), "가나마"),
        ("rate", ("<30000",), "나마"),
        ("rate", (">9000",), "가다"),
        ("rate", (">=9000", "<100000"), "가나마"),
        ("rate", (">200000",), ""),
        ("from_", (">=오후 두 시",), "가다"),
        ("from_", ("<14:00",), "나마"),
        ("stay", ("<=2시간",), "가나"),
        ("rate", ("<=세 시",), ""),
        ("none", ("<=3",), ""),
    ],
)
def test_what_is_within_bounds_is_found(
    kind: Kind, slot: str, comparisons: tuple[str, ...], expected: str
) -> None:
    assert names(kind(ROOMS), **{slot: comparisons}) == (len(expected), expected)


@pytest.mark.parametrize(
    ("slot", "order", "expected"),
    [
        ("rate", "lowest", "나마"),
        ("rate", "highest", "다"),
        ("from_", "lowest", "나"),
        ("stay", "highest", "다"),
        ("rate", "ascending", "나마가다라바"),
        ("rate", "descending", "다가나마라바"),
        ("none", "lowest", "가나다라마바"),
    ],
)
def test_records_come_in_the_order_of_a_slot(
    kind: Kind, slot: str, order: str, expected: str
) -> None:
    assert names(kind(ROOMS), **{slot: (order,)}) == (len(expected), expected)


def test_the_least_is_the_least_of_those_that_fit(kind: Kind) -> None:
    assert names(kind(ROOMS), from_=(">=12:00",), rate=(">9000", "lowest")) == (1, "가")


def test_of_very_many_the_first_of_the_order_are_given(kind: Kind) -> None:
    assert names(kind(ROOMS), 2, rate=("descending",)) == (6, "다가")
    assert names(kind(ROOMS), 3, rate=("descending",)) == (6, "다가나")


def test_a_duration_is_read_as_a_data_request_writes_it() -> None:
    read = reading_on(date(2026, 11, 22))
    assert read("PT1H30M") == read("한 시간 반") == read("90분")
    assert read("P2D") == read("이틀")
    assert [read(text)[0] for text in ("P", "PT", "Pt1h", "PT1X")] == ["text"] * 4
