"""The SQL of conditions, to the letter, and what there is none of."""

from __future__ import annotations

import sqlite3
from datetime import date, time
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgenie.conditions import (
    Column,
    Comparison,
    Condition,
    Key,
    all_of,
    any_of,
    parse,
    read_value,
    slot,
)
from tests.conditions.trees import TREES

CITIES_AND_LOWS = '(Weather.city="서울" or Weather.city="부산") and Weather.low<"0"'
COLUMNS = {
    "Weather.city": Column("city", "text"),
    "Weather.low": Column("low", "number", table="w"),
    "Weather.date": Column("day", "date"),
    "Weather.time": Column("clock", "time"),
}


def test_the_values_are_bound_and_the_columns_quoted() -> None:
    assert parse(CITIES_AND_LOWS).to_sql(COLUMNS) == (
        "(`city` = ? OR `city` = ?) AND `w`.`low` < CAST(? AS NUMERIC)",
        ("서울", "부산", 0),
    )


@pytest.mark.parametrize(
    ("placeholder", "first", "second", "third"),
    [("", "%s", "%s", "%s"), ("%s", "%s", "%s", "%s"), ("$1", "$1", "$2", "$3")],
)
def test_postgresql_has_placeholders_of_both_kinds(
    placeholder: str, first: str, second: str, third: str
) -> None:
    assert parse(CITIES_AND_LOWS).to_sql(COLUMNS, "postgresql", placeholder) == (
        f'("city" = {first} OR "city" = {second}) AND "w"."low" < CAST({third} AS bigint)',
        ("서울", "부산", 0),
    )


@pytest.mark.parametrize(
    ("text", "sql", "parameters"),
    [
        ('Weather.city="서울"', "`city` = ?", ("서울",)),
        ('Weather.city~="서울"', "`city` <> ? AND `city` <> ''", ("서울",)),
        ('Weather.city>="서울"', "`city` >= ?", ("서울",)),
        ('Weather.city<"서울"', "`city` < ? AND `city` <> ''", ("서울",)),
        ("Weather.city=12", "`city` = ?", ("12",)),
        ('Weather.city=""', "1 = 0", ()),
        ("Weather.city is filled", "NULLIF(`city`, '') IS NOT NULL", ()),
        ("Weather.city is not filled", "NULLIF(`city`, '') IS NULL", ()),
        ("Weather.low=2.50", "`w`.`low` = CAST(? AS NUMERIC)", (2.5,)),
        ("Weather.low<=-3", "`w`.`low` <= CAST(? AS NUMERIC)", (-3,)),
        ('Weather.low="영하"', "CAST(`w`.`low` AS TEXT) = ?", ("영하",)),
        ('Weather.date="2026-03-02"', "`day` = ?", ("2026-03-02",)),
        ('Weather.date>"2026-03-02"', "`day` > ?", ("2026-03-02",)),
        ("", "1 = 1", ()),
    ],
)
def test_the_sql_of_sqlite(text: str, sql: str, parameters: tuple[object, ...]) -> None:
    assert parse(text).to_sql(COLUMNS) == (sql, parameters)


@pytest.mark.parametrize(
    ("text", "sql", "parameters"),
    [
        ('Weather.city="서울"', '"city" = %s', ("서울",)),
        ('Weather.city~="서울"', """"city" <> %s AND "city" <> ''""", ("서울",)),
        ('Weather.city>="서울"', '"city" >= %s COLLATE "C"', ("서울",)),
        ('Weather.city=""', "1 = 0", ()),
        ('Weather.city="서\0울"', "1 = 0", ()),
        ("Weather.city is filled", """NULLIF("city", '') IS NOT NULL""", ()),
        ("Weather.low is not filled", '"w"."low" IS NULL', ()),
        ("Weather.low=2.50", '"w"."low" = CAST(%s AS numeric)', (Decimal("2.5"),)),
        ("Weather.low<=-3", '"w"."low" <= CAST(%s AS bigint)', (-3,)),
        ('Weather.low="영하"', 'CAST("w"."low" AS text) = %s', ("영하",)),
        ('Weather.date="2026-03-02"', '"day" = CAST(%s AS date)', (date(2026, 3, 2),)),
        ('Weather.time>"9:05"', '"clock" > CAST(%s AS time)', (time(9, 5),)),
        ("", "1 = 1", ()),
    ],
)
def test_the_sql_of_postgresql(text: str, sql: str, parameters: tuple[object, ...]) -> None:
    assert parse(text).to_sql(COLUMNS, "postgresql") == (sql, parameters)


def test_a_name_alone_is_a_column_of_no_stated_type() -> None:
    condition = parse('a="서울"')
    assert condition.to_sql({"a": "city"}) == ("`city` = ?", ("서울",))
    assert condition.to_sql({"a": "city"}) == condition.to_sql({"a": Column("city")})
    assert condition.to_sql({"a": "w.city"}) == ("`w.city` = ?", ("서울",))


