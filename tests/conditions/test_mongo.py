"""Filters of MongoDB, and that mongomock finds by them what `matches` says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockgenie.conditions import (
    OPERATORS,
    Column,
    Comparison,
    Condition,
    Filled,
    Key,
    all_of,
    any_of,
    parse,
    read_value,
)
from tests.conditions.cells import DAYS, FRACTIONS, TEXTS, UNICODE, WHOLE, rows_of, text_only


@pytest.fixture
def documents() -> Any:
    """An empty collection."""
    reason = 'needs mongomock: python -m pip install -e ".[test-databases]"'
    return pytest.importorskip("mongomock", reason=reason).MongoClient().db.documents


@pytest.mark.parametrize(
    ("text", "filter_"),
    [
        ('city="서울"', {"city": {"$eq": "서울"}}),
        ('city~="서울"', {"city": {"$nin": ["서울", None, ""], "$ne": []}}),
        ('city>="서울"', {"city": {"$gte": "서울", "$ne": ""}}),
        ("low=5", {"low": {"$in": [5, "5"]}}),
        ("low<2.5", {"low": {"$lt": 2.5, "$ne": ""}}),
        ('day>"2026-03-02"', {"day": {"$gt": "2026-03-02", "$ne": ""}}),
        ('at="14:30"', {"at": {"$in": ["14:30", "14:30:00"]}}),
        ('at>"14:30"', {"at": {"$gt": "14:30:00", "$ne": ""}}),
        ('at>="9:05:01"', {"at": {"$gte": "09:05:01", "$ne": ""}}),
        ('city=""', {"city": {"$in": []}}),
        ("city is filled", {"city": {"$nin": [None, ""], "$ne": []}}),
        (
            "city is not filled",
            {"$or": [{"city": {"$in": [None, ""]}}, {"city": {"$size": 0}}]},
        ),
        ("", {}),
        (
            '(city="서울" or city="부산") and low<0',
            {
                "$and": [
                    {"$or": [{"city": {"$eq": "서울"}}, {"city": {"$eq": "부산"}}]},
                    {"low": {"$lt": 0, "$ne": ""}},
                ]
            },
        ),
    ],
)
def test_the_filter_of_a_condition(text: str, filter_: dict[str, Any]) -> None:
    assert parse(text).to_mongo() == filter_


def test_a_slot_is_the_field_of_its_name_unless_columns_say_otherwise() -> None:
    condition = parse('Weather.city="서울"')
    assert condition.to_mongo() == {"Weather.city": {"$eq": "서울"}}
    assert condition.to_mongo({"Weather.city": "city"}) == {"city": {"$eq": "서울"}}
    assert condition.to_mongo({"Weather.city": Column("city")}) == {"city": {"$eq": "서울"}}


def test_a_stated_type_decides_what_is_looked_for() -> None:
    assert parse("a=5").to_mongo({"a": Column("a", "number")}) == {"a": {"$eq": 5}}
    assert parse("a=5").to_mongo({"a": Column("a", "text")}) == {"a": {"$eq": "5"}}
    assert parse('a="9:05"').to_mongo({"a": Column("a", "text")}) == {"a": {"$eq": "9:05"}}


def test_a_reading_makes_days_of_words() -> None:
    def read(text: str) -> Key:
        return ("date", date(2026, 11, 22)) if text == "오늘" else read_value(text)

    assert parse('a="오늘"').to_mongo(read=read) == {"a": {"$eq": "2026-11-22"}}


def test_what_speaks_of_a_dialog_has_no_filter() -> None:
    with pytest.raises(ValueError, match="a is unwanted speaks of a dialog"):
        parse("b=1 or a is unwanted").to_mongo()


def test_an_unknown_type_is_told() -> None:
    with pytest.raises(ValueError, match='one of text, number, date, time, not "int"'):
        parse("a=1").to_mongo({"a": Column("a", "int")})  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["", "$where", "$expr", "a\0"])
def test_a_name_is_never_an_operator(name: str) -> None:
    for text in ("a=1", "a~=1", "a>1", "a is filled"):
        with pytest.raises(ValueError, match="a field has a name, without"):
            parse(text).to_mongo({"a": name})


@pytest.mark.parametrize("attack", ["$where", '{"$gt": ""}', "'; return true; //", "$ne"])
def test_a_value_is_never_an_operator(documents: Any, attack: str) -> None:
    documents.insert_many([{"a": "서울"}, {"a": attack}, {"b": attack}])
    found = documents.find(Comparison("a", "=", attack).to_mongo())
    assert [document["a"] for document in found] == [attack]


# The law. A field holds values of one type: texts, numbers, days, times of day in four digits.
# Whatever it is, = and ~= may ask for any kind in it; the others for its own. A field may hold
# several values, none of them empty.

NOTHING = st.sampled_from((None, "")) | st.just(...)
"""The last stands for a field that the document does not have."""
CLOCKS = st.sampled_from(("09:05", "09:05:00", "09:05:01", "14:30", "14:30:00", "00:00"))
WORDS = TEXTS | text_only(UNICODE)
FITS: dict[str, st.SearchStrategy[object]] = {
    "city": WORDS,
    "low": WHOLE | FRACTIONS,
    "day": DAYS,
    "opens": CLOCKS,
    "tags": st.lists(WORDS.filter(bool), max_size=3),
    "sizes": st.lists(WHOLE, max_size=3),
}
ASKED: dict[str, st.SearchStrategy[str]] = {
    "city": WORDS,
    "low": (WHOLE | FRACTIONS).map(str),
    "day": DAYS,
    "opens": CLOCKS | st.just("9:05"),
    "tags": WORDS,
    "sizes": WHOLE.map(str),
}
ANY = st.one_of(*ASKED.values(), st.just(""))


def _leaves(slot: str) -> st.SearchStrategy[Condition]:
    return (
        st.builds(Comparison, st.just(slot), st.sampled_from(OPERATORS), ASKED[slot])
        | st.builds(Comparison, st.just(slot), st.sampled_from(("=", "~=")), ANY)
        | st.builds(Filled, st.just(slot), st.booleans())
    )


LEAVES = st.one_of(*map(_leaves, FITS))
GROUPS = st.lists(LEAVES, min_size=1, max_size=3)
CONDITIONS = st.lists(
    LEAVES
    | GROUPS.map(all_of)
    | GROUPS.map(any_of)
    | st.lists(GROUPS.map(any_of), min_size=2, max_size=2).map(all_of),
    min_size=5,
    max_size=5,
)


@pytest.mark.slow
@pytest.mark.parametrize("stated", [False, True], ids=["types not stated", "types stated"])
def test_matches_and_mongodb_agree(documents: Any, stated: bool) -> None:
    """A case is one condition asked of one document: 40 in each of the examples."""
    types = {"city": "text", "low": "number", "day": "date", "opens": "time", "sizes": "number"}
    columns = {name: Column(name, kind) for name, kind in types.items()} if stated else {}  # type: ignore[arg-type]
    cases = 0

    @given(rows_of({name: fits | NOTHING for name, fits in FITS.items()}, 8), CONDITIONS)
    @settings(max_examples=100)
    def agree(rows: list[tuple[object, ...]], conditions: list[Condition]) -> None:
        nonlocal cases
        records = [
            {name: value for name, value in zip(FITS, row, strict=True) if value is not ...}
            for row in rows
        ]
        documents.delete_many({})
        documents.insert_many({"_id": number, **record} for number, record in enumerate(records))
        for condition in conditions:
            found = {document["_id"] for document in documents.find(condition.to_mongo(columns))}
            for number, record in enumerate(records):
                cases += 1
                assert (number in found) is condition.matches(record), (str(condition), record)

    agree()
    assert cases >= 4_000
