"""What `matches` says of a record and what PostgreSQL says of its row by `to_sql` are the same.

Asked by psycopg, whose placeholders are %s, and by asyncpg, whose are $1 and whose parameters have
to be of the very type that the server takes them for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mockgenie.conditions import Column, Condition, parse
from tests.conditions.cells import (
    DAYS,
    FRACTIONS,
    TEXTS,
    TIMES,
    UNICODE,
    WHOLE,
    conditions_on,
    rows_of,
    text_only,
)
from tests.conditions.postgres_server import NoServer, running

REASON = 'needs psycopg and asyncpg: python -m pip install -e ".[test-databases]"'
psycopg = pytest.importorskip("psycopg", reason=REASON)
asyncpg = pytest.importorskip("asyncpg", reason=REASON)

Ask = Callable[..., list[tuple[Any, ...]]]
"""Runs a query with its parameters; the rows that it gives."""

NUL_FREE = (TEXTS | text_only(UNICODE)).filter(lambda text: "\0" not in text)
DIGITS = st.sampled_from(("0", "-0", "5", "05", "5.0", "-5", "10", "2.5", "-2.50", "0.1"))
WORDS = NUL_FREE | DIGITS | DAYS | TIMES
DATES = DAYS.map(date.fromisoformat)
MOMENTS = TIMES.map(lambda text: time(*map(int, text.split(":"))))
DECLARED: dict[str, tuple[str, Column, st.SearchStrategy[object]]] = {
    # slot: what PostgreSQL is told of the column, what the condition is told, values that fit
    "s.city": ("text", Column("city", "text"), NUL_FREE | st.just("")),
    "s.code": ("varchar(30)", Column('co"de 100%', "text"), NUL_FREE | st.just("")),
    "s.level": ("integer", Column("level", "number"), WHOLE.filter(lambda n: abs(n) < 2**31)),
    "s.far": ("bigint", Column("far", "number", table="t"), WHOLE),
    "s.low": ("double precision", Column("low", "number"), FRACTIONS),
    "s.price": ("numeric", Column("price", "number"), FRACTIONS.map(str).map(Decimal)),
    "s.day": ("date", Column("day", "date"), DATES),
    "s.opens": ("time", Column("opens", "time"), MOMENTS),
    "s.note": ("text", Column("note"), WORDS | st.just("")),
    "s.열": ("varchar", Column("한글 %s"), WORDS | st.just("")),
    "s.count": ("integer", Column("count"), st.integers(-12, 12)),
    "s.ratio": ("double precision", Column("ratio"), FRACTIONS),
    "s.born": ("date", Column("born"), DATES),
    "s.open": ("boolean", Column("open"), st.booleans()),
}
COLUMNS = {slot: column for slot, (_, column, _) in DECLARED.items()}
ROWS = rows_of({slot: fits | st.none() for slot, (_, _, fits) in DECLARED.items()}, 8)
CONDITIONS = st.lists(conditions_on(DECLARED), min_size=6, max_size=6)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    try:
        with running() as address:
            yield address
    except NoServer as error:
        pytest.skip(str(error))


@pytest.fixture
def by_psycopg(address: str) -> Iterator[Ask]:
    with psycopg.connect(address, autocommit=True) as connection:

        def ask(sql: str, parameters: Sequence[object] | None = None) -> list[tuple[Any, ...]]:
            cursor = connection.execute(sql, parameters)
            return cursor.fetchall() if cursor.description else []

        make_table(ask)
        yield ask


@pytest.fixture
def by_asyncpg(address: str) -> Iterator[Ask]:
    with asyncio.Runner() if hasattr(asyncio, "Runner") else OldRunner() as runner:
        connection = runner.run(asyncpg.connect(address))

        def ask(sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
            return [tuple(row) for row in runner.run(connection.fetch(sql, *parameters))]

        make_table(ask)
        yield ask
        runner.run(connection.close())


class OldRunner:
    """What asyncio.Runner does, for Python 3.10."""

    def __enter__(self) -> OldRunner:
        self._loop = asyncio.new_event_loop()
        return self

    def __exit__(self, *error: object) -> None:
        self._loop.close()

    def run(self, awaited: Any) -> Any:
        return self._loop.run_until_complete(awaited)


def make_table(ask: Ask) -> None:
    names = ('"' + column.name.replace('"', '""') + '"' for column in COLUMNS.values())
    columns = map(" ".join, zip(names, (kind for kind, _, _ in DECLARED.values()), strict=True))
    ask("DROP TABLE IF EXISTS t")
    ask(f"CREATE TABLE t (id serial, {', '.join(columns)})")


def agree_in(count: int, ask: Ask, placeholder: str) -> int:
    """How many cases there were; a case is one condition asked of one record."""
    cases = 0
    marks = [f"${n}" if placeholder == "$1" else "%s" for n in range(1, len(COLUMNS) + 1)]

    @given(ROWS, CONDITIONS)
    @settings(max_examples=count, phases=[Phase.generate])
    def agree(rows: list[tuple[object, ...]], conditions: list[Condition]) -> None:
        nonlocal cases
        ask("DELETE FROM t")
        for row in rows:
            ask(f"INSERT INTO t VALUES (DEFAULT, {', '.join(marks)}) RETURNING id", row)
        saved = ask("SELECT * FROM t")
        records = {number: dict(zip(COLUMNS, row, strict=True)) for number, *row in saved}
        for condition in conditions:
            where, parameters = condition.to_sql(COLUMNS, "postgresql", placeholder)
            found = {number for (number,) in ask(f"SELECT id FROM t WHERE {where}", parameters)}
            for number, record in records.items():
                cases += 1
                assert (number in found) is condition.matches(record), (str(condition), record)

    agree()
    return cases


@pytest.mark.slow
def test_matches_and_postgresql_agree_by_psycopg(by_psycopg: Ask) -> None:
    assert agree_in(220, by_psycopg, "%s") >= 10_000


@pytest.mark.slow
def test_matches_and_postgresql_agree_by_asyncpg(by_asyncpg: Ask) -> None:
    assert agree_in(60, by_asyncpg, "$1") >= 2_500


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("s.level=5", 1),
        ("s.level=5.0", 1),
        ("s.level<5.5", 1),
        ("s.level>-99999999999999999999999999", 1),
        ("s.level<99999999999", 1),
        ("s.far=9007199254740993", 1),
        ("s.far=9007199254740992", 0),
        ("s.price=0.1", 1),
        ("s.low=0.1", 1),
        ('s.city<"서울\0"', 1),
        ('s.city>"서울\0"', 0),
        ('s.city~="서울\0"', 1),
        ('s.city>"\0"', 1),
        ('s.city<="\0"', 0),
    ],
)
def test_what_a_column_could_not_hold_is_compared_all_the_same(
    by_psycopg: Ask, by_asyncpg: Ask, text: str, count: int
) -> None:
    row = {"level": 5, "far": 2**53 + 1, "price": Decimal("0.1"), "low": 0.1, "city": "서울"}
    names, marks = ", ".join(row), ", ".join(f"${n + 1}" for n in range(len(row)))
    by_asyncpg(f"INSERT INTO t ({names}) VALUES ({marks})", tuple(row.values()))
    for ask, placeholder in ((by_psycopg, "%s"), (by_asyncpg, "$1")):
        where, parameters = parse(text).to_sql(COLUMNS, "postgresql", placeholder)
        assert len(ask(f"SELECT id FROM t WHERE {where}", parameters)) == count


def test_texts_are_in_the_order_of_their_characters_in_any_language(by_psycopg: Ask) -> None:
    by_psycopg("INSERT INTO t (city) SELECT * FROM unnest(%s::text[]) RETURNING id", (["a", "B"],))
    where, parameters = parse('s.city<"a"').to_sql(COLUMNS, "postgresql")
    assert by_psycopg(f"SELECT city FROM t WHERE {where}", parameters) == [("B",)]


@pytest.mark.parametrize(
    ("column", "text"),
    [
        (Column("city", "text"), 'a="서울"'),
        (Column("city"), 'a="서울"'),
        (Column("level", "number"), "a=5"),
        (Column("level", "number"), "a>=5"),
        (Column("price", "number"), "a<2.5"),
        (Column("low", "number"), "a<2.5"),
        (Column("day", "date"), 'a>="2026-03-02"'),
        (Column("opens", "time"), 'a<"9:05"'),
    ],
)
def test_an_index_is_used(by_psycopg: Ask, column: Column, text: str) -> None:
    by_psycopg(f"CREATE INDEX ON t ({column.name})")
    by_psycopg("SET enable_seqscan = off")
    where, parameters = parse(text).to_sql({"a": column}, "postgresql")
    plan = by_psycopg(f"EXPLAIN SELECT * FROM t WHERE {where}", parameters)
    assert any("Index Cond" in line for (line,) in plan)