def test_a_reading_makes_days_of_words() -> None:
    def read(text: str) -> Key:
        return ("date", date(2026, 11, 22)) if text == "오늘" else read_value(text)

    condition = slot("Weather.date") == "오늘"
    assert condition.to_sql(COLUMNS, read=read) == ("`day` = ?", ("2026-11-22",))
    assert condition.to_sql(COLUMNS, "postgresql", read=read)[1] == (date(2026, 11, 22),)
    assert condition.to_sql({"Weather.date": Column("day", "text")}, read=read)[1] == ("오늘",)


@pytest.mark.slow
@given(TREES, st.sampled_from((("sqlite", "?"), ("postgresql", "%s"), ("postgresql", "$1"))))
def test_no_value_gets_into_the_text(tree: Condition, how: tuple[str, str]) -> None:
    dialect, placeholder = how
    if "unwanted" in str(tree):
        return
    columns = {name: f"c{number}" for number, name in enumerate(tree.slots)}
    sql, parameters = tree.to_sql(columns, dialect, placeholder)  # type: ignore[arg-type]
    assert sql.isascii()
    if placeholder == "$1":
        assert all(f"${number}" in sql for number in range(1, len(parameters) + 1))
        assert f"${len(parameters) + 1}" not in sql
    else:
        without = sql.replace("GLOB '?*-*'", "")
        assert without.count(placeholder) == len(parameters)
    if placeholder == "%s":
        assert sql.count("%") == len(parameters)


# What there is none of


@pytest.mark.parametrize(
    "text", ["a is unwanted", "b=1 and a is not unwanted", "a is unwanted or b=1"]
)
def test_what_speaks_of_a_dialog_has_no_sql(text: str) -> None:
    with pytest.raises(ValueError, match=r"a is (not )?unwanted speaks of a dialog"):
        parse(text).to_sql({"a": "a", "b": "b"})


def test_a_name_with_a_type_is_a_column_of_that_type() -> None:
    condition = parse("low<5")
    typed = condition.to_sql({"low": Column("low", "number")})
    assert condition.to_sql({"low": ("low", "number")}) == typed
    with pytest.raises(ValueError, match='one of text, number, date, time, not "int"'):
        condition.to_sql({"low": ("low", "int")})
    with pytest.raises(ValueError, match=r"written \(name, type\)"):
        condition.to_sql({"low": ("low",)})  # type: ignore[dict-item]


def test_a_slot_has_a_column() -> None:
    with pytest.raises(ValueError, match=r"slot Weather\.rain; columns has Weather\.city, Weather"):
        parse("Weather.rain=1").to_sql(COLUMNS)
    with pytest.raises(ValueError, match="no column is given for the slot a; columns has nothing"):
        parse("a=1").to_sql({})


@pytest.mark.parametrize("name", ["", "a\0b"])
@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_a_column_has_a_name(name: str, dialect: str) -> None:
    for column in (name, Column(name), Column("a", table="\0")):
        with pytest.raises(ValueError, match="a column has a name, without NUL characters"):
            parse("a=1").to_sql({"a": column}, dialect)  # type: ignore[arg-type]


def test_what_is_not_known_is_told_with_what_is() -> None:
    condition = parse("a=1")
    with pytest.raises(ValueError, match='one of sqlite, postgresql, not "mysql"'):
        condition.to_sql({"a": "a"}, "mysql")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r'for sqlite a placeholder is \?, not "%s"'):
        condition.to_sql({"a": "a"}, "sqlite", "%s")
    with pytest.raises(ValueError, match=r'for postgresql a placeholder is %s or \$1, not "\?"'):
        condition.to_sql({"a": "a"}, "postgresql", "?")
    with pytest.raises(ValueError, match='one of text, number, date, time, not "int"'):
        condition.to_sql({"a": Column("a", "int")})  # type: ignore[arg-type]


# What must not happen

