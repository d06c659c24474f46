"""What `matches` says of a record and what SQLite says of its row by `to_sql` are the same."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockgenie.conditions import Column, Condition, Key, parse, read_value
from tests.conditions.cells import (
    DAYS,
    DIGITS,
    FRACTIONS,
    TEXTS,
    TIMES,
    UNICODE,
    WHOLE,
    conditions_on,
    rows_of,
    text_only,
)

NOTHING = st.sampled_from((None, ""))
ODD = text_only(UNICODE) | st.sampled_from(("\0", "a\0b", "5\0", "9:05\0x"))
EVERYTHING = (
    TEXTS | ODD | DIGITS | DAYS | TIMES | WHOLE | FRACTIONS | st.sampled_from((1e14, 3.0, -0.0))
)
REALS = FRACTIONS | WHOLE.filter(lambda number: abs(number) < 10**15)
"""SQLite writes larger ones with an exponent where they are compared with a text: 1e+15"""
DECLARED: dict[str, tuple[str, Column, st.SearchStrategy[object]]] = {
    # slot: what SQLite is told of the column, what the condition is told, values that fit
    "s.city": ("TEXT", Column("city", "text"), TEXTS | ODD),
    "s.name": ("VARCHAR(9)", Column("name"), TEXTS | ODD),
    "s.level": ("INTEGER", Column("level", "number"), WHOLE),
    "s.low": ("REAL", Column("low", "number"), REALS),
    "s.price": ("TEXT", Column("price", "number"), DIGITS),
    "s.any_number": ("", Column("any number", "number"), WHOLE | FRACTIONS),
    "s.day": ("TEXT", Column("day", "date"), DAYS),
    "s.born": ("DATE", Column("born", "date", table="t"), DAYS),
    "s.opens": ("TEXT", Column("opens", "time"), TIMES),
    "s.closes": ("TIME", Column("closes", "time"), TIMES),
    "s.note": ("", Column("note"), EVERYTHING),
    "s.tag": ("TEXT", Column("tag", table="t"), EVERYTHING),
    "s.count": ("INTEGER", Column("count"), TEXTS | ODD | DAYS | TIMES | WHOLE | FRACTIONS),
    "s.열": ("NUMERIC", Column("한글 `열`"), EVERYTHING),
}
COLUMNS = {slot: column for slot, (_, column, _) in DECLARED.items()}
ROWS = rows_of({slot: fits | NOTHING for slot, (_, _, fits) in DECLARED.items()}, 8)
CONDITIONS = st.lists(conditions_on(DECLARED), min_size=6, max_size=6)


@pytest.fixture(scope="module")
def table() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    names = ("`" + column.name.replace("`", "``") + "`" for column in COLUMNS.values())
    columns = map(" ".join, zip(names, (kind for kind, _, _ in DECLARED.values()), strict=True))
    connection.execute(f"CREATE TABLE t ({', '.join(columns)})")
    return connection


@pytest.mark.slow
def test_matches_and_filter_and_sqlite_agree_in_ten_thousand_cases(
    table: sqlite3.Connection,
) -> None:
    """A case is one condition asked of one record: 48 in each of the examples."""
    cases = 0

    @given(ROWS, CONDITIONS)
    @settings(max_examples=250)
    def agree(rows: list[tuple[object, ...]], conditions: list[Condition]) -> None:
        nonlocal cases
        table.execute("DELETE FROM t")
        table.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(COLUMNS))})", rows)
        # A record is what a bot gets from its table: a column may have made 5 of 5.0.
        records = [dict(zip(COLUMNS, row, strict=True)) for row in table.execute("SELECT * FROM t")]
        numbers = [number for (number,) in table.execute("SELECT rowid FROM t")]
        for condition in conditions:
            where, parameters = condition.to_sql(COLUMNS)
            found = {n for (n,) in table.execute(f"SELECT rowid FROM t WHERE {where}", parameters)}
            picked = condition.filter(records)
            for number, record in zip(numbers, records, strict=True):
                cases += 1
                matches = condition.matches(record)
                assert (number in found) is matches, (str(condition), record)
                assert any(record is one for one in picked) is matches

    agree()
    assert cases >= 10_000


@pytest.mark.parametrize(
    ("text", "values", "found"),
    [
        # A column of texts compares texts, even where they look like numbers.
        ("a=6236", ["06236", "6236", 6236], ["6236", "6236"]),
        ("a<9", ["10", "8", "9.5"], ["10", "8"]),
        ('a="9:05"', ["9:05", "09:05"], ["9:05"]),
    ],
)
def test_a_stated_text_is_one_whatever_it_looks_like(
    text: str, values: list[object], found: list[object]
) -> None:
    def as_text(value: str) -> Key:
        return "text", value

    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (a TEXT)")
    connection.executemany("INSERT INTO t VALUES (?)", [(value,) for value in values])
    condition = parse(text)
    where, parameters = condition.to_sql({"a": Column("a", "text")})
    rows = connection.execute(f"SELECT a FROM t WHERE {where}", parameters).fetchall()
    assert [value for (value,) in rows] == found
    records = [{"a": value} for (value,) in connection.execute("SELECT a FROM t")]
    assert [record["a"] for record in condition.filter(records, as_text)] == found
    connection.close()


def test_what_is_in_a_column_of_a_type_reads_as_that_type() -> None:
    """So that "values that fit" means what the tests above take it for."""

    @given(text_only(TEXTS | ODD), DIGITS, DAYS, TIMES)
    def fit(text: str, number: str, day: str, time: str) -> None:
        kinds = [read_value(value)[0] for value in (text, number, day, time)]
        assert kinds == ["text", "number", "date", "time"]

    fit()