ATTACKS = (
    "'; DROP TABLE t; --",
    '"; DROP TABLE t; --',
    "`; DROP TABLE t; --",
    "서울' OR '1'='1",
    "') OR 1=1 --",
    "?",
    "%s",
    "$1",
    ":a",
    "\\",
    "x` = 1 OR `x",
    '" or a is not filled or a="',
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_value_is_never_read_as_sql(attack: str) -> None:
    with_table = sqlite3.connect(":memory:")
    with_table.execute("CREATE TABLE t (a TEXT)")
    with_table.executemany("INSERT INTO t VALUES (?)", [("서울",), (attack,)])
    for condition in (slot("a") == attack, parse(str(slot("a") == attack))):
        where, parameters = condition.to_sql({"a": "a"})
        assert attack not in where or attack == "?"
        assert with_table.execute(f"SELECT * FROM t WHERE {where}", parameters).fetchall() == [
            (attack,)
        ]
    with_table.close()


@pytest.mark.parametrize("name", [*ATTACKS, "a b", "한글 열", "``", '""', "%%", "select", "rowid"])
def test_a_name_is_never_read_as_sql(name: str) -> None:
    quoted = "`" + name.replace("`", "``") + "`"
    with_table = sqlite3.connect(":memory:")
    with_table.execute(f"CREATE TABLE t (other, {quoted})")
    with_table.executemany(
        "INSERT INTO t VALUES (1, ?)", [("5",), ("9:05",), ("2026-03-02",), ("서울",), (None,)]
    )
    kinds = ("", "text", "number", "date", "time")
    for kind, value in product(kinds, ("5", "9:05", "2026-03-02", "서울")):
        column = Column(name, kind, table="t")  # type: ignore[arg-type]
        where, parameters = parse(f'a="{value}"').to_sql({"a": column})
        found = with_table.execute(f"SELECT {quoted} FROM t WHERE {where}", parameters)
        assert found.fetchall() == [(value,)]
    with_table.close()


@pytest.mark.parametrize("text", ['a="b"', 'a~="b"', "a>5", 'a<"9:05"', "a is filled"])
@pytest.mark.parametrize("kind", ["", "text", "number", "date", "time"])
def test_a_misspelt_column_is_an_error_and_not_a_text(text: str, kind: str) -> None:
    with_table = sqlite3.connect(":memory:")
    with_table.execute("CREATE TABLE t (city)")
    where, parameters = parse(text).to_sql({"a": Column("ctiy", kind)})  # type: ignore[arg-type]
    with pytest.raises(sqlite3.OperationalError, match="no such column"):
        with_table.execute(f"SELECT * FROM t WHERE {where}", parameters)
    with_table.close()


def test_a_percent_sign_in_a_name_is_one_for_psycopg_alone() -> None:
    for text in ("a=5", 'a="9:05"', 'a="x"', "a is filled"):
        sql, parameters = parse(text).to_sql({"a": "50%"}, "postgresql")
        assert '"50%%"' in sql
        assert sql.count("%") == 2 * sql.count('"50') + len(parameters)
        assert '"50%"' in parse(text).to_sql({"a": "50%"}, "postgresql", "$1")[0]
        assert "`50%`" in parse(text).to_sql({"a": "50%"})[0]


# Large ones, and indexes


@pytest.mark.slow
@pytest.mark.parametrize("join", [all_of, any_of])
@pytest.mark.parametrize("value", ["가{}", "{}", "9:{:02}"])
def test_sqlite_takes_thousands_of_comparisons(join: object, value: str) -> None:
    values = [value.format(number % 60) for number in range(1_500)]
    condition = join(Comparison("a", "=", one) for one in values)  # type: ignore[operator]
    where, parameters = condition.to_sql({"a": "a"})
    with_table = sqlite3.connect(":memory:")
    with_table.execute("CREATE TABLE t (a)")
    with_table.executemany("INSERT INTO t VALUES (?)", [(values[7],), ("나",), (None,)])
    found = with_table.execute(f"SELECT a FROM t WHERE {where}", parameters).fetchall()
    assert found == ([(values[7],)] if join is any_of else [])
    with_table.close()


@pytest.mark.parametrize("is_first", [True, False])
def test_sqlite_takes_conditions_that_are_deep(is_first: bool) -> None:
    # Its parser, before version 3.46, has a stack of a hundred places.
    condition: Condition = Comparison("a", "=", "0")
    for number in range(1, 16):
        above, same = Comparison("a", ">", "-1"), Comparison("a", "=", str(number))
        condition = (condition & above) | same if is_first else same | (above & condition)
    where, parameters = condition.to_sql({"a": "a"})
    with_table = sqlite3.connect(":memory:")
    with_table.execute("CREATE TABLE t (a)")
    with_table.executemany("INSERT INTO t VALUES (?)", [(0,), (15,), (16,)])
    found = with_table.execute(f"SELECT a FROM t WHERE {where}", parameters).fetchall()
    assert found == [(0,), (15,)]
    with_table.close()


@pytest.mark.parametrize(
    ("declared", "kind", "text"),
    [
        ("TEXT", "", 'a="서울"'),
        ("TEXT", "", 'a="서울" or a="부산"'),
        ("", "", 'a="서울"'),
        ("INTEGER", "", 'a="서울"'),
        ("TEXT", "text", 'a="서울"'),
        ("TEXT", "text", "a=5"),
        ("TEXT", "text", 'a>="서울"'),
        ("TEXT", "text", 'a<"서울"'),
        ("INTEGER", "number", "a=5"),
        ("REAL", "number", "a=2.5"),
        ("REAL", "number", "a>2.5"),
        ("INTEGER", "number", "a>=5 and a<7"),
        ("NUMERIC", "number", "a<=5"),
        ("TEXT", "date", 'a="2026-03-02"'),
        ("DATE", "date", 'a<"2026-03-02"'),
        ("TEXT", "date", 'a>="2026-03-02" and a<"2026-04-01"'),
    ],
)
def test_an_index_is_used(declared: str, kind: str, text: str) -> None:
    with_index = sqlite3.connect(":memory:")
    with_index.execute(f"CREATE TABLE t (b, a {declared})")
    with_index.execute("CREATE INDEX by_a ON t (a)")
    where, parameters = parse(text).to_sql({"a": Column("a", kind)})  # type: ignore[arg-type]
    plan = with_index.execute(f"EXPLAIN QUERY PLAN SELECT * FROM t WHERE {where}", parameters)
    assert [row[3].split(" (")[0] for row in plan] == ["SEARCH t USING INDEX by_a"]
    with_index.close()
